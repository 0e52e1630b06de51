import { openDuckDB, quoteText } from '../duckdb/engine.ts';

const columns = [
  ['left_key', 'VARCHAR'],
  ['right_key', 'VARCHAR'],
  ['weight_bits', 'DOUBLE'],
  ['probability', 'DOUBLE'],
  ['band', 'VARCHAR'],
  ['decision', 'VARCHAR'],
  ['cluster_id', 'VARCHAR'],
] as const;

/** A row of the file, in the order of its columns. */
export type CrosswalkFileRow = Readonly<Record<(typeof columns)[number][0], string | null>>;

const MEMORY_MB = 256;

/** Writes rows as CSV or Parquet to a file of a directory of its own, which is to be private and to be removed by its owner. Returns its path. */
export async function writePairsFile(
  directory: string,
  format: 'csv' | 'parquet',
  rows: AsyncIterable<readonly CrosswalkFileRow[]>,
  signal: AbortSignal,
): Promise<string> {
  const file = `${directory}/pairs.${format}`;
  const db = await openDuckDB({
    path: `${directory}/pairs.duckdb`,
    memoryLimitMb: MEMORY_MB,
    threads: 1,
    tempDirectory: `${directory}/spill`,
    allowedPaths: [`${directory}/`],
  });
  try {
    await db.run(`CREATE TABLE pairs (${columns.map(([name]) => `${name} VARCHAR`).join(', ')})`);
    await db.append('pairs', columns.length, batches(rows), signal);
    const select = columns.map(([name, type]) => `CAST(${name} AS ${type}) AS ${name}`).join(', ');
    await db.run(`COPY (SELECT ${select} FROM pairs) TO ${quoteText(file)} (${format === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet'})`, signal);
  } finally {
    db.close();
  }
  return file;
}

async function* batches(rows: AsyncIterable<readonly CrosswalkFileRow[]>) {
  for await (const some of rows) yield { rows: some.map((row) => columns.map(([name]) => row[name])) };
}
