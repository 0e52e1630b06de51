import { sql } from 'kysely';
import type { EntityModel, EntityPath, SourceModel } from '../domain/entity.ts';
import { pathKey } from '../domain/entity.ts';
import { stableId } from '../domain/ids.ts';
import type { SourceProfile } from '../domain/profile.ts';
import { storableJson, storableText } from './json.ts';
import type { StoreTransaction } from './open.ts';
import { columnRecord } from './scan-columns.ts';
import { describedBy, isRedescribed, redescribe as redescribeText } from './scan-descriptions.ts';
import { profileColumns, profileTypes, rejudged } from './scan-profiles.ts';
import { setOf } from './scan-saas-upsert.ts';
import { packSketches } from './sealed-sketch.ts';
import { tableQuality } from './table-quality.ts';

export interface ScannedSource {
  readonly organizationId: string;
  readonly sourceId: string;
  readonly model: SourceModel;
  readonly profile: SourceProfile;
  readonly dataKey: Uint8Array;
  readonly at: Date;
}

/** The ids of what a scan saved. */
export interface SavedEntities {
  tableId(path: EntityPath): string;
  columnId(path: EntityPath, column: string): string;
}

const columnsPerStatement = 1000;

const redescribe = sql`${redescribeText}, description_version = old.description_version + CASE WHEN ${isRedescribed} THEN 1 ELSE 0 END`;

const rejudge = setOf(rejudged);

/**
 * Saves databases, schemas, tables and columns with their profiles. What is there already keeps its id; new ids follow from the
 * path. Tables and columns that the source no longer has are marked as absent.
 */
export async function saveEntities(trx: StoreTransaction, scan: ScannedSource): Promise<SavedEntities> {
  const schemaIds = await saveSchemas(trx, scan, await saveDatabases(trx, scan));
  const tableIds = await saveTables(trx, scan, schemaIds);
  const columnIds = await saveColumns(trx, scan, tableIds);
  await markAbsent(trx, scan);
  return {
    tableId: (path) => known(tableIds, pathKey(path)),
    columnId: (path, column) => known(columnIds, columnKey(known(tableIds, pathKey(path)), column)),
  };
}

const columnKey = (tableId: string, column: string): string => `${tableId} ${storableText(column)}`;

function known(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the scan's findings name something that its model does not have: ${key}`);
  return id;
}

async function saveDatabases(trx: StoreTransaction, { organizationId, sourceId, model, at }: ScannedSource): Promise<Map<string, string>> {
  const names = new Map(model.databases.map(({ name, description }) => [name, description]));
  for (const { database } of model.schemas) if (!names.has(database)) names.set(database, undefined);
  for (const { path } of model.entities) if (!names.has(path.database)) names.set(path.database, undefined);
  const given = [...names].map(([name, description]) => ({ id: stableId('database', sourceId, name), name, description: description ?? null }));
  const { rows } = await sql<{ id: string; name: string }>`
    INSERT INTO source_databases AS old
      (organization_id, id, integration_source_id, name, description, description_source, description_generated_at, created_at, updated_at)
    SELECT ${organizationId}::uuid, given.id, ${sourceId}::uuid, given.name, given.description, ${describedBy},
           CASE WHEN given.description IS NOT NULL THEN ${at}::timestamptz END, ${at}::timestamptz + given.place * interval '1 microsecond', ${at}::timestamptz
    FROM ROWS FROM (json_to_recordset(${storableJson(given)}::json) AS (id uuid, name text, description text)) WITH ORDINALITY
      AS given (id, name, description, place)
    ON CONFLICT (organization_id, integration_source_id, name) DO UPDATE SET
      updated_at = CASE WHEN ${isRedescribed} THEN excluded.updated_at ELSE old.updated_at END, ${redescribe}
    RETURNING id, name`.execute(trx);
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  return new Map([...names.keys()].map((name) => [name, known(ids, storableText(name))]));
}

async function saveSchemas(
  trx: StoreTransaction,
  { organizationId, sourceId, model, at }: ScannedSource,
  databases: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const schemas = new Map(model.schemas.map((schema) => [JSON.stringify([schema.database, schema.name]), schema]));
  for (const { path } of model.entities) {
    const key = JSON.stringify([path.database, path.schema]);
    if (!schemas.has(key)) schemas.set(key, { database: path.database, name: path.schema });
  }
  const given = [...schemas.values()].map(({ database, name, description }) => ({
    id: stableId('schema', sourceId, database, name),
    database_id: known(databases, database),
    name,
    description: description ?? null,
  }));
  const { rows } = await sql<{ id: string; database_id: string; name: string }>`
    INSERT INTO source_schemas AS old
      (organization_id, id, database_id, name, description, description_source, description_generated_at, created_at, updated_at)
    SELECT ${organizationId}::uuid, given.id, given.database_id, given.name, given.description, ${describedBy},
           CASE WHEN given.description IS NOT NULL THEN ${at}::timestamptz END, ${at}::timestamptz + given.place * interval '1 microsecond', ${at}::timestamptz
    FROM ROWS FROM (json_to_recordset(${storableJson(given)}::json) AS (id uuid, database_id uuid, name text, description text)) WITH ORDINALITY
      AS given (id, database_id, name, description, place)
    ON CONFLICT (organization_id, database_id, name) DO UPDATE SET
      updated_at = CASE WHEN ${isRedescribed} THEN excluded.updated_at ELSE old.updated_at END, ${redescribe}
    RETURNING id, database_id, name`.execute(trx);
  const ids = new Map(rows.map((row) => [`${row.database_id} ${row.name}`, row.id]));
  return new Map([...schemas].map(([key, { database, name }]) => [key, known(ids, `${known(databases, database)} ${storableText(name)}`)]));
}

async function saveTables(
  trx: StoreTransaction,
  { organizationId, sourceId, model, profile, at }: ScannedSource,
  schemas: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const schemaId = ({ database, schema }: EntityPath): string => known(schemas, JSON.stringify([database, schema]));
  const given = model.entities.map((entity, i) => {
    const measured = profileOf(profile, entity, i);
    return {
      id: stableId('table', sourceId, entity.path.database, entity.path.schema, entity.path.name),
      schema_id: schemaId(entity.path),
      name: entity.path.name,
      kind: entity.kind,
      description: entity.description ?? null,
      row_count: measured.rows,
      row_estimate: entity.rowEstimate === undefined ? null : Math.round(entity.rowEstimate),
      ...tableQuality(entity, measured.attributes, at),
      candidate_keys: measured.candidateKeys,
      indexes: entity.indexes,
      notes: entity.notes,
    };
  });
  const { rows } = await sql<{ id: string; schema_id: string; name: string }>`
    INSERT INTO source_tables AS old
      (organization_id, id, schema_id, integration_source_id, name, kind, description, description_source, description_generated_at,
       is_present, row_count, row_estimate, candidate_keys, indexes, notes, last_analyzed, null_pct_overall, column_null_pct,
       column_distinct_pct, earliest_timestamp, latest_timestamp, is_staging_table, created_at, updated_at)
    SELECT ${organizationId}::uuid, given.id, given.schema_id, ${sourceId}::uuid, given.name, given.kind, given.description, ${describedBy},
           CASE WHEN given.description IS NOT NULL THEN ${at}::timestamptz END,
           true, given.row_count, given.row_estimate, given.candidate_keys, given.indexes, given.notes, ${at}::timestamptz,
           given.null_pct_overall, given.column_null_pct, given.column_distinct_pct, given.earliest_timestamp, given.latest_timestamp,
           given.is_staging_table, ${at}::timestamptz + given.place * interval '1 microsecond', ${at}::timestamptz
    FROM ROWS FROM (json_to_recordset(${storableJson(given)}::json)
      AS (id uuid, schema_id uuid, name text, kind text, description text, row_count bigint, row_estimate bigint, candidate_keys jsonb, indexes jsonb,
          notes text[], null_pct_overall double precision, column_null_pct jsonb, column_distinct_pct jsonb, earliest_timestamp timestamptz,
          latest_timestamp timestamptz, is_staging_table boolean))
      WITH ORDINALITY AS given (id, schema_id, name, kind, description, row_count, row_estimate, candidate_keys, indexes, notes, null_pct_overall,
                                column_null_pct, column_distinct_pct, earliest_timestamp, latest_timestamp, is_staging_table, place)
    ON CONFLICT (organization_id, schema_id, name) DO UPDATE SET
      kind = excluded.kind, is_present = true, row_count = excluded.row_count, row_estimate = excluded.row_estimate,
      candidate_keys = excluded.candidate_keys, indexes = excluded.indexes, notes = excluded.notes,
      last_analyzed = excluded.last_analyzed, null_pct_overall = excluded.null_pct_overall, column_null_pct = excluded.column_null_pct,
      column_distinct_pct = excluded.column_distinct_pct, earliest_timestamp = excluded.earliest_timestamp,
      latest_timestamp = excluded.latest_timestamp, updated_at = excluded.updated_at, ${redescribe}
    RETURNING id, schema_id, name`.execute(trx);
  const ids = new Map(rows.map((row) => [`${row.schema_id} ${row.name}`, row.id]));
  return new Map(model.entities.map(({ path }) => [pathKey(path), known(ids, `${schemaId(path)} ${storableText(path.name)}`)]));
}

async function saveColumns(trx: StoreTransaction, scan: ScannedSource, tables: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const { organizationId, model, profile, dataKey, at } = scan;
  const columns = model.entities.flatMap((entity, i) => {
    const measured = profileOf(profile, entity, i);
    return entity.attributes.map((attribute, j) => ({ entity, attribute, measured: measured.attributes[j] }));
  });
  const said = await saidTypes(trx, scan);
  const ids = new Map<string, string>();
  for (let start = 0; start < columns.length; start += columnsPerStatement) {
    const sketches = packSketches(dataKey);
    const given = columns.slice(start, start + columnsPerStatement).map(({ entity, attribute, measured }) => {
      if (measured?.name !== attribute.name) throw new Error(`the profile of ${pathKey(entity.path)} does not fit its model`);
      const tableId = known(tables, pathKey(entity.path));
      const record = columnRecord(entity, attribute, measured, tableId, said.get(columnKey(tableId, attribute.name)) ?? null);
      return { id: stableId('column', tableId, attribute.name), ...record, ...sketches.add(tableId, attribute.name, measured.sketch) };
    });
    const { rows } = await sql<{ id: string; table_id: string; name: string }>`
      INSERT INTO source_columns AS old
        (organization_id, id, table_id, integration_source_id, name, description, description_source, description_generated_at, data_type,
         is_primary_key, is_nullable, ordinal_position, ${profileColumns}, last_analyzed, is_present, sealed_sketch, created_at, updated_at)
      SELECT ${organizationId}::uuid, id, table_id, ${scan.sourceId}::uuid, name, description, ${describedBy},
             CASE WHEN given.description IS NOT NULL THEN ${at}::timestamptz END, data_type, is_primary_key, is_nullable,
             ordinal_position, ${profileColumns}, ${at}::timestamptz, true, substring(${sketches.bytes()}::bytea FROM sketch_at FOR sketch_bytes),
             ${at}::timestamptz + ordinal_position * interval '1 microsecond', ${at}::timestamptz
      FROM json_to_recordset(${storableJson(given)}::json) AS given
        (id uuid, table_id uuid, name text, description text, data_type text, is_primary_key boolean, is_nullable boolean,
         ordinal_position integer, ${profileTypes}, sketch_at integer, sketch_bytes integer)
      ON CONFLICT (organization_id, table_id, name) DO UPDATE SET
        data_type = excluded.data_type, is_primary_key = excluded.is_primary_key, is_nullable = excluded.is_nullable,
        ordinal_position = excluded.ordinal_position, last_analyzed = excluded.last_analyzed, is_present = true,
        is_sensitive = excluded.is_sensitive, profile = excluded.profile, ${rejudge},
        sealed_sketch = excluded.sealed_sketch, updated_at = excluded.updated_at, ${redescribe}
      RETURNING id, table_id, name`.execute(trx);
    for (const row of rows) ids.set(`${row.table_id} ${row.name}`, row.id);
  }
  return ids;
}

/** By table and column, the semantic types that people have given. */
async function saidTypes(trx: StoreTransaction, { organizationId, sourceId }: ScannedSource): Promise<Map<string, string>> {
  const { rows } = await sql<{ table_id: string; name: string; semantic_type: string }>`
    SELECT table_id, name, semantic_type FROM source_columns
    WHERE organization_id = ${organizationId}::uuid AND integration_source_id = ${sourceId}::uuid
      AND 'semantic_type' = ANY(manual_fields) AND semantic_type IS NOT NULL`.execute(trx);
  return new Map(rows.map((row) => [`${row.table_id} ${row.name}`, row.semantic_type]));
}

/** Whatever this scan did not touch is not there any more. */
async function markAbsent(trx: StoreTransaction, { organizationId, sourceId, at }: ScannedSource): Promise<void> {
  await sql`
    UPDATE source_tables SET is_present = false, updated_at = ${at}
    WHERE organization_id = ${organizationId}::uuid AND integration_source_id = ${sourceId}::uuid
      AND is_present AND last_analyzed IS DISTINCT FROM ${at}::timestamptz`.execute(trx);
  await sql`
    UPDATE source_columns AS col SET is_present = false, updated_at = ${at}
    FROM source_tables AS tab
    WHERE tab.organization_id = ${organizationId}::uuid AND tab.integration_source_id = ${sourceId}::uuid
      AND col.organization_id = tab.organization_id AND col.table_id = tab.id
      AND col.is_present AND col.last_analyzed IS DISTINCT FROM ${at}::timestamptz`.execute(trx);
}

function profileOf(profile: SourceProfile, entity: EntityModel, index: number) {
  const measured = profile.entities[index];
  if (measured === undefined || pathKey(measured.path) !== pathKey(entity.path))
    throw new Error(`the profile has no ${pathKey(entity.path)} in its place`);
  return measured;
}
