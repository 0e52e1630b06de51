import { sql, type RawBuilder } from 'kysely';
import { edgeKinds, edgeStatuses, edgeTypes, linkTypes, type EdgeKind, type EdgeStatus, type EdgeType, type LinkType } from '../domain/edge.ts';
import type { Reader } from './open.ts';

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
  /** Of both ends, either way round. */
  readonly sourcePair?: readonly [string, string] | undefined;
  readonly text?: string | undefined;
}

/** A page of the queue. An edge keeps its place while what it is sorted by stays; edges with the same are in the order of their ids. */
export interface QueuePage {
  readonly sort: 'score' | 'uncertainty' | 'impact';
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly after?: QueuePosition | undefined;
}

export interface QueuePosition {
  readonly value: number;
  readonly id: string;
}

/** As in the table, -1 stands for no score. */
export interface QueueRow {
  readonly organization_id: string;
  readonly id: string;
  readonly kind: EdgeKind;
  readonly status: EdgeStatus;
  readonly type: EdgeType | LinkType;
  readonly score: number;
  readonly uncertainty: number;
  readonly impact: number;
  readonly changed_since_decision: boolean;
  readonly from_source_id: string;
  readonly from_source: string;
  readonly from_schema: string | null;
  readonly from_entity_id: string;
  readonly from_entity: string;
  readonly from_attributes: string[];
  readonly to_source_id: string;
  readonly to_source: string;
  readonly to_schema: string | null;
  readonly to_entity_id: string;
  readonly to_entity: string;
  readonly to_attributes: string[];
  readonly member_ids: string[] | null;
  readonly decided_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Edges with the names of what they lead from and to. */
export async function readQueue(
  db: Reader,
  organizationId: string,
  filter: QueueFilter,
  page: QueuePage,
): Promise<{ readonly rows: QueueRow[]; readonly next: QueuePosition | undefined }> {
  const { rows } = await sql<QueueRow>`
    SELECT edge.*, ${sourceName('from')}, ${schemaName('from')}, ${sourceName('to')}, ${schemaName('to')}
    FROM (${isNarrow(filter) ? sorted(organizationId, filter, page) : merged(organizationId, filter, page)}) AS edge
    ORDER BY ${inOrder(page)}`.execute(db);
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return { rows: rows.slice(0, page.limit), next: last && { value: last[page.sort], id: last.id } };
}

/** Filters that let few edges through, or that no index knows: their edges are collected, then sorted. */
const isNarrow = ({ sourceId, sourcePair, text }: QueueFilter): boolean => sourceId !== undefined || sourcePair !== undefined || text !== undefined;

function sorted(organizationId: string, filter: QueueFilter, page: QueuePage): RawBuilder<unknown> {
  const conditions = [ofOrganization(organizationId), ...ofClasses(filter), ...otherConditions(filter), ...afterPosition(page)];
  return sql`
    SELECT * FROM (SELECT ${columns} FROM edge_queue AS edge WHERE ${all(conditions)} OFFSET 0) AS edge
    ORDER BY ${inOrder(page)} LIMIT ${page.limit + 1}`;
}

/** Within a class the index has the order: the first edges of each class, merged. */
function merged(organizationId: string, filter: QueueFilter, page: QueuePage): RawBuilder<unknown> {
  const conditions = [ofOrganization(organizationId), sql`edge.class = classes.class`, ...otherConditions(filter), ...afterPosition(page)];
  return sql`
    SELECT edge.*
    FROM (${classesOf(filter)}) AS classes
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM edge_queue AS edge WHERE ${all(conditions)} ORDER BY ${inOrder(page)} LIMIT ${page.limit + 1}
    ) AS edge
    ORDER BY ${inOrder(page)} LIMIT ${page.limit + 1}`;
}

const columns = sql`
  edge.organization_id, edge.id, edge.kind, edge.status, edge.type, edge.score, edge.uncertainty, edge.impact, edge.changed_since_decision,
  edge.from_source_id, edge.from_entity_id, edge.from_entity, edge.from_attributes, edge.to_source_id, edge.to_entity_id, edge.to_entity,
  edge.to_attributes, edge.member_ids, edge.decided_at, edge.created_at, edge.updated_at`;

/** The classes of edges that the filters let through, with what they stand for. */
function classesOf({ kinds, types, statuses, changedSinceDecision: changed }: QueueFilter): RawBuilder<unknown> {
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

function ofClasses(filter: QueueFilter): RawBuilder<unknown>[] {
  const { kinds, types, statuses, changedSinceDecision } = filter;
  if ((kinds ?? types ?? statuses ?? changedSinceDecision) === undefined) return [];
  return [sql`edge.class = ANY(ARRAY(SELECT class FROM (${classesOf(filter)}) AS classes))`];
}

const sourceName = (end: 'from' | 'to') => sql`
  (SELECT source.name FROM integration_sources AS source
   WHERE source.organization_id = edge.organization_id AND source.id = edge.${sql.ref(`${end}_source_id`)}) AS ${sql.ref(`${end}_source`)}`;

const schemaName = (end: 'from' | 'to') => sql`
  (SELECT source_schemas.name FROM source_tables
   JOIN source_schemas ON source_schemas.organization_id = source_tables.organization_id AND source_schemas.id = source_tables.schema_id
   WHERE source_tables.organization_id = edge.organization_id AND source_tables.id = edge.${sql.ref(`${end}_entity_id`)}) AS ${sql.ref(`${end}_schema`)}`;

const inOrder = ({ sort, order }: QueuePage) => sql`edge.${sql.ref(sort)} ${sql.raw(order)}, edge.id ${sql.raw(order)}`;

function afterPosition({ sort, order, after }: QueuePage): RawBuilder<unknown>[] {
  if (after === undefined) return [];
  return [
    sql`(edge.${sql.ref(sort)}, edge.id) ${sql.raw(order === 'asc' ? '>' : '<')} (${String(after.value)}::double precision, ${after.id}::uuid)`,
  ];
}

const all = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql.join([sql`true`, ...conditions], sql` AND `);
const ofOrganization = (organizationId: string) => sql`edge.organization_id = ${organizationId}::uuid`;

const otherConditions = (filter: QueueFilter): RawBuilder<unknown>[] => [
  ...sourceConditions(filter),
  ...textConditions(filter),
  ...pairConditions(filter),
  ...rangeConditions(filter),
  ...bandConditions(filter),
];

const band = sql`width_bucket(edge.score, '{0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9}'::double precision[])`;

function bandConditions({ bands }: QueueFilter): RawBuilder<unknown>[] {
  if (bands === undefined) return [];
  const within = (tenth: number) => {
    if (tenth === 0) return sql`edge.score < 0`;
    if (tenth === 10) return sql`edge.score >= 0.9`;
    return sql`edge.score >= ${(tenth - 1) / 10}::double precision AND edge.score < ${tenth / 10}::double precision`;
  };
  return [sql`(${sql.join(bands.map(within), sql` OR `)})`];
}

function rangeConditions({ minScore, maxScore }: QueueFilter): RawBuilder<unknown>[] {
  if (minScore === undefined && maxScore === undefined) return [];
  return [sql`edge.score BETWEEN ${minScore ?? 0}::double precision AND ${maxScore ?? 1}::double precision`];
}

function sourceConditions({ sourceId }: QueueFilter): RawBuilder<unknown>[] {
  if (sourceId === undefined) return [];
  return [sql`(edge.from_source_id = ${sourceId}::uuid OR edge.to_source_id <> edge.from_source_id AND edge.to_source_id = ${sourceId}::uuid)`];
}

function pairConditions({ sourcePair }: QueueFilter): RawBuilder<unknown>[] {
  if (sourcePair === undefined) return [];
  const [a, b] = sourcePair;
  return [
    sql`(edge.from_source_id = ${a}::uuid AND edge.to_source_id = ${b}::uuid OR edge.from_source_id = ${b}::uuid AND edge.to_source_id = ${a}::uuid)`,
  ];
}

/** `%`, `_` and `\` mean themselves. */
function textConditions({ text }: QueueFilter): RawBuilder<unknown>[] {
  if (text === undefined) return [];
  return [sql`edge.search_text LIKE '%' || lower(${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}) || '%'`];
}

/** How many edges are alike in all that is counted. */
export interface QueueGroup {
  readonly kind: EdgeKind;
  readonly type: EdgeType | LinkType;
  readonly status: EdgeStatus;
  readonly band: number;
  readonly changed: boolean;
  readonly in_range: boolean;
  readonly in_pair: boolean;
  readonly count: number;
}

/** Counts the edges that the filters on source and text let through; the other filters are for who reads the groups. */
export async function countGroups(db: Reader, organizationId: string, filter: QueueFilter): Promise<QueueGroup[]> {
  const { rows } = await sql<QueueGroup>`
    SELECT classes.kind, classes.type, classes.status, classes.changed, counted.band, counted.in_range, counted.in_pair, counted.count
    FROM (
      SELECT class, band, in_range, in_pair, count(*) AS count
      FROM (
        SELECT edge.class, ${band} AS band, ${all(rangeConditions(filter))} AS in_range,
               ${all(pairConditions(filter))} AS in_pair
        FROM edge_queue AS edge
        WHERE ${all([ofOrganization(organizationId), ...sourceConditions(filter), ...textConditions(filter)])}
      ) AS edge
      GROUP BY class, band, in_range, in_pair
    ) AS counted
    JOIN (${classesOf({})}) AS classes ON classes.class = counted.class`.execute(db);
  return rows;
}

export interface QueuePair {
  readonly low_id: string;
  readonly low_name: string;
  readonly high_id: string;
  readonly high_name: string;
  readonly count: number;
}

/** The pairs of sources with the most edges that all filters but the one on pairs let through. */
export async function countPairs(db: Reader, organizationId: string, filter: QueueFilter, limit: number): Promise<QueuePair[]> {
  const { sourcePair: _, ...others } = filter;
  const conditions = [ofOrganization(organizationId), ...ofClasses(others), ...otherConditions(others)];
  const { rows } = await sql<QueuePair>`
    SELECT pair.low_id, low.name AS low_name, pair.high_id, high.name AS high_name, pair.count
    FROM (
      SELECT least(from_source_id, to_source_id) AS low_id, greatest(from_source_id, to_source_id) AS high_id, sum(count)::bigint AS count
      FROM (
        SELECT edge.from_source_id, edge.to_source_id, count(*) AS count FROM edge_queue AS edge WHERE ${all(conditions)}
        GROUP BY edge.from_source_id, edge.to_source_id
      ) AS directed
      GROUP BY low_id, high_id
      ORDER BY count DESC, low_id, high_id LIMIT ${limit}
    ) AS pair
    JOIN integration_sources AS low ON low.organization_id = ${organizationId}::uuid AND low.id = pair.low_id
    JOIN integration_sources AS high ON high.organization_id = ${organizationId}::uuid AND high.id = pair.high_id
    ORDER BY pair.count DESC, pair.low_id, pair.high_id`.execute(db);
  return rows;
}
