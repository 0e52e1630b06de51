import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FakeJob } from '../../src/demo/platforms/airbyte-account.ts';
import { checkAccounts } from '../../src/workflows/sync-status.ts';
import { startTestAirbyte, type TestAirbyte } from '../support/airbyte.ts';
import { testApi, type TestApi } from './support.ts';

const hour = 3_600_000;
const start = Date.now() - 100 * hour;
/** Hours after a beginning that is some days ago. */
const at = (hours: number): number => Math.floor((start + hours * hour) / 1000) * 1000;
const told = (hours: number): string => new Date(at(hours)).toISOString();

let api: TestApi;
const platforms: TestAirbyte[] = [];
beforeAll(async () => {
  api = await testApi({ allowsInternalAddresses: true });
});
afterEach(async () => {
  const sources = (await api.call('GET', '/api/integration-sources')).list;
  for (const source of sources) await api.call('DELETE', `/api/integration-sources/${String(source['id'])}`);
  for (const platform of platforms.splice(0)) await platform.close();
});
afterAll(() => api.close());

async function workspace(isSelfManaged = true): Promise<TestAirbyte> {
  const airbyte = await startTestAirbyte({ isSelfManaged });
  platforms.push(airbyte);
  const made = await api.call('PUT', `/api/organization/${api.organizationId}/airbyte`, airbyte.config);
  expect(made.status, made.text).toBe(200);
  return airbyte;
}

let labels = 0;
async function source(body: Readonly<Record<string, unknown>>): Promise<string> {
  labels += 1;
  const made = await api.call('POST', '/api/integration-sources', {
    name: 'CRM',
    connector_type: 'intercom',
    source_type: 'saas',
    instance_label: `L${labels}`,
    ...body,
  });
  expect(made.status, made.text).toBe(201);
  return made.id;
}

/** One look of the worker, and what the source says then. */
async function look(sourceId: string) {
  const dependencies = { store: api.store, allowsInternalAddresses: true, logger: pino({ level: 'silent' }) };
  await checkAccounts(dependencies, new Date(), new AbortController().signal);
  const { body } = await api.call('GET', `/api/integration-sources/${sourceId}`);
  const sync = (await api.call('GET', `/api/integration-sources/${sourceId}/sync`)).body;
  const fields = [body['last_sync_status'], body['last_sync_at'], body['last_sync_row_count']];
  return { fields, sync, connections: sync['connections'] as Readonly<Record<string, unknown>>[] };
}

const succeeded = (hours: number, rows: number): Partial<FakeJob> => ({
  status: 'succeeded',
  createdAt: at(hours),
  updatedAt: at(hours),
  rows,
  bytes: 9,
});
const job = (status: FakeJob['status'], hours: number, more: Partial<FakeJob> = {}): Partial<FakeJob> => ({
  status,
  createdAt: at(hours),
  updatedAt: at(hours),
  ...more,
});
const failure = (failureType: string, failureOrigin: string, externalMessage: string) => ({
  failure: { failureType, failureOrigin, externalMessage },
});

describe('the state of the jobs of a connection, as the words of a source', () => {
  const rows: [name: string, jobs: Partial<FakeJob>[], fields: unknown[], detail: Readonly<Record<string, unknown>>][] = [
    ['no job', [], ['configuring', null, null], { last_job: null, reason: 'It has not run yet.' }],
    ['pending', [job('pending', 1)], ['running', null, null], { is_queued: true, is_retrying: false }],
    ['queued', [succeeded(1, 5), job('queued', 2)], ['running', told(1), 5], { is_queued: true }],
    ['running', [succeeded(1, 5), job('running', 2, { rows: 3 })], ['running', told(1), 3], { is_queued: false, last_success_at: told(1) }],
    ['incomplete', [succeeded(1, 5), job('incomplete', 2)], ['running', told(1), 5], { is_retrying: true }],
    ['succeeded', [succeeded(1, 5), succeeded(2, 7)], ['success', told(2), 7], { reason: null, hint: null }],
    ['succeeded, without a count', [job('succeeded', 1)], ['success', told(1), null], {}],
    ['failed', [succeeded(1, 5), job('failed', 2, { rows: 2 })], ['failed', told(1), 2], { sync_status: 'failed', last_success_at: told(1) }],
    ['cancelled after success', [succeeded(1, 5), job('cancelled', 2)], ['success', told(1), 5], { reason: expect.stringMatching(/was cancelled/) }],
    [
      'cancelled after failure',
      [job('failed', 1, failure('system_error', 'destination', 'disk full')), job('cancelled', 2)],
      ['failed', null, null],
      { reason: expect.stringMatching(/disk full.*cancelled/) },
    ],
    ['only cancelled', [job('cancelled', 1)], ['configuring', null, null], {}],
    [
      'many cancelled after a failure that followed a success',
      [succeeded(1, 5), job('failed', 2), ...Array.from({ length: 12 }, (_, n) => job('cancelled', 3 + n))],
      ['failed', told(1), null],
      {},
    ],
    ['a refresh counts', [succeeded(1, 5), { ...succeeded(2, 9), jobType: 'refresh' }], ['success', told(2), 9], {}],
    [
      'a reset does not',
      [succeeded(1, 5), job('failed', 2, { jobType: 'reset' }), job('running', 3, { jobType: 'clear' })],
      ['success', told(1), 5],
      {},
    ],
    [
      'refused credentials',
      [succeeded(1, 5), job('failed', 2, failure('config_error', 'source', 'HTTP 401: token expired'))],
      ['auth_required', told(1), null],
      { sync_status: 'auth_required', reason: expect.stringMatching(/token expired/), hint: expect.stringMatching(/reconnect/) },
    ],
    [
      'a wrong host is no matter of credentials',
      [job('failed', 1, failure('config_error', 'source', 'Unknown host db.example.org'))],
      ['failed', null, null],
      { sync_status: 'failed' },
    ],
    [
      'nor are those of the destination',
      [job('failed', 1, failure('config_error', 'destination', 'password authentication failed'))],
      ['failed', null, null],
      {},
    ],
    ['nor an error of the system', [job('failed', 1, failure('system_error', 'source', '401 on the way'))], ['failed', null, null], {}],
  ];

  test.each(rows)('%s', async (_name, jobs, fields, detail) => {
    const airbyte = await workspace();
    for (const each of jobs) airbyte.addJob(airbyte.workspace.crm.connectionId, each);
    const id = await source({ airbyte_connection_id: airbyte.workspace.crm.connectionId });
    const seen = await look(id);
    expect(seen.fields).toEqual(fields);
    expect(seen.connections).toMatchObject([{ connection_id: airbyte.workspace.crm.connectionId, state: 'active', ...detail }]);
  });

  test('where the message does not tell, a check of the source does', async () => {
    const airbyte = await workspace();
    airbyte.addJob(airbyte.workspace.crm.connectionId, job('failed', 1, failure('config_error', 'source', 'Something is not right')));
    airbyte.workspace.hubspot.isRevoked = true;
    const id = await source({ airbyte_connection_id: airbyte.workspace.crm.connectionId });
    expect((await look(id)).fields[0]).toBe('auth_required');
  });

  test('the public API alone does not tell why: failed, and a hint', async () => {
    const airbyte = await workspace(false);
    airbyte.addJob(airbyte.workspace.crm.connectionId, job('failed', 1, failure('config_error', 'source', 'HTTP 401')));
    const id = await source({ airbyte_connection_id: airbyte.workspace.crm.connectionId });
    const { fields, connections } = await look(id);
    expect(fields[0]).toBe('failed');
    expect(connections).toMatchObject([{ hint: expect.stringMatching(/reconnect/) }]);
    expect(airbyte.requests.filter(({ path }) => path.startsWith('/api/'))).toEqual([]);
  });

  test('a reason that holds secrets is told without them', async () => {
    const airbyte = await workspace();
    const secrets = ['Bearer abc.def-ghi', 'api_key=hunter2x', `client ${airbyte.config.client_secret}`, 'https://u:pass1word@db/x', 'x'.repeat(60)];
    airbyte.addJob(airbyte.workspace.crm.connectionId, job('failed', 1, failure('system_error', 'source', `No: ${secrets.join('\n')}`)));
    const id = await source({ airbyte_connection_id: airbyte.workspace.crm.connectionId });
    const text = JSON.stringify((await look(id)).sync);
    expect(text).toContain('No: ');
    for (const secret of ['abc.def', 'hunter2x', airbyte.config.client_secret, 'pass1word', 'xxxxx']) expect(text).not.toContain(secret);
  });
});

describe('a connection that is not active', () => {
  test.each(['inactive', 'locked', 'deprecated'] as const)('%s leaves the words as they are, and says why', async (status) => {
    const airbyte = await workspace();
    const { crm } = airbyte.workspace;
    airbyte.addJob(crm.connectionId, succeeded(1, 5));
    const id = await source({ airbyte_connection_id: crm.connectionId });
    crm.status = status;
    crm.statusReason = 'Payment is due';
    airbyte.addJob(crm.connectionId, job('failed', 2));
    const { fields, connections } = await look(id);
    expect(fields).toEqual(['success', told(1), 5]);
    const reason = status === 'deprecated' ? /deleted/ : /Payment is due/;
    expect(connections).toMatchObject([{ state: status, sync_status: null, reason: expect.stringMatching(reason), hint: expect.anything() }]);
    if (status !== 'deprecated') return;
    airbyte.reset();
    await look(id);
    expect(airbyte.requests.filter(({ query }) => query.get('connectionId') === crm.connectionId)).toEqual([]);
  });
});

describe('several connections of a source', () => {
  test('the worst status, the oldest of the latest successes, the sum of rows; those that are not active do not count', async () => {
    const airbyte = await workspace();
    const { crm, marketing, hubspot } = airbyte.workspace;
    airbyte.addJob(crm.connectionId, succeeded(1, 5));
    airbyte.addJob(crm.connectionId, succeeded(5, 6));
    airbyte.addJob(marketing.connectionId, succeeded(3, 10));
    const id = await source({ airbyte_source_id: hubspot.sourceId });
    expect((await look(id)).fields).toEqual(['success', told(3), 16]);
    const updatedAt = Date.now();
    airbyte.addJob(marketing.connectionId, job('running', 6, { updatedAt }));
    expect((await look(id)).fields).toEqual(['running', told(3), 16]);
    airbyte.addJob(crm.connectionId, job('failed', 7, { rows: 1, updatedAt }));
    expect((await look(id)).fields).toEqual(['failed', told(3), 11]);
    crm.status = 'inactive';
    expect((await look(id)).fields).toEqual(['running', told(3), 10]);
  });
});

describe('looking', () => {
  test('takes few calls where nothing changed, and asks only about connections that did', async () => {
    const airbyte = await workspace();
    const { crm, marketing, hubspot } = airbyte.workspace;
    airbyte.addJob(crm.connectionId, succeeded(1, 5));
    const id = await source({ airbyte_source_id: hubspot.sourceId });
    await look(id);
    airbyte.reset();
    await look(id);
    const paths = airbyte.requests.map(({ path }) => path.replace('/api/public/v1', ''));
    // A token, three pages of connections, and the changed jobs of both types.
    expect(paths).toEqual(['/applications/token', '/connections', '/connections', '/connections', '/jobs', '/jobs']);
    airbyte.addJob(marketing.connectionId, { status: 'succeeded', rows: 2 });
    airbyte.reset();
    expect((await look(id)).fields.slice(0, 1)).toEqual(['success']);
    const asked = airbyte.requests.flatMap(({ query }) => query.get('connectionId') ?? []);
    expect(new Set(asked)).toEqual(new Set([marketing.connectionId]));
  });

  test('finds connections that were made after the source was', async () => {
    const airbyte = await workspace();
    const { stripe, crm } = airbyte.workspace;
    const id = await source({ airbyte_source_id: stripe.sourceId });
    expect((await look(id)).fields).toEqual(['configuring', null, null]);
    const made = { ...crm, connectionId: 'c-made-later', sourceId: stripe.sourceId, name: 'Billing', prefix: '', streams: [{ name: 'customers' }] };
    airbyte.workspace.connections.push(made);
    airbyte.addJob('c-made-later', succeeded(1, 4));
    expect((await look(id)).fields).toEqual(['success', told(1), 4]);
    const { body } = await api.call('GET', `/api/integration-sources/${id}`);
    expect(body).toMatchObject({ is_sync: true, airbyte_connection_id: 'c-made-later', airbyte_connection_ids: ['c-made-later'] });
    expect(await landingOf(id)).toMatchObject([{ connectionId: 'c-made-later', prefix: '', destination: { schema: 'landing' } }]);
  });

  test('follows what people change in Airbyte: streams and where they land', async () => {
    const airbyte = await workspace();
    const { crm } = airbyte.workspace;
    const id = await source({ airbyte_connection_id: crm.connectionId });
    crm.streams = [...crm.streams, { name: 'deals', destinationObjectName: 'opportunities', primaryKey: [['id']] }];
    await look(id);
    expect((await api.call('GET', `/api/integration-sources/${id}`)).body['selected_streams']).toEqual(['companies', 'contacts', 'deals']);
    expect((await landingOf(id))?.[0]?.streams.at(-1)).toEqual({ name: 'deals', namespace: null, table: 'opportunities', primaryKey: [['id']] });
  });

  test('a failure is said where it was, changes nothing, and is healed by the next look', async () => {
    const airbyte = await workspace();
    const { crm, marketing } = airbyte.workspace;
    airbyte.addJob(crm.connectionId, succeeded(1, 5));
    airbyte.addJob(marketing.connectionId, succeeded(1, 8));
    const first = await source({ name: 'First', airbyte_connection_id: crm.connectionId });
    const second = await source({ name: 'Second', airbyte_connection_id: marketing.connectionId });
    await look(first);
    airbyte.addJob(crm.connectionId, { status: 'failed' });
    airbyte.addJob(marketing.connectionId, { status: 'succeeded', rows: 9 });
    // The first question about a single connection.
    airbyte.fault('forbidden', { path: '/api/public/v1/jobs', skip: 2 });
    const broken = await look(first);
    expect(broken.fields).toEqual(['success', told(1), 5]);
    expect(broken.sync['problem']).toMatch(/forbids these credentials GET \/api\/public\/v1\/jobs \(stage: authenticate\)/);
    const other = await look(second);
    expect(other.fields[2]).toBe(9);
    const healed = await look(first);
    expect(healed.fields[0]).toBe('failed');
    expect(healed.sync['problem']).toBeNull();

    airbyte.fault('unauthorized', { path: '/api/public/v1/applications/token', times: 9 });
    expect((await look(first)).sync['problem']).toMatch(/grants no access token \(stage: authenticate\)/);
    const account = `/api/organization/${api.organizationId}/airbyte`;
    expect((await api.call('GET', account)).body['problem']).toMatch(/grants no access token/);
    airbyte.reset();
    expect((await look(first)).sync['problem']).toBeNull();
    expect((await api.call('GET', account)).body['problem']).toBeNull();
  });
});

async function landingOf(id: string) {
  const row = await api.store.inOrganization(api.organizationId, (trx) =>
    trx.selectFrom('integration_sources').select('landing').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return row.landing;
}
