import { DOUBLE, DuckDBDataChunk, DuckDBInstance, INTEGER, VARCHAR } from '@duckdb/node-api';
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { AppError } from '../domain/errors.ts';
import { jsValue, textValue } from './values.ts';

export interface DuckDBOptions {
  /** A database file; absent: in memory. */
  readonly path?: string;
  readonly readOnly?: boolean;
  /** What the buffer manager may use, in MiB; more spills to `tempDirectory`. */
  readonly memoryLimitMb: number;
  readonly threads: number;
  readonly tempDirectory: string;
  /** Directories (ending in `/`) and files that SQL may read; everything else outside the database is refused. */
  readonly allowedPaths?: readonly string[];
  /** False writes tables as they are: faster, for files that do not live long. Default true. */
  readonly compress?: boolean;
}

/** Rows of texts, as connectors yield them. */
export interface TextRows {
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * A sandboxed DuckDB. Every call has a connection of its own, so calls may overlap; temporary objects do not outlive their call.
 * A signal that aborts interrupts its own call only, which then throws AppError `cancelled`.
 */
export interface DuckDB {
  /** Runs one or several statements. */
  run(sql: string, signal?: AbortSignal): Promise<void>;
  /** All rows of one statement. Integers and decimals are numbers where they fit, else text; dates and times are text, binary `\x…`. */
  rows<T extends object = Record<string, unknown>>(sql: string, signal?: AbortSignal): Promise<T[]>;
  /** Streams the raw column values of one statement, chunk by chunk: 64-bit integers stay bigint. */
  chunks(sql: string, signal?: AbortSignal): AsyncIterable<DuckDBValue[][]>;
  /** Reads columns of numbers without a null into arrays that are long enough, from their beginning; returns the number of rows. */
  readNumbers(sql: string, columns: readonly (Int32Array | Float32Array | Float64Array)[], signal?: AbortSignal): Promise<number>;
  /** Streams rows of texts; every result column should be VARCHAR, other types are written as DuckDB writes them. */
  stream(sql: string, signal?: AbortSignal): AsyncIterable<(string | null)[][]>;
  /** Appends to a table whose columns are all VARCHAR; returns the number of rows. */
  append(table: string, columns: number, batches: AsyncIterable<TextRows>, signal?: AbortSignal, onRows?: (rows: number) => void): Promise<number>;
  /** Appends as many rows as each column has to a table of columns that are INTEGER where an array is of integers, and DOUBLE where not. */
  appendNumbers(table: string, columns: readonly (Int32Array | Float64Array)[], signal?: AbortSignal): Promise<void>;
  /** Stops every running call. */
  interrupt(): void;
  close(): void;
}

const CHUNK_ROWS = 2048;
/** Fewer rows per chunk where a table is so wide that they would hold more values than this. */
const CHUNK_VALUES = 200_000;

/** Opens a DuckDB that can reach nothing but its database, its temporary directory and the allowed paths, and whose settings are locked. */
export async function openDuckDB(options: DuckDBOptions): Promise<DuckDB> {
  const instance = await DuckDBInstance.create(options.path ?? ':memory:', {
    memory_limit: `${options.memoryLimitMb}MiB`,
    threads: String(options.threads),
    temp_directory: options.tempDirectory,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    ...(options.readOnly === true && options.path !== undefined ? { access_mode: 'READ_ONLY' } : {}),
  });
  const first = await instance.connect();
  await first.run(settings(options));

  const idle: DuckDBConnection[] = [first];
  const busy = new Set<DuckDBConnection>();
  let closed = false;

  async function take(): Promise<DuckDBConnection> {
    if (closed) throw new AppError('unavailable', 'The analytical engine is closed.');
    const connection = idle.pop() ?? (await instance.connect());
    busy.add(connection);
    return connection;
  }

  function give(connection: DuckDBConnection): void {
    busy.delete(connection);
    if (closed) connection.closeSync();
    else idle.push(connection);
  }

  async function use<T>(signal: AbortSignal | undefined, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    if (isAborted(signal)) throw cancelled();
    const connection = await take();
    const stop = () => connection.interrupt();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await work(connection);
    } catch (error) {
      throw isAborted(signal) ? cancelled(error) : error;
    } finally {
      signal?.removeEventListener('abort', stop);
      give(connection);
    }
  }

  /** Each chunk, and how many rows of it count. The driver ends a stream that fails in the middle as if it were complete: a closing row proves that it is. */
  async function* chunksOf(sql: string, signal?: AbortSignal): AsyncGenerator<{ readonly chunk: DuckDBDataChunk; readonly rows: number }> {
    if (isAborted(signal)) throw cancelled();
    const connection = await take();
    const stop = () => connection.interrupt();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      let complete = false;
      for await (const chunk of await connection.stream(`SELECT * FROM (${sql}\n) UNION ALL BY NAME SELECT true AS "end of stream"`)) {
        if (isAborted(signal)) throw cancelled();
        if (chunk.rowCount === 0) continue;
        complete = chunk.getColumnVector(chunk.columnCount - 1).getItem(chunk.rowCount - 1) === true;
        const rows = complete ? chunk.rowCount - 1 : chunk.rowCount;
        if (rows > 0) yield { chunk, rows };
      }
      if (isAborted(signal)) throw cancelled();
      if (!complete) {
        await connection.run(`SELECT count(COLUMNS(*)) FROM (${sql}\n)`);
        throw new Error('DuckDB ended a result early.');
      }
    } catch (error) {
      throw isAborted(signal) ? cancelled(error) : error;
    } finally {
      signal?.removeEventListener('abort', stop);
      give(connection);
    }
  }

  async function* columnsOf(sql: string, signal?: AbortSignal): AsyncGenerator<DuckDBValue[][]> {
    for await (const { chunk, rows } of chunksOf(sql, signal)) {
      const columns = Array.from({ length: chunk.columnCount - 1 }, (_column, i) => chunk.getColumnValues(i));
      yield rows < chunk.rowCount ? columns.map((column) => column.slice(0, rows)) : columns;
    }
  }

  return {
    run: (sql, signal) =>
      use(signal, async (connection) => {
        await connection.run(sql);
      }),

    rows: <T extends object>(sql: string, signal?: AbortSignal) =>
      use(signal, async (connection) => {
        const result = await connection.run(sql);
        const names = result.deduplicatedColumnNames();
        const rows = await result.getRows();
        return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, jsValue(row[i])])) as T);
      }),

    chunks: columnsOf,

    async readNumbers(sql, columns, signal) {
      let at = 0;
      for await (const { chunk, rows } of chunksOf(sql, signal)) {
        for (const [i, column] of columns.entries()) {
          const vector = chunk.getColumnVector(i);
          for (let row = 0; row < rows; row += 1) column[at + row] = vector.getItem(row) as number;
        }
        at += rows;
      }
      return at;
    },

    async *stream(sql, signal) {
      for await (const raw of columnsOf(sql, signal)) {
        const columns = raw.map((column) => column.map(textValue));
        yield Array.from({ length: columns[0]?.length ?? 0 }, (_row, i) => columns.map((column) => column[i] ?? null));
      }
    },

    append: (table, columns, batches, signal, onRows) =>
      use(signal, async (connection) => {
        const appender = await connection.createAppender(table);
        const types = Array.from({ length: columns }, () => VARCHAR);
        let pending: (string | null)[][] = Array.from({ length: columns }, () => []);
        const chunkRows = Math.max(1, Math.min(CHUNK_ROWS, Math.floor(CHUNK_VALUES / columns)));
        let total = 0;
        const flush = () => {
          const count = pending[0]?.length ?? 0;
          if (count === 0) return;
          const chunk = DuckDBDataChunk.create(types, count);
          chunk.setColumns(pending);
          appender.appendDataChunk(chunk);
          total += count;
          onRows?.(total);
          pending = Array.from({ length: columns }, () => []);
        };
        for await (const batch of batches) {
          if (isAborted(signal)) throw cancelled();
          for (const row of batch.rows) {
            for (let i = 0; i < columns; i += 1) pending[i]?.push(row[i] ?? null);
            if (pending[0]?.length === chunkRows) flush();
          }
        }
        flush();
        appender.closeSync();
        return total;
      }),

    appendNumbers: (table, columns, signal) =>
      use(signal, async (connection) => {
        const appender = await connection.createAppender(table);
        const types = columns.map((column) => (column instanceof Int32Array ? INTEGER : DOUBLE));
        const length = columns[0]?.length ?? 0;
        for (let from = 0; from < length; from += CHUNK_ROWS) {
          if (isAborted(signal)) throw cancelled();
          const chunk = DuckDBDataChunk.create(types, Math.min(CHUNK_ROWS, length - from));
          chunk.setColumns(columns.map((column) => Array.from<number>(column.subarray(from, from + CHUNK_ROWS))));
          appender.appendDataChunk(chunk);
        }
        appender.closeSync();
      }),

    interrupt() {
      for (const connection of busy) connection.interrupt();
    },

    close() {
      if (closed) return;
      closed = true;
      for (const connection of busy) connection.interrupt();
      for (const connection of idle) connection.closeSync();
      instance.closeSync();
    },
  };
}

/** An identifier for DuckDB. */
export function quoteIdent(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text literal for DuckDB. */
export function quoteText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function settings({ allowedPaths = [], compress = true }: DuckDBOptions): string {
  const directories = allowedPaths.filter((path) => path.endsWith('/'));
  const files = allowedPaths.filter((path) => !path.endsWith('/'));
  return [
    "SET TimeZone='UTC'",
    ...(compress ? [] : ["SET force_compression='uncompressed'"]),
    `SET allowed_directories=[${directories.map(quoteText).join(', ')}]`,
    `SET allowed_paths=[${files.map(quoteText).join(', ')}]`,
    'SET enable_external_access=false',
    'SET lock_configuration=true',
  ].join(';\n');
}

function isAborted(signal: AbortSignal | undefined): boolean {
  return signal?.aborted === true;
}

function cancelled(cause?: unknown): AppError {
  return new AppError('cancelled', 'The work was cancelled.', { cause });
}
