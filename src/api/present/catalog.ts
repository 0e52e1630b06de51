import type { column } from '../../contract/column.ts';
import type { Answer } from '../../contract/common.ts';
import type { database } from '../../contract/database.ts';
import type { schema } from '../../contract/schema.ts';
import type { table } from '../../contract/table.ts';
import type { ColumnRow, DatabaseRow, SchemaRow, TableRow } from '../../services/catalog.ts';
import { presentProfile } from './profile.ts';
import { time, timeOrNull } from './time.ts';

export function presentDatabase(row: DatabaseRow): Answer<typeof database> {
  return {
    name: row.name,
    id: row.id,
    integration_source_id: row.integration_source_id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    description_version: row.description_version,
    description: row.description,
    is_active: row.is_active,
    priority: row.priority,
    description_source: row.description_source,
    description_generated_at: timeOrNull(row.description_generated_at),
  };
}

export function presentSchema(row: SchemaRow): Answer<typeof schema> {
  return {
    name: row.name,
    id: row.id,
    database_id: row.database_id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    description_version: row.description_version,
    description: row.description,
    is_active: row.is_active,
    priority: row.priority,
    description_source: row.description_source,
    description_generated_at: timeOrNull(row.description_generated_at),
  };
}

export function presentTable(row: TableRow): Answer<typeof table> {
  return {
    name: row.name,
    id: row.id,
    schema_id: row.schema_id,
    integration_source_id: row.integration_source_id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    description_version: row.description_version,
    kind: row.kind,
    description: row.description,
    is_active: row.is_active,
    is_present: row.is_present,
    row_count: row.row_count,
    row_estimate: row.row_estimate,
    candidate_keys: row.candidate_keys.map((key) => ({ ...key })),
    indexes: row.indexes.map((index) => ({ name: index.name, columns: index.columns, is_unique: index.isUnique })),
    notes: row.notes,
    last_analyzed: timeOrNull(row.last_analyzed),
    null_pct_overall: row.null_pct_overall,
    column_null_pct: row.column_null_pct,
    column_distinct_pct: row.column_distinct_pct,
    earliest_timestamp: timeOrNull(row.earliest_timestamp),
    latest_timestamp: timeOrNull(row.latest_timestamp),
    date_grain: row.date_grain,
    last_load_timestamp: timeOrNull(row.last_load_timestamp),
    load_frequency: row.load_frequency,
    data_latency_minutes: row.data_latency_minutes,
    is_staging_table: row.is_staging_table,
    description_source: row.description_source,
    description_generated_at: timeOrNull(row.description_generated_at),
  };
}

export function presentColumn(row: ColumnRow): Answer<typeof column> {
  return {
    name: row.name,
    id: row.id,
    table_id: row.table_id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    description_version: row.description_version,
    description: row.description,
    data_type: row.data_type,
    is_primary_key: row.is_primary_key,
    is_nullable: row.is_nullable,
    ordinal_position: row.ordinal_position,
    ...presentProfile(row),
    is_active: row.is_active,
    description_source: row.description_source,
    description_generated_at: timeOrNull(row.description_generated_at),
  };
}
