import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasMariadb, startMariadb, type Mariadb } from '../../test/support/mariadb.ts';
import { testDatabase } from '../../test/support/store.ts';
import type { DatabaseConnector, Session } from '../connectors/contract.ts';
import { connectorFor } from '../connectors/registry.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { openDuckDB } from '../duckdb/engine.ts';
import { elementsPath, recordsPath } from '../domain/saas-records.ts';
import type { SaasModel } from '../domain/saas.ts';
import { openLanding, type Landing } from './index.ts';

const never = new AbortController().signal;
const directory = mkdtempSync(join(tmpdir(), 'cognate-landing-'));
let mariadb: Mariadb | undefined;

afterAll(async () => {
  await mariadb?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const oddNames = ['a b', "it's", 'q"t', 'x/y~z', 'ä', 'dot.ted', 'UPPER', '0'];
const odd = Object.fromEntries(oddNames.map((name, i) => [name, `v${i}`]));

/** Records as they land: an id, JSON in `data`, a list in `tags`. */
const records: readonly { readonly id: string; readonly data: unknown; readonly tags: unknown }[] = [
  { id: '1', data: { name: `O'Neill "x" \\ ä`, n: 12, big: '%BIG%', yes: true, in: { deep: 'x', none: null }, odd }, tags: ['2', '3'] },
  { id: '2', data: { name: '', n: -1.5, yes: false, in: { deep: 'y', none: null }, odd: {} }, tags: [] },
  { id: '3', data: { name: null, list: [{ a: 1 }], odd: { ...odd, UPPER: 'other' } }, tags: null },
  { id: '4', data: null, tags: ['1'] },
];
const big = '12345678901234567890';
const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value).replace('"%BIG%"', big));

const statements = (dialect: Pick<Dialect, 'ident' | 'literal'>, types: { readonly text: string; readonly json: string }): string[] => {
  const name = (text: string) => dialect.ident(text);
  const literal = (text: string | null) => (text === null ? 'NULL' : dialect.literal(text));
  const columns = [
    `${name('_airbyte_raw_id')} ${types.text}`,
    `${name('id')} ${types.text}`,
    `${name('data')} ${types.json}`,
    `${name('tags')} ${types.json}`,
  ];
  return [
    `CREATE TABLE ${name('things')} (${columns.join(', ')})`,
    ...records.map(
      ({ id, data, tags }) => `INSERT INTO ${name('things')} VALUES ('r${id}', ${literal(id)}, ${literal(json(data))}, ${literal(json(tags))})`,
    ),
  ];
};

function database(type: string): DatabaseConnector {
  const connector = connectorFor(type);
  if (connector.sourceType === 'saas') throw new Error(`${type} is no database`);
  return connector;
}

const systems: Readonly<Record<string, () => Promise<Session>>> = {
  async DuckDB() {
    const { duckdbDialect } = await import('../dialects/duckdb.ts');
    const path = join(directory, 'system.duckdb');
    const engine = await openDuckDB({ path, memoryLimitMb: 200, threads: 1, tempDirectory: directory });
    for (const sql of statements(duckdbDialect, { text: 'VARCHAR', json: 'JSON' })) await engine.run(sql);
    await engine.run('CHECKPOINT');
    engine.close();
    return database('duckdb').open({ path }, never);
  },
  async PostgreSQL() {
    const { postgresqlDialect } = await import('../dialects/postgresql.ts');
    const address = await testDatabase();
    const client = new Client(address);
    await client.connect();
    for (const sql of statements(postgresqlDialect({ normalize: true }), { text: 'varchar', json: 'jsonb' })) await client.query(sql);
    await client.end();
    return database('postgresql').open(database('postgresql').parseTarget(address)?.config ?? {}, never);
  },
  async SQLite() {
    const { sqliteDialect } = await import('../dialects/sqlite.ts');
    const { default: Database } = await import('libsql');
    const path = join(directory, 'system.sqlite');
    const db = new Database(path);
    for (const sql of statements(sqliteDialect, { text: 'TEXT', json: 'TEXT' })) db.exec(sql);
    db.close();
    return database('sqlite').open({ path }, never);
  },
  async MariaDB() {
    const { mysqlDialect } = await import('../dialects/mysql.ts');
    mariadb = await startMariadb();
    const name = await mariadb.database();
    for (const sql of statements(mysqlDialect, { text: 'varchar(40)', json: 'json' })) await mariadb.execute(sql, name);
    return database('mysql').open(database('mysql').configSchema.parse({ ...mariadb.app, database: name }), never);
  },
};

describe.each(Object.keys(systems))('JSON that landed in %s', (system) => {
  if (system === 'MariaDB' && !hasMariadb) return;
  let session: Session;
  let landing: Landing;

  beforeAll(async () => {
    const open = systems[system];
    if (open === undefined) throw new Error('no such system');
    session = await open();
    landing = await openLanding({ session, connections: null, selectedStreams: ['things'], described: null, signal: never });
  }, 60_000);
  afterAll(() => session.close());

  const rows = async (path: typeof recordsPath extends (name: string) => infer P ? P : never, fields: readonly string[]) => {
    const all: (readonly (string | null)[])[] = [];
    for await (const batch of landing.reader.read(path, fields, { signal: never })) all.push(...batch.rows);
    return all;
  };

  test('is fields, with dotted paths outside of the one container', () => {
    const fields = landing.saas.objects[0]?.fields.map(({ apiIdentifier }) => apiIdentifier);
    const expected = [
      'name',
      'n',
      'big',
      'yes',
      'in.deep',
      'in.none',
      ...oddNames.map((name) => `odd.${name.includes('.') ? `"${name}"` : name}`),
      'list',
    ];
    expect(fields?.toSorted()).toEqual(['_airbyte_raw_id', 'id', 'tags', ...expected].toSorted());
    expect(landing.columns.get('things')?.get('in.deep')).toEqual({ column: 'data', path: ['in', 'deep'], isSyncColumn: false });
    expect(landing.columns.get('things')?.get('_airbyte_raw_id')?.isSyncColumn).toBe(true);
    expect(landing.model.entities.flatMap(({ attributes }) => attributes.map(({ name }) => name))).not.toContain('_airbyte_raw_id');
  });

  test('is read as the values that were written', async () => {
    expect(await rows(recordsPath('things'), ['id', 'name', 'n', 'big', 'yes', 'in.deep', 'in.none', 'list', 'odd.UPPER'])).toEqual([
      ['1', `O'Neill "x" \\ ä`, '12', big, 'true', 'x', null, null, 'v6'],
      ['2', '', '-1.5', null, 'false', 'y', null, null, null],
      ['3', null, null, null, null, null, null, '[{"a":1}]', 'other'],
      ['4', null, null, null, null, null, null, null, null],
    ]);
    expect(await rows(elementsPath('things', 'tags'), ['id', 'tags'])).toEqual([
      ['1', '2'],
      ['1', '3'],
      ['4', '1'],
    ]);
  });

  test('stops at the limit', async () => {
    const read = async (path: ReturnType<typeof recordsPath>) => {
      let count = 0;
      for await (const batch of landing.reader.read(path, ['id'], { signal: never, limit: 2 })) count += batch.rows.length;
      return count;
    };
    expect(await read(recordsPath('things'))).toBe(2);
  });

  test('has the same texts where the system source is asked', async () => {
    for (const { path, attributes } of landing.model.entities) {
      for (const { name, dataType } of attributes) {
        if (dataType === 'array' || dataType === 'object') continue;
        // SQLite has no way to write such a path.
        if (system === 'SQLite' && name.includes('q"t')) continue;
        const text = landing.dialect.text(landing.dialect.ident(name), dataType);
        const asked = await session.query(`SELECT ${text} AS v FROM ${landing.dialect.table(path, [name])}`, never);
        const read = await rows(path, [name]);
        const sorted = (values: readonly unknown[]) =>
          values.map((value) => (value === null ? '' : String(value as string | number))).toSorted((a, b) => (a < b ? -1 : 1));
        expect(sorted(asked.map(({ v }) => v))).toEqual(sorted(read.map(([value]) => value ?? null)));
      }
    }
  });
});

test('what the platform says and what landed are one object; a stream that nothing describes is added', async () => {
  const path = join(directory, 'met.duckdb');
  const engine = await openDuckDB({ path, memoryLimitMb: 200, threads: 1, tempDirectory: directory });
  await engine.run(`
    CREATE TABLE crm_contact (_airbyte_raw_id VARCHAR, ID VARCHAR, EMAIL VARCHAR, "extra" VARCHAR);
    CREATE TABLE crm_engagements_calls (_airbyte_raw_id VARCHAR, id VARCHAR, title VARCHAR, body VARCHAR);
    CREATE TABLE crm_archived_deals (_airbyte_raw_id VARCHAR, since VARCHAR, reason VARCHAR, who VARCHAR);
    INSERT INTO crm_contact VALUES ('r', '1', 'a@b.example', 'x')`);
  engine.close();
  const object = (apiIdentifier: string, objectName: string, fields: readonly string[]): SaasModel['objects'][number] => ({
    apiIdentifier,
    objectName,
    isCustom: true,
    description: `All about ${objectName}`,
    fields: fields.map((name) => ({
      apiIdentifier: name,
      fieldName: `The ${name}`,
      dataType: 'string',
      isRequired: false,
      isUnique: name === 'id',
      isCustom: false,
      isSensitive: name === 'email',
      description: 'As the platform says.',
      references: [],
    })),
  });
  const described: SaasModel = {
    objects: [
      object('2-17', 'Contact', ['id', 'email', 'phone']),
      object('calls', 'Call', ['id', 'title', 'body']),
      object('deals', 'Deal', ['id', 'amount']),
    ],
    associations: [],
    notes: [],
  };
  const session = await database('duckdb').open({ path }, never);
  const streams = ['contact', 'engagements_calls', 'archived_deals', 'forms'];
  const landing = await openLanding({ session, connections: null, selectedStreams: streams, described, signal: never });
  await session.close();
  expect(landing.saas.objects.map(({ apiIdentifier }) => [apiIdentifier, landing.tables.get(apiIdentifier)?.name])).toEqual([
    ['2-17', 'crm_contact'],
    ['archived_deals', 'crm_archived_deals'],
    ['calls', 'crm_engagements_calls'],
    ['deals', undefined],
  ]);
  const contact = landing.saas.objects[0];
  expect(contact).toMatchObject({ objectName: 'Contact', isCustom: true, description: 'All about Contact' });
  expect(contact?.fields.map(({ apiIdentifier, fieldName }) => `${apiIdentifier}: ${fieldName}`)).toEqual([
    'id: The id',
    'email: The email',
    'phone: The phone',
    'extra: extra',
    '_airbyte_raw_id: _airbyte_raw_id',
  ]);
  expect([...(landing.columns.get('2-17')?.keys() ?? [])]).toEqual(['id', 'email', 'extra', '_airbyte_raw_id']);
  expect(landing.model.entities.find(({ path: { name } }) => name === '2-17')).toMatchObject({
    attributes: [{ name: 'id' }, { name: 'email', isSensitive: true, description: 'As the platform says.' }, { name: 'extra', isSensitive: false }],
    keys: [{ kind: 'unique', columns: ['id'] }],
  });
  expect(landing.saas.notes).toEqual(['The stream forms is selected, but no table of it has landed: run the sync, or refresh its connection.']);
});
