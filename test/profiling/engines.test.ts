import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import Database from 'libsql';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Session } from '../../src/connectors/contract.ts';
import { parseTarget } from '../../src/connectors/registry.ts';
import type { AttributeProfile } from '../../src/domain/profile.ts';
import { profileSource } from '../../src/profiling/profile-source.ts';
import { openStaging } from '../../src/profiling/staging.ts';
import { testDatabase } from '../support/store.ts';

const signal = new AbortController().signal;
const home = mkdtempSync(join(tmpdir(), 'cognate-engines-'));
let url: string;
let client: Client;

beforeAll(async () => {
  url = await testDatabase();
  client = new Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  rmSync(home, { recursive: true, force: true });
});

interface Row {
  readonly id: number;
  readonly huge: bigint | null;
  /** In hundredths. */
  readonly price: number | null;
  readonly at: Date | null;
  readonly flag: boolean | null;
  readonly code: string | null;
  readonly uuid: string | null;
  readonly name: string | null;
}

const COLUMNS = ['id', 'huge', 'price', 'made_at', 'flag', 'code', 'uuid', 'name'] as const;

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.integer(),
  huge: fc.option(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })),
  price: fc.option(fc.integer({ min: -9_999_999, max: 9_999_999 })),
  at: fc.option(
    fc.oneof(
      fc.date({ min: new Date('1950-01-01'), max: new Date('2050-01-01'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 20_000 }).map((day) => new Date(day * 86_400_000)),
    ),
  ),
  flag: fc.option(fc.boolean()),
  code: fc.option(fc.stringMatching(/^[0-9A-Z]{1,8}$/)),
  uuid: fc.option(fc.uuid()),
  name: fc.option(fc.constantFrom('', 'Ann', "O'Neil", 'Zoë', 'Ægir "x"', 'a,b', 'two\nlines', '日本', '007', '1.50', 'true')),
});

/** The row as each engine would be given it: other widths, cases, paddings and compositions of the same values. */
const csvTexts = (r: Row): (string | null)[] => [
  String(r.id),
  text(r.huge),
  r.price === null ? null : `${(r.price / 100).toFixed(2)}0`,
  r.at === null ? null : r.at.toISOString(),
  text(r.flag),
  r.code,
  r.uuid?.toUpperCase() ?? null,
  r.name?.normalize('NFD') ?? null,
];
const sqlTexts = (r: Row): (string | null)[] => [
  String(r.id),
  text(r.huge),
  r.price === null ? null : (r.price / 100).toFixed(2),
  r.at === null ? null : r.at.toISOString().replace('T', ' ').replace('Z', ''),
  text(r.flag),
  r.code,
  r.uuid,
  r.name,
];

function text(value: bigint | boolean | null): string | null {
  return value === null ? null : String(value);
}

async function csvSource(rows: readonly Row[], folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const cell = (value: string | null) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`);
  writeFileSync(join(folder, 'rows.csv'), [COLUMNS.join(','), ...rows.map((r) => csvTexts(r).map(cell).join(','))].join('\n') + '\n');
  return folder;
}

async function sqliteSource(rows: readonly Row[], file: string): Promise<string> {
  const database = new Database(file);
  database.exec('CREATE TABLE "rows" (id INTEGER, huge TEXT, price REAL, made_at TEXT, flag TEXT, code TEXT, uuid TEXT, name TEXT)');
  const insert = database.prepare(`INSERT INTO "rows" VALUES (${COLUMNS.map(() => '?').join(', ')})`);
  for (const r of rows) insert.run(sqlTexts(r).map((value, i) => (value !== null && (i === 0 || i === 2) ? Number(value) : value)));
  database.close();
  return `sqlite:${file}`;
}

async function duckdbSource(rows: readonly Row[], file: string): Promise<string> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(
    'CREATE TABLE "rows" (id BIGINT, huge DECIMAL(38, 0), price DOUBLE, made_at TIMESTAMP, flag BOOLEAN, code VARCHAR, uuid UUID, name VARCHAR)',
  );
  for (const r of rows) await connection.run(`INSERT INTO "rows" VALUES (${COLUMNS.map((_column, i) => `$${i + 1}`).join(', ')})`, sqlTexts(r));
  connection.closeSync();
  instance.closeSync();
  return file;
}

async function postgresqlSource(rows: readonly Row[]): Promise<string> {
  await client.query(
    'DROP TABLE IF EXISTS "rows"; CREATE TABLE "rows" (id integer, huge numeric, price numeric(12, 5), made_at timestamptz, flag boolean, code char(10), uuid uuid, name varchar(60))',
  );
  await client.query("SET TimeZone = 'UTC'");
  for (const r of rows) await client.query(`INSERT INTO "rows" VALUES (${COLUMNS.map((_column, i) => `$${i + 1}`).join(', ')})`, sqlTexts(r));
  return url;
}

async function profileOf(target: string, name: string): Promise<readonly AttributeProfile[]> {
  const { connector, config } = parseTarget(target);
  const session: Session = await connector.open(config, signal);
  const staging = await openStaging({ directory: join(home, `staging-${name}`), model: await session.introspect(signal), memoryLimitMb: 200 });
  try {
    const profile = await profileSource(session, await session.introspect(signal), staging, { signal, sampleRows: null, onProgress: () => {} });
    return profile.entities.find((entity) => entity.path.name === 'rows')?.attributes ?? [];
  } finally {
    await staging.remove();
    await session.close();
  }
}

test('property: the same data has the same profile, whatever engine holds it', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), async (rows) => {
      run += 1;
      const csv = await profileOf(await csvSource(rows, join(home, `csv-${run}`)), 'csv');
      expect(csv.map((attribute) => attribute.name)).toEqual([...COLUMNS]);
      expect(await profileOf(await sqliteSource(rows, join(home, `${run}.sqlite`)), 'sqlite')).toEqual(csv);
      expect(await profileOf(await duckdbSource(rows, join(home, `${run}.duckdb`)), 'duckdb')).toEqual(csv);
      expect(await profileOf(await postgresqlSource(rows), 'postgresql')).toEqual(csv);
    }),
    { numRuns: 12 },
  );
});
