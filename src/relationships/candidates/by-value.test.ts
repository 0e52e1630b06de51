import { expect, test } from 'vitest';
import { profiled, type TestTable } from '../../../test/support/relationships.ts';
import { parentKeys } from '../parents.ts';
import { schemaOf } from '../schema.ts';
import { valueIndex } from './by-value.ts';

const run = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i);

const tables: TestTable[] = [
  { name: 'a', columns: ['id', 'label'], rows: run(1, 40).map((i) => [i, `a ${i % 7}`]) },
  { name: 'b', columns: ['id', 'label'], rows: run(1, 90).map((i) => [i, `b ${i % 7}`]) },
  { name: 'c', columns: ['id', 'label'], rows: run(500, 560).map((i) => [i, `c ${i % 7}`]) },
  { name: 'codes', columns: ['code', 'label'], rows: run(1, 60).map((i) => [`K${i}`, `d ${i % 7}`]) },
  {
    name: 'child',
    columns: ['small', 'wide', 'offset', 'code'],
    rows: run(0, 299).map((i) => [(i % 30) + 1, (i % 80) + 1, 510 + (i % 20), `K${(i % 50) + 1}`]),
  },
];

test.each([
  ['small', ['a', 'b'], 2],
  ['wide', ['a', 'b'], 1],
  ['offset', ['c'], 1],
  ['code', ['codes'], 1],
])('%s is held by the keys of %j', async (name, holders, wholly) => {
  await profiled(tables, ({ model, profile }) => {
    const schema = schemaOf(model, profile);
    const keys = parentKeys(schema);
    const column = schema.tables.at(-1)?.columns.find((one) => one.profile.name === name);
    if (column === undefined) throw new Error('no such column');
    const found = valueIndex(keys).containing(column);
    // `wide` reaches beyond `a`, which still holds half of it.
    expect(found.keys.map((id) => tables[keys[id]?.table ?? -1]?.name)).toEqual(holders);
    expect(found.tables).toBe(wholly);
    return Promise.resolve();
  });
});
