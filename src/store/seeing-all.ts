import { sql, type Transaction } from 'kysely';
import type { Tables } from './tables.ts';

/**
 * Lets the statements of `work` see the rows of every organization, inside the transaction of one. For the few things that are not one
 * organization's own: people, whom several may know, and organizations themselves.
 */
export async function seeingAll<T>(trx: Transaction<Tables>, work: () => Promise<T>): Promise<T> {
  await sql`SELECT set_config('cognate.system', 'on', true)`.execute(trx);
  const result = await work();
  // Where the work throws there is nothing to take back: the transaction is over.
  await sql`SELECT set_config('cognate.system', '', true)`.execute(trx);
  return result;
}
