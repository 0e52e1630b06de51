import { z } from 'zod';
import { edgeKinds, edgeStatuses } from '../domain/edge.ts';
import { count, maybe, pathUuid, uuid } from './common.ts';

/** Tables and SaaS objects of all sources as one: entities. */

export const exampleEntity = {
  entity_type: 'table',
  id: '0198c4a0-5555-7b52-9c0e-5f6a1b2c3d4e',
  name: 'orders',
  database_name: 'shop',
  schema_name: 'public',
  integration_source_id: '0198c4a0-4444-7b52-9c0e-5f6a1b2c3d4e',
  integration_source_name: 'Shop',
  connector_type: 'postgresql',
  row_count: 40083,
} as const;

export const entity = z
  .object({
    entity_type: z.enum(['table', 'saas_object']),
    id: uuid.meta({ description: 'Of the table, or of the SaaS object' }),
    name: z.string(),
    database_name: z.string().nullable().meta({ description: 'Of a table' }),
    schema_name: z.string().nullable().meta({ description: 'Of a table' }),
    integration_source_id: uuid,
    integration_source_name: z.string(),
    connector_type: z.string(),
    row_count: count.nullable().meta({ description: 'Rows, or records, that the last scan counted' }),
  })
  .meta({ id: 'Entity', description: 'A table or a SaaS object, by name.', examples: [exampleEntity] });

export const entityFound = entity.extend({ edge_count: count.meta({ description: 'Edges of all kinds that nobody rejected' }) }).meta({
  id: 'EntityFound',
  description: 'A table or a SaaS object, with the number of its edges.',
  examples: [{ ...exampleEntity, edge_count: 3 }],
});

/** A query parameter that may come several times. */
const several = <Schema extends z.ZodType>(schema: Schema, most: number) =>
  maybe(z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema).max(most)));

const sources = several(uuid, 100);

export const entitySearch = z.object({
  query: maybe(z.string().max(200)).meta({ description: 'Words, in any case: each is in the name, or in that of the schema or source' }),
  source: sources.meta({ description: 'Any of these integration sources' }),
  limit: maybe(z.coerce.number().int().min(1).max(100)).meta({ default: 20, description: 'At most this many items' }),
});

export const entitiesPath = z.object({ organization_id: pathUuid });
export const entityPath = entitiesPath.extend({ entity_id: uuid });
export const entityPairPath = entityPath.extend({ to_entity_id: uuid });

const kind = z.enum(edgeKinds);
const status = z.enum(edgeStatuses);

export const graphQuery = z.object({
  source: sources.meta({ description: 'These integration sources as a whole' }),
  entity_id: several(uuid, 100).meta({ description: 'What lies around these tables and SaaS objects; then `source` says nothing' }),
  depth: maybe(z.coerce.number().int().min(0).max(4)).meta({ default: 1, description: 'Steps around them' }),
  hub_edges: maybe(z.coerce.number().int().min(1).max(10_000)).meta({
    default: 50,
    description: 'Entities with more edges than this are not gone through, unless they are among those asked for',
  }),
  status: several(status, 3).meta({ description: 'Edges with any of these; APPROVED and SUGGESTED where none is given' }),
  kind: several(kind, 3).meta({ description: 'Edges of any of these kinds' }),
  min_score: maybe(z.coerce.number().min(0).max(1)).meta({ description: 'Suggestions with this score or a higher one; those without a score stay' }),
  limit: maybe(z.coerce.number().int().min(1).max(5000)).meta({
    default: 3000,
    description: 'Entities, at most: of sources those with the most edges, around entities the nearest',
  }),
});
export type GraphQuery = z.output<typeof graphQuery>;
