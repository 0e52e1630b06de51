import { assertReads } from './read-only-statement.ts';

/** The statement without its closing semicolon, when it is one that reads; else throws SourceError `read`. A first guard: the connection itself refuses writes too. */
export function selectOnly(sql: string): string {
  assertReads(sql, 'standard');
  return sql.trim().replace(/[;\s]+$/, '');
}
