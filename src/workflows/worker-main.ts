import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { openStore } from '../store/open.ts';
import type { WorkerMessage } from './worker-process.ts';
import { startWorker } from './worker.ts';

/** The forked worker: owns the analytical engine, talks to its parent through the database only, and ends with it. */
const config = readConfig();
const logger = pino({ level: config.logLevel, base: { process: 'worker' } }, pino.destination(2));
/** A parent that is gone meanwhile is told of by 'disconnect'. */
const tell = (message: WorkerMessage): void => void process.send?.(message, undefined, undefined, () => undefined);
let end: (code: number) => void = (code) => process.exit(code);

process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => end(0));
process.on('disconnect', () => end(0));

try {
  const store = await openStore({ home: config.home, databaseUrl: config.databaseUrl, secretKey: config.secretKey });
  const worker = await startWorker({
    store,
    home: config.home,
    allowsInternalAddresses: config.allowsInternalAddresses,
    logger,
    onLost(error) {
      logger.error({ err: error }, 'the connection to the catalog is lost; the worker ends');
      process.exit(1);
    },
  });
  let isEnding = false;
  end = (code) => {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(code), 10_000).unref();
    worker
      .stop()
      .then(() => store.close())
      .catch((error: unknown) => logger.debug({ err: error }, 'the worker did not stop cleanly'))
      .finally(() => process.exit(code));
  };
  if (process.send !== undefined && !process.connected) end(0);
  tell({ kind: 'ready' });
} catch (error) {
  logger.debug({ err: error }, 'the worker could not start');
  tell({ kind: 'failed', message: error instanceof Error ? error.message : 'the worker could not start' });
  process.exitCode = 1;
  process.disconnect?.();
  setTimeout(() => process.exit(1), 500).unref();
}
