import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../domain/errors.ts';
import type { RunningJobs } from './running-jobs.ts';

export type Settle = <T>(work: () => Promise<T>, onError?: (error: unknown) => T) => Promise<T>;

/** Runs steps of a job. While the process stops, a failure says nothing about the job: the step never ends, and runs again elsewhere. */
export function settling(running: RunningJobs, close: () => Promise<void>): Settle {
  return async <T>(work: () => Promise<T>, onError?: (error: unknown) => T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      // Where the catalog went away, the lost connection stops this process a moment later.
      if (!(error instanceof AppError) && !running.isStopping()) await delay(500);
      if (running.isStopping()) {
        await close();
        return new Promise<T>(() => undefined);
      }
      if (onError === undefined) throw error;
      return onError(error);
    }
  };
}
