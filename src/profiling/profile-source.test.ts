import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Session } from '../connectors/contract.ts';
import { duckdbDialect } from '../dialects/duckdb.ts';
import type { EntityModel, KeyModel, SourceModel } from '../domain/entity.ts';
import { AppError } from '../domain/errors.ts';
import type { AttributeProfile, SourceProfile } from '../domain/profile.ts';
import { profileSource } from './profile-source.ts';
import { openStaging } from './staging.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-profiling-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

type Cell = string | null;
interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly keys?: readonly KeyModel[];
}

/** A source in memory: a real Session over the given rows. */
function memorySource(tables: Readonly<Record<string, Table>>): { session: Session; model: SourceModel } {
  const entities = Object.entries(tables).map(([name, { columns, keys }]): EntityModel => ({
    path: { database: 'memory', schema: 'main', name },
    kind: 'table',
    attributes: columns.map((column, i) => ({ name: column, dataType: 'text', isNullable: true, ordinal: i + 1 })),
    keys: keys ?? [],
    indexes: [],
    foreignKeys: [],
    notes: [],
  }));
  const model: SourceModel = { databases: [{ name: 'memory' }], schemas: [{ database: 'memory', name: 'main' }], entities, notes: [] };
  const session: Session = {
    dialect: duckdbDialect,
    test: async () => ({ passed: ['read'], server: 'memory' }),
    introspect: async () => model,
    async *read(path, columns, options) {
      const table = tables[path.name];
      if (table === undefined) throw new AppError('not_found', 'no such table');
      const order = columns.map((column) => table.columns.indexOf(column));
      const rows = table.rows.slice(0, options.limit ?? table.rows.length);
      for (let at = 0; at < rows.length; at += 1000) {
        if (options.signal.aborted) throw new AppError('cancelled', 'The work was cancelled.');
        yield { rows: rows.slice(at, at + 1000).map((row) => order.map((i) => row[i] ?? null)) };
      }
    },
    query: async () => [],
    close: async () => {},
  };
  return { session, model };
}

let stagings = 0;
async function profile(tables: Readonly<Record<string, Table>>, sampleRows: number | null = null): Promise<SourceProfile> {
  const { session, model } = memorySource(tables);
  const staging = await openStaging({ directory: join(home, `s${(stagings += 1)}`), model, memoryLimitMb: 300 });
  try {
    return await profileSource(session, model, staging, { signal: new AbortController().signal, sampleRows, onProgress: () => {} });
  } finally {
    await staging.remove();
  }
}

async function profileColumn(values: readonly Cell[], name = 'x', entity = 't'): Promise<AttributeProfile> {
  const result = await profile({ [entity]: { columns: [name], rows: values.map((value) => [value]) } });
  const attribute = result.entities[0]?.attributes[0];
  if (attribute === undefined) throw new Error('no attribute');
  return attribute;
}

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_item, i) => make(i));

test('counts rows, nulls, empties and distinct canonical texts', async () => {
  const attribute = await profileColumn(['1', '1.0', '2.50', '10', null, '', '  ', '10']);
  expect(attribute).toMatchObject({
    rows: 8,
    nulls: 1,
    empties: 2,
    distinct: 3,
    valueClass: 'decimal',
    min: '1',
    max: '10',
    minNumber: 1,
    maxNumber: 10,
    length: { min: 1, max: 3, mean: 1.8 },
    top: [
      { value: '1', count: 2 },
      { value: '10', count: 2 },
      { value: '2.5', count: 1 },
    ],
  });
  expect(attribute.entropy).toBeCloseTo(1.521928, 5);
  expect(attribute.sketch).toMatchObject({ complete: true });
  expect(attribute.sketch.hashes).toHaveLength(3);
});

test.each([
  ['integer', ['1', '-5', '0', '9007199254740993'], ['-5', '9007199254740993']],
  ['integer', ['12345678901234567890123', '12345678901234567890124'], ['12345678901234567890123', '12345678901234567890124']],
  ['decimal', ['0.000000001', '5', '-1.25'], ['-1.25', '5']],
  ['text', ['007', '12'], ['007', '12']],
  ['text', ['1', '2', 'N/A'], ['1', 'N/A']],
  ['boolean', ['true', 'false'], ['false', 'true']],
  ['date', ['2020-02-29', '1999-12-31', '2020-01-01 00:00:00'], ['1999-12-31', '2020-02-29']],
  ['text', ['2021-02-29'], ['2021-02-29', '2021-02-29']],
  ['timestamp', ['2020-01-01', '2020-01-01 10:00:00'], ['2020-01-01', '2020-01-01 10:00:00']],
  ['time', ['10:00:00', '23:59:59.5'], ['10:00:00', '23:59:59.5']],
  ['uuid', ['5F2D1A3E-0000-4000-8000-000000000001'], ['5f2d1a3e-0000-4000-8000-000000000001', '5f2d1a3e-0000-4000-8000-000000000001']],
  ['json', ['{"a":1}', '[]'], ['[]', '{"a":1}']],
  ['binary', ['\\x00ff', '\\x'], ['\\x', '\\x00ff']],
  ['empty', [null, '', '   '], [null, null]],
])('class %s of %j', async (valueClass, values, [min, max]) => {
  expect(await profileColumn(values)).toMatchObject({ valueClass, min, max });
});

test('no rows, all null, one constant', async () => {
  const rows = times(50, () => [null, 'same']);
  const { entities } = await profile({
    none: { columns: ['a', 'b'], rows: [] },
    some: { columns: ['a', 'b'], rows },
    bare: { columns: [], rows: [] },
  });
  expect(entities.map((entity) => entity.rows)).toEqual([0, 50, 0]);
  expect(entities[0]?.attributes[0]).toMatchObject({ rows: 0, distinct: 0, valueClass: 'empty', min: null, top: [], length: null, entropy: 0 });
  expect(entities[1]?.attributes[0]).toMatchObject({ rows: 50, nulls: 50, distinct: 0, valueClass: 'empty', role: 'unknown' });
  expect(entities[1]?.attributes[1]).toMatchObject({ rows: 50, distinct: 1, entropy: 0, top: [{ value: 'same', count: 50 }] });
  expect(entities.map((entity) => entity.candidateKeys)).toEqual([[], [], []]);
});

test('awkward names, very long and binary values', async () => {
  const long = 'x'.repeat(1_000_000);
  const columns = ['quote"d', 'line\nbreak', "it's", 'sélect *', 'c0'];
  const rows = times(6, (i) => [`${long}${i}`, 'a\u0001b', '\\x00ff', '🙂', String(i)]);
  const { entities } = await profile({ 'odd "table"; --': { columns, rows } });
  expect(entities[0]?.attributes.map((attribute) => attribute.name)).toEqual(columns);
  expect(entities[0]?.attributes[0]).toMatchObject({ distinct: 6, length: { min: 1_000_001, max: 1_000_001, mean: 1_000_001 } });
  expect(entities[0]?.attributes[0]?.top.every(({ value }) => value.length <= 200)).toBe(true);
  expect(entities[0]?.attributes[3]?.length).toEqual({ min: 1, max: 1, mean: 1 });
});

test('2,000 columns', async () => {
  const columns = times(2000, (i) => `column ${i}`);
  const rows = times(20, (row) => times(2000, (column) => (column % 3 === 0 ? `${row}.50` : `v${row * column}`)));
  const [entity] = (await profile({ wide: { columns, rows } })).entities;
  expect(entity?.attributes).toHaveLength(2000);
  expect(entity?.attributes[3]).toMatchObject({ distinct: 20, valueClass: 'decimal', max: '19.5' });
  expect(entity?.attributes[1999]).toMatchObject({ distinct: 20, min: 'v0' });
});

test('more distinct values than a sketch holds; the same input gives the same bytes', async () => {
  const rows = times(60_000, (i) => [String(i), `name ${i % 7000}`, i % 9 === 0 ? null : String(i % 3)]);
  const tables = { big: { columns: ['id', 'name', 'kind'], rows } };
  const first = await profile(tables);
  const [id, name, kind] = first.entities[0]?.attributes ?? [];
  expect(id).toMatchObject({ distinct: 60_000, role: 'identifier', sketch: { complete: false } });
  expect(id?.sketch.hashes).toHaveLength(1024);
  expect(id?.top[0]).toEqual({ value: '0', count: 1 });
  expect(id?.entropy).toBeCloseTo(Math.log2(60_000), 5);
  expect(name).toMatchObject({ distinct: 7000 });
  expect(kind).toMatchObject({ distinct: 3, nulls: 6667, role: 'category' });
  expect(await profile(tables)).toEqual(first);
});

test('reads no more rows than asked for', async () => {
  const rows = times(5000, (i) => [String(i)]);
  expect((await profile({ t: { columns: ['id'], rows } }, 100)).entities[0]).toMatchObject({ rows: 100, attributes: [{ distinct: 100, max: '99' }] });
});

test('personal and secret values do not leave the staging', async () => {
  const rows = times(40, (i) => [
    String(i),
    `person${i}@example.com`,
    `+47 912 34 ${100 + i}`,
    `hunter${i}`,
    `4111 1111 1111 1111`,
    `see person${i}@example.com for more`,
    i % 2 === 0 ? 'Berlin' : 'Oslo',
    `19${50 + i}-03-01`,
  ]);
  const columns = ['id', 'c1', 'c2', 'password', 'card_number', 'note', 'city', 'date_of_birth'];
  const result = await profile({ people: { columns, rows } });
  const attributes = result.entities[0]?.attributes ?? [];
  expect(attributes.map(({ name, semanticType, sensitive }) => [name, semanticType, sensitive])).toEqual([
    ['id', null, false],
    ['c1', 'email', true],
    ['c2', 'phone', true],
    ['password', 'secret', true],
    ['card_number', 'card_number', true],
    ['note', null, true],
    ['city', 'city', false],
    ['date_of_birth', 'birth_date', true],
  ]);
  for (const attribute of attributes.filter(({ sensitive }) => sensitive)) {
    expect(attribute).toMatchObject({ min: null, max: null, minNumber: null, maxNumber: null });
  }
  const text = JSON.stringify(result.entities.map((entity) => entity.attributes.map(({ sketch: _sketch, ...rest }) => rest)));
  expect(text).not.toMatch(/person\d|hunter|4111|912 34|19[5-8]\d-03/);
  expect(text).toContain('p***@e***.c***');
});

test('declared keys come first with their measured uniqueness, inferred ones follow', async () => {
  const rows = times(200, (i) => [String(i), i < 2 ? 'twice' : `code-${i}`, String(i % 10), `${i}.5`]);
  const keys: KeyModel[] = [
    { kind: 'unique', columns: ['code'] },
    { kind: 'primary', columns: ['id'] },
  ];
  const [entity] = (await profile({ t: { columns: ['id', 'code', 'kind', 'amount'], rows, keys } })).entities;
  expect(entity?.candidateKeys).toEqual([
    { columns: ['id'], origin: 'primary', uniqueness: 1 },
    { columns: ['code'], origin: 'unique', uniqueness: 0.995 },
  ]);
});

test('composite keys: minimal, verified, and only where no column is a key', async () => {
  const lines = times(400, (i) => [String(Math.floor(i / 4)), String(i % 4), String((i * 7) % 13), 'x']);
  const triples = times(8, (i) => [String(i & 1), String((i >> 1) & 1), String((i >> 2) & 1), 'y']);
  const columns = ['order_id', 'line_no', 'product_id', 'note'];
  const { entities } = await profile({ lines: { columns, rows: lines }, triples: { columns, rows: triples } });
  expect(entities[0]?.candidateKeys[0]).toEqual({ columns: ['order_id', 'line_no'], origin: 'inferred', uniqueness: 1 });
  expect(entities[0]?.candidateKeys.every((key) => key.columns.length === 2)).toBe(true);
  expect(entities[1]?.candidateKeys).toEqual([{ columns: ['order_id', 'line_no', 'product_id'], origin: 'inferred', uniqueness: 1 }]);
});

test('a declared composite key with a missing member counts complete tuples only', async () => {
  const rows = [
    ['1', '1'],
    ['1', null],
    ['1', null],
    ['1', '1'],
  ];
  const keys: KeyModel[] = [{ kind: 'unique', columns: ['a', 'b'] }];
  const [entity] = (await profile({ t: { columns: ['a', 'b'], rows, keys } })).entities;
  expect(entity?.candidateKeys).toEqual([{ columns: ['a', 'b'], origin: 'unique', uniqueness: 0.5 }]);
});

test('progress counts tables and rows; an abort stops the work', async () => {
  const tables = { a: { columns: ['x'], rows: times(3000, (i) => [String(i)]) }, b: { columns: ['x'], rows: times(10, (i) => [String(i)]) } };
  const { session, model } = memorySource(tables);
  const staging = await openStaging({ directory: join(home, 'progress'), model });
  const seen: string[] = [];
  const controller = new AbortController();
  const options = { signal: controller.signal, sampleRows: null };
  await profileSource(session, model, staging, { ...options, onProgress: ({ done, total, rows }) => void seen.push(`${done}/${total} ${rows}`) });
  expect(seen.filter((line, i) => line !== seen[i - 1]).at(-1)).toBe('2/2 3010');
  expect(seen).toContain('1/2 3000');
  await staging.remove();
  const again = await openStaging({ directory: join(home, 'abort'), model });
  await expect(profileSource(session, model, again, { ...options, onProgress: () => controller.abort() })).rejects.toMatchObject({
    code: 'cancelled',
  });
  expect(again.isReady()).toBe(false);
  await again.remove();
});

test('a complete staging is used again, a half-written or foreign one is not', async () => {
  const directory = join(home, 'again');
  const tables = { a: { columns: ['x'], rows: times(10, (i) => [String(i)]) } };
  const { session, model } = memorySource(tables);
  const options = { signal: new AbortController().signal, sampleRows: null, onProgress: () => {} };
  const first = await openStaging({ directory, model });
  await first.run('CREATE TABLE t0 (c0 VARCHAR)');
  expect(first.isReady()).toBe(false);
  first.close();

  const second = await openStaging({ directory, model });
  expect(second.isReady()).toBe(false);
  const profiled = await profileSource(session, model, second, options);
  expect(second.isReady()).toBe(true);
  second.close();

  const third = await openStaging({ directory, model });
  expect(third.isReady()).toBe(true);
  const unread: Session = {
    ...session,
    read: () => {
      throw new Error('must not be read again');
    },
  };
  expect(await profileSource(unread, model, third, options)).toEqual(profiled);
  third.close();

  const other = await openStaging({ directory, model: memorySource({ b: { columns: ['y'], rows: [] } }).model });
  expect(other.isReady()).toBe(false);
  await other.remove();
  expect(existsSync(directory)).toBe(false);
  expect(readdirSync(home).filter((name) => name === 'again')).toEqual([]);
});
