import { z } from 'zod';
import { dateTime, defaulted, descriptionSource, descriptionVersion, jsonObject, maybe, pathUuid, queryBoolean, uuid } from './common.ts';

const shares = z.record(z.string(), z.number());

const example = {
  name: 'orders',
  id: '019b7bfa-c248-7a10-8d1c-5d0fae9f8d66',
  schema_id: '019b7bfa-c1f2-7c33-9a2b-4c9e8d7f6a55',
  integration_source_id: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
  description_version: 2,
  kind: 'table',
  description: 'What was bought',
  is_active: true,
  is_present: true,
  row_count: 40_083,
  row_estimate: 40_000,
  candidate_keys: [{ columns: ['id'], origin: 'primary', uniqueness: 1 }],
  indexes: [{ name: 'orders_pkey', columns: ['id'], is_unique: true }],
  notes: [],
  last_analyzed: '2026-01-02T03:04:05.678Z',
  null_pct_overall: 0.02,
  column_null_pct: { id: 0, customer_id: 0, shipped_at: 0.06 },
  column_distinct_pct: { id: 1, customer_id: 0.12, shipped_at: 0.97 },
  earliest_timestamp: '2023-01-01T08:12:40.000Z',
  latest_timestamp: '2026-01-01T22:50:01.000Z',
  date_grain: null,
  last_load_timestamp: null,
  load_frequency: null,
  data_latency_minutes: null,
  is_staging_table: false,
  description_source: 'manual_edit',
  description_generated_at: '2026-01-03T00:00:00.000Z',
} as const;

export const table = z
  .object({
    name: z.string(),
    id: uuid,
    schema_id: uuid,
    integration_source_id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    description_version: z.int(),
    kind: z.enum(['table', 'view', 'file']),
    description: maybe(z.string()),
    is_active: defaulted(z.boolean(), true, 'Whether this table is usable in the catalog'),
    is_present: defaulted(z.boolean(), true, 'Whether the last scan found this table in its source'),
    row_count: maybe(z.int()).meta({ description: 'Rows that the last scan counted' }),
    row_estimate: maybe(z.int()).meta({ description: 'What the source itself estimates' }),
    candidate_keys: z.array(jsonObject).optional().meta({ description: 'Declared and inferred keys: columns, origin, uniqueness' }),
    indexes: z.array(jsonObject).optional(),
    notes: z.array(z.string()).optional().meta({ description: 'What a reader should know, such as a header that was assumed' }),
    last_analyzed: maybe(dateTime),
    null_pct_overall: maybe(z.number()).meta({ description: 'Share of nulls over all columns, 0 to 1' }),
    column_null_pct: maybe(shares).meta({ description: 'Share of nulls of each column, 0 to 1' }),
    column_distinct_pct: maybe(shares).meta({ description: 'Share of distinct values of each column, 0 to 1' }),
    earliest_timestamp: maybe(dateTime).meta({ description: 'The earliest of its points in time that are not in the future' }),
    latest_timestamp: maybe(dateTime).meta({ description: 'The latest of them' }),
    date_grain: maybe(z.string()),
    last_load_timestamp: maybe(dateTime),
    load_frequency: maybe(z.string()),
    data_latency_minutes: maybe(z.number()),
    is_staging_table: defaulted(z.boolean(), false, 'Whether rows only pass through it; read off its name unless a person says'),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({ id: 'Table', description: 'A table, view or file of a database source, with the quality of its data.', examples: [example] });

export const tableUpdate = z
  .object({
    description: maybe(z.string()),
    is_active: maybe(z.boolean()),
    is_staging_table: maybe(z.boolean()),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
    description_version: maybe(descriptionVersion),
  })
  .meta({
    id: 'TableUpdate',
    description: 'Model for updating a table. Its name is its identity: it follows the source.',
    examples: [{ description: 'What was bought', is_active: true }],
  });
export type TableUpdate = z.output<typeof tableUpdate>;

export const tablePath = z.object({ source_id: pathUuid, table_id: uuid });
export const activeOnly = z.object({
  active_only: queryBoolean.nullable().optional().meta({ default: true, description: 'Only what is active, in what is active, and still there' }),
});
export const tableFilter = activeOnly.extend({ schema_id: maybe(uuid) });
