import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureAirbyteAccount, getAirbyteAccount } from '../../src/services/airbyte-account.ts';
import type { Context, Services } from '../../src/services/context.ts';
import { ensureFirstOrganization } from '../../src/services/first-organization.ts';
import { ensureSource } from '../../src/services/located-source.ts';
import { listSources, updateSource } from '../../src/services/sources.ts';
import type { Store } from '../../src/store/open.ts';
import { jobClient } from '../../src/workflows/client.ts';
import { testStore } from '../support/store.ts';

let store: Store;
let services: Services;
let ctx: Context;

beforeAll(async () => {
  store = await testStore();
  services = { store, jobClient: jobClient(store), allowsInternalAddresses: true };
  const { organizationId, userId } = await ensureFirstOrganization(store, { issueToken: false });
  ctx = { organizationId, actor: { organizationId, userId, tokenId: null, role: 'SYSTEM_ADMIN', madeBy: null }, scope: {}, via: 'cli' };
});
afterAll(() => store.close());

const stripe = (port: number, more: object = {}) => ({
  connector_type: 'stripe',
  name: `Billing ${port}`,
  configuration: { api_key: 'sk_test_of_the_tests', api_base: `http://127.0.0.1:${port}`, ...more },
});

it('finds the source of a place with the name that people gave it, and renews its settings', async () => {
  const first = await ensureSource(services, ctx, stripe(7001));
  await updateSource(services, ctx, first.id, { name: 'Our billing' });
  const again = await ensureSource(services, ctx, stripe(7001, { requests_per_second: 50 }));
  expect(again).toMatchObject({ id: first.id, name: 'Our billing', instance_label: null });
  expect(JSON.stringify(again.configuration)).toContain('50');
});

it('registers a source of another place, with a label where there is one of the connector', async () => {
  const other = await ensureSource(services, ctx, stripe(7002));
  expect(other).toMatchObject({ name: 'Billing 7002', instance_label: 'BILLING_7002' });
  const { rows } = await listSources(services, ctx, { connector_type: 'stripe' }, {});
  expect(rows).toHaveLength(2);
});

it('leaves an account of another workspace of Airbyte alone', async () => {
  const mine = { api_url: 'http://127.0.0.1:7005/v1', workspace_id: 'mine', client_id: 'client', client_secret: 'a secret' };
  expect(await ensureAirbyteAccount(services, ctx, mine)).toBe(true);
  expect(await ensureAirbyteAccount(services, ctx, { ...mine, api_url: 'http://127.0.0.1:7006/v1' })).toBe(true);
  expect(await ensureAirbyteAccount(services, ctx, { ...mine, workspace_id: 'of the demo' })).toBe(false);
  expect(await getAirbyteAccount(services, ctx)).toMatchObject({ workspace_id: 'mine', api_url: 'http://127.0.0.1:7006/v1' });
});
