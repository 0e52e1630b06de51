import { expect, test } from 'vitest';
import { newId } from '../domain/ids.ts';
import { testOrganization, testStore } from '../../test/support/store.ts';
import { throughDeadlocks } from './deadlocks.ts';
import { lockSource } from './sources.ts';

test('two transactions that wait for each other both get through', async () => {
  const store = await testStore();
  const { id: organizationId } = await testOrganization(store);
  const [one, other] = [newId(), newId()];
  await store.inOrganization(organizationId, (trx) =>
    trx
      .insertInto('integration_sources')
      .values([one, other].map((id) => ({ organization_id: organizationId, id, name: id, source_type: 'saas' as const, connector_type: 'hubspot' })))
      .execute(),
  );
  let holding = 0;
  let bothHold = (): void => undefined;
  const eachHoldsOne = new Promise<void>((resolve) => (bothHold = resolve));
  const lockBoth = (first: string, second: string) =>
    throughDeadlocks(() =>
      store.inOrganization(organizationId, async (trx) => {
        await lockSource(trx, organizationId, first);
        holding += 1;
        if (holding === 2) bothHold();
        await eachHoldsOne;
        return (await lockSource(trx, organizationId, second))?.id;
      }),
    );
  expect(await Promise.all([lockBoth(one, other), lockBoth(other, one)])).toEqual([other, one]);
  expect(holding).toBe(3);
  await store.close();
});

test('other failures are nobody’s to repeat', async () => {
  let runs = 0;
  const failing = throughDeadlocks(async () => {
    runs += 1;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(runs).toBe(1);
});
