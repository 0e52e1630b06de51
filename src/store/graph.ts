import { sql, type RawBuilder } from 'kysely';
import { measureOf, type EdgeMeasure, type EvidenceParts } from '../domain/edge-measure.ts';
import type { EdgeKind, EdgeStatus, EdgeType, LinkType } from '../domain/edge.ts';
import type { JsonText } from '../domain/json-text.ts';
import type { Reader } from './open.ts';

/** The entities of an organization as nodes, and what the edge queue holds as edges. */
export interface GraphFilter {
  readonly statuses: readonly EdgeStatus[];
  readonly kinds: readonly EdgeKind[];
  /** Suggestions with a lower score are left out; those without one stay. */
  readonly minScore?: number | undefined;
}

export interface GraphEdge {
  readonly id: string;
  readonly kind: EdgeKind;
  readonly type: EdgeType | LinkType;
  readonly status: EdgeStatus;
  readonly score: number | null;
  readonly changed_since_decision: boolean;
  readonly from: string;
  readonly to: string;
  readonly from_source_id: string;
  readonly to_source_id: string;
  readonly from_attributes: readonly string[];
  readonly to_attributes: readonly string[];
  readonly member_ids: readonly string[] | null;
}

export interface MeasuredEdge extends GraphEdge {
  /** What the platform calls an association, and what kind of definition it is. */
  readonly label: string | null;
  readonly category: string | null;
  readonly measure: EdgeMeasure;
  /** Of the evidence: the part of the rows that a polymorphic reference is about, and the dialect of its SQL. */
  readonly slice: unknown;
  readonly dialect: string | null;
}

const ours = (organizationId: string, { statuses, kinds, minScore }: GraphFilter): RawBuilder<unknown> => sql`
  edge.organization_id = ${organizationId}::uuid AND edge.status = ANY(${[...statuses]}::text[]) AND edge.kind = ANY(${[...kinds]}::text[])
  ${minScore === undefined ? sql`` : sql`AND (edge.status <> 'SUGGESTED' OR edge.score < 0 OR edge.score >= ${minScore}::double precision)`}`;

/** Where an entity leads to. `isAll` is false where it has more edges than were asked for. */
export interface Neighbours {
  readonly id: string;
  readonly others: readonly string[];
  readonly isAll: boolean;
}

/** The neighbours of each entity, over its best edges, at most as many as it is given. */
export async function readNeighbours(
  db: Reader,
  organizationId: string,
  entities: readonly { readonly id: string; readonly limit: number }[],
  filter: GraphFilter,
): Promise<Neighbours[]> {
  const side = (own: RawBuilder<unknown>, other: RawBuilder<unknown>) => sql`
    (SELECT edge.${other} AS other, edge.score, edge.id FROM edge_queue AS edge
     WHERE ${ours(organizationId, filter)} AND edge.${own} = entity.id AND edge.${other} <> entity.id
     ORDER BY edge.score DESC, edge.id LIMIT entity.most + 1)`;
  const [from, to] = [sql.ref('from_entity_id'), sql.ref('to_entity_id')];
  const { rows } = await sql<{ id: string; others: string[]; most: number }>`
    SELECT entity.id, entity.most, array(
      SELECT near.other FROM (${side(from, to)} UNION ALL ${side(to, from)}) AS near ORDER BY near.score DESC, near.id, near.other LIMIT entity.most + 1
    ) AS others
    FROM unnest(${entities.map(({ id }) => id)}::uuid[], ${entities.map(({ limit }) => limit)}::integer[]) AS entity (id, most)`.execute(db);
  return rows.map(({ id, others, most }) => ({ id, others: others.slice(0, most), isAll: others.length <= most }));
}

/** How many edges each entity has; those without any are left out. */
export async function countEdges(
  db: Reader,
  organizationId: string,
  ids: readonly string[],
  filter: GraphFilter,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; count: number }>`
    SELECT id, count(*) AS count
    FROM (
      SELECT edge.from_entity_id AS id FROM edge_queue AS edge
      WHERE ${ours(organizationId, filter)} AND edge.from_entity_id = ANY(${[...ids]}::uuid[])
      UNION ALL
      SELECT edge.to_entity_id FROM edge_queue AS edge
      WHERE ${ours(organizationId, filter)} AND edge.to_entity_id = ANY(${[...ids]}::uuid[]) AND edge.to_entity_id <> edge.from_entity_id
    ) AS ends
    GROUP BY id`.execute(db);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Ids of the entities of some sources, or of all, those with the most edges first, then by name and id. */
export async function readEntityIds(
  db: Reader,
  organizationId: string,
  sourceIds: readonly string[] | undefined,
  filter: GraphFilter,
  limit: number,
): Promise<string[]> {
  const among = (source: RawBuilder<unknown>) => (sourceIds === undefined ? sql`true` : sql`${source} = ANY(${[...sourceIds]}::uuid[])`);
  const [from, to, own] = [sql`edge.from_source_id`, sql`edge.to_source_id`, sql`integration_source_id`];
  const conditions = ours(organizationId, filter);
  const { rows } = await sql<{ id: string }>`
    WITH counted AS (
      SELECT id, count(*) AS count
      FROM (
        SELECT edge.from_entity_id AS id FROM edge_queue AS edge WHERE ${conditions} AND ${among(from)}
        UNION ALL
        SELECT edge.to_entity_id FROM edge_queue AS edge
        WHERE ${conditions} AND ${among(from)} AND edge.to_source_id = edge.from_source_id AND edge.to_entity_id <> edge.from_entity_id
        UNION ALL
        SELECT edge.to_entity_id FROM edge_queue AS edge
        WHERE ${conditions} AND ${among(to)} AND edge.to_source_id <> edge.from_source_id
      ) AS ends
      GROUP BY id
    ), entity AS (
      SELECT id, name FROM source_tables
      WHERE organization_id = ${organizationId}::uuid AND ${among(own)} AND is_active AND is_present
      UNION ALL
      SELECT id, object_name FROM saas_objects
      WHERE organization_id = ${organizationId}::uuid AND ${among(own)} AND is_active
    )
    SELECT entity.id FROM entity LEFT JOIN counted USING (id) ORDER BY coalesce(counted.count, 0) DESC, entity.name, entity.id LIMIT ${limit}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Edges that have an end, or both, among the entities: those with the best scores. */
export async function readEdgesAt(
  db: Reader,
  organizationId: string,
  ids: readonly string[],
  filter: GraphFilter & { readonly ends: 'one' | 'both' },
  limit: number,
): Promise<GraphEdge[]> {
  const among = sql`ANY(${[...ids]}::uuid[])`;
  const at =
    filter.ends === 'both'
      ? sql`edge.from_entity_id = ${among} AND edge.to_entity_id = ${among}`
      : sql`(edge.from_entity_id = ${among} OR edge.to_entity_id = ${among})`;
  const { rows } = await sql<GraphEdge>`
    SELECT ${edgeColumns} FROM edge_queue AS edge
    WHERE ${ours(organizationId, filter)} AND ${at}
    ORDER BY edge.score DESC, edge.id LIMIT ${limit}`.execute(db);
  return rows.map(withScore);
}

const edgeColumns = sql`
  edge.id, edge.kind, edge.type, edge.status, edge.score, edge.changed_since_decision, edge.from_entity_id AS "from", edge.to_entity_id AS "to",
  edge.from_source_id, edge.to_source_id, edge.from_attributes, edge.to_attributes, edge.member_ids`;

/** As in the queue, -1 stands for no score. */
const withScore = (edge: GraphEdge): GraphEdge => ({ ...edge, score: edge.score === null || edge.score < 0 ? null : edge.score });

interface EvidenceRow extends Record<'value' | 'measured' | 'overlap' | 'columns' | 'normaliser' | 'slice', JsonText | null> {
  readonly id: string;
  readonly label: string | null;
  readonly category: string | null;
  readonly method: string | null;
  readonly cardinality: string | null;
  readonly dialect: string | null;
  readonly sampleRows: number | null;
}

/** The same edges with what their evidence says. */
export async function measured(db: Reader, organizationId: string, edges: readonly GraphEdge[]): Promise<MeasuredEdge[]> {
  const idsOf = (of: EdgeKind): RawBuilder<unknown> => {
    const ids = edges.filter(({ kind }) => kind === of).map(({ id }) => id);
    return sql`edge.organization_id = ${organizationId}::uuid AND edge.id = ANY(${ids}::uuid[])`;
  };
  const { rows } = await sql<EvidenceRow>`
    SELECT edge.id, edge.label, edge.category, parts.*, (jobs.options ->> 'sampleRows')::bigint AS "sampleRows"
    FROM (
      SELECT id, job_id, evidence, NULL AS label, NULL AS category FROM relationships AS edge WHERE ${idsOf('relationship')}
      UNION ALL
      SELECT id, job_id, evidence, association_label, association_category FROM saas_associations AS edge WHERE ${idsOf('association')}
      UNION ALL
      SELECT id, job_id, evidence, NULL, NULL FROM entity_links AS edge WHERE ${idsOf('entity_link')}
    ) AS edge
    LEFT JOIN jobs ON jobs.organization_id = ${organizationId}::uuid AND jobs.id = edge.job_id
    LEFT JOIN LATERAL json_to_record(CASE WHEN json_typeof(edge.evidence) = 'object' THEN edge.evidence ELSE '{}' END) AS parts (
      method text, cardinality text, dialect text, value json, measured json, overlap json, columns json, normaliser json, slice json
    ) ON true`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return edges.map((edge) => withMeasure(edge, byId.get(edge.id)));
}

function withMeasure(edge: GraphEdge, row: EvidenceRow | undefined): MeasuredEdge {
  const evidence: EvidenceParts = {
    method: row?.method ?? null,
    cardinality: row?.cardinality ?? null,
    value: row?.value?.value(),
    measured: row?.measured?.value(),
    overlap: row?.overlap?.value(),
    columns: row?.columns?.value(),
    normaliser: row?.normaliser?.value(),
    sampleRows: row?.sampleRows ?? null,
  };
  return {
    ...edge,
    label: row?.label ?? null,
    category: row?.category ?? null,
    measure: measureOf(edge.kind, evidence),
    slice: row?.slice?.value(),
    dialect: row?.dialect ?? null,
  };
}
