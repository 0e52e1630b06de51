import { z } from 'zod';
import { dateTime, defaulted, descriptionSource, descriptionVersion, integer, maybe, pathUuid, uuid } from './common.ts';

const name = z.string().min(1).max(255);

export const database = z
  .object({
    name: z.string().meta({ description: 'Database name (for BigQuery, the project)' }),
    id: uuid,
    integration_source_id: uuid,
    created_at: dateTime,
    updated_at: dateTime,
    description_version: z.int(),
    description: maybe(z.string()),
    is_active: defaulted(z.boolean(), true, 'Whether this database is introspected'),
    priority: defaulted(z.int(), 99, 'Processing order, lower first'),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({
    id: 'Database',
    description: 'A database of an integration source.',
    examples: [
      {
        name: 'shop',
        id: '019b7bfa-c0aa-7d11-8c1a-2b3c4d5e6f70',
        integration_source_id: '019b7bfa-9a10-7b21-8c4d-0e6a7d5b3f22',
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

export const databaseCreate = z
  .object({
    name,
    description: maybe(z.string()),
    is_active: z.boolean().nullable().default(true),
    priority: integer.nullable().default(99),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({
    id: 'DatabaseCreate',
    description: 'Model for adding a database to an integration source.',
    examples: [{ name: 'shop', description: 'The shop and its orders', priority: 10 }],
  });
export type DatabaseCreate = z.output<typeof databaseCreate>;

export const databaseUpdate = z
  .object({
    name: maybe(name),
    description: maybe(z.string()),
    is_active: maybe(z.boolean()),
    priority: maybe(integer),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
    description_version: maybe(descriptionVersion),
  })
  .meta({ id: 'DatabaseUpdate', description: 'Model for updating a database.', examples: [{ is_active: false, priority: 50 }] });
export type DatabaseUpdate = z.output<typeof databaseUpdate>;

export const databasePath = z.object({ source_id: pathUuid, database_id: uuid });
