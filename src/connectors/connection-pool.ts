import { AppError } from '../domain/errors.ts';

/** Throws AppError `cancelled` once `signal` has aborted. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'The work was cancelled.', { cause: signal.reason });
}

/** How one driver connects and disconnects. */
export interface Driver<Link> {
  connect(signal: AbortSignal): Promise<Link>;
  /** Asks the server, on another connection, to stop what `link` runs, and destroys it. Never throws. */
  kill(link: Link): Promise<void>;
  end(link: Link): Promise<void>;
}

/** The connections of one session: opened when needed, kept while idle. */
export interface ConnectionPool<Link> {
  /** Runs `use` on a connection of its own. When it throws or `signal` aborts (then it throws AppError `cancelled`), the statement under way is stopped on the server and the connection dropped. */
  run<T>(signal: AbortSignal, use: (link: Link) => Promise<T>): Promise<T>;
  /** The same for a stream: the connection is held until the consumer is done; one that leaves early stops the statement. */
  stream<T>(signal: AbortSignal, use: (link: Link) => AsyncIterable<T>): AsyncIterable<T>;
  close(): Promise<void>;
}

export function connectionPool<Link>(driver: Driver<Link>): ConnectionPool<Link> {
  const idle: Link[] = [];
  const busy = new Set<Link>();
  let closed = false;

  async function drop(link: Link): Promise<void> {
    if (busy.delete(link)) await driver.kill(link);
  }

  async function* stream<T>(signal: AbortSignal, use: (link: Link) => AsyncIterable<T>): AsyncIterable<T> {
    throwIfCancelled(signal);
    if (closed) throw new AppError('unavailable', 'The connection to the source has been closed.');
    const link = idle.pop() ?? (await driver.connect(signal));
    busy.add(link);
    const iterator = use(link)[Symbol.asyncIterator]();
    const aborted = rejectionOf(signal);
    let finished = false;
    try {
      for (;;) {
        const next = await Promise.race([iterator.next(), aborted.promise]);
        if (next.done === true) break;
        yield next.value;
      }
      finished = true;
    } catch (error) {
      throwIfCancelled(signal);
      throw error;
    } finally {
      aborted.forget();
      if (finished && busy.delete(link)) idle.push(link);
      else await drop(link);
    }
  }

  return {
    stream,
    async run<T>(signal: AbortSignal, use: (link: Link) => Promise<T>): Promise<T> {
      const results: T[] = [];
      for await (const result of stream(signal, (link) => once(use(link)))) results.push(result);
      return results[0] as T;
    },
    async close() {
      closed = true;
      await Promise.all([...idle.splice(0).map((link) => driver.end(link)), ...[...busy].map(drop)]);
    },
  };
}

async function* once<T>(result: Promise<T>): AsyncIterable<T> {
  yield await result;
}

/** A promise that rejects when `signal` aborts; `forget` must be called when nobody waits for it any more. */
function rejectionOf(signal: AbortSignal): { promise: Promise<never>; forget(): void } {
  let onAbort = () => {};
  const promise = new Promise<never>((_, reject) => {
    onAbort = () => reject(new AppError('cancelled', 'The work was cancelled.', { cause: signal.reason }));
  });
  promise.catch(() => undefined);
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  return { promise, forget: () => signal.removeEventListener('abort', onAbort) };
}
