import type { Logger } from 'pino';
import { admissibleJobs, finishJob, jobsChannel, jobsToCancel, unfinishedJobs } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import { maxRecoveries, type Engine } from './durable.ts';
import type { Liveness } from './liveness.ts';
import type { RunningJobs } from './running-jobs.ts';

const everyMs = 2000;

export interface DispatchDependencies {
  readonly store: Store;
  readonly engine: Engine;
  readonly liveness: Liveness;
  readonly running: RunningJobs;
  readonly logger: Logger;
}

/** The part of a worker that looks at the jobs: makes workflows of new ones, interrupts cancelled ones, takes over from the dead. */
export interface Dispatcher {
  close(): Promise<void>;
}

/** Looks at once, whenever a job changes, and every two seconds. */
export async function startDispatcher({ store, engine, liveness, running, logger }: DispatchDependencies): Promise<Dispatcher> {
  const started = new Set<string>();
  let isClosed = false;
  let isDue = false;
  let current: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const { admissible, cancelled } = await store.asSystem(async (trx) => ({
      admissible: await admissibleJobs(trx),
      cancelled: await jobsToCancel(trx),
    }));
    for (const jobId of cancelled) running.cancel(jobId);
    for (const { organizationId, id, kind } of admissible) {
      if (started.has(id)) continue;
      started.add(id);
      await engine.start(kind, { organizationId, jobId: id });
    }
    for (const executor of await engine.busyExecutors()) {
      await liveness.ifDead(executor, async () => {
        const count = await engine.recover(executor);
        if (count > 0) logger.info({ executor, count }, 'taking over jobs of a worker that is gone');
      });
    }
    await endLost();
  }

  /** A workflow that was given up, or that failed outside its own steps, cannot end its job itself. */
  async function endLost(): Promise<void> {
    const unfinished = await store.asSystem(unfinishedJobs);
    const jobs = new Map(unfinished.map((job) => [job.id, job]));
    for (const { id, givenUp } of await engine.ended([...jobs.keys()])) {
      const job = jobs.get(id);
      if (job === undefined || running.has(id)) continue;
      const { organizationId, kind } = job;
      const advice = kind === 'scan' ? ' Its last progress says where; more memory, --sample, or fewer tables may help.' : '';
      const error = givenUp
        ? `The ${kind} ended its worker ${maxRecoveries + 1} times and was given up.${advice}`
        : `The ${kind} stopped because of an unexpected error. LOG_LEVEL=debug shows more.`;
      await store.inOrganization(organizationId, (trx) =>
        finishJob(trx, organizationId, id, { state: 'failed', error: { message: error, code: 'unavailable' } }),
      );
      logger.warn({ jobId: id }, error);
    }
  }

  function wake(): void {
    if (isDue || isClosed) return;
    isDue = true;
    current = lookAfter(current);
  }

  async function lookAfter(previous: Promise<void>): Promise<void> {
    await previous;
    isDue = false;
    if (isClosed) return;
    try {
      await look();
    } catch (error) {
      logger.warn({ err: error }, 'looking at the jobs failed; it is tried again');
    }
  }

  await liveness.listen(jobsChannel, wake);
  const timer = setInterval(wake, everyMs);
  wake();
  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await current;
    },
  };
}
