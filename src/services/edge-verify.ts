import type { EdgeKind } from '../domain/edge.ts';
import { AppError } from '../domain/errors.ts';
import { linkStatementOf, statementOf } from '../domain/verification.ts';
import { linkEndsOf } from '../store/crosswalks.ts';
import { findEdgeRecord } from '../store/edge-detail.ts';
import { findJob, type JobRow } from '../store/jobs.ts';
import type { StoreTransaction } from '../store/open.ts';
import { newestMachineRevision, verificationsOf } from '../store/verifications.ts';
import { isWhole, nothingToRun } from '../workflows/verify.ts';
import { audit, found, inTenant, type Context, type Services } from './context.ts';
import { names } from './edge-records.ts';

/** Starts a job that counts what an edge's evidence says again; the one that is under way, where there is one. AppError 'conflict' where there is nothing to count. */
export async function verifyEdge(services: Services, ctx: Context, kind: EdgeKind, id: string): Promise<JobRow> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const { organizationId } = ctx;
    const edge = found(await findEdgeRecord(trx, organizationId, kind, id), names[kind]);
    const { running_job_id: running } = await verificationsOf(trx, organizationId, kind, edge.id);
    if (running !== null) return found(await findJob(trx, organizationId, running), 'Job');
    const revision = await newestMachineRevision(trx, organizationId, kind, edge.id);
    if (!(await isCountable(trx, organizationId, kind, edge.id, revision?.evidence?.value()))) throw new AppError('conflict', nothingToRun);
    const job = await services.jobClient.start(trx, {
      kind: 'verify',
      organizationId,
      sourceIds: [...new Set([edge.from_source_id, edge.to_source_id])],
      edge: { kind, id: edge.id },
      createdBy: ctx.actor.userId,
    });
    audit(trx, ctx, { action: `${kind}.verification_started`, kind, id: edge.id, at: new Date(), details: { job_id: job.id } });
    return found(await findJob(trx, organizationId, job.id), 'Job');
  });
}

async function isCountable(trx: StoreTransaction, organizationId: string, kind: EdgeKind, id: string, evidence: unknown): Promise<boolean> {
  if (kind !== 'entity_link') return statementOf(evidence) !== undefined;
  const ends = linkStatementOf(evidence) && (await linkEndsOf(trx, organizationId, id));
  return ends !== undefined && isWhole(ends);
}
