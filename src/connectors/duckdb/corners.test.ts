import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeEach, expect, it } from 'vitest';
import type { Session } from '../contract.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;
const root = mkdtempSync(path.join(tmpdir(), 'cognate-duckdb-'));
let file: string;
let count = 0;

beforeEach(() => {
  count += 1;
  file = path.join(root, `case${count}.duckdb`);
});

afterAll(() => rmSync(root, { recursive: true }));

async function on<T>(statements: readonly string[], work: (session: Session) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  for (const sql of statements) await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
  const session = await connector.open({ path: file }, never);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

it('writes values of every type as the contract says', async () => {
  const values: readonly (readonly [sql: string, text: string | null])[] = [
    ["TIMESTAMPTZ '2024-01-01 12:00:00+02'", '2024-01-01 10:00:00'],
    ["TIMESTAMP '2024-01-01 00:00:00.120'", '2024-01-01 00:00:00.12'],
    ["'ab\\xFF'::BLOB", '\\x6162ff'],
    ['[1, 2]', '[1,2]'],
    ["{'a': 1, 'b': 'x'}", '{"a":1,"b":"x"}'],
    ["MAP {'k': 1}", '{"k":1}'],
    ['\'{"a": 1, "b": [1, 2]}\'::JSON', '{"a":1,"b":[1,2]}'],
    ['true', 'true'],
    ["DATE '2024-02-29'", '2024-02-29'],
    ['170141183460469231731687303715884105727::HUGEINT', '170141183460469231731687303715884105727'],
    ['1.50::DECIMAL(10, 2)', '1.50'],
    ['1e20::DOUBLE', '100000000000000000000'],
    ['2.0::DOUBLE', '2'],
    ['0.1::FLOAT', '0.1'],
    ["'nan'::DOUBLE", 'NaN'],
    ["UUID '6B29FC40-CA47-1067-B31D-00DD010662DA'", '6b29fc40-ca47-1067-b31d-00dd010662da'],
    ["'x'::ENUM('x', 'y')", 'x'],
    ["TIME '10:00:00.5'", '10:00:00.5'],
    ['NULL::INTEGER[]', null],
  ];
  await on([`CREATE TABLE t AS SELECT ${values.map(([sql], i) => `${sql} AS c${i}`).join(', ')}`], async (session) => {
    const columns = values.map((_, i) => `c${i}`);
    for await (const batch of session.read({ database: `case${count}`, schema: 'main', name: 't' }, columns, { signal: never })) {
      expect(batch.rows).toEqual([values.map(([, text]) => text)]);
    }
  });
});

it('knows schemas, indexes, and leaves out views that are broken', async () => {
  const statements = [
    'CREATE SCHEMA other',
    'CREATE TABLE other.p (a integer, "b c" varchar, PRIMARY KEY (a))',
    'CREATE TABLE other.c (x integer REFERENCES other.p (a))',
    'CREATE INDEX plain ON other.p ("b c", a)',
    'CREATE INDEX computed ON other.p (lower("b c"))',
    'CREATE TABLE gone (x integer)',
    'CREATE VIEW bad AS SELECT * FROM gone',
    'CREATE VIEW good AS SELECT a FROM other.p',
    "COMMENT ON VIEW good IS 'A view.'",
    'DROP TABLE gone',
  ];
  await on(statements, async (session) => {
    const model = await session.introspect(never);
    const database = `case${count}`;
    expect(model.schemas).toEqual([
      { database, name: 'main' },
      { database, name: 'other' },
    ]);
    expect(model.entities.map(({ path, kind }) => [path.schema, path.name, kind])).toEqual([
      ['main', 'good', 'view'],
      ['other', 'c', 'table'],
      ['other', 'p', 'table'],
    ]);
    expect(model.notes).toEqual(['The view main.bad was left out: what it reads from has changed.']);
    expect(model.entities[0]?.description).toBe('A view.');
    expect(model.entities[1]?.foreignKeys).toMatchObject([
      { columns: ['x'], target: { database, schema: 'other', name: 'p' }, targetColumns: ['a'] },
    ]);
    expect(model.entities[2]?.indexes).toEqual([{ name: 'plain', columns: ['b c', 'a'], isUnique: false }]);
  });
});

it('says when another program has the file open for writing', async () => {
  await on(['CREATE TABLE t (a integer)'], async () => undefined);
  const script = `import('@duckdb/node-api').then(async ({ DuckDBInstance }) => { const open = await DuckDBInstance.create(${JSON.stringify(file)}); console.log('open'); setInterval(() => open, 1000); })`;
  const holder = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(holder.stdout, 'data');
    await expect(connector.open({ path: file }, never)).rejects.toMatchObject({
      stage: 'connect',
      message: expect.stringContaining('in use by another program'),
    });
  } finally {
    holder.kill();
  }
});
