import { sql } from 'kysely';
import type { EdgeKind } from '../domain/edge.ts';
import type { JsonText } from '../domain/json-text.ts';
import type { Verification } from '../domain/verification.ts';
import type { Reader, StoreTransaction } from './open.ts';

/** What the machine last measured of an edge, and whether it read all rows for it. */
export interface MachineRevision {
  readonly revision: number;
  readonly evidence: JsonText | null;
  readonly is_sample: boolean;
}

/** Never what a person wrote: its SQL would be run. */
export async function newestMachineRevision(
  db: Reader,
  organizationId: string,
  kind: EdgeKind,
  edgeId: string,
): Promise<MachineRevision | undefined> {
  const { rows } = await sql<MachineRevision>`
    SELECT said.revision, said.evidence, coalesce(job.options ->> 'sampleRows', '') <> '' AS is_sample
    FROM evidence_revisions AS said
    LEFT JOIN jobs AS job ON job.organization_id = said.organization_id AND job.id = said.job_id
    WHERE said.organization_id = ${organizationId}::uuid AND said.edge_kind = ${kind} AND said.edge_id = ${edgeId}::uuid AND said.origin = 'machine'
    ORDER BY said.revision DESC LIMIT 1`.execute(db);
  return rows[0];
}

/** The newest verification of an edge that gave a result, and the one that is under way. */
export interface EdgeVerifications {
  readonly result: Verification | null;
  readonly finished_at: Date | null;
  readonly running_job_id: string | null;
}

export async function verificationsOf(db: Reader, organizationId: string, kind: EdgeKind, edgeId: string): Promise<EdgeVerifications> {
  const ofEdge = sql`organization_id = ${organizationId}::uuid AND edge_kind = ${kind} AND edge_id = ${edgeId}::uuid`;
  const { rows } = await sql<EdgeVerifications>`
    SELECT done.result, done.finished_at, running.id AS running_job_id
    FROM (VALUES (1)) AS one
    LEFT JOIN LATERAL (
      SELECT result, finished_at FROM jobs WHERE ${ofEdge} AND state = 'succeeded' ORDER BY created_at DESC, id DESC LIMIT 1
    ) AS done ON true
    LEFT JOIN LATERAL (
      SELECT id FROM jobs WHERE ${ofEdge} AND state IN ('queued', 'running') ORDER BY created_at DESC, id DESC LIMIT 1
    ) AS running ON true`.execute(db);
  return rows[0] ?? { result: null, finished_at: null, running_job_id: null };
}

/** Keeps what came of a verification that runs. */
export async function keepResult(trx: StoreTransaction, organizationId: string, jobId: string, result: Verification): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({ result: JSON.stringify(result) })
    .where('organization_id', '=', organizationId)
    .where('id', '=', jobId)
    .where('state', '=', 'running')
    .execute();
}
