import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { testDatabase, testHome } from '../../test/support/store.ts';
import { migrate, readMigrations } from './migrate.ts';

async function withClient<T>(url: string, run: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(url);
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

function migrations(...files: readonly string[]) {
  const directory = testHome();
  files.forEach((sql, i) => writeFileSync(join(directory, `000${i + 1}_step.sql`), sql));
  return readMigrations(directory);
}

const names = async (client: Client): Promise<unknown[]> =>
  (await client.query<{ name: string }>(`SELECT relname AS name FROM pg_class WHERE relname IN ('a', 'b', 'c') ORDER BY relname`)).rows.map(
    ({ name }) => name,
  );

test('the catalog is made once, also by several processes at once', async () => {
  const url = await testDatabase();
  await Promise.all([1, 2, 3].map(() => withClient(url, (client) => migrate(client))));
  await withClient(url, async (client) => {
    await migrate(client);
    const { rows } = await client.query('SELECT version, name FROM catalog_migrations ORDER BY version');
    expect(rows).toEqual(readMigrations().map(({ version, name }) => ({ version, name })));
  });
});

test('every row of a tenant is under row-level security', async () => {
  const url = await testDatabase();
  await withClient(url, async (client) => {
    await migrate(client);
    const { rows } = await client.query(
      `SELECT relname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attname = 'organization_id'
       WHERE relkind = 'r' AND NOT (relrowsecurity AND relforcerowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))`,
    );
    expect(rows).toEqual([]);
  });
});

test('a new migration is applied after those that were', async () => {
  await withClient(await testDatabase(), async (client) => {
    await migrate(client, migrations('CREATE TABLE a ()'));
    await migrate(client, migrations('CREATE TABLE a ()', 'CREATE TABLE b (); CREATE TABLE c ();'));
    expect(await names(client)).toEqual(['a', 'b', 'c']);
  });
});

test('one that was changed after it was applied is refused, and so is one of a newer version', async () => {
  await withClient(await testDatabase(), async (client) => {
    await migrate(client, migrations('CREATE TABLE a ()'));
    await expect(migrate(client, migrations('CREATE TABLE a (x int)', 'CREATE TABLE b ()'))).rejects.toThrow('Migration 0001_step was changed');
    await expect(migrate(client, [])).rejects.toThrow('newer Cognate');
    expect(await names(client)).toEqual(['a']);
  });
});

test('one that fails leaves nothing of itself', async () => {
  await withClient(await testDatabase(), async (client) => {
    await expect(migrate(client, migrations('CREATE TABLE a ()', 'CREATE TABLE b (); SELECT 1 / 0'))).rejects.toThrow(
      'failed and was undone: division by zero',
    );
    expect(await names(client)).toEqual(['a']);
    await migrate(client, migrations('CREATE TABLE a ()', 'CREATE TABLE b ()'));
    expect(await names(client)).toEqual(['a', 'b']);
  });
});

test('files must be numbered without gaps', () => {
  const directory = testHome();
  writeFileSync(join(directory, '0002_late.sql'), '');
  expect(() => readMigrations(directory)).toThrow('migration 1 is missing');
});
