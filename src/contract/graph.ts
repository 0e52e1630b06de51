import { z } from 'zod';
import { cardinalities } from '../domain/edge-measure.ts';
import { edgeKinds, edgeStatuses, edgeTypes, linkTypes } from '../domain/edge.ts';
import { joinWarnings } from '../domain/join-trust.ts';
import { count, maybe, queryBoolean, share, uuid } from './common.ts';
import { entity, exampleEntity } from './entity.ts';

/** Entities and the edges between them: the map, and the ways through it. */

const exampleEdge = '0198c4a1-7d3e-7b52-9c0e-5f6a1b2c3d4e';
const [orders, customers] = ['0198c4a0-5555-7b52-9c0e-5f6a1b2c3d4e', '0198c4a0-7777-7b52-9c0e-5f6a1b2c3d4e'];
const exampleOrders = { ...exampleEntity, id: orders };
const exampleCustomers = { ...exampleOrders, id: customers, name: 'customers' };

const attribute = z
  .object({
    name: z.string(),
    data_type: z.string().nullable(),
    key: z.enum(['primary', 'unique', 'inferred']).nullable().meta({ description: 'Of the best key that it is a member of' }),
  })
  .meta({
    id: 'GraphAttribute',
    description: 'A column or field as a map shows it.',
    examples: [{ name: 'id', data_type: 'bigint', key: 'primary' }],
  });

const node = entity
  .extend({
    attribute_count: count.meta({ description: 'Columns or fields in all' }),
    attributes: z.array(attribute).meta({ description: 'Members of keys, and those that an edge of this answer joins' }),
    edge_count: count.meta({ description: 'Edges in all, of the asked statuses and kinds, also to what is not in this answer' }),
    distance: count.nullable().meta({ description: 'Steps from the nearest of the entities that were asked for' }),
  })
  .meta({
    id: 'GraphEntity',
    description: 'A table or a SaaS object on a map.',
    examples: [
      {
        ...exampleOrders,
        attribute_count: 12,
        attributes: [{ name: 'customer_id', data_type: 'bigint', key: null }],
        edge_count: 3,
        distance: 0,
      },
    ],
  });

const cardinality = z
  .enum(cardinalities)
  .nullable()
  .meta({ description: 'Only where all data, or the definition of the platform, proves it; never from a sample' });

const edgeFields = {
  kind: z.enum(edgeKinds),
  id: uuid.meta({ description: 'Of a composite key, its first member’s' }),
  status: z.enum(edgeStatuses),
  type: z.enum([...edgeTypes, ...linkTypes]).meta({ description: 'Of an entity link, its link type' }),
  score: share.nullable(),
  changed_since_decision: z.boolean(),
  label: z.string().nullable().meta({ description: 'What the platform calls an association' }),
  category: z.string().nullable().meta({ description: 'Of an association' }),
  from_attributes: z.array(z.string()),
  to_attributes: z.array(z.string()).meta({ description: 'In step with `from_attributes`; associations have none' }),
  cardinality,
};

const edge = z
  .object({
    ...edgeFields,
    from_entity_id: uuid,
    to_entity_id: uuid,
    optional: z.boolean().nullable().meta({ description: 'Whether some rows of `from` have none of `to`, as far as was measured' }),
  })
  .meta({
    id: 'GraphEdge',
    description: 'An edge on a map. A composite key is one.',
    examples: [
      {
        kind: 'relationship',
        id: exampleEdge,
        status: 'APPROVED',
        type: 'INFERRED',
        score: 0.97,
        changed_since_decision: false,
        label: null,
        category: null,
        from_attributes: ['customer_id'],
        to_attributes: ['id'],
        cardinality: 'N:1',
        from_entity_id: orders,
        to_entity_id: customers,
        optional: false,
      },
    ],
  });

export const graph = z
  .object({
    entities: z.array(node),
    edges: z.array(edge).meta({ description: 'Those between the entities' }),
    truncated: z.boolean().meta({ description: 'There is more than fits: entities beyond `limit`, or more than 10,000 edges' }),
  })
  .meta({ id: 'Graph', description: 'Entities and the edges between them.', examples: [{ entities: [], edges: [], truncated: false }] });

export const joinPathQuery = z.object({
  include_suggested: maybe(queryBoolean).meta({ default: false, description: 'Also over edges that wait for a decision' }),
  max_steps: maybe(z.coerce.number().int().min(1).max(8)).meta({ default: 6, description: 'Joins of a path, at most' }),
  limit: maybe(z.coerce.number().int().min(1).max(20)).meta({ default: 5, description: 'Paths, at most' }),
});

const step = z
  .object({
    ...edgeFields,
    forward: z.boolean().meta({ description: 'Whether the edge itself leads this way; attributes and cardinality are given this way' }),
    from: entity,
    to: entity,
    rows_per_row: z
      .number()
      .min(1)
      .nullable()
      .meta({ description: 'Rows of `to` for a row of `from` that has any, on average; null where the evidence does not say' }),
    match_rate: share.nullable().meta({ description: 'Share of the rows of `from` that have any' }),
  })
  .meta({ id: 'JoinPathStep', description: 'A join on the way.' });

const exampleStep = {
  kind: 'relationship',
  id: exampleEdge,
  status: 'APPROVED',
  type: 'INFERRED',
  score: 0.97,
  changed_since_decision: false,
  label: null,
  category: null,
  from_attributes: ['customer_id'],
  to_attributes: ['id'],
  cardinality: 'N:1',
  forward: true,
  from: exampleOrders,
  to: exampleCustomers,
  rows_per_row: 1,
  match_rate: 1,
};

const path = z
  .object({
    steps: z.array(step),
    trust: share.meta({ description: 'Product of the scores of its edges; one without a score counts 1 where it is approved, else 0.5' }),
    rows_per_row: z
      .number()
      .min(1)
      .nullable()
      .meta({ description: 'Fan-out: rows of the result for a row of the start that has any, on average; the product over the steps' }),
    optional: z.boolean().nullable().meta({ description: 'Whether some rows of the start have none in the result' }),
    warnings: z.array(z.object({ code: z.enum(joinWarnings), message: z.string() })),
    sql: z
      .object({ dialect: z.string(), statement: z.string() })
      .nullable()
      .meta({ description: 'In the dialect of the source, where all of the path is in one database' }),
  })
  .meta({ id: 'JoinPath', description: 'A way to join two entities.' });

export const joinPaths = z
  .object({
    from: entity,
    to: entity,
    paths: z.array(path).meta({ description: 'The best first' }),
    truncated: z.boolean().meta({ description: 'There are more edges between the two than were looked at: there may be better paths' }),
  })
  .meta({
    id: 'JoinPaths',
    description: 'The best ways to join two entities.',
    examples: [
      {
        from: exampleOrders,
        to: exampleCustomers,
        paths: [
          {
            steps: [exampleStep],
            trust: 0.97,
            rows_per_row: 1,
            optional: false,
            warnings: [],
            sql: {
              dialect: 'postgresql',
              statement: 'SELECT *\nFROM "public"."orders" AS t1\nJOIN "public"."customers" AS t2 ON t2."id" = t1."customer_id"\nLIMIT 100',
            },
          },
        ],
        truncated: false,
      },
    ],
  });
