import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

/** A table of a benchmark database as its copies declare it; `rows` hold value texts. */
export interface CopiedTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly family: TypeFamily }[];
  readonly primaryKey: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export type TypeFamily = 'integer' | 'decimal' | 'float' | 'date' | 'timestamp' | 'text';

interface Truth {
  readonly tables: readonly {
    readonly name: string;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
    readonly primary_key: readonly string[];
  }[];
}

const casts: Record<TypeFamily, string> = {
  integer: 'BIGINT',
  decimal: 'DECIMAL(38, 10)',
  float: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  text: 'VARCHAR',
};

/** Whether the data honours the key: an engine refuses one that it does not. */
function isKey(key: readonly string[], names: readonly string[], rows: readonly (readonly (string | null)[])[]): boolean {
  const positions = key.map((name) => names.indexOf(name));
  const tuples = rows.map((row) => positions.map((position) => row[position]));
  return tuples.every((tuple) => !tuple.includes(null)) && new Set(tuples.map((tuple) => JSON.stringify(tuple))).size === rows.length;
}

/** The family that a declared type belongs to, whatever the engine it was written for. */
export function typeFamily(declared: string): TypeFamily {
  const type = declared.toLowerCase().replaceAll(/[[\]]/g, '');
  if (/^(tinyint|smallint|int|integer|bigint|serial)\b/.test(type)) return 'integer';
  if (/^(decimal|numeric|dec|money)\b/.test(type)) return 'decimal';
  if (/^(float|double|real)\b/.test(type)) return 'float';
  if (type === 'date') return 'date';
  return /^(timestamp|datetime)/.test(type) ? 'timestamp' : 'text';
}

/** Reads a benchmark database: its tables with declared types where the data fits them, and text where it does not. */
export async function readDatabase(directory: string): Promise<CopiedTable[]> {
  const { default: truth } = (await import(join(directory, 'truth.json'), { with: { type: 'json' } })) as { default: Truth };
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const files = new Set(readdirSync(directory));
  const tables: CopiedTable[] = [];
  for (const table of truth.tables.filter(({ name }) => files.has(`${name}.csv.gz`))) {
    const file = join(directory, `${table.name}.csv.gz`).replaceAll("'", "''");
    await connection.run(
      `CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv('${file}', header=true, all_varchar=true, delim=',', quote='"', escape='"', nullstr='', allow_quoted_nulls=false)`,
    );
    const names = (await connection.runAndReadAll('SELECT * FROM t LIMIT 0')).columnNames();
    const declared = new Map(table.columns.map(({ name, type }) => [name, typeFamily(type)]));
    const columns = [];
    for (const name of names) {
      const family = declared.get(name) ?? 'text';
      const column = `"${name.replaceAll('"', '""')}"`;
      const misfits = await connection.runAndReadAll(
        `SELECT count(*) FROM t WHERE ${column} IS NOT NULL AND (TRY_CAST(${column} AS ${casts[family]}) IS NULL OR (${family === 'integer'} AND ${column} <> CAST(TRY_CAST(${column} AS ${casts[family]}) AS VARCHAR)))`,
      );
      columns.push({ name, family: Number(misfits.getRows()[0]?.[0]) === 0 ? family : ('text' as const) });
    }
    const rows = (await connection.runAndReadAll('SELECT * FROM t')).getRows() as (string | null)[][];
    tables.push({ name: table.name, columns, primaryKey: isKey(table.primary_key, names, rows) ? table.primary_key : [], rows });
  }
  connection.closeSync();
  return tables;
}
