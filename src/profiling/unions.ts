import type { Staging } from './staging.ts';

/** DuckDB refuses unions of more than about a thousand queries. */
const QUERIES_PER_UNION = 256;

/** The rows of all these queries, in no order. */
export async function rowsOfAll<T extends object>(staging: Staging, queries: readonly string[], signal: AbortSignal): Promise<T[]> {
  const rows: T[] = [];
  for (let start = 0; start < queries.length; start += QUERIES_PER_UNION) {
    const some = queries.slice(start, start + QUERIES_PER_UNION);
    rows.push(...(await staging.rows<T>(some.join('\nUNION ALL '), signal)));
  }
  return rows;
}
