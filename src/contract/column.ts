import { z } from 'zod';
import { dateTime, defaulted, descriptionSource, descriptionVersion, jsonObject, maybe, pathUuid, share, uuid } from './common.ts';

export const column = z
  .object({
    name: z.string(),
    id: uuid,
    table_id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    description_version: z.int(),
    description: maybe(z.string()),
    data_type: maybe(z.string()).meta({ description: 'The type in the words of the source' }),
    is_primary_key: defaulted(z.boolean(), false, 'Member of the declared primary key'),
    is_nullable: defaulted(z.boolean(), true, 'Whether the source allows nulls'),
    ordinal_position: maybe(z.int()).meta({ description: 'Position in the table, from 1' }),
    semantic_type: maybe(z.string()),
    semantic_type_confidence: maybe(z.number()),
    sample_values: maybe(z.array(z.unknown())).meta({ description: 'Masked where the column is personal or secret' }),
    enum_cardinality: maybe(z.int()),
    null_pct: maybe(z.number()).meta({ description: 'Share of nulls, 0 to 1' }),
    distinct_pct: maybe(z.number()).meta({ description: 'Share of distinct values, 0 to 1' }),
    last_analyzed: maybe(dateTime),
    approx_distinct_count: maybe(z.int()),
    minhash_signature: maybe(z.array(z.number())),
    format_signature: maybe(jsonObject),
    length_stats: maybe(jsonObject),
    entropy: maybe(z.number()).meta({ description: 'Shannon entropy of the values, in bits' }),
    role: maybe(z.string()),
    role_confidence: maybe(z.number()),
    is_active: defaulted(z.boolean(), true, 'Whether this column is usable in the catalog'),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({ id: 'Column' });

export const columnUpdate = z
  .object({
    description: maybe(z.string()),
    is_active: maybe(z.boolean()),
    semantic_type: maybe(z.string()),
    semantic_type_confidence: maybe(share),
    role: maybe(z.string()),
    role_confidence: maybe(share),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
    description_version: maybe(descriptionVersion),
  })
  .meta({ id: 'ColumnUpdate' });
export type ColumnUpdate = z.output<typeof columnUpdate>;

export const columnPath = z.object({ source_id: pathUuid, column_id: uuid });
