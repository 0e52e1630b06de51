import { createConnection, type ConnectionOptions } from 'mysql2/promise';
import type { CopiedTable, TypeFamily } from './copies.ts';

const types: Record<TypeFamily, string> = {
  integer: 'bigint',
  decimal: 'decimal(38, 10)',
  float: 'double',
  date: 'date',
  timestamp: 'datetime(6)',
  text: 'longtext',
};

/** Fills an empty MariaDB or MySQL database; it declares the primary keys (`withKeys`) and no foreign keys. */
export async function writeMysql(connect: ConnectionOptions, tables: readonly CopiedTable[], withKeys: boolean): Promise<void> {
  const connection = await createConnection({ ...connect, charset: 'utf8mb4_bin' });
  const quote = (name: string) => `\`${name.replaceAll('`', '``')}\``;
  for (const table of tables) {
    const keyed = new Set(withKeys ? table.primaryKey : []);
    const columns = table.columns.map(
      ({ name, family }) => `${quote(name)} ${keyed.has(name) && family === 'text' ? 'varchar(255)' : types[family]}`,
    );
    if (keyed.size > 0) columns.push(`PRIMARY KEY (${table.primaryKey.map(quote).join(', ')})`);
    await connection.query(`CREATE TABLE ${quote(table.name)} (${columns.join(', ')}) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
    for (let start = 0; start < table.rows.length; start += 2_000) {
      await connection.query(`INSERT INTO ${quote(table.name)} VALUES ?`, [table.rows.slice(start, start + 2_000)]);
    }
  }
  await connection.end();
}
