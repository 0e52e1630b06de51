import { type Client, types as pgTypes, type CustomTypesConfig, type QueryConfig } from 'pg';
import { assertReads } from '../read-only-statement.ts';
import { numberIfExact } from '../value-text.ts';

const { BOOL, INT2, INT4, INT8, OID, FLOAT4, FLOAT8, NUMERIC } = pgTypes.builtins;
const boolean: number = BOOL;
const numeric: ReadonlySet<number> = new Set([INT2, INT4, INT8, OID, FLOAT4, FLOAT8, NUMERIC]);

/** Booleans and numbers become JavaScript values; every other type stays the text that the server writes. */
const types: CustomTypesConfig = {
  getTypeParser: (oid: number) => (text: string) => {
    if (oid === boolean) return text === 't';
    return numeric.has(oid) ? numberIfExact(text) : text;
  },
};

/**
 * Runs one statement and keeps nothing of it. The extended protocol takes a single statement; the transaction is READ ONLY, has begun
 * (so that its mode cannot be changed any more) and is rolled back (so that no setting survives).
 */
export async function queryReadOnly(client: Client, sql: string): Promise<readonly Record<string, unknown>[]> {
  assertReads(sql, 'standard');
  await client.query('BEGIN READ ONLY; SELECT 1');
  try {
    const statement: QueryConfig & { queryMode: 'extended' } = { text: sql, queryMode: 'extended', types };
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.query('ROLLBACK');
  }
}
