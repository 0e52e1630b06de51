import { spawn } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../domain/errors.ts';
import { serverAccount, type Account } from './account.ts';
import { findBinaries } from './binaries.ts';
import { dataArgument, serverEnvironment, type Cluster } from './cluster.ts';
import { commandLine, isAlive } from './process.ts';

/** Where a running server listens: `host` is an address, or the directory of its socket. */
export interface ServerAddress {
  readonly pid: number;
  readonly host: string;
  readonly port: number;
}

export interface ServerOptions {
  /** Unix sockets by default, where the platform has them. */
  readonly transport?: 'socket' | 'loopback';
  /** Server settings beside our own. */
  readonly settings?: Readonly<Record<string, string>>;
}

interface PidFile extends ServerAddress {
  readonly status: string;
}

const startPatienceMs = 120_000;
const stopPatienceMs = 60_000;
/** Unix sockets take paths of about 100 bytes at most. */
const longestSocketDirectory = 85;

const settings: Readonly<Record<string, string>> = {
  shared_buffers: '256MB',
  // Most pages are in memory, or on a disk without heads.
  random_page_cost: '1.1',
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  password_encryption: 'scram-sha-256',
  log_min_messages: 'warning',
};

/** The server of the cluster, where one runs: also one whose starter was killed. Waits for one that starts or stops. */
export async function findServer(cluster: Cluster): Promise<ServerAddress | undefined> {
  const deadline = Date.now() + startPatienceMs;
  for (;;) {
    const found = readPidFile(cluster);
    if (found === undefined || !isAlive(found.pid)) return undefined;
    if (!(await commandLine(found.pid)).includes(nameOf(cluster))) {
      disownPidFile(cluster);
      return undefined;
    }
    if (found.status === 'ready') return found;
    if (Date.now() > deadline) {
      throw new AppError('unavailable', `The embedded PostgreSQL (process ${found.pid}) neither starts nor stops. End it and try again.`);
    }
    await sleep(15);
  }
}

/** Starts the server in a session of its own, so that neither Ctrl-C nor our end takes it down in the middle of something. */
export async function startServer(cluster: Cluster, options: ServerOptions = {}): Promise<ServerAddress> {
  const account = serverAccount(cluster.data);
  const { postgres } = await findBinaries(account);
  const given = Object.entries({ ...settings, ...options.settings, ...(await listening(cluster, account, options)), cluster_name: nameOf(cluster) });
  const args = ['-D', dataArgument(cluster, account), ...given.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  // No server of this cluster runs, so this is left over; its number may be another process's by now.
  rmSync(join(cluster.data, '.s.PGSQL.5432.lock'), { force: true });
  const deadline = Date.now() + startPatienceMs;
  for (;;) {
    const outcome = await launch(cluster, postgres, args, account, deadline);
    if (typeof outcome !== 'string') return outcome;
    const orphans = outcome.includes('shared memory block');
    if (!orphans || Date.now() > deadline)
      throw new AppError('unavailable', `The embedded PostgreSQL did not start: ${outcome} Its log is ${logFile(cluster)}.`);
    await sleep(100);
  }
}

/** Stops the server as one that means to come back: sessions end, everything is written, the next start needs no recovery. */
export async function stopServer(cluster: Cluster, server: ServerAddress): Promise<void> {
  process.kill(server.pid, 'SIGINT');
  const deadline = Date.now() + stopPatienceMs;
  while (existsSync(pidFile(cluster)) && isAlive(server.pid)) {
    if (Date.now() > deadline) throw new AppError('unavailable', `The embedded PostgreSQL (process ${server.pid}) does not stop.`);
    await sleep(10);
  }
  if (server.host.startsWith('/') && server.host !== cluster.data) rmSync(server.host, { recursive: true, force: true });
}

const nameOf = (cluster: Cluster): string => `cognate-${cluster.token}`;
const pidFile = (cluster: Cluster): string => join(cluster.data, 'postmaster.pid');
const logFile = (cluster: Cluster): string => join(cluster.directory, 'server.log');

function readPidFile(cluster: Cluster): PidFile | undefined {
  if (!existsSync(pidFile(cluster))) return undefined;
  const [pid, , , port, socketDirectory, address, , status] = readFileSync(pidFile(cluster), 'utf8').split('\n');
  const host = socketDirectory === '.' ? cluster.data : socketDirectory || address || '';
  return { pid: Number(pid), port: Number(port), host, status: status?.trim() ?? 'starting' };
}

/** The process of that number is not the server: write one that none has, and leave the rest for PostgreSQL's own check. */
function disownPidFile(cluster: Cluster): void {
  const [, ...rest] = readFileSync(pidFile(cluster), 'utf8').split('\n');
  writeFileSync(pidFile(cluster), ['2147483647', ...rest].join('\n'));
}

async function listening(cluster: Cluster, account: Account | undefined, options: ServerOptions): Promise<Record<string, string>> {
  const transport = options.transport ?? (process.platform === 'win32' ? 'loopback' : 'socket');
  if (transport === 'loopback') return { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(await freePort()) };
  const near = Buffer.byteLength(cluster.data) <= longestSocketDirectory;
  return { listen_addresses: '', unix_socket_directories: near ? '.' : shortDirectory(account), port: '5432' };
}

function shortDirectory(account: Account | undefined): string {
  const directory = mkdtempSync(join(Buffer.byteLength(tmpdir()) <= 60 ? tmpdir() : '/tmp', 'cognate-'));
  if (account !== undefined) chownSync(directory, account.uid, account.gid);
  return directory;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string')
    throw new AppError('unavailable', 'There is no free port on 127.0.0.1 for the embedded PostgreSQL.');
  return address.port;
}

/** The address of the started server, or what it complained of. */
async function launch(
  cluster: Cluster,
  postgres: string,
  args: readonly string[],
  account: Account | undefined,
  deadline: number,
): Promise<ServerAddress | string> {
  const logPath = logFile(cluster);
  const before = existsSync(logPath) ? statSync(logPath).size : 0;
  if (before > 10_000_000) renameSync(logPath, `${logPath}.1`);
  const log = openSync(logPath, 'a', 0o600);
  const child = spawn(postgres, args, { cwd: cluster.data, env: serverEnvironment, stdio: ['ignore', log, log], detached: true, ...account });
  closeSync(log);
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure = `it ended with ${code ?? signal ?? 'no status'}.`));
  for (;;) {
    const found = readPidFile(cluster);
    if (found !== undefined && found.pid === child.pid && found.status === 'ready') {
      child.removeAllListeners();
      child.unref();
      return found;
    }
    if (failure !== undefined) {
      const complaints = readFileSync(logPath, 'utf8')
        .slice(before > 10_000_000 ? 0 : before)
        .split('\n')
        .filter((line) => /FATAL|ERROR|HINT/.test(line));
      return [failure, ...complaints.slice(-3)].join(' ').trim();
    }
    if (Date.now() > deadline) return `it is not ready after ${startPatienceMs / 1000} s.`;
    await sleep(10);
  }
}
