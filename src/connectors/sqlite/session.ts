import { sqliteDialect } from '../../dialects/sqlite.ts';
import { AppError, SourceError } from '../../domain/errors.ts';
import type { Session } from '../contract.ts';
import { plainNumber } from '../plain-number.ts';
import { selectOnly } from '../read-only-statement.ts';
import type { SqliteConfig } from './config.ts';
import { openSqliteFile } from './database.ts';
import type { JsonValue } from './database.ts';
import { introspect } from './introspect.ts';

/** Integers as text, for they may be larger than JSON's; reals as JSON numbers of 17 digits, which JavaScript reads exactly. */
const valueJson = (x: string) =>
  `CASE typeof(${x}) WHEN 'text' THEN ${x} || '' WHEN 'integer' THEN CAST(${x} AS TEXT) WHEN 'real' THEN ${realJson(x)} WHEN 'blob' THEN '\\x' || lower(hex(${x})) END`;
const realJson = (x: string) => `json(replace(printf('%!.17g', ${x}), 'Inf', '9e999'))`;
/** The same with integers and reals told apart by being numbers. */
const resultJson = (x: string) =>
  `CASE typeof(${x}) WHEN 'integer' THEN CASE WHEN ${x} BETWEEN -9007199254740991 AND 9007199254740991 THEN ${x} ELSE CAST(${x} AS TEXT) END WHEN 'real' THEN ${realJson(x)} ` +
  `WHEN 'blob' THEN '\\x' || lower(hex(${x})) WHEN 'text' THEN ${x} || '' END`;

/** Opens a SQLite file for reading only. Throws SourceError `resolve` or `connect`. */
export function openSqlite(config: SqliteConfig, signal: AbortSignal): Session {
  if (signal.aborted) throw new AppError('cancelled', 'The work was cancelled.');
  const file = openSqliteFile(config.path);
  return {
    dialect: sqliteDialect,
    async test(signal) {
      for await (const [row] of file.rows('SELECT sqlite_version()', 1, { signal, stage: 'connect' })) {
        await introspect(file, config.path, signal);
        return { passed: ['resolve', 'connect', 'list'], server: `SQLite ${row?.[0] ?? ''}` };
      }
      throw new SourceError('connect', `${config.path} does not answer`, 'Check the file.');
    },
    introspect: (signal) => introspect(file, config.path, signal),
    async *read(path, columns, { signal, limit }) {
      const sql = `SELECT ${columns.map((name) => sqliteDialect.ident(name)).join(', ')} FROM ${sqliteDialect.table(path)}`;
      const options = { signal, stage: 'read', value: valueJson, ...(limit === undefined ? {} : { limit }) } as const;
      for await (const batch of file.rows(sql, columns.length, options)) yield { rows: batch.map((row) => row.map(valueText)) };
    },
    async query(sql, signal) {
      const statement = selectOnly(sql);
      const names = file.columnNames(statement);
      const result: Record<string, unknown>[] = [];
      for await (const batch of file.rows(statement, names.length, { signal, stage: 'read', value: resultJson })) {
        for (const row of batch) result.push(Object.fromEntries(names.map((name, i) => [name, row[i]])));
      }
      return result;
    },
    async close() {
      file.close();
    },
  };
}

function valueText(value: JsonValue): string | null {
  return typeof value === 'number' ? plainNumber(String(value)) : value;
}
