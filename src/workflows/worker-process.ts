import { fork, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { configEnvironment, type Config } from '../config.ts';
import { AppError } from '../domain/errors.ts';

export type WorkerMessage = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly message: string };

/** A worker in a process of its own, started again when it dies. */
export interface WorkerProcess {
  /** Resolves when it takes work; rejects with AppError 'unavailable' where it could not start, which is still tried again until it is stopped. */
  readonly ready: Promise<void>;
  /** Of the process that lives now; undefined between two lives. */
  pid(): number | undefined;
  /** Stops it gracefully, and for good. */
  stop(): Promise<void>;
}

const restartDelaysMs = [200, 500, 1000, 2000, 5000] as const;
const killAfterMs = 12_000;

/** Forks the worker. `onRestart` hears of every death that was not asked for. */
export function startWorkerProcess(config: Config, onRestart: (exit: string) => void = () => undefined): WorkerProcess {
  const isSource = import.meta.url.endsWith('.ts');
  const entry = fileURLToPath(new URL(isSource ? './worker-main.ts' : './worker-main.js', import.meta.url));
  const execArgv = isSource ? ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href] : [];
  let child: ChildProcess | undefined;
  let isStopping = false;
  let deaths = 0;
  let wasReady = false;
  let restart: NodeJS.Timeout | undefined;
  let resolveReady: () => void = () => undefined;
  let rejectReady: (error: Error) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    resolveReady = resolve;
    rejectReady = reject;
  });
  ready.catch(() => undefined);

  function start(): void {
    let failure: string | undefined;
    const born = fork(entry, [], { execArgv, env: { ...inherited(), ...configEnvironment(config) }, stdio: ['ignore', 2, 2, 'ipc'] });
    child = born;
    born.on('message', (message: WorkerMessage) => {
      if (message.kind === 'failed') failure = message.message;
      else {
        wasReady = true;
        resolveReady();
      }
    });
    born.on('exit', (code, signal) => {
      child = undefined;
      if (isStopping) return;
      const exit = failure ?? (signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`);
      if (!wasReady && (failure !== undefined || deaths >= 2)) {
        rejectReady(new AppError('unavailable', `The worker process could not start: ${exit}.`));
      }
      onRestart(exit);
      restart = setTimeout(start, restartDelaysMs[Math.min(deaths, restartDelaysMs.length - 1)]);
      deaths += 1;
    });
  }

  start();
  return {
    ready,
    pid: () => child?.pid,
    async stop() {
      isStopping = true;
      clearTimeout(restart);
      const living = child;
      if (living === undefined) return;
      const gone = new Promise<void>((resolve) => living.once('exit', () => resolve()));
      living.kill('SIGTERM');
      const timer = setTimeout(() => living.kill('SIGKILL'), killAfterMs);
      await gone;
      clearTimeout(timer);
    },
  };
}

/** What the worker needs of our environment; our own settings are handed over as they were understood. */
function inherited(): NodeJS.ProcessEnv {
  const { PORT: _port, HOST: _host, COGNATE_ADMIN_TOKEN: _token, DATABASE_URL: _url, ...rest } = process.env;
  return rest;
}
