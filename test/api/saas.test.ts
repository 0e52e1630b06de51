import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { catalogFixture } from './catalog-fixture.ts';
import { saasField, saasObject, saasSource } from './saas-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let sourceId: string;
let objects: string;
beforeAll(async () => {
  api = await testApi();
  sourceId = await saasSource(api);
  objects = `/api/integration-sources/${sourceId}/saas-objects`;
});
afterAll(() => api.close());

const identifiers = (list: readonly Readonly<Record<string, unknown>>[]) => list.map((item) => item['api_identifier']);

describe('SaaS objects', () => {
  const fields = [
    'integration_source_id',
    'object_name',
    'api_identifier',
    'id',
    'created_at',
    'updated_at',
    'description',
    'null_pct_overall',
    'field_null_pct',
    'field_distinct_pct',
    'earliest_timestamp',
    'latest_timestamp',
    'date_grain',
    'last_load_timestamp',
    'load_frequency',
    'data_latency_minutes',
    'is_staging_table',
    'is_active',
    'description_source',
    'description_generated_at',
  ];

  test('are created with the defaults of the reference, and read', async () => {
    const made = await api.call('POST', objects, { object_name: 'Contact', api_identifier: 'contacts', is_active: null, id: newId() });
    expect(made.status, made.text).toBe(201);
    expect(Object.keys(made.body)).toEqual(fields);
    expect(made.body).toMatchObject({
      integration_source_id: sourceId,
      object_name: 'Contact',
      api_identifier: 'contacts',
      description: null,
      null_pct_overall: null,
      is_staging_table: false,
      is_active: true,
      description_source: null,
      description_generated_at: null,
    });
    expect((await api.call('GET', `${objects}/${made.id}`)).body).toEqual(made.body);
    expect((await api.call('GET', objects)).list).toEqual([made.body]);
  });

  test('take what the platform is known to say of their data', async () => {
    const said = {
      description: 'Sales in progress',
      null_pct_overall: 0.25,
      field_null_pct: { amount: 0.5, name: 0 },
      field_distinct_pct: { amount: 0.9 },
      earliest_timestamp: '2023-02-01T08:00:00.000Z',
      latest_timestamp: '2026-01-01T21:15:00.000Z',
      date_grain: 'day',
      last_load_timestamp: '2026-01-02T03:00:00.000Z',
      load_frequency: 'daily',
      data_latency_minutes: 12.5,
      is_staging_table: true,
      is_active: false,
      description_source: 'imported',
      description_generated_at: '2025-12-31T00:00:00.000Z',
    };
    const made = await api.call('POST', objects, { object_name: 'Deal', api_identifier: 'deals', ...said });
    expect(made.body).toMatchObject(said);
    expect((await api.call('GET', `${objects}/${made.id}`)).body).toEqual(made.body);
    const wrong = { ...said, null_pct_overall: 25, field_null_pct: { amount: 50 }, latest_timestamp: 'yesterday', data_latency_minutes: -1 };
    expect((await api.call('PUT', `${objects}/${made.id}`, wrong)).problems).toEqual([
      'body.null_pct_overall',
      'body.field_null_pct.amount',
      'body.latest_timestamp',
      'body.data_latency_minutes',
    ]);
  });

  test('have an API identifier each', async () => {
    const id = await saasObject(api, sourceId, 'tickets');
    const again = await api.call('POST', objects, { object_name: 'Ticket', api_identifier: 'tickets' });
    expect(again.status).toBe(409);
    expect(again.body).toEqual({ detail: 'This source has an object with the API identifier "tickets" already.' });
    expect((await api.call('PUT', `${objects}/${id}`, { api_identifier: 'contacts' })).status).toBe(409);
    expect((await api.call('PUT', `${objects}/${id}`, { api_identifier: 'cases' })).body).toMatchObject({ api_identifier: 'cases' });
    expect((await api.call('POST', objects, { object_name: '', api_identifier: 'x'.repeat(256) })).problems).toEqual([
      'body.object_name',
      'body.api_identifier',
    ]);
  });

  test('are changed in part: an absent field stays, null clears what may be null', async () => {
    const id = await saasObject(api, sourceId, 'companies');
    const url = `${objects}/${id}`;
    const described = await api.call('PUT', url, { description: 'Who we sell to', date_grain: 'day', load_frequency: 'daily' });
    expect(described.body).toMatchObject({ description: 'Who we sell to', description_source: 'manual_edit', date_grain: 'day' });
    expect(described.body['description_generated_at']).toBe(described.body['updated_at']);
    const cleared = await api.call('PUT', url, { object_name: null, is_active: null, is_staging_table: null, date_grain: null, description: null });
    expect(cleared.body).toMatchObject({
      object_name: 'companies',
      is_active: true,
      is_staging_table: false,
      date_grain: null,
      load_frequency: 'daily',
      description: null,
    });
    const nothing = await api.call('PUT', url, {});
    expect(nothing.body).toEqual(cleared.body);
  });

  test('keep what a person said from the scans to come, until it is null again', async () => {
    const id = await saasObject(api, sourceId, 'quotes');
    const noted = async () =>
      api.store.inOrganization(
        api.organizationId,
        async (trx) => (await trx.selectFrom('saas_objects').select('manual_fields').where('id', '=', id).executeTakeFirstOrThrow()).manual_fields,
      );
    const url = `${objects}/${id}`;
    await api.call('PUT', url, { date_grain: 'day', field_null_pct: { name: 0.5 }, latest_timestamp: '2026-01-01T00:00:00Z' });
    expect(await noted()).toEqual(['date_grain', 'field_null_pct', 'is_active', 'latest_timestamp', 'object_name']);
    const { body } = await api.call('GET', url);
    await api.call('PUT', url, { ...body, date_grain: null });
    expect(await noted()).toEqual(['field_null_pct', 'is_active', 'latest_timestamp', 'object_name']);
  });

  test('are listed whole or only where active, page by page', async () => {
    const source = await saasSource(api);
    const url = `/api/integration-sources/${source}/saas-objects`;
    expect((await api.call('GET', url)).list).toEqual([]);
    for (const name of ['a', 'b', 'c']) await saasObject(api, source, name);
    const [first] = (await api.call('GET', url)).list;
    await api.call('PUT', `${url}/${String(first?.['id'])}`, { is_active: false });
    expect(identifiers((await api.call('GET', url)).list)).toEqual(['a', 'b', 'c']);
    expect(identifiers((await api.call('GET', `${url}?active_only=true`)).list)).toEqual(['b', 'c']);
    const page = await api.call('GET', `${url}?limit=2`);
    expect(identifiers(page.list)).toEqual(['a', 'b']);
    const next = /<([^>]+)>/.exec(String(page.headers['link']))?.[1] ?? '';
    expect(identifiers((await api.call('GET', next)).list)).toEqual(['c']);
  });

  test('belong to sources of the type saas', async () => {
    const { sourceId: database } = await catalogFixture(api);
    const url = `/api/integration-sources/${database}/saas-objects`;
    expect((await api.call('GET', url)).list).toEqual([]);
    const refused = await api.call('POST', url, { object_name: 'Contact', api_identifier: 'contacts' });
    expect(refused.status).toBe(409);
    expect(refused.body).toEqual({ detail: 'Only sources of the type saas have SaaS objects: "Shop" is a database.' });
  });

  test('are not there in another source, in no source, and for another organization', async () => {
    const id = await saasObject(api, sourceId, 'secret');
    const elsewhere = await saasSource(api);
    expect((await api.call('GET', `/api/integration-sources/${elsewhere}/saas-objects/${id}`)).body).toEqual({ detail: 'SaaS object not found' });
    const nowhere = `/api/integration-sources/${newId()}/saas-objects`;
    for (const answer of [
      await api.call('GET', nowhere),
      await api.call('GET', `${nowhere}/${id}`),
      await api.call('POST', nowhere, { object_name: 'a', api_identifier: 'a' }),
    ]) {
      expect(answer.status).toBe(404);
      expect(answer.body).toEqual({ detail: 'Integration source not found' });
    }
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const answer = await api.call(method, `${objects}/${id}`, method === 'PUT' ? {} : undefined, api.otherToken);
      expect(answer.status, method).toBe(404);
    }
  });

  test('are the administrators’ to change', async () => {
    const analyst = await api.tokenOf('ANALYST');
    expect((await api.call('GET', objects, undefined, analyst)).status).toBe(200);
    expect((await api.call('POST', objects, { object_name: 'a', api_identifier: 'a' }, analyst)).status).toBe(403);
  });

  test('are changed and deleted only as the client saw them, where it says so', async () => {
    const id = await saasObject(api, sourceId, 'leads');
    const url = `${objects}/${id}`;
    const { headers } = await api.call('GET', url);
    const send = async (method: 'PUT' | 'DELETE', tag: string) =>
      (
        await api.app.inject({
          method,
          url,
          headers: { authorization: `Bearer ${api.token}`, 'if-match': tag },
          ...(method === 'PUT' ? { payload: { object_name: 'Lead' } } : {}),
        })
      ).statusCode;
    expect(await send('PUT', String(headers['etag']))).toBe(200);
    expect(await send('PUT', String(headers['etag']))).toBe(412);
    expect(await send('DELETE', String(headers['etag']))).toBe(412);
    expect(await send('DELETE', String((await api.call('GET', url)).headers['etag']))).toBe(200);
    expect((await api.call('GET', url)).status).toBe(404);
  });
});

describe('SaaS fields', () => {
  let objectId: string;
  let url: string;
  beforeAll(async () => {
    objectId = await saasObject(api, sourceId, 'people');
    url = `${objects}/${objectId}/saas-fields`;
  });

  const profile = {
    semantic_type: 'handle',
    semantic_type_confidence: 0.99,
    sample_values: ['ann', 7, null],
    enum_cardinality: 12,
    null_pct: 0.25,
    distinct_pct: 1,
    last_analyzed: '2026-01-02T03:04:05.678Z',
    approx_distinct_count: 4_810_000_000,
    minhash_signature: [1, 4_294_967_295],
    format_signature: { masks: [{ mask: 'a@a.a', count: 3 }] },
    length_stats: { min: 1, max: 9 },
    entropy: 3.5,
    role: 'identifier',
    role_confidence: 0.5,
  };

  test('are created with the defaults of the reference, and read', async () => {
    const made = await api.call('POST', url, { field_name: 'Name', api_identifier: 'name', data_type: 'string', skip_embedding: true });
    expect(made.status, made.text).toBe(201);
    expect(Object.keys(made.body)).toEqual([
      'saas_object_id',
      'field_name',
      'api_identifier',
      'data_type',
      'id',
      'created_at',
      'updated_at',
      'description',
      'is_required',
      'is_unique',
      ...Object.keys(profile),
      'is_active',
      'description_source',
      'description_generated_at',
    ]);
    expect(made.body).toMatchObject({
      saas_object_id: objectId,
      data_type: 'string',
      is_required: false,
      is_unique: false,
      is_active: true,
      entropy: null,
    });
    expect((await api.call('GET', `${url}/${made.id}`)).body).toEqual(made.body);
    expect((await api.call('GET', url)).list).toEqual([made.body]);
  });

  test('take the whole profile block, which scans then leave alone', async () => {
    const id = await saasField(api, sourceId, objectId, 'email');
    const changed = await api.call('PUT', `${url}/${id}`, { ...profile, skip_embedding: false, is_unique: true, description: 'Where mail goes' });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.body).toMatchObject({ ...profile, is_unique: true, description: 'Where mail goes', description_source: 'manual_edit' });
    expect(changed.body).not.toHaveProperty('skip_embedding');
    const noted = async () =>
      api.store.inOrganization(
        api.organizationId,
        async (trx) => (await trx.selectFrom('saas_fields').select('manual_fields').where('id', '=', id).executeTakeFirstOrThrow()).manual_fields,
      );
    const all = [...Object.keys(profile), 'field_name', 'is_active', 'is_unique'].toSorted();
    expect(await noted()).toEqual(all);
    await api.call('PUT', `${url}/${id}`, { ...changed.body, role: null });
    expect(await noted()).toEqual(all.filter((name) => name !== 'role'));
    expect((await api.call('GET', `${url}/${id}`)).body).toMatchObject({ ...profile, role: null });
  });

  test('refuse a profile out of range', async () => {
    const id = await saasField(api, sourceId, objectId, 'phone');
    const wrong = {
      semantic_type_confidence: 1.1,
      enum_cardinality: 2 ** 31,
      null_pct: -0.1,
      distinct_pct: 100,
      last_analyzed: '2026-13-01T00:00:00Z',
      approx_distinct_count: -1,
      entropy: -1,
      role_confidence: 2,
    };
    expect((await api.call('PUT', `${url}/${id}`, wrong)).problems).toEqual(Object.keys(wrong).map((name) => `body.${name}`));
  });

  test('have an API identifier each', async () => {
    const id = await saasField(api, sourceId, objectId, 'city');
    await saasField(api, sourceId, objectId, 'town');
    const again = await api.call('POST', url, { field_name: 'City', api_identifier: 'city' });
    expect(again.status).toBe(409);
    expect(again.body).toEqual({ detail: 'This object has a field with the API identifier "city" already.' });
    expect((await api.call('PUT', `${url}/${id}`, { api_identifier: 'town' })).status).toBe(409);
    expect((await api.call('PUT', `${url}/${id}`, { api_identifier: null, field_name: 'Town', data_type: 'text' })).body).toMatchObject({
      api_identifier: 'city',
      field_name: 'Town',
      data_type: 'text',
    });
  });

  test('are listed whole or only what is active in an active object', async () => {
    const object = await saasObject(api, sourceId, 'invoices');
    const fields = `${objects}/${object}/saas-fields`;
    expect((await api.call('GET', fields)).list).toEqual([]);
    for (const name of ['a', 'b', 'c']) await saasField(api, sourceId, object, name);
    const [first] = (await api.call('GET', fields)).list;
    await api.call('PUT', `${fields}/${String(first?.['id'])}`, { is_active: false });
    expect(identifiers((await api.call('GET', `${fields}?active_only=true`)).list)).toEqual(['b', 'c']);
    expect(identifiers((await api.call('GET', `${fields}?limit=2`)).list)).toEqual(['a', 'b']);
    await api.call('PUT', `${objects}/${object}`, { is_active: false });
    expect((await api.call('GET', `${fields}?active_only=true`)).list).toEqual([]);
    expect(identifiers((await api.call('GET', fields)).list)).toEqual(['a', 'b', 'c']);
  });

  test('are not there below another object, another source, and for another organization', async () => {
    const id = await saasField(api, sourceId, objectId, 'age');
    const other = await saasObject(api, sourceId, 'pets');
    expect((await api.call('GET', `${objects}/${other}/saas-fields/${id}`)).body).toEqual({ detail: 'SaaS field not found' });
    expect((await api.call('GET', `${objects}/${newId()}/saas-fields`)).body).toEqual({ detail: 'SaaS object not found' });
    expect((await api.call('POST', `${objects}/${newId()}/saas-fields`, { field_name: 'a', api_identifier: 'a' })).status).toBe(404);
    const elsewhere = await saasSource(api);
    expect((await api.call('GET', `/api/integration-sources/${elsewhere}/saas-objects/${objectId}/saas-fields`)).status).toBe(404);
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      expect((await api.call(method, `${url}/${id}`, method === 'PUT' ? {} : undefined, api.otherToken)).status, method).toBe(404);
    }
  });

  test('are deleted, and go with their object', async () => {
    const object = await saasObject(api, sourceId, 'notes');
    const fields = `${objects}/${object}/saas-fields`;
    const id = await saasField(api, sourceId, object, 'body');
    await saasField(api, sourceId, object, 'title');
    expect((await api.call('DELETE', `${fields}/${id}`)).body).toMatchObject({ id, api_identifier: 'body' });
    expect((await api.call('GET', `${fields}/${id}`)).status).toBe(404);
    expect((await api.call('DELETE', `${objects}/${object}`)).body).toMatchObject({ id: object, api_identifier: 'notes' });
    expect((await api.call('GET', fields)).body).toEqual({ detail: 'SaaS object not found' });
  });
});
