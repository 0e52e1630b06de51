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
  .meta({ id: 'Database' });

export const databaseCreate = z
  .object({
    name,
    description: maybe(z.string()),
    is_active: z.boolean().nullable().default(true),
    priority: integer.nullable().default(99),
    description_source: maybe(descriptionSource),
    description_generated_at: maybe(dateTime),
  })
  .meta({ id: 'DatabaseCreate' });
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
  .meta({ id: 'DatabaseUpdate' });
export type DatabaseUpdate = z.output<typeof databaseUpdate>;

export const databasePath = z.object({ source_id: pathUuid, database_id: uuid });
