import { sql, type Insertable, type Transaction } from 'kysely';
import type { MembershipState, Role } from '../domain/roles.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;

/** A token with what decides whether its bearer may come in. */
export interface TokenOwner {
  readonly organization_id: string;
  readonly id: string;
  readonly user_id: string;
  readonly token_hash: Buffer;
  readonly role: Role;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
  readonly organization_active: boolean;
  /** Null where the user is no member any more. */
  readonly member_role: Role | null;
  readonly membership_state: MembershipState | null;
}

export async function findTokenByHash(trx: Trx, hash: Buffer): Promise<TokenOwner | undefined> {
  return trx
    .selectFrom('tokens')
    .innerJoin('organizations', 'organizations.id', 'tokens.organization_id')
    .leftJoin('members', (join) =>
      join.onRef('members.organization_id', '=', 'tokens.organization_id').onRef('members.user_id', '=', 'tokens.user_id'),
    )
    .select([
      'tokens.organization_id',
      'tokens.id',
      'tokens.user_id',
      'tokens.token_hash',
      'tokens.role',
      'tokens.expires_at',
      'tokens.last_used_at',
      'tokens.revoked_at',
      'organizations.is_active as organization_active',
      'members.role as member_role',
      'members.membership_state',
    ])
    .where('tokens.token_hash', '=', hash)
    .executeTakeFirst();
}

export async function insertToken(trx: Trx, row: Insertable<Tables['tokens']>): Promise<void> {
  await trx.insertInto('tokens').values(row).execute();
}

export async function hasTokens(trx: Trx, organizationId: string): Promise<boolean> {
  const row = await trx.selectFrom('tokens').select('id').where('organization_id', '=', organizationId).limit(1).executeTakeFirst();
  return row !== undefined;
}

/** Records a use, at most once in `everySeconds`. */
export async function touchToken(trx: Trx, organizationId: string, id: string, at: Date, everySeconds: number): Promise<void> {
  await trx
    .updateTable('tokens')
    .set({ last_used_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .where(sql<boolean>`(last_used_at IS NULL OR last_used_at < ${at}::timestamptz - make_interval(secs => ${everySeconds}))`)
    .execute();
}

/** Revokes a token; one that is revoked keeps its first time. False where the organization has none of that id. */
export async function revokeToken(trx: Trx, organizationId: string, id: string, at: Date): Promise<boolean> {
  const row = await trx
    .updateTable('tokens')
    .set({ revoked_at: sql<Date>`coalesce(revoked_at, ${at}::timestamptz)` })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
