import { sql, type RawBuilder } from 'kysely';
import { edgeKinds, edgeStatuses, edgeTypes, linkTypes, type EdgeKind, type EdgeStatus, type EdgeType, type LinkType } from '../domain/edge.ts';
import { edgesThatShow } from './edge-search.ts';

/** Which edges of the queue; what is undefined lets all through. */
export interface QueueFilter {
  readonly kinds?: readonly EdgeKind[] | undefined;
  readonly statuses?: readonly EdgeStatus[] | undefined;
  readonly types?: readonly (EdgeType | LinkType)[] | undefined;
  /** Tenths that the score lies in, 1 to 10; 0 for edges without a score. */
  readonly bands?: readonly number[] | undefined;
  readonly minScore?: number | undefined;
  readonly maxScore?: number | undefined;
  readonly changedSinceDecision?: boolean | undefined;
  /** Of either end. */
  readonly sourceId?: string | undefined;
  /** Table or SaaS object of either end. */
  readonly entityId?: string | undefined;
  /** Of both ends, either way round. */
  readonly sourcePair?: readonly [string, string] | undefined;
  readonly text?: string | undefined;
}

export const all = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join([sql`true`, ...conditions], sql` AND `);

/** `columns` of an organization's edges, `edge` by name, that fulfil the conditions and show the text, if one is given. */
export function edgesOf(
  organizationId: string,
  text: string | undefined,
  columns: RawBuilder<unknown>,
  conditions: readonly RawBuilder<unknown>[],
): RawBuilder<unknown> {
  const edges = (condition: RawBuilder<unknown>) =>
    sql`SELECT ${columns} FROM edge_queue AS edge WHERE edge.organization_id = ${organizationId}::uuid AND ${condition}`;
  if (text === undefined) return edges(all(conditions));
  return edgesThatShow(organizationId, text, columns, all(conditions), (shown) => edges(all([...conditions, shown])));
}

/** The classes of edges that the filters let through, with what they stand for. */
export function classesOf({ kinds, types, statuses, changedSinceDecision: changed }: QueueFilter): RawBuilder<unknown> {
  const conditions = [
    ...(kinds === undefined ? [] : [sql`kind = ANY(${[...kinds]}::text[])`]),
    ...(types === undefined ? [] : [sql`type = ANY(${[...types]}::text[])`]),
    ...(statuses === undefined ? [] : [sql`status = ANY(${[...statuses]}::text[])`]),
    ...(changed === undefined ? [] : [sql`changed = ${changed}`]),
  ];
  return sql`
    SELECT kind, type, status, changed, edge_class(kind, type, status, changed) AS class
    FROM unnest(${[...edgeKinds]}::text[]) AS kind, unnest(${[...edgeTypes, ...linkTypes]}::text[]) AS type,
         unnest(${[...edgeStatuses]}::text[]) AS status, unnest('{false,true}'::boolean[]) AS changed
    WHERE (kind = 'entity_link') = (type = ANY(${[...linkTypes]}::text[])) AND ${all(conditions)}`;
}

export const hasClasses = ({ kinds, types, statuses, changedSinceDecision }: QueueFilter): boolean =>
  (kinds ?? types ?? statuses ?? changedSinceDecision) !== undefined;

/** The same, as a condition. */
export function ofClasses(filter: QueueFilter): RawBuilder<unknown>[] {
  if (!hasClasses(filter)) return [];
  return [sql`edge.class = ANY(ARRAY(SELECT class FROM (${classesOf(filter)}) AS classes))`];
}

/** All conditions but those on the text and on what makes a class. */
export const otherConditions = (filter: QueueFilter): RawBuilder<unknown>[] => [
  ...sourceConditions(filter),
  ...pairConditions(filter),
  ...rangeConditions(filter),
  ...bandConditions(filter),
];

function bandConditions({ bands }: QueueFilter): RawBuilder<unknown>[] {
  if (bands === undefined) return [];
  const within = (tenth: number) => {
    if (tenth === 0) return sql`edge.score < 0`;
    if (tenth === 10) return sql`edge.score >= 0.9`;
    return sql`edge.score >= ${(tenth - 1) / 10}::double precision AND edge.score < ${tenth / 10}::double precision`;
  };
  return [sql`(${sql.join(bands.map(within), sql` OR `)})`];
}

export function rangeConditions({ minScore, maxScore }: QueueFilter): RawBuilder<unknown>[] {
  if (minScore === undefined && maxScore === undefined) return [];
  return [sql`edge.score BETWEEN ${minScore ?? 0}::double precision AND ${maxScore ?? 1}::double precision`];
}

export function sourceConditions({ sourceId, entityId }: QueueFilter): RawBuilder<unknown>[] {
  const ofEntity = entityId === undefined ? [] : [sql`(edge.from_entity_id = ${entityId}::uuid OR edge.to_entity_id = ${entityId}::uuid)`];
  if (sourceId === undefined) return ofEntity;
  return [
    ...ofEntity,
    sql`(edge.from_source_id = ${sourceId}::uuid OR edge.to_source_id <> edge.from_source_id AND edge.to_source_id = ${sourceId}::uuid)`,
  ];
}

export function pairConditions({ sourcePair }: QueueFilter): RawBuilder<unknown>[] {
  if (sourcePair === undefined) return [];
  const [a, b] = sourcePair;
  return [
    sql`(edge.from_source_id = ${a}::uuid AND edge.to_source_id = ${b}::uuid OR edge.from_source_id = ${b}::uuid AND edge.to_source_id = ${a}::uuid)`,
  ];
}
