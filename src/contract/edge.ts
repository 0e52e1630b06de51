import { z } from 'zod';
import { edgeKinds, edgeStatuses, edgeTypes, linkTypes } from '../domain/edge.ts';
import { count, dateTime, maybe, pathUuid, queryBoolean, share, sortedPageQuery, uuid } from './common.ts';
import { edgeName } from './edge-review.ts';

/** The queue over edges of all kinds. */

const kind = z.enum(edgeKinds);
const status = z.enum(edgeStatuses);
const type = z.enum([...edgeTypes, ...linkTypes]);

/** Each with its lower end; the last one with its upper end too. */
export const scoreBands = [
  'none',
  '0.0-0.1',
  '0.1-0.2',
  '0.2-0.3',
  '0.3-0.4',
  '0.4-0.5',
  '0.5-0.6',
  '0.6-0.7',
  '0.7-0.8',
  '0.8-0.9',
  '0.9-1.0',
] as const;
const scoreBand = z.enum(scoreBands);

const edgeSorts = ['score', 'uncertainty', 'impact'] as const;

const exampleEdge = '0198c4a1-7d3e-7b52-9c0e-5f6a1b2c3d4e';
const exampleSource = '0198c4a0-4444-7b52-9c0e-5f6a1b2c3d4e';
const exampleTime = '2026-01-02T03:04:05.678Z';

const exampleEnd = {
  integration_source_id: exampleSource,
  integration_source_name: 'Shop',
  entity_type: 'table',
  entity_id: '0198c4a0-5555-7b52-9c0e-5f6a1b2c3d4e',
  entity_name: 'orders',
  schema_name: 'public',
  attributes: ['customer_id'],
};

const edgeEnd = z
  .object({
    integration_source_id: uuid,
    integration_source_name: z.string(),
    entity_type: z.enum(['table', 'saas_object']),
    entity_id: uuid,
    entity_name: z.string(),
    schema_name: z.string().nullable().meta({ description: 'Of a table' }),
    attributes: z.array(z.string()).meta({ description: 'Names of columns or fields, in step with those of the other end; associations have none' }),
  })
  .meta({
    id: 'EdgeEnd',
    description: 'What an edge leads from, or to.',
    examples: [exampleEnd],
  });

/** The example of an edge. */
export const exampleQueued = {
  kind: 'relationship',
  id: exampleEdge,
  organization_id: '0198c49f-6666-7a60-8d21-3c4b5a697887',
  status: 'SUGGESTED',
  type: 'INFERRED',
  score: 0.97,
  uncertainty: 0.06,
  impact: 4820,
  changed_since_decision: false,
  from: exampleEnd,
  to: { ...exampleEnd, entity_id: '0198c4a0-7777-7b52-9c0e-5f6a1b2c3d4e', entity_name: 'customers', attributes: ['id'] },
  label: null,
  member_ids: [exampleEdge],
  decided_at: null,
  created_at: exampleTime,
  updated_at: exampleTime,
};

export const edge = z
  .object({
    kind,
    id: uuid.meta({ description: 'Of a composite key, its first member’s' }),
    organization_id: uuid,
    status,
    type: type.meta({ description: 'Of an entity link, its link type' }),
    score: share.nullable(),
    uncertainty: share.nullable().meta({ description: '1 at a score of 0.5, 0 at scores of 0 and 1' }),
    impact: count.meta({ description: 'Rows of the referencing side that the edge joins, as its evidence counts them; 0 where it does not say' }),
    changed_since_decision: z.boolean().meta({ description: 'Newer evidence differs from what was decided on' }),
    from: edgeEnd,
    to: edgeEnd,
    label: z.string().nullable().meta({ description: 'Of an association: its label, which tells it from others of the same two objects' }),
    member_ids: z.array(uuid).meta({ description: 'The members of a composite key, which are decided together; else the edge alone' }),
    decided_at: dateTime.nullable(),
    created_at: dateTime,
    updated_at: dateTime,
  })
  .meta({
    id: 'Edge',
    description: 'A relationship, an association or an entity link, as a row of the review queue. Its evidence is in the resource itself.',
    examples: [exampleQueued],
  });

/** A query parameter that may come several times. */
const several = <Schema extends z.ZodType>(schema: Schema) =>
  maybe(z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(schema)));

export const edgeFilter = z.object({
  kind: several(kind).meta({ description: 'Any of these kinds' }),
  status: several(status).meta({ description: 'Any of these' }),
  type: several(type).meta({ description: 'Any of these types or link types' }),
  score_band: several(scoreBand).meta({ description: 'Any of these; each holds its lower end, the last one both' }),
  min_score: maybe(z.coerce.number().min(0).max(1)).meta({ description: 'This score or a higher one' }),
  max_score: maybe(z.coerce.number().min(0).max(1)).meta({ description: 'This score or a lower one' }),
  changed_since_decision: maybe(queryBoolean).meta({ description: 'Whether newer evidence differs from what was decided on' }),
  source: maybe(uuid).meta({ description: 'Integration source of either end' }),
  entity_id: maybe(uuid).meta({ description: 'Table or SaaS object of either end' }),
  source_pair: maybe(
    z
      .string()
      .regex(/^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12},[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/)
      .toLowerCase(),
  ).meta({ description: 'Integration sources of both ends, either way round, with a comma between; the same one twice for what is within it' }),
  query: maybe(z.string().max(200)).meta({ description: 'Text that `entity.attribute` of either end contains, in upper or lower case' }),
});
export type EdgeFilter = z.output<typeof edgeFilter>;

export const edgeList = edgeFilter.extend({
  sort: maybe(z.enum(edgeSorts)).meta({
    default: 'score',
    description: 'Edges without a score come after all others, or before them where the order is asc',
  }),
  order: maybe(z.enum(['asc', 'desc'])).meta({ default: 'desc', description: 'From the least, or from the greatest' }),
  ...sortedPageQuery.shape,
});

const facet = <Value extends z.ZodType>(value: Value) => z.array(z.object({ value, count }));

export const edgeFacets = z
  .object({
    total: count.meta({ description: 'Edges that all filters let through' }),
    kind: facet(kind),
    status: facet(status),
    type: facet(type),
    score_band: facet(scoreBand),
    changed_since_decision: facet(z.boolean()),
    source_pair: z
      .array(z.object({ value: z.string(), integration_source_names: z.array(z.string()), count }))
      .meta({ description: 'The 100 with the most edges' }),
  })
  .meta({
    id: 'EdgeFacets',
    description: 'How many edges there are by each value of a filter, counted with all filters but that one. Values are as the filter takes them.',
    examples: [
      {
        total: 1,
        kind: [{ value: 'relationship', count: 1 }],
        status: [{ value: 'SUGGESTED', count: 1 }],
        type: [{ value: 'INFERRED', count: 1 }],
        score_band: [{ value: '0.9-1.0', count: 1 }],
        changed_since_decision: [{ value: false, count: 1 }],
        source_pair: [{ value: `${exampleSource},${exampleSource}`, integration_source_names: ['Shop', 'Shop'], count: 1 }],
      },
    ],
  });

const edgeToDecide = edgeName
  .extend({
    updated_at: maybe(dateTime).meta({
      description: '`updated_at` of the edge as it was looked at: where it is another by now, the edge is left as it is',
    }),
  })
  .meta({
    id: 'EdgeToDecide',
    description: 'An edge, as somebody saw it.',
    examples: [{ kind: 'relationship', id: exampleEdge, updated_at: exampleTime }],
  });

export const edgeDecisions = z
  .object({
    edges: z.array(edgeToDecide).min(1).max(10_000),
    status,
    note: maybe(z.string().max(10_000)).meta({ description: 'Why; the history of every edge shows it' }),
    renew: maybe(z.boolean()).meta({
      description: 'The status that an edge has already is decided anew, on the evidence there is now; else that is `unchanged`',
    }),
  })
  .meta({
    id: 'EdgeDecisions',
    description: 'One decision on many edges.',
    examples: [{ edges: [{ kind: 'relationship', id: exampleEdge }], status: 'APPROVED', note: 'Looked at with the owner.' }],
  });
export type EdgeDecisions = z.output<typeof edgeDecisions>;

export const edgesDecided = z
  .object({
    updated: z.array(edgeName).meta({ description: 'Decided; with the other members of composite keys' }),
    unchanged: z.array(edgeName).meta({ description: 'What was sent says nothing new about these' }),
    changed: z.array(edgeName).meta({ description: 'Left as they are: somebody has decided, or a scan has changed them, since they were looked at' }),
    not_found: z.array(edgeName),
    batch_id: uuid.nullable().meta({ description: 'Takes back the decisions of this call as one; null where nothing was decided' }),
    decided_at: dateTime.meta({ description: '`updated_at` of those that were decided' }),
  })
  .meta({
    id: 'EdgesDecided',
    description: 'What happened, per edge.',
    examples: [
      {
        updated: [{ kind: 'relationship', id: exampleEdge }],
        unchanged: [],
        changed: [],
        not_found: [],
        batch_id: '0198c4b2-0f11-7a60-8d21-3c4b5a697887',
        decided_at: exampleTime,
      },
    ],
  });

export const edgesPath = z.object({ organization_id: pathUuid });
