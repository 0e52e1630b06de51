import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeConnector } from '../../../test/contracts/connector.ts';
import { fixtureStatements } from '../../../test/contracts/fixture.ts';
import { hasMariadb, type Mariadb, startMariadb } from '../../../test/support/mariadb.ts';
import { mysqlDialect } from '../../dialects/mysql.ts';
import type { EntityPath } from '../../domain/entity.ts';
import { SourceError, type SourceStage } from '../../domain/errors.ts';
import type { Session } from '../contract.ts';
import { type MysqlConfig, mysqlConfig, parseMysqlTarget } from './config.ts';
import { connector } from './index.ts';

const never = new AbortController().signal;

describe('targets', () => {
  it.each([
    [
      'mysql://ann:p%40ss@db.example:3307/shop?ssl-mode=REQUIRED',
      { host: 'db.example', port: 3307, user: 'ann', password: 'p@ss', database: 'shop', ssl_mode: 'require' },
    ],
    ['mariadb://ann@[::1]/', { host: '::1', port: 3306, user: 'ann', ssl_mode: 'prefer' }],
    ['mysql://ann@/sh%C3%B6p?socket=/run/mysqld/mysqld.sock', { host: '/run/mysqld/mysqld.sock', database: 'shöp' }],
  ])('reads %s', (target, expected) => {
    expect(parseMysqlTarget(target)?.config).toMatchObject(expected);
  });

  it('leaves other targets alone', () => {
    expect(parseMysqlTarget('postgres://localhost/shop')).toBeUndefined();
    expect(parseMysqlTarget('mysql.db')).toBeUndefined();
  });

  it.each(['mysql://ann:secret@h:99999/shop', 'mysql://ann:secret@h/shop?ssl-mode=maybe', 'mysql://ann:secret%zz@h/shop'])(
    'explains a bad one without its password: %s',
    (target) => {
      expect(() => parseMysqlTarget(target)).toThrow(/mysql:\/\/user:password@host/);
      expect(() => parseMysqlTarget(target)).not.toThrow(/secret/);
    },
  );

  it('marks the password as secret, and leaves it out of the location', () => {
    expect(mysqlConfig.shape.password.meta()).toMatchObject({ secret: true });
    const config = mysqlConfig.parse({ user: 'ann', database: 'shop', password: 'secret' });
    expect(connector.location(config)).not.toContain('secret');
    expect(connector.location(config)).not.toBe(connector.location({ ...config, database: 'other' }));
  });
});

describe.skipIf(!hasMariadb)('on MariaDB', () => {
  let server: Mariadb;
  let config: MysqlConfig;
  let database: string;
  let session: Session;

  beforeAll(async () => {
    server = await startMariadb();
    database = await server.database();
    config = mysqlConfig.parse({ ...server.app, database });
    session = await connector.open(config, never);
  });

  afterAll(async () => {
    await session.close();
    await server.stop();
  });

  describeConnector('mysql', {
    connector,
    declares: { keys: true, required: true, comments: true, views: true },
    writes: [
      'OPTIMIZE TABLE keyless',
      'LOCK TABLES keyless WRITE',
      "SELECT x INTO OUTFILE '/tmp/keyless' FROM keyless",
      'ALTER TABLE keyless ADD y int',
    ],
    async setUp(fixture) {
      const own = await server.database();
      const dialect = mysqlDialect;
      const statements = fixtureStatements(fixture, {
        dialect,
        types: {
          integer: 'int',
          bigint: 'bigint',
          decimal: 'decimal(10,2)',
          real: 'double',
          boolean: 'bit(1)',
          date: 'date',
          timestamp: 'datetime(6)',
          time: 'time(3)',
          code: 'varchar(50)',
          text: 'longtext',
          binary: 'varbinary(50)',
        },
        literal(type, text) {
          if (type === 'binary') return `x'${text.slice(2)}'`;
          return type === 'boolean' ? text : dialect.literal(text);
        },
      });
      for (const table of fixture.tables) {
        const name = dialect.ident(table.name);
        if (table.comment) statements.push(`ALTER TABLE ${name} COMMENT = ${dialect.literal(table.comment)}`);
        for (const { name: column, comment, type, required } of table.columns) {
          if (!comment) continue;
          const definition = `${type === 'integer' ? 'int' : 'varchar(50)'}${required === true ? ' NOT NULL' : ''}`;
          statements.push(`ALTER TABLE ${name} MODIFY ${dialect.ident(column)} ${definition} COMMENT ${dialect.literal(comment)}`);
        }
      }
      await server.execute(`SET foreign_key_checks = 0; ${statements.join(';\n')}`, own);
      const target = mysqlConfig.parse({ ...server.app, database: own });
      return {
        config: target,
        path: (name) => ({ database: own, schema: own, name }),
        failing: [
          { what: 'wrong password', config: { ...target, password: 'wr0ng-secret' }, stages: ['authenticate'], secret: 'wr0ng-secret' },
          { what: 'unknown host', config: { ...target, host: 'no-such-host.invalid' }, stages: ['resolve'] },
          { what: 'closed port', config: { ...target, port: 1 }, stages: ['connect'] },
          { what: 'unknown database', config: { ...target, database: 'no_such_database' }, stages: ['authenticate'] },
        ],
      };
    },
  });

  const path = (name: string): EntityPath => ({ database, schema: database, name });
  const execute = (sql: string) => server.execute(sql, database);

  async function rowsOf(name: string, columns: readonly string[], limit?: number): Promise<(string | null)[][]> {
    const rows: (string | null)[][] = [];
    for await (const batch of session.read(path(name), columns, limit === undefined ? { signal: never } : { signal: never, limit })) {
      rows.push(...batch.rows.map((row) => [...row]));
    }
    return rows;
  }

  it.each<[string, Partial<MysqlConfig>, SourceStage, RegExp]>([
    ['an unknown host', { host: 'no-such-host.invalid' }, 'resolve', /no-such-host\.invalid/],
    ['a closed port', { port: 1 }, 'connect', /nothing listens/],
    ['a missing socket', { host: '/nonexistent' }, 'connect', /no socket/],
    ['a wrong password', { password: 'wr0ng-secret' }, 'authenticate', /refused user app/],
    ['no password', { password: undefined }, 'authenticate', /wants a password/],
    ['an unknown user', { user: 'nobody_here' }, 'authenticate', /nobody_here/],
    ['a database without rights or existence', { database: 'no_such_database' }, 'authenticate', /no_such_database/],
    ['a server without TLS', { ssl_mode: 'require' }, 'connect', /encrypted/],
  ])('fails for %s with its stage', async (_, change, stage, words) => {
    const error: unknown = await connector.open({ ...config, ...change }, never).then(
      async (opened) => opened.close(),
      (reason: unknown) => reason,
    );
    if (!(error instanceof SourceError)) throw new Error(`expected a SourceError, not ${String(error)}`);
    expect(error.stage).toBe(stage);
    expect(error.message).toMatch(words);
    expect(error.hint).not.toBe('');
    if (change.password) expect(JSON.stringify([error.message, error.hint, String(error.cause)])).not.toContain(change.password);
  });

  it('says that a database does not exist to a user who may know', async () => {
    const opening = connector.open({ ...config, ...server.admin, database: 'no_such_database' }, never);
    await expect(opening).rejects.toMatchObject({ stage: 'authenticate', message: expect.stringMatching(/has no database no_such_database/) });
  });

  it('opens by socket, and sees every database where none is named', async () => {
    const all = await connector.open({ ...config, ...server.admin, host: server.socket, database: undefined }, never);
    const other = await server.database();
    const names = (await all.introspect(never)).databases.map(({ name }) => name);
    expect(names).toEqual(names.toSorted());
    expect(names).toEqual(expect.arrayContaining([database, other]));
    expect(names).not.toContain('information_schema');
    await all.close();
  });

  it('refuses to write, however it is asked, even as admin', async () => {
    await execute('CREATE TABLE guarded (id int) ENGINE=InnoDB; INSERT INTO guarded VALUES (1)');
    await execute('CREATE PROCEDURE clear() BEGIN COMMIT; SET SESSION TRANSACTION READ WRITE; DELETE FROM guarded; END');
    await execute('CREATE FUNCTION clears() RETURNS int BEGIN DELETE FROM guarded; RETURN 1; END');
    const admin = await connector.open({ ...config, ...server.admin }, never);
    const attempts = [
      'INSERT INTO guarded VALUES (2)',
      'CREATE TABLE other (id int)',
      'BEGIN NOT ATOMIC COMMIT; SET SESSION TRANSACTION READ WRITE; DELETE FROM guarded; END',
      'CALL clear()',
      'SELECT clears()',
      'SET SESSION TRANSACTION READ WRITE',
      'SELECT 1; DELETE FROM guarded',
      "SELECT id INTO /* x */ OUTFILE '/tmp/guarded' FROM guarded",
      'SELECT 1 /*! INTO @a */',
    ];
    for (const sql of attempts) await expect(admin.query(sql, never), sql).rejects.toBeInstanceOf(SourceError);
    expect(await admin.query("SELECT count(*) AS n, ';' AS t FROM guarded", never)).toEqual([{ n: 1, t: ';' }]);
    await admin.close();
  });

  it('gives numbers where they fit, else text', async () => {
    const sql = `SELECT 1 AS a, 9007199254740993 AS b, 1.25 AS c, 12345678901234567.5 AS d, NULL AS f, DATE '2024-02-29' AS g, SUM(2) AS h`;
    expect(await session.query(sql, never)).toEqual([
      { a: 1, b: '9007199254740993', c: 1.25, d: '12345678901234567.5', f: null, g: '2024-02-29', h: 2 },
    ]);
  });

  it('reads keys, comments and views in one model, with no right but SELECT', async () => {
    await execute(`
      CREATE TABLE region (country char(2), code char(4), name varchar(40), area decimal(10,2) COMMENT 'km²',
        PRIMARY KEY (code, country), UNIQUE KEY by_name (name)) COMMENT 'Where we sell';
      INSERT INTO region VALUES ('de', 'n', 'north', 1), ('de', 's', 'south', 2);
      ANALYZE TABLE region;
      CREATE TABLE shop (id int unsigned PRIMARY KEY AUTO_INCREMENT, parent_id int unsigned, c char(2) NOT NULL, r char(4),
        CONSTRAINT self FOREIGN KEY (parent_id) REFERENCES shop (id), CONSTRAINT placed FOREIGN KEY (r, c) REFERENCES region (code, country), KEY by_c (c));
      CREATE VIEW shops AS SELECT id FROM shop;
      CREATE TABLE event (id int, at date, PRIMARY KEY (id, at)) PARTITION BY HASH (id) PARTITIONS 3;
      CREATE TABLE \`we\`\`ird \\ %s\n"名前'\` (\`sel\`\`ect\` int PRIMARY KEY, \`tab\there\` text, \`naïve\n%\` text);
      INSERT INTO \`we\`\`ird \\ %s\n"名前'\` VALUES (1, 'a', 'b');
      CREATE TABLE keyless (${Array.from({ length: 1000 }, (_, i) => `c${i} tinyint`).join(', ')});
    `);
    const model = await session.introspect(never);
    const find = (name: string) => model.entities.find((entity) => entity.path.name === name);
    expect(model.databases).toEqual([{ name: database }]);
    expect(model.schemas).toEqual([{ database, name: database }]);
    expect(find('region')).toEqual({
      path: path('region'),
      kind: 'table',
      description: 'Where we sell',
      rowEstimate: 2,
      attributes: [
        { name: 'country', dataType: 'char(2)', isNullable: false, ordinal: 1 },
        { name: 'code', dataType: 'char(4)', isNullable: false, ordinal: 2 },
        { name: 'name', dataType: 'varchar(40)', isNullable: true, ordinal: 3 },
        { name: 'area', dataType: 'decimal(10,2)', isNullable: true, ordinal: 4, description: 'km²' },
      ],
      keys: [
        { kind: 'primary', name: 'PRIMARY', columns: ['code', 'country'] },
        { kind: 'unique', name: 'by_name', columns: ['name'] },
      ],
      indexes: [
        { name: 'PRIMARY', columns: ['code', 'country'], isUnique: true },
        { name: 'by_name', columns: ['name'], isUnique: true },
      ],
      foreignKeys: [],
      notes: [],
    });
    expect(find('shop')?.foreignKeys).toEqual([
      { name: 'placed', columns: ['r', 'c'], target: path('region'), targetColumns: ['code', 'country'] },
      { name: 'self', columns: ['parent_id'], target: path('shop'), targetColumns: ['id'] },
    ]);
    expect(find('shops')).toMatchObject({ kind: 'view', keys: [], attributes: [{ name: 'id', dataType: 'int(10) unsigned' }] });
    expect(find('event')).toMatchObject({ kind: 'table', keys: [{ columns: ['id', 'at'] }] });
    expect(find('keyless')).toMatchObject({ keys: [], indexes: [] });
    expect(find('keyless')?.attributes).toHaveLength(1000);
    const weird = model.entities.find((entity) => entity.path.name.startsWith('we`ird'));
    expect(weird?.path.name).toBe('we`ird \\ %s\n"名前\'');
    expect(weird?.attributes.map(({ name }) => name)).toEqual(['sel`ect', 'tab\there', 'naïve\n%']);
    expect(await rowsOf(weird?.path.name ?? '', ['naïve\n%', 'sel`ect', 'tab\there'])).toEqual([['b', '1', 'a']]);
    expect(await session.test(never)).toEqual({
      passed: ['resolve', 'connect', 'authenticate', 'list', 'read'],
      server: expect.stringMatching(/^MariaDB \d+\.\d+\.\d+$/),
    });
  });

  it('gives the value texts of the contract', async () => {
    const cases: [string, string, string | null][] = [
      ['tinyint(1)', '1', '1'],
      ['bit(1)', "b'1'", 'true'],
      ['bit(9)', "b'100000001'", '257'],
      ['bigint unsigned', '18446744073709551615', '18446744073709551615'],
      ['decimal(6,2)', '3.1', '3.10'],
      ['double', '1e20', '100000000000000000000'],
      ['double', '-1.5e-7', '-0.00000015'],
      ['double', '0.1', '0.1'],
      ['float', '0.1', '0.1'],
      ['float', '16777217', '16777216'],
      ['float', '1.17549435e-38', '0.000000000000000000000000000000000000011754944'],
      ['datetime', "'2024-02-29 12:00:00'", '2024-02-29 12:00:00'],
      ['datetime(6)', "'2024-02-29 12:00:00.5'", '2024-02-29 12:00:00.5'],
      ['datetime(3)', "'2024-02-29 12:00:00'", '2024-02-29 12:00:00'],
      ['timestamp', "CONVERT_TZ('2024-02-29 12:00:00', '+05:00', '+00:00')", '2024-02-29 07:00:00'],
      ['date', "'2024-02-29'", '2024-02-29'],
      ['time(2)', "'07:08:09.25'", '07:08:09.25'],
      ['year', '2024', '2024'],
      ['varbinary(4)', "x'00ff5c'", '\\x00ff5c'],
      ['blob', "''", '\\x'],
      ['char(5)', "'ab'", 'ab'],
      ['varchar(5)', "'ab  '", 'ab  '],
      ['varchar(5) CHARACTER SET latin1', "'ü'", 'ü'],
      ['enum("x","y")', "'y'", 'y'],
      ['set("x","y")', "'x,y'", 'x,y'],
      ['text', "'ünï😀\\t\\n\\\\\\\\'", 'ünï😀\t\n\\'],
      ['text', "''", ''],
      ['text', 'NULL', null],
      ['uuid', "'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'", 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ];
    await execute(`
      SET time_zone = '+00:00';
      CREATE TABLE samples (${cases.map(([type], i) => `v${i} ${type} NULL`).join(', ')});
      INSERT INTO samples VALUES (${cases.map(([, sql]) => sql.replaceAll('\\\\\\\\', '\\\\')).join(', ')})`);
    const columns = cases.map((_, i) => `v${i}`);
    expect(await rowsOf('samples', columns)).toEqual([cases.map(([, , text]) => text)]);
    expect(await rowsOf('samples', ['v26', 'v0'])).toEqual([['', '1']]);
    expect(await rowsOf('samples', [])).toEqual([[]]);
  });

  it('streams large tables in batches, bounded by a limit', async () => {
    await execute("CREATE TABLE many AS SELECT seq AS id, CONCAT('name ', seq) AS name FROM seq_1_to_20000");
    const rows = await rowsOf('many', ['name', 'id']);
    expect(rows).toHaveLength(20_000);
    expect(rows.every(([name, id]) => name === `name ${id}`)).toBe(true);
    expect(await rowsOf('many', ['id'], 5)).toHaveLength(5);
    expect(await rowsOf('many', ['id'], 0)).toHaveLength(0);
    expect(await rowsOf('keyless', ['c999', 'c0'])).toEqual([]);
    await expect(rowsOf('never_was', ['a'])).rejects.toMatchObject({ stage: 'read', message: expect.stringMatching(/scan again/) });
  });

  it('stops the statement on the server when it is aborted or left', async () => {
    await execute('CREATE VIEW endless AS SELECT a.id FROM many a CROSS JOIN many b CROSS JOIN many c');
    const admin = await connector.open({ ...config, ...server.admin }, never);
    const running = async () => {
      const sql = `SELECT count(*) AS n FROM information_schema.PROCESSLIST WHERE db = '${database}' AND user = 'app' AND info IS NOT NULL`;
      return (await admin.query(sql, never))[0]?.['n'];
    };
    const controller = new AbortController();
    const reading = (async () => {
      for await (const batch of session.read(path('endless'), ['id'], { signal: controller.signal })) {
        expect(batch.rows.length).toBe(4096);
        expect(await running()).toBe(1);
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
    await expect(session.query('SELECT SLEEP(60)', AbortSignal.timeout(200))).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(running).toBe(0);
    expect(await session.query('SELECT 1 AS one', never)).toEqual([{ one: 1 }]);
    await admin.close();
  });
});
