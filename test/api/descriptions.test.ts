import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let catalog: CatalogFixture;
let source: string;
beforeAll(async () => {
  api = await testApi();
  catalog = await catalogFixture(api);
  source = `/api/integration-sources/${catalog.sourceId}`;
});
afterAll(() => api.close());

/** Whatever has a description with versions. */
const described: Readonly<Record<string, () => string>> = {
  'an integration source': () => source,
  'a database': () => `${source}/databases/${catalog.databaseId}`,
  'a schema': () => `${source}/schemas/${catalog.schemaId}`,
  'a table': () => `${source}/tables/${catalog.tables.orders}`,
  'a column': () => `${source}/columns/${catalog.columns['orders.id']}`,
};

describe.each(Object.entries(described))('the description of %s', (_name, url) => {
  test('has versions, a source and a time, which a change renews', async () => {
    const first = await api.call('PUT', url(), { description: 'One' });
    expect(first.body).toMatchObject({ description: 'One', description_version: 2, description_source: 'manual_edit' });
    expect(first.body['description_generated_at']).toBe(first.body['updated_at']);

    const same = await api.call('PUT', url(), { description: 'One' });
    expect(same.body).toMatchObject({ description_version: 2, description_generated_at: first.body['description_generated_at'] });

    const stale = await api.call('PUT', url(), { description: 'Late', description_version: 1 });
    expect(stale.status).toBe(409);
    expect(stale.body['detail']).toContain('version 2 is current, 1 was sent');

    // A client that sends back what it got, with another text, does not mean the old time and source.
    const told = await api.call('PUT', url(), { ...first.body, description: 'Two', description_source: 'ai_generated' });
    expect(told.body).toMatchObject({ description: 'Two', description_version: 3, description_source: 'ai_generated' });
    expect(told.body['description_generated_at']).toBe(told.body['updated_at']);

    const dated = await api.call('PUT', url(), { description: 'Three', description_generated_at: '2020-02-03T04:05:06+02:00' });
    expect(dated.body).toMatchObject({ description_version: 4, description_generated_at: '2020-02-03T02:05:06.000Z' });

    const newer = await api.call('PUT', url(), { description: 'Four', description_version: 40 });
    expect(newer.body).toMatchObject({ description: 'Four', description_version: 40 });

    const cleared = await api.call('PUT', url(), { description: null });
    expect(cleared.body).toMatchObject({ description: null, description_version: 41, description_source: 'manual_edit' });
    expect((await api.call('GET', url())).body).toEqual(cleared.body);
  });

  test('is left alone by an update of something else', async () => {
    const before = (await api.call('GET', url())).body;
    const after = (await api.call('PUT', url(), { is_active: true })).body;
    expect({ ...after, updated_at: null }).toEqual({ ...before, updated_at: null });
    expect((await api.call('PUT', url(), { description_version: null, description_source: 'dream' })).problems).toEqual(['body.description_source']);
  });
});
