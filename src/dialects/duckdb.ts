import { ansiDialect } from './ansi.ts';

/** What canonical text leaves out of decimal numbers and of midnight: `3.0` is `3`, `3.50` is `3.5`, `2024-01-01 00:00:00` is `2024-01-01`. */
const surplus = String.raw`^(-?(?:0|[1-9]\d*))\.0+$|^(-?(?:0|[1-9]\d*)\.\d*[1-9])0+$|^(\d{4}-\d\d-\d\d)[ T]00:00:00(?:\.0+)?$`;

/** DuckDB: standard SQL, tables named with their database. */
export const duckdbDialect = ansiDialect('duckdb', {
  table: (path) => [path.database, path.schema, path.name].map((part) => duckdbDialect.ident(part)).join('.'),
  text: (expression) => String.raw`regexp_replace(rtrim(nfc_normalize(CAST(${expression} AS VARCHAR)), ' '), '${surplus}', '\1\2\3')`,
});
