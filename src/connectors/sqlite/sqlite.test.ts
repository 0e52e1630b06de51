import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { expect } from 'vitest';
import { describeConnector } from '../../../test/contracts/connector.ts';
import { fixtureStatements } from '../../../test/contracts/fixture.ts';
import { sqliteDialect } from '../../dialects/sqlite.ts';
import { connector } from './index.ts';

const types = {
  integer: 'INTEGER',
  bigint: 'BIGINT',
  decimal: 'DECIMAL(10,2)',
  real: 'REAL',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TEXT',
  time: 'TEXT',
  code: 'VARCHAR(50)',
  text: 'TEXT',
  binary: 'BLOB',
};

describeConnector('sqlite', {
  connector,
  declares: { keys: true, required: true, comments: false, views: true },
  texts: { boolean: (text) => (text === 'true' ? '1' : '0') },
  writes: [
    "ATTACH 'made_by_query.sqlite' AS made",
    'PRAGMA query_only = 0',
    'PRAGMA journal_mode = wal',
    'VACUUM',
    "SELECT 1) ; ATTACH 'made_by_query.sqlite' AS made; --",
  ],
  async setUp(fixture) {
    const folder = mkdtempSync(path.join(tmpdir(), 'cognate-sqlite-'));
    const file = path.join(folder, "o'dd #name?.sqlite");
    const database = new Database(`file:${file.replaceAll('?', '%3f').replaceAll('#', '%23')}`);
    const statements = fixtureStatements(fixture, {
      dialect: sqliteDialect,
      types,
      literal(type, text) {
        if (type === 'binary') return `x'${text.slice(2)}'`;
        return type === 'integer' || type === 'bigint' || type === 'decimal' || type === 'real' || type === 'boolean'
          ? text
          : sqliteDialect.literal(text);
      },
    });
    database.exec(statements.join(';\n'));
    database.close();
    const before = { bytes: readFileSync(file), time: statSync(file).mtimeMs };
    const other = (name: string, content: string | Buffer) => {
      writeFileSync(path.join(folder, name), content);
      return { path: path.join(folder, name) };
    };
    mkdirSync(path.join(folder, 'folder.sqlite'));
    return {
      config: { path: file },
      path: (name) => ({ database: "o'dd #name?", schema: 'main', name }),
      failing: [
        { what: 'missing', config: { path: path.join(folder, 'missing.sqlite') }, stages: ['resolve'] },
        { what: 'folder', config: { path: path.join(folder, 'folder.sqlite') }, stages: ['resolve'] },
        { what: 'empty', config: other('empty.sqlite', ''), stages: ['connect'] },
        { what: 'not a database', config: other('text.sqlite', 'a,b\n1,2\n'.repeat(500)), stages: ['connect'] },
        { what: 'cut off', config: other('cut.sqlite', before.bytes.subarray(0, 6000)), stages: ['connect', 'list', 'read'] },
      ],
      async close() {
        expect(readFileSync(file).equals(before.bytes)).toBe(true);
        expect(statSync(file).mtimeMs).toBe(before.time);
        expect(readdirSync(folder).filter((name) => /-wal$|-shm$|-journal$|made/.test(name))).toEqual([]);
        rmSync(folder, { recursive: true });
      },
    };
  },
});
