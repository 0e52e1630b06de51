import { statSync } from 'node:fs';
import Database from 'libsql';
import { AppError, SourceError } from '../../domain/errors.ts';
import type { SourceStage } from '../../domain/errors.ts';

const BUSY_MS = 1000;
/** Functions take at most 127 arguments. */
const ARGUMENTS = 100;
const TURN_ROWS = 2000;

export type JsonValue = string | number | null;

/**
 * A SQLite file opened for reading only. Rows come as JSON in a BLOB: text that is not UTF-8 would end the process inside the driver
 * if it came as text, and this way it reads with replacement characters.
 */
export interface SqliteFile {
  /** Streams the rows of a SELECT as arrays of its `columns` columns, giving the event loop a turn between batches; `value` writes each as JSON. */
  rows(sql: string, columns: number, options: RowsOptions): AsyncGenerator<JsonValue[][]>;
  /** Names of the result columns; throws where the statement is none that returns rows. */
  columnNames(sql: string): string[];
  close(): void;
}

interface RowsOptions {
  readonly signal: AbortSignal;
  readonly stage: SourceStage;
  readonly limit?: number;
  readonly value?: (expression: string) => string;
}

/** Opens the file with `mode=ro` and `query_only`. Throws SourceError `resolve` or `connect`. */
export function openSqliteFile(file: string): SqliteFile {
  checkFile(file);
  const database = connect(file);
  let open = true;

  return {
    async *rows(sql, columns, { signal, stage, limit = -1, value = (expression) => expression }) {
      stopIfAborted(signal);
      const names = Array.from({ length: columns }, (_, i) => `c${i + 1}`);
      const groups: string[] = [];
      for (let at = 0; at < columns; at += ARGUMENTS)
        groups.push(
          `json_array(${names
            .slice(at, at + ARGUMENTS)
            .map(value)
            .join(', ')})`,
        );
      const wrapped = `WITH q(${names.join(', ')}) AS (${sql}\n) SELECT ${groups.map((group) => `CAST(${group} AS BLOB)`).join(', ')} FROM q LIMIT ?`;
      let statement: Database.Statement | undefined;
      try {
        statement = database.prepare(wrapped).raw(true);
        let batch: JsonValue[][] = [];
        for (const row of statement.iterate(limit) as Iterable<Buffer[]>) {
          batch.push(row.length === 1 ? parse(row[0]) : row.flatMap(parse));
          if (batch.length < TURN_ROWS) continue;
          yield batch;
          batch = [];
          await new Promise(setImmediate);
          stopIfAborted(signal);
        }
        if (batch.length > 0) yield batch;
      } catch (error) {
        throw sqliteError(file, stage, error);
      } finally {
        if (open) release(statement);
      }
    },
    columnNames(sql) {
      try {
        const statement = database.prepare(sql);
        return statement.reader ? statement.columns().map(({ name }) => name) : [];
      } catch (error) {
        throw sqliteError(file, 'read', error);
      }
    },
    close() {
      if (!open) return;
      open = false;
      database.close();
    },
  };
}

function stopIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new AppError('cancelled', 'The work was cancelled.');
}

/** A statement that was left in the middle keeps its lock on the file until it runs to an end: with no rows, at once. */
function release(statement: Database.Statement | undefined): void {
  try {
    statement?.all(0);
  } catch {
    return;
  }
}

function parse(json: Buffer | undefined): JsonValue[] {
  return JSON.parse(json?.toString('utf8') ?? '[]') as JsonValue[];
}

function checkFile(file: string): void {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) throw new SourceError('resolve', `${file} is a folder`, 'Name the database file itself.');
    if (stats.size === 0) throw new SourceError('connect', `${file} is empty (0 bytes)`, 'Name another file.');
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new SourceError('resolve', `There is no file ${file}`, 'Check the path.');
    throw new SourceError('resolve', `${file} cannot be reached (${code})`, 'Check the permissions of the file and its folders.');
  }
}

function connect(file: string): Database.Database {
  const address = `file:${file.replaceAll('%', '%25').replaceAll('?', '%3f').replaceAll('#', '%23')}`;
  try {
    return prepared(`${address}?mode=ro`);
  } catch (error) {
    if (codeOf(error) !== 'SQLITE_CANTOPEN') throw sqliteError(file, 'connect', error);
  }
  try {
    return prepared(`${address}?mode=ro&immutable=1`);
  } catch (error) {
    throw sqliteError(file, 'connect', error);
  }
}

function prepared(address: string): Database.Database {
  const database = new Database(address);
  try {
    database.exec(`PRAGMA busy_timeout=${BUSY_MS}; PRAGMA query_only=1`);
    database.prepare('SELECT count(*) FROM sqlite_schema').all();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function sqliteError(file: string, stage: SourceStage, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  if (code === 'SQLITE_NOTADB')
    return new SourceError(stage, `${file} is not a SQLite database, or it is encrypted`, 'Name another file, or decrypt it first.');
  if (code.startsWith('SQLITE_CORRUPT'))
    return new SourceError(stage, `${file} is damaged or cut off`, 'Run "PRAGMA integrity_check" on it, or copy it again.');
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new SourceError(stage, `${file} is locked by another program`, 'Try again when it has finished writing.');
  }
  if (code.startsWith('SQLITE_CANTOPEN'))
    return new SourceError(stage, `${file} cannot be opened`, 'Check the permissions of the file and its folder.');
  const message = error instanceof Error ? error.message : 'unknown error';
  return new SourceError(stage, `SQLite could not read ${file}: ${message}`, 'Check the statement or the definition that it names.');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
