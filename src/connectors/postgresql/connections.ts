import { Client } from 'pg';
import { type ConnectionPool, connectionPool, throwIfCancelled } from '../connection-pool.ts';
import type { PostgresqlConfig } from './config.ts';
import { classify } from './errors.ts';

const connectTimeoutMs = 5_000;
const statementTimeoutMs = 600_000;
const lockTimeoutMs = 10_000;

/** What every connection is set to: it refuses to write, gives up on locks, and writes values the way value texts want them. */
const settings = `
  SET default_transaction_read_only = on;
  SET statement_timeout = ${statementTimeoutMs};
  SET lock_timeout = ${lockTimeoutMs};
  SET idle_in_transaction_session_timeout = 0;
  SET client_encoding = 'UTF8';
  SET standard_conforming_strings = on;
  SET datestyle = 'ISO, YMD';
  SET intervalstyle = 'postgres';
  SET timezone = 'UTC';
  SET bytea_output = 'hex';
  SET extra_float_digits = 3`;

export interface Link {
  readonly client: Client;
  /** Process id of its backend. */
  readonly pid: number;
}

/** The connections of one session to a PostgreSQL server. */
export function connections(config: PostgresqlConfig): ConnectionPool<Link> {
  return connectionPool({
    connect: (signal) => connect(config, signal),
    async kill(link) {
      await cancelStatement(config, link);
      destroy(link.client);
    },
    end: ({ client }) => client.end().catch(() => destroy(client)),
  });
}

async function connect(config: PostgresqlConfig, signal: AbortSignal): Promise<Link> {
  const ssl = config.host.startsWith('/') || config.ssl_mode === 'disable' ? false : { rejectUnauthorized: config.ssl_mode === 'verify-full' };
  try {
    return await dial(config, ssl, signal).catch((error: unknown) => {
      const refusesSsl = error instanceof Error && error.message.includes('does not support SSL');
      if (config.ssl_mode === 'prefer' && refusesSsl && !signal.aborted) return dial(config, false, signal);
      throw error;
    });
  } catch (error) {
    throwIfCancelled(signal);
    throw classify(error, 'connect', config);
  }
}

async function dial(config: PostgresqlConfig, ssl: false | { rejectUnauthorized: boolean }, signal: AbortSignal): Promise<Link> {
  const client = new Client({
    host: config.host,
    port: config.port,
    database: config.database,
    user: config.user,
    // A function keeps the driver from looking for a password in the environment.
    password: () => config.password ?? '',
    ssl,
    application_name: 'cognate',
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  const onAbort = () => destroy(client);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await client.connect();
    await client.query(settings);
    const { rows } = await client.query<{ pid: number }>('SELECT pg_catalog.pg_backend_pid() AS pid');
    return { client, pid: rows[0]?.pid ?? 0 };
  } catch (error) {
    destroy(client);
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Asks the server, on a connection of its own, to stop what `link` runs. Fails silently: the connection is dropped anyway. */
async function cancelStatement(config: PostgresqlConfig, link: Link): Promise<void> {
  try {
    const other = await connect(config, AbortSignal.timeout(connectTimeoutMs));
    await other.client.query('SELECT pg_catalog.pg_cancel_backend($1)', [link.pid]).finally(() => destroy(other.client));
  } catch {
    // The server may be gone, or have no connection left.
  }
}

function destroy(client: Client): void {
  client.connection.stream.destroy();
}
