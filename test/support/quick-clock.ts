import type { Clock } from '../../src/connectors/http-waits.ts';

export interface QuickClock extends Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: readonly number[];
  advance(ms: number): void;
}

/** A clock whose waits are over at once; chance always says one half. */
export function quickClock(): QuickClock {
  const waits: number[] = [];
  let now = Date.UTC(2026, 0, 1);
  return {
    waits,
    now: () => now,
    random: () => 0.5,
    wait(ms, signal) {
      signal.throwIfAborted();
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
    advance(ms) {
      now += ms;
    },
  };
}
