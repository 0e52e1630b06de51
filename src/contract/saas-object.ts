import { z } from 'zod';
import { dateTime, defaulted, descriptionSource, maybe, pathUuid, queryBoolean, share, uuid } from './common.ts';

const shares = z.record(z.string(), share);

const example = {
  integration_source_id: '019b7bfa-8f00-7c6e-9d3b-5f1f0a9c2e11',
  object_name: 'Contact',
  api_identifier: 'contacts',
  id: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
  created_at: '2026-01-02T03:04:05.678Z',
  updated_at: '2026-01-02T03:04:05.678Z',
  description: 'People at customers and prospects',
  null_pct_overall: 0.12,
  field_null_pct: { email: 0.03, phone: 0.41 },
  field_distinct_pct: { email: 0.99, phone: 0.97 },
  earliest_timestamp: '2023-02-01T08:00:00.000Z',
  latest_timestamp: '2026-01-01T21:15:00.000Z',
  date_grain: 'day',
  last_load_timestamp: '2026-01-02T03:00:00.000Z',
  load_frequency: 'daily',
  data_latency_minutes: 345,
  is_staging_table: false,
  is_active: true,
  description_source: 'manual_edit',
  description_generated_at: '2026-01-02T03:04:05.678Z',
} as const;

export const saasObject = z
  .object({
    integration_source_id: uuid.meta({ description: 'The integration source this object belongs to' }),
    object_name: z.string().meta({ description: 'Display name (e.g., Contact)' }),
    api_identifier: z.string().meta({ description: "The platform's own name of the object (e.g., contacts)" }),
    id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    description: maybe(z.string()),
    null_pct_overall: maybe(z.number()).meta({ description: 'Share of nulls over all fields, 0 to 1' }),
    field_null_pct: maybe(z.record(z.string(), z.number())).meta({ description: 'Share of nulls by field, 0 to 1' }),
    field_distinct_pct: maybe(z.record(z.string(), z.number())).meta({ description: 'Share of distinct values by field, 0 to 1' }),
    earliest_timestamp: maybe(dateTime),
    latest_timestamp: maybe(dateTime),
    date_grain: maybe(z.string()).meta({ description: 'How far apart records are in time: second, day, month, …' }),
    last_load_timestamp: maybe(dateTime),
    load_frequency: maybe(z.string()),
    data_latency_minutes: maybe(z.number()),
    is_staging_table: defaulted(z.boolean(), false, 'Whether records only pass through here'),
    is_active: defaulted(z.boolean(), true, 'Whether this object is usable in the catalog'),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({ id: 'SaasObject', description: 'An object of a SaaS source, such as contacts.', examples: [example] });

const objectName = z.string().min(1).max(255);
const apiIdentifier = z.string().min(1).max(255);

/** What both creation and update may say. */
const settings = {
  description: maybe(z.string()),
  null_pct_overall: maybe(share),
  field_null_pct: maybe(shares),
  field_distinct_pct: maybe(shares),
  earliest_timestamp: maybe(dateTime),
  latest_timestamp: maybe(dateTime),
  date_grain: maybe(z.string()),
  last_load_timestamp: maybe(dateTime),
  load_frequency: maybe(z.string()),
  data_latency_minutes: maybe(z.number().min(0)),
  is_staging_table: maybe(z.boolean()),
  is_active: maybe(z.boolean()),
  description_source: maybe(descriptionSource),
  description_generated_at: maybe(dateTime),
};

export const saasObjectCreate = z.object({ object_name: objectName, api_identifier: apiIdentifier, ...settings }).meta({
  id: 'SaasObjectCreate',
  description: 'Model for adding a SaaS object.',
  examples: [{ object_name: 'Contact', api_identifier: 'contacts', description: 'People at customers and prospects' }],
});
export type SaasObjectCreate = z.output<typeof saasObjectCreate>;

export const saasObjectUpdate = z
  .object({ object_name: maybe(objectName), api_identifier: maybe(apiIdentifier), ...settings })
  .meta({ id: 'SaasObjectUpdate', description: 'Model for updating a SaaS object.', examples: [{ object_name: 'Person', is_active: false }] });
export type SaasObjectUpdate = z.output<typeof saasObjectUpdate>;

export const saasObjectPath = z.object({ source_id: pathUuid, object_id: uuid });
export const saasObjectFilter = z.object({
  active_only: queryBoolean.nullable().optional().meta({ default: false, description: 'Only what is active, in what is active' }),
});
