import { untilAborted, type Clock } from './http-waits.ts';

/** Lets requests through at an even pace, in the order in which they ask: a bucket of one token. */
export interface Pace {
  /** Waits for the next token. */
  take(signal: AbortSignal): Promise<void>;
  /** Gives no token for so long. */
  hold(ms: number): void;
}

export function startPace(clock: Clock, requestsPerSecond = Infinity): Pace {
  let due = 0;
  let last: Promise<void> = Promise.resolve();
  return {
    async take(signal) {
      const turn = last;
      let finish = () => {};
      last = new Promise((resolve) => {
        finish = resolve;
      });
      try {
        await untilAborted(turn, signal);
        while (due > clock.now()) await clock.wait(due - clock.now(), signal);
        due = clock.now() + 1000 / requestsPerSecond;
      } finally {
        void turn.then(finish);
      }
    },
    hold(ms) {
      due = Math.max(due, clock.now() + ms);
    },
  };
}
