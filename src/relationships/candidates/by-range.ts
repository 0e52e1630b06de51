import type { Column } from '../schema.ts';
import type { ParentKey } from '../parents.ts';

/** Finds keys that are runs of integers without gaps and span a column's range: they hold all its values, whatever they are. */
export interface RangeIndex {
  spanning(column: Column): { readonly keys: readonly number[]; readonly tables: number };
}

const MAX_FOUND = 8;

interface Run {
  readonly id: number;
  readonly column: number;
  readonly max: number;
  readonly main: boolean;
}

/** Runs by their least value, each group ascending by greatest value. */
export function rangeIndex(keys: readonly ParentKey[]): RangeIndex {
  const groups = new Map<number, Run[]>();
  const mains = new Set<number>();
  for (const key of keys) {
    const column = key.columns[0];
    if (key.columns.length !== 1 || column?.dense !== true || column.profile.minNumber === null) continue;
    const { profile } = column;
    const min = column.profile.minNumber;
    const group = groups.get(min) ?? [];
    group.push({ id: key.id, column: column.id, max: profile.maxNumber ?? min, main: key.rank === 0 });
    groups.set(min, group);
    if (key.rank === 0) mains.add(column.id);
  }
  const ordered = [...groups]
    .toSorted((a, b) => a[0] - b[0])
    .map(([min, runs]) => {
      const sorted = runs.toSorted((a, b) => a.max - b.max || a.id - b.id);
      // mainsFrom[i]: how many main keys there are from i on.
      const mainsFrom = new Int32Array(sorted.length + 1);
      for (let i = sorted.length - 1; i >= 0; i -= 1) mainsFrom[i] = (mainsFrom[i + 1] ?? 0) + (sorted[i]?.main === true ? 1 : 0);
      return { min, sorted, mainsFrom };
    });
  return {
    spanning(column) {
      const { minNumber, maxNumber, valueClass } = column.profile;
      if (valueClass !== 'integer' || minNumber === null || maxNumber === null) return { keys: [], tables: 0 };
      const found: Run[] = [];
      let tables = mains.has(column.id) ? -1 : 0;
      for (const { min, sorted, mainsFrom } of ordered) {
        if (min > minNumber) break;
        const from = firstFrom(sorted, maxNumber);
        tables += mainsFrom[from] ?? 0;
        for (const run of sorted.slice(from, from + MAX_FOUND + 1)) found.push(run);
      }
      const nearest = found.toSorted((a, b) => a.max - b.max || a.id - b.id).filter((run) => run.column !== column.id);
      return { keys: nearest.slice(0, MAX_FOUND).map((run) => run.id), tables };
    },
  };
}

function firstFrom(runs: readonly Run[], max: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.max ?? 0) < max) low = middle + 1;
    else high = middle;
  }
  return low;
}
