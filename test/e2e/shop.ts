import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

type Cell = string | number | null;

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A small shop whose references nobody declared; some orders have no customer that exists. Always the same. */
export function shop(): Table[] {
  const pick = sequence(7);
  const customers = range(300).map((i) => [
    1000 + i,
    `Person ${String.fromCodePoint(65 + (i % 26))}${i}`,
    `p${i}@example.org`,
    i % 4 === 0 ? null : `+49 30 ${100000 + i * 7}`,
  ]);
  const products = range(80).map((i) => [`SKU-${String(i * 13).padStart(5, '0')}`, `Thing ${i}`, ((i * 137) % 9000) / 100]);
  const stores = range(12).map((i) => [i + 1, `Store ${i + 1}`, i === 0 ? null : 1 + (i % 3)]);
  const orders = range(900).map((i) => [50_000 + i, i % 150 === 0 ? 99_000 + i : 1000 + pick(300), 1 + pick(12), `2024-0${1 + (i % 9)}-1${i % 10}`]);
  const lines = range(2500).map((i) => [i + 1, 50_000 + pick(900), `SKU-${String(pick(80) * 13).padStart(5, '0')}`, 1 + pick(9)]);
  return [
    { name: 'customers', columns: ['id', 'full_name', 'email', 'phone'], rows: customers },
    { name: 'order_lines', columns: ['id', 'order_id', 'sku', 'quantity'], rows: lines },
    { name: 'orders', columns: ['id', 'customer_id', 'store_id', 'ordered_on'], rows: orders },
    { name: 'products', columns: ['sku', 'title', 'price'], rows: products },
    { name: 'stores', columns: ['id', 'name', 'parent_store_id'], rows: stores },
  ];
}

export function writeCsv(directory: string, tables: readonly Table[]): string {
  mkdirSync(directory, { recursive: true });
  for (const { name, columns, rows } of tables) {
    writeFileSync(join(directory, `${name}.csv`), [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\n`).join(''));
  }
  return directory;
}

export function writeSqlite(path: string, tables: readonly Table[]): string {
  rmSync(path, { force: true });
  const database = new Database(path);
  for (const { name, columns, rows } of tables) {
    const key = name === 'products' || name === 'customers' ? 'PRIMARY KEY' : '';
    const types = columns.map((column, i) => `${quote(column)} ${typeof rows[1]?.[i] === 'number' ? 'NUMERIC' : 'TEXT'} ${i === 0 ? key : ''}`);
    database.exec(`CREATE TABLE ${quote(name)} (${types.join(', ')})`);
    const insert = database.prepare(`INSERT INTO ${quote(name)} VALUES (${columns.map(() => '?').join(', ')})`);
    database.transaction(() => {
      for (const row of rows) insert.run(...row);
    })();
  }
  database.close();
  return path;
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

function csvCell(value: Cell): string {
  const text = value === null ? '' : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A linear congruential sequence: pick(n) gives numbers below n. */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
