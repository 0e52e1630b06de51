import { createHash } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import { entryRole, lesserRole } from '../domain/roles.ts';
import type { Store } from '../store/open.ts';
import { tokenOwner, touchToken, type TokenOwner } from '../store/tokens.ts';
import type { Actor } from './context.ts';
import { actorOfIdentity } from './identity-person.ts';
import type { VerifyIdentity } from './identity-oidc.ts';

/** A token's last use is written at most this often. */
const touchSeconds = 60;

export interface IdentitySettings {
  readonly store: Store;
  /** Reads the bearer tokens of an identity provider, where there is one. */
  readonly verifyIdentity?: VerifyIdentity | undefined;
}

/**
 * Who a bearer token stands for: a personal access token, or one of the identity provider. `organizationId` is the organization that the
 * bearer asks for, if any. Throws AppError 'unauthenticated' where the token is not good, 'forbidden' where its bearer may not come in,
 * 'not_found' where the bearer is none of that organization.
 */
export async function identify(
  { store, verifyIdentity }: IdentitySettings,
  bearer: string,
  organizationId: string | undefined,
  at: Date = new Date(),
): Promise<Actor> {
  const token = await tokenOwner(store.pool, hashToken(bearer));
  if (token !== undefined) return actorOfToken(store, token, organizationId, at);
  if (verifyIdentity === undefined || !looksLikeJwt(bearer)) throw new AppError('unauthenticated', 'The token is not valid.');
  return actorOfIdentity(store, await verifyIdentity(bearer), organizationId, at);
}

function looksLikeJwt(bearer: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(bearer);
}

/** What is stored of a token. */
export function hashToken(plain: string): Buffer {
  return createHash('sha256').update(plain).digest();
}

function actorOfToken(store: Store, token: TokenOwner, organizationId: string | undefined, at: Date): Actor {
  if (token.revoked_at !== null) throw new AppError('unauthenticated', 'The token has been revoked.');
  if (token.expires_at !== null && token.expires_at <= at) throw new AppError('unauthenticated', 'The token has expired.');
  const role = lesserRole(token.role, entryRole(token));
  if (organizationId !== undefined && organizationId !== token.organization_id) {
    throw new AppError('not_found', 'Not found: X-Organization-Id. A personal access token is good for one organization.');
  }
  noteUse(store, token, at);
  const madeBy = token.created_by === token.user_id ? null : token.created_by;
  return { organizationId: token.organization_id, userId: token.user_id, tokenId: token.id, role, madeBy };
}

/** Tokens whose use is being written: many requests at once write it once. */
const touching = new Set<string>();

/** Records the use beside the request. Where that fails, the next request tries again: it is worth nobody's answer. */
function noteUse(store: Store, token: TokenOwner, at: Date): void {
  const recent = token.last_used_at !== null && at.getTime() - token.last_used_at.getTime() <= touchSeconds * 1000;
  if (recent || touching.has(token.id)) return;
  touching.add(token.id);
  store
    .inOrganization(token.organization_id, (trx) => touchToken(trx, token.organization_id, token.id, at, touchSeconds))
    .catch(() => undefined)
    .finally(() => touching.delete(token.id));
}
