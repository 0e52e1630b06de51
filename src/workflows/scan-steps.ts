import type { Logger } from 'pino';
import { AppError, SourceError, SystemSourceError } from '../domain/errors.ts';
import type { ScanOptions, ScanPhase, ScanProgress, ScanTimings } from '../domain/job.ts';
import { structureChanges, type SourceChanges } from '../domain/scan-changes.ts';
import { claimJob, findJob, finishJob } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import { saveFingerprints } from '../store/link-fingerprints.ts';
import { addEntityLinks, saveEntityLinks } from '../store/scan-entity-links.ts';
import { structureOf } from '../store/scan-structure.ts';
import { markConnection } from '../store/source-status.ts';
import { sourceConnection } from '../store/sources.ts';
import type { JobInput } from './durable.ts';
import { endJob, failedWith, type Ending } from './ending.ts';
import { testFault } from './fault.ts';
import { once } from './kept-results.ts';
import { keptOfOthers } from './link-fingerprints.ts';
import { findLinks } from './link-run.ts';
import { linkedSources, progressWriter } from './progress.ts';
import type { RunningJobs } from './running-jobs.ts';
import { saasHost } from './saas-host.ts';
import { startSourceRun, type Found, type RunPhase, type SourceRun } from './scan-run.ts';
import { settling } from './settle.ts';
import { linkedSource, toStore, type SourceToSketch } from './source-sketch.ts';
import { openWorkDirectory } from './work-directory.ts';

export interface ScanDependencies {
  readonly store: Store;
  readonly home: string;
  /** Whether SaaS connectors may call addresses of this machine and of private networks. */
  readonly allowsInternalAddresses: boolean;
  readonly running: RunningJobs;
  readonly logger: Logger;
}

/** What a step leaves behind. Expected failures are values, so that a replay sees what the first run saw. */
export type Outcome = { readonly kind: 'done'; readonly ms: number } | Ending;

export interface Plan {
  readonly startedAt: number;
  readonly sourceIds: readonly string[];
  readonly options: ScanOptions;
}

/** The steps of one scan; each may run again, in this process or another. */
export interface Scan {
  /** Null where the job was cancelled before it began, or is over. */
  begin(): Promise<Plan | null>;
  advance(phase: RunPhase, sourceId: string): Promise<Outcome>;
  /** Makes sure that the links between the sources are found, and those with sources that were scanned before. */
  link(plan: Plan): Promise<Outcome>;
  store(plan: Plan, timings: Omit<ScanTimings, 'total_ms'>): Promise<Outcome>;
  end(ending: Ending): Promise<void>;
  clean(): Promise<void>;
  close(): Promise<void>;
}

export function openScan({ store, home, allowsInternalAddresses, running, logger }: ScanDependencies, input: JobInput): Scan {
  const { organizationId, jobId } = input;
  const signal = running.signal(jobId);
  const progress = progressWriter(store, organizationId, jobId, logger);
  const runs = new Map<string, { name: string; run: SourceRun }>();
  const settle = settling(running, close);

  async function sourceRun(sourceId: string): Promise<{ name: string; run: SourceRun }> {
    const known = runs.get(sourceId);
    if (known !== undefined) return known;
    const { job, source } = await store.inOrganization(organizationId, async (trx) => ({
      job: await findJob(trx, organizationId, jobId),
      source: await sourceConnection(trx, organizationId, sourceId, store.sealer),
    }));
    if (job === undefined || source === undefined) throw new AppError('cancelled', 'The job or its source was deleted.');
    const work = await openWorkDirectory(home, jobId);
    const run = startSourceRun({
      source,
      options: job.options,
      work,
      signal,
      onProgress: progress.report,
      host: saasHost(store, { organizationId, sourceId }, allowsInternalAddresses),
    });
    const made = { name: source.name, run };
    runs.set(sourceId, made);
    return made;
  }

  const organizationKey = once(() => store.inOrganization(organizationId, (trx) => store.dataKey(trx, organizationId)));

  async function toSketch(sourceId: string): Promise<SourceToSketch> {
    const { name, run } = await sourceRun(sourceId);
    return { sourceId, name, linkable: run.linkable, work: await openWorkDirectory(home, jobId), dataKey: await organizationKey.get(), signal };
  }

  async function linksOf({ sourceIds }: Plan) {
    const sources = sourceIds.map((sourceId) => async () => linkedSource(await toSketch(sourceId)));
    const others = keptOfOthers(store, organizationId, sourceIds);
    const work = await openWorkDirectory(home, jobId);
    const onStep = (step: string): void => logger.debug({ jobId }, step);
    return { sourceIds, ...(await findLinks({ sources, work, dataKey: await organizationKey.get(), others, signal, onStep })) };
  }

  async function begin(phase: ScanPhase, name: string, unit: ScanProgress['unit']): Promise<void> {
    progress.report({ phase, source: name, done: 0, total: 0, unit, rows: 0 });
    await testFault(phase, await openWorkDirectory(home, jobId), signal);
  }

  async function close(): Promise<void> {
    for (const { run } of runs.values()) await run.close();
    runs.clear();
    await progress.close();
    running.done(jobId);
  }

  /** `sourceId`: null where it was about several sources at once. */
  function outcomeOf(error: unknown, phase: ScanPhase, sourceId: string | null): Outcome {
    if (signal.aborted) return { kind: 'cancelled' };
    const name = sourceId === null ? 'All sources' : (runs.get(sourceId)?.name ?? sourceId);
    return failedWith(error, `${name}, ${phase}`, unreachableIn(error, sourceId), input, logger);
  }

  return {
    begin: () =>
      settle(async () => {
        const job = await store.inOrganization(organizationId, (trx) => claimJob(trx, organizationId, jobId));
        if (job === undefined) return null;
        return { startedAt: Date.now(), sourceIds: job.source_ids, options: job.options };
      }),

    advance: (phase, sourceId) =>
      settle<Outcome>(
        async () => {
          const startedAt = performance.now();
          signal.throwIfAborted();
          const { name, run } = await sourceRun(sourceId);
          await begin(phase, name, phase === 'infer' ? 'candidates' : run.unit);
          await run.advance(phase);
          signal.throwIfAborted();
          if (phase === 'profile') {
            await begin('sketch', name, run.unit);
            await linkedSource(await toSketch(sourceId));
            signal.throwIfAborted();
          }
          return { kind: 'done', ms: Math.round(performance.now() - startedAt) };
        },
        (error) => outcomeOf(error, phase, sourceId),
      ),

    link: (plan) =>
      settle<Outcome>(
        async () => {
          const startedAt = performance.now();
          signal.throwIfAborted();
          await begin('link', linkedSources(plan.sourceIds), 'candidates');
          await linksOf(plan);
          signal.throwIfAborted();
          return { kind: 'done', ms: Math.round(performance.now() - startedAt) };
        },
        (error) => outcomeOf(error, 'link', null),
      ),

    store: (plan, timings) =>
      settle<Outcome>(
        async () => {
          const at = new Date();
          let edges = 0;
          const results: (Found & { readonly sourceId: string; readonly name: string })[] = [];
          for (const sourceId of plan.sourceIds) {
            const { name, run } = await sourceRun(sourceId);
            results.push({ sourceId, name, ...(await run.found()) });
          }
          const links = await linksOf(plan);
          const total = results.reduce((sum, found) => sum + found.edges, 0);
          return store.inOrganization(organizationId, async (trx): Promise<Outcome> => {
            const job = await findJob(trx, organizationId, jobId);
            if (job?.state === 'succeeded') return { kind: 'done', ms: 0 };
            const dataKey = await store.dataKey(trx, organizationId);
            const changes: SourceChanges[] = [];
            for (const { sourceId, name, edges: count, save } of results) {
              signal.throwIfAborted();
              progress.report({ phase: 'store', source: name, done: edges, total, unit: 'edges', rows: 0 });
              const before = await structureOf(trx, organizationId, sourceId);
              const changed = await save(trx, { organizationId, jobId, sourceId, dataKey, at });
              changes.push({ sourceId, ...structureChanges(before, await structureOf(trx, organizationId, sourceId)), edges: changed });
              await markConnection(trx, organizationId, sourceId, 'connected', at);
              edges += count;
            }
            for (const sourceId of plan.sourceIds)
              await saveFingerprints(trx, { organizationId, sourceId, dataKey, ...(await toStore(await toSketch(sourceId))) });
            const linked = await saveEntityLinks(trx, { organizationId, jobId, at, ...links });
            const added = await addEntityLinks(trx, { organizationId, jobId, at, ...links, findings: links.beyond });
            const isAlone = plan.sourceIds.length < 2 && added === 0;
            await testFault('store', await openWorkDirectory(home, jobId), signal);
            const isFirst = await finishJob(trx, organizationId, jobId, {
              state: 'succeeded',
              timings: { ...timings, total_ms: Date.now() - plan.startedAt },
              changes: { sources: changes, links: isAlone ? null : { ...linked, added: linked.added + added } },
            });
            if (!isFirst) throw new AppError('cancelled', 'The scan was cancelled.');
            return { kind: 'done', ms: 0 };
          });
        },
        (error) =>
          error instanceof AppError && error.code === 'cancelled' ? { kind: 'cancelled' } : outcomeOf(error, 'store', plan.sourceIds[0] ?? ''),
      ),

    end: (ending) => settle(() => endJob(store, input, ending)),

    clean: () =>
      settle(async () => {
        for (const { run } of runs.values()) await run.close();
        await (await openWorkDirectory(home, jobId)).remove();
      }),

    close,
  };
}

/** The id of the source that an error says cannot be reached: the one that was read, or the system source that holds its records. */
function unreachableIn(error: unknown, sourceId: string | null): string | null {
  if (!(error instanceof SourceError) || error.stage === 'read') return null;
  return error instanceof SystemSourceError ? error.sourceId : sourceId;
}
