import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';

/** The jobs that this process works on, and the two ways to interrupt one. */
export interface RunningJobs {
  /** The signal of a job's steps. */
  signal(jobId: string): AbortSignal;
  /** Interrupts a job for good: its steps end as cancelled. */
  cancel(jobId: string): void;
  has(jobId: string): boolean;
  /** True once the process is stopping: what is interrupted then must not be recorded as failed or cancelled. */
  isStopping(): boolean;
  /** Called when the run of a job is over and all it held is closed. */
  done(jobId: string): void;
  /** Interrupts all jobs without recording anything, and waits at most this long until what they held is closed. Returns their ids. */
  stop(timeoutMs: number): Promise<string[]>;
}

export function runningJobs(): RunningJobs {
  const controllers = new Map<string, AbortController>();
  let isStopping = false;
  const controllerOf = (jobId: string): AbortController => {
    const known = controllers.get(jobId);
    if (known !== undefined) return known;
    const controller = new AbortController();
    controllers.set(jobId, controller);
    return controller;
  };
  return {
    signal: (jobId) => controllerOf(jobId).signal,
    cancel(jobId) {
      controllers.get(jobId)?.abort(new AppError('cancelled', 'The job was cancelled.'));
    },
    has: (jobId) => controllers.has(jobId),
    isStopping: () => isStopping,
    done(jobId) {
      controllers.delete(jobId);
    },
    async stop(timeoutMs) {
      isStopping = true;
      const interrupted = [...controllers.keys()];
      for (const controller of controllers.values()) controller.abort(new AppError('unavailable', 'The worker is stopping.'));
      const until = Date.now() + timeoutMs;
      while (controllers.size > 0 && Date.now() < until) await delay(20);
      return interrupted;
    },
  };
}
