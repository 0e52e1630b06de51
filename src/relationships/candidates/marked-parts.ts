import type { ParentKey } from '../parents.ts';
import type { Column } from '../schema.ts';
import type { KeyMark } from './key-marks.ts';
import type { Part } from './part.ts';
import { inclusionOf } from './sketches.ts';
import type { Indexes } from './unary.ts';

/** A column that one key (nearly) contains refers to that key. */
export const WHOLE_SHARE = 0.95;
const MAX_PARTS = 24;

/** The marks of keys that a column's values bear, where no key holds the column as a whole. */
export function markedParts(column: Column, keys: readonly ParentKey[], marks: readonly KeyMark[], values: Indexes['values']): Part[] {
  if (column.profile.valueClass !== 'text' || column.profile.sensitive || (column.profile.length?.mean ?? 0) > 64) return [];
  const shares = values.shares(column);
  const isWhole = ([id, share]: [number, number]): boolean => {
    const target = keys[id]?.columns[0];
    return (
      share >= WHOLE_SHARE || (target !== undefined && inclusionOf(values.sketch(column), values.sketch(target)).shareWithoutSentinels >= WHOLE_SHARE)
    );
  };
  if ([...shares].some(isWhole)) return [];
  const touched = marks.flatMap(({ value, keys: marked }) => {
    const targets = marked.filter((id) => shares.has(id)).flatMap((id) => keys[id] ?? []);
    return targets.length === 0 ? [] : [{ column, slice: { test: 'begins', by: column.index, value } as const, keys: targets }];
  });
  return touched.length > MAX_PARTS ? [] : touched;
}
