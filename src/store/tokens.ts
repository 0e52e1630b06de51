import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { Entrance, Role } from '../domain/roles.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;

/** A token without what proves it. */
export type TokenRow = Omit<Selectable<Tables['tokens']>, 'token_hash'>;

/** A token with what decides whether its bearer may come in. */
export interface TokenOwner extends Entrance {
  readonly organization_id: string;
  readonly id: string;
  readonly user_id: string;
  readonly role: Role;
  readonly expires_at: Date | null;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
  readonly created_by: string | null;
}

/** The token of this hash, of whichever organization. Every request asks: one round trip, a statement that is prepared once a connection. */
export async function tokenOwner(pool: Pool, hash: Buffer): Promise<TokenOwner | undefined> {
  const { rows } = await pool.query<TokenOwner>({ name: 'token_owner', text: 'SELECT * FROM token_owner($1)', values: [hash] });
  return rows[0];
}

const columns = [
  'organization_id',
  'id',
  'user_id',
  'name',
  'role',
  'expires_at',
  'last_used_at',
  'revoked_at',
  'created_by',
  'created_at',
] as const satisfies readonly (keyof TokenRow)[];

/** One page of an organization's tokens; of one person where `userIds` says whose. */
export async function pageOfTokens(db: Reader, organizationId: string, userIds: readonly string[], page: PageRequest): Promise<PageOf<TokenRow>> {
  let query = db.selectFrom('tokens').select(columns).where('organization_id', '=', organizationId);
  for (const userId of userIds) query = query.where('user_id', '=', userId);
  return readPage(query, 'tokens', page);
}

export async function findToken(db: Reader, organizationId: string, id: string): Promise<TokenRow | undefined> {
  return db.selectFrom('tokens').select(columns).where('organization_id', '=', organizationId).where('id', '=', id).executeTakeFirst();
}

export async function lockToken(trx: Trx, organizationId: string, id: string): Promise<TokenRow | undefined> {
  return trx.selectFrom('tokens').select(columns).where('organization_id', '=', organizationId).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function insertToken(trx: Trx, row: Insertable<Tables['tokens']>): Promise<TokenRow> {
  return trx.insertInto('tokens').values(row).returning(columns).executeTakeFirstOrThrow();
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

export async function revokeToken(trx: Trx, organizationId: string, id: string, at: Date): Promise<TokenRow> {
  return trx
    .updateTable('tokens')
    .set({ revoked_at: at })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}
