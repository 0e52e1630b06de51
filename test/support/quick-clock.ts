import { setImmediate as settled } from 'node:timers/promises';
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

/** A clock whose waits last until they are released. */
export function heldClock(): Clock & { readonly waits: readonly number[]; release(): Promise<void> } {
  const waits: number[] = [];
  const held: (() => void)[] = [];
  let now = 0;
  return {
    waits,
    now: () => now,
    random: () => 0.5,
    async wait(ms) {
      const end = now + ms;
      waits.push(ms);
      await new Promise<void>((resolve) => {
        held.push(resolve);
      });
      now = Math.max(now, end);
    },
    async release() {
      for (const resolve of held.splice(0)) resolve();
      await settled();
    },
  };
}
