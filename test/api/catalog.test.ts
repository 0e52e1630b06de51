import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import type { AttributeProfile } from '../../src/domain/profile.ts';
import { saveScan } from '../../src/store/scan-results.ts';
import { modelOf, profileOf } from '../support/scan-result.ts';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let catalog: CatalogFixture;
let url: string;
beforeAll(async () => {
  api = await testApi();
  catalog = await catalogFixture(api);
  url = `/api/integration-sources/${catalog.sourceId}`;
});
afterAll(() => api.close());

const names = (list: readonly Readonly<Record<string, unknown>>[]) => list.map((item) => String(item['name']));

describe('databases', () => {
  const fields = [
    'name',
    'id',
    'integration_source_id',
    'created_at',
    'updated_at',
    'description_version',
    'description',
    'is_active',
    'priority',
    'description_source',
    'description_generated_at',
  ];

  test('are created with the defaults of the reference, listed, changed and deleted', async () => {
    const made = await api.call('POST', `${url}/databases`, { name: 'archive', description: 'Old years', priority: null });
    expect(made.status, made.text).toBe(201);
    expect(Object.keys(made.body)).toEqual(fields);
    expect(made.body).toMatchObject({
      is_active: true,
      priority: 99,
      integration_source_id: catalog.sourceId,
      description_version: 1,
      description_source: 'manual_edit',
    });
    expect((await api.call('POST', `${url}/databases`, { name: 'archive' })).status).toBe(409);
    expect((await api.call('POST', `${url}/databases`, { name: '', priority: 1.5 })).problems).toEqual(['body.name', 'body.priority']);
    expect(names((await api.call('GET', `${url}/databases`)).list)).toEqual(['main', 'archive']);
    const at = `${url}/databases/${made.id}`;
    expect((await api.call('GET', at)).body).toEqual(made.body);
    expect((await api.call('PUT', at, { name: 'main' })).status).toBe(409);
    expect((await api.call('PUT', at, { name: 'cold', priority: 1, is_active: false })).body).toMatchObject({
      name: 'cold',
      priority: 1,
      is_active: false,
      description: 'Old years',
      description_version: 1,
    });
    expect((await api.call('DELETE', at)).body).toMatchObject({ name: 'cold' });
    expect((await api.call('GET', at)).body).toEqual({ detail: 'Database not found' });
  });
});

describe('schemas and tables', () => {
  test('are listed below their parents and changed', async () => {
    expect(names((await api.call('GET', `${url}/schemas`)).list)).toEqual(['main']);
    expect(names((await api.call('GET', `${url}/schemas?database_id=${catalog.databaseId}`)).list)).toEqual(['main']);
    expect((await api.call('GET', `${url}/schemas?database_id=${newId()}`)).status).toBe(404);
    expect(names((await api.call('GET', `${url}/databases/${catalog.databaseId}/schemas`)).list)).toEqual(['main']);
    expect((await api.call('PUT', `${url}/schemas/${catalog.schemaId}`, { description: 'All', priority: 3 })).body).toMatchObject({
      description: 'All',
      priority: 3,
      description_version: 2,
    });
    expect((await api.call('GET', `${url}/schemas/${catalog.schemaId}`)).body).toMatchObject({ description: 'All' });
    expect((await api.call('GET', `${url}/tables`)).list).toHaveLength(3);
    expect((await api.call('GET', `${url}/schemas/${catalog.schemaId}/tables?limit=2`)).list).toHaveLength(2);
    const table = await api.call('GET', `${url}/tables/${catalog.tables.orders}`);
    expect(table.body).toMatchObject({
      name: 'orders',
      kind: 'table',
      row_count: 3,
      schema_id: catalog.schemaId,
      integration_source_id: catalog.sourceId,
    });
    expect((await api.call('PUT', `${url}/tables/${catalog.tables.orders}`, { description: 'What was bought', description_version: 0 })).status).toBe(
      409,
    );
    expect(
      (await api.call('PUT', `${url}/tables/${catalog.tables.orders}`, { description: 'What was bought', description_source: 'imported' })).body,
    ).toMatchObject({
      description_version: 2,
      description_source: 'imported',
    });
  });
});

describe('columns', () => {
  const fields = [
    'name',
    'id',
    'table_id',
    'created_at',
    'updated_at',
    'description_version',
    'description',
    'data_type',
    'is_primary_key',
    'is_nullable',
    'ordinal_position',
    'semantic_type',
    'semantic_type_confidence',
    'sample_values',
    'enum_cardinality',
    'null_pct',
    'distinct_pct',
    'last_analyzed',
    'approx_distinct_count',
    'minhash_signature',
    'format_signature',
    'length_stats',
    'entropy',
    'role',
    'role_confidence',
    'is_active',
    'description_source',
    'description_generated_at',
  ];

  test('are listed for the source and for a table, active ones unless told', async () => {
    const all = (await api.call('GET', `${url}/columns`)).list;
    expect(all).toHaveLength(7);
    for (const column of all) expect(Object.keys(column)).toEqual(fields);
    const lines = `${url}/tables/${catalog.tables.order_lines}`;
    expect(names((await api.call('GET', `${lines}/columns`)).list).toSorted()).toEqual(['line', 'order_id', 'password']);
    const password = `${url}/columns/${catalog.columns['order_lines.password']}`;
    expect((await api.call('PUT', password, { is_active: false })).body).toMatchObject({ is_active: false });
    expect((await api.call('GET', `${url}/columns?active_only=true`)).list).toHaveLength(6);
    expect((await api.call('GET', `${url}/columns?active_only=false`)).list).toHaveLength(7);
    await api.call('PUT', lines, { is_active: false });
    expect((await api.call('GET', `${url}/columns`)).list).toHaveLength(4);
    expect(names((await api.call('GET', `${url}/tables`)).list).toSorted()).toEqual(['customers', 'orders']);
    expect((await api.call('GET', `${url}/tables?active_only=false`)).list).toHaveLength(3);
    expect((await api.call('GET', password)).body).toMatchObject({ name: 'password', is_active: false });
    await api.call('PUT', lines, { is_active: true });
  });

  test("are described and typed by people; their name is the source's", async () => {
    const at = `${url}/columns/${catalog.columns['customers.name']}`;
    const changed = await api.call('PUT', at, {
      description: 'Name of the firm',
      semantic_type: 'company',
      semantic_type_confidence: 1,
      length_stats: { min: 1, max: 9, mean: 4 },
      sample_values: ['Acme'],
      skip_embedding: true,
      name: 'renamed',
      data_type: 'blob',
    });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.body).toMatchObject({
      name: 'name',
      data_type: null,
      description: 'Name of the firm',
      semantic_type: 'company',
      semantic_type_confidence: 1,
      length_stats: { min: 1, max: 9, mean: 4 },
      sample_values: ['Acme'],
      description_version: 2,
    });
    expect(Object.keys(changed.body)).toEqual(fields);
    expect((await api.call('PUT', at, { semantic_type_confidence: 1.5, skip_embedding: 'no' })).problems).toEqual([
      'body.skip_embedding',
      'body.semantic_type_confidence',
    ]);
    expect((await api.call('PUT', at, { semantic_type: 'trademark' })).body).toMatchObject({
      semantic_type: 'trademark',
      semantic_type_confidence: null,
    });
    expect((await api.call('PUT', at, { semantic_type: null })).body).toMatchObject({ semantic_type: null });
  });

  test('belong to their source', async () => {
    const other = await catalogFixture(api, { path: '/srv/else.sqlite', label: 'ELSE' });
    const elsewhere = `/api/integration-sources/${other.sourceId}`;
    for (const path of [
      `databases/${catalog.databaseId}`,
      `schemas/${catalog.schemaId}`,
      `tables/${catalog.tables.orders}`,
      `columns/${catalog.columns['orders.id']}`,
      `tables/${catalog.tables.orders}/columns`,
    ]) {
      expect((await api.call('GET', `${elsewhere}/${path}`)).status, path).toBe(404);
    }
    expect((await api.call('PUT', `${elsewhere}/tables/${catalog.tables.orders}`, { is_active: false })).status).toBe(404);
  });
});

describe('a rescan', () => {
  const model = modelOf({ stg_orders: ['id', 'state', 'paid_on'], orders: ['id'] });
  const day = new Date('2026-02-01T00:00:00Z');

  /** What the scans of a source find: of each column the same, but for what the test says. */
  async function scanned() {
    const made = await api.call('POST', '/api/integration-sources', {
      name: 'Scanned',
      connector_type: 'sqlite',
      instance_label: newId().slice(-12),
      configuration: { path: `/srv/${newId()}.sqlite` },
    });
    const at = `/api/integration-sources/${made.id}`;
    const scan = async (found: Partial<AttributeProfile>, when = day) => {
      const profile = profileOf(model);
      const entities = profile.entities.map((entity) => ({
        ...entity,
        attributes: entity.attributes.map((attribute) => ({ ...attribute, ...found })),
      }));
      await api.store.inOrganization(api.organizationId, async (trx) => {
        const dataKey = await api.store.dataKey(trx, api.organizationId);
        const jobId = newId();
        await trx
          .insertInto('jobs')
          .values({ organization_id: api.organizationId, id: jobId, kind: 'scan', source_ids: [made.id] })
          .execute();
        await saveScan(trx, {
          organizationId: api.organizationId,
          jobId,
          sourceId: made.id,
          model,
          profile: { entities },
          findings: [],
          dataKey,
          at: when,
        });
      });
    };
    const column = async (name: string) => {
      const found = (await api.call('GET', `${at}/columns`)).list.find((candidate) => candidate['name'] === name);
      return { url: `${at}/columns/${String(found?.['id'])}`, body: found ?? {} };
    };
    return { at, scan, column };
  }

  test('leaves what a person said of a column, and renews the rest', async () => {
    const { scan, column } = await scanned();
    await scan({ semanticType: 'code', semanticTypeConfidence: 0.6, role: 'category', roleConfidence: 0.7, entropy: 1 });
    const before = await column('state');
    const sent = { ...before.body, semantic_type: 'order_state', description: 'Where it is', is_active: true, role: 'category' };
    expect((await api.call('PUT', before.url, { ...sent, semantic_type_confidence: undefined })).status).toBe(200);
    await scan({ semanticType: 'language_code', semanticTypeConfidence: 0.9, role: 'flag', roleConfidence: 0.8, entropy: 2 });
    expect((await column('state')).body).toMatchObject({
      semantic_type: 'order_state',
      semantic_type_confidence: null,
      description: 'Where it is',
      description_source: 'manual_edit',
      role: 'flag',
      role_confidence: 0.8,
      entropy: 2,
    });
    expect((await column('paid_on')).body).toMatchObject({ semantic_type: 'language_code', semantic_type_confidence: 0.9 });
  });

  test('fills again what a person gave back with null', async () => {
    const { scan, column } = await scanned();
    await scan({ role: 'category', roleConfidence: 0.7, top: [{ value: 'new', count: 3 }] });
    const { url: at } = await column('state');
    await api.call('PUT', at, { role: 'measure', role_confidence: 1, sample_values: ['open'], entropy: 0.5 });
    await scan({ role: 'flag', roleConfidence: 0.8 });
    expect((await column('state')).body).toMatchObject({ role: 'measure', role_confidence: 1, sample_values: ['open'], entropy: 0.5 });
    expect((await api.call('PUT', at, { role: null, sample_values: null })).body).toMatchObject({
      role: null,
      role_confidence: 1,
      sample_values: null,
    });
    await scan({ role: 'flag', roleConfidence: 0.8, top: [{ value: 'old', count: 3 }] });
    expect((await column('state')).body).toMatchObject({ role: 'flag', role_confidence: 1, sample_values: ['old'], entropy: 0.5 });
    await api.call('PUT', at, { role_confidence: null, entropy: null });
    await scan({ role: 'flag', roleConfidence: 0.8, entropy: 3 });
    expect((await column('state')).body).toMatchObject({ role: 'flag', role_confidence: 0.8, entropy: 3 });
  });

  test('takes no values of a sensitive column from anybody', async () => {
    const { scan, column } = await scanned();
    await scan({ sensitive: true, top: [{ value: 'A*** B***', count: 1 }] });
    const { url: at } = await column('state');
    expect((await api.call('PUT', at, { sample_values: ['Ada Byron'], role: 'text' })).body).toMatchObject({
      sample_values: ['A*** B***'],
      role: 'text',
    });
  });

  test('masks the values of a column that a person says is personal, and those of later scans', async () => {
    const { scan, column } = await scanned();
    const found = { top: [{ value: 'Ada Byron', count: 1 }], min: 'Ada Byron', max: 'Ada Byron' };
    await scan(found);
    const { url: at } = await column('state');
    const said = await api.call('PUT', at, { semantic_type: 'person_name', sample_values: ['Mary Shelley'] });
    expect(said.body).toMatchObject({ semantic_type: 'person_name', sample_values: ['A*** B***'] });
    await scan(found);
    expect((await column('state')).body).toMatchObject({ semantic_type: 'person_name', sample_values: ['A*** B***'] });
    await api.call('PUT', at, { semantic_type: 'secret' });
    await scan(found);
    expect((await column('state')).body).toMatchObject({ sample_values: ['*** ***'] });
    await api.call('PUT', at, { semantic_type: null });
    await scan(found);
    expect((await column('state')).body).toMatchObject({ semantic_type: null, sample_values: ['Ada Byron'] });
  });

  test('masks the samples that a person gave once a scan finds them personal', async () => {
    const { scan, column } = await scanned();
    await scan({});
    await api.call('PUT', (await column('state')).url, { sample_values: ['Ada Byron'] });
    await scan({ sensitive: true, top: [{ value: 'A*** B***', count: 1 }] });
    expect((await column('state')).body).toMatchObject({ sample_values: ['A*** B***'] });
  });

  test('measures the quality of tables; what a person says of one stays', async () => {
    const { at, scan } = await scanned();
    const times = { role: 'timestamp', valueClass: 'timestamp', min: '2025-01-01', max: '2026-01-31 12:30:00.5' } as const;
    await scan({ ...times, rows: 100, nulls: 25, empties: 0, distinct: 60 });
    const table = async (name: string) => (await api.call('GET', `${at}/tables`)).list.find((candidate) => candidate['name'] === name) ?? {};
    const staged = await table('stg_orders');
    expect(staged).toMatchObject({
      null_pct_overall: 0.25,
      column_null_pct: { id: 0.25, state: 0.25, paid_on: 0.25 },
      column_distinct_pct: { id: 0.8, state: 0.8, paid_on: 0.8 },
      earliest_timestamp: '2025-01-01T00:00:00.000Z',
      latest_timestamp: '2026-01-31T12:30:00.500Z',
      is_staging_table: true,
      date_grain: null,
      last_load_timestamp: null,
      load_frequency: null,
      data_latency_minutes: null,
    });
    expect(await table('orders')).toMatchObject({ is_staging_table: false });
    const changed = await api.call('PUT', `${at}/tables/${String(staged['id'])}`, { is_staging_table: false, null_pct_overall: 0.9, name: 'other' });
    expect(changed.body).toMatchObject({ name: 'stg_orders', is_staging_table: false, null_pct_overall: 0.25 });
    await scan({ ...times, max: '2999-12-31', rows: 0, nulls: 0, distinct: 0 });
    expect(await table('stg_orders')).toMatchObject({
      is_staging_table: false,
      null_pct_overall: null,
      column_null_pct: null,
      earliest_timestamp: null,
      latest_timestamp: null,
    });
  });
});
