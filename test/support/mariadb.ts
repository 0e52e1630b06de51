import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';

interface MariadbLogin {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** A MariaDB server of one test file. */
export interface Mariadb {
  /** May do everything. */
  readonly admin: MariadbLogin;
  /** May SELECT, in databases made by `database()`. */
  readonly app: MariadbLogin;
  readonly socket: string;
  /** Creates an empty database and returns its name. */
  database(): Promise<string>;
  /** Runs statements as admin, several at once, in `database`. */
  execute(sql: string, database?: string): Promise<void>;
  stop(): Promise<void>;
}

const paths = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
const found = (program: string) => paths.map((path) => join(path, program)).find((path) => existsSync(path));

/** False where the server is not installed: tests skip then (`node scripts/test-servers.mjs` installs it). */
export const hasMariadb = found('mariadbd') !== undefined && found('mariadb-install-db') !== undefined;
if (!hasMariadb) console.warn('MariaDB is not installed: its tests are skipped. `node scripts/test-servers.mjs` installs it on Debian.');

/** Starts a private server with an empty data directory, on loopback and on a socket, under an unprivileged user. */
export async function startMariadb(): Promise<Mariadb> {
  const directory = mkdtempSync(join(tmpdir(), 'cognate-test-mariadb-'));
  const ids = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (ids.uid !== undefined) chownSync(directory, ids.uid, ids.gid);
  const data = join(directory, 'data');
  const socket = join(directory, 'socket');
  const install = ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve'];
  const installed = spawnSync(found('mariadb-install-db') ?? '', install, { ...ids, cwd: directory, encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(`mariadb-install-db failed: ${installed.stdout}${installed.stderr}`);
  const port = await freePort();
  const settings = {
    datadir: data,
    socket,
    port,
    'bind-address': '127.0.0.1',
    'pid-file': join(directory, 'pid'),
    tmpdir: directory,
    'innodb-flush-log-at-trx-commit': 0,
    'innodb-buffer-pool-size': '128M',
    'character-set-server': 'utf8mb4',
    'collation-server': 'utf8mb4_general_ci',
  };
  const options = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const server = spawn(found('mariadbd') ?? '', ['--no-defaults', ...options], { ...ids, cwd: directory, stdio: 'ignore' });
  // A run that is killed cannot stop its server.
  const watch = 'while kill -0 "$1" 2>/dev/null; do sleep 2; done; kill -TERM "$2" 2>/dev/null && sleep 5; rm -rf "$3"';
  const watchdog = spawn('sh', ['-c', watch, 'sh', String(process.pid), String(server.pid), directory], { detached: true, stdio: 'ignore' });
  watchdog.unref();
  const stop = async () => {
    watchdog.kill('SIGKILL');
    server.kill('SIGTERM');
    await exited(server);
    rmSync(directory, { recursive: true, force: true });
  };
  const onSocket = { socketPath: socket, user: 'root', multipleStatements: true };
  await answering(server, onSocket);

  async function execute(sql: string, database?: string): Promise<void> {
    const connection = await createConnection({ ...onSocket, ...(database === undefined ? {} : { database }) });
    try {
      await connection.query(sql);
    } finally {
      await connection.end();
    }
  }
  // Anonymous users of localhost would come before 'app'@'%'.
  const users = ['localhost', '127.0.0.1'].map(
    (host) => `CREATE USER 'admin'@'${host}' IDENTIFIED BY 'admin-pass'; GRANT ALL ON *.* TO 'admin'@'${host}' WITH GRANT OPTION;
      CREATE USER 'app'@'${host}' IDENTIFIED BY 'app-pass';`,
  );
  await execute(users.join('\n'));
  return {
    admin: { host: '127.0.0.1', port, user: 'admin', password: 'admin-pass' },
    app: { host: '127.0.0.1', port, user: 'app', password: 'app-pass' },
    socket,
    async database() {
      const name = `t_${randomUUID().replaceAll('-', '')}`;
      await execute(
        `CREATE DATABASE ${name}; GRANT SELECT, SHOW VIEW ON ${name}.* TO 'app'@'localhost'; GRANT SELECT, SHOW VIEW ON ${name}.* TO 'app'@'127.0.0.1'`,
      );
      return name;
    },
    execute,
    stop,
  };
}

async function answering(server: ChildProcess, options: { socketPath: string; user: string }): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Error('the MariaDB server of the tests did not start');
    const connection = await createConnection(options).catch(() => undefined);
    if (connection) return connection.end();
    await sleep(50);
  }
  throw new Error('the MariaDB server of the tests does not answer');
}

async function exited(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  await new Promise<void>((resolve) => server.once('exit', () => resolve()));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
