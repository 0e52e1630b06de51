import type { ParentKey } from '../parents.ts';

/** How all values of a key begin, and those of no other key with another mark. */
export interface KeyMark {
  readonly value: string;
  /** Ids of keys, ascending: several where tables share their keys. */
  readonly keys: readonly number[];
}

const SEPARATOR = /[^\p{L}\p{N}]/u;

/**
 * The marks of the main keys of a schema, such as `cus_` and `003`: no longer than they need be to tell keys apart, but for the rest of a word up to its
 * separator, so that values of the same kind that the key happens to lack bear the mark too. Ordered by mark.
 */
export function keyMarks(keys: readonly ParentKey[]): KeyMark[] {
  const beginnings = new Map<string, number[]>();
  for (const key of keys) {
    const common = commonBeginning(key);
    if (common === '') continue;
    const same = beginnings.get(common);
    if (same === undefined) beginnings.set(common, [key.id]);
    else same.push(key.id);
  }
  const sorted = [...beginnings.keys()].toSorted();
  const marks = new Map<string, number[]>();
  for (const [i, own] of sorted.entries()) {
    const same = Math.max(shared(own, sorted[i - 1] ?? ''), shared(own, sorted[i + 1] ?? ''));
    const rest = Array.from(own.slice(same));
    if (rest.length === 0) continue;
    const separator = rest.findIndex((character) => SEPARATOR.test(character));
    const mark = own.slice(0, same) + rest.slice(0, Math.max(0, separator) + 1).join('');
    marks.set(mark, beginnings.get(own) ?? []);
  }
  return [...marks].map(([value, ids]) => ({ value, keys: ids }));
}

/** What all values of a key begin with: what the least and the greatest share. Empty where values may not be shown, or are numbers. */
function commonBeginning({ columns, rank }: ParentKey): string {
  const [column] = columns;
  if (rank !== 0 || column === undefined || columns.length > 1 || column.profile.valueClass !== 'text' || column.profile.sensitive) return '';
  const { min, max, distinct } = column.profile;
  // One value alone does not show where its mark ends.
  return min === null || max === null || distinct < 2 ? '' : min.slice(0, shared(min, max));
}

/** How many characters two texts begin with alike. */
function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  // Not half a character.
  return /[\uD800-\uDBFF]/.test(a[length - 1] ?? '') ? length - 1 : length;
}
