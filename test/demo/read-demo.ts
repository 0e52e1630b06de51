import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import Database from 'libsql';
import { openDuckDB } from '../../src/duckdb/engine.ts';
import type { DemoSource } from '../../src/demo/generate.ts';

export type TextRow = Readonly<Record<string, string | null>>;

/** The tables of the demo as they stand in its files, every value as text: `tables.get('crm.companies')`. */
export async function readDemo(sources: readonly DemoSource[]): Promise<ReadonlyMap<string, readonly TextRow[]>> {
  const tables = new Map<string, readonly TextRow[]>();
  for (const { name, target } of sources) {
    const read = target.endsWith('.sqlite') ? readSqlite(target) : await readFolder(target);
    for (const [table, rows] of read) tables.set(`${name}.${table}`, rows);
  }
  return tables;
}

function readSqlite(file: string): Map<string, TextRow[]> {
  const database = new Database(file, { readonly: true });
  try {
    const names = database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all() as { name: string }[];
    return new Map(names.map(({ name }) => [name, texts(database.prepare(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[])]));
  } finally {
    database.close();
  }
}

async function readFolder(directory: string): Promise<Map<string, TextRow[]>> {
  const engine = await openDuckDB({ memoryLimitMb: 256, threads: 1, tempDirectory: tmpdir(), allowedPaths: [`${directory}/`] });
  try {
    const tables = new Map<string, TextRow[]>();
    for (const file of readdirSync(directory).toSorted()) {
      const { name, ext } = parse(file);
      const reader =
        ext === '.csv' ? `read_csv('${join(directory, file)}', header = true, all_varchar = true)` : `read_json('${join(directory, file)}')`;
      tables.set(name, texts(await engine.rows(`SELECT * FROM ${reader}`)));
    }
    return tables;
  } finally {
    engine.close();
  }
}

function texts(rows: readonly Record<string, unknown>[]): TextRow[] {
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, text(value)])));
}

function text(value: unknown): string | null {
  if (value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
