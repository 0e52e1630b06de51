import { setTimeout as sleep } from 'node:timers/promises';
import type { JobFilterQuery, ScanOptionsBody, ScanRequest } from '../contract/job.ts';
import { AppError } from '../domain/errors.ts';
import type { JobState, ScanOptions } from '../domain/job.ts';
import { pageOfJobs } from '../store/job-pages.ts';
import { findJob, type JobRow } from '../store/jobs.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { findSources } from '../store/sources.ts';
import { installedConnector } from './connection-test.ts';
import { audit, found, inTenant, reading, type Context, type Services } from './context.ts';

export type { JobRow };

const over: readonly JobState[] = ['succeeded', 'failed', 'cancelled'];
const pollMs = 250;
const repeatMs = 15_000;

export async function listJobs(services: Services, ctx: Context, filter: JobFilterQuery, page: PageRequest): Promise<PageOf<JobRow>> {
  return reading(services, ctx, 'jobs.read', (db) =>
    pageOfJobs(
      db,
      ctx.organizationId,
      { sourceId: filter.source_id ?? undefined, state: filter.state ?? undefined },
      { ...page, isNewestFirst: filter.order === 'newest_first' },
    ),
  );
}

export async function getJob(services: Services, ctx: Context, id: string): Promise<JobRow> {
  return reading(services, ctx, 'jobs.read', async (db) => found(await findJob(db, ctx.organizationId, id), 'Job'));
}

export async function startScan(services: Services, ctx: Context, sourceId: string, options: ScanOptionsBody): Promise<JobRow> {
  return start(services, ctx, [sourceId], optionsOf(options ?? {}));
}

/** One scan over several sources. */
export async function startScans(services: Services, ctx: Context, body: ScanRequest): Promise<JobRow> {
  return start(services, ctx, [...new Set(body.source_ids)], optionsOf(body));
}

async function start(services: Services, ctx: Context, sourceIds: readonly string[], options: ScanOptions): Promise<JobRow> {
  return inTenant(services, ctx, 'jobs.manage', async (trx) => {
    const sources = new Map((await findSources(trx, ctx.organizationId, sourceIds)).map((source) => [source.id, source]));
    for (const sourceId of sourceIds) {
      const source = found(sources.get(sourceId), 'Integration source');
      // What a sync landed is read by the connector of the system source.
      const isRouted = source.source_type === 'saas' && source.is_sync && source.system_source_id !== null;
      if (!isRouted) installedConnector(source.connector_type);
      if (!source.is_active) throw new AppError('conflict', `The source ${source.name} is not active: set is_active before you scan it.`);
    }
    const { id } = await services.jobClient.start(trx, { organizationId: ctx.organizationId, sourceIds, options, createdBy: ctx.actor.userId });
    audit(trx, ctx, { action: 'scan.started', kind: 'job', id, at: new Date(), details: { source_ids: sourceIds } });
    return found(await findJob(trx, ctx.organizationId, id), 'Job');
  });
}

/** Asks for the end of a job. One that is over stays as it is. */
export async function cancelJob(services: Services, ctx: Context, id: string): Promise<JobRow> {
  const before = await inTenant(services, ctx, 'jobs.manage', async (trx) => {
    const row = found(await findJob(trx, ctx.organizationId, id), 'Job');
    if (!over.includes(row.state)) audit(trx, ctx, { action: 'job.cancel_requested', kind: 'job', id, at: new Date() });
    return row;
  });
  if (over.includes(before.state)) return before;
  await services.jobClient.cancel(ctx.organizationId, id);
  return getJob(services, ctx, id);
}

/** The job now, whenever it changes, and every few seconds so that nobody on the way thinks the line dead; stops at the job's end or by `signal`. */
export async function* followJob(services: Services, ctx: Context, id: string, signal: AbortSignal): AsyncGenerator<JobRow> {
  let seen = '';
  let sentAt = 0;
  while (!signal.aborted) {
    const row = await getJob(services, ctx, id);
    const state = JSON.stringify([row.state, row.progress, row.cancel_requested_at]);
    if (state !== seen || Date.now() - sentAt > repeatMs) {
      sentAt = Date.now();
      seen = state;
      yield row;
    }
    if (over.includes(row.state)) return;
    await sleep(pollMs, undefined, { signal }).catch(() => undefined);
  }
}

function optionsOf(body: NonNullable<ScanOptionsBody>): ScanOptions {
  return { ignoreDeclared: body.ignore_declared ?? false, ignoreKeys: body.ignore_keys ?? false, sampleRows: body.sample_rows ?? null };
}
