import { afterAll, beforeAll, expect, test } from 'vitest';
import { startStripe, type StripePlatform, stripeTruth } from '../../src/demo/platforms/stripe.ts';
import { startSaasServer, type Row, type SaasServer } from './saas-server.ts';

let server: SaasServer;
let stripe: StripePlatform;

beforeAll(async () => {
  [server, stripe] = await Promise.all([startSaasServer(), startStripe()]);
}, 60_000);
afterAll(async () => {
  server?.running.process.kill('SIGKILL');
  await stripe?.close();
});

test('a sample of records measures what the platform defines, and suggests what it does not; a rejection lasts', async () => {
  const id = await server.register('Billing', 'stripe', { ...stripe.config, requests_per_second: 1000 });
  const scan = async () => {
    const job = await server.call('POST', `/integration-sources/${id}/scan`);
    expect(await server.ended(String(job['id']))).toMatchObject({ state: 'succeeded' });
  };
  const path = `/integration-sources/${id}/saas-associations`;
  const edges = () => server.call<Row[]>('GET', `${path}?limit=1000`);
  await scan();
  const found = await edges();
  const [defined, inferred] = ['FOREIGN_KEY', 'INFERRED'].map((type) => found.filter((edge) => edge['relationship_type'] === type));
  expect(defined).toHaveLength(Object.values(stripeTruth.associations).flat().length);
  expect(defined?.find((edge) => edge['association_type_id'] === 'charge.customer')).toMatchObject({
    score: 1,
    evidence: { method: 'metadata', measured: { method: 'sample', check_sql: null, cardinality: 'N:1', value: { orphan_distinct: 0 } } },
  });
  // Their documents say nowhere that these are references.
  expect(inferred?.map((edge) => edge['association_label']).toSorted()).toEqual([
    'Invoice Line Item.invoice → Invoice',
    'Subscription Item.subscription → Subscription',
  ]);
  expect(new Set(inferred?.map((edge) => edge['status']))).toEqual(new Set(['SUGGESTED']));
  expect(inferred?.[0]).toMatchObject({
    association_category: 'INFERRED',
    evidence: { method: 'sample', check_sql: null, value: { orphan_distinct: 0 } },
  });

  const rejected = String(inferred?.[0]?.['id']);
  await server.call('PUT', `${path}/${rejected}`, { status: 'REJECTED' });
  await scan();
  const again = await edges();
  expect(again.map((edge) => edge['id'])).toEqual(found.map((edge) => edge['id']));
  expect(again.find((edge) => edge['id'] === rejected)).toMatchObject({ status: 'REJECTED', is_active: true });
}, 240_000);
