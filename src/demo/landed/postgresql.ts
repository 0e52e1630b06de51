import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type LandOptions, type Landed, tablesOf } from './land.ts';
import type { LandedType, StreamAccount } from './stream.ts';

const types: Readonly<Record<LandedType, string>> = {
  text: 'varchar',
  integer: 'bigint',
  number: 'numeric(38,9)',
  boolean: 'boolean',
  date: 'date',
  time: 'time',
  timestamp: 'timestamptz',
  json: 'jsonb',
};

/** Lands streams in a schema of PostgreSQL, made where it is missing; its tables of the same names are replaced. Names become lower-case. */
export async function landInPostgreSQL(client: Client, account: StreamAccount, options: LandOptions): Promise<Landed[]> {
  const schema = written(options.schema);
  const tables = tablesOf(account, options, written);
  await client.query(`BEGIN; CREATE SCHEMA IF NOT EXISTS ${client.escapeIdentifier(schema)}`);
  try {
    for (const { name, columns, rows } of tables) {
      const table = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
      const definitions = columns.map(
        (column) => `${client.escapeIdentifier(column.name)} ${types[column.type]}${column.isRequired ? ' NOT NULL' : ''}`,
      );
      await client.query(`DROP TABLE IF EXISTS ${table}; CREATE TABLE ${table} (${definitions.join(', ')})`);
      await pipeline(Readable.from(lines(rows())), client.query(copyFrom(`COPY ${table} FROM STDIN`)));
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
  return tables.map(({ stream, name }) => ({ stream, schema, table: name }));
}

/** As that destination writes names: at most 63 characters of lower-case letters, digits and underscores. */
function written(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]/g, '_')
    .slice(0, 63);
}

/** The text format of COPY. */
function* lines(rows: Iterable<readonly (string | null)[]>): Generator<string> {
  for (const row of rows) yield `${row.map((value) => (value === null ? String.raw`\N` : escaped(value))).join('\t')}\n`;
}

const escapes: Readonly<Record<string, string>> = { '\\': String.raw`\\`, '\t': String.raw`\t`, '\n': String.raw`\n`, '\r': String.raw`\r` };
const escaped = (value: string) => value.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? character);
