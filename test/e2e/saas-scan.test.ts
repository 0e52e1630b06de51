import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reply, startPlatform, type Platform } from '../../src/demo/platforms/server.ts';
import { startStripe, stripeTruth, type StripePlatform } from '../../src/demo/platforms/stripe.ts';
import { stripeDocument } from '../../src/demo/platforms/stripe-document.ts';
import { start, temporary, until, type Running } from './cli.ts';

interface Document {
  readonly components: { readonly schemas: Record<string, { title: string; properties: Record<string, unknown> }> };
}

type Row = Readonly<Record<string, unknown>>;

const token = 'a-token-of-the-tests';
const home = join(temporary('saas-scan'), 'home');
let running: Running;
let url: string;
let stripe: StripePlatform;
/** What the platform says of itself; tests change it. */
let document: Document;
let documents: Platform;
let sourceId: string;

beforeAll(async () => {
  document = stripeDocument() as Document;
  stripe = await startStripe();
  documents = await startPlatform({ 'GET /spec3.json': () => reply(200, document) });
  const env = { COGNATE_HOME: home, PORT: '0', COGNATE_ADMIN_TOKEN: token, LOG_LEVEL: 'warn', COGNATE_INTERNAL_ADDRESSES: 'allow' };
  running = start(['serve'], env);
  url = await until('the server', () => /ready at (\S+)/.exec(running.output())?.[1]);
  const configuration = { ...stripe.config, openapi_url: `${documents.url}/spec3.json` };
  const made = await call<Row>('POST', '/integration-sources', { name: 'Billing', connector_type: 'stripe', configuration });
  sourceId = String(made['id']);
}, 60_000);
afterAll(async () => {
  running.process.kill('SIGKILL');
  await stripe.close();
  await documents.close();
});

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const at = (path: string): string => `/integration-sources/${sourceId}${path}`;
const list = (path: string) => call<Row[]>('GET', at(`${path}?limit=1000`));
const source = () => call<Row>('GET', at(''));

/** Scans the source, and answers with the job as it ended. */
async function scan(): Promise<Row> {
  const { id } = await call<Row>('POST', at('/scan'), { sample_rows: 20 });
  return until('the end of the job', async () => {
    const job = await call<Row>('GET', `/jobs/${String(id)}`);
    return job['state'] === 'queued' || job['state'] === 'running' ? undefined : job;
  });
}

async function catalog() {
  const [objects, associations] = [await list('/saas-objects'), await list('/saas-associations')];
  const customer = objects.find((object) => object['api_identifier'] === 'customer');
  const fields = await list(`/saas-objects/${String(customer?.['id'])}/saas-fields`);
  // When they were last analyzed changes with every scan.
  return { objects, associations, fields: fields.map(({ last_analyzed: _at, ...field }) => field) };
}

test('a wrong key ends the scan by its stage and leaves nothing behind; the right one heals it', async () => {
  await call('PUT', at(''), { configuration: { ...((await source())['configuration'] as Row), api_key: 'sk_test_wrong' } });
  expect(await call<Row>('POST', at('/test-connection'))).toMatchObject({ connection_status: 'error', failed_stage: 'authenticate' });
  const failed = await scan();
  expect(failed).toMatchObject({ state: 'failed', error: expect.stringMatching(/^Billing, introspect: .*authenticate/) as unknown });
  expect(JSON.stringify(failed)).not.toContain('sk_test_wrong');
  expect(await source()).toMatchObject({ connection_status: 'error' });
  expect(await list('/saas-objects')).toEqual([]);

  await call('PUT', at(''), { configuration: { ...((await source())['configuration'] as Row), api_key: stripe.config.api_key } });
  expect(await call<Row>('POST', at('/test-connection'))).toMatchObject({ connection_status: 'connected' });
  expect(await scan()).toMatchObject({ state: 'succeeded', progress: { phase: 'store', unit: 'edges' } });
  expect(await source()).toMatchObject({ connection_status: 'connected' });
});

test('objects, fields and associations are what the platform defines', async () => {
  const { objects, fields, associations } = await catalog();
  expect(objects.map((object) => object['api_identifier'])).toEqual(stripeTruth.objects);
  expect(fields.slice(0, 1)).toMatchObject([{ api_identifier: 'id', is_unique: true, is_required: true, is_active: true }]);
  const name = new Map(objects.map((object) => [object['id'], String(object['api_identifier'])]));
  const found = associations.map((edge) => `${String(edge['association_type_id'])} -> ${name.get(edge['to_object_id'])}`);
  const expected = Object.entries(stripeTruth.associations).flatMap(([field, targets]) => targets.map((target) => `${field} -> ${target}`));
  expect(found.toSorted()).toEqual(expected.toSorted());
  for (const edge of associations) expect(edge).toMatchObject({ relationship_type: 'FOREIGN_KEY', status: 'APPROVED', score: 1, is_active: true });
});

test('fields have profiles of a sample of the records', async () => {
  const { objects, fields } = await catalog();
  const customer = objects.find((object) => object['api_identifier'] === 'customer');
  expect(customer).toMatchObject({ null_pct_overall: expect.any(Number) as unknown, field_null_pct: { id: 0 }, is_staging_table: false });
  const field = (name: string) => fields.find((row) => row['api_identifier'] === name);
  expect(field('id')).toMatchObject({ role: 'identifier', null_pct: 0, distinct_pct: 1, approx_distinct_count: 20, length_stats: { min: 18 } });
  expect(field('currency')).toMatchObject({ role: 'category', sample_values: expect.arrayContaining(['eur']) as unknown });
});

test('scanning again changes nothing', async () => {
  const before = await catalog();
  expect(await scan()).toMatchObject({ state: 'succeeded' });
  expect(await catalog()).toEqual(before);
});

test('what the platform calls otherwise is the same under its new name; what it no longer defines is inactive with its decision', async () => {
  const before = await catalog();
  const gone = before.associations.find((edge) => edge['association_type_id'] === 'charge.customer');
  await call('PUT', at(`/saas-associations/${String(gone?.['id'])}`), { status: 'REJECTED' });
  const { charge, customer } = document.components.schemas;
  if (charge === undefined || customer === undefined) throw new Error('the document of the platform has changed');
  customer.title = 'Client';
  delete charge.properties['customer'];
  expect(await scan()).toMatchObject({ state: 'succeeded' });

  const after = await catalog();
  const renamed = (rows: readonly Row[]) => rows.find((object) => object['api_identifier'] === 'customer');
  expect(renamed(after.objects)).toEqual({ ...renamed(before.objects), object_name: 'Client', updated_at: renamed(after.objects)?.['updated_at'] });
  expect(after.associations.filter((edge) => edge['is_active'] === false)).toMatchObject([{ id: gone?.['id'], status: 'REJECTED' }]);
  const { changed_since_decision: isChanged } = await call<Row>('GET', at(`/saas-associations/${String(gone?.['id'])}/history`));
  expect(isChanged).toBe(true);
  expect(after.associations).toHaveLength(before.associations.length);
});
