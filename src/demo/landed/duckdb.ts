import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type DuckDB, openDuckDB, quoteIdent, quoteText } from '../../duckdb/engine.ts';
import { type LandOptions, type Landed, tablesOf } from './land.ts';
import type { TableToLand } from './landed-table.ts';
import type { LandedType, StreamAccount } from './stream.ts';

const types: Readonly<Record<LandedType, string>> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  time: 'TIME',
  timestamp: 'TIMESTAMPTZ',
  json: 'JSON',
};

/** Lands streams in a DuckDB file, made where it is missing; its tables of the same names are replaced. Names become lower-case. */
export async function landInDuckDB(file: string, account: StreamAccount, options: LandOptions): Promise<Landed[]> {
  await mkdir(dirname(resolve(file)), { recursive: true });
  return withEngine({ path: file }, async (engine) => {
    const schema = quoteIdent(lowerCase(options.schema));
    await engine.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    const tables = tablesOf(account, options, lowerCase);
    for (const table of tables) {
      await stage(engine, table);
      const columns = table.columns.map(({ name, type, isRequired }) => `${quoteIdent(name)} ${types[type]}${isRequired ? ' NOT NULL' : ''}`);
      await engine.run(`CREATE OR REPLACE TABLE ${schema}.${quoteIdent(table.name)} (${columns.join(', ')});
        INSERT INTO ${schema}.${quoteIdent(table.name)} SELECT * FROM staged ORDER BY rowid; DROP TABLE staged`);
    }
    await engine.run('CHECKPOINT');
    return tables.map(({ stream, name }) => ({ stream, schema: lowerCase(options.schema), table: name }));
  });
}

/** Lands streams as one Parquet file each, `directory/schema/table.parquet`. Names stay as they are, nested values are JSON in texts. */
export async function landInParquet(directory: string, account: StreamAccount, options: LandOptions): Promise<Landed[]> {
  const folder = join(resolve(directory), options.schema);
  await mkdir(folder, { recursive: true });
  return withEngine({ allowedPaths: [`${folder}/`] }, async (engine) => {
    const tables = tablesOf(account, options, asItIs);
    for (const table of tables) {
      await stage(engine, table);
      const values = table.columns.map(
        ({ name, type }) => `CAST(${quoteIdent(name)} AS ${type === 'json' ? 'VARCHAR' : types[type]}) AS ${quoteIdent(name)}`,
      );
      await engine.run(`COPY (SELECT ${values.join(', ')} FROM staged ORDER BY rowid)
        TO ${quoteText(join(folder, `${table.name}.parquet`))} (FORMAT parquet); DROP TABLE staged`);
    }
    return tables.map(({ stream, name }) => ({ stream, schema: options.schema, table: name }));
  });
}

async function withEngine<T>(options: { path?: string; allowedPaths?: readonly string[] }, work: (engine: DuckDB) => Promise<T>): Promise<T> {
  const engine = await openDuckDB({ ...options, memoryLimitMb: 512, threads: 1, tempDirectory: join(tmpdir(), 'cognate-demo-landing') });
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}

/** Rows of one table as texts, in the table `staged`. */
async function stage(engine: DuckDB, { columns, rows }: TableToLand): Promise<void> {
  await engine.run(`CREATE TABLE staged (${columns.map(({ name }) => `${quoteIdent(name)} VARCHAR`).join(', ')})`);
  await engine.append('staged', columns.length, oneBatch(rows()));
}

async function* oneBatch(rows: Iterable<readonly (string | null)[]>) {
  yield { rows: [...rows] };
}

const asItIs = (name: string) => name;
const lowerCase = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_');
