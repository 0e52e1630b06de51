import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { testCatalog, testDatabase, testHome, testOrganization, testStore } from '../../test/support/store.ts';
import { newId } from '../domain/ids.ts';
import { openStore, type Reader } from './open.ts';

describe('row-level security', () => {
  test('shows a transaction the rows of its organization only, filter or not', async () => {
    const store = await testStore();
    const [a, b] = [await testOrganization(store, 'A'), await testOrganization(store, 'B')];
    const source = { name: 'x', source_type: 'database', connector_type: 'sqlite' } as const;
    for (const { id } of [a, b]) {
      await store.inOrganization(id, (trx) =>
        trx
          .insertInto('integration_sources')
          .values({ organization_id: id, id: newId(), ...source })
          .execute(),
      );
    }
    const inA = await store.inOrganization(a.id, async (trx) => ({
      organizations: await trx.selectFrom('organizations').select('name').execute(),
      sources: await trx.selectFrom('integration_sources').select('organization_id').execute(),
      changed: await trx.updateTable('integration_sources').set({ name: 'y' }).executeTakeFirst(),
      deleted: await trx.deleteFrom('organizations').where('id', '=', b.id).executeTakeFirst(),
    }));
    expect(inA).toMatchObject({ organizations: [{ name: 'A' }], sources: [{ organization_id: a.id }] });
    expect([inA.changed.numUpdatedRows, inA.deleted.numDeletedRows]).toEqual([1n, 0n]);
    const foreign = { organization_id: b.id, id: newId(), ...source };
    await expect(store.inOrganization(a.id, (trx) => trx.insertInto('integration_sources').values(foreign).execute())).rejects.toThrow(
      'row-level security',
    );
    expect(await store.db.selectFrom('organizations').select('name').execute()).toEqual([]);
    const all = await store.asSystem((trx) => trx.selectFrom('organizations').select('name').orderBy('name').execute());
    expect(all).toEqual([{ name: 'A' }, { name: 'B' }]);
    await store.close();
  });

  test('holds for a superuser of DATABASE_URL too', async () => {
    const warnings: string[] = [];
    const store = await openStore({ home: testHome(), databaseUrl: await testDatabase(), onWarning: (message) => warnings.push(message) });
    const organization = await testOrganization(store);
    expect(await store.db.selectFrom('organizations').select('id').execute()).toEqual([]);
    expect(await store.inOrganization(organization.id, (trx) => store.dataKey(trx, organization.id))).toEqual(organization.dataKey);
    await expect(store.asSystem((trx) => store.dataKey(trx, newId()))).rejects.toMatchObject({ code: 'not_found' });
    expect(warnings).toEqual([]);
    await store.close();
  });
});

test('a failed transaction leaves nothing, and its connection none of its rights', async () => {
  const store = await openStore({ home: testHome(), databaseUrl: await testCatalog(), maxConnections: 1 });
  await expect(
    store.asSystem(async (trx) => {
      await trx
        .insertInto('organizations')
        .values({ id: newId(), name: 'X', data_key: Buffer.alloc(1) })
        .execute();
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await store.db.selectFrom('organizations').select('id').execute()).toEqual([]);
  expect(await store.asSystem((trx) => trx.selectFrom('organizations').select('id').execute())).toEqual([]);
  await store.close();
});

test('a connection that showed everything shows one organization its own rows only', async () => {
  const store = await openStore({ home: testHome(), databaseUrl: await testCatalog(), maxConnections: 1 });
  const [ours, theirs] = [await testOrganization(store), await testOrganization(store)];
  const seen = async (db: Reader) => (await db.selectFrom('organizations').select('id').execute()).map(({ id }) => id).toSorted();
  for (let round = 0; round < 2; round += 1) {
    expect(await seen(store.systemReader)).toEqual([ours.id, theirs.id].toSorted());
    expect(await seen(store.reader(ours.id))).toEqual([ours.id]);
    expect(await seen(store.reader(theirs.id))).toEqual([theirs.id]);
  }
  await store.close();
});

test('counts come as numbers, larger ones unharmed', async () => {
  const store = await testStore();
  const { rows } = await sql`SELECT 42::bigint AS small, 9007199254740993::bigint AS large`.execute(store.db);
  expect(rows).toEqual([{ small: 42, large: '9007199254740993' }]);
  await store.close();
});

test('a DATABASE_URL that leads nowhere says so, without its password', async () => {
  const url = new URL(await testCatalog());
  const fails = async (change: (changed: URL) => void): Promise<string> => {
    const changed = new URL(url);
    change(changed);
    const error: unknown = await openStore({ home: testHome(), databaseUrl: changed.href }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'AppError', code: 'unavailable' });
    const message = error instanceof Error ? error.message : '';
    expect(message).not.toContain(url.password);
    return message;
  };
  expect(await fails((changed) => (changed.port = '1'))).toContain('Nothing listens there');
  expect(await fails((changed) => (changed.password = 'wrong'))).toContain('User or password are wrong');
  expect(await fails((changed) => (changed.pathname = '/absent'))).toContain('Create the database first');
  expect(await fails((changed) => (changed.hostname = 'absent.invalid'))).toContain('does not resolve');
});
