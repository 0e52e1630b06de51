import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
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

  test('are described and typed by people', async () => {
    const at = `${url}/columns/${catalog.columns['customers.name']}`;
    const changed = await api.call('PUT', at, {
      description: 'Family name',
      semantic_type: 'person_name',
      semantic_type_confidence: 1,
      skip_embedding: true,
      name: 'renamed',
    });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.body).toMatchObject({
      name: 'name',
      description: 'Family name',
      semantic_type: 'person_name',
      semantic_type_confidence: 1,
      description_version: 2,
    });
    expect((await api.call('PUT', at, { semantic_type_confidence: 1.5 })).problems).toEqual(['body.semantic_type_confidence']);
    expect((await api.call('PUT', at, { semantic_type: null })).body).toMatchObject({ semantic_type: null, semantic_type_confidence: 1 });
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
