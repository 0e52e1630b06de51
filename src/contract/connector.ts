import { z } from 'zod';
import { sourceTypes } from '../domain/source.ts';
import { jsonObject } from './common.ts';

export const connector = z
  .object({
    type: z.string().meta({ description: 'The connector_type of its sources' }),
    title: z.string(),
    source_type: z.enum(sourceTypes),
    capabilities: z.array(z.string()),
    configuration: jsonObject.meta({
      description: 'JSON Schema of the configuration of its sources; fields with `writeOnly` are secrets: sealed, and in no answer',
    }),
  })
  .meta({
    id: 'Connector',
    description: 'The code for one kind of system, and what it takes to register a source of it.',
    examples: [
      {
        type: 'sqlite',
        title: 'SQLite',
        source_type: 'database',
        capabilities: ['introspect', 'read', 'query', 'declared_keys'],
        configuration: {
          type: 'object',
          properties: { path: { type: 'string', minLength: 1, description: 'A SQLite database file.' } },
          required: ['path'],
        },
      },
    ],
  });
