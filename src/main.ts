import { pino, type Logger } from 'pino';
import type { Config } from './config.ts';
import { ensureFirstOrganization } from './services/organizations.ts';
import { scansOf, type Scans } from './services/scans.ts';
import { openStore, type Store } from './store/open.ts';
import { jobClient } from './workflows/client.ts';
import { startWorkerProcess } from './workflows/worker-process.ts';
import { startWorker } from './workflows/worker.ts';

/** The composition root: the only file that wires the parts together, one function per kind of process. */

/** What a command without a server works with. */
export interface Application {
  readonly scans: Scans;
  /** Resolves when the worker of this process turns out not to start. */
  readonly workerFailure: Promise<Error>;
  close(): Promise<void>;
}

/** Opens the catalog, with a worker beside it. */
export async function openApplication(config: Config): Promise<Application> {
  const logger = loggerOf(config);
  const worker = startWorkerProcess(config, (exit) => logger.warn(`The worker died (${exit}) and is started again.`));
  try {
    const store = await open(config, logger);
    const scans = scansOf({ store, jobs: jobClient(store), organization: () => ensureFirstOrganization(store, { issueToken: false }) });
    return {
      scans,
      workerFailure: new Promise((resolve) => void worker.ready.catch(resolve)),
      async close() {
        await worker.stop();
        await store.close();
      },
    };
  } catch (error) {
    await worker.stop();
    throw error;
  }
}

/** Takes scans in this very process. */
export async function runWorker(config: Config): Promise<{ close(): Promise<void> }> {
  const logger = loggerOf(config);
  const store = await open(config, logger);
  const worker = await startWorker({
    store,
    home: config.home,
    logger,
    onLost(error) {
      logger.error({ err: error }, 'the connection to the catalog is lost; the worker ends');
      process.exit(1);
    },
  });
  return {
    async close() {
      await worker.stop();
      await store.close();
    },
  };
}

function open(config: Config, logger: Logger): Promise<Store> {
  return openStore({
    home: config.home,
    databaseUrl: config.databaseUrl,
    secretKey: config.secretKey,
    onWarning: (message) => logger.warn(message),
  });
}

function loggerOf(config: Config): Logger {
  return pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }));
}
