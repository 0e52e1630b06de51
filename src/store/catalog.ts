import { sql, type Insertable, type Selectable, type Transaction, type Updateable } from 'kysely';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

export type DatabaseRow = Selectable<Tables['source_databases']>;
export type SchemaRow = Selectable<Tables['source_schemas']>;
export type TableRow = Selectable<Tables['source_tables']>;
export type ColumnRow = Omit<Selectable<Tables['source_columns']>, 'sealed_sketch' | 'profile'>;
export type ColumnPatch = Updateable<Tables['source_columns']>;
type Trx = Transaction<Tables>;

/** Where a catalog row is looked for: every one belongs to a source of an organization. */
export interface Place {
  readonly organizationId: string;
  readonly sourceId: string;
}

const databases = (db: Reader, at: Place) =>
  db.selectFrom('source_databases').selectAll().where('organization_id', '=', at.organizationId).where('integration_source_id', '=', at.sourceId);

export async function listDatabases(db: Reader, at: Place, page: PageRequest): Promise<PageOf<DatabaseRow>> {
  return readPage(databases(db, at), 'source_databases', page);
}

export async function findDatabase(db: Reader, at: Place, id: string): Promise<DatabaseRow | undefined> {
  return databases(db, at).where('id', '=', id).executeTakeFirst();
}

export async function lockDatabase(trx: Trx, at: Place, id: string): Promise<DatabaseRow | undefined> {
  return databases(trx, at).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Undefined where the source has a database of that name. */
export async function insertDatabase(trx: Trx, row: Insertable<Tables['source_databases']>): Promise<DatabaseRow | undefined> {
  return trx
    .insertInto('source_databases')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organization_id', 'integration_source_id', 'name']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

export async function databaseNameTaken(db: Reader, at: Place, name: string, exceptId: string): Promise<boolean> {
  return (await databases(db, at).where('name', '=', name).where('id', '<>', exceptId).executeTakeFirst()) !== undefined;
}

export async function updateDatabase(trx: Trx, at: Place, id: string, patch: Updateable<Tables['source_databases']>): Promise<DatabaseRow> {
  return trx
    .updateTable('source_databases')
    .set(patch)
    .where('organization_id', '=', at.organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Deletes a database with its schemas, tables and their edges. */
export async function deleteDatabase(trx: Trx, at: Place, id: string): Promise<void> {
  await trx.deleteFrom('source_databases').where('organization_id', '=', at.organizationId).where('id', '=', id).execute();
}

const schemas = (db: Reader, at: Place) =>
  db
    .selectFrom('source_schemas')
    .innerJoin('source_databases', (join) =>
      join
        .onRef('source_databases.organization_id', '=', 'source_schemas.organization_id')
        .onRef('source_databases.id', '=', 'source_schemas.database_id'),
    )
    .selectAll('source_schemas')
    .where('source_schemas.organization_id', '=', at.organizationId)
    .where('source_databases.integration_source_id', '=', at.sourceId);

export async function listSchemas(
  db: Reader,
  at: Place,
  filter: { readonly databaseId?: string | undefined },
  page: PageRequest,
): Promise<PageOf<SchemaRow>> {
  let query = schemas(db, at);
  if (filter.databaseId !== undefined) query = query.where('source_schemas.database_id', '=', filter.databaseId);
  return readPage(query, 'source_schemas', page);
}

export async function findSchema(db: Reader, at: Place, id: string): Promise<SchemaRow | undefined> {
  return schemas(db, at).where('source_schemas.id', '=', id).executeTakeFirst();
}

export async function lockSchema(trx: Trx, at: Place, id: string): Promise<SchemaRow | undefined> {
  return schemas(trx, at).where('source_schemas.id', '=', id).forUpdate('source_schemas').executeTakeFirst();
}

export async function updateSchema(trx: Trx, at: Place, id: string, patch: Updateable<Tables['source_schemas']>): Promise<SchemaRow> {
  return trx
    .updateTable('source_schemas')
    .set(patch)
    .where('organization_id', '=', at.organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

const tables = (db: Reader, at: Place) =>
  db.selectFrom('source_tables').selectAll().where('organization_id', '=', at.organizationId).where('integration_source_id', '=', at.sourceId);

export interface TableFilter {
  readonly schemaId?: string | undefined;
  readonly activeOnly: boolean;
}

export async function listTables(db: Reader, at: Place, filter: TableFilter, page: PageRequest): Promise<PageOf<TableRow>> {
  let query = tables(db, at);
  if (filter.schemaId !== undefined) query = query.where('schema_id', '=', filter.schemaId);
  if (filter.activeOnly) query = query.where('is_active', '=', true).where('is_present', '=', true);
  return readPage(query, 'source_tables', page);
}

export async function findTable(db: Reader, at: Place, id: string): Promise<TableRow | undefined> {
  return tables(db, at).where('id', '=', id).executeTakeFirst();
}

export async function lockTable(trx: Trx, at: Place, id: string): Promise<TableRow | undefined> {
  return tables(trx, at).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateTable(trx: Trx, at: Place, id: string, patch: Updateable<Tables['source_tables']>): Promise<TableRow> {
  return trx
    .updateTable('source_tables')
    .set(patch)
    .where('organization_id', '=', at.organizationId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

const columnFields = [
  'source_columns.organization_id',
  'source_columns.id',
  'source_columns.table_id',
  'source_columns.integration_source_id',
  'source_columns.name',
  'source_columns.description',
  'source_columns.description_version',
  'source_columns.description_source',
  'source_columns.description_generated_at',
  'source_columns.data_type',
  'source_columns.is_primary_key',
  'source_columns.is_nullable',
  'source_columns.ordinal_position',
  'source_columns.semantic_type',
  'source_columns.semantic_type_confidence',
  'source_columns.sample_values',
  'source_columns.enum_cardinality',
  'source_columns.null_pct',
  'source_columns.distinct_pct',
  'source_columns.last_analyzed',
  'source_columns.approx_distinct_count',
  'source_columns.minhash_signature',
  'source_columns.format_signature',
  'source_columns.length_stats',
  'source_columns.entropy',
  'source_columns.role',
  'source_columns.role_confidence',
  'source_columns.is_active',
  'source_columns.is_present',
  'source_columns.is_sensitive',
  'source_columns.manual_fields',
  'source_columns.created_at',
  'source_columns.updated_at',
] as const;

const columns = (db: Reader, at: Place) =>
  db
    .selectFrom('source_columns')
    .select(columnFields)
    .where('source_columns.organization_id', '=', at.organizationId)
    .where('source_columns.integration_source_id', '=', at.sourceId);

export interface ColumnFilter {
  readonly tableId?: string | undefined;
  readonly activeOnly: boolean;
}

export async function listColumns(db: Reader, at: Place, filter: ColumnFilter, page: PageRequest): Promise<PageOf<ColumnRow>> {
  let query = columns(db, at);
  if (filter.tableId !== undefined) query = query.where('source_columns.table_id', '=', filter.tableId);
  if (filter.activeOnly) {
    query = query
      .innerJoin('source_tables', (join) =>
        join.onRef('source_tables.organization_id', '=', 'source_columns.organization_id').onRef('source_tables.id', '=', 'source_columns.table_id'),
      )
      .where(sql<boolean>`source_columns.is_active AND source_columns.is_present AND source_tables.is_active AND source_tables.is_present`);
  }
  return readPage(query, 'source_columns', page);
}

export async function findColumn(db: Reader, at: Place, id: string): Promise<ColumnRow | undefined> {
  return columns(db, at).where('source_columns.id', '=', id).executeTakeFirst();
}

export async function lockColumn(trx: Trx, at: Place, id: string): Promise<ColumnRow | undefined> {
  return columns(trx, at).where('source_columns.id', '=', id).forUpdate().executeTakeFirst();
}

export async function updateColumn(trx: Trx, at: Place, id: string, patch: ColumnPatch): Promise<ColumnRow> {
  return trx
    .updateTable('source_columns')
    .set(patch)
    .where('organization_id', '=', at.organizationId)
    .where('id', '=', id)
    .returning(columnFields)
    .executeTakeFirstOrThrow();
}
