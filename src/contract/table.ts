import { z } from 'zod';
import { dateTime, defaulted, descriptionSource, descriptionVersion, jsonObject, maybe, pathUuid, queryBoolean, uuid } from './common.ts';

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
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({ id: 'Table' });

export const tableUpdate = z
  .object({
    description: maybe(z.string()),
    is_active: maybe(z.boolean()),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
    description_version: maybe(descriptionVersion),
  })
  .meta({ id: 'TableUpdate' });
export type TableUpdate = z.output<typeof tableUpdate>;

export const tablePath = z.object({ source_id: pathUuid, table_id: uuid });
export const activeOnly = z.object({
  active_only: queryBoolean.nullable().optional().meta({ default: true, description: 'Only what is active, in what is active, and still there' }),
});
export const tableFilter = activeOnly.extend({ schema_id: maybe(uuid) });
