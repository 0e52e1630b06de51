import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import type { DatabaseConnector, Session } from '../../src/connectors/contract.ts';
import { connectorFor } from '../../src/connectors/registry.ts';
import { dialectNamed } from '../../src/dialects/by-name.ts';
import type { Dialect } from '../../src/dialects/dialect.ts';
import { joinSql, type JoinedBy, type JoinedEntity } from '../../src/dialects/join-sql.ts';
import { openDuckDB } from '../../src/duckdb/engine.ts';
import { hasMariadb, startMariadb, type Mariadb } from '../support/mariadb.ts';
import { testDatabase } from '../support/store.ts';

const directory = mkdtempSync(join(tmpdir(), 'cognate-join-sql-'));
let mariadb: Mariadb | undefined;
afterAll(async () => {
  await mariadb?.stop();
  rmSync(directory, { recursive: true, force: true });
});

type Query = (sql: string) => Promise<readonly Record<string, unknown>[]>;

/** Asks one question of an engine by its connector. */
async function through(type: string, config: Record<string, unknown>, ask: (query: Query) => Promise<void>): Promise<void> {
  const connector = connectorFor(type) as DatabaseConnector;
  const signal = new AbortController().signal;
  const session: Session = await connector.open(connector.configSchema.parse(config), signal);
  try {
    await ask((sql) => session.query(sql, signal));
  } finally {
    await session.close();
  }
}

const engines: Readonly<Record<string, (ask: (query: Query) => Promise<void>) => Promise<void>>> = {
  async duckdb(ask) {
    const engine = await openDuckDB({ memoryLimitMb: 200, threads: 1, tempDirectory: directory });
    await ask((sql) => engine.rows(sql)).finally(() => engine.close());
  },
  async sqlite(ask) {
    const path = join(directory, 'join.sqlite');
    const database = new Database(path);
    database.exec('CREATE TABLE t (a)');
    database.close();
    await through('sqlite', { path }, ask);
  },
  async postgresql(ask) {
    await through('postgresql', (connectorFor('postgresql') as DatabaseConnector).parseTarget(await testDatabase())?.config ?? {}, ask);
  },
  async mysql(ask) {
    mariadb = await startMariadb();
    await through('mysql', { ...mariadb.app, database: await mariadb.database() }, ask);
  },
};

const place = (name: string, types: Readonly<Record<string, string>>): JoinedEntity => ({
  path: { database: 'd', schema: 's', name },
  types: new Map(Object.entries(types)),
});
const notes = place('notes', { id: 'integer', 'of "it`': 'text', kind: 'text' });
const orders = place('orders', { id: 'BIGINT', customer: 'integer' });
const customers = place('customers', { id: 'bigint', name: 'text' });

/** The rows of each table stand in the statement itself: the sessions write nothing. */
function inline(dialect: Dialect): Dialect {
  const select = (rows: readonly Readonly<Record<string, string>>[]): string =>
    rows
      .map(
        (row) =>
          `SELECT ${Object.entries(row)
            .map(([name, value]) => `${value} AS ${dialect.ident(name)}`)
            .join(', ')}`,
      )
      .join(' UNION ALL ');
  const note = (id: number, of: string, kind: string) => ({ id: String(id), 'of "it`': `'${of}'`, kind: `'${kind}'` });
  const tables: Readonly<Record<string, string>> = {
    notes: select([note(1, '10', 'Order'), note(2, '11', 'Order'), note(3, '10', 'Customer'), note(4, '99', 'Order')]),
    orders: select([
      { id: '10', customer: '7' },
      { id: '11', customer: '8' },
    ]),
    customers: select([{ id: '7', name: `'Ada'` }]),
  };
  return { ...dialect, table: ({ name }) => `(${tables[name]})` };
}

/** Notes are about orders where they say so, by a text; orders are of customers. */
const joins: readonly JoinedBy[] = [
  { entity: orders, columns: [['of "it`', 'id']], isTotal: false, part: { side: 'before', column: 'kind', test: 'equals', value: 'Order' } },
  { entity: customers, columns: [['customer', 'id']], isTotal: true },
];

describe.each(['duckdb', 'sqlite', 'postgresql', 'mysql'])('on %s', (name) => {
  it.skipIf(name === 'mysql' && !hasMariadb)('joins over a discriminator and different types, and loses no row of the start', async () => {
    await engines[name]?.(async (query) => {
      const dialect = inline(dialectNamed(name));
      const counted = (sql: string) =>
        sql.replace('SELECT *', 'SELECT t1.id AS note, t2.id AS ordered, t3.name AS customer').replace(/\nLIMIT \d+$/, '\nORDER BY 1');
      const rows = await query(counted(joinSql(dialect, notes, joins, 100)));
      expect(rows.map(({ note, ordered, customer }) => [Number(note), ordered === null ? null : Number(ordered), customer])).toEqual([
        [1, 10, 'Ada'],
        [2, 11, null],
        [3, null, null],
        [4, null, null],
      ]);
      const odd = { ...orders, types: new Map([['id', 'double']]) };
      expect(await query(joinSql(dialect, notes, [{ ...joins[0], entity: odd, isTotal: false } as JoinedBy], 100))).toHaveLength(4);
      const begins: readonly JoinedBy[] = [{ ...joins[0], part: { side: 'before', column: 'kind', test: 'begins', value: 'Ord' } } as JoinedBy];
      expect(await query(joinSql(dialect, notes, begins, 3))).toHaveLength(3);
    });
  });
});

it('says JOIN as long as every row has a partner, and LEFT JOIN from then on', () => {
  const dialect = dialectNamed('postgresql');
  const total: JoinedBy = { entity: customers, columns: [['customer', 'id']], isTotal: true };
  expect(joinSql(dialect, orders, [total, { ...total, isTotal: false }, total], 5)).toBe(
    'SELECT *\nFROM "s"."orders" AS t1\nJOIN "s"."customers" AS t2 ON t2."id" = t1."customer"\n' +
      'LEFT JOIN "s"."customers" AS t3 ON t3."id" = t2."customer"\nLEFT JOIN "s"."customers" AS t4 ON t4."id" = t3."customer"\nLIMIT 5',
  );
  expect(dialectNamed('of nobody').name).toBe('ansi');
});
