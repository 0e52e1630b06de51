import { sql } from 'kysely';
import type { EdgeKind } from '../domain/edge.ts';
import { all, ofClasses, otherConditions, type QueueFilter } from './edge-queue-filter.ts';
import { showsText } from './edge-search.ts';
import type { Reader } from './open.ts';

/** What one revision of the machine says, as far as it is measured. */
export interface MeasuredRevision {
  readonly revision: number;
  readonly created_at: Date;
  readonly score: number | null;
  readonly evidence: unknown;
}

/** An approved edge that the machine has spoken of since it was decided on, or that it no longer finds. */
export interface RemeasuredEdge {
  readonly kind: EdgeKind;
  readonly id: string;
  readonly from_source_id: string;
  readonly changed_since_decision: boolean;
  /** The machine's at the time of the decision; of an edge that nobody decided on, its first. */
  readonly before: MeasuredRevision | null;
  readonly newest: MeasuredRevision | null;
}

const revisionAs = (name: 'before' | 'newest') => sql`
  ${sql.ref(`${name}.revision`)} AS ${sql.ref(`${name}_revision`)}, ${sql.ref(`${name}.created_at`)} AS ${sql.ref(`${name}_at`)},
  ${sql.ref(`${name}.score`)} AS ${sql.ref(`${name}_score`)}, ${sql.ref(`${name}.measured`)} AS ${sql.ref(`${name}_evidence`)}`;

type RevisionColumns<Name extends string> = Readonly<
  Record<`${Name}_revision` | `${Name}_score`, number | null> & Record<`${Name}_at`, Date> & Record<`${Name}_evidence`, unknown>
>;

/**
 * Approved edges that the filters let through and that have been measured more than once, or that a scan flagged; in no order. Few edges are either, so
 * that these are looked up, and the filters on them are all that is left to do.
 */
export async function remeasuredEdges(db: Reader, organizationId: string, filter: QueueFilter): Promise<RemeasuredEdge[]> {
  const approved: QueueFilter = { ...filter, statuses: ['APPROVED'] };
  const conditions = [...ofClasses(approved), ...otherConditions(approved), ...(filter.text === undefined ? [] : [showsText(filter.text)])];
  const ofEdge = sql`said.organization_id = ${organizationId}::uuid AND said.edge_kind = edge.kind AND said.edge_id = edge.id AND said.origin = 'machine'`;
  const { rows } = await sql<Omit<RemeasuredEdge, 'before' | 'newest'> & RevisionColumns<'before'> & RevisionColumns<'newest'>>`
    WITH candidate AS MATERIALIZED (
      SELECT said.edge_id AS id FROM evidence_revisions AS said
      WHERE said.organization_id = ${organizationId}::uuid AND said.revision > 1 AND said.origin = 'machine'
      UNION
      SELECT edge.id FROM edge_queue AS edge
      WHERE edge.organization_id = ${organizationId}::uuid AND edge.changed_since_decision
    )
    SELECT edge.kind, edge.id, edge.from_source_id, edge.changed_since_decision, ${revisionAs('before')}, ${revisionAs('newest')}
    FROM candidate
    CROSS JOIN LATERAL (
      SELECT edge.kind, edge.id, edge.from_source_id, edge.changed_since_decision, edge.created_at FROM edge_queue AS edge
      WHERE edge.organization_id = ${organizationId}::uuid AND edge.id = candidate.id AND ${all(conditions)} OFFSET 0
    ) AS edge
    LEFT JOIN LATERAL (
      SELECT made.evidence_revision FROM decisions AS made
      WHERE made.organization_id = ${organizationId}::uuid AND made.edge_kind = edge.kind AND made.edge_id = edge.id AND made.undoes IS NULL
        AND made.created_at >= edge.created_at
        AND NOT EXISTS (SELECT FROM decisions AS undo WHERE undo.organization_id = ${organizationId}::uuid AND undo.undoes = made.id)
      ORDER BY made.created_at DESC, made.id DESC LIMIT 1
    ) AS decision ON true
    LEFT JOIN LATERAL (
      SELECT said.revision, said.created_at, said.score, said.measured FROM evidence_revisions AS said
      WHERE ${ofEdge} AND (decision.evidence_revision IS NULL OR said.revision <= decision.evidence_revision)
      ORDER BY CASE WHEN decision.evidence_revision IS NULL THEN said.revision ELSE -said.revision END LIMIT 1
    ) AS before ON true
    LEFT JOIN LATERAL (
      SELECT said.revision, said.created_at, said.score, said.measured FROM evidence_revisions AS said
      WHERE ${ofEdge} ORDER BY said.revision DESC LIMIT 1
    ) AS newest ON true`.execute(db);
  return rows.map((row) => ({
    kind: row.kind,
    id: row.id,
    from_source_id: row.from_source_id,
    changed_since_decision: row.changed_since_decision,
    before: revisionOf(row.before_revision, row.before_at, row.before_score, row.before_evidence),
    newest: revisionOf(row.newest_revision, row.newest_at, row.newest_score, row.newest_evidence),
  }));
}

/** The last revisions of the machine of these edges, oldest first, by kind and id. */
export async function trendsOf(
  db: Reader,
  organizationId: string,
  edges: readonly { readonly kind: EdgeKind; readonly id: string }[],
  most: number,
): Promise<Map<string, MeasuredRevision[]>> {
  if (edges.length === 0) return new Map();
  const given = JSON.stringify(edges.map(({ kind, id }) => ({ kind, id })));
  const { rows } = await sql<MeasuredRevision & { kind: EdgeKind; id: string }>`
    SELECT edge.kind, edge.id, said.revision, said.created_at, said.score, said.measured AS evidence
    FROM json_to_recordset(${given}::json) AS edge (kind text, id uuid)
    CROSS JOIN LATERAL (
      SELECT said.revision, said.created_at, said.score, said.measured FROM evidence_revisions AS said
      WHERE said.organization_id = ${organizationId}::uuid AND said.edge_kind = edge.kind AND said.edge_id = edge.id AND said.origin = 'machine'
      ORDER BY said.revision DESC LIMIT ${most}
    ) AS said
    ORDER BY edge.kind, edge.id, said.revision`.execute(db);
  const trends = new Map<string, MeasuredRevision[]>();
  for (const { kind, id, ...revision } of rows) {
    const key = `${kind} ${id}`;
    trends.set(key, [...(trends.get(key) ?? []), revision]);
  }
  return trends;
}

const revisionOf = (revision: number | null, at: Date, score: number | null, evidence: unknown): MeasuredRevision | null =>
  revision === null ? null : { revision, created_at: at, score, evidence };
