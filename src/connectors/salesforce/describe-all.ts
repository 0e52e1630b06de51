import type { DescribeProgress } from '../contract.ts';
import type { SalesforceApi } from './api.ts';
import type { ObjectDescription } from './payloads.ts';

/** As many as Salesforce takes in one call. */
const batchSize = 25;
/** Descriptions are large: few batches are held at a time. */
const batchesAtOnce = 2;
const callsAtOnce = 4;

/** The descriptions of the named objects that are still there when they are asked for. Progress counts those that are gone out of the total. */
export async function describeAll(
  api: SalesforceApi,
  names: readonly string[],
  signal: AbortSignal,
  onProgress: DescribeProgress,
): Promise<readonly ObjectDescription[]> {
  const described: ObjectDescription[] = [];
  const alone: string[] = [];
  let total = names.length;
  let hasBatches = true;
  const take = (description: ObjectDescription | undefined) => {
    if (description === undefined) total -= 1;
    else described.push(description);
    if (total > 0) onProgress({ done: described.length, total });
  };

  onProgress({ done: 0, total });
  await forEach(batchesOf(names), batchesAtOnce, signal, async (batch, signal) => {
    const answers = hasBatches ? await api.describeBatch(batch, signal) : undefined;
    hasBatches = answers !== undefined;
    batch.forEach((name, i) => {
      const answer = answers?.[i] ?? 'unknown';
      if (answer === 'unknown') alone.push(name);
      else take(answer === 'gone' ? undefined : answer);
    });
  });
  await forEach(alone, callsAtOnce, signal, async (name, signal) => take(await api.describe(name, signal)));
  return described;
}

function batchesOf(names: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(names.length / batchSize) }, (_, i) => names.slice(i * batchSize, (i + 1) * batchSize));
}

/** Works on all items, so many at once; the first failure ends what is under way. */
async function forEach<T>(
  items: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const left = items.values();
  const worker = async () => {
    for (const item of left) {
      either.throwIfAborted();
      await work(item, either);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  } catch (error) {
    failed.abort(error);
    throw error;
  }
}
