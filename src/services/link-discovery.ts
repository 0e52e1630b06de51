import { AppError } from '../domain/errors.ts';
import { findJob, type JobRow } from '../store/jobs.ts';
import { scannedSources } from '../store/link-fingerprints.ts';
import { findSources } from '../store/sources.ts';
import { audit, found, inTenant, type Context, type Services } from './context.ts';

/** Starts a job that looks for links among what scans kept of the organization's sources. AppError 'conflict' where none was scanned. */
export async function discoverInOrganization(services: Services, ctx: Context): Promise<JobRow> {
  return start(services, ctx, null);
}

/** The same of one source with the others. */
export async function discoverForSource(services: Services, ctx: Context, sourceId: string): Promise<JobRow> {
  return start(services, ctx, sourceId);
}

async function start(services: Services, ctx: Context, sourceId: string | null): Promise<JobRow> {
  return inTenant(services, ctx, 'jobs.manage', async (trx) => {
    const { organizationId } = ctx;
    if (sourceId !== null) found((await findSources(trx, organizationId, [sourceId]))[0], 'Integration source');
    const scanned = (await scannedSources(trx, organizationId)).map(({ id }) => id);
    const sourceIds = sourceId === null ? scanned : scanned.filter((id) => id === sourceId);
    if (sourceIds.length === 0) throw new AppError('conflict', sourceId === null ? nothingScanned : notScanned);
    const { id } = await services.jobClient.start(trx, { kind: 'discover', organizationId, sourceIds, createdBy: ctx.actor.userId });
    audit(trx, ctx, { action: 'entity_link.discovery_started', kind: 'job', id, at: new Date(), details: { source_ids: sourceIds } });
    return found(await findJob(trx, organizationId, id), 'Job');
  });
}

const nothingScanned = 'No active source of the organization was scanned yet: links are looked for among what scans keep of them.';
const notScanned = 'The source is not active, or was not scanned yet: scan it first.';
