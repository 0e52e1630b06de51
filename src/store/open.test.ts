import { expect, test } from 'vitest';
import { testDatabase, testOrganization, testStore } from '../../test/support/store.ts';
import { openStore } from './open.ts';

test('a transaction inside one organization sees nothing of another, filter or not', async () => {
  const store = await testStore();
  const [a, b] = [await testOrganization(store, 'A'), await testOrganization(store, 'B')];
  const seen = await store.inOrganization(a.id, (trx) => trx.selectFrom('organizations').select('name').execute());
  expect(seen).toEqual([{ name: 'A' }]);
  await expect(
    store.inOrganization(a.id, (trx) =>
      trx.insertInto('audit_events').values({ organization_id: b.id, id: b.id, action: 'x', object_kind: 'x' }).execute(),
    ),
  ).rejects.toThrow('row-level security');
  const outside = await store.db.selectFrom('organizations').select('name').execute();
  expect(outside).toEqual([]);
  const all = await store.asSystem((trx) => trx.selectFrom('organizations').select('name').orderBy('name').execute());
  expect(all).toEqual([{ name: 'A' }, { name: 'B' }]);
  await store.close();
});

test('row-level security holds for a superuser of DATABASE_URL too', async () => {
  const warnings: string[] = [];
  const store = await openStore({
    home: '/tmp',
    databaseUrl: await testDatabase(),
    secretKey: Buffer.alloc(32),
    onWarning: (message) => warnings.push(message),
  });
  const organization = await testOrganization(store);
  expect(await store.db.selectFrom('organizations').select('id').execute()).toEqual([]);
  expect(await store.inOrganization(organization.id, (trx) => store.dataKey(trx, organization.id))).toEqual(organization.dataKey);
  expect(warnings).toEqual([]);
  await store.close();
});
