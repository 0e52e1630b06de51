import Database from 'libsql';
import type { CopiedTable, TypeFamily } from './copies.ts';

const types: Record<TypeFamily, string> = {
  integer: 'INTEGER',
  decimal: 'NUMERIC',
  float: 'REAL',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  text: 'TEXT',
};
const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Writes a SQLite file that declares the primary keys (`withKeys`) and no foreign keys. */
export function writeSqlite(path: string, tables: readonly CopiedTable[], withKeys: boolean): void {
  const database = new Database(path);
  for (const table of tables) {
    const columns = table.columns.map(({ name, family }) => `${quote(name)} ${types[family]}`);
    if (withKeys && table.primaryKey.length > 0) columns.push(`PRIMARY KEY (${table.primaryKey.map(quote).join(', ')})`);
    database.exec(`CREATE TABLE ${quote(table.name)} (${columns.join(', ')})`);
    const insert = database.prepare(`INSERT INTO ${quote(table.name)} VALUES (${table.columns.map(() => '?').join(', ')})`);
    database.transaction(() => {
      for (const row of table.rows) insert.run(row);
    })();
  }
  database.close();
}
