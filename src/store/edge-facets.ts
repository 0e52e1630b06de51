import { sql } from 'kysely';
import type { EdgeKind, EdgeStatus, EdgeType, LinkType } from '../domain/edge.ts';
import {
  all,
  classesOf,
  edgesOf,
  ofClasses,
  otherConditions,
  pairConditions,
  rangeConditions,
  sourceConditions,
  type QueueFilter,
} from './edge-queue-filter.ts';
import type { Reader } from './open.ts';

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

const band = sql`width_bucket(edge.score, '{0,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9}'::double precision[])`;

/** Counts the edges that the filters on source and text let through; the other filters are for who reads the groups. */
export async function countGroups(db: Reader, organizationId: string, filter: QueueFilter): Promise<QueueGroup[]> {
  const marks = sql`edge.class, ${band} AS band, ${all(rangeConditions(filter))} AS in_range, ${all(pairConditions(filter))} AS in_pair`;
  const { rows } = await sql<QueueGroup>`
    SELECT classes.kind, classes.type, classes.status, classes.changed, counted.band, counted.in_range, counted.in_pair, counted.count
    FROM (
      SELECT class, band, in_range, in_pair, count(*) AS count
      FROM (
        ${edgesOf(organizationId, filter.text, marks, sourceConditions(filter))}
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
  const ends = sql`edge.from_source_id, edge.to_source_id`;
  const conditions = [...ofClasses(others), ...otherConditions(others)];
  const { rows } = await sql<QueuePair>`
    SELECT pair.low_id, low.name AS low_name, pair.high_id, high.name AS high_name, pair.count
    FROM (
      SELECT least(from_source_id, to_source_id) AS low_id, greatest(from_source_id, to_source_id) AS high_id, sum(count)::bigint AS count
      FROM (
        SELECT from_source_id, to_source_id, count(*) AS count FROM (${edgesOf(organizationId, filter.text, ends, conditions)}) AS edge
        GROUP BY from_source_id, to_source_id
      ) AS directed
      GROUP BY low_id, high_id
      ORDER BY count DESC, low_id, high_id LIMIT ${limit}
    ) AS pair
    JOIN integration_sources AS low ON low.organization_id = ${organizationId}::uuid AND low.id = pair.low_id
    JOIN integration_sources AS high ON high.organization_id = ${organizationId}::uuid AND high.id = pair.high_id
    ORDER BY pair.count DESC, pair.low_id, pair.high_id`.execute(db);
  return rows;
}
