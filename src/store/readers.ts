import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Tables } from './tables.ts';

/** Runs single statements, each in a transaction of its own, that see the rows of one organization only, or the system's of all. */
export type Reader = Kysely<Tables>;

/** Instead of an organization's id: the sight of all. */
export const everything = 'everything';

const kept = 1000;
const preparedStatements = 300;

/**
 * Readers of an organization's rows, or of `everything`, over a pool of connections that nothing else uses: a connection remembers
 * whose rows it shows, so that a read is one round trip as long as the same organization asks again, and two where it changes. It also
 * remembers what it was asked: the first statements, up to some hundreds, are prepared, so that each is parsed once.
 */
export function openReaders(pool: Pool): (whose: string) => Reader {
  const shown = new WeakMap<PoolClient, string>();
  const readers = new Map<string, Reader>();
  const names = new Map<string, string>();

  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < preparedStatements) names.set(text, `read_${names.size}`);
    return names.get(text);
  };

  const preparing = (client: PoolClient): PostgresPoolClient => {
    const query: unknown = (text: string, values: readonly unknown[]) => client.query({ name: nameOf(text), text, values: [...values] });
    return { query: query as PostgresPoolClient['query'], release: () => client.release() };
  };

  const connect = async (whose: string): Promise<PostgresPoolClient> => {
    const client = await pool.connect();
    if (shown.get(client) === whose) return preparing(client);
    try {
      shown.delete(client);
      const settings = whose === everything ? ['', 'on'] : [whose, ''];
      await client.query(`SELECT set_config('cognate.organization_id', $1, false), set_config('cognate.system', $2, false)`, settings);
      shown.set(client, whose);
      return preparing(client);
    } catch (error) {
      client.release(true);
      throw error;
    }
  };

  return (whose) => {
    const known = readers.get(whose);
    if (known !== undefined) return known;
    const shared: PostgresPool = { connect: () => connect(whose), end: async () => undefined };
    const reader: Reader = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: shared }) });
    if (readers.size >= kept) readers.clear();
    readers.set(whose, reader);
    return reader;
  };
}
