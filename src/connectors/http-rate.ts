import type { Clock } from './http-retries.ts';

/** Lets requests through at an even pace, in the order in which they ask: a bucket that holds one token. */
export interface Pace {
  /** Waits for the next token. */
  take(signal: AbortSignal): Promise<void>;
  /** Lets nothing through for so long, after the server asked for it. */
  hold(ms: number): void;
}

export function startPace(clock: Clock, requestsPerSecond: number | undefined): Pace {
  const spacing = requestsPerSecond === undefined ? 0 : 1000 / requestsPerSecond;
  let next = 0;
  let heldUntil = 0;
  return {
    async take(signal) {
      signal.throwIfAborted();
      const mine = Math.max(next, heldUntil, clock.now());
      next = mine + spacing;
      for (let due = mine; due > clock.now(); due = Math.max(mine, heldUntil)) await clock.wait(due - clock.now(), signal);
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, clock.now() + ms);
    },
  };
}
