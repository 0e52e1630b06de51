import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeConnector } from '../../../test/contracts/connector.ts';
import { fixtureStatements } from '../../../test/contracts/fixture.ts';
import { testDatabase } from '../../../test/support/store.ts';
import { postgresqlDialect } from '../../dialects/postgresql.ts';
import type { EntityPath } from '../../domain/entity.ts';
import { AppError, SourceError, type SourceStage } from '../../domain/errors.ts';
import type { Session } from '../contract.ts';
import { parsePostgresqlTarget, type PostgresqlConfig } from './config.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;

let config: PostgresqlConfig;
let admin: Client;
let session: Session;

beforeAll(async () => {
  const url = await testDatabase();
  const target = parsePostgresqlTarget(url);
  if (!target) throw new Error('testDatabase() gave no PostgreSQL URL');
  config = target.config;
  admin = new Client({ connectionString: url });
  await admin.connect();
  session = await connector.open(config, never);
});

afterAll(async () => {
  await session.close();
  await admin.end();
});

const path = (name: string, schema = 'public'): EntityPath => ({ database: config.database, schema, name });

async function rowsOf(name: string, columns: readonly string[], limit?: number): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = [];
  for await (const batch of session.read(path(name), columns, limit === undefined ? { signal: never } : { signal: never, limit })) {
    rows.push(...batch.rows.map((row) => [...row]));
  }
  return rows;
}

async function failure(change: Partial<PostgresqlConfig>): Promise<SourceError> {
  const error: unknown = await connector.open({ ...config, ...change }, never).then(
    async (opened) => opened.close(),
    (reason: unknown) => reason,
  );
  if (!(error instanceof SourceError)) throw new Error(`expected a SourceError, not ${String(error)}`);
  return error;
}

describeConnector('postgresql', {
  connector,
  declares: { keys: true, required: true, comments: true, views: true },
  writes: ['VACUUM', "COPY keyless TO '/tmp/keyless'", "SELECT nextval('s')", 'SELECT lo_create(0)'],
  async setUp(fixture) {
    const url = await testDatabase();
    const target = parsePostgresqlTarget(url)?.config;
    if (!target) throw new Error('no target');
    const dialect = postgresqlDialect({ normalize: true });
    const client = new Client({ connectionString: url });
    await client.connect();
    const statements = fixtureStatements(fixture, {
      dialect,
      types: {
        integer: 'integer',
        bigint: 'bigint',
        decimal: 'numeric(10,2)',
        real: 'double precision',
        boolean: 'boolean',
        date: 'date',
        timestamp: 'timestamp',
        time: 'time',
        code: 'varchar(50)',
        text: 'text',
        binary: 'bytea',
      },
      literal: (_, text) => dialect.literal(text),
    });
    for (const table of fixture.tables) {
      const name = dialect.ident(table.name);
      if (table.comment) statements.push(`COMMENT ON TABLE ${name} IS ${dialect.literal(table.comment)}`);
      for (const { name: column, comment } of table.columns) {
        if (comment) statements.push(`COMMENT ON COLUMN ${name}.${dialect.ident(column)} IS ${dialect.literal(comment)}`);
      }
    }
    await client.query('CREATE SEQUENCE s');
    await client.query(statements.join(';\n'));
    await client.end();
    return {
      config: target,
      path: (name) => ({ database: target.database, schema: 'public', name }),
      failing: [
        { what: 'wrong password', config: { ...target, password: 'wr0ng-secret' }, stages: ['authenticate'], secret: 'wr0ng-secret' },
        { what: 'unknown host', config: { ...target, host: 'no-such-host.invalid' }, stages: ['resolve'] },
        { what: 'closed port', config: { ...target, port: 1 }, stages: ['connect'] },
        { what: 'unknown database', config: { ...target, database: 'no_such_database' }, stages: ['authenticate'] },
      ],
    };
  },
});

describe('targets', () => {
  it.each([
    [
      'postgres://ann:p%40ss@db.example:6543/shop?sslmode=require',
      { host: 'db.example', port: 6543, user: 'ann', password: 'p@ss', database: 'shop', ssl_mode: 'require' },
    ],
    ['postgresql://ann@[::1]/shop', { host: '::1', port: 5432, user: 'ann', database: 'shop', ssl_mode: 'prefer' }],
    ['postgres:///shop?host=/run/postgresql&user=ann', { host: '/run/postgresql', port: 5432, user: 'ann', database: 'shop' }],
    ['postgres://ann:pw@/shop?host=/run/postgresql&port=5433', { host: '/run/postgresql', port: 5433, password: 'pw', database: 'shop' }],
    ['postgres://ann@:5433/shop', { host: 'localhost', port: 5433 }],
    ['postgres://ann@%2Frun%2Fpostgresql/shop', { host: '/run/postgresql', database: 'shop' }],
    ['postgres://ann@h/sh%C3%B6p?schemas=a,b&exclude_schemas=c', { database: 'shöp', schemas: ['a', 'b'], exclude_schemas: ['c'] }],
  ])('reads %s', (target, expected) => {
    expect(parsePostgresqlTarget(target)?.config).toMatchObject(expected);
  });

  it('leaves other targets alone', () => {
    expect(parsePostgresqlTarget('mysql://localhost/shop')).toBeUndefined();
    expect(parsePostgresqlTarget('postgres.sqlite')).toBeUndefined();
  });

  it.each(['postgres://ann:secret@h:99999/shop', 'postgres://ann:secret@h/shop?sslmode=maybe', 'postgres://ann:secret%zz@h/shop'])(
    'explains a bad one without its password: %s',
    (target) => {
      expect(() => parsePostgresqlTarget(target)).toThrow(/postgres:\/\/user:password@host/);
      expect(() => parsePostgresqlTarget(target)).not.toThrow(/secret/);
    },
  );

  it('identifies a place without secrets and options', () => {
    const location = connector.location(config);
    expect(location).toBe(connector.location({ ...config, password: 'other', user: 'other', ssl_mode: 'disable' }));
    expect(location).not.toBe(connector.location({ ...config, database: 'other' }));
  });
});

describe('failures', () => {
  it.each<[string, Partial<PostgresqlConfig>, SourceStage, RegExp]>([
    ['an unknown host', { host: 'no-such-host.invalid' }, 'resolve', /no-such-host\.invalid/],
    ['a closed port', { port: 1 }, 'connect', /nothing listens/],
    ['a missing socket', { host: '/nonexistent' }, 'connect', /no socket/],
    ['a wrong password', { password: 'wr0ng-secret' }, 'authenticate', /refused user/],
    ['no password', { password: undefined }, 'authenticate', /wants a password/],
    ['an unknown user', { user: 'nobody_here' }, 'authenticate', /nobody_here/],
    ['an unknown database', { database: 'no_such_database' }, 'authenticate', /no_such_database/],
    ['a server without TLS', { ssl_mode: 'require' }, 'connect', /SSL/],
  ])('%s', async (_, change, stage, words) => {
    const error = await failure(change);
    expect(error.stage).toBe(stage);
    expect(error.message).toMatch(words);
    expect(error.hint).not.toBe('');
    if (change.password) expect(JSON.stringify([error.message, error.hint, String(error.cause)])).not.toContain(change.password);
  });

  it('a table that is gone', async () => {
    await expect(rowsOf('never_was', ['a'])).rejects.toMatchObject({ stage: 'read', message: expect.stringMatching(/scan again/) });
  });

  it('an abort before and during the connection', async () => {
    await expect(connector.open(config, AbortSignal.abort(new Error('enough')))).rejects.toMatchObject({ code: 'cancelled' });
    await expect(connector.open({ ...config, host: '10.255.255.1' }, AbortSignal.timeout(50))).rejects.toBeInstanceOf(AppError);
  });
});

describe('reading only', () => {
  it('refuses to write, however it is asked', async () => {
    await admin.query('CREATE TABLE guarded (id int); INSERT INTO guarded VALUES (1)');
    const attempts = [
      'INSERT INTO guarded VALUES (2)',
      'DELETE FROM guarded',
      'CREATE TABLE other (id int)',
      'WITH gone AS (DELETE FROM guarded RETURNING id) SELECT * FROM gone',
      'SET TRANSACTION READ WRITE',
      "COPY guarded TO '/tmp/guarded'",
      'SELECT 1; DELETE FROM guarded',
      'DO $$ BEGIN COMMIT; SET TRANSACTION READ WRITE; DELETE FROM guarded; END $$',
      "SELECT set_config('transaction_read_only', 'off', true)",
    ];
    for (const sql of attempts) await expect(session.query(sql, never), sql).rejects.toBeInstanceOf(SourceError);
    await session.query("SELECT set_config('default_transaction_read_only', 'off', false)", never);
    await expect(session.query('WITH gone AS (DELETE FROM guarded RETURNING id) SELECT * FROM gone', never)).rejects.toThrow(/read-only/);
    expect(await session.query('SELECT count(*) AS n FROM guarded', never)).toEqual([{ n: 1 }]);
  });

  it('gives numbers where they fit, else text', async () => {
    const sql = `SELECT 1::int8 AS a, 9007199254740993::int8 AS b, 1.25::numeric AS c, 12345678901234567.5::numeric AS d, true AS e, NULL AS f, DATE '2024-02-29' AS g, 'NaN'::float8 AS h`;
    expect(await session.query(sql, never)).toEqual([
      { a: 1, b: '9007199254740993', c: 1.25, d: '12345678901234567.5', e: true, f: null, g: '2024-02-29', h: 'NaN' },
    ]);
  });
});

describe('introspection', () => {
  beforeAll(async () => {
    await admin.query(`
      CREATE SCHEMA sales;
      COMMENT ON SCHEMA sales IS 'What was sold';
      CREATE DOMAIN code AS char(4) NOT NULL;
      CREATE TABLE sales.region (country char(2), code code, name varchar(40), gone int, PRIMARY KEY (code, country), UNIQUE (name));
      ALTER TABLE sales.region DROP COLUMN gone;
      ALTER TABLE sales.region ADD area numeric(10,2);
      COMMENT ON TABLE sales.region IS 'Where we sell';
      COMMENT ON COLUMN sales.region.area IS 'km²';
      CREATE TABLE shop (id int PRIMARY KEY, parent_id int REFERENCES shop, c char(2) NOT NULL, r char(4),
        FOREIGN KEY (r, c) REFERENCES sales.region (code, country));
      CREATE INDEX shop_rc ON shop (r, c) INCLUDE (parent_id);
      CREATE INDEX shop_partial ON shop (c) WHERE c > 'x';
      CREATE INDEX shop_expression ON shop (lower(c));
      CREATE TABLE event (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
      CREATE TABLE event_2024 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
      CREATE TABLE event_note (event_id int, event_at date, FOREIGN KEY (event_id, event_at) REFERENCES event);
      INSERT INTO event SELECT g, DATE '2024-01-01' + g FROM generate_series(1, 50) g;
      ANALYZE event;
      CREATE VIEW shops AS SELECT id FROM shop;
      CREATE MATERIALIZED VIEW shop_count AS SELECT count(*) AS n FROM shop;
      CREATE TABLE "we""ird \\ %s\n名前" ("sel""ect" int, " tab\t" text, "naïve\n%" text, PRIMARY KEY ("sel""ect"));
      CREATE TABLE no_columns ();
      CREATE TABLE wide (${Array.from({ length: 1600 }, (_, i) => `c${i} text`).join(', ')});
    `);
  });

  it('reads keys, comments, views and partitioned tables in one model', async () => {
    const model = await session.introspect(never);
    const find = (name: string, schema = 'public') => model.entities.find((entity) => entity.path.name === name && entity.path.schema === schema);
    expect(model.databases).toEqual([{ name: config.database }]);
    expect(model.schemas).toContainEqual({ database: config.database, name: 'sales', description: 'What was sold' });
    expect(model.schemas.map(({ name }) => name)).toEqual(['public', 'sales']);
    const keys = model.entities.map(({ path }) => [path.schema, path.name].join('\0'));
    expect(keys).toEqual(keys.toSorted());

    expect(find('region', 'sales')).toEqual({
      path: path('region', 'sales'),
      kind: 'table',
      description: 'Where we sell',
      attributes: [
        { name: 'country', dataType: 'character(2)', isNullable: false, ordinal: 1 },
        { name: 'code', dataType: 'code', isNullable: false, ordinal: 2 },
        { name: 'name', dataType: 'character varying(40)', isNullable: true, ordinal: 3 },
        { name: 'area', dataType: 'numeric(10,2)', isNullable: true, ordinal: 4, description: 'km²' },
      ],
      keys: [
        { kind: 'primary', name: 'region_pkey', columns: ['code', 'country'] },
        { kind: 'unique', name: 'region_name_key', columns: ['name'] },
      ],
      indexes: [
        { name: 'region_name_key', columns: ['name'], isUnique: true },
        { name: 'region_pkey', columns: ['code', 'country'], isUnique: true },
      ],
      foreignKeys: [],
      notes: [],
    });
    expect(find('shop')?.foreignKeys).toEqual([
      { name: 'shop_parent_id_fkey', columns: ['parent_id'], target: path('shop'), targetColumns: ['id'] },
      { name: 'shop_r_c_fkey', columns: ['r', 'c'], target: path('region', 'sales'), targetColumns: ['code', 'country'] },
    ]);
    expect(find('shop')?.indexes).toEqual([
      { name: 'shop_pkey', columns: ['id'], isUnique: true },
      { name: 'shop_rc', columns: ['r', 'c'], isUnique: false },
    ]);
    expect(find('event')).toMatchObject({ kind: 'table', rowEstimate: 50, notes: [expect.stringMatching(/Partitioned/)] });
    expect(find('event_2024')).toBeUndefined();
    expect(find('event_note')?.foreignKeys).toHaveLength(1);
    expect(find('event_note')?.foreignKeys[0]).toMatchObject({ target: path('event'), targetColumns: ['id', 'at'] });
    expect(find('event_note')).not.toHaveProperty('rowEstimate');
    expect(find('shops')).toMatchObject({ kind: 'view', keys: [] });
    expect(find('shop_count')?.kind).toBe('view');
    expect(find('no_columns')?.attributes).toEqual([]);
    expect(find('wide')?.attributes).toHaveLength(1600);
    expect(find('we"ird \\ %s\n名前')?.attributes.map(({ name }) => name)).toEqual(['sel"ect', ' tab\t', 'naïve\n%']);
  });

  it('takes the schemas it is told to', async () => {
    const only = await connector.open({ ...config, schemas: ['sales', 'marketing'] }, never);
    const without = await connector.open({ ...config, exclude_schemas: ['sales', 'marketing'] }, never);
    const model = await only.introspect(never);
    expect(model.schemas.map(({ name }) => name)).toEqual(['sales']);
    expect(model.notes).toEqual(['There is no schema marketing.']);
    expect((await without.introspect(never)).schemas.map(({ name }) => name)).toEqual(['public']);
    await Promise.all([only.close(), without.close()]);
  });

  it('needs no right but SELECT, and says what it had to leave out', async () => {
    const role = `reader_${config.database.slice(-12)}`;
    await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'`);
    const reader = await connector.open({ ...config, user: role, password: 'reader' }, never);
    await expect(reader.test(never)).rejects.toMatchObject({ stage: 'list', hint: expect.stringMatching(/GRANT|Grant/) });
    await admin.query(`GRANT SELECT (id) ON shop TO ${role}; GRANT SELECT ON event TO ${role}`);
    expect(await reader.test(never)).toMatchObject({ passed: ['resolve', 'connect', 'authenticate', 'list', 'read'] });
    const model = await reader.introspect(never);
    expect(model.entities.map(({ path }) => path.name)).toEqual(['event', 'shop']);
    expect(model.entities[1]).toMatchObject({ attributes: [{ name: 'id', ordinal: 1 }], foreignKeys: [], keys: [{ columns: ['id'] }] });
    expect(model.notes.join('\n')).toMatch(/want of USAGE: 1 schemas \(sales\)[\s\S]*want of SELECT/);
    await expect(reader.query('SELECT * FROM event_note', never)).rejects.toThrow(/permission denied/);
    await reader.close();
    await admin.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  it('tests all stages and names the server', async () => {
    expect(await session.test(never)).toEqual({
      passed: ['resolve', 'connect', 'authenticate', 'list', 'read'],
      server: expect.stringMatching(/^PostgreSQL \d+\.\d+$/),
    });
  });
});

describe('reading rows', () => {
  it('gives the value texts of the contract', async () => {
    const cases: [string, string | null][] = [
      ['true', 'true'],
      ['(-5)::int2', '-5'],
      ['3.10::numeric(6,2)', '3.10'],
      ['1e20::float8', '100000000000000000000'],
      ['-1.5e-7::float8', '-0.00000015'],
      ['0.1::float4', '0.1'],
      ["timestamptz '2024-02-29 12:00:00.5+05'", '2024-02-29 07:00:00.5'],
      ["timestamp '2024-02-29 00:00'", '2024-02-29 00:00:00'],
      ["date '2024-02-29'", '2024-02-29'],
      ["time '07:08:09.25'", '07:08:09.25'],
      ["'\\x00ff5c'::bytea", '\\x00ff5c'],
      [`'{"b": [1, 2.0, "a \\" b"],  "a" :null}'::json`, '{"b":[1,2.0,"a \\" b"],"a":null}'],
      [`'{"b": [1, 2.0]}'::jsonb`, '{"b":[1,2.0]}'],
      ['ARRAY[[1,2],[3,NULL]]', '[[1,2],[3,null]]'],
      ["ARRAY['a,b', '', NULL]", '["a,b","",null]'],
      ["'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'::uuid", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
      ["'ab'::char(5)", 'ab'],
      ["'12.34'::money", '12.34'],
      ["E'tab\\tnewline\\nreturn\\rback\\\\slash \\\\N'", 'tab\tnewline\nreturn\rback\\slash \\N'],
      ["'\\N'", '\\N'],
      ["''", ''],
      ['NULL::text', null],
      ["'ünï😀'", 'ünï😀'],
    ];
    await admin.query(`CREATE VIEW samples AS SELECT ${cases.map(([sql], i) => `${sql} AS v${i}`).join(', ')}`);
    const columns = cases.map((_, i) => `v${i}`);
    expect(await rowsOf('samples', columns)).toEqual([cases.map(([, text]) => text)]);
    expect(await rowsOf('samples', ['v20', 'v0'])).toEqual([['', 'true']]);
    expect(await rowsOf('samples', [])).toEqual([[]]);
  });

  it('streams large tables in batches, bounded by a limit', async () => {
    await admin.query(
      `CREATE TABLE many AS SELECT g AS id, 'name ' || g AS name, CASE WHEN g % 7 = 0 THEN E'a\\\\b' END AS note FROM generate_series(1, 20000) g`,
    );
    const rows = await rowsOf('many', ['name', 'note', 'id']);
    expect(rows).toHaveLength(20_000);
    expect(rows.every(([name, note, id]) => name === `name ${id}` && note === (Number(id) % 7 === 0 ? 'a\\b' : null))).toBe(true);
    expect(await rowsOf('many', ['id'], 5)).toHaveLength(5);
    expect(await rowsOf('many', ['id'], 0)).toHaveLength(0);
    expect(
      await rowsOf(
        'wide',
        Array.from({ length: 1600 }, (_, i) => `c${i}`),
      ),
    ).toEqual([]);
  });

  it('keeps batches of huge values small', async () => {
    await admin.query("CREATE VIEW huge AS SELECT repeat('x', 1000000) AS v FROM generate_series(1, 20)");
    const sizes: number[] = [];
    for await (const batch of session.read(path('huge'), ['v'], { signal: never })) sizes.push(batch.rows.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(5);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(20);
  });

  it('stops the statement on the server when it is aborted or left', async () => {
    await admin.query('CREATE VIEW endless AS SELECT a.id FROM many a CROSS JOIN many b CROSS JOIN many c');
    const running = async () => {
      const sql = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY%' AND state = 'active'`;
      return (await admin.query<{ n: number }>(sql)).rows[0]?.n;
    };
    const controller = new AbortController();
    const reading = (async () => {
      for await (const batch of session.read(path('endless'), ['id'], { signal: controller.signal })) {
        expect(batch.rows.length).toBeGreaterThan(0);
        controller.abort(new Error('enough'));
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(running).toBe(0);
    for await (const batch of session.read(path('endless'), ['id'], { signal: never })) {
      expect(batch.rows).toHaveLength(4096);
      break;
    }
    await expect.poll(running).toBe(0);
    const slow = session.query('SELECT pg_sleep(60)', AbortSignal.timeout(100));
    await expect(slow).rejects.toMatchObject({ code: 'cancelled' });
    expect(await session.query('SELECT 1 AS one', never)).toEqual([{ one: 1 }]);
  });

  it('never quotes a value of the data in an error', async () => {
    await admin.query(`CREATE VIEW broken AS SELECT ('top-secret-' || id)::int AS n FROM many`);
    const error: unknown = await rowsOf('broken', ['n']).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ stage: 'read' });
    expect(String(error) + String(error instanceof Error ? error.cause : '')).not.toContain('top-secret');
  });
});
