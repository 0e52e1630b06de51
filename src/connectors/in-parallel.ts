/** Does `work` for every item, so many at once; results in the order of the items. After a failure nothing new is begun, and the signal given to `work` aborts. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  { atOnce, signal }: { readonly atOnce: number; readonly signal?: AbortSignal },
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const failed = new AbortController();
  const either = AbortSignal.any([failed.signal, ...(signal === undefined ? [] : [signal])]);
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [i, item] of waiting) {
      either.throwIfAborted();
      results[i] = await work(item, either);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
    return results;
  } catch (error) {
    failed.abort(error);
    throw error;
  }
}
