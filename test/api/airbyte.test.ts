import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestAirbyte, type TestAirbyte } from '../support/airbyte.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let airbyte: TestAirbyte;
let account: string;
beforeAll(async () => {
  api = await testApi({ allowsInternalAddresses: true });
  account = `/api/organization/${api.organizationId}/airbyte`;
});
afterEach(async () => {
  const sources = (await api.call('GET', '/api/integration-sources')).list;
  for (const source of sources) await api.call('DELETE', `/api/integration-sources/${String(source['id'])}`);
  await api.call('DELETE', account);
  await airbyte?.close();
});
afterAll(() => api.close());

async function connect(options: Parameters<typeof startTestAirbyte>[0] = {}): Promise<void> {
  airbyte = await startTestAirbyte(options);
  const made = await api.call('PUT', account, airbyte.config);
  expect(made.status, made.text).toBe(200);
}

const create = (body: Readonly<Record<string, unknown>>) =>
  api.call('POST', '/api/integration-sources', { name: 'CRM', connector_type: 'intercom', source_type: 'saas', ...body });
const change = (id: string, body: Readonly<Record<string, unknown>>) => api.call('PUT', `/api/integration-sources/${id}`, body);
const namesOf = (streams: readonly { readonly name: string }[]): readonly string[] => streams.map(({ name }) => name);

describe('the account of an organization', () => {
  test('is made, shown without its secret, changed, tested and deleted', async () => {
    expect((await api.call('GET', account)).status).toBe(404);
    expect((await api.call('POST', `${account}/test`)).status).toBe(404);
    await connect();
    const { client_secret: secret, ...shown } = airbyte.config;
    const got = await api.call('GET', account);
    expect(got.body).toMatchObject({ ...shown, has_client_secret: true, problem: null, last_checked_at: null });
    expect(got.text).not.toContain(secret);
    expect((await api.call('POST', `${account}/test`)).body).toMatchObject({
      connection_status: 'connected',
      server: 'Airbyte, workspace Northwind, 232 connections',
      passed: ['resolve', 'connect', 'authenticate', 'list'],
    });
    expect((await api.call('PUT', account, { client_secret: 'mistyped' })).status).toBe(200);
    const refused = await api.call('POST', `${account}/test`);
    expect(refused.body).toMatchObject({ connection_status: 'error', failed_stage: 'authenticate', passed: ['resolve', 'connect'] });
    expect(refused.body['detail']).toMatch(/client_secret/);
    await api.call('PUT', account, { client_secret: secret, workspace_id: 'another' });
    expect((await api.call('POST', `${account}/test`)).body).toMatchObject({
      failed_stage: 'list',
      detail: expect.stringMatching(/workspace another/),
    });
    expect((await api.call('DELETE', account)).body).toMatchObject({ workspace_id: 'another' });
    expect((await api.call('GET', account)).status).toBe(404);
  });

  test('needs all of it at first, and its secret again for another server', async () => {
    expect((await api.call('PUT', account, {})).problems).toEqual(['body.workspace_id']);
    expect((await api.call('PUT', account, { workspace_id: 'w', client_id: 'c' })).problems).toEqual(['body.client_secret']);
    await connect();
    expect((await api.call('PUT', account, { api_url: 'https://elsewhere.example.org' })).problems).toEqual(['body.client_secret']);
    for (const api_url of ['ftp://a.example.org', 'airbyte', 'https://u:p@a.example.org', 'https://a.example.org/?key=1']) {
      expect((await api.call('PUT', account, { api_url, client_secret: 's' })).problems, api_url).toEqual(['body.api_url']);
    }
  });

  test.each([
    ['https://api.airbyte.com', 'https://api.airbyte.com/v1'],
    ['https://airbyte.example.org/', 'https://airbyte.example.org/api/public/v1'],
    ['https://airbyte.example.org/airbyte/api/public/v1/', 'https://airbyte.example.org/airbyte/api/public/v1'],
  ])('%s is understood', async (api_url, understood) => {
    const made = await api.call('PUT', account, { api_url, workspace_id: 'w', client_id: 'c', client_secret: 's' });
    expect(made.body).toMatchObject({ api_url: understood });
  });

  test('keeps to the ETag that a client names', async () => {
    await connect();
    const { headers } = await api.call('GET', account);
    const tag = { 'if-match': String(headers['etag']) };
    expect((await api.call('PUT', account, { client_id: 'other' }, api.token, tag)).status).toBe(200);
    expect((await api.call('PUT', account, { client_id: 'third' }, api.token, tag)).status).toBe(412);
    expect((await api.call('DELETE', account, undefined, api.token, tag)).status).toBe(412);
  });

  test('HTTP without TLS takes the setting that allows it', async () => {
    const careful = await testApi();
    try {
      const url = `/api/organization/${careful.organizationId}/airbyte`;
      const body = { workspace_id: 'w', client_id: 'c', client_secret: 's' };
      expect((await careful.call('PUT', url, { ...body, api_url: 'http://airbyte.example.org' })).problems).toEqual(['body.api_url']);
      expect((await careful.call('PUT', url, { ...body, api_url: 'https://127.0.0.1:8443/v1' })).status).toBe(200);
      const tested = await careful.call('POST', `${url}/test`);
      expect(tested.body).toMatchObject({ failed_stage: 'connect', detail: expect.stringMatching(/COGNATE_INTERNAL_ADDRESSES/) });
    } finally {
      await careful.close();
    }
  });
});

describe('a source that names one of Airbyte', () => {
  test('is filled in: connections, destination, streams, how they land, and how they fare', async () => {
    await connect();
    const { hubspot, crm, marketing, destinations } = airbyte.workspace;
    airbyte.addJob(crm.connectionId, { status: 'succeeded', rows: 3 });
    const made = await create({ airbyte_source_id: hubspot.sourceId });
    expect(made.body).toMatchObject({
      is_sync: true,
      airbyte_source_id: hubspot.sourceId,
      airbyte_connection_id: crm.connectionId,
      airbyte_connection_ids: [crm.connectionId, marketing.connectionId],
      airbyte_destination_id: destinations[0]?.destinationId,
      selected_streams: ['campaigns', 'companies', 'contacts'],
      last_sync_status: 'configuring',
      last_sync_row_count: 3,
    });
    const place = {
      destination: { type: 'postgres', database: 'warehouse', schema: 'landing' },
      namespaceDefinition: 'custom_format',
      namespaceFormat: 'crm_${SOURCE_NAMESPACE}',
      prefix: 'hs_',
    };
    const stream = (name: string) => ({ name, namespace: null, table: null, primaryKey: [['id']] });
    expect(await landingOf(made.id)).toEqual([
      { connectionId: crm.connectionId, ...place, streams: [stream('companies'), stream('contacts')] },
      { connectionId: marketing.connectionId, ...place, streams: [stream('campaigns')] },
    ]);
    expect(JSON.stringify(await landingOf(made.id))).not.toContain('***');
  });

  test('by one connection; all of its streams are null', async () => {
    await connect();
    const { crm, hubspot } = airbyte.workspace;
    crm.streams = hubspot.streams.map(({ name }) => ({ name }));
    const made = await create({ airbyte_connection_id: crm.connectionId });
    expect(made.body).toMatchObject({ airbyte_source_id: hubspot.sourceId, airbyte_connection_ids: [crm.connectionId], selected_streams: null });
  });

  test('by several connections; the one that is named for itself comes first', async () => {
    await connect();
    const { crm, marketing } = airbyte.workspace;
    const ids = [crm.connectionId, marketing.connectionId];
    const made = await create({ airbyte_connection_id: ids[1], airbyte_connection_ids: ids });
    expect(made.body).toMatchObject({ airbyte_connection_id: ids[1], airbyte_connection_ids: ids.toReversed() });
    const other = await change(made.id, { airbyte_connection_id: ids[0] });
    expect(other.body).toMatchObject({ airbyte_connection_id: ids[0], airbyte_connection_ids: ids });
  });

  test('what does not go together is refused, and nothing is written', async () => {
    await connect();
    const { crm, hubspot, connections, stripe } = airbyte.workspace;
    const other = connections.find(({ sourceId }) => sourceId !== hubspot.sourceId)?.connectionId;
    const refusals: [Readonly<Record<string, unknown>>, string][] = [
      [{ airbyte_source_id: 'nobody' }, 'body.airbyte_source_id'],
      [{ airbyte_connection_id: 'nobody' }, 'body.airbyte_connection_id'],
      [{ airbyte_connection_ids: [crm.connectionId, other] }, 'body.airbyte_connection_ids'],
      [{ airbyte_source_id: stripe.sourceId, airbyte_connection_id: crm.connectionId }, 'body.airbyte_connection_id'],
      [{ airbyte_connection_ids: [crm.connectionId], airbyte_connection_id: other }, 'body.airbyte_connection_id'],
      [{ airbyte_connection_id: crm.connectionId, airbyte_destination_id: 'elsewhere' }, 'body.airbyte_destination_id'],
    ];
    for (const [body, problem] of refusals) {
      const answer = await create(body);
      expect(answer.problems, answer.text).toEqual([problem]);
    }
    expect((await api.call('GET', '/api/integration-sources')).list).toEqual([]);
  });

  test('Airbyte is asked for what changes only: what a client sends back is not asked for', async () => {
    await connect();
    const made = await create({ airbyte_source_id: airbyte.workspace.hubspot.sourceId });
    airbyte.reset();
    expect((await change(made.id, { ...made.body, name: 'CRM of ours' })).status).toBe(200);
    expect(airbyte.requests).toEqual([]);
    const moved = await change(made.id, { ...made.body, airbyte_source_id: airbyte.workspace.stripe.sourceId });
    expect(moved.body).toMatchObject({ airbyte_connection_id: null, airbyte_connection_ids: [], airbyte_destination_id: null });
    const gone = await change(made.id, { airbyte_source_id: null });
    expect(gone.body).toMatchObject({ airbyte_source_id: null, airbyte_connection_id: null, airbyte_connection_ids: null });
    expect(await landingOf(made.id)).toBeNull();
  });

  test('without an account, the fields are whatever clients write', async () => {
    const said = {
      airbyte_source_id: 's',
      airbyte_connection_id: 'c',
      airbyte_connection_ids: ['d'],
      airbyte_destination_id: 'e',
      selected_streams: ['x'],
      last_sync_status: 'our own word',
      last_sync_row_count: 4,
    };
    const made = await create(said);
    expect(made.body).toMatchObject({ ...said, is_sync: false });
    expect((await change(made.id, { selected_streams: [], airbyte_source_id: 't' })).body).toMatchObject({ selected_streams: [] });
  });

  test('an Airbyte that fails is 424 with its stage, and nothing is written', async () => {
    await connect();
    const { crm, hubspot } = airbyte.workspace;
    const faults = [
      ['unauthorized', '/v1/connections', 'authenticate', 2],
      ['forbidden', '/v1/destinations', 'authenticate', 1],
      ['truncated-json', '/v1/connections', 'list', 2],
      ['redirect-elsewhere', '/v1/connections', 'list', 1],
      ['endless-body', '/v1/connections', 'list', 1],
      ['vanished', '/v1/jobs', 'list', 1],
    ] as const;
    for (const [kind, path, stage, times] of faults) {
      airbyte.fault(kind, { path, times });
      const answer = await create({ airbyte_connection_id: crm.connectionId });
      expect(answer.status, `${kind}: ${answer.text}`).toBe(424);
      expect(answer.text, kind).toContain(`stage: ${stage}`);
      airbyte.reset();
    }
    expect((await api.call('GET', '/api/integration-sources')).list).toEqual([]);
    expect(airbyte.elsewhere).toEqual([]);
    for (const kind of ['unauthorized-once', 'rate-limited-silently', 'server-error', 'dropped'] as const)
      airbyte.fault(kind, { path: '/v1/connections' });
    expect((await create({ airbyte_source_id: hubspot.sourceId })).status).toBe(201);
  });
});

describe('the streams of a source', () => {
  async function synced() {
    await connect();
    const { hubspot, crm, marketing } = airbyte.workspace;
    const made = await create({ airbyte_source_id: hubspot.sourceId });
    airbyte.reset();
    return { id: made.id, crm, marketing };
  }
  const written = () => airbyte.requests.filter(({ method }) => method === 'PATCH').length;

  test('are written to the connections that have them; new ones to the first, the settings of others stay', async () => {
    const { id, crm, marketing } = await synced();
    const [contacts] = crm.streams;
    const changed = await change(id, { selected_streams: ['contacts', 'campaigns', 'deals', 'forms'] });
    expect(changed.body['selected_streams']).toEqual(['contacts', 'campaigns', 'deals', 'forms']);
    expect(crm.streams).toEqual([
      contacts,
      { name: 'deals', syncMode: 'incremental_deduped_history' },
      { name: 'forms', syncMode: 'full_refresh_overwrite' },
    ]);
    expect(namesOf(marketing.streams)).toEqual(['campaigns']);
    expect(written()).toBe(1);
    expect((await landingOf(id))?.[0]?.streams.map(({ name }) => name)).toEqual(['contacts', 'deals', 'forms']);
    expect((await change(id, { selected_streams: null })).body['selected_streams']).toBeNull();
    expect(namesOf([...crm.streams, ...marketing.streams]).toSorted()).toEqual(['campaigns', 'companies', 'contacts', 'deals', 'forms']);
  });

  test('also of a source that is being made', async () => {
    await connect();
    const { crm } = airbyte.workspace;
    const made = await create({ airbyte_connection_id: crm.connectionId, selected_streams: ['contacts'] });
    expect(made.body['selected_streams']).toEqual(['contacts']);
    expect(namesOf(crm.streams)).toEqual(['contacts']);
  });

  test('that are not offered are refused with those that are; a connection is never left without any', async () => {
    const { id } = await synced();
    const unknown = await change(id, { selected_streams: ['contacts', 'campaigns', 'unicorns'] });
    expect(unknown.problems).toEqual(['body.selected_streams']);
    expect(unknown.text).toContain('campaigns, companies, contacts, deals, forms');
    expect((await change(id, { selected_streams: [] })).problems).toEqual(['body.selected_streams']);
    const emptied = await change(id, { selected_streams: ['contacts'] });
    expect(emptied.text).toContain('CRM marketing would have no streams');
    expect(written()).toBe(0);
  });

  test('stay as they were where a connection cannot be written, or the request comes to nothing', async () => {
    const { id, crm, marketing } = await synced();
    const before = [crm.streams, marketing.streams];
    airbyte.fault('forbidden', { path: `/v1/connections/${marketing.connectionId}` });
    airbyte.workspace.marketing.streams = [...marketing.streams, { name: 'forms' }];
    before[1] = marketing.streams;
    const failed = await change(id, { selected_streams: ['contacts', 'campaigns'] });
    expect(failed.status, failed.text).toBe(424);
    expect([crm.streams, marketing.streams]).toEqual(before);
    const stale = await api.call('PUT', `/api/integration-sources/${id}`, { selected_streams: ['contacts', 'campaigns'] }, api.token, {
      'if-match': '"stale"',
    });
    expect(stale.status).toBe(412);
    const other = await create({ instance_label: 'B', name: 'Other' });
    const clash = await change(id, { selected_streams: ['contacts', 'campaigns'], instance_label: 'B' });
    expect([clash.status, other.status]).toEqual([409, 201]);
    expect([crm.streams, marketing.streams]).toEqual(before);
    expect((await api.call('GET', `/api/integration-sources/${id}`)).body['selected_streams']).toEqual(['campaigns', 'companies', 'contacts']);
    const healed = await change(id, { selected_streams: ['contacts', 'campaigns'] });
    expect(healed.status, healed.text).toBe(200);
    expect(namesOf([...crm.streams, ...marketing.streams])).toEqual(['contacts', 'campaigns']);
  });
});

describe('reconnecting', () => {
  test('leads to the consent page, and hands its outcome on', async () => {
    await connect();
    const { hubspot } = airbyte.workspace;
    hubspot.isRevoked = true;
    const made = await create({ airbyte_source_id: hubspot.sourceId });
    expect(made.body['selected_streams']).toEqual(['campaigns', 'companies', 'contacts']);
    const url = `/api/integration-sources/${made.id}/reconnect`;
    const { body } = await api.call('POST', url, { redirect_url: 'https://app.example.org/back' });
    expect(body['consent_url']).toBe('https://consent.example.org/hubspot?redirect_uri=https%3A%2F%2Fapp.example.org%2Fback');
    expect((await api.call('POST', url, { redirect_url: 'javascript:alert(1)' })).problems).toEqual(['body.redirect_url']);
    expect((await api.call('POST', `${url}/complete`, { secret_id: 'wrong' })).problems).toEqual(['body.secret_id']);
    const done = await api.call('POST', `${url}/complete`, { secret_id: `secret-of-${hubspot.sourceId}` });
    expect(done.status, done.text).toBe(200);
    expect(hubspot.isRevoked).toBe(false);
  });

  test('says what else to do where there is no such page, or no sync', async () => {
    await connect();
    const made = await create({ airbyte_source_id: airbyte.workspace.stripe.sourceId });
    const body = { redirect_url: 'https://app.example.org/back' };
    const answer = await api.call('POST', `/api/integration-sources/${made.id}/reconnect`, body);
    expect([answer.status, answer.text]).toEqual([409, expect.stringMatching(/no consent page for Billing/)]);
    const plain = await create({ name: 'Other', instance_label: 'B' });
    expect((await api.call('POST', `/api/integration-sources/${plain.id}/reconnect`, body)).status).toBe(409);
  });
});

test('a sync is a job; without a connection or an account there is none', async () => {
  const plain = await create({ airbyte_connection_id: 'c' });
  expect((await api.call('POST', `/api/integration-sources/${plain.id}/sync`)).text).toMatch(/no Airbyte account/);
  await connect();
  const { hubspot, stripe } = airbyte.workspace;
  const made = await create({ airbyte_source_id: hubspot.sourceId, name: 'Synced', instance_label: 'S' });
  const job = await api.call('POST', `/api/integration-sources/${made.id}/sync`);
  expect(job.status, job.text).toBe(202);
  expect(job.body).toMatchObject({ kind: 'sync', state: 'queued', source_ids: [made.id], options: null, progress: null });
  const again = await api.call('POST', `/api/integration-sources/${made.id}/sync`);
  expect([again.status, again.text]).toEqual([409, expect.stringContaining(job.id)]);
  expect((await api.call('POST', `/api/jobs/${job.id}/cancel`)).body).toMatchObject({ state: 'cancelled' });
  const none = await create({ airbyte_source_id: stripe.sourceId, name: 'Billing', instance_label: 'T' });
  expect((await api.call('POST', `/api/integration-sources/${none.id}/sync`)).text).toMatch(/has no connection in Airbyte/);
  await change(made.id, { is_active: false });
  expect((await api.call('POST', `/api/integration-sources/${made.id}/sync`)).status).toBe(409);
});

async function landingOf(id: string) {
  const row = await api.store.inOrganization(api.organizationId, (trx) =>
    trx.selectFrom('integration_sources').select('landing').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return row.landing;
}
