import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Dialect } from '../../dialects/dialect.ts';
import type { EntityPath } from '../../domain/entity.ts';
import { SourceError } from '../../domain/errors.ts';
import type { Batch } from '../contract.ts';
import { copyTextReader } from './copy-text.ts';
import { type ValueText, valueText } from './value-texts.ts';

const batchRows = 4_096;
const batchBytes = 1 << 22;
const bufferBytes = 1 << 18;

type TypeRow = { name: string; type: string; category: string };

/** Base types of the columns of one relation, domains looked through. */
const typesSql = `
  WITH RECURSIVE base (name, type, category, domain_of) AS (
    SELECT a.attname::text, t.typname::text, t.typcategory::text, t.typbasetype
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
    WHERE n.nspname = $1 AND c.relname = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    UNION ALL
    SELECT base.name, t.typname::text, t.typcategory::text, t.typbasetype
    FROM base JOIN pg_catalog.pg_type t ON t.oid = base.domain_of
  )
  SELECT name, type, category FROM base WHERE domain_of = 0`;

/** Streams a relation by COPY, inside a transaction that cannot write. */
export async function* readRelation(
  client: Client,
  dialect: Dialect,
  path: EntityPath,
  columns: readonly string[],
  limit: number | undefined,
): AsyncIterable<Batch> {
  await client.query('BEGIN READ ONLY');
  // One worker that starts at the first row: the same rows in the same order, run by run.
  await client.query('SET LOCAL statement_timeout = 0; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL synchronize_seqscans = off');
  const { rows: types } = await client.query<TypeRow>(typesSql, [path.schema, path.name]);
  const texts = valueTexts(types, dialect, path, columns);
  const select = `SELECT ${texts.map(({ expression }) => expression).join(', ')} FROM ${dialect.table(path)}`;
  const sql = `COPY (${select}${limit === undefined ? '' : ` ${dialect.limit(limit)}`}) TO STDOUT`;
  yield* batches(client.query(copyTo(sql, { highWaterMark: bufferBytes })), texts);
  await client.query('COMMIT');
}

function valueTexts(types: readonly TypeRow[], dialect: Dialect, path: EntityPath, columns: readonly string[]): ValueText[] {
  const byName = new Map(types.map((row) => [row.name, row]));
  return columns.map((column) => {
    const row = byName.get(column);
    if (row) return valueText(dialect.ident(column), row.type, row.category);
    const what = types.length === 0 ? 'There is no such table any more' : `The table has no column ${column} any more`;
    throw new SourceError('read', `${what}: ${path.schema}.${path.name}`, 'It changed after it was listed: scan again.');
  });
}

async function* batches(stream: AsyncIterable<Buffer>, texts: readonly ValueText[]): AsyncIterable<Batch> {
  const reader = copyTextReader(texts.length);
  const finishing = texts.flatMap(({ finish }, index) => (finish ? [{ index, finish }] : []));
  let rows: (string | null)[][] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    for (const row of reader.push(chunk)) {
      for (const { index, finish } of finishing) {
        const value = row[index];
        if (typeof value === 'string') row[index] = finish(value);
      }
      if (rows.push(row) < batchRows && bytes < batchBytes) continue;
      yield { rows };
      rows = [];
      bytes = 0;
    }
  }
  if (rows.length > 0) yield { rows };
}
