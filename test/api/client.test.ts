import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { ApiError, createClient, type CognateClient, type Schemas } from '../../src/client/index.ts';
import { newId } from '../../src/domain/ids.ts';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let catalog: CatalogFixture;
let baseUrl: string;
let client: CognateClient;
beforeAll(async () => {
  api = await testApi();
  catalog = await catalogFixture(api);
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  baseUrl = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  client = createClient({ baseUrl, token: api.token });
});
afterAll(() => api.close());

const databases = '/api/integration-sources/{source_id}/databases';
const database = '/api/integration-sources/{source_id}/databases/{database_id}';
const inSource = () => ({ source_id: catalog.sourceId });

async function createDatabase(name: string): Promise<Schemas['Database']> {
  const { data, error } = await client.POST(databases, { params: { path: inSource() }, body: { name } });
  if (error !== undefined) throw new Error(JSON.stringify(error));
  return data;
}

describe('calls', () => {
  test('a list and a creation answer typed data', async () => {
    const listed = await client.GET('/api/integration-sources', { params: { query: { source_type: 'database' } } });
    expectTypeOf(listed.data).toEqualTypeOf<Schemas['IntegrationSource'][] | undefined>();
    expect(listed.data?.map(({ id }) => id)).toEqual([catalog.sourceId]);
    const made = await createDatabase('warehouse');
    expect(made).toMatchObject({ name: 'warehouse', priority: 99 });
    expectTypeOf(made.description_source).toEqualTypeOf<'ai_generated' | 'manual_edit' | 'imported' | 'information_schema' | null | undefined>();
  });

  test('errors are results: 404, 422 with its problems, 401', async () => {
    const missing = await client.GET(database, { params: { path: { ...inSource(), database_id: newId() } } });
    expect([missing.response.status, missing.data, missing.error]).toEqual([404, undefined, { detail: 'Database not found' }]);

    const invalid = await client.POST(databases, { params: { path: inSource() }, body: { name: '' } });
    const detail = invalid.error?.detail;
    expectTypeOf(detail).toEqualTypeOf<string | Schemas['ValidationProblem'][] | undefined>();
    expect(detail).toMatchObject([{ loc: ['body', 'name'], type: 'string_too_short' }]);

    const stranger = createClient({ baseUrl, token: 'pat_unknown' });
    expect((await stranger.GET('/api/integration-sources')).response.status).toBe(401);
  });

  test('what does not fit the contract does not compile', () => {
    const unused = () => [
      // @ts-expect-error there is no such path
      client.GET('/api/nothing'),
      // @ts-expect-error a path wants its ids
      client.GET(database),
      client.PUT('/api/integration-sources/relationships/{relationship_id}', {
        params: { path: { relationship_id: '' } },
        // @ts-expect-error a status is one of three
        body: { status: 'MAYBE' },
      }),
      // @ts-expect-error this list has no such filter
      client.items(databases, { params: { path: inSource(), query: { colour: 'red' } } }),
    ];
    expect(unused).toBeTypeOf('function');
  });
});

describe('items', () => {
  test('goes through all pages, in order', async () => {
    const { data: source } = await client.POST('/api/integration-sources', {
      body: { name: 'Many', connector_type: 'sqlite', configuration: { path: '/srv/many.sqlite' }, instance_label: 'MANY' },
    });
    const path = { source_id: source?.id ?? '' };
    for (const name of ['a', 'b', 'c', 'd', 'e']) await client.POST(databases, { params: { path }, body: { name } });
    const names: string[] = [];
    for await (const item of client.items(databases, { params: { path, query: { limit: 2 } } })) {
      expectTypeOf(item).toEqualTypeOf<Schemas['Database']>();
      names.push(item.name);
    }
    expect(names).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  test('throws what the API refused', async () => {
    const all = client.items(databases, { params: { path: { source_id: newId() } } });
    await expect(all.next()).rejects.toThrow(ApiError);
    await expect(client.items(databases, { params: { path: { source_id: newId() } } }).next()).rejects.toMatchObject({
      status: 404,
      message: 'Integration source not found',
    });
  });
});

describe('change', () => {
  test('an outdated ETag is 412', async () => {
    const { id } = await createDatabase('outdated');
    const path = { ...inSource(), database_id: id };
    const { response } = await client.GET(database, { params: { path } });
    const first = await client.PUT(database, { params: { path }, body: { priority: 1 } });
    expect(first.response.status).toBe(200);
    const second = await client.PUT(database, {
      params: { path, header: { 'If-Match': response.headers.get('etag') ?? '' } },
      body: { priority: 2 },
    });
    expect(second.response.status).toBe(412);
    expect(second.error?.detail).toMatch(/has changed since it was read/);
  });

  test('reads again where somebody else was faster, and loses neither change', async () => {
    const { id } = await createDatabase('shared');
    const path = { ...inSource(), database_id: id };
    const seen: (string | null | undefined)[] = [];
    const { data } = await client.change(database, path, (now) => {
      expectTypeOf(now).toEqualTypeOf<Schemas['Database']>();
      seen.push(now.description);
      return { description: `${now.description ?? ''}+` };
    });
    expect(data).toMatchObject({ description: '+' });

    let others = 0;
    const racing = createClient({ baseUrl, token: api.token });
    racing.use({
      // Before the first write of this client somebody else writes.
      async onRequest({ request }) {
        if (request.method === 'PUT' && others++ === 0) await client.PUT(database, { params: { path }, body: { description: 'theirs' } });
      },
    });
    const raced = await racing.change(database, path, (now) => ({ description: `${now.description ?? ''}+` }));
    expect(raced.data?.description).toBe('theirs+');
    expect(seen).toEqual([null]);
  });

  test('answers the error of the read or of the write', async () => {
    const missing = await client.change(database, { ...inSource(), database_id: newId() }, () => ({}));
    expect(missing.response.status).toBe(404);
    const { id } = await createDatabase('refused');
    const refused = await client.change(database, { ...inSource(), database_id: id }, () => ({ name: '' }));
    expect(refused.response.status).toBe(422);
  });
});

test('a review, as /llms.txt has it: where am I, the queue, decide, undo', async () => {
  const { data: me } = await client.GET('/api/me');
  const path = { organization_id: me?.organization.id ?? '' };
  const queue = async () => {
    const found: Schemas['Edge'][] = [];
    for await (const edge of client.items('/api/organization/{organization_id}/edges', { params: { path, query: { status: ['SUGGESTED'] } } }))
      found.push(edge);
    return found.map(({ kind, id }) => ({ kind, id }));
  };
  const edges = await queue();
  expect(edges).toContainEqual({ kind: 'relationship', id: catalog.inferred });

  const decided = await client.POST('/api/organization/{organization_id}/edges/decisions', { params: { path }, body: { edges, status: 'APPROVED' } });
  expect(decided.data?.updated).toEqual(expect.arrayContaining(edges));
  expect(await queue()).toEqual([]);

  const batch = { ...path, batch_id: decided.data?.batch_id ?? '' };
  await client.POST('/api/organization/{organization_id}/decision-batches/{batch_id}/undo', { params: { path: batch } });
  expect(await queue()).toEqual(edges);
});
