import type { Column } from '../schema.ts';
import type { ParentKey } from '../parents.ts';
import { rangeIndex } from './by-range.ts';
import { fastSketch, type FastSketch } from './sketches.ts';

/** Finds the keys that (nearly) contain the values of a column, through an inverted index over sketch hashes. */
export interface ValueIndex {
  /** Ids of keys that may contain it, and how many tables have one that does. */
  containing(column: Column): { readonly keys: readonly number[]; readonly tables: number };
  /** The share of a column's values that each key holds, by id of the key; only of keys that hold some. */
  shares(column: Column): ReadonlyMap<number, number>;
  sketch(column: Column): FastSketch;
}

/** Hashes that more keys than this have say nothing (small integers); dense keys are found by their range instead. */
const MAX_POSTINGS = 96;
const MAX_ENTRIES = 3_000_000;
const MIN_SHARE = 0.5;

export function valueIndex(keys: readonly ParentKey[]): ValueIndex {
  const sketches = new Map<number, FastSketch>();
  const sketch = (column: Column): FastSketch => {
    const known = sketches.get(column.id);
    if (known !== undefined) return known;
    const made = fastSketch(column);
    sketches.set(column.id, made);
    return made;
  };
  const single = keys.filter((key) => key.columns.length === 1);
  const perKey = Math.max(64, Math.floor(MAX_ENTRIES / Math.max(1, single.length)));
  const postings = new Map<number, number[]>();
  const limits = new Map<number, number>();
  for (const key of single) {
    const column = key.columns[0];
    if (column === undefined) continue;
    const { hashes, limit } = sketch(column);
    const used = Math.min(hashes.length, perKey);
    limits.set(key.id, used < hashes.length ? (hashes[used - 1] ?? -1) : limit);
    for (let i = 0; i < used; i += 1) {
      const hash = hashes[i] ?? 0;
      const list = postings.get(hash);
      if (list === undefined) postings.set(hash, [key.id]);
      else if (list.length <= MAX_POSTINGS) list.push(key.id);
    }
  }
  const ranges = rangeIndex(single);
  const shares = (column: Column): Map<number, number> => {
    const { hashes } = sketch(column);
    const hits = new Map<number, number>();
    for (let i = 0; i < hashes.length; i += 1) {
      const list = postings.get(hashes[i] ?? 0);
      if (list === undefined || list.length > MAX_POSTINGS) continue;
      for (const key of list) hits.set(key, (hits.get(key) ?? 0) + 1);
    }
    const found = new Map<number, number>();
    for (const [id, count] of hits) {
      const compared = countUpTo(hashes, limits.get(id) ?? Number.POSITIVE_INFINITY);
      if (compared > 0 && keys[id]?.columns[0]?.id !== column.id) found.set(id, count / compared);
    }
    return found;
  };

  return {
    sketch,
    shares,
    containing(column) {
      const found = new Set<number>();
      const tables = new Set<number>();
      for (const [id, share] of shares(column)) {
        const key = keys[id];
        if (key === undefined || share < MIN_SHARE) continue;
        found.add(id);
        if (share >= 0.95 && key.rank === 0) tables.add(key.table);
      }
      const spanning = ranges.spanning(column);
      for (const id of spanning.keys) found.add(id);
      // Keys of one schema are either runs from the same start or not, so the larger of both counts is the number of tables.
      return { keys: [...found].toSorted((a, b) => a - b), tables: Math.max(tables.size, spanning.tables) };
    },
  };
}

function countUpTo(hashes: Float64Array, limit: number): number {
  if (limit === Number.POSITIVE_INFINITY) return hashes.length;
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hashes[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
