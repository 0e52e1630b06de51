import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { serverAccount, type Account } from './account.ts';
import { findBinaries, type Binaries } from './binaries.ts';

/** The superuser, for our own housekeeping, and the plain role that owns the catalog and is all that Cognate works with. */
export const roles = { admin: 'cognate_admin', app: 'cognate' } as const;

/** A PostgreSQL data directory and what belongs to it. */
export interface Cluster {
  readonly directory: string;
  readonly data: string;
  /** Tells this cluster's server from any other process of the machine. */
  readonly token: string;
  readonly passwords: { readonly admin: string; readonly app: string };
}

const major = '18';

/** Opens the cluster below `home`, making it where there is none. Whoever calls it holds the lock of the home. */
export async function openCluster(home: string): Promise<Cluster> {
  const directory = join(realpathSync(home), 'postgres');
  sweepDrafts(home);
  if (!existsSync(directory)) await createCluster(home, directory);
  const data = join(directory, 'data');
  try {
    const version = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
    if (version !== major) throw new AppError('unavailable', wrongVersion(data, version));
    const secrets = JSON.parse(readFileSync(join(directory, 'credentials.json'), 'utf8')) as Omit<Cluster, 'directory' | 'data'>;
    return { directory, data, token: secrets.token, passwords: secrets.passwords };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'damaged';
    throw new AppError(
      'unavailable',
      `The embedded database in ${directory} cannot be read (${reason}). Run Cognate as the user who made it, or give another COGNATE_HOME.`,
      {
        cause: error,
      },
    );
  }
}

/**
 * How the server's account finds the data: by its working directory where root starts it, for it may not be able to enter
 * the folders above; the process is put there before it gives up root's rights.
 */
export function dataArgument(cluster: Pick<Cluster, 'data'>, account: Account | undefined): string {
  return account !== undefined && process.platform === 'linux' ? '/proc/self/cwd' : cluster.data;
}

/** Environment of the server's programs: nothing of ours that could change what they do. */
export const serverEnvironment: NodeJS.ProcessEnv = {
  LC_ALL: 'C',
  TZ: 'UTC',
  PATH: process.env['PATH'],
  ...(process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'], TEMP: process.env['TEMP'] } : {}),
};

function wrongVersion(data: string, version: string): string {
  return (
    `The embedded database in ${data} was made by PostgreSQL ${version}; this Cognate brings ${major}. ` +
    `Serve it with a PostgreSQL ${version} and set DATABASE_URL, or give another COGNATE_HOME.`
  );
}

/** Made beside its place and renamed into it, so that one that was interrupted is never taken for a whole one. */
async function createCluster(home: string, directory: string): Promise<void> {
  const draft = join(realpathSync(home), `postgres.draft-${randomBytes(6).toString('hex')}`);
  const data = join(draft, 'data');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const account = serverAccount(data);
  const binaries = await findBinaries(account);
  const passwords = { admin: secret(), app: secret() };
  const passwordFile = join(draft, 'password');
  writeFileSync(passwordFile, passwords.admin, { mode: 0o600 });
  if (account !== undefined) for (const path of [data, passwordFile]) chownSync(path, account.uid, account.gid);
  await initdb(binaries, { data }, passwordFile, account);
  rmSync(passwordFile);
  const credentials = openSync(join(draft, 'credentials.json'), 'w', 0o600);
  writeFileSync(credentials, JSON.stringify({ token: randomBytes(9).toString('base64url'), passwords }));
  fsyncSync(credentials);
  closeSync(credentials);
  renameSync(draft, directory);
}

/** What an interrupted start left; its initdb may be writing still, then a later start clears it away. */
function sweepDrafts(home: string): void {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith('postgres.draft-'))) {
    try {
      rmSync(join(home, name), { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}

const secret = (): string => randomBytes(24).toString('base64url');

async function initdb(binaries: Binaries, cluster: Pick<Cluster, 'data'>, passwordFile: string, account: Account | undefined): Promise<void> {
  const windows = process.platform === 'win32';
  const password = openSync(passwordFile, 'r');
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = [`--username=${roles.admin}`, '--auth=scram-sha-256', `--pwfile=${windows ? passwordFile : '/dev/stdin'}`];
  const args = ['-D', dataArgument(cluster, account), ...locale, ...access, '--no-instructions'];
  const child = spawn(binaries.initdb, args, { cwd: cluster.data, env: serverEnvironment, stdio: [password, 'ignore', 'pipe'], ...account });
  closeSync(password);
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const status = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      complaint += error.message;
      resolve(null);
    });
    child.once('close', resolve);
  });
  if (status !== 0) {
    const hint = complaint.includes('user does not exist') ? ' Give this user an entry in /etc/passwd, or set DATABASE_URL.' : '';
    throw new AppError('unavailable', `Making the embedded database in ${cluster.data} failed: ${complaint.trim()}.${hint}`);
  }
}
