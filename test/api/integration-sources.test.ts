import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { sourceConnection } from '../../src/store/sources.ts';
import { testApi, type TestApi } from './support.ts';

/*
 * The rules of the seeds and of the design, and where each is held:
 *   PUT is partial, null clears what may be null, the unknown is ignored     update
 *   Prefer: handling=strict names the unknown                                strict.test.ts
 *   the seven scope parameters; legacy_data_source_id is data_source_id      scope parameters
 *   instance_label                                                           instance_label
 *   description, its version, source and time                                descriptions.test.ts
 *   configuration keeps secrets apart                                        update, configuration, secrets.test.ts, ../e2e/secrets.test.ts
 *   selected_streams: null means all                                         single fields
 *   last_sync_status is a free string                                        single fields
 *   times are UTC                                                            single fields
 *   score and confidence_score within 0..1                                   relationships.test.ts, tests of each kind of edge; catalog.test.ts
 *   a system source that others need stays                                   delete
 *   roles; other organizations                                               access.test.ts, tenants.test.ts
 */

const url = '/api/integration-sources';
const secret = 'pa55-word-in-clear';
/** The fields of an answer, as the seed page lists them. */
const fields = [
  'name',
  'source_type',
  'connector_type',
  'organization_id',
  'id',
  'created_at',
  'updated_at',
  'description_version',
  'description',
  'is_system',
  'is_sync',
  'configuration',
  'capabilities',
  'is_active',
  'connection_status',
  'last_connection_test',
  'legacy_data_source_id',
  'system_source_id',
  'instance_label',
  'airbyte_source_id',
  'airbyte_connection_id',
  'airbyte_connection_ids',
  'airbyte_destination_id',
  'last_sync_at',
  'last_sync_status',
  'last_sync_row_count',
  'selected_streams',
  'description_source',
  'description_generated_at',
];

let api: TestApi;
let folder: string;
let count = 0;
beforeAll(async () => {
  api = await testApi();
  folder = mkdtempSync(join(tmpdir(), 'cognate-api-'));
  writeFileSync(join(folder, 'customers.csv'), 'id,name\n1,Ada\n2,Ben\n');
});
afterAll(() => api.close());

const postgres = (extra: object = {}) => ({
  name: 'Warehouse',
  connector_type: 'postgresql',
  instance_label: `W${(count += 1)}`,
  configuration: { host: 'db.example.org', database: `d${count}`, user: 'reader', password: secret, ...extra },
});
const create = async (body: object) => {
  const made = await api.call('POST', url, body);
  expect(made.status, made.text).toBe(201);
  return made;
};

describe('create and get', () => {
  test('answers every field of the page and no secret', async () => {
    const made = await create(postgres());
    expect(Object.keys(made.body)).toEqual(fields);
    expect(made.body).toMatchObject({
      source_type: 'database',
      organization_id: api.organizationId,
      description_version: 1,
      connection_status: 'unknown',
      is_active: true,
      is_system: false,
      is_sync: false,
      selected_streams: null,
      airbyte_connection_ids: null,
      description: null,
    });
    expect(made.body['created_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(made.body['configuration']).not.toHaveProperty('password');
    const got = await api.call('GET', `${url}/${made.id}`);
    expect(got.body).toEqual(made.body);
    expect(made.text + got.text).not.toContain(secret);
  });

  test('refuses what does not fit, saying where', async () => {
    expect((await api.call('POST', url, {})).problems).toEqual(['body.name', 'body.connector_type']);
    expect((await api.call('POST', url)).problems).toEqual(['body']);
    expect((await api.call('POST', url, { name: 'x', connector_type: 'abacus' })).problems).toEqual(['body.connector_type']);
    expect(
      (await api.call('POST', url, { name: 'x', connector_type: 'sqlite', source_type: 'saas', configuration: { path: '/x' } })).problems,
    ).toEqual(['body.source_type']);
    const bad = await api.call('POST', url, { ...postgres({ port: 'many' }) });
    expect(bad.status).toBe(422);
    expect(bad.problems).toEqual(['body.configuration.port']);
    expect(bad.text).not.toContain(secret);
    expect((await api.call('POST', url, { ...postgres(), organization_id: api.otherOrganizationId })).status).toBe(404);
    expect((await api.call('POST', url, { ...postgres(), name: 'nul \u0000' })).status).toBe(422);
    const broken = await api.app.inject({
      method: 'POST',
      url,
      headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
      payload: '{',
    });
    expect(broken.statusCode).toBe(422);
    expect(broken.json()).toEqual({ detail: [{ loc: ['body'], msg: 'The body is not valid JSON', type: 'json_invalid' }] });
  });

  test('an id that is none is 422, one that is not there 404, and so is null', async () => {
    expect((await api.call('GET', `${url}/nonsense`)).body).toEqual({
      detail: [{ loc: ['path', 'source_id'], msg: 'Input should be a valid UUID', type: 'uuid_parsing' }],
    });
    expect((await api.call('GET', `${url}/${newId()}`)).body).toEqual({ detail: 'Integration source not found' });
    expect((await api.call('GET', `${url}/null`)).status).toBe(404);
  });
});

describe('list', () => {
  test('filters, orders and pages', async () => {
    const paged = await testApi();
    try {
      const ids: string[] = [];
      for (let n = 0; n < 5; n += 1) {
        const made = await paged.call('POST', url, {
          name: `Source ${n}`,
          connector_type: 'sqlite',
          instance_label: `S${n}`,
          configuration: { path: `/srv/${n}.sqlite` },
        });
        ids.push(made.id);
      }
      // Rows of one microsecond apart, which a millisecond cannot tell apart.
      for (const [n, id] of ids.entries()) {
        await paged.store.asSystem((trx) =>
          trx
            .updateTable('integration_sources')
            .set({ created_at: `2026-01-01T00:00:00.00000${n}Z` as unknown as Date })
            .where('id', '=', id)
            .execute(),
        );
      }
      const seen: unknown[] = [];
      let next: string | undefined = `${url}?limit=2`;
      let pages = 0;
      while (next !== undefined) {
        const page = await paged.call('GET', next);
        expect(page.status).toBe(200);
        seen.push(...page.list.map((source) => source['id']));
        next = /^<([^>]+)>; rel="next"$/.exec(String(page.headers['link'] ?? ''))?.[1];
        pages += 1;
      }
      expect(seen).toEqual(ids);
      expect(pages).toBe(3);
      expect((await paged.call('GET', `${url}?query=SOURCE%203`)).list.map((source) => source['id'])).toEqual([ids[3]]);
      expect((await paged.call('GET', `${url}?connector_type=mysql`)).list).toEqual([]);
      expect((await paged.call('GET', `${url}?is_active=false&source_type=database&connection_status=unknown`)).list).toEqual([]);
      expect((await paged.call('GET', `${url}?organization_id=${paged.organizationId}&limit=null&cursor=null`)).list).toHaveLength(5);
      for (const bad of ['limit=0', 'limit=1001', 'limit=x', 'limit=', 'cursor=abc', 'source_type=neither', 'is_active=maybe']) {
        const answer = await paged.call('GET', `${url}?${bad}`);
        expect(answer.status, bad).toBe(422);
        expect(answer.problems).toEqual([`query.${bad.split('=')[0]}`]);
      }
    } finally {
      await paged.close();
    }
  });
});

describe('update', () => {
  test('takes the example of the page, but for ids that must resolve', async () => {
    const made = await create(postgres());
    const sent = {
      name: '<string>',
      description: '<string>',
      capabilities: ['<string>'],
      is_active: true,
      connection_status: 'connected',
      last_connection_test: '2023-11-07T05:31:56Z',
      legacy_data_source_id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
      instance_label: '<string>',
      airbyte_source_id: '<string>',
      airbyte_connection_id: '<string>',
      airbyte_connection_ids: ['<string>'],
      airbyte_destination_id: '<string>',
      last_sync_at: '2023-11-07T05:31:56Z',
      last_sync_status: '<string>',
      last_sync_row_count: 123,
      selected_streams: ['<string>'],
      description_source: 'ai_generated',
      description_generated_at: '2023-11-07T05:31:56Z',
      description_version: 123,
    };
    const updated = await api.call('PUT', `${url}/${made.id}`, sent);
    expect(updated.status, updated.text).toBe(200);
    expect(Object.keys(updated.body)).toEqual(fields);
    const instant = '2023-11-07T05:31:56.000Z';
    expect(updated.body).toMatchObject({
      ...sent,
      instance_label: '<STRING>',
      last_connection_test: instant,
      last_sync_at: instant,
      description_generated_at: instant,
    });
    const system = await api.call('PUT', `${url}/${made.id}`, { system_source_id: '3c90c3cc-0d44-4b50-8888-8dd25736052a' });
    expect(system.status).toBe(404);
  });

  test('leaves out what is absent, clears nullable fields by null and no others, ignores the unknown', async () => {
    const made = await create({ ...postgres(), selected_streams: ['a'], last_sync_status: 'success' });
    const same = await api.call('PUT', `${url}/${made.id}`, {});
    expect(same.body).toEqual(made.body);
    const cleared = await api.call('PUT', `${url}/${made.id}`, {
      name: null,
      is_active: null,
      capabilities: null,
      connection_status: null,
      configuration: null,
      selected_streams: null,
      last_sync_status: null,
      colour: 'blue',
      organization_id: newId(),
      is_system: true,
    });
    expect(cleared.status).toBe(200);
    expect(cleared.body).toEqual({ ...made.body, selected_streams: null, last_sync_status: null, updated_at: cleared.body['updated_at'] });
    const back = await api.call('PUT', `${url}/${made.id}`, cleared.body);
    expect(back.status, back.text).toBe(200);
    expect({ ...back.body, updated_at: null }).toEqual({ ...cleared.body, updated_at: null });
  });

  test('keeps secrets that the client sends the configuration back without', async () => {
    const made = await create(postgres());
    const read = () => api.store.inOrganization(api.organizationId, (trx) => sourceConnection(trx, api.organizationId, made.id, api.store.sealer));
    const configuration = made.body['configuration'] as Record<string, unknown>;
    const moved = await api.call('PUT', `${url}/${made.id}`, { configuration: { ...configuration, host: 'new.example.org' } });
    expect(moved.body['configuration']).toMatchObject({ host: 'new.example.org' });
    expect((await read())?.config).toMatchObject({ host: 'new.example.org', password: secret });
    await api.call('PUT', `${url}/${made.id}`, { configuration: { ...configuration, password: 'another' } });
    expect((await read())?.config).toMatchObject({ password: 'another' });
    await api.call('PUT', `${url}/${made.id}`, { configuration: { ...configuration, password: null } });
    expect((await read())?.config).not.toHaveProperty('password');
    const rows = await api.store.asSystem((trx) => trx.selectFrom('integration_sources').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await api.call('PUT', `${url}/${made.id}`, { configuration: { host: 7 } })).problems.toSorted()).toContain('body.configuration.host');
  });

  test('refuses values out of range', async () => {
    const made = await create(postgres());
    const at = `${url}/${made.id}`;
    expect((await api.call('PUT', at, { instance_label: 'x'.repeat(21) })).problems).toEqual(['body.instance_label']);
    expect((await api.call('PUT', at, { connection_status: 'fine' })).problems).toEqual(['body.connection_status']);
    expect((await api.call('PUT', at, { last_sync_at: '9999-12-31T23:59:59-14:00' })).problems).toEqual(['body.last_sync_at']);
    expect((await api.call('PUT', at, { description_version: 1.5, description_source: 'dream' })).problems).toEqual([
      'body.description_source',
      'body.description_version',
    ]);
    expect((await api.call('PUT', at, { system_source_id: made.id })).problems).toEqual(['body.system_source_id']);
  });
});

describe('single fields', () => {
  test('selected_streams: null means all, and is what a source begins with', async () => {
    const made = await create(postgres());
    expect(made.body['selected_streams']).toBeNull();
    const some = await api.call('PUT', `${url}/${made.id}`, { selected_streams: ['contacts', 'deals'] });
    expect(some.body['selected_streams']).toEqual(['contacts', 'deals']);
    expect((await api.call('PUT', `${url}/${made.id}`, { selected_streams: [] })).body['selected_streams']).toEqual([]);
    expect((await api.call('PUT', `${url}/${made.id}`, { selected_streams: null })).body['selected_streams']).toBeNull();
  });

  test('last_sync_status is any text', async () => {
    const made = await create({ ...postgres(), last_sync_status: 'auth_required' });
    expect(made.body['last_sync_status']).toBe('auth_required');
    const odd = await api.call('PUT', `${url}/${made.id}`, { last_sync_status: 'throttled by the platform' });
    expect(odd.body['last_sync_status']).toBe('throttled by the platform');
    expect((await api.call('PUT', `${url}/${made.id}`, { last_sync_status: 7 })).problems).toEqual(['body.last_sync_status']);
  });

  test('times are answered in UTC, whatever their offset was; without one they are none', async () => {
    const made = await create({ ...postgres(), last_sync_at: '2026-01-01T00:30:00+01:00' });
    expect(made.body['last_sync_at']).toBe('2025-12-31T23:30:00.000Z');
    const updated = await api.call('PUT', `${url}/${made.id}`, { last_connection_test: '2026-06-30T23:59:59.123-12:00' });
    expect(updated.body['last_connection_test']).toBe('2026-07-01T11:59:59.123Z');
    expect((await api.call('PUT', `${url}/${made.id}`, { last_sync_at: '2026-01-01T00:30:00' })).problems).toEqual(['body.last_sync_at']);
  });

  test('connector_type, source_type, organization_id, is_system and is_sync stay what they were', async () => {
    const made = await create({ ...postgres(), is_sync: true });
    const sent = {
      connector_type: 'mysql',
      source_type: 'saas',
      organization_id: newId(),
      is_system: true,
      is_sync: false,
      id: newId(),
      created_at: null,
    };
    expect((await api.call('PUT', `${url}/${made.id}`, sent)).body).toEqual(made.body);
  });
});

describe('configuration', () => {
  test('is described by each connector, secrets marked', async () => {
    const { list, status } = await api.call('GET', '/api/connectors');
    expect(status).toBe(200);
    expect(list.map((connector) => connector['type'])).toEqual(
      expect.arrayContaining(['postgresql', 'mysql', 'sqlite', 'duckdb', 'files', 'stripe']),
    );
    expect(list[0]).toMatchObject({
      title: 'PostgreSQL',
      source_type: 'database',
      capabilities: expect.arrayContaining(['introspect', 'read']),
      configuration: {
        type: 'object',
        required: ['database', 'user'],
        properties: {
          password: { type: ['string', 'null'], format: 'password', writeOnly: true, secret: true },
          port: { type: 'integer', minimum: 1, maximum: 65535, default: 5432, description: 'Port' },
          ssl_mode: { enum: ['disable', 'prefer', 'require', 'verify-full'] },
        },
      },
    });
  });

  test('of a SaaS source whose connector is not installed is all secret; nothing scans it', async () => {
    const sent = { portal: '4711', oauth: { refresh_token: secret } };
    expect((await api.call('POST', url, { name: 'x', connector_type: 'snowflake', source_type: 'database' })).problems).toEqual([
      'body.connector_type',
    ]);
    const made = await create({ name: 'CRM', connector_type: 'intercom', source_type: 'saas', configuration: sent });
    expect(made.body).toMatchObject({ source_type: 'saas', connector_type: 'intercom', capabilities: [], configuration: {} });
    const read = () => api.store.inOrganization(api.organizationId, (trx) => sourceConnection(trx, api.organizationId, made.id, api.store.sealer));
    expect((await read())?.config).toEqual(sent);
    const updated = await api.call('PUT', `${url}/${made.id}`, { ...made.body, configuration: { region: 'eu', portal: null } });
    expect(updated.body['configuration']).toEqual({});
    expect((await read())?.config).toEqual({ oauth: { refresh_token: secret }, region: 'eu' });
    expect((await api.call('POST', `${url}/${made.id}/scan`)).status).toBe(409);
    expect((await api.call('POST', `${url}/${made.id}/test-connection`)).status).toBe(409);
    const rows = await api.store.asSystem((trx) => trx.selectFrom('integration_sources').selectAll().where('id', '=', made.id).execute());
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await create({ name: 'CRM', connector_type: 'zoho', source_type: 'saas' })).body['configuration']).toEqual({});
  });

  test('shows no credentials that somebody put into another field', async () => {
    for (const [field, value] of [
      ['host', `reader:${secret}@db.example.org`],
      ['host', `postgres://reader:${secret}@db.example.org/shop`],
      ['database', `shop?password=${secret}`],
      ['schemas', ['public', `host=h password=${secret}`]],
    ] as const) {
      const made = postgres({ [field]: value });
      const answer = await api.call('POST', url, made);
      expect(answer.status, String(value)).toBe(422);
      expect(answer.problems[0]).toMatch(new RegExp(`^body\\.configuration\\.${field}`));
      expect(answer.text).toContain('send them as password');
      expect(answer.text).not.toContain(secret);
    }
    const file = await api.call('POST', url, {
      name: 'f',
      connector_type: 'files',
      instance_label: 'F',
      configuration: { path: `https://u:${secret}@example.org/x.csv` },
    });
    expect(file.problems).toEqual(['body.configuration.path']);
    const made = await create(postgres({ host: 'db-1.example.org', user: 'reader@example.org', schemas: ['a:b', 'x@y'] }));
    expect(
      (await api.call('PUT', `${url}/${made.id}`, { configuration: { ...(made.body['configuration'] as object), host: `u:${secret}@h` } })).problems,
    ).toEqual(['body.configuration.host']);
  });
});

describe('instance_label', () => {
  test('is needed, upper-cased and unique once a connector has two active sources', async () => {
    const own = await testApi();
    try {
      const make = (n: number, label?: string | null) =>
        own.call('POST', url, {
          name: `m${n}`,
          connector_type: 'mysql',
          instance_label: label,
          configuration: { host: 'h', database: `d${n}`, user: 'u' },
        });
      const first = await make(1);
      expect(first.status, first.text).toBe(201);
      expect((await make(2)).problems).toEqual(['body.instance_label']);
      const second = await make(2, ' us ');
      expect(second.body).toMatchObject({ instance_label: 'US' });
      expect((await make(3, 'US')).status).toBe(409);
      expect((await own.call('PUT', `${url}/${first.id}`, { instance_label: 'us' })).status).toBe(409);
      expect((await own.call('PUT', `${url}/${second.id}`, { instance_label: null })).problems).toEqual(['body.instance_label']);
      expect((await own.call('PUT', `${url}/${second.id}`, { is_active: false, instance_label: null })).status).toBe(200);
      expect((await own.call('PUT', `${url}/${second.id}`, { is_active: true })).problems).toEqual(['body.instance_label']);
      const racing = await Promise.all([make(4, 'EU'), make(5, 'eu'), make(6, 'Eu')]);
      expect(racing.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
    } finally {
      await own.close();
    }
  });
});

describe('test-connection', () => {
  test('says how it went, stage by stage, and keeps it', async () => {
    const good = await create({ name: 'Files', connector_type: 'files', instance_label: 'OK', configuration: { path: folder } });
    const tested = await api.call('POST', `${url}/${good.id}/test-connection`);
    expect(tested.body).toMatchObject({ connection_status: 'connected', failed_stage: null, detail: null });
    expect((await api.call('GET', `${url}/${good.id}`)).body).toMatchObject({
      connection_status: 'connected',
      last_connection_test: tested.body['last_connection_test'],
    });
    const gone = await create({
      name: 'Gone',
      connector_type: 'sqlite',
      instance_label: 'GONE',
      configuration: { path: join(folder, 'none.sqlite') },
    });
    const failed = await api.call('POST', `${url}/${gone.id}/test-connection`);
    expect(failed.status).toBe(200);
    expect(failed.body).toMatchObject({ connection_status: 'error', server: null });
    expect(failed.body['detail']).toContain('none.sqlite');
    expect((await api.call('GET', `${url}/${gone.id}`)).body).toMatchObject({ connection_status: 'error' });
  });
});

describe('delete', () => {
  test('answers what it was; a system source that another needs, or one at work, stays', async () => {
    const system = await create({ ...postgres(), is_system: true });
    const user = await create({ ...postgres(), system_source_id: system.id });
    expect((await api.call('DELETE', `${url}/${system.id}`)).status).toBe(409);
    const job = await api.call('POST', `${url}/${user.id}/scan`);
    expect((await api.call('DELETE', `${url}/${user.id}`)).status).toBe(409);
    await api.call('POST', `/api/jobs/${job.id}/cancel`);
    const deleted = await api.call('DELETE', `${url}/${user.id}`);
    expect(deleted.status, deleted.text).toBe(200);
    expect(deleted.body).toEqual(user.body);
    expect((await api.call('GET', `${url}/${user.id}`)).status).toBe(404);
    expect((await api.call('DELETE', `${url}/${system.id}`)).status).toBe(200);
  });

  test('a system source that another needs may be set inactive, and needs another one before it goes', async () => {
    const system = await create({ ...postgres(), is_system: true });
    const user = await create({ ...postgres(), system_source_id: system.id });
    expect((await api.call('PUT', `${url}/${system.id}`, { is_active: false })).status).toBe(200);
    const refused = await api.call('DELETE', `${url}/${system.id}`);
    expect(refused.status).toBe(409);
    expect(refused.body['detail']).toContain('system_source_id');
    await api.call('PUT', `${url}/${user.id}`, { system_source_id: null });
    expect((await api.call('DELETE', `${url}/${system.id}`)).status).toBe(200);
  });
});

describe('scope parameters', () => {
  test('must each resolve within the organization', async () => {
    const made = await create({ ...postgres(), legacy_data_source_id: '3c90c3cc-0d44-4b50-8888-8dd25736052a' });
    const job = await api.call('POST', `${url}/${made.id}/scan`);
    const at = `${url}/${made.id}`;
    const good = {
      organization_id: api.organizationId,
      resource_id: made.id,
      integration_source_id: made.id,
      data_source_id: '3c90c3cc-0d44-4b50-8888-8dd25736052a',
      job_id: job.id,
    };
    expect((await api.call('GET', `${at}?${new URLSearchParams(good).toString()}`)).status).toBe(200);
    const names = ['organization_id', 'resource_id', 'integration_source_id', 'data_source_id', 'context_source_id', 'job_id'];
    for (const name of names) {
      expect((await api.call('GET', `${at}?${name}=${newId()}`)).status, name).toBe(404);
      expect((await api.call('GET', `${at}?${name}=x`)).problems, name).toEqual([`query.${name}`]);
      expect((await api.call('PUT', `${at}?${name}=${newId()}`, { name: 'no' })).status, name).toBe(404);
      expect((await api.call('GET', `${at}?${name}=`)).problems, name).toEqual([`query.${name}`]);
      expect((await api.call('GET', `${at}?${name}=null`)).status, name).toBe(200);
    }
    expect((await api.call('GET', `${at}?organization_id=${api.otherOrganizationId}`)).status).toBe(404);
    expect((await api.call('GET', at)).body['name']).toBe('Warehouse');
  });
});
