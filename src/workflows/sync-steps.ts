import type { Logger } from 'pino';
import { openAirbyte, syncJobTypes, type Airbyte } from '../airbyte/client.ts';
import { deletedConnection, readConnectionSync } from '../airbyte/read-sync.ts';
import { realClock } from '../connectors/http-waits.ts';
import { AppError, SourceError } from '../domain/errors.ts';
import { isOver, summarize, type ConnectionSync, type SyncJob } from '../domain/sync.ts';
import { airbyteAccess } from '../store/airbyte-accounts.ts';
import { claimJob, finishJob, writeProgress } from '../store/jobs.ts';
import type { Store, StoreTransaction } from '../store/open.ts';
import { findSource } from '../store/sources.ts';
import { noteAirbyteJob, noteSyncRun, syncRunsOf, type SyncRunRow } from '../store/sync-runs.ts';
import { connectionIdsOf, findSync, noteSyncProblem, saveSync } from '../store/syncs.ts';
import type { JobInput } from './durable.ts';
import { progressWriter } from './progress.ts';
import type { RunningJobs } from './running-jobs.ts';
import { settling } from './settle.ts';

const firstWaitMs = 500;
const longestWaitMs = 15_000;
/** For what must still be said to Airbyte after the job was cancelled. */
const lastWordsMs = 30_000;

export interface SyncDependencies {
  readonly store: Store;
  readonly allowsInternalAddresses: boolean;
  readonly running: RunningJobs;
  readonly logger: Logger;
}

/** What is to be synced. */
interface SyncPlan {
  readonly sourceId: string;
  readonly name: string;
  readonly connectionIds: readonly string[];
}

interface ActiveConnection {
  readonly id: string;
  readonly name: string;
}

interface Cancelled {
  readonly isCancelled: true;
}
/** Of steps: expected failures are values, so that a replay sees what the first run saw. */
type Prepared = { readonly connections: readonly ActiveConnection[] } | { readonly problem: string } | Cancelled;
type Started = { readonly problem: string } | Cancelled | Readonly<Record<string, never>>;
export type SyncEnd = { readonly problems: readonly string[]; readonly jobs: readonly EndedJob[] } | Cancelled;
/** A job of Airbyte that was followed to its end. */
type EndedJob = Pick<SyncJob, 'id' | 'state' | 'rows' | 'bytes'> & { readonly connectionId: string };

/** The steps of one sync. */
export interface Sync {
  /** Null where the job was cancelled before it began, or is over. */
  begin(): Promise<SyncPlan | null>;
  /** Finds the connections that can run, and notes for each what ran before. */
  prepare(plan: SyncPlan): Promise<Prepared>;
  /** Starts a job of Airbyte, unless one was started for this sync or runs anyway. */
  start(connection: ActiveConnection): Promise<Started>;
  /** Waits for the end of the jobs that were started. */
  follow(plan: SyncPlan): Promise<SyncEnd>;
  /** Ends the job; a cancelled one ends those of Airbyte first. */
  end(plan: SyncPlan, end: SyncEnd): Promise<void>;
  close(): Promise<void>;
}

export function openSync({ store, allowsInternalAddresses, running, logger }: SyncDependencies, { organizationId, jobId }: JobInput): Sync {
  const signal = running.signal(jobId);
  const progress = progressWriter(store, organizationId, jobId, logger);
  const settle = settling(running, close);
  let opened: Airbyte | undefined;

  async function airbyte(): Promise<Airbyte> {
    if (opened !== undefined) return opened;
    const access = await store.inOrganization(organizationId, (trx) => airbyteAccess(trx, organizationId, store.sealer));
    if (access === undefined) throw new AppError('conflict', 'The organization has no Airbyte account any more: set one, then start the sync again.');
    opened = openAirbyte(access, { allowsInternalAddresses });
    return opened;
  }

  async function close(): Promise<void> {
    await opened?.close();
    opened = undefined;
    await progress.close();
    running.done(jobId);
  }

  const runs = (): Promise<SyncRunRow[]> => store.inOrganization(organizationId, (trx) => syncRunsOf(trx, organizationId, jobId));

  function problemOf(error: unknown): string {
    if (error instanceof AppError) return error.message;
    logger.debug({ err: error, jobId }, 'a step failed unexpectedly');
    return `An unexpected ${error instanceof Error ? error.name : 'error'}. LOG_LEVEL=debug shows more.`;
  }

  const problemOr = (error: unknown): { readonly problem: string } | Cancelled =>
    signal.aborted ? { isCancelled: true } : { problem: problemOf(error) };

  async function newestJob(connectionId: string): Promise<SyncJob | undefined> {
    const newest: SyncJob[] = [];
    for (const type of syncJobTypes) newest.push(...(await (await airbyte()).jobs({ connectionId, type, limit: 1 }, signal)));
    return newest.toSorted((a, b) => b.id - a.id)[0];
  }

  /** The job that a run shall follow: one that is newer than those before, or a new one. */
  async function jobFor(connection: ActiveConnection, run: SyncRunRow): Promise<number> {
    const ours = async (): Promise<number | undefined> => {
      const newest = await newestJob(connection.id);
      return newest !== undefined && newest.id > run.newest_before ? newest.id : undefined;
    };
    const there = await ours();
    if (there !== undefined) return there;
    try {
      const made = await (await airbyte()).startSync(connection.id, signal);
      if (made !== undefined) return made.id;
    } catch (error) {
      // The answer was lost, the job perhaps not.
      const made = signal.aborted ? undefined : await ours().catch(() => undefined);
      if (made === undefined) throw error;
      return made;
    }
    const other = await ours();
    if (other !== undefined) return other;
    const message = `Airbyte does not start the connection ${connection.name} now`;
    throw new SourceError(
      'list',
      message,
      'Another job of it, such as a reset, may run, or it was switched off: look at it in Airbyte, then try again.',
    );
  }

  /** Reads how the connections fare now, and keeps it with the source. */
  async function saveNow(plan: SyncPlan, until: AbortSignal): Promise<readonly ConnectionSync[]> {
    const checkedAt = new Date();
    const client = await airbyte();
    const listed = new Map((await client.connections(until)).map((connection) => [connection.connectionId, connection]));
    const before = await store.inOrganization(organizationId, (trx) => findSync(trx, organizationId, plan.sourceId));
    const connections: ConnectionSync[] = [];
    for (const id of plan.connectionIds) {
      const connection = listed.get(id);
      const known = before?.connections.find(({ connectionId }) => connectionId === id);
      connections.push(connection === undefined ? deletedConnection(id, known) : await readConnectionSync(client, connection, until));
    }
    await store.inOrganization(organizationId, (trx) =>
      saveSync(trx, organizationId, plan.sourceId, { connections, summary: summarize(connections), checkedAt }),
    );
    return connections;
  }

  /** A sync that somebody asked to cancel when all was done cannot succeed any more. */
  async function finish(trx: StoreTransaction, state: 'succeeded' | 'failed' | 'cancelled', message: string | undefined): Promise<void> {
    const code = state === 'cancelled' ? 'cancelled' : 'source_failed';
    const isFinished = await finishJob(trx, organizationId, jobId, { state, ...(message === undefined ? {} : { error: { message, code } }) });
    if (!isFinished) await finishJob(trx, organizationId, jobId, { state: 'cancelled' });
  }

  async function cancelRuns(until: AbortSignal): Promise<void> {
    const client = await airbyte();
    for (const { airbyte_job_id: id } of await runs()) {
      const job = id === null ? undefined : await client.job(id, until);
      if (job !== undefined && !isOver(job.state)) await client.cancelJob(job.id, until);
    }
  }

  return {
    begin: () =>
      settle(() =>
        store.inOrganization(organizationId, async (trx) => {
          const job = await claimJob(trx, organizationId, jobId);
          const source = job && (await findSource(trx, organizationId, job.source_ids[0] ?? ''));
          return source === undefined ? null : { sourceId: source.id, name: source.name, connectionIds: connectionIdsOf(source) };
        }),
      ),

    prepare: (plan) =>
      settle<Prepared>(async () => {
        const total = plan.connectionIds.length;
        progress.report({ phase: 'sync', source: plan.name, done: 0, total, unit: 'connections', rows: 0, bytes: 0 });
        const listed = (await (await airbyte()).connections(signal)).filter(({ connectionId }) => plan.connectionIds.includes(connectionId));
        const active = listed
          .filter(({ status }) => status === 'active')
          .map(({ connectionId, name }) => ({ id: connectionId, name: name ?? connectionId }));
        if (active.length === 0) {
          const states = listed.map(
            ({ name, connectionId, status, statusReason }) => `${name ?? connectionId} is ${status}${statusReason ? ` (${statusReason})` : ''}`,
          );
          const why = states.length === 0 ? 'Airbyte has none of its connections any more' : states.join(', ');
          throw new SourceError(
            'list',
            `No connection of the source can run: ${why}`,
            'Switch one on in Airbyte, or name another airbyte_connection_id.',
          );
        }
        for (const { id } of active) {
          const newest = await newestJob(id);
          // One that runs already is followed.
          const newestBefore = newest === undefined ? 0 : isOver(newest.state) ? newest.id : newest.id - 1;
          await store.inOrganization(organizationId, (trx) =>
            noteSyncRun(trx, { organization_id: organizationId, job_id: jobId, connection_id: id, newest_before: newestBefore }),
          );
        }
        return { connections: active };
      }, problemOr),

    start: (connection) =>
      settle<Started>(async () => {
        const run = (await runs()).find((candidate) => candidate.connection_id === connection.id);
        if (run === undefined) throw new TypeError('a run that was not noted');
        if (run.airbyte_job_id !== null) return {};
        const id = await jobFor(connection, run);
        await store.inOrganization(organizationId, (trx) => noteAirbyteJob(trx, organizationId, jobId, connection.id, id));
        return {};
      }, problemOr),

    follow: (plan) =>
      settle<SyncEnd>(
        async () => {
          const client = await airbyte();
          const started = (await runs()).filter((run) => run.airbyte_job_id !== null);
          const jobs = new Map<string, SyncJob>();
          if (started.length > 0) await saveNow(plan, signal);
          for (let wait = firstWaitMs; ; wait = Math.min(wait * 1.5, longestWaitMs)) {
            for (const { connection_id: connectionId, airbyte_job_id: id } of started) {
              if (id === null || isOver(jobs.get(connectionId)?.state ?? 'running')) continue;
              const job = await client.job(id, signal);
              if (job === undefined) throw new SourceError('read', `Airbyte has no job ${id} any more`, 'Look at the connection in Airbyte.');
              jobs.set(connectionId, job);
            }
            const done = [...jobs.values()].filter(({ state }) => isOver(state)).length;
            progress.report({ ...sumsOf([...jobs.values()]), phase: 'sync', source: plan.name, done, total: started.length, unit: 'connections' });
            if (done === started.length) {
              const ended = [...jobs].map(([connectionId, { id, state, rows, bytes }]) => ({ connectionId, id, state, rows, bytes }));
              return { problems: [], jobs: ended };
            }
            await realClock.wait(wait, signal);
          }
        },
        (error) => {
          const failed = problemOr(error);
          return 'problem' in failed ? { problems: [`${failed.problem} What was started runs on in Airbyte.`], jobs: [] } : failed;
        },
      ),

    end: (plan, end) =>
      settle(async () => {
        const until = AbortSignal.timeout(lastWordsMs);
        const isCancelled = 'isCancelled' in end;
        const jobs = isCancelled ? [] : end.jobs;
        const problems: string[] = isCancelled ? [] : [...end.problems];
        let connections: readonly ConnectionSync[] = [];
        try {
          if (isCancelled) await cancelRuns(until);
          connections = await saveNow(plan, until);
        } catch (error) {
          // Whoever looks at the status of syncs next says how they are.
          const problem = problemOf(error);
          if (isCancelled) problems.push(`What was started may run on in Airbyte: ${problem}`);
          await store.inOrganization(organizationId, (trx) => noteSyncProblem(trx, organizationId, plan.sourceId, problem));
        }
        problems.push(...jobs.filter(({ state }) => state === 'failed').map((job) => failureOf(job, connections)));
        const stopped = jobs.filter(({ state }) => state === 'cancelled').map(({ id }) => id);
        const isStopped = problems.length === 0 && stopped.length > 0;
        if (isStopped) problems.push(`Cancelled in Airbyte (job ${stopped.join(', ')}).`);
        const message = problems.length === 0 ? undefined : `${plan.name}, sync: ${problems.join(' ')}`;
        await store.inOrganization(organizationId, async (trx) => {
          const total = jobs.length;
          const last = { ...sumsOf(jobs), phase: 'sync', source: plan.name, done: total, total, unit: 'connections' } as const;
          if (total > 0) await writeProgress(trx, organizationId, jobId, last);
          await finish(trx, isCancelled || isStopped ? 'cancelled' : message === undefined ? 'succeeded' : 'failed', message);
        });
      }),

    close,
  };
}

function sumsOf(jobs: readonly Pick<SyncJob, 'rows' | 'bytes'>[]): { readonly rows: number; readonly bytes: number } {
  const sum = (key: 'rows' | 'bytes') => jobs.reduce((total, job) => total + (job[key] ?? 0), 0);
  return { rows: sum('rows'), bytes: sum('bytes') };
}

function failureOf({ id, connectionId }: EndedJob, connections: readonly ConnectionSync[]): string {
  const connection = connections.find((candidate) => candidate.connectionId === connectionId);
  const isTold = connection?.job?.id === id && connection.reason !== null;
  const reason = isTold ? connection.reason?.replace(/\.$/, '') : `Job ${id} failed`;
  const stage = isTold && connection.status === 'auth_required' ? 'authenticate' : 'read';
  return new SourceError(stage, `Connection ${connection?.name ?? connectionId}: ${reason}`, connection?.hint ?? 'Look at the job in Airbyte.')
    .message;
}
