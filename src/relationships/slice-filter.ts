import { duckdbDialect } from '../dialects/duckdb.ts';
import type { Staging } from '../profiling/staging.ts';
import type { Slice } from './schema.ts';

/** The condition, over a staged table, that a row belongs to a part of a column. */
export function sliceFilter(staging: Staging, { test, by, value }: Slice): string {
  const [column, text] = [staging.column(by), duckdbDialect.literal(value)];
  return test === 'equals' ? `${column} = ${text}` : `starts_with(${column}, ${text})`;
}
