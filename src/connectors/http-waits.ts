import { setTimeout as sleep } from 'node:timers/promises';

/** Time and chance. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Rejects with the signal's reason as soon as it is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * For the tests of faults only: COGNATE_TEST_HASTE=50 makes the waits, time limits and pace of the client fifty times shorter, so that a
 * platform that is silent for two minutes costs them seconds.
 */
export const haste = Number(process.env['COGNATE_TEST_HASTE'] ?? 1);
const started = Date.now();

export const realClock: Clock = {
  now: () => started + (Date.now() - started) * haste,
  random: Math.random,
  async wait(ms, signal) {
    signal.throwIfAborted();
    try {
      await sleep(ms / haste, undefined, { signal });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    }
  },
};

/** Waits for what others may wait for too, but rejects with the signal's reason as soon as it is aborted. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
