import { SourceError } from '../domain/errors.ts';

/** The statement without its closing semicolon, when it is one that reads; else throws SourceError `read`. A first guard: the connection itself must refuse writes too. */
export function selectOnly(sql: string): string {
  const statement = sql.trim().replace(/[;\s]+$/, '');
  if (/^(?:select|with|values|from)\b/i.test(statement.replace(/^\(+/, ''))) return statement;
  throw new SourceError('read', 'Only a SELECT may run on a source', 'Send one statement that reads.');
}
