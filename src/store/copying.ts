import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect, sql, type PostgresPoolClient } from 'kysely';
import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Store, StoreTransaction } from './open.ts';
import type { Tables } from './tables.ts';

type Cell = string | number | boolean | null;

/** Moves many rows at once, within a transaction. Tables under row-level security take no copies: their rows go through temporary ones. */
export interface Copying {
  /** Writes rows to a temporary table. */
  into(table: string, columns: readonly string[], rows: Iterable<readonly Cell[]>): Promise<void>;
  /** Streams the rows of a temporary table in this order, as texts; null where there is no value. Texts of it hold no tabs, line ends or backslashes. */
  from(table: string, columns: readonly string[], order: string): AsyncIterable<readonly (string | null)[]>;
}

/** Runs in one transaction that sees the rows of this organization only, and that can copy. */
export async function inOrganizationCopying<T>(
  { pool }: Pick<Store, 'pool'>,
  organizationId: string,
  run: (trx: StoreTransaction, copying: Copying) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const lone = { connect: async () => unreleased(client), end: async () => undefined };
  try {
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: lone }) });
    return await db.transaction().execute(async (trx) => {
      await sql`SELECT set_config('cognate.organization_id', ${organizationId}, true)`.execute(trx);
      return run(trx, copyingOver(client));
    });
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken);
  }
}

function unreleased(client: PoolClient): PostgresPoolClient {
  const query: unknown = client.query.bind(client);
  return { query: query as PostgresPoolClient['query'], release: () => undefined };
}

const ROWS_PER_CHUNK = 1000;

function copyingOver(client: PoolClient): Copying {
  return {
    async into(table, columns, rows) {
      await pipeline(Readable.from(chunks(rows)), client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`)));
    },
    async *from(table, columns, order) {
      let rest = '';
      const stream = client.query(copyTo(`COPY (SELECT ${columns.join(', ')} FROM ${table} ORDER BY ${order}) TO STDOUT`));
      for await (const chunk of stream) {
        const lines = (rest + (chunk as Buffer).toString('utf8')).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) yield line.split('\t').map((text) => (text === String.raw`\N` ? null : text));
      }
    },
  };
}

function* chunks(rows: Iterable<readonly Cell[]>): Generator<string> {
  let chunk: string[] = [];
  for (const row of rows) {
    chunk.push(`${row.map(cellText).join('\t')}\n`);
    if (chunk.length < ROWS_PER_CHUNK) continue;
    yield chunk.join('');
    chunk = [];
  }
  if (chunk.length > 0) yield chunk.join('');
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '\ufffd' };

function cellText(cell: Cell): string {
  if (cell === null) return String.raw`\N`;
  // oxlint-disable-next-line no-control-regex -- NUL is what PostgreSQL texts cannot hold
  return typeof cell === 'string' ? cell.replace(/[\\\t\n\r\0]/g, (character) => escapes[character] ?? '') : String(cell);
}
