import { ansiDialect } from './ansi.ts';

/** DuckDB: standard SQL, tables named with their database. */
export const duckdbDialect = ansiDialect('duckdb', {
  table: (path) => [path.database, path.schema, path.name].map((part) => duckdbDialect.ident(part)).join('.'),
  text: (expression) => `nfc_normalize(rtrim(CAST(${expression} AS VARCHAR)))`,
});
