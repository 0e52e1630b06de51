import { sql, type RawBuilder } from 'kysely';
import type { EdgeKind } from '../domain/edge.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';

/** What has been said of an edge so far. */
export interface EdgeSayings<Evidence> {
  readonly last_revision: number;
  readonly machine_score: number | null;
  readonly machine_evidence: Evidence | null;
  readonly has_manual_score: boolean;
  readonly has_manual_evidence: boolean;
}

/** Selects an `EdgeSayings` from `joinSayings`. */
export const sayings = sql`
  coalesce(latest.revision, 0) AS last_revision, machine.score AS machine_score, machine.evidence AS machine_evidence,
  coalesce(manual.has_score, false) AS has_manual_score, coalesce(manual.has_evidence, false) AS has_manual_evidence`;

/** Joins the revisions of `edge`, row by row. */
export function joinSayings(kind: EdgeKind): RawBuilder<unknown> {
  const ofEdge = sql`said.organization_id = edge.organization_id AND said.edge_kind = ${kind} AND said.edge_id = edge.id`;
  return sql`
    LEFT JOIN LATERAL (SELECT max(revision) AS revision FROM evidence_revisions AS said WHERE ${ofEdge}) AS latest ON true
    LEFT JOIN LATERAL (
      SELECT said.score, said.evidence::jsonb FROM evidence_revisions AS said
      WHERE ${ofEdge} AND said.origin = 'machine' ORDER BY revision DESC LIMIT 1
    ) AS machine ON true
    LEFT JOIN LATERAL (
      SELECT bool_or(said.score IS NOT NULL) AS has_score, bool_or(said.evidence IS NOT NULL) AS has_evidence FROM evidence_revisions AS said
      WHERE ${ofEdge} AND said.origin = 'manual'
    ) AS manual ON true`;
}

interface MachineRevision {
  readonly edge_id: string;
  readonly number: number;
  readonly score: number;
  readonly evidence: unknown;
}

/** Adds what the machine has to say that it did not say before. */
export async function addMachineRevisions(
  trx: StoreTransaction,
  { organizationId, jobId, at }: { readonly organizationId: string; readonly jobId: string; readonly at: Date },
  kind: EdgeKind,
  revisions: readonly MachineRevision[],
): Promise<void> {
  if (revisions.length === 0) return;
  await sql`
    INSERT INTO evidence_revisions (organization_id, edge_kind, edge_id, revision, origin, job_id, score, evidence, created_at)
    SELECT ${organizationId}::uuid, ${kind}, edge_id, number, 'machine', ${jobId}::uuid, score, evidence, ${at}::timestamptz
    FROM json_to_recordset(${storableJson(revisions)}::json) AS given (edge_id uuid, number integer, score double precision, evidence json)`.execute(
    trx,
  );
}
