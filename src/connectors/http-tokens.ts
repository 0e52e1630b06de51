import { untilAborted, type Clock } from './http-waits.ts';

interface Granted<T> {
  readonly token: T;
  /** Milliseconds since 1970; Infinity where only a refusal tells. */
  readonly usableUntil: number;
}

export interface RenewableToken<T> {
  /** The token that is in use; a new one where that has ended. */
  usable(signal: AbortSignal): Promise<T>;
  /** A new token, whatever the old one is still good for. */
  renewed(signal: AbortSignal): Promise<T>;
}

/**
 * A token that is had anew when it ends or is refused; parallel callers share one renewal. A renewal is finished even where nobody waits for it
 * any more: the platform may have used up what it was asked for with.
 */
export function renewableToken<T>(fetch: () => Promise<Granted<T>>, clock: Clock): RenewableToken<T> {
  let current: Granted<T> | undefined;
  let renewing: Promise<T> | undefined;

  async function replace(): Promise<T> {
    current = await fetch();
    return current.token;
  }

  async function renewed(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    renewing ??= replace().finally(() => {
      renewing = undefined;
    });
    return untilAborted(renewing, signal);
  }

  return {
    async usable(signal) {
      if (renewing === undefined && current !== undefined && clock.now() < current.usableUntil) return current.token;
      return renewed(signal);
    },
    renewed,
  };
}
