import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { EntityModel } from '../../domain/entity.ts';
import { SourceError } from '../../domain/errors.ts';
import type { Session } from '../contract.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;
const root = mkdtempSync(path.join(tmpdir(), 'cognate-sqlite-'));
let file: string;
let count = 0;

beforeEach(() => {
  count += 1;
  file = path.join(root, `case${count}.sqlite`);
});

afterAll(() => rmSync(root, { recursive: true }));

/** Runs `work` on a session of a database made by `sql`, which its writer keeps open. */
async function on<T>(sql: string, work: (session: Session, writer: Database.Database) => Promise<T>): Promise<T> {
  const writer = new Database(file);
  writer.exec(sql);
  const session = await connector.open({ path: file }, never);
  try {
    return await work(session, writer);
  } finally {
    await session.close();
    writer.close();
  }
}

async function rowsOf(session: Session, name: string, columns: readonly string[]): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  for await (const batch of session.read({ database: `case${count}`, schema: 'main', name }, columns, { signal: never })) {
    rows.push(...batch.rows.map((row) => [...row]));
  }
  return rows;
}

async function entitiesOf(session: Session): Promise<Map<string, EntityModel>> {
  return new Map((await session.introspect(never)).entities.map((entity) => [entity.path.name, entity]));
}

const target = (name: string) => ({ database: `case${count}`, schema: 'main', name });

describe('introspection', () => {
  it('resolves foreign keys that leave out columns, differ in case or lead nowhere', async () => {
    const sql = `
      CREATE TABLE "Parent" (A integer, b text, PRIMARY KEY (b, A));
      CREATE TABLE child (id integer PRIMARY KEY, x integer, y text, up integer REFERENCES CHILD, n integer REFERENCES gone(id),
        m text REFERENCES parent(nope), FOREIGN KEY (y, X) REFERENCES PARENT, FOREIGN KEY (x, y) REFERENCES parent(a, B))`;
    await on(sql, async (session) => {
      const child = (await entitiesOf(session)).get('child');
      expect(child?.foreignKeys).toEqual([
        { columns: ['up'], target: target('child'), targetColumns: ['id'] },
        { columns: ['y', 'x'], target: target('Parent'), targetColumns: ['b', 'A'] },
        { columns: ['x', 'y'], target: target('Parent'), targetColumns: ['A', 'b'] },
      ]);
      expect(child?.notes).toEqual([
        'A foreign key (n) refers to gone, which has no such key: left out.',
        'A foreign key (m) refers to parent, which has no such key: left out.',
      ]);
    });
  });

  it('knows keys, indexes, generated columns and what may be null', async () => {
    const sql = `
      CREATE TABLE a (id integer PRIMARY KEY, x text UNIQUE, y text NOT NULL, twice AS (id * 2), thrice AS (id * 3) STORED, untyped);
      CREATE TABLE b (code text PRIMARY KEY);
      CREATE TABLE c (p text, q integer, PRIMARY KEY (q, p)) WITHOUT ROWID;
      CREATE UNIQUE INDEX plain ON a (y, x); CREATE INDEX partial ON a (x) WHERE x > 'a'; CREATE INDEX computed ON a (lower(x))`;
    await on(sql, async (session) => {
      const entities = await entitiesOf(session);
      expect(entities.get('a')?.attributes.map(({ name, dataType, isNullable }) => [name, dataType, isNullable])).toEqual([
        ['id', 'INTEGER', false],
        ['x', 'TEXT', true],
        ['y', 'TEXT', false],
        ['twice', 'ANY', true],
        ['thrice', 'ANY', true],
        ['untyped', 'ANY', true],
      ]);
      expect(entities.get('a')?.keys).toEqual([
        { kind: 'primary', columns: ['id'] },
        { kind: 'unique', columns: ['x'] },
      ]);
      expect(entities.get('a')?.indexes).toEqual([
        { name: 'plain', columns: ['y', 'x'], isUnique: true },
        { name: 'sqlite_autoindex_a_1', columns: ['x'], isUnique: true },
      ]);
      expect(entities.get('b')?.attributes[0]?.isNullable).toBe(true);
      expect(entities.get('c')?.attributes.map(({ isNullable }) => isNullable)).toEqual([false, false]);
      expect(entities.get('c')?.keys).toEqual([{ kind: 'primary', columns: ['q', 'p'] }]);
    });
  });

  it('leaves out shadow tables, hidden columns and views that are broken', async () => {
    const sql = `
      CREATE VIRTUAL TABLE search USING fts5(body); INSERT INTO search VALUES ('text');
      CREATE TABLE t (a integer); CREATE VIEW good AS SELECT a, a + 1 FROM t; CREATE VIEW bad AS SELECT * FROM gone;
      CREATE TABLE counted (id integer PRIMARY KEY AUTOINCREMENT); INSERT INTO counted DEFAULT VALUES; CREATE TABLE sqlitex (a)`;
    await on(sql, async (session) => {
      const model = await session.introspect(never);
      expect(model.entities.map(({ path, kind }) => [path.name, kind])).toEqual([
        ['counted', 'table'],
        ['good', 'view'],
        ['search', 'view'],
        ['sqlitex', 'table'],
        ['t', 'table'],
      ]);
      expect(model.notes).toEqual(['The view or virtual table bad was left out: SQLite cannot read its definition.']);
      expect(model.entities[1]?.attributes.map(({ name }) => name)).toEqual(['a', 'a + 1']);
      expect(await rowsOf(session, 'search', ['body'])).toEqual([['text']]);
    });
  });
});

describe('values', () => {
  it('writes each by its own type, whatever the column says', async () => {
    const sql = `
      CREATE TABLE t (n integer, v);
      INSERT INTO t VALUES (1, 1), (2, '1'), (3, 1.0), (4, 0.1), (5, 1e300), (6, -1e-7), (7, x'00FF'), (8, ''), (9, NULL),
        (10, 9223372036854775807), (11, 9e999), (12, 'a' || char(0) || 'b'), (13, CAST(x'ff41' AS text)), (14, json('{"a": 1}')), (15, 0.1 + 0.2)`;
    await on(sql, async (session) => {
      expect((await rowsOf(session, 't', ['v'])).map(([value]) => value)).toEqual([
        '1',
        '1',
        '1',
        '0.1',
        `1${'0'.repeat(300)}`,
        '-0.0000001',
        '\\x00ff',
        '',
        null,
        '9223372036854775807',
        'Infinity',
        'a\0b',
        '\uFFFDA',
        '{"a":1}',
        '0.30000000000000004',
      ]);
    });
  });

  it('answers queries in JavaScript numbers where they fit', async () => {
    await on('CREATE TABLE t (a)', async (session) => {
      const sql = `WITH q AS (SELECT 1 AS n) SELECT n, 1.5 AS x, -9223372036854775808 AS low, 9007199254740993 AS high, x'01' AS raw, json('[1]') AS j, NULL AS none FROM q; -- all`;
      expect(await session.query(sql.replace('; -- all', ' -- all'), never)).toEqual([
        { n: 1, x: 1.5, low: '-9223372036854775808', high: '9007199254740993', raw: '\\x01', j: '[1]', none: null },
      ]);
    });
  });

  it('reads 2,000 columns', async () => {
    const columns = Array.from({ length: 2000 }, (_, i) => `c${i}`);
    await on(`CREATE TABLE t (${columns.join(', ')}); INSERT INTO t (c0, c1999) VALUES ('first', 'last')`, async (session) => {
      const [row] = await rowsOf(session, 't', columns);
      expect(row?.length).toBe(2000);
      expect([row?.[0], row?.[1], row?.[1999]]).toEqual(['first', null, 'last']);
    });
  });
});

describe('the file', () => {
  const fill = 'CREATE TABLE t (a); WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 10000) INSERT INTO t SELECT i FROM s';

  it('is read in WAL mode, with what is not yet in the main file', async () => {
    await on(`PRAGMA journal_mode = wal; ${fill}`, async (session, writer) => {
      writer.exec("INSERT INTO t VALUES ('later')");
      const rows = await rowsOf(session, 't', ['a']);
      expect(rows).toHaveLength(10_001);
      expect(rows.at(-1)).toEqual(['later']);
    });
  });

  it('is not kept locked by a reader that left in the middle, nor after closing', async () => {
    await on(fill, async (session, writer) => {
      const reader = session.read(target('t'), ['a'], { signal: never })[Symbol.asyncIterator]();
      await reader.next();
      expect(() => writer.exec('DELETE FROM t WHERE a = 1')).toThrow(/locked/);
      await reader.return?.();
      writer.exec('DELETE FROM t WHERE a = 1');
      expect(await rowsOf(session, 't', ['a'])).toHaveLength(9999);
    });
  });

  it('gives a clear error when another program has locked it', async () => {
    await on(fill, async (session, writer) => {
      writer.exec('BEGIN EXCLUSIVE');
      await expect(rowsOf(session, 't', ['a'])).rejects.toThrow(/locked by another program/);
      await expect(connector.open({ path: file }, never)).rejects.toBeInstanceOf(SourceError);
      writer.exec('COMMIT');
      expect(await rowsOf(session, 't', ['a'])).toHaveLength(10_000);
    });
  });

  it('gets no companion files', async () => {
    const writer = new Database(file);
    writer.exec(fill);
    writer.close();
    const before = readdirSync(root).filter((name) => name.startsWith(`case${count}.`));
    const session = await connector.open({ path: file }, never);
    await session.introspect(never);
    await rowsOf(session, 't', ['a']);
    await session.close();
    expect(readdirSync(root).filter((name) => name.startsWith(`case${count}.`))).toEqual(before);
  });
});
