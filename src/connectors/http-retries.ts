import type { SourceError } from '../domain/errors.ts';
import type { Clock } from './http-waits.ts';

/** A request that came to nothing, and whether asking again may help. */
export interface Setback {
  readonly error: SourceError;
  readonly repeat: 'never' | 'once' | 'often';
  /** How long the server asks to be left alone. */
  readonly afterMs?: number | undefined;
}

const mostRepeats = 5;
const longestMs = 120_000;
const firstWaitMs = 500;
const longestWaitMs = 30_000;

/** Counts the repeats of one request: at most five, none of them begun later than two minutes after the first attempt. */
export function startRepeats(clock: Clock) {
  const started = clock.now();
  let repeats = 0;
  let isOnceUsed = false;
  return {
    /** Milliseconds to wait before the next attempt; undefined where there should be none. The wait doubles, and chance takes a share of it. */
    next({ repeat, afterMs }: Setback): number | undefined {
      if (repeat === 'never' || repeats >= mostRepeats || (repeat === 'once' && isOnceUsed)) return undefined;
      const wait = afterMs ?? clock.random() * Math.min(longestWaitMs, firstWaitMs * 2 ** repeats);
      if (clock.now() - started + wait > longestMs) return undefined;
      repeats += 1;
      if (repeat === 'once') isOnceUsed = true;
      return wait;
    },
  };
}

/** The milliseconds that a Retry-After header asks for, in seconds or as a date; undefined where it says neither. */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const text = header.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
