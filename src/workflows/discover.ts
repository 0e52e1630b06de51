import { AppError, type ErrorCode } from '../domain/errors.ts';
import { claimJob, finishJob } from '../store/jobs.ts';
import { entitiesSharingAmong } from '../store/link-fingerprints.ts';
import { addEntityLinks } from '../store/scan-entity-links.ts';
import type { JobWorkflow } from './durable.ts';
import { openKept } from './link-fingerprints.ts';
import { findKeptLinks } from './link-run.ts';
import { sketchMissing } from './missing-sketches.ts';
import { linkedSources, progressWriter } from './progress.ts';
import type { ScanDependencies } from './scan-steps.ts';
import { settling } from './settle.ts';
import { openWorkDirectory } from './work-directory.ts';

/** Expected failures are values, so that a replay sees what the first run saw. */
type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string; readonly code: ErrorCode };

/**
 * The durable discovery: looks for links among what is kept of the sources that were scanned, all with all, or one with the others, and adds those that are new.
 * No source is read, unless its sketch is missing or in another version of the forms.
 */
export function discoverWorkflow(dependencies: ScanDependencies): JobWorkflow {
  const { store, home, running, logger } = dependencies;
  return async (input, step) => {
    const { organizationId, jobId } = input;
    const signal = running.signal(jobId);
    const progress = progressWriter(store, organizationId, jobId, logger);
    const settle = settling(running, async () => {
      await progress.close();
      running.done(jobId);
    });
    const discover = (sourceIds: readonly string[]) =>
      settle<Outcome>(
        async () => {
          signal.throwIfAborted();
          await sketchMissing({ ...dependencies, input, signal, onProgress: progress.report }, onlyOf(sourceIds));
          progress.report({ phase: 'link', source: linkedSources(sourceIds), done: 0, total: 0, unit: 'candidates', rows: 0 });
          const findings = await found(sourceIds);
          signal.throwIfAborted();
          await store.inOrganization(organizationId, async (trx) => {
            const at = new Date();
            await addEntityLinks(trx, {
              organizationId,
              jobId,
              at,
              sourceIds: [...new Set(findings.map(({ source }) => source.sourceId))],
              unread: [],
              findings,
            });
            if (!(await finishJob(trx, organizationId, jobId, { state: 'succeeded' })))
              throw new AppError('cancelled', 'The discovery was cancelled.');
          });
          return { kind: 'done' };
        },
        (error) => {
          if (signal.aborted || (error instanceof AppError && error.code === 'cancelled')) return { kind: 'cancelled' };
          if (error instanceof AppError) return { kind: 'failed', message: error.message, code: error.code };
          logger.debug({ err: error, jobId }, 'a discovery failed unexpectedly');
          return { kind: 'failed', message: 'An unexpected error. LOG_LEVEL=debug shows more.', code: 'unavailable' };
        },
      );
    async function found(sourceIds: readonly string[]) {
      const only = onlyOf(sourceIds);
      const known = await openKept(store, organizationId, await entitiesSharingAmong(store.reader(organizationId), organizationId, only));
      const dataKey = await store.inOrganization(organizationId, (trx) => store.dataKey(trx, organizationId));
      const onStep = (step: string): void => logger.debug({ jobId }, step);
      return findKeptLinks({ work: await openWorkDirectory(home, jobId), dataKey, signal, onStep }, known, only);
    }
    const end = (outcome: Exclude<Outcome, { kind: 'done' }>) =>
      settle(() =>
        store.inOrganization(organizationId, (trx) =>
          finishJob(trx, organizationId, jobId, outcome.kind === 'failed' ? { state: 'failed', error: outcome } : { state: 'cancelled' }),
        ),
      );
    try {
      const sourceIds = await step('begin', () =>
        settle(async () => (await store.inOrganization(organizationId, (trx) => claimJob(trx, organizationId, jobId)))?.source_ids ?? null),
      );
      if (sourceIds === null) return;
      const outcome = await step('discover', () => discover(sourceIds));
      if (outcome.kind !== 'done') await step('end', () => end(outcome));
      await step('clean', async () => (await openWorkDirectory(home, jobId)).remove());
    } finally {
      await progress.close();
      running.done(jobId);
    }
  };
}

/** The source that is compared with the others; null where all are. */
const onlyOf = (sourceIds: readonly string[]): string | null => (sourceIds.length === 1 ? (sourceIds[0] ?? null) : null);
