import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import type { DemoTable, Value } from './table.ts';

/** Writes a SQLite file whose bytes depend on nothing but the tables: declared primary keys, no foreign keys. */
export async function writeSqlite(file: string, tables: readonly DemoTable[]): Promise<void> {
  for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
  const database = new Database(file);
  try {
    database.exec('PRAGMA page_size = 4096; PRAGMA journal_mode = off; PRAGMA synchronous = off; BEGIN');
    for (const table of tables) writeTable(database, table);
    database.exec('COMMIT');
  } finally {
    database.close();
  }
}

function writeTable(database: Database.Database, { name, columns, key, indexed, rows }: DemoTable): void {
  const names = Object.keys(columns);
  const single = key.length === 1 ? key[0] : undefined;
  const definitions = Object.entries(columns).map(([column, type]) => `${quote(column)} ${type}${column === single ? ' PRIMARY KEY' : ''}`);
  if (key.length > 1) definitions.push(`PRIMARY KEY (${key.map(quote).join(', ')})`);
  database.exec(`CREATE TABLE ${quote(name)} (${definitions.join(', ')})`);
  for (const column of indexed) database.exec(`CREATE INDEX ${quote(`${name}_${column}`)} ON ${quote(name)} (${quote(column)})`);
  const insert = database.prepare(`INSERT INTO ${quote(name)} VALUES (${names.map(() => '?').join(', ')})`);
  for (const row of rows) insert.run(names.map((column) => row[column] ?? null));
}

/** One CSV file per table, with a header; a missing value is an empty field. */
export async function writeCsv(directory: string, tables: readonly DemoTable[]): Promise<void> {
  for (const { name, columns, rows } of tables) {
    const names = Object.keys(columns);
    const lines = [names.map(csvField), ...rows.map((row) => names.map((column) => csvField(row[column] ?? null)))];
    await writeFile(join(directory, `${name}.csv`), lines.map((fields) => `${fields.join(',')}\n`).join(''));
  }
}

/** One file of JSON lines per table. */
export async function writeJsonLines(directory: string, tables: readonly DemoTable[]): Promise<void> {
  for (const { name, columns, rows } of tables) {
    const lines = rows.map((row) =>
      JSON.stringify(Object.fromEntries(Object.entries(columns).map(([column, type]) => [column, jsonValue(row[column] ?? null, type)]))),
    );
    await writeFile(join(directory, `${name}.jsonl`), lines.map((line) => `${line}\n`).join(''));
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function csvField(value: Value): string {
  const text = value === null ? '' : String(value);
  return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function jsonValue(value: Value, type: string): Value | boolean {
  return type === 'BOOLEAN' && value !== null ? value === 'true' : value;
}
