import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openDuckDB, quoteIdent, quoteText, type DuckDB, type TextRows } from './engine.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-duckdb-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function using<T>(work: (db: DuckDB) => Promise<T>, allowedPaths: readonly string[] = []): Promise<T> {
  const db = await openDuckDB({ memoryLimitMb: 200, threads: 2, tempDirectory: join(home, 'spill'), allowedPaths });
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

test('reads nothing but what is allowed, and the settings are locked', async () => {
  writeFileSync(join(home, 'allowed.csv'), 'a\n1\n');
  writeFileSync(join(home, 'other.csv'), 'a\n1\n');
  await using(
    async (db) => {
      expect(await db.rows(`SELECT a FROM read_csv(${quoteText(join(home, 'allowed.csv'))}, all_varchar=true)`)).toEqual([{ a: '1' }]);
      for (const sql of [
        `SELECT * FROM read_csv(${quoteText(join(home, 'other.csv'))})`,
        `SELECT * FROM read_text('/etc/passwd')`,
        `COPY (SELECT 1) TO ${quoteText(join(home, 'out.csv'))}`,
        `ATTACH ${quoteText(join(home, 'other.duckdb'))}`,
        'INSTALL httpfs',
        'SET enable_external_access=true',
        "SET memory_limit='8GB'",
      ]) {
        await expect(db.run(sql), sql).rejects.toThrow(/Permission Error|configuration/);
      }
    },
    [join(home, 'allowed.csv')],
  );
});

test('gives numbers where they fit, else text', async () => {
  await using(async (db) => {
    const sql = `SELECT 1::BIGINT AS a, 9007199254740993 AS b, 2::HUGEINT AS c, 1.50::DECIMAL(9,2) AS d, 12345678901234567890.5::DECIMAL(30,1) AS e,
      DATE '2020-01-02' AS f, TIMESTAMPTZ '2020-01-02 03:00:00+02' AS g, encode('é') AS h, [1, NULL] AS i, {'x': 1} AS j, NULL AS k, 'ab' AS l`;
    expect(await db.rows(sql)).toEqual([
      {
        a: 1,
        b: '9007199254740993',
        c: 2,
        d: 1.5,
        e: '12345678901234567890.5',
        f: '2020-01-02',
        g: '2020-01-02 01:00:00+00',
        h: '\\xc3a9',
        i: [1, null],
        j: { x: 1 },
        k: null,
        l: 'ab',
      },
    ]);
  });
});

test('appends and streams rows of texts, over several chunks', async () => {
  await using(async (db) => {
    await db.run(`CREATE TABLE ${quoteIdent('odd "name"')} (a VARCHAR, b VARCHAR)`);
    const rows = Array.from({ length: 5000 }, (_row, i) => [i % 3 === 0 ? null : `row ${i} é\n"'`, '']);
    async function* batches(): AsyncGenerator<TextRows> {
      for (let at = 0; at < rows.length; at += 777) yield { rows: rows.slice(at, at + 777) };
    }
    expect(await db.append('odd "name"', 2, batches())).toBe(5000);
    const read: (string | null)[][] = [];
    for await (const part of db.stream(`SELECT * FROM ${quoteIdent('odd "name"')}`)) read.push(...part);
    expect(read).toEqual(rows);
  });
});

test('a stream that fails or is aborted in the middle throws, and keeps order and columns until then', async () => {
  await using(async (db) => {
    const failing = "SELECT CASE WHEN i = 400000 THEN error('boom') ELSE 'x' END AS x FROM range(900000) t(i)";
    let rows = 0;
    const read = async (sql: string, signal?: AbortSignal) => {
      rows = 0;
      for await (const part of db.stream(sql, signal)) rows += part.length;
    };
    await expect(read(failing)).rejects.toThrow(/boom/);
    expect(rows).toBeGreaterThan(0);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    await expect(read('SELECT md5(i::VARCHAR) AS x FROM range(30000000) t(i)', controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    const sorted: bigint[] = [];
    for await (const [first = [], second = []] of db.chunks('SELECT i, i AS i FROM range(10000) t(i) ORDER BY hash(i), i -- sorted')) {
      expect(second).toEqual(first);
      sorted.push(...(first as bigint[]));
    }
    const expected = await db.rows<{ i: number }>('SELECT i FROM range(10000) t(i) ORDER BY hash(i), i');
    expect(sorted.map(Number)).toEqual(expected.map(({ i }) => i));
    await read('SELECT 1 AS a WHERE false');
    expect(rows).toBe(0);
  });
});

test('an aborted call throws cancelled and leaves the others alone', async () => {
  await using(async (db) => {
    const controller = new AbortController();
    const long = db.rows('SELECT sum(i * j) FROM range(100000000) a(i), range(1000) b(j)', controller.signal);
    setTimeout(() => controller.abort(), 50);
    await expect(long).rejects.toMatchObject({ code: 'cancelled' });
    await expect(db.rows('SELECT 1', controller.signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect(await db.rows('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

test('a closed engine says so', async () => {
  const db = await openDuckDB({ memoryLimitMb: 100, threads: 1, tempDirectory: join(home, 'spill') });
  db.close();
  await expect(db.run('SELECT 1')).rejects.toMatchObject({ code: 'unavailable' });
});
