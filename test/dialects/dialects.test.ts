import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatabaseConnector } from '../../src/connectors/contract.ts';
import { connectorFor } from '../../src/connectors/registry.ts';
import type { Session } from '../../src/connectors/contract.ts';
import type { Dialect } from '../../src/dialects/dialect.ts';
import { duckdbDialect } from '../../src/dialects/duckdb.ts';
import { mysqlDialect } from '../../src/dialects/mysql.ts';
import { postgresqlDialect } from '../../src/dialects/postgresql.ts';
import { sqliteDialect } from '../../src/dialects/sqlite.ts';
import { type DuckDB, openDuckDB } from '../../src/duckdb/engine.ts';
import { canonicalMacros, canonicalSql } from '../../src/profiling/canonical.ts';
import { hasMariadb, type Mariadb, startMariadb } from '../support/mariadb.ts';
import { testDatabase } from '../support/store.ts';

function databaseFor(type: string): DatabaseConnector {
  const connector = connectorFor(type);
  if (connector.sourceType !== 'database') throw new Error(`${type} is no database`);
  return connector;
}

const never = new AbortController().signal;

/** Names and values that break out of badly quoted SQL, or are changed by a badly chosen encoding. */
const awkward = [
  `'`,
  `"`,
  '`',
  `''`,
  `""`,
  '``',
  `\\`,
  `\\\\`,
  `\\'`,
  `\\"`,
  '\\`',
  `'; DROP TABLE t; --`,
  `"; DROP TABLE t; --`,
  '`; DROP TABLE t; #',
  `' OR '1'='1`,
  `a'b"c\`d\\e`,
  `--`,
  `/* x */`,
  `*/`,
  `#`,
  `;`,
  `$$`,
  `$tag$`,
  `$1`,
  `?`,
  `:name`,
  `@name`,
  `%s`,
  `%`,
  `_`,
  `{}`,
  `\n`,
  `\r\n`,
  `\t`,
  `a\nb`,
  ` lead`,
  `naïve`,
  `名前`,
  `😀`,
  `\u202e`,
  `e\u0301`,
  `SELECT`,
  `null`,
  `NULL`,
  `\\N`,
  `\\x41`,
  `\\0`,
  `E'x'`,
  `x'41'`,
  `N'x'`,
  `0`,
  `-1`,
];

const exact: readonly (readonly [Dialect, { ident: string; literal: string; table: string; limit: string }])[] = [
  [duckdbDialect, { ident: `"a'b""c\`d\\e"`, literal: `'a''b"c\`d\\e'`, table: '"d"."s"."t""x"', limit: 'LIMIT 5' }],
  [sqliteDialect, { ident: `"a'b""c\`d\\e"`, literal: `'a''b"c\`d\\e'`, table: '"s"."t""x"', limit: 'LIMIT 5' }],
  [postgresqlDialect({ normalize: true }), { ident: `"a'b""c\`d\\e"`, literal: `E'a''b"c\`d\\\\e'`, table: '"s"."t""x"', limit: 'LIMIT 5' }],
  [mysqlDialect, { ident: '`a\'b"c``d\\e`', literal: `'a''b"c\`d\\\\e'`, table: '`s`.`t"x`', limit: 'LIMIT 5' }],
];

describe.each(exact)('$name writes exactly', (dialect, expected) => {
  it('names, values, tables and limits', () => {
    expect(dialect.ident(`a'b"c\`d\\e`)).toBe(expected.ident);
    expect(dialect.literal(`a'b"c\`d\\e`)).toBe(expected.literal);
    expect(dialect.table({ database: 'd', schema: 's', name: 't"x' })).toBe(expected.table);
    expect(dialect.limit(5)).toBe(expected.limit);
  });

  it('nothing that holds NUL, and no limit that is not a whole number', () => {
    expect(() => dialect.ident('a\0b')).toThrow(/NUL/);
    expect(() => dialect.literal('a\0b')).toThrow(/NUL/);
    for (const rows of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => dialect.limit(rows)).toThrow(/whole number/);
  });
});

it('writes short texts for types that need no rules', () => {
  expect(postgresqlDialect({ normalize: true }).text('"id"', 'bigint')).toBe('CAST("id" AS TEXT)');
  expect(postgresqlDialect({ normalize: true }).text('"at"', 'timestamp(3) with time zone')).toBe(
    `REGEXP_REPLACE(CAST("at" AT TIME ZONE 'UTC' AS TEXT), ' 00:00:00$', '')`,
  );
  expect(duckdbDialect.text('"id"', 'BIGINT')).toBe('CAST("id" AS VARCHAR)');
  expect(duckdbDialect.text('"b"', 'BLOB')).toBe(String.raw`'\x' || lower(hex("b"))`);
  expect(mysqlDialect.text('`id`', 'bigint(20) unsigned')).toBe('CONVERT(`id` USING utf8mb4)');
  expect(mysqlDialect.text('`b`', 'varbinary(4)')).toBe(String.raw`CONCAT('\\x', LOWER(HEX(${'`b`'})))`);
  expect(mysqlDialect.text('`b`', 'bit(1)')).toBe("CASE `b` WHEN 1 THEN 'true' WHEN 0 THEN 'false' END");
});

interface Engine {
  readonly dialect: Dialect;
  query(sql: string): Promise<readonly Record<string, unknown>[]>;
  close(): Promise<void> | void;
}

const directory = mkdtempSync(join(tmpdir(), 'cognate-dialects-'));
let mariadb: Mariadb | undefined;
let canonical: DuckDB;

beforeAll(async () => {
  canonical = await openDuckDB({ memoryLimitMb: 200, threads: 1, tempDirectory: directory });
  await canonical.run(canonicalMacros.join(';\n'));
});

afterAll(async () => {
  canonical.close();
  await mariadb?.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function onServer(type: string, config: Record<string, unknown>): Promise<Engine> {
  const connector = databaseFor(type);
  const session: Session = await connector.open(connector.configSchema.parse(config), never);
  return { dialect: session.dialect, query: (sql) => session.query(sql, never), close: () => session.close() };
}

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  async duckdb() {
    const db = await openDuckDB({ memoryLimitMb: 200, threads: 1, tempDirectory: directory });
    return { dialect: duckdbDialect, query: (sql) => db.rows(sql), close: () => db.close() };
  },
  async sqlite() {
    const { default: Database } = await import('libsql');
    const path = join(directory, 'dialect.sqlite');
    const db = new Database(path);
    db.exec('CREATE TABLE t (a)');
    db.close();
    return onServer('sqlite', { path });
  },
  async postgresql() {
    const url = await testDatabase();
    const parsed = databaseFor('postgresql').parseTarget(url);
    return onServer('postgresql', parsed?.config ?? {});
  },
  async mysql() {
    mariadb = await startMariadb();
    return onServer('mysql', { ...mariadb.app, database: await mariadb.database() });
  },
};

/** Values whose canonical text is something else, or nearly. */
const changing = [
  '',
  'abc',
  'ABC',
  'a  ',
  ' a',
  'ä',
  '3',
  '3.0',
  '3.10',
  '-3.50',
  '.5',
  '-.5',
  '.0',
  '-0.0',
  '-0',
  '0.0',
  '0',
  '007',
  '07.10',
  '1.2.3',
  '100',
  '1e5',
  '1e+3',
  '1.5e3',
  '-2.50E-3',
  '9.99e+12',
  '1.5e-12',
  '-1e-5',
  '1e+',
  '1e+-3',
  '1.e5',
  '12e+3',
  '1.10e1',
  'e-1',
  '2024-02-29',
  '2024-02-29 00:00:00',
  '2024-02-29T00:00:00.000',
  '2024-02-29 12:30',
  '2024-02-29T12:30:05.120',
  '2024-02-29 12:30:05Z',
  '2024-02-29 00:00:00Z',
  '2024-02-29T23:59:59.100Z',
  '2024-02-29 00:00:00.500',
  '2024-02-29 00:00:00.',
  '2024-02-29 12:30Z',
  '12:30:05.500',
  '12:30:05',
  '12:30',
  '2024-2-9 00:00:00',
  'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11',
  'A0EEBC99-9C0B',
  'x-1.0',
  '1.0-x',
  '+1.0',
  '-',
  '.',
  '-.',
  '--1.0',
  '1.',
  'true',
  '\\x0A',
  '12-34',
  'a.b:c',
];

describe.each(Object.keys(engines))('%s', (name) => {
  describe.skipIf(name === 'mysql' && !hasMariadb)('on the engine', () => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await (engines[name] as () => Promise<Engine>)();
    });
    afterAll(() => engine.close());

    it('reads awkward values back as they were', async () => {
      const list = awkward.map((value, i) => `${engine.dialect.literal(value)} AS c${i}`).join(', ');
      const rows = await engine.query(`SELECT ${list}`);
      expect(Object.values(rows[0] ?? {})).toEqual(awkward);
    });

    it('takes awkward names', async () => {
      // MySQL drops white space before the name of a result column, and names hold only the Basic Multilingual Plane.
      for (const name of engine.dialect.name === 'mysql'
        ? awkward.map((name) => name.replace(/^\s/, 'x$&').replace(/[\u{10000}-\u{10ffff}]/gu, 'x'))
        : awkward) {
        expect(await engine.query(`SELECT ${engine.dialect.ident(name)} AS n FROM (SELECT 7 AS ${engine.dialect.ident(name)}) t`)).toEqual([
          { n: 7 },
        ]);
      }
    });

    it('writes the canonical text of the profiler', async () => {
      const column = engine.dialect.ident('v');
      const rows = changing.map((value, i) => `SELECT ${i} AS i, ${engine.dialect.literal(value)} AS ${column}`).join(' UNION ALL ');
      const texts = await engine.query(`SELECT ${engine.dialect.text(column)} AS t FROM (${rows}) q ORDER BY i`);
      const own = changing.map((value) => `(${duckdbDialect.literal(value)})`).join(', ');
      const expected = await canonical.rows<{ v: string }>(`SELECT ${canonicalSql('v')} AS v FROM (VALUES ${own}) q (v)`);
      expect(texts.map((row, i) => [changing[i], row['t']])).toEqual(expected.map((row, i) => [changing[i], row.v]));
    });

    it('writes the same text for a declared type as without it', async () => {
      const typed: Readonly<Record<string, readonly (readonly [type: string, value: string, text: string])[]>> = {
        postgresql: [
          ['numeric(10,2)', '3.50', '3.5'],
          ['numeric', '-0.00', '0'],
          ['numeric', '100', '100'],
          ['timestamp without time zone', '2024-02-29 00:00:00', '2024-02-29'],
          ['timestamp with time zone', '2024-02-29 12:30:00.50+00', '2024-02-29 12:30:00.5'],
          ['time without time zone', '12:30:05.500', '12:30:05.5'],
          ['uuid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
          ['boolean', 'true', 'true'],
        ],
        duckdb: [
          ['BIGINT', '-12', '-12'],
          ['DECIMAL(10,2)', '3.50', '3.5'],
          ['DECIMAL(10,0)', '100', '100'],
          ['DOUBLE', '1e20', '100000000000000000000'],
          ['DATE', '2024-02-29', '2024-02-29'],
          ['TIME', '12:30:05.500', '12:30:05.5'],
          ['TIMESTAMP', '2024-02-29 00:00:00', '2024-02-29'],
          ['TIMESTAMP', '2024-02-29 12:30:05.120', '2024-02-29 12:30:05.12'],
          ['UUID', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
          ['BOOLEAN', 'true', 'true'],
        ],
        sqlite: [
          ['INTEGER', '100', '100'],
          ['REAL', '3.50', '3.5'],
          ['REAL', '3', '3'],
          ['REAL', '1e20', '100000000000000000000'],
        ],
        mysql: [
          ['decimal(10,2)', '3.50', '3.5'],
          ['datetime(3)', '2024-02-29 00:00:00.000', '2024-02-29'],
          ['date', '2024-02-29', '2024-02-29'],
        ],
      };
      for (const [type, value, text] of typed[name] ?? []) {
        const cast = `CAST(${engine.dialect.literal(value)} AS ${type})`;
        const rows = await engine.query(
          `SELECT ${engine.dialect.text('v', type)} AS typed, ${engine.dialect.text('v')} AS plain FROM (SELECT ${cast} AS v) q`,
        );
        expect(rows, type).toEqual([{ typed: text, plain: text }]);
      }
    });

    it.runIf(name === 'duckdb')('brings texts into NFC, timestamps to UTC, and writes long numbers out', async () => {
      const text = async (value: string, type?: string) =>
        (await engine.query(`SELECT ${engine.dialect.text(engine.dialect.literal(value), type)} AS t`))[0]?.['t'];
      expect(await text('e\u0301 ')).toBe('\u00e9');
      expect(await text('2024-02-29 01:30:00+02')).toBe('2024-02-28 23:30:00');
      expect(await text('2024-02-31 01:30:00+02')).toBe('2024-02-31 01:30:00+02');
      expect(await text('-1.5e+300')).toBe(`-15${'0'.repeat(299)}`);
      expect(await text('-1.5e-300')).toBe(`-0.${'0'.repeat(299)}15`);
      expect(await text('1.0', 'integer')).toBe('1');
      expect(await text('007 ', 'integer')).toBe('007');
      const zoned = `CAST('2024-02-29 02:00:00+02' AS TIMESTAMP WITH TIME ZONE)`;
      const rows = await engine.query(`SELECT ${engine.dialect.text(zoned, 'TIMESTAMP WITH TIME ZONE')} AS t`);
      expect(rows).toEqual([{ t: '2024-02-29' }]);
    });

    it('compares texts exactly', async () => {
      const text = (value: string) => engine.dialect.text(engine.dialect.literal(value));
      const same = async (a: string, b: string) =>
        (await engine.query(`SELECT CASE WHEN ${text(a)} = ${text(b)} THEN 1 ELSE 0 END AS same`))[0]?.['same'];
      expect(await same('abc', 'ABC')).toBe(0);
      expect(await same('resume', 'résumé')).toBe(0);
      expect(await same('ss', 'ß')).toBe(0);
      expect(await same('1', '01')).toBe(0);
      expect(await same('abc  ', 'abc')).toBe(1);
      const distinct = `SELECT COUNT(DISTINCT ${engine.dialect.text('v')}) AS n FROM (SELECT 'a' AS v UNION ALL SELECT 'A' UNION ALL SELECT 'ä' UNION ALL SELECT 'a ') q`;
      expect(await engine.query(distinct)).toEqual([{ n: 3 }]);
    });
  });
});
