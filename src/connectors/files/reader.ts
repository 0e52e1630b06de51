import { quoteLiteral } from '../../dialects/ansi.ts';
import type { DuckDB } from '../../duckdb/engine.ts';
import { csvShape } from './csv-shape.ts';
import { jsonShape, readJsonSql } from './json-shape.ts';
import type { DataFile } from './list.ts';
import { readCsvSql } from './csv-sql.ts';

/** What is known of a file's columns. */
export interface FileShape {
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly rows: number;
  readonly notes: readonly string[];
}

/** How one file is read. What it takes to know that is read once, when first asked for. */
export interface FileReader {
  readonly file: DataFile;
  /** The reading function, as it stands after FROM. */
  sql(): string;
  shape(engine: DuckDB, signal: AbortSignal): Promise<FileShape>;
  /** Every value comes as text already. */
  readonly isText: boolean;
}

export function readerOf(file: DataFile): FileReader {
  if (file.format === 'parquet') return parquetReader(file);
  const isCsv = file.format === 'csv';
  let known: { shape: FileShape; sql: string } | undefined;
  const inspect = () => {
    if (known !== undefined) return known;
    if (isCsv) {
      const shape = csvShape(file.file, file.size);
      known = { shape, sql: readCsvSql(file.file, shape) };
    } else {
      const shape = jsonShape(file.file, file.size);
      known = { shape, sql: readJsonSql(file.file, shape) };
    }
    return known;
  };
  return { file, isText: true, sql: () => inspect().sql, shape: async () => inspect().shape };
}

function parquetReader(file: DataFile): FileReader {
  const sql = `read_parquet(${quoteLiteral(file.file)})`;
  let known: Promise<FileShape> | undefined;
  const inspect = async (engine: DuckDB, signal: AbortSignal): Promise<FileShape> => {
    const columns = await engine.rows<{ column_name: string; column_type: string }>(`DESCRIBE SELECT * FROM ${sql}`, signal);
    const [count] = await engine.rows<{ num_rows: number }>(`SELECT num_rows FROM parquet_file_metadata(${quoteLiteral(file.file)})`, signal);
    return {
      columns: columns.map((column) => column.column_name),
      types: columns.map((column) => column.column_type),
      rows: count?.num_rows ?? 0,
      notes: [],
    };
  };
  return { file, isText: false, sql: () => sql, shape: (engine, signal) => (known ??= inspect(engine, signal)) };
}
