import { createRequire } from 'node:module';
import dbos from '@dbos-inc/dbos-sdk';
import type { DBOSExecutor as Executor } from '@dbos-inc/dbos-sdk/internal/dbos-executor';
import type pg from 'pg';
import type { Logger } from 'pino';
import { jobKinds, type JobKind } from '../domain/job.ts';

/** The one place that knows the workflow engine. Its state lies in schema `dbos` of the catalog's database. */

const { DBOS, DBOSClient } = dbos;
const queues = { scan: 'scans', sync: 'syncs', crosswalk: 'crosswalks', verify: 'verifications', discover: 'discoveries' } as const satisfies Record<
  JobKind,
  string
>;
/** Following a sync is waiting. */
const syncsAtOnce = 50;
/** The work is the source's. */
const verificationsAtOnce = 4;
/** Only named in logs: the pool connects. */
const systemDatabaseUrl = 'postgresql://cognate@localhost/cognate';

/** Recovery matches it: change it only when the steps of a workflow change incompatibly. */
const applicationVersion = 'scan-1';

/** A workflow that keeps killing its worker is given up after so many recoveries. */
export const maxRecoveries = 3;

/** Identifies a job for its workflow; the workflow's id is the job's id. */
export interface JobInput {
  readonly organizationId: string;
  readonly jobId: string;
}

export type JobWorkflow = (input: JobInput, step: Step) => Promise<void>;
type Step = <T>(name: string, run: () => Promise<T>) => Promise<T>;

export interface Engine {
  /** Starts the workflow of a job; does nothing where it was started before. */
  start(kind: JobKind, input: JobInput): Promise<void>;
  /** Of these jobs, those whose workflow ended, or was given up, without the job hearing of it. */
  ended(jobIds: readonly string[]): Promise<{ id: string; givenUp: boolean }[]>;
  /** Executors that have begun workflows and not ended them. */
  busyExecutors(): Promise<string[]>;
  /** Hands the unfinished workflows of a dead executor to whoever is free. */
  recover(executorId: string): Promise<number>;
  /** Stops taking work, and hands these workflows, which were interrupted on purpose, back to the queue: that counts as no crash. */
  stop(interrupted: readonly string[]): Promise<void>;
}

export interface EngineOptions {
  readonly pool: pg.Pool;
  readonly executorId: string;
  /** Scans, and runs of crosswalks, that this process works on at a time. */
  readonly concurrency: number;
  readonly logger: Logger;
  readonly scan: JobWorkflow;
  readonly sync: JobWorkflow;
  readonly crosswalk: JobWorkflow;
  readonly verify: JobWorkflow;
  readonly discover: JobWorkflow;
}

/** Launches the workflow engine in this process: once per process. */
export async function launchEngine(options: EngineOptions): Promise<Engine> {
  const { logger } = options;
  const step: Step = (name, run) => DBOS.runStep(run, { name });
  const seen = new Map<string, JobKind>();
  const workflowOf = (kind: JobKind) =>
    DBOS.registerWorkflow(
      (input: JobInput) => {
        seen.set(input.jobId, kind);
        return options[kind](input, step);
      },
      { name: kind, maxRecoveryAttempts: maxRecoveries },
    );
  const workflows = {
    scan: workflowOf('scan'),
    sync: workflowOf('sync'),
    crosswalk: workflowOf('crosswalk'),
    verify: workflowOf('verify'),
    discover: workflowOf('discover'),
  } as const satisfies Record<JobKind, unknown>;
  DBOS.setConfig({
    name: 'cognate',
    systemDatabaseUrl,
    systemDatabasePool: options.pool,
    executorID: options.executorId,
    applicationVersion,
    logger: {
      info: (entry) => logger.debug(String(entry)),
      debug: (entry) => logger.trace(String(entry)),
      warn: (entry) => logger.debug(String(entry)),
      error: (entry) => logger.debug(String(entry)),
    },
  });
  await DBOS.launch();
  const atOnce = { scan: options.concurrency, sync: syncsAtOnce, crosswalk: options.concurrency, verify: verificationsAtOnce, discover: 1 } as const;
  for (const kind of jobKinds) {
    await DBOS.registerQueue(queues[kind], { workerConcurrency: atOnce[kind], minPollingIntervalMs: 100, onConflict: 'always_update' });
  }
  return {
    async start(kind, input) {
      await DBOS.startWorkflow(workflows[kind], { workflowID: input.jobId, queueName: queues[kind] })(input);
    },
    async ended(jobIds) {
      if (jobIds.length === 0) return [];
      const rows = await DBOS.listWorkflows({
        workflowIDs: [...jobIds],
        status: ['SUCCESS', 'ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'],
        loadInput: false,
        loadOutput: false,
      });
      return rows.map((row) => ({ id: row.workflowID, givenUp: row.status === 'MAX_RECOVERY_ATTEMPTS_EXCEEDED' }));
    },
    async busyExecutors() {
      const rows = await DBOS.listWorkflows({ status: 'PENDING', loadInput: false, loadOutput: false });
      return [...new Set(rows.flatMap((row) => (row.executorId === undefined ? [] : [row.executorId])))].toSorted();
    },
    async recover(executorId) {
      return (await executor().recoverPendingWorkflows([executorId])).length;
    },
    async stop(interrupted) {
      await DBOS.shutdown();
      const client = await DBOSClient.create({ systemDatabaseUrl, systemDatabasePool: options.pool, applicationName: 'cognate' });
      for (const kind of jobKinds) {
        await client.resumeWorkflows(
          interrupted.filter((id) => (seen.get(id) ?? 'scan') === kind),
          { queueName: queues[kind] },
        );
      }
      await client.destroy();
    },
  };
}

/** The SDK offers recovery of another executor's workflows only inside. */
function executor(): Executor {
  const internal = createRequire(import.meta.url)('@dbos-inc/dbos-sdk/internal/dbos-executor') as { DBOSExecutor: typeof Executor };
  const instance = internal.DBOSExecutor.globalInstance;
  if (instance === undefined) throw new Error('the workflow engine is not running');
  return instance;
}
