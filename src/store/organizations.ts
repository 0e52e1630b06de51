import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

export type OrganizationRow = Selectable<Tables['organizations']>;
type Trx = Transaction<Tables>;

/** Two processes that start on an empty catalog make one organization: the second waits here. */
export async function lockBootstrap(trx: Trx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('cognate-bootstrap', 0))`.execute(trx);
}

export async function oldestOrganization(trx: Trx): Promise<OrganizationRow | undefined> {
  return trx.selectFrom('organizations').selectAll().orderBy('created_at').orderBy('id').limit(1).executeTakeFirst();
}

/** The oldest active system administrator of an organization. */
export async function oldestAdministrator(trx: Trx, organizationId: string): Promise<{ user_id: string } | undefined> {
  return trx
    .selectFrom('members')
    .select('user_id')
    .where('organization_id', '=', organizationId)
    .where('role', '=', 'SYSTEM_ADMIN')
    .where('membership_state', '=', 'active')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

export async function insertOrganization(trx: Trx, row: Insertable<Tables['organizations']>): Promise<void> {
  await trx.insertInto('organizations').values(row).execute();
}

export async function insertUser(trx: Trx, row: Insertable<Tables['users']>): Promise<void> {
  await trx.insertInto('users').values(row).execute();
}

export async function insertMember(trx: Trx, row: Insertable<Tables['members']>): Promise<void> {
  await trx.insertInto('members').values(row).execute();
}
