import { z } from 'zod';
import { dateTime, defaulted, descriptionSource, maybe, uuid } from './common.ts';
import { profileBlock, profileUpdate } from './profile.ts';
import { saasObjectPath } from './saas-object.ts';

const example = {
  saas_object_id: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
  field_name: 'E-mail',
  api_identifier: 'email',
  data_type: 'string',
  id: '019b7bfa-a120-7d32-9e5f-1f7b8e6c4a33',
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
  description: 'Where mail to this person goes',
  is_required: false,
  is_unique: true,
  semantic_type: 'email',
  semantic_type_confidence: 0.99,
  sample_values: ['a***@e***.com'],
  enum_cardinality: null,
  null_pct: 0.03,
  distinct_pct: 0.99,
  last_analyzed: '2026-01-02T03:04:05.678Z',
  approx_distinct_count: 4810,
  minhash_signature: null,
  format_signature: { masks: [{ mask: 'a@a.a', count: 4810 }] },
  length_stats: { min: 9, max: 41, mean: 22.4 },
  entropy: 12.2,
  role: 'identifier',
  role_confidence: 0.8,
  is_active: true,
  description_source: 'manual_edit',
  description_generated_at: '2026-01-02T03:04:05.678Z',
} as const;

export const saasField = z
  .object({
    saas_object_id: uuid.meta({ description: 'The SaaS object this field belongs to' }),
    field_name: z.string().meta({ description: 'Display name' }),
    api_identifier: z.string().meta({ description: "The platform's own name of the field" }),
    data_type: maybe(z.string()).meta({ description: 'The type in the words of the platform' }),
    id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    description: maybe(z.string()),
    is_required: defaulted(z.boolean(), false, 'Whether every record must have it'),
    is_unique: defaulted(z.boolean(), false, 'Whether no two records may share a value'),
    ...profileBlock,
    is_active: defaulted(z.boolean(), true, 'Whether this field is usable in the catalog'),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({ id: 'SaasField', description: 'A field of a SaaS object.', examples: [example] });

const fieldName = z.string().min(1).max(255);
const apiIdentifier = z.string().min(1).max(255);

/** What both creation and update may say. */
const settings = {
  data_type: maybe(z.string()),
  description: maybe(z.string()),
  is_required: maybe(z.boolean()),
  is_unique: maybe(z.boolean()),
  skip_embedding: z.boolean().nullable().default(false).meta({ description: 'Accepted for compatibility: descriptions are not embedded' }),
  ...profileUpdate,
  is_active: maybe(z.boolean()),
  description_source: maybe(descriptionSource),
  description_generated_at: maybe(dateTime),
};

export const saasFieldCreate = z.object({ field_name: fieldName, api_identifier: apiIdentifier, ...settings }).meta({
  id: 'SaasFieldCreate',
  description: 'Model for adding a field to a SaaS object.',
  examples: [{ field_name: 'E-mail', api_identifier: 'email', data_type: 'string', is_unique: true }],
});
export type SaasFieldCreate = z.output<typeof saasFieldCreate>;

export const saasFieldUpdate = z.object({ field_name: maybe(fieldName), api_identifier: maybe(apiIdentifier), ...settings }).meta({
  id: 'SaasFieldUpdate',
  description: 'Model for updating a SaaS field.',
  examples: [{ description: 'Where mail to this person goes', semantic_type: 'email', skip_embedding: true }],
});
export type SaasFieldUpdate = z.output<typeof saasFieldUpdate>;

export const saasFieldPath = saasObjectPath.extend({ field_id: uuid });
