import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ParentKey } from '../parents.ts';
import type { Column } from '../schema.ts';
import { keyMarks } from './key-marks.ts';

/** The main key of a table of its own. */
function keyOf(values: readonly string[], id: number, profile: Partial<Column['profile']> = {}): ParentKey {
  const sorted = values.toSorted();
  const own = {
    valueClass: 'text',
    sensitive: false,
    distinct: new Set(values).size,
    min: sorted[0] ?? null,
    max: sorted.at(-1) ?? null,
    ...profile,
  };
  const column = { id, table: id, index: 0, profile: own } as unknown as Column;
  return { id, table: id, columns: [column], origin: 'inferred', uniqueness: 1, likeness: 1, rank: 0 };
}

const marksOf = (...keys: readonly ParentKey[]) => keyMarks(keys).map(({ value, keys: ids }) => [value, ids]);

test('marks are as long as it takes to tell keys apart, up to the end of their word', () => {
  expect(marksOf(keyOf(['cus_Aa', 'cus_Ab'], 0), keyOf(['card_Xa', 'card_Xz'], 1))).toEqual([
    ['card_', [1]],
    ['cus_', [0]],
  ]);
  expect(marksOf(keyOf(['0015g0001', '0015g0002'], 0), keyOf(['0035g0007', '0035g0009'], 1))).toEqual([
    ['001', [0]],
    ['003', [1]],
  ]);
});

test('tables that share their keys share the mark', () => {
  expect(marksOf(keyOf(['p-1', 'p-2'], 0), keyOf(['p-3', 'p-7'], 1), keyOf(['q-1', 'q-2'], 2))).toEqual([
    ['p-', [0, 1]],
    ['q-', [2]],
  ]);
});

test('no mark without letters in common, of one value, of numbers, or of what may not be shown', () => {
  const values = ['x_1', 'x_2'];
  const none = [
    keyOf(['a', 'b'], 0),
    keyOf(['y_1'], 1),
    keyOf(values, 2, { valueClass: 'integer' }),
    keyOf(values, 3, { sensitive: true }),
    { ...keyOf(values, 4), rank: 1 },
  ];
  expect(marksOf(...none)).toEqual([]);
});

test('all values of a marked key bear its mark, and none of another marked key does', () => {
  const word = fc.stringMatching(/^[ab_é😀]{0,4}$/u);
  const key = fc.tuple(word, fc.array(word, { minLength: 2, maxLength: 5 })).map(([mark, rest]) => rest.map((one) => mark + one));
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 6 }), (keys) => {
      const marks = keyMarks(keys.map((values, id) => keyOf(values, id)));
      const marked = marks.flatMap(({ keys: ids }) => ids);
      for (const { value, keys: ids } of marks) {
        expect(value).toBe(Buffer.from(value).toString());
        for (const id of marked) for (const one of keys[id] ?? []) expect(one.startsWith(value)).toBe(ids.includes(id));
      }
    }),
  );
});
