import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { AppError } from '../../domain/errors.ts';
import { openCluster, roles, type Cluster } from './cluster.ts';
import { lock, tryLock, type FileLock } from './lock.ts';
import { findServer, startServer, stopServer, type ServerAddress, type ServerOptions } from './server.ts';

export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A share in the embedded server of a home. */
export interface Attachment {
  /** The catalog's database, as its owner, who is no superuser. */
  readonly connection: Connection;
  /** The maintenance database, as superuser. */
  readonly admin: Connection;
  /** Gives the share back; whoever is the last stops the server. */
  release(): Promise<void>;
}

const answerPatienceMs = 15_000;

/**
 * Joins the embedded PostgreSQL of a home: makes it where there is none, starts it where it does not run, and else shares it
 * with the processes that use it already. Throws AppError 'unavailable' where that cannot be.
 */
export async function attachEmbedded(home: string, options: ServerOptions = {}): Promise<Attachment> {
  makeHome(home);
  const place = realpathSync(home);
  const gate = await lock(join(place, 'postgres.lock'), 'exclusive');
  let share: FileLock | undefined;
  try {
    share = await lock(join(place, 'postgres.users'), 'shared', 5_000);
    const cluster = await openCluster(place);
    const { server, admin } = await answeringServer(cluster, options);
    const connection = { ...admin, user: roles.app, password: cluster.passwords.app, database: roles.app };
    return { connection, admin, release: once(leave(place, cluster, server, share)) };
  } catch (error) {
    share?.release();
    throw error;
  } finally {
    gate.release();
  }
}

function makeHome(home: string): void {
  try {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    accessSync(home, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new AppError('unavailable', `The home ${home} cannot be made or written (${reason}). Give another COGNATE_HOME.`, { cause: error });
  }
}

const leave = (place: string, cluster: Cluster, server: ServerAddress, share: FileLock) => async (): Promise<void> => {
  const gate = await lock(join(place, 'postgres.lock'), 'exclusive');
  try {
    share.release();
    const alone = tryLock(join(place, 'postgres.users'), 'exclusive');
    if (alone === undefined) return;
    try {
      if ((await findServer(cluster))?.pid === server.pid) await stopServer(cluster, server);
    } finally {
      alone.release();
    }
  } finally {
    gate.release();
  }
};

function once(run: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= run());
}

/** The running server, or a new one. One that was killed a moment ago may look alive until it is quite dead. */
async function answeringServer(cluster: Cluster, options: ServerOptions): Promise<{ server: ServerAddress; admin: Connection }> {
  const deadline = Date.now() + answerPatienceMs;
  for (;;) {
    const server = (await findServer(cluster)) ?? (await startServer(cluster, options));
    const admin = { host: server.host, port: server.port, user: roles.admin, password: cluster.passwords.admin, database: 'postgres' };
    try {
      await ensureDatabase(admin, cluster);
      return { server, admin };
    } catch (error) {
      if (Date.now() < deadline && isGoingAway(error)) await sleep(50);
      else {
        const reason = error instanceof Error ? error.message : String(error);
        throw new AppError('unavailable', `The embedded PostgreSQL of ${cluster.directory} does not answer: ${reason}`, { cause: error });
      }
    }
  }
}

function isGoingAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return (
    ['ECONNRESET', 'ECONNREFUSED', 'ENOENT', 'EPIPE', '57P01', '57P02', '57P03'].includes(code) || error.message.includes('terminated unexpectedly')
  );
}

async function ensureDatabase(admin: Connection, cluster: Cluster): Promise<void> {
  const client = new Client(admin);
  // A connection that breaks fails the query that waits for it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    // A process that was killed may have left a server session that still works on the same.
    await client.query('SELECT pg_advisory_lock(1)');
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      'SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1) AS role, EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database',
      [roles.app],
    );
    const [name, password] = [client.escapeIdentifier(roles.app), client.escapeLiteral(cluster.passwords.app)];
    if (rows[0]?.role !== true) await client.query(`CREATE ROLE ${name} LOGIN PASSWORD ${password}`);
    if (rows[0]?.database !== true) await client.query(`CREATE DATABASE ${name} OWNER ${name}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}
