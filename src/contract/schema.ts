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
  .meta({
    id: 'Schema',
    description: 'A schema of a database.',
    examples: [
      {
        name: 'public',
        id: '019b7bfa-c1f2-7c33-9a2b-4c9e8d7f6a55',
        database_id: '019b7bfa-c0aa-7d11-8c1a-2b3c4d5e6f70',
        created_at: '2026-01-02T03:04:05.678Z',
        updated_at: '2026-01-02T03:04:05.678Z',
        description_version: 1,
        description: null,
        is_active: true,
        priority: 99,
        description_source: null,
        description_generated_at: null,
      },
    ],
  });

export const schemaUpdate = z
  .object({
    description: maybe(z.string()),
    is_active: maybe(z.boolean()),
    priority: maybe(integer),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
    description_version: maybe(descriptionVersion),
  })
  .meta({ id: 'SchemaUpdate', description: 'Model for updating a schema.', examples: [{ description: 'What customers see', priority: 1 }] });
export type SchemaUpdate = z.output<typeof schemaUpdate>;

export const schemaPath = z.object({ source_id: pathUuid, schema_id: uuid });
export const schemaFilter = z.object({ database_id: maybe(uuid).meta({ description: 'Only those of this database' }) });
