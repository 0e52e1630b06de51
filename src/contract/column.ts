import { z } from 'zod';
import { dateTime, defaulted, descriptionSource, descriptionVersion, maybe, pathUuid, uuid } from './common.ts';
import { profileBlock, profileUpdate } from './profile.ts';

const example = {
  name: 'customer_id',
  id: '019b7bfa-c530-7f54-b071-3b9dac8e6c55',
  table_id: '019b7bfa-c248-7a10-8d1c-5d0fae9f8d66',
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
  description_version: 2,
  description: 'Who ordered',
  data_type: 'bigint',
  is_primary_key: false,
  is_nullable: false,
  ordinal_position: 2,
  semantic_type: null,
  semantic_type_confidence: null,
  sample_values: ['1001', '1002'],
  enum_cardinality: null,
  null_pct: 0,
  distinct_pct: 0.12,
  last_analyzed: '2026-01-02T03:04:05.678Z',
  approx_distinct_count: 4810,
  minhash_signature: null,
  format_signature: { masks: [{ mask: '9', count: 40083 }] },
  length_stats: { min: 4, max: 5, mean: 4.3 },
  entropy: 11.8,
  role: 'reference',
  role_confidence: 0.9,
  is_active: true,
  description_source: 'manual_edit',
  description_generated_at: '2026-01-03T00:00:00.000Z',
} as const;

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
    ...profileBlock,
    is_active: defaulted(z.boolean(), true, 'Whether this column is usable in the catalog'),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({ id: 'Column', description: 'A column of a table, with what is known of its values.', examples: [example] });

const { last_analyzed: _measuredOnly, ...settable } = profileUpdate;

export const columnUpdate = z
  .object({
    description: maybe(z.string()),
    skip_embedding: z.boolean().nullable().default(false).meta({ description: 'Accepted for compatibility: descriptions are not embedded' }),
    ...settable,
    is_active: maybe(z.boolean()),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
    description_version: maybe(descriptionVersion),
  })
  .meta({
    id: 'ColumnUpdate',
    description:
      'Model for updating a column. What a person says of its values stays when the source is scanned again; null leaves it to the next scan.',
    examples: [{ description: 'Who ordered', semantic_type: 'email', semantic_type_confidence: 1, skip_embedding: true }],
  });
export type ColumnUpdate = z.output<typeof columnUpdate>;

export const columnPath = z.object({ source_id: pathUuid, column_id: uuid });
