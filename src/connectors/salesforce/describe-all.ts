import type { DescribeProgress } from '../contract.ts';
import { inParallel } from '../in-parallel.ts';
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
  await inParallel(batchesOf(names), { atOnce: batchesAtOnce, signal }, async (batch, signal) => {
    const answers = hasBatches ? await api.describeBatch(batch, signal) : undefined;
    hasBatches = answers !== undefined;
    batch.forEach((name, i) => {
      const answer = answers?.[i] ?? 'unknown';
      if (answer === 'unknown') alone.push(name);
      else take(answer === 'gone' ? undefined : answer);
    });
  });
  await inParallel(alone, { atOnce: callsAtOnce, signal }, async (name, signal) => take(await api.describe(name, signal)));
  return described;
}

function batchesOf(names: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(names.length / batchSize) }, (_, i) => names.slice(i * batchSize, (i + 1) * batchSize));
}
