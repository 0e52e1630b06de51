import { sql, type RawBuilder } from 'kysely';
import type { EdgeKind, EdgeStatus, EdgeType, LinkType } from '../domain/edge.ts';
import { all, classesOf, edgesOf, hasClasses, ofClasses, otherConditions, type QueueFilter } from './edge-queue-filter.ts';
import { edgesThatShow } from './edge-search.ts';
import type { Reader } from './open.ts';

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
  /** Of an association. */
  readonly label: string | null;
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
    SELECT edge.*, ${sourceName('from')}, ${schemaName('from')}, ${sourceName('to')}, ${schemaName('to')}, ${label}
    FROM (
      SELECT * FROM (${placesOf(organizationId, filter, page)} OFFSET 0) AS edge
      ORDER BY ${placeInOrder(page)} LIMIT ${page.limit + 1}
    ) AS first
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM edge_queue AS edge
      WHERE edge.organization_id = ${organizationId}::uuid AND edge.class = first.class AND ${sortedBy(page)} = first.place AND edge.id = first.id OFFSET 0
    ) AS edge
    ORDER BY ${inOrder(page)}`.execute(db);
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return { rows: rows.slice(0, page.limit), next: last && { value: last[page.sort], id: last.id } };
}

/** Rows of the queue that a statement names by `from_source_id` and `id`. */
export async function queueRowsOf(db: Reader, organizationId: string, named: RawBuilder<unknown>): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    SELECT edge.*, ${sourceName('from')}, ${schemaName('from')}, ${sourceName('to')}, ${schemaName('to')}, ${label}
    FROM (${named}) AS named
    CROSS JOIN LATERAL (
      SELECT ${columns} FROM edge_queue AS edge
      WHERE edge.organization_id = ${organizationId}::uuid AND edge.from_source_id = named.from_source_id AND edge.id = named.id OFFSET 0
    ) AS edge`.execute(db);
  return rows;
}

/** The same of edges that are known. */
export async function queueRowsNamed(
  db: Reader,
  organizationId: string,
  edges: readonly { readonly from_source_id: string; readonly id: string }[],
): Promise<QueueRow[]> {
  const [sources, ids] = [edges.map((edge) => edge.from_source_id), edges.map(({ id }) => id)];
  return queueRowsOf(db, organizationId, sql`SELECT * FROM unnest(${sources}::uuid[], ${ids}::uuid[]) AS edge (from_source_id, id)`);
}

/** The places of the edges of a page, and maybe of others. */
function placesOf(organizationId: string, filter: QueueFilter, page: QueuePage): RawBuilder<unknown> {
  const { text } = filter;
  const conditions = [...otherConditions(filter), ...afterPosition(page)];
  if (areCollected(filter)) return edgesOf(organizationId, text, placeOf(page), [...ofClasses(filter), ...conditions]);
  if (text === undefined) return inTheirOrder(organizationId, filter, page, conditions);
  return edgesThatShow(organizationId, text, placeOf(page), all([...ofClasses(filter), ...conditions]), (shown) =>
    inTheirOrder(organizationId, filter, page, [...conditions, shown]),
  );
}

/** Filters that let few edges through, whatever the order of the page. */
const areCollected = ({ sourceId, entityId, sourcePair }: QueueFilter): boolean => (sourceId ?? entityId ?? sourcePair) !== undefined;

/** Indexes have the order: of all edges, and of those of each class, the first of which are merged. */
function inTheirOrder(organizationId: string, filter: QueueFilter, page: QueuePage, conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  const first = (among: readonly RawBuilder<unknown>[]) => sql`
    ${edgesOf(organizationId, undefined, placeOf(page), among)} ORDER BY ${inOrder(page)} LIMIT ${page.limit + 1}`;
  if (!hasClasses(filter)) return first(conditions);
  return sql`
    SELECT edge.*
    FROM (${classesOf(filter)}) AS classes
    CROSS JOIN LATERAL (${first([sql`edge.class = classes.class`, ...conditions])}) AS edge`;
}

const sortedBy = ({ sort }: QueuePage) => sql`edge.${sql.ref(sort)}`;

/** Where an index has the edge: pages are found by their places alone, most often without a look at the edges. */
const placeOf = (page: QueuePage) => sql`edge.class, ${sortedBy(page)} AS place, edge.id`;

const placeInOrder = ({ order }: QueuePage) => sql`edge.place ${sql.raw(order)}, edge.id ${sql.raw(order)}`;

const columns = sql`
  edge.organization_id, edge.id, edge.kind, edge.status, edge.type, edge.score, edge.uncertainty, edge.impact, edge.changed_since_decision,
  edge.from_source_id, edge.from_entity_id, edge.from_entity, edge.from_attributes, edge.to_source_id, edge.to_entity_id, edge.to_entity,
  edge.to_attributes, edge.member_ids, edge.decided_at, edge.created_at, edge.updated_at`;

const sourceName = (end: 'from' | 'to') => sql`
  (SELECT source.name FROM integration_sources AS source
   WHERE source.organization_id = edge.organization_id AND source.id = edge.${sql.ref(`${end}_source_id`)}) AS ${sql.ref(`${end}_source`)}`;

const schemaName = (end: 'from' | 'to') => sql`
  (SELECT source_schemas.name FROM source_tables
   JOIN source_schemas ON source_schemas.organization_id = source_tables.organization_id AND source_schemas.id = source_tables.schema_id
   WHERE source_tables.organization_id = edge.organization_id AND source_tables.id = edge.${sql.ref(`${end}_entity_id`)}) AS ${sql.ref(`${end}_schema`)}`;

/** Associations of the same two objects are told apart by it. */
const label = sql`
  CASE WHEN edge.kind = 'association' THEN (
    SELECT association_label FROM saas_associations AS named WHERE named.organization_id = edge.organization_id AND named.id = edge.id
  ) END AS label`;

const inOrder = (page: QueuePage) => sql`${sortedBy(page)} ${sql.raw(page.order)}, edge.id ${sql.raw(page.order)}`;

function afterPosition(page: QueuePage): RawBuilder<unknown>[] {
  const { order, after } = page;
  if (after === undefined) return [];
  return [sql`(${sortedBy(page)}, edge.id) ${sql.raw(order === 'asc' ? '>' : '<')} (${String(after.value)}::double precision, ${after.id}::uuid)`];
}
