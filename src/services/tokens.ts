import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { lesserRole, type Role } from '../domain/roles.ts';
import type { Store } from '../store/open.ts';
import { findTokenByHash, insertToken, touchToken } from '../store/tokens.ts';
import type { Actor, Trx } from './context.ts';

const prefix = 'pat_';
/** A token's last use is written at most this often. */
const touchSeconds = 60;

export interface NewToken {
  readonly organizationId: string;
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: Date | null;
  /** The token itself where somebody chose it; else 256 random bits. */
  readonly plain?: string;
  readonly at: Date;
}

/** Makes a token and returns it: the only time that it is known. */
export async function createToken(trx: Trx, token: NewToken): Promise<{ id: string; plain: string }> {
  const plain = token.plain ?? `${prefix}${randomBytes(32).toString('base64url')}`;
  const id = newId(token.at.getTime());
  await insertToken(trx, {
    organization_id: token.organizationId,
    id,
    user_id: token.userId,
    name: token.name,
    token_hash: hashToken(plain),
    role: token.role,
    expires_at: token.expiresAt ?? null,
    created_at: token.at,
  });
  return { id, plain };
}

/**
 * Who a bearer token stands for. Throws AppError 'unauthenticated' where it is unknown, revoked or expired, 'forbidden' where its owner
 * is no active member any more.
 */
export async function authenticate(store: Store, plain: string, at: Date = new Date()): Promise<Actor> {
  const hash = hashToken(plain);
  return store.asSystem(async (trx) => {
    const token = await findTokenByHash(trx, hash);
    if (token === undefined || !timingSafeEqual(token.token_hash, hash) || token.revoked_at !== null) throw invalidToken();
    if (token.expires_at !== null && token.expires_at <= at) throw new AppError('unauthenticated', 'The token has expired.');
    if (!token.organization_active) throw new AppError('forbidden', 'The organization of this token is not active.');
    if (token.member_role === null || token.membership_state !== 'active') {
      throw new AppError('forbidden', 'The owner of this token is not an active member of its organization.');
    }
    if (token.last_used_at === null || at.getTime() - token.last_used_at.getTime() > touchSeconds * 1000) {
      await touchToken(trx, token.organization_id, token.id, at, touchSeconds);
    }
    return {
      organizationId: token.organization_id,
      userId: token.user_id,
      tokenId: token.id,
      role: lesserRole(token.role, token.member_role),
    };
  });
}

export function hashToken(plain: string): Buffer {
  return createHash('sha256').update(plain).digest();
}

function invalidToken(): AppError {
  return new AppError('unauthenticated', 'The token is not valid.');
}
