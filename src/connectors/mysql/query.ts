import type { Connection, TypeCastField, TypeCastNext } from 'mysql2';
import { assertReads } from '../read-only-statement.ts';
import { numberIfExact } from '../value-text.ts';
import { select } from './connections.ts';

/**
 * Runs one statement in a read-only transaction and keeps nothing of it. The driver sends a single statement; blocks and calls, which could
 * end the transaction, are refused before.
 */
export async function queryReadOnly(connection: Connection, sql: string): Promise<readonly Record<string, unknown>[]> {
  assertReads(sql, 'mysql');
  await select(connection, 'START TRANSACTION READ ONLY');
  const rows = await select<Record<string, unknown>>(connection, { sql, typeCast });
  await select(connection, 'ROLLBACK');
  return rows.map((row) => ({ ...row }));
}

function typeCast(field: TypeCastField, next: TypeCastNext): unknown {
  if (field.type !== 'DECIMAL' && field.type !== 'NEWDECIMAL') return next();
  const text = field.string();
  return text === null ? null : numberIfExact(text);
}
