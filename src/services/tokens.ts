import { randomBytes } from 'node:crypto';
import type { TokenCreate, TokenFilter } from '../contract/token.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { lesserRole, type Role } from '../domain/roles.ts';
import { entrancesOf, findMemberRole } from '../store/identities.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { findToken, insertToken, lockToken, pageOfTokens, revokeToken as writeRevocation, type TokenRow } from '../store/tokens.ts';
import { audit, current, found, inTenant, reading, type Context, type Services, type Trx } from './context.ts';
import { hashToken } from './identity.ts';
import { openTo } from './me.ts';
import { authorize, may } from './policy.ts';

export type { TokenRow };

const prefix = 'pat_';

export interface NewToken {
  readonly organizationId: string;
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: Date | null;
  readonly createdBy?: string;
  /** The token itself where somebody chose it; else 256 random bits. */
  readonly plain?: string;
  readonly at: Date;
}

export interface CreatedToken {
  readonly row: TokenRow;
  /** The token itself: the only time that it is known. */
  readonly plain: string;
}

/** Makes a token. Whether it may be made is the caller's to know. */
export async function createToken(trx: Trx, token: NewToken): Promise<CreatedToken> {
  const plain = token.plain ?? `${prefix}${randomBytes(32).toString('base64url')}`;
  const row = await insertToken(trx, {
    organization_id: token.organizationId,
    id: newId(token.at.getTime()),
    user_id: token.userId,
    name: token.name,
    token_hash: hashToken(plain),
    role: token.role,
    expires_at: token.expiresAt ?? null,
    created_by: token.createdBy ?? null,
    created_at: token.at,
  });
  return { row, plain };
}

/** Makes a token for the caller or, where the caller manages tokens, for another member; in the caller's organization or another that the caller may enter. */
export async function issueToken(services: Services, ctx: Context, body: TokenCreate): Promise<CreatedToken> {
  const at = new Date();
  const expiresAt = expiryOf(body, at);
  const there = await contextIn(services, ctx, body.organization_id ?? ctx.organizationId);
  const userId = body.user_id ?? ctx.actor.userId;
  if (userId !== ctx.actor.userId) authorize(there.actor.role, 'tokens.manage');
  return inTenant(services, there, 'tokens.own', async (trx) => {
    const owned = userId === ctx.actor.userId ? there.actor.role : found(await findMemberRole(trx, there.organizationId, userId), 'Member');
    const most = lesserRole(there.actor.role, owned);
    const role = body.role ?? most;
    if (lesserRole(role, most) !== role) {
      throw new AppError('forbidden', `A token of yours for this person may have the role ${most} at most.`);
    }
    const token = {
      organizationId: there.organizationId,
      userId,
      name: body.name,
      role,
      expiresAt,
      createdBy: ctx.actor.madeBy ?? ctx.actor.userId,
      at,
    };
    const made = await createToken(trx, token);
    audit(trx, there, { action: 'token.created', kind: 'token', id: made.row.id, at, details: { user_id: userId, name: body.name, role } });
    return made;
  });
}

function expiryOf({ expires_at: text }: TokenCreate, at: Date): Date | null {
  if (text === undefined || text === null) return null;
  const expiresAt = new Date(text);
  if (expiresAt > at) return expiresAt;
  const msg = 'Input should be in the future';
  throw new AppError('invalid', msg, { problems: [{ loc: ['body', 'expires_at'], msg, type: 'datetime_future' }] });
}

/** The caller in another organization: with the role of the membership there, though no greater than the caller has here. */
async function contextIn(services: Services, ctx: Context, organizationId: string): Promise<Context> {
  if (organizationId === ctx.organizationId) return ctx;
  await reading(services, ctx, 'tokens.own', async () => undefined);
  const places = openTo(ctx.actor, await entrancesOf(services.store.systemReader, ctx.actor.userId));
  const place = found(
    places.find(({ id }) => id === organizationId),
    'Organization',
  );
  return { ...ctx, organizationId, actor: { ...ctx.actor, organizationId, role: lesserRole(ctx.actor.role, place.role) }, scope: {} };
}

/** The tokens of the organization where the caller manages tokens, else the caller's own. */
export async function listTokens(services: Services, ctx: Context, filter: TokenFilter, page: PageRequest): Promise<PageOf<TokenRow>> {
  return reading(services, ctx, 'tokens.own', (db) => {
    const owners = [filter.user_id ?? undefined, may(ctx.actor.role, 'tokens.manage') ? undefined : ctx.actor.userId];
    return pageOfTokens(
      db,
      ctx.organizationId,
      owners.filter((owner) => owner !== undefined),
      page,
    );
  });
}

export async function getToken(services: Services, ctx: Context, id: string): Promise<TokenRow> {
  return reading(services, ctx, 'tokens.own', async (db) => found(visible(ctx, await findToken(db, ctx.organizationId, id)), 'Token'));
}

/** Revokes a token; one that is revoked keeps its first time. */
export async function revokeToken(services: Services, ctx: Context, id: string): Promise<TokenRow> {
  const at = new Date();
  return inTenant(services, ctx, 'tokens.own', async (trx) => {
    const row = current(ctx, visible(ctx, await lockToken(trx, ctx.organizationId, id)), 'Token');
    if (row.revoked_at !== null) return row;
    audit(trx, ctx, { action: 'token.revoked', kind: 'token', id, at, details: { user_id: row.user_id, name: row.name } });
    return writeRevocation(trx, ctx.organizationId, id, at);
  });
}

/** A token of another person is not there for those who do not manage tokens. */
function visible(ctx: Context, row: TokenRow | undefined): TokenRow | undefined {
  return row === undefined || row.user_id === ctx.actor.userId || may(ctx.actor.role, 'tokens.manage') ? row : undefined;
}
