import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { Pool, types, type ClientConfig, type CustomTypesConfig } from 'pg';
import { AppError } from '../domain/errors.ts';
import { JsonText } from '../domain/json-text.ts';
import { attachEmbedded } from './embedded/attach.ts';
import { externalDatabase } from './external.ts';
import { migrate } from './migrate.ts';
import { everything, openReaders, type Reader } from './readers.ts';
import { openSealer, type Sealer } from './seal.ts';
import type { Tables } from './tables.ts';

export type { Reader };
export type StoreTransaction = Transaction<Tables>;

export interface StoreOptions {
  /** Absolute path of the home directory: the embedded database and the key file lie there. */
  readonly home: string;
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl?: string | undefined;
  /** The key of the installation instead of the key file's. */
  readonly secretKey?: string | Uint8Array | undefined;
  /** Connections of the pool. */
  readonly maxConnections?: number;
  /** Told what a person should know and that stops nothing. */
  readonly onWarning?: (message: string) => void;
}

/** The catalog. */
export interface Store {
  readonly db: Kysely<Tables>;
  readonly pool: Pool;
  /** How to connect to the catalog's database, for those who need connections of their own. */
  readonly connection: Readonly<ClientConfig>;
  readonly sealer: Sealer;
  /** Runs in one transaction that sees the rows of this organization only. */
  inOrganization<T>(organizationId: string, run: (trx: StoreTransaction) => Promise<T>): Promise<T>;
  /** Reads the rows of this organization, statement by statement, without a transaction around them. */
  reader(organizationId: string): Reader;
  /** Reads the rows of every organization likewise: for the system's own work. */
  readonly systemReader: Reader;
  /** Runs in one transaction that sees the rows of every organization: for the system's own work. */
  asSystem<T>(run: (trx: StoreTransaction) => Promise<T>): Promise<T>;
  /** The data key of an organization; throws AppError 'not_found' where there is no such organization. */
  dataKey(trx: StoreTransaction, organizationId: string): Promise<Buffer>;
  /** Ends the connections; the last process to leave an embedded server stops it. */
  close(): Promise<void>;
}

/**
 * Opens the catalog, starting its database and migrating its schema where needed.
 * Throws AppError 'unavailable' where the database cannot be had, 'conflict' where its schema is not one of ours.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const attachment =
    options.databaseUrl === undefined ? await attachEmbedded(options.home) : await externalDatabase(options.databaseUrl, options.onWarning);
  const connection: ClientConfig = { ...attachment.connection };
  const open = (): Pool => {
    const made = new Pool({ ...connection, max: options.maxConnections ?? 10, types: typeParsers, application_name: 'cognate' });
    // An idle connection that breaks is replaced at its next use.
    return made.on('error', () => undefined);
  };
  const pool = open();
  const readPool = open();
  try {
    const client = await pool.connect();
    try {
      await migrate(client);
    } finally {
      client.release();
    }
    return storeOver({ pool, readPool }, connection, openSealer(options.home, options.secretKey), attachment.release);
  } catch (error) {
    await Promise.all([pool.end(), readPool.end()]);
    await attachment.release();
    throw error;
  }
}

function storeOver(
  { pool, readPool }: { readonly pool: Pool; readonly readPool: Pool },
  connection: ClientConfig,
  sealer: Sealer,
  release: () => Promise<void>,
): Store {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const within = <T>(setting: 'organization_id' | 'system', value: string, run: (trx: StoreTransaction) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (trx) => {
      await sql`SELECT set_config(${`cognate.${setting}`}, ${value}, true)`.execute(trx);
      return run(trx);
    });
  // Kysely ends the pool only where it has used it.
  const end = async (): Promise<void> => {
    await Promise.all([db.destroy(), readPool.end()]);
    if (!pool.ending) await pool.end();
  };
  const reader = openReaders(readPool);
  let closed: Promise<void> | undefined;
  return {
    db,
    pool,
    connection,
    sealer,
    inOrganization: (organizationId, run) => within('organization_id', organizationId, run),
    reader,
    systemReader: reader(everything),
    asSystem: (run) => within('system', 'on', run),
    async dataKey(trx, organizationId) {
      const row = await trx.selectFrom('organizations').select('data_key').where('id', '=', organizationId).executeTakeFirst();
      if (row === undefined) throw new AppError('not_found', 'There is no such organization.');
      return sealer.unwrap(organizationId, row.data_key);
    },
    close: () => (closed ??= end().then(release)),
  };
}

/**
 * Counts come as numbers; those beyond 2^53, which no catalog reaches, as text rather than wrong. jsonb comes as its value, json as the
 * text that was written.
 */
const typeParsers: CustomTypesConfig = {
  getTypeParser: (id, format) => {
    if (id === types.builtins.INT8 && format !== 'binary') return (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : text);
    if (id === types.builtins.JSON && format !== 'binary') return (text: string) => new JsonText(text);
    return types.getTypeParser(id, format);
  },
};
