import { tmpdir } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Dialect } from '../../dialects/dialect.ts';
import { duckdbDialect } from '../../dialects/duckdb.ts';
import { pathKey } from '../../domain/entity.ts';
import type { EntityModel, EntityPath, SourceModel } from '../../domain/entity.ts';
import { AppError, SourceError } from '../../domain/errors.ts';
import { openDuckDB } from '../../duckdb/engine.ts';
import type { DuckDB } from '../../duckdb/engine.ts';
import type { Session } from '../contract.ts';
import { finishRows, textSql } from '../duckdb-value-texts.ts';
import { selectOnly } from '../read-only-statement.ts';
import type { FilesConfig } from './config.ts';
import { readError } from './errors.ts';
import { listFiles } from './list.ts';
import { readerOf } from './reader.ts';
import type { FileReader, FileShape } from './reader.ts';

const MEMORY_MB = 512;

/** Opens the files of a target. Throws SourceError: `resolve` where there is nothing, `list` where no file can be read. */
export async function openFiles(config: FilesConfig, signal: AbortSignal): Promise<Session> {
  if (signal.aborted) throw cancelled();
  const { files, empty } = await listFiles(config.path);
  const engine = await openDuckDB({ memoryLimitMb: MEMORY_MB, threads: 2, tempDirectory: tmpdir(), allowedPaths: files.map((entry) => entry.file) });
  return filesSession(new Map(files.map((entry) => [pathKey(entry.path), readerOf(entry)])), empty, engine);
}

function filesSession(readers: ReadonlyMap<string, FileReader>, empty: readonly string[], engine: DuckDB): Session {
  function readerFor(path: EntityPath): FileReader {
    const reader = readers.get(pathKey(path));
    if (reader === undefined)
      throw new SourceError('list', `There is no file for ${path.schema}.${path.name}`, 'It was moved or renamed: scan again.');
    return reader;
  }

  async function shapeOf(reader: FileReader, signal: AbortSignal): Promise<FileShape> {
    try {
      return await reader.shape(engine, signal);
    } catch (error) {
      throw readError(reader.file.file, error);
    }
  }

  const dialect: Dialect = { ...duckdbDialect, table: (path) => readerFor(path).sql() };

  return {
    dialect,
    async test(signal) {
      for (const reader of [...readers.values()].slice(0, 1)) await shapeOf(reader, signal);
      return { passed: ['resolve', 'list', 'read'], server: `${readers.size} ${readers.size === 1 ? 'file' : 'files'}` };
    },
    async introspect(signal) {
      const entities: EntityModel[] = [];
      for (const reader of readers.values()) {
        if (signal.aborted) throw cancelled();
        entities.push(entityOf(reader.file.path, await shapeOf(reader, signal)));
        await nextTurn();
      }
      return sourceModel(entities, empty);
    },
    async *read(path, columns, { signal, limit }) {
      const reader = readerFor(path);
      const { columns: names, types } = await shapeOf(reader, signal);
      const wanted = columns.map((name) => (reader.isText ? 'VARCHAR' : (types[names.indexOf(name)] ?? 'VARCHAR')));
      const list = columns.map((name, i) => textSql(dialect.ident(name), wanted[i] ?? 'VARCHAR'));
      const sql = `SELECT ${list.join(', ')} FROM ${reader.sql()}${limit === undefined ? '' : ` ${dialect.limit(limit)}`}`;
      try {
        for await (const rows of engine.stream(sql, signal)) yield { rows: finishRows(rows, wanted) };
      } catch (error) {
        throw readError(reader.file.file, error);
      }
    },
    bulk: {
      paths: [...readers.values()].map((reader) => reader.file.file),
      sql(path, columns, limit) {
        const reader = readerFor(path);
        if (!reader.isText) return undefined;
        const tail = limit === undefined ? '' : ` ${dialect.limit(limit)}`;
        return `SELECT ${columns.map((name) => dialect.ident(name)).join(', ')} FROM ${reader.sql()}${tail}`;
      },
    },
    async query(sql, signal) {
      try {
        return await engine.rows(selectOnly(sql), signal);
      } catch (error) {
        throw readError('The query', error);
      }
    },
    async close() {
      engine.close();
    },
  };
}

function entityOf(path: EntityPath, shape: FileShape): EntityModel {
  return {
    path,
    kind: 'file',
    rowEstimate: shape.rows,
    attributes: shape.columns.map((name, i) => ({ name, dataType: shape.types[i] ?? 'varchar', isNullable: true, ordinal: i + 1 })),
    keys: [],
    indexes: [],
    foreignKeys: [],
    notes: shape.notes,
  };
}

function sourceModel(entities: readonly EntityModel[], empty: readonly string[]): SourceModel {
  const schemas = new Map(entities.map(({ path }) => [path.schema, { database: path.database, name: path.schema }]));
  return {
    databases: [...new Set(entities.map((entity) => entity.path.database))].map((name) => ({ name })),
    schemas: [...schemas.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    entities: entities.toSorted((a, b) => (pathKey(a.path) < pathKey(b.path) ? -1 : 1)),
    notes: empty.map((file) => `${file} is empty (0 bytes) and was left out.`),
  };
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The work was cancelled.');
}
