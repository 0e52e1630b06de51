import pg from 'pg';
import type { Logger } from 'pino';
import { newId } from '../domain/ids.ts';
import { jobStatesOf } from '../store/jobs.ts';
import type { Store } from '../store/open.ts';
import { crosswalkWorkflow } from './crosswalk-run.ts';
import { discoverWorkflow } from './discover.ts';
import { startDispatcher } from './dispatch.ts';
import { launchEngine } from './durable.ts';
import { holdLiveness } from './liveness.ts';
import { runningJobs } from './running-jobs.ts';
import { scanWorkflow } from './scan.ts';
import { startSyncStatus } from './sync-status-timer.ts';
import { syncWorkflow } from './sync.ts';
import { verifyWorkflow } from './verify.ts';
import { sweepWorkDirectories } from './work-directory.ts';

/** Scans, and runs of crosswalks, that one worker works on at a time: each may fill its share of memory. */
const concurrency = 2;
const stopTimeoutMs = 5000;

export interface WorkerOptions {
  readonly store: Store;
  readonly home: string;
  readonly allowsInternalAddresses: boolean;
  readonly logger: Logger;
  /** The worker lost its connection to the catalog, and with it the right to work: end the process. */
  readonly onLost: (error: Error | undefined) => void;
}

export interface Worker {
  /** Interrupts what is under way; a worker that lives, or the next one, resumes it. The store stays open. */
  stop(): Promise<void>;
}

/** Runs jobs in this process, and looks at the status of syncs, until it is stopped. At most one worker per process. */
export async function startWorker({ store, home, allowsInternalAddresses, logger, onLost }: WorkerOptions): Promise<Worker> {
  const executorId = newId();
  const running = runningJobs();
  const liveness = await holdLiveness(store.connection, executorId, (error) => {
    void running.stop(0);
    onLost(error);
  });
  const pool = new pg.Pool({ ...store.connection, max: 4, application_name: 'cognate workflows' });
  pool.on('error', (error) => logger.debug({ err: error }, 'an idle connection of the workflow engine broke'));
  const scan = scanWorkflow({ store, home, allowsInternalAddresses, running, logger });
  const sync = syncWorkflow({ store, allowsInternalAddresses, running, logger });
  const crosswalk = crosswalkWorkflow({ store, home, allowsInternalAddresses, running, logger });
  const verify = verifyWorkflow({ store, home, allowsInternalAddresses, running, logger });
  const discover = discoverWorkflow({ store, home, allowsInternalAddresses, running, logger });
  // The engine migrates its schema, which two at once cannot.
  const engine = await liveness.exclusively('launch', () =>
    launchEngine({ pool, executorId, concurrency, logger, scan, sync, crosswalk, verify, discover }),
  );
  await sweepWorkDirectories(home, async (ids) => {
    const states = await store.asSystem((trx) => jobStatesOf(trx, ids));
    return new Map([...states].map(([id, state]) => [id, state !== 'queued' && state !== 'running']));
  });
  const dispatcher = await startDispatcher({ store, engine, liveness, running, logger });
  const syncStatus = startSyncStatus({ store, liveness, allowsInternalAddresses, logger });
  logger.debug({ executorId }, 'worker ready');
  return {
    async stop() {
      await syncStatus.close();
      await dispatcher.close();
      const interrupted = await running.stop(stopTimeoutMs);
      await engine.stop(interrupted);
      await liveness.close();
      await pool.end();
    },
  };
}
