import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect } from 'vitest';
import { describeConnector } from '../../../test/contracts/connector.ts';
import { fixtureStatements } from '../../../test/contracts/fixture.ts';
import { duckdbDialect } from '../../dialects/duckdb.ts';
import { connector } from './index.ts';

const types = {
  integer: 'INTEGER',
  bigint: 'BIGINT',
  decimal: 'DECIMAL(10,2)',
  real: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  time: 'TIME',
  code: 'VARCHAR',
  text: 'VARCHAR',
  binary: 'BLOB',
};

describeConnector('duckdb', {
  connector,
  declares: { keys: true, required: true, comments: true, views: true },
  writes: [
    "COPY (SELECT 1) TO 'made_by_query.csv'",
    "SELECT * FROM read_text('/etc/passwd')",
    "ATTACH 'made_by_query.duckdb' AS made",
    'SET threads = 1',
  ],
  async setUp(fixture) {
    const folder = mkdtempSync(path.join(tmpdir(), 'cognate-duckdb-'));
    const file = path.join(folder, 'fixture.duckdb');
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    const statements = fixtureStatements(fixture, {
      dialect: duckdbDialect,
      types,
      literal(type, text) {
        if (type === 'binary') return `from_hex('${text.slice(2)}')`;
        return duckdbDialect.literal(text);
      },
    });
    for (const table of fixture.tables) {
      const name = duckdbDialect.ident(table.name);
      if (table.comment !== undefined) statements.push(`COMMENT ON TABLE ${name} IS ${duckdbDialect.literal(table.comment)}`);
      for (const { name: column, comment } of table.columns) {
        if (comment !== undefined) statements.push(`COMMENT ON COLUMN ${name}.${duckdbDialect.ident(column)} IS ${duckdbDialect.literal(comment)}`);
      }
    }
    for (const statement of statements) await connection.run(statement);
    connection.closeSync();
    instance.closeSync();
    const before = { bytes: readFileSync(file), time: statSync(file).mtimeMs };
    const other = (name: string, content: string | Buffer) => {
      writeFileSync(path.join(folder, name), content);
      return { path: path.join(folder, name) };
    };
    mkdirSync(path.join(folder, 'folder.duckdb'));
    return {
      config: { path: file },
      path: (name) => ({ database: 'fixture', schema: 'main', name }),
      failing: [
        { what: 'missing', config: { path: path.join(folder, 'missing.duckdb') }, stages: ['resolve'] },
        { what: 'folder', config: { path: path.join(folder, 'folder.duckdb') }, stages: ['resolve'] },
        { what: 'empty', config: other('empty.duckdb', ''), stages: ['connect'] },
        { what: 'not a database', config: other('text.duckdb', 'a,b\n1,2\n'.repeat(500)), stages: ['connect'] },
        { what: 'cut off', config: other('cut.duckdb', before.bytes.subarray(0, 12_288)), stages: ['connect', 'list', 'read'] },
      ],
      async close() {
        expect(readFileSync(file).equals(before.bytes)).toBe(true);
        expect(statSync(file).mtimeMs).toBe(before.time);
        rmSync(folder, { recursive: true });
      },
    };
  },
});
