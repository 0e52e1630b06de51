import { sql, type Insertable, type Selectable, type Transaction, type Updateable } from 'kysely';
import type { Reader } from './open.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import { seal } from './seal.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
type StoredRow = Selectable<Tables['organizations']>;
export type NewOrganization = Insertable<Tables['organizations']>;

/** An organization without its keys. */
export type OrganizationRow = Omit<StoredRow, 'data_key' | 'sealed_aws_secret_access_key'> & { has_customer_aws_secret_access_key: boolean };
export type OrganizationSummaryRow = Pick<StoredRow, (typeof summary)[number]>;

const summary = ['id', 'name', 'description', 'is_active', 'created_at', 'updated_at'] as const;
const shown = [
  ...summary,
  'default_thread_sharing',
  'business_ontology',
  'ontology_version',
  'ontology_updated_at',
  'data_storage_mode',
  'customer_s3_bucket',
  'customer_s3_region',
  'customer_aws_access_key_id',
  'customer_iam_role_arn',
  'context_modules_config',
  'entity_definitions_config',
  'agent_lab_config',
] as const;
const hasSecret = sql<boolean>`sealed_aws_secret_access_key IS NOT NULL`.as('has_customer_aws_secret_access_key');

/** Two processes that start on an empty catalog make one organization: the second waits here. */
export async function lockBootstrap(trx: Trx): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('cognate-bootstrap', 0))`.execute(trx);
}

export async function oldestOrganization(trx: Trx): Promise<{ id: string } | undefined> {
  return trx.selectFrom('organizations').select('id').orderBy('created_at').orderBy('id').limit(1).executeTakeFirst();
}

/** Those of the installation; needs the sight of all. */
export async function listOrganizations(db: Reader, page: PageRequest): Promise<PageOf<OrganizationSummaryRow>> {
  return readPage(db.selectFrom('organizations').select(summary), 'organizations', page);
}

export async function findOrganization(db: Reader, id: string): Promise<OrganizationRow | undefined> {
  return selectOrganization(db, id).executeTakeFirst();
}

/** The same, and nobody else changes the row before the transaction ends. */
export async function lockOrganization(trx: Trx, id: string): Promise<OrganizationRow | undefined> {
  return selectOrganization(trx, id).forNoKeyUpdate().executeTakeFirst();
}

function selectOrganization(db: Reader, id: string) {
  return db.selectFrom('organizations').select(shown).select(hasSecret).where('id', '=', id);
}

export async function insertOrganization(trx: Trx, row: NewOrganization): Promise<OrganizationRow> {
  return trx.insertInto('organizations').values(row).returning(shown).returning(hasSecret).executeTakeFirstOrThrow();
}

export async function updateOrganization(trx: Trx, id: string, patch: Updateable<Tables['organizations']>): Promise<OrganizationRow> {
  return trx.updateTable('organizations').set(patch).where('id', '=', id).returning(shown).returning(hasSecret).executeTakeFirstOrThrow();
}

/** Seals the secret access key of an organization with its data key, bound to its row. */
export function sealAwsSecret(dataKey: Uint8Array, organizationId: string, secret: string): Buffer {
  return seal(dataKey, `aws-secret:${organizationId}`, Buffer.from(secret));
}
