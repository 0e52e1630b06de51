import type { Connection } from 'mysql2';
import type { Dialect } from '../../dialects/dialect.ts';
import type { EntityPath } from '../../domain/entity.ts';
import { SourceError } from '../../domain/errors.ts';
import type { Batch } from '../contract.ts';
import { select } from './connections.ts';
import { type ValueText, valueText } from './value-texts.ts';

const batchRows = 4_096;
const batchCharacters = 1 << 22;
const batchesAhead = 2;

type TypeRow = { name: string; data_type: string; column_type: string };
type Row = (string | null)[];

const typesSql = `
  SELECT COLUMN_NAME AS name, DATA_TYPE AS data_type, COLUMN_TYPE AS column_type
  FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?`;

/** Streams a table or view over the text protocol, in a transaction that cannot write and sees one moment. */
export async function* readTable(
  connection: Connection,
  dialect: Dialect,
  path: EntityPath,
  columns: readonly string[],
  limit: number | undefined,
): AsyncIterable<Batch> {
  const types = await select<TypeRow>(connection, { sql: typesSql, values: [path.schema, path.name] });
  const texts = valueTexts(types, dialect, path, columns);
  const list = texts.map(({ expression }) => expression).join(', ') || '1';
  const sql = `SELECT ${list} FROM ${dialect.table(path)}${limit === undefined ? '' : ` ${dialect.limit(limit)}`}`;
  await select(connection, 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  const finishing = texts.flatMap(({ finish }, index) => (finish ? [{ index, finish }] : []));
  for await (const rows of streamRows(connection, sql)) {
    for (const row of rows) {
      if (columns.length === 0) row.length = 0;
      for (const { index, finish } of finishing) {
        const value = row[index];
        if (typeof value === 'string') row[index] = finish(value);
      }
    }
    yield { rows };
  }
  await select(connection, 'COMMIT');
}

function valueTexts(types: readonly TypeRow[], dialect: Dialect, path: EntityPath, columns: readonly string[]): ValueText[] {
  const byName = new Map(types.map((row) => [row.name, row]));
  return columns.map((column) => {
    const row = byName.get(column);
    if (row) return valueText(dialect.ident(column), row.data_type, row.column_type);
    const what = types.length === 0 ? 'There is no such table any more' : `The table has no column ${column} any more`;
    throw new SourceError('read', `${what}: ${path.schema}.${path.name}`, 'It changed after it was listed: scan again.');
  });
}

interface Feed {
  rows: Row[];
  characters: number;
  readonly full: Row[][];
  ended: boolean;
  failure?: { readonly error: unknown };
  wake(): void;
}

/** Rows in batches; the connection is paused while the consumer is behind. */
async function* streamRows(connection: Connection, sql: string): AsyncIterable<Row[]> {
  const feed = startQuery(connection, sql);
  for (;;) {
    const batch = feed.full.shift();
    if (batch) {
      yield batch;
    } else if (feed.ended) {
      break;
    } else {
      const woken = new Promise<void>((resolve) => {
        feed.wake = resolve;
      });
      connection.resume();
      await woken;
    }
  }
  if (feed.failure) throw feed.failure.error;
  if (feed.rows.length > 0) yield feed.rows;
}

function startQuery(connection: Connection, sql: string): Feed {
  const feed: Feed = { rows: [], characters: 0, full: [], ended: false, wake: () => undefined };
  const query = connection.query({ sql, rowsAsArray: true });
  query.on('result', (row: Row) => {
    for (const value of row) if (typeof value === 'string') feed.characters += value.length;
    if (feed.rows.push(row) < batchRows && feed.characters < batchCharacters) return;
    feed.full.push(feed.rows);
    feed.rows = [];
    feed.characters = 0;
    if (feed.full.length >= batchesAhead) connection.pause();
    feed.wake();
  });
  query.on('error', (error: unknown) => {
    feed.failure = { error };
    feed.ended = true;
    feed.wake();
  });
  query.on('end', () => {
    feed.ended = true;
    feed.wake();
  });
  return feed;
}
