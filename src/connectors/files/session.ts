import { tmpdir } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { duckdbDialect } from '../../dialects/duckdb.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { pathKey } from '../../domain/entity.ts';
import type { EntityModel, EntityPath, SourceModel } from '../../domain/entity.ts';
import { AppError, SourceError } from '../../domain/errors.ts';
import { openDuckDB } from '../../duckdb/engine.ts';
import type { DuckDB } from '../../duckdb/engine.ts';
import type { Session } from '../contract.ts';
import { csvShape } from './csv-shape.ts';
import type { FilesConfig } from './config.ts';
import { listFiles } from './list.ts';
import type { DataFile } from './list.ts';
import { readCsvSql } from './reading.ts';

const MEMORY_MB = 512;
const BATCH_ROWS = 2048;

/** Opens the files of a target. Throws SourceError: `resolve` where there is nothing, `list` where no file can be read. */
export async function openFiles(config: FilesConfig, signal: AbortSignal): Promise<Session> {
  signal.throwIfAborted();
  const { files, empty } = await listFiles(config.path);
  const engine = await openDuckDB({ memoryLimitMb: MEMORY_MB, threads: 2, tempDirectory: tmpdir(), allowedPaths: files.map((entry) => entry.file) });
  return filesSession(config, files, empty, engine);
}

function filesSession(config: FilesConfig, files: readonly DataFile[], empty: readonly string[], engine: DuckDB): Session {
  const byPath = new Map(files.map((entry) => [pathKey(entry.path), entry]));
  const shapes = new Map<DataFile, { sql: string; model: EntityModel }>();

  function inspect(entry: DataFile): { sql: string; model: EntityModel } {
    const known = shapes.get(entry);
    if (known !== undefined) return known;
    const shape = csvShape(entry.file, entry.size);
    const model: EntityModel = {
      path: entry.path,
      kind: 'file',
      rowEstimate: shape.rows,
      attributes: shape.columns.map((name, i) => ({ name, dataType: shape.types[i] ?? 'varchar', isNullable: true, ordinal: i + 1 })),
      keys: [],
      indexes: [],
      foreignKeys: [],
      notes: shape.notes,
    };
    const inspected = { sql: readCsvSql(entry.file, shape), model };
    shapes.set(entry, inspected);
    return inspected;
  }

  function fileOf(path: EntityPath): DataFile {
    const entry = byPath.get(pathKey(path));
    if (entry === undefined)
      throw new SourceError('list', `There is no file for ${path.schema}.${path.name}`, 'It was moved or renamed: scan again.');
    return entry;
  }

  const dialect: Dialect = { ...duckdbDialect, table: (path) => inspect(fileOf(path)).sql };

  return {
    dialect,
    async test(signal) {
      signal.throwIfAborted();
      const first = files[0];
      if (first !== undefined) inspect(first);
      return { passed: ['resolve', 'list', 'read'], server: `${files.length} files` };
    },
    async introspect(signal) {
      const entities: EntityModel[] = [];
      for (const entry of files) {
        if (signal.aborted) throw new AppError('cancelled', 'The work was cancelled.');
        entities.push(inspect(entry).model);
        await nextTurn();
      }
      return sourceModel(entities, empty);
    },
    async *read(path, columns, options) {
      const entry = fileOf(path);
      const limit = options.limit === undefined ? '' : ` ${dialect.limit(options.limit)}`;
      const sql = `SELECT ${columns.map((name) => dialect.ident(name)).join(', ')} FROM ${dialect.table(path)}${limit}`;
      try {
        for await (const rows of engine.stream(sql, options.signal)) {
          for (let at = 0; at < rows.length; at += BATCH_ROWS) yield { rows: rows.slice(at, at + BATCH_ROWS) };
        }
      } catch (error) {
        throw readError(entry.file, error);
      }
    },
    query: (sql, signal) => engine.rows(sql, signal),
    async close() {
      engine.close();
    },
  };
}

function sourceModel(entities: readonly EntityModel[], empty: readonly string[]): SourceModel {
  const schemas = new Map(entities.map(({ path }) => [JSON.stringify([path.database, path.schema]), { database: path.database, name: path.schema }]));
  return {
    databases: [...new Set(entities.map((entity) => entity.path.database))].map((name) => ({ name })),
    schemas: [...schemas.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    entities: entities.toSorted((a, b) => (pathKey(a.path) < pathKey(b.path) ? -1 : 1)),
    notes: empty.map((file) => `${file} is empty (0 bytes) and was left out.`),
  };
}

/** DuckDB's message quotes the offending line: only its place and kind are kept. */
function readError(file: string, error: unknown): unknown {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  const place = line === undefined ? file : `${file}, line ${line}`;
  if (counts !== null)
    return new SourceError(
      'read',
      `${place}: ${counts[2]} fields, the header has ${counts[1]}`,
      'Correct the line, or quote the fields that hold the delimiter.',
    );
  return new SourceError('read', `${place} cannot be read: ${kindOfError(message)}`, 'Check that the file is whole and of the kind its name says.');
}

function kindOfError(message: string): string {
  if (/unicode|not utf-8/i.test(message)) return 'it is not UTF-8';
  if (/unterminated quote/i.test(message)) return 'a quote is never closed';
  if (/Maximum line size/i.test(message)) return 'a line is too long';
  return (message.split('\n')[0] ?? '').split(':')[0] ?? 'unknown error';
}
