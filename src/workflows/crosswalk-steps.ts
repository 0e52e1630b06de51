import { hkdfSync } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { CrosswalkFigures } from '../domain/crosswalk.ts';
import type { EntityModel } from '../domain/entity.ts';
import { AppError, SourceError, SystemSourceError } from '../domain/errors.ts';
import type { SourceProfile } from '../domain/profile.ts';
import type { ForcedPair } from '../links/crosswalk/forced.ts';
import { findKeysOfSampled } from '../profiling/candidate-keys.ts';
import { openStaging } from '../profiling/staging.ts';
import { inOrganizationCopying } from '../store/copying.ts';
import { standingPairDecisions } from '../store/crosswalk-decisions.ts';
import { replaceResults } from '../store/crosswalk-results.ts';
import { findCrosswalkRun, findRunOfJob, updateCrosswalkRun } from '../store/crosswalk-runs.ts';
import {
  endsOf,
  findCrosswalk,
  linksBetween,
  lockCrosswalk,
  updateCrosswalk,
  type CrosswalkEnd,
  type LinkedAttributes,
} from '../store/crosswalks.ts';
import { claimJob, findJob, finishJob } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import { CHANCE_NOTE } from './crosswalk.ts';
import { openEnd, type OpenEnd } from './crosswalk-ends.ts';
import { chooseKey, isCompared, resolveTables, type Resolution } from './crosswalk-resolution.ts';
import { stagedModel, stageTables, type StagedTables } from './crosswalk-tables.ts';
import type { JobInput } from './durable.ts';
import { endJob, failedWith, type Ending } from './ending.ts';
import { testFault } from './fault.ts';
import { kept } from './kept-results.ts';
import { progressWriter } from './progress.ts';
import type { RunningJobs } from './running-jobs.ts';
import { settling } from './settle.ts';
import { openWorkDirectory } from './work-directory.ts';

export interface CrosswalkDependencies {
  readonly store: Store;
  readonly home: string;
  /** Whether SaaS connectors may call addresses of this machine and of private networks. */
  readonly allowsInternalAddresses: boolean;
  readonly running: RunningJobs;
  readonly logger: Logger;
}

/** What a step leaves behind. Expected failures are values, so that a replay sees what the first run saw. */
export type Outcome = { readonly kind: 'done' } | Ending;

interface CrosswalkPlan {
  readonly crosswalkId: string;
  readonly runId: string;
  readonly name: string;
  readonly ends: readonly [CrosswalkEnd, CrosswalkEnd];
}

type Begun = { readonly plan: CrosswalkPlan } | Outcome;

/** The steps of one run; each may run again, in this process or another. */
export interface CrosswalkSteps {
  begin(): Promise<Begun>;
  /** Makes sure that both ends are read. */
  read(plan: CrosswalkPlan): Promise<Outcome>;
  /** Makes sure that their records are compared. */
  compare(plan: CrosswalkPlan): Promise<Outcome>;
  /** Puts what was found in the place of what there was, in one transaction. */
  keep(plan: CrosswalkPlan): Promise<Outcome>;
  end(ending: Ending): Promise<void>;
  clean(): Promise<void>;
  close(): Promise<void>;
}

/** What is kept of the two tables, beside their staged rows. */
interface ReadTables {
  readonly entities: readonly EntityModel[];
  readonly profile: SourceProfile;
  /** What makes the keys, by side. */
  readonly keys: readonly [readonly string[], readonly string[]];
}

type Compared = Resolution & {
  /** The decisions that were heeded were read then. */
  readonly askedAt: Date;
  readonly notes: readonly string[];
};

export const notApproved = 'A crosswalk rests on entity links that people approved: approve one of its links, or make a crosswalk of another one.';

export function openCrosswalkRun({ store, home, allowsInternalAddresses, running, logger }: CrosswalkDependencies, input: JobInput): CrosswalkSteps {
  const { organizationId, jobId } = input;
  const signal = running.signal(jobId);
  const progress = progressWriter(store, organizationId, jobId, logger);
  const settle = settling(running, close);
  let staged: StagedTables | undefined;

  async function close(): Promise<void> {
    staged?.staging.close();
    staged = undefined;
    await progress.close();
    running.done(jobId);
  }

  const work = () => openWorkDirectory(home, jobId);
  const reading = store.reader(organizationId);

  async function openEnds(plan: CrosswalkPlan): Promise<OpenEnd[]> {
    const opened: OpenEnd[] = [];
    try {
      for (const end of plan.ends) opened.push(await naming(end, () => openEnd({ store, organizationId, allowsInternalAddresses }, end, signal)));
      return opened;
    } catch (error) {
      for (const end of opened) await end.close();
      throw error;
    }
  }

  async function readTables(plan: CrosswalkPlan): Promise<ReadTables> {
    const directory = await work();
    return kept(directory, 'tables', signal, async () => {
      // Rows of a staging without its profile are read anew: they may be of another time.
      await rm(directory.place('staging'), { recursive: true, force: true });
      const ends = await openEnds(plan);
      try {
        staged = await stageTables(ends, {
          directory: directory.place('staging'),
          signal,
          onProgress: ({ done, total, rows }) => progress.report({ phase: 'read', source: plan.name, done, total, unit: 'tables', rows }),
        });
      } finally {
        for (const end of ends) await end.close();
      }
      return { entities: ends.map(({ entity }) => entity), profile: staged.profile, keys: await keysFor(plan, staged) };
    });
  }

  /** Those of the runs before where they are still there: decisions are about records by their keys. */
  async function keysFor({ crosswalkId }: CrosswalkPlan, { model, profile, staging }: StagedTables): Promise<[readonly string[], readonly string[]]> {
    const crosswalk = await findCrosswalk(reading, organizationId, crosswalkId);
    const keys: (readonly string[])[] = [];
    for (const [i, named] of [crosswalk?.left_key, crosswalk?.right_key].entries()) {
      const { attributes = [], path } = profile.entities[i] ?? {};
      for (const name of named ?? []) {
        const attribute = attributes.find((one) => one.name === name);
        const what = `${name} of ${path?.name ?? ''}, which makes the keys of the crosswalk,`;
        if (attribute === undefined) throw new AppError('conflict', `${what} is not there any more. Make the crosswalk anew with another key.`);
        if (attribute.sensitive) throw new AppError('conflict', `${what} holds personal or secret values, which are not kept: name another key.`);
      }
      if (named) keys.push(named);
      else {
        const counted = await findKeysOfSampled(model.entities[i] as EntityModel, i, attributes, staging, signal);
        keys.push(chooseKey(counted.candidateKeys, counted.attributes));
      }
    }
    return [keys[0] ?? [], keys[1] ?? []];
  }

  /** The staged rows, read again where this machine does not have them. */
  async function stagedTables(plan: CrosswalkPlan): Promise<ReadTables & { readonly staged: StagedTables }> {
    const directory = await work();
    let tables = await readTables(plan);
    if (staged === undefined) {
      const model = stagedModel(tables.entities.map((entity) => ({ entity })));
      const staging = await openStaging({ directory: directory.place('staging'), model });
      if (staging.isReady()) staged = { model, profile: tables.profile, staging };
      else {
        staging.close();
        await rm(directory.place('tables'), { force: true });
        tables = await readTables(plan);
      }
    }
    if (staged === undefined) throw new Error('tables that were not staged');
    return { ...tables, staged };
  }

  async function comparison(plan: CrosswalkPlan): Promise<Compared> {
    return kept(await work(), 'compared', signal, async () => {
      const { staged: tables, keys } = await stagedTables(plan);
      const askedAt = new Date();
      const { model, forced, links } = await store.inOrganization(organizationId, async (trx) => {
        const crosswalk = await findCrosswalk(trx, organizationId, plan.crosswalkId);
        const run = await findCrosswalkRun(trx, organizationId, plan.crosswalkId, plan.runId);
        if (crosswalk === undefined || run === undefined) throw new AppError('cancelled', 'The crosswalk was deleted.');
        const last = crosswalk.run_id === null ? undefined : await findCrosswalkRun(trx, organizationId, plan.crosswalkId, crosswalk.run_id);
        const standing = await standingPairDecisions(trx, organizationId, plan.crosswalkId);
        return {
          model: run.settings.retrain ? null : (last?.model ?? null),
          forced: standing.map((said): ForcedPair => ({ left: said.left_key, right: said.right_key, isSame: said.verdict === 'same' })),
          links: await linksBetween(trx, crosswalk),
        };
      });
      let done = 0;
      const resolution = await resolveTables(tables, {
        keys,
        rejected: links.filter(({ status }) => status === 'REJECTED'),
        forced,
        model,
        secret: await recordKey(),
        signal,
        onStep: () => progress.report({ phase: 'compare', source: plan.name, done: (done += 1), total: 0, unit: 'steps', rows: 0 }),
      });
      return { ...resolution, askedAt, notes: notesOf(keys, links, resolution) };
    });
  }

  async function recordKey(): Promise<Uint8Array> {
    const dataKey = await store.inOrganization(organizationId, (trx) => store.dataKey(trx, organizationId));
    return new Uint8Array(hkdfSync('sha256', dataKey, '', 'cognate crosswalk records', 32));
  }

  function outcomeOf(error: unknown, doing: string, name: string): Outcome {
    if (signal.aborted || (error instanceof AppError && error.code === 'cancelled')) return { kind: 'cancelled' };
    const unreachable = error instanceof EndError ? error.unreachable : null;
    const told = error instanceof EndError ? error.problem : error;
    return failedWith(told, `${name}, ${doing}`, unreachable, input, logger);
  }

  return {
    begin: () =>
      settle<Begun>(() =>
        store.inOrganization(organizationId, async (trx): Promise<Begun> => {
          const job = await claimJob(trx, organizationId, jobId);
          const run = job && (await findRunOfJob(trx, organizationId, jobId));
          const crosswalk = run && (await findCrosswalk(trx, organizationId, run.crosswalk_id));
          if (run === undefined || crosswalk === undefined) return { kind: 'cancelled' };
          const name = `${crosswalk.left_entity} ~ ${crosswalk.right_entity}`;
          if (!crosswalk.links.some(({ status }) => status === 'APPROVED')) {
            return { kind: 'failed', message: `${name}: ${notApproved}`, code: 'conflict', unreachable: null };
          }
          const { left, right } = await endsOf(trx, crosswalk);
          return { plan: { crosswalkId: crosswalk.id, runId: run.id, name, ends: [left, right] } };
        }),
      ),

    read: (plan) =>
      settle<Outcome>(
        async () => {
          progress.report({ phase: 'read', source: plan.name, done: 0, total: 2, unit: 'tables', rows: 0 });
          await testFault('read', await work(), signal);
          await readTables(plan);
          signal.throwIfAborted();
          return { kind: 'done' };
        },
        (error) => outcomeOf(error, 'reading', plan.name),
      ),

    compare: (plan) =>
      settle<Outcome>(
        async () => {
          progress.report({ phase: 'compare', source: plan.name, done: 0, total: 0, unit: 'steps', rows: 0 });
          await testFault('compare', await work(), signal);
          await comparison(plan);
          signal.throwIfAborted();
          return { kind: 'done' };
        },
        (error) => outcomeOf(error, 'comparing', plan.name),
      ),

    keep: (plan) =>
      settle<Outcome>(
        async () => {
          const compared = await comparison(plan);
          const { keys } = await readTables(plan);
          const pairs = compared.pairs.left.length;
          progress.report({ phase: 'keep', source: plan.name, done: 0, total: pairs, unit: 'pairs', rows: 0 });
          return inOrganizationCopying(store, organizationId, async (trx, copying): Promise<Outcome> => {
            const crosswalk = await lockCrosswalk(trx, organizationId, plan.crosswalkId);
            const job = await findJob(trx, organizationId, jobId);
            if (job?.state === 'succeeded') return { kind: 'done' };
            if (crosswalk === undefined) throw new AppError('cancelled', 'The crosswalk was deleted.');
            if (!crosswalk.links.some(({ status }) => status === 'APPROVED')) throw new AppError('conflict', notApproved);
            const at = new Date();
            const last = crosswalk.run_id === null ? undefined : await findCrosswalkRun(trx, organizationId, plan.crosswalkId, crosswalk.run_id);
            const since = compared.isTrained || last === undefined ? null : new Date(last.figures?.decisions_read_at ?? 0);
            const place = { organizationId, crosswalkId: plan.crosswalkId, runId: plan.runId, threshold: crosswalk.threshold, at, since };
            const counted = await replaceResults(trx, copying, place, compared);
            await updateCrosswalkRun(trx, organizationId, plan.runId, {
              model: JSON.stringify(compared.model),
              figures: JSON.stringify(figuresOf(compared, counted, crosswalk.threshold)),
              updated_at: at,
            });
            const [left, right] = keys;
            await updateCrosswalk(trx, organizationId, plan.crosswalkId, {
              run_id: plan.runId,
              left_key: [...left],
              right_key: [...right],
              updated_at: at,
            });
            await testFault('keep', await work(), signal);
            if (!(await finishJob(trx, organizationId, jobId, { state: 'succeeded' }))) throw new AppError('cancelled', 'The run was cancelled.');
            return { kind: 'done' };
          });
        },
        (error) => outcomeOf(error, 'keeping what was found', plan.name),
      ),

    end: (ending) => settle(() => endJob(store, input, ending)),

    clean: () =>
      settle(async () => {
        staged?.staging.close();
        staged = undefined;
        await (await work()).remove();
      }),

    close,
  };
}

/** What went wrong with an end, and the source that cannot be reached because of it. */
class EndError extends Error {
  readonly problem: unknown;
  readonly unreachable: string | null;

  constructor(problem: unknown, unreachable: string | null) {
    super('an end of a crosswalk failed');
    this.problem = problem;
    this.unreachable = unreachable;
  }
}

async function naming<T>(end: CrosswalkEnd, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    throw new EndError(error, error instanceof SystemSourceError ? error.sourceId : end.sourceId);
  }
}

function notesOf(
  keys: ReadTables['keys'],
  links: readonly LinkedAttributes[],
  { model, isChance }: Pick<Resolution, 'model' | 'isChance'>,
): string[] {
  const notes: string[] = [];
  for (const [i, side] of (['left', 'right'] as const).entries()) {
    if (keys[i]?.length !== 0) continue;
    notes.push(
      `The ${side} records are called by the number of their row, as no attribute tells them apart that may be kept: rows that move are others.`,
    );
  }
  if (model.learned.fields.length === 0) notes.push('Both have no attribute in common that could be compared.');
  if (isChance) notes.push(CHANCE_NOTE);
  for (const link of links.filter(({ status, isNamed }) => status === 'APPROVED' && isNamed)) {
    if (!isCompared(model.learned, link))
      notes.push(`${link.left} and ${link.right} are linked, but their values do not meet: they were not compared.`);
  }
  return notes;
}

function figuresOf(compared: Compared, counted: Awaited<ReturnType<typeof replaceResults>>, threshold: number): CrosswalkFigures {
  const { figures, isTrained, notes, askedAt } = compared;
  const there = figures.thresholds.findLast((one) => one.threshold <= threshold);
  return {
    ...counted,
    ...figures,
    estimated_precision: there?.precision ?? null,
    estimated_recall: there?.recall ?? null,
    is_trained: isTrained,
    decisions_read_at: askedAt.toISOString(),
    notes,
  };
}
