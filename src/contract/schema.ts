import { z } from 'zod';
import { dateTime, defaulted, descriptionSource, descriptionVersion, integer, maybe, pathUuid, uuid } from './common.ts';

export const schema = z
  .object({
    name: z.string(),
    id: uuid,
    database_id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    description_version: z.int(),
    description: maybe(z.string()),
    is_active: defaulted(z.boolean(), true, 'Whether this schema is introspected'),
    priority: defaulted(z.int(), 99, 'Processing order, lower first'),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({ id: 'Schema' });

export const schemaUpdate = z
  .object({
    description: maybe(z.string()),
    is_active: maybe(z.boolean()),
    priority: maybe(integer),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
    description_version: maybe(descriptionVersion),
  })
  .meta({ id: 'SchemaUpdate' });
export type SchemaUpdate = z.output<typeof schemaUpdate>;

export const schemaPath = z.object({ source_id: pathUuid, schema_id: uuid });
export const schemaFilter = z.object({ database_id: maybe(uuid) });
