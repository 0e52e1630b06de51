import type { EdgeKind } from '../domain/edge.ts';
import { AppError } from '../domain/errors.ts';
import { statementOf } from '../domain/verification.ts';
import { findEdgeRecord } from '../store/edge-detail.ts';
import { findJob, type JobRow } from '../store/jobs.ts';
import { newestMachineRevision, verificationsOf } from '../store/verifications.ts';
import { nothingToRun } from '../workflows/verify.ts';
import { audit, found, inTenant, type Context, type Services } from './context.ts';
import { names } from './edge-records.ts';

/** Starts a job that runs the SQL of an edge's evidence again; the one that is under way, where there is one. AppError 'conflict' where there is no SQL to run. */
export async function verifyEdge(services: Services, ctx: Context, kind: EdgeKind, id: string): Promise<JobRow> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const { organizationId } = ctx;
    const edge = found(await findEdgeRecord(trx, organizationId, kind, id), names[kind]);
    const { running_job_id: running } = await verificationsOf(trx, organizationId, kind, edge.id);
    if (running !== null) return found(await findJob(trx, organizationId, running), 'Job');
    const revision = await newestMachineRevision(trx, organizationId, kind, edge.id);
    if (statementOf(revision?.evidence?.value()) === undefined) throw new AppError('conflict', nothingToRun);
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
