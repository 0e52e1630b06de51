import { type Connection, createConnection, type QueryOptions } from 'mysql2';
import { type ConnectionPool, connectionPool, throwIfCancelled } from '../connection-pool.ts';
import type { MysqlConfig } from './config.ts';
import { classify } from './errors.ts';

const connectTimeoutMs = 5_000;
const lockTimeoutSeconds = 10;
/** How long the server waits for a reader that is slow to take rows. */
const patienceSeconds = 3_600;

export interface Link {
  readonly connection: Connection;
  /** The server's number of this connection. */
  readonly id: string;
}

/** What every connection is set to: it refuses to write, gives up on locks, speaks UTC and standard escapes. */
const settings = [
  'SET SESSION TRANSACTION READ ONLY',
  `SET SESSION sql_mode = 'NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', lock_wait_timeout = ${lockTimeoutSeconds},
    net_write_timeout = ${patienceSeconds}, net_read_timeout = ${patienceSeconds}`,
];

/** The connections of one session to a MySQL or MariaDB server. */
export function connections(config: MysqlConfig): ConnectionPool<Link> {
  return connectionPool({
    connect: (signal) => connect(config, signal),
    async kill(link) {
      await killStatement(config, link);
      link.connection.destroy();
    },
    end: ({ connection }) => new Promise((resolve) => connection.end(() => resolve())),
  });
}

/** Runs one statement and returns its rows as objects. */
export function select<Row>(connection: Connection, query: string | QueryOptions): Promise<Row[]> {
  return new Promise((resolve, reject) => {
    const options: QueryOptions = typeof query === 'string' ? { sql: query } : query;
    connection.query(options, (error, rows) => (error ? reject(error) : resolve((Array.isArray(rows) ? rows : []) as Row[])));
  });
}

async function connect(config: MysqlConfig, signal: AbortSignal): Promise<Link> {
  const encrypt = !config.host.startsWith('/') && config.ssl_mode !== 'disable';
  try {
    return await dial(config, encrypt, signal).catch((error: unknown) => {
      const refusesSsl = error instanceof Error && 'code' in error && error.code === 'HANDSHAKE_NO_SSL_SUPPORT';
      if (config.ssl_mode === 'prefer' && refusesSsl && !signal.aborted) return dial(config, false, signal);
      throw error;
    });
  } catch (error) {
    throwIfCancelled(signal);
    throw classify(error, 'connect', config);
  }
}

async function dial(config: MysqlConfig, encrypt: boolean, signal: AbortSignal): Promise<Link> {
  const connection = createConnection({
    ...(config.host.startsWith('/') ? { socketPath: config.host } : { host: config.host, port: config.port }),
    ...(config.database === undefined ? {} : { database: config.database }),
    ...(encrypt ? { ssl: { rejectUnauthorized: config.ssl_mode === 'verify-full' } } : {}),
    user: config.user,
    password: config.password ?? '',
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    // The JSON of MariaDB too, which is text with a mark.
    jsonStrings: true,
    // The server may never ask for a file of this machine.
    flags: ['-LOCAL_FILES'],
    connectTimeout: connectTimeoutMs,
  });
  connection.on('error', () => undefined);
  let onAbort = () => {};
  try {
    await new Promise<void>((resolve, reject) => {
      onAbort = () => reject(new Error('aborted'));
      signal.addEventListener('abort', onAbort, { once: true });
      connection.connect((error) => (error ? reject(error) : resolve()));
    });
    for (const sql of settings) await select(connection, sql);
    const rows = await select<{ id: number | string }>(connection, 'SELECT CONNECTION_ID() AS id');
    return { connection, id: String(rows[0]?.id ?? 0) };
  } catch (error) {
    connection.destroy();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Asks the server, on a connection of its own, to stop what `link` runs. Fails silently: the connection is dropped anyway. */
async function killStatement(config: MysqlConfig, link: Link): Promise<void> {
  try {
    const other = await connect(config, AbortSignal.timeout(connectTimeoutMs));
    await select(other.connection, `KILL QUERY ${link.id}`).finally(() => other.connection.destroy());
  } catch {
    // The server may be gone, or have no connection left.
  }
}
