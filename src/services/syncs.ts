import type { ReconnectCompletion, ReconnectRequest } from '../contract/airbyte.ts';
import { AppError } from '../domain/errors.ts';
import { airbyteAccess, findAirbyteAccount, type AirbyteAccess } from '../store/airbyte-accounts.ts';
import { pageOfJobs } from '../store/job-pages.ts';
import { findJob, type JobRow } from '../store/jobs.ts';
import { findSource, lockSource, type SourceRow } from '../store/sources.ts';
import { connectionIdsOf, findSync, type SourceSyncRow } from '../store/syncs.ts';
import { withAirbyte } from './airbyte.ts';
import { audit, found, inTenant, reading, type Context, type Services } from './context.ts';

const what = 'Integration source';

export interface SourceSyncView {
  readonly source: SourceRow;
  /** Undefined where Airbyte was never asked. */
  readonly sync: SourceSyncRow | undefined;
  /** Why Airbyte as a whole could not be asked last. */
  readonly accountProblem: string | null;
}

/** How the syncs of a source fare, connection by connection, as last asked for. */
export async function getSync(services: Services, ctx: Context, id: string): Promise<SourceSyncView> {
  return reading(services, ctx, 'sources.read', async (db) => {
    const source = found(await findSource(db, ctx.organizationId, id), what);
    const sync = await findSync(db, ctx.organizationId, id);
    const isSynced = source.airbyte_source_id !== null || connectionIdsOf(source).length > 0;
    const account = isSynced ? await findAirbyteAccount(db, ctx.organizationId) : undefined;
    return { source, sync, accountProblem: isSynced ? (account === undefined ? noAccount : account.problem) : null };
  });
}

const noAccount = 'The organization has no Airbyte account: without one nobody asks how syncs fare.';

/** Starts a sync of all connections of a source, as a job that follows them. */
export async function startSync(services: Services, ctx: Context, id: string): Promise<JobRow> {
  return inTenant(services, ctx, 'jobs.manage', async (trx) => {
    const source = found(await lockSource(trx, ctx.organizationId, id), what);
    if (!source.is_active) throw new AppError('conflict', `The source ${source.name} is not active: set is_active before you sync it.`);
    if ((await findAirbyteAccount(trx, ctx.organizationId)) === undefined) {
      throw new AppError('conflict', 'The organization has no Airbyte account: PUT one to /api/organization/{organization_id}/airbyte.');
    }
    if (connectionIdsOf(source).length === 0) {
      const hint = source.airbyte_source_id === null ? 'set its airbyte_source_id' : 'make one in Airbyte; it is found within a minute';
      throw new AppError('conflict', `The source ${source.name} has no connection in Airbyte: ${hint}.`);
    }
    for (const state of ['queued', 'running'] as const) {
      const { rows } = await pageOfJobs(trx, ctx.organizationId, { sourceId: id, state }, {});
      const other = rows.find(({ kind }) => kind === 'sync');
      if (other !== undefined) throw new AppError('conflict', `The job ${other.id} syncs this source already: follow it, or cancel it first.`);
    }
    const job = await services.jobClient.start(trx, {
      kind: 'sync',
      organizationId: ctx.organizationId,
      sourceIds: [id],
      createdBy: ctx.actor.userId,
    });
    audit(trx, ctx, { action: 'sync.started', kind: 'job', id: job.id, at: new Date(), details: { source_ids: [id] } });
    return found(await findJob(trx, ctx.organizationId, job.id), 'Job');
  });
}

/** Where a person consents anew to the access of the source's application. Throws AppError 'conflict' where there is no such page. */
export async function reconnect(services: Services, ctx: Context, id: string, body: ReconnectRequest): Promise<{ readonly consentUrl: string }> {
  const { access, airbyteSourceId } = await connected(services, ctx, id);
  const consentUrl = await withAirbyte(services, access, async (airbyte, signal) => {
    const source = await airbyte.source(airbyteSourceId, signal);
    if (source === undefined) throw new AppError('conflict', `Airbyte has no source ${airbyteSourceId} any more: set another airbyte_source_id.`);
    return airbyte.consentUrl(source, body.redirect_url, signal);
  });
  return { consentUrl };
}

/** Hands the outcome of a consent on to Airbyte. Whether it holds shows the next sync. */
export async function completeReconnect(services: Services, ctx: Context, id: string, body: ReconnectCompletion): Promise<SourceSyncView> {
  const { access, airbyteSourceId } = await connected(services, ctx, id);
  await withAirbyte(services, access, (airbyte, signal) => airbyte.useSecret(airbyteSourceId, body.secret_id, signal));
  await inTenant(services, ctx, 'sources.manage', async (trx) =>
    audit(trx, ctx, { action: 'source.reconnected', kind: 'integration_source', id, at: new Date() }),
  );
  return getSync(services, ctx, id);
}

async function connected(
  services: Services,
  ctx: Context,
  id: string,
): Promise<{ readonly access: AirbyteAccess; readonly airbyteSourceId: string }> {
  return reading(services, ctx, 'sources.manage', async (db) => {
    const source = found(await findSource(db, ctx.organizationId, id), what);
    if (source.airbyte_source_id === null)
      throw new AppError('conflict', `The source ${source.name} names no source of Airbyte: set its airbyte_source_id.`);
    const access = await airbyteAccess(db, ctx.organizationId, services.store.sealer);
    if (access === undefined) throw new AppError('conflict', noAccount);
    return { access, airbyteSourceId: source.airbyte_source_id };
  });
}
