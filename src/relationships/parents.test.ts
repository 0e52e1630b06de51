import { expect, test } from 'vitest';
import { profiled, type TestTable } from '../../test/support/relationships.ts';
import { parentKeys } from './parents.ts';
import { schemaOf } from './schema.ts';

const run = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

async function mainKeys(tables: readonly TestTable[]): Promise<string[]> {
  return profiled(tables, ({ model, profile }) => {
    const keys = parentKeys(schemaOf(model, profile)).filter((key) => key.rank === 0);
    return Promise.resolve(
      keys.map((key) => `${tables[key.table]?.name ?? ''}.${key.columns.map((column) => column.profile.name).join('+')} ${key.origin}`),
    );
  });
}

test('the main key is the one that is named and placed like one, not just any unique column', async () => {
  const products: TestTable = {
    name: 'products',
    columns: ['title', 'weight', 'product_code'],
    rows: run(50).map((i) => [`Title ${i}`, i * 3, `P-${1000 + i}`]),
  };
  const people: TestTable = { name: 'people', columns: ['id', 'email', 'badge'], rows: run(50).map((i) => [i + 1, `p${i}@example.com`, 9000 + i]) };
  expect(await mainKeys([people, products])).toEqual(['people.id inferred', 'products.product_code inferred']);
});

test('declared keys come first, whatever they look like', async () => {
  const rows = run(30).map((i) => [i + 1, `name ${i}`]);
  expect(await mainKeys([{ name: 'countries', columns: ['id', 'name'], rows, keys: [{ kind: 'primary', columns: ['name'] }] }])).toEqual([
    'countries.name primary',
  ]);
});

test('nearly unique columns may be keys, others may not', async () => {
  const rows = run(200).map((i) => [i === 0 ? 1 : i, i % 20]);
  expect(await mainKeys([{ name: 'things', columns: ['code', 'kind'], rows }])).toEqual(['things.code inferred']);
  expect(await mainKeys([{ name: 'things', columns: ['code', 'kind'], rows: run(200).map((i) => [i % 100, i % 20]) }])).toEqual([]);
});
