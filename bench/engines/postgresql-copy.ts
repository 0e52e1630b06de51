import pg from 'pg';
import type { CopiedTable, TypeFamily } from './copies.ts';

const types: Record<TypeFamily, string> = {
  integer: 'bigint',
  decimal: 'numeric',
  float: 'double precision',
  date: 'date',
  timestamp: 'timestamp',
  text: 'text',
};

/** Fills an empty PostgreSQL database; it declares the primary keys (`withKeys`) and no foreign keys. */
export async function writePostgresql(connectionString: string, tables: readonly CopiedTable[], withKeys: boolean): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  for (const table of tables) {
    const columns = table.columns.map(({ name, family }) => `${pg.escapeIdentifier(name)} ${types[family]}`);
    if (withKeys && table.primaryKey.length > 0)
      columns.push(`PRIMARY KEY (${table.primaryKey.map((name) => pg.escapeIdentifier(name)).join(', ')})`);
    await client.query(`CREATE TABLE ${pg.escapeIdentifier(table.name)} (${columns.join(', ')})`);
    const values = table.columns.map(({ family }, position) => `(r ->> ${position})::${types[family]}`).join(', ');
    for (let start = 0; start < table.rows.length; start += 5_000) {
      await client.query(
        `INSERT INTO ${pg.escapeIdentifier(table.name)} SELECT ${values} FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS e(r, n) ORDER BY n`,
        [JSON.stringify(table.rows.slice(start, start + 5_000))],
      );
    }
  }
  await client.end();
}
