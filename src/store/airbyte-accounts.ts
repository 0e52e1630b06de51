import { sql, type Selectable, type Transaction } from 'kysely';
import type { Reader } from './readers.ts';
import { seal, unseal, type Sealer } from './seal.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
type StoredRow = Selectable<Tables['airbyte_accounts']>;

/** An account without its secret. */
export type AirbyteAccountRow = Omit<StoredRow, 'sealed_client_secret'>;

const shown = ['organization_id', 'api_url', 'workspace_id', 'client_id', 'checked_at', 'problem', 'created_at', 'updated_at'] as const;

export async function findAirbyteAccount(db: Reader, organizationId: string): Promise<AirbyteAccountRow | undefined> {
  return db.selectFrom('airbyte_accounts').select(shown).where('organization_id', '=', organizationId).executeTakeFirst();
}

/** The same, and nobody else changes the row before the transaction ends. */
export async function lockAirbyteAccount(trx: Trx, organizationId: string): Promise<AirbyteAccountRow | undefined> {
  return trx.selectFrom('airbyte_accounts').select(shown).where('organization_id', '=', organizationId).forUpdate().executeTakeFirst();
}

/** What it takes to call Airbyte: for its client only, never to be logged, stored or returned. */
export interface AirbyteAccess {
  readonly apiUrl: string;
  readonly workspaceId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Undefined where the organization has no account. */
export async function airbyteAccess(db: Reader, organizationId: string, sealer: Sealer): Promise<AirbyteAccess | undefined> {
  const row = await db
    .selectFrom('airbyte_accounts')
    .innerJoin('organizations', 'organizations.id', 'airbyte_accounts.organization_id')
    .select(['api_url', 'workspace_id', 'client_id', 'sealed_client_secret', 'data_key'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const opened = unseal(sealer.unwrap(organizationId, row.data_key), boundTo(organizationId), row.sealed_client_secret);
  return { apiUrl: row.api_url, workspaceId: row.workspace_id, clientId: row.client_id, clientSecret: opened.toString('utf8') };
}

export interface AirbyteSettings {
  readonly apiUrl: string;
  readonly workspaceId: string;
  readonly clientId: string;
  /** Undefined keeps the one there is. */
  readonly clientSecret: string | undefined;
}

/** Makes the account, or changes it. What was known of its checks is forgotten. */
export async function saveAirbyteAccount(
  trx: Trx,
  organizationId: string,
  settings: AirbyteSettings,
  dataKey: Uint8Array,
): Promise<AirbyteAccountRow> {
  const { clientSecret } = settings;
  const columns = { api_url: settings.apiUrl, workspace_id: settings.workspaceId, client_id: settings.clientId, checked_at: null, problem: null };
  if (clientSecret === undefined) {
    return trx
      .updateTable('airbyte_accounts')
      .set({ ...columns, updated_at: sql`now()` })
      .where('organization_id', '=', organizationId)
      .returning(shown)
      .executeTakeFirstOrThrow();
  }
  const sealed = { ...columns, sealed_client_secret: seal(dataKey, boundTo(organizationId), Buffer.from(clientSecret)) };
  return trx
    .insertInto('airbyte_accounts')
    .values({ ...sealed, organization_id: organizationId })
    .onConflict((conflict) => conflict.column('organization_id').doUpdateSet({ ...sealed, updated_at: sql`now()` }))
    .returning(shown)
    .executeTakeFirstOrThrow();
}

export async function deleteAirbyteAccount(trx: Trx, organizationId: string): Promise<void> {
  await trx.deleteFrom('airbyte_accounts').where('organization_id', '=', organizationId).execute();
}

/** Organizations whose account was not checked since; of all organizations that are active. */
export async function accountsToCheck(trx: Trx, since: Date): Promise<{ organizationId: string; checkedAt: Date | null }[]> {
  const rows = await trx
    .selectFrom('airbyte_accounts')
    .innerJoin('organizations', 'organizations.id', 'airbyte_accounts.organization_id')
    .select(['organization_id', 'checked_at'])
    .where('organizations.is_active', '=', true)
    .where((where) => where.or([where('checked_at', 'is', null), where('checked_at', '<', since)]))
    .orderBy('organization_id')
    .execute();
  return rows.map((row) => ({ organizationId: row.organization_id, checkedAt: row.checked_at }));
}

/** Notes how asking went. A failure leaves `checked_at`, from which on changes are asked for, as it is. */
export async function noteAirbyteCheck(
  trx: Trx,
  organizationId: string,
  outcome: { readonly at: Date } | { readonly problem: string },
): Promise<void> {
  await trx
    .updateTable('airbyte_accounts')
    .set('at' in outcome ? { checked_at: outcome.at, problem: null } : { problem: outcome.problem })
    .where('organization_id', '=', organizationId)
    .execute();
}

const boundTo = (organizationId: string): string => `airbyte-secret:${organizationId}`;
