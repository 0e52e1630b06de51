import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { duckdbDialect } from '../../dialects/duckdb.ts';
import { pathKey } from '../../domain/entity.ts';
import { AppError, SourceError } from '../../domain/errors.ts';
import type { SourceStage } from '../../domain/errors.ts';
import { openDuckDB } from '../../duckdb/engine.ts';
import type { DuckDB } from '../../duckdb/engine.ts';
import type { Session } from '../contract.ts';
import { finishRows, textSql } from '../duckdb-value-texts.ts';
import { isDuckdbFile } from '../file-kind.ts';
import { selectOnly } from '../read-only-statement.ts';
import type { DuckdbConfig } from './config.ts';
import { introspect } from './introspect.ts';

const MEMORY_MB = 512;

/** Opens a DuckDB file for reading only, with no way out of it. Throws SourceError `resolve` or `connect`. */
export async function openDuckdb(config: DuckdbConfig, signal: AbortSignal): Promise<Session> {
  if (signal.aborted) throw new AppError('cancelled', 'The work was cancelled.');
  checkFile(config.path);
  const engine = await guarded(config.path, 'connect', () =>
    openDuckDB({ path: config.path, readOnly: true, memoryLimitMb: MEMORY_MB, threads: 2, tempDirectory: tmpdir() }),
  );
  return duckdbSession(config.path, engine);
}

function duckdbSession(file: string, engine: DuckDB): Session {
  let types: Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> | undefined;
  const typesOf = (signal: AbortSignal) => (types ??= columnTypes(engine, signal));
  return {
    dialect: duckdbDialect,
    async test(signal) {
      const [row] = await guarded(file, 'connect', () => engine.rows<{ version: string }>('SELECT version() AS version', signal));
      await guarded(file, 'list', () => engine.rows('SELECT count(*) FROM duckdb_tables()', signal));
      return { passed: ['resolve', 'connect', 'list'], server: `DuckDB ${row?.version.replace(/^v/, '') ?? ''}` };
    },
    introspect: (signal) => guarded(file, 'list', () => introspect(engine, signal)),
    async *read(path, columns, { signal, limit }) {
      try {
        const known = (await typesOf(signal)).get(pathKey(path));
        if (known === undefined)
          throw new SourceError('list', `There is no table ${path.schema}.${path.name}`, 'It was dropped or renamed: scan again.');
        const wanted = columns.map((name) => known.get(name) ?? 'VARCHAR');
        const list = columns.map((name, i) => textSql(duckdbDialect.ident(name), wanted[i] ?? 'VARCHAR'));
        const tail = limit === undefined ? '' : ` ${duckdbDialect.limit(limit)}`;
        for await (const rows of engine.stream(`SELECT ${list.join(', ')} FROM ${duckdbDialect.table(path)}${tail}`, signal)) {
          yield { rows: finishRows(rows, wanted) };
        }
      } catch (error) {
        throw duckdbError(file, 'read', error);
      }
    },
    query: (sql, signal) => guarded(file, 'read', () => engine.rows(selectOnly(sql), signal)),
    async close() {
      engine.close();
    },
  };
}

async function columnTypes(engine: DuckDB, signal: AbortSignal): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const rows = await engine.rows<{ database: string; schema: string; table: string; name: string; type: string }>(
    `SELECT database_name AS database, schema_name AS schema, table_name AS "table", column_name AS name, data_type AS type
     FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal`,
    signal,
  );
  const types = new Map<string, Map<string, string>>();
  for (const row of rows) {
    const key = pathKey({ database: row.database, schema: row.schema, name: row.table });
    types.set(key, (types.get(key) ?? new Map<string, string>()).set(row.name, row.type));
  }
  return types;
}

function checkFile(file: string): void {
  try {
    if (statSync(file).isDirectory()) throw new SourceError('resolve', `${file} is a folder`, 'Name the database file itself.');
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new SourceError('resolve', `There is no file ${file}`, 'Check the path.');
    throw new SourceError('resolve', `${file} cannot be reached (${code})`, 'Check the permissions of the file and its folders.');
  }
  if (!isDuckdbFile(file)) throw new SourceError('connect', `${file} is not a DuckDB database`, 'Name another file.');
}

async function guarded<T>(file: string, stage: SourceStage, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw duckdbError(file, stage, error);
  }
}

/** DuckDB's messages may quote values: only those about names and syntax are passed on. */
function duckdbError(file: string, stage: SourceStage, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const message = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  if (/Could not set lock|different configuration/i.test(message)) {
    return new SourceError(stage, `${file} is in use by another program`, 'Close it there, or scan a copy.');
  }
  if (/storage version|newer version|older version|version number/i.test(message)) {
    return new SourceError(stage, `${file} was written by another version of DuckDB`, 'Export it with that version and import it again.');
  }
  if (/^(?:Binder|Catalog|Parser) Error/.test(message)) return new SourceError(stage, `DuckDB refused the statement: ${message}`, 'Correct it.');
  return new SourceError(stage, `DuckDB could not read ${file} (${message.split(':')[0]})`, 'It may be damaged or cut off: copy it again.');
}
