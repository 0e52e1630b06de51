import { fastify } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { installErrors } from '../../src/api/errors.ts';
import { installStrictHandling } from '../../src/api/strict.ts';
import { installValidation } from '../../src/api/validation.ts';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let catalog: CatalogFixture;
beforeAll(async () => {
  api = await testApi();
  catalog = await catalogFixture(api);
});
afterAll(() => api.close());

const source = () => `/api/integration-sources/${catalog.sourceId}`;
const edge = () => `/api/integration-sources/relationships/${catalog.inferred}`;
const preferring = (prefer: string, url: string, body: unknown) => api.call('PUT', url, body, api.token, { prefer });

test('unknown fields are ignored: a client may put back what it got', async () => {
  const got = (await api.call('GET', source())).body;
  const put = await api.call('PUT', source(), { ...got, nonsense: 1 });
  expect(put.status, put.text).toBe(200);
  expect(put.headers).not.toHaveProperty('preference-applied');
});

test('Prefer: handling=strict names each of them, and changes nothing', async () => {
  const answer = await preferring('handling=strict', source(), { name: 'Changed', id: catalog.sourceId, nonsense: 1 });
  expect(answer.status).toBe(422);
  expect(answer.body['detail']).toEqual([
    { loc: ['body', 'id'], msg: 'Extra inputs are not permitted', type: 'extra_forbidden' },
    { loc: ['body', 'nonsense'], msg: 'Extra inputs are not permitted', type: 'extra_forbidden' },
  ]);
  expect(answer.headers['preference-applied']).toBe('handling=strict');
  expect((await api.call('GET', source())).body).toMatchObject({ name: 'Shop' });
});

test('what is known passes, and the answer says that it was looked at', async () => {
  const answer = await preferring('handling=strict', source(), { name: 'Shop', description: null, selected_streams: ['a'] });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers['preference-applied']).toBe('handling=strict');
});

test('free-form objects are not looked into', async () => {
  expect((await preferring('handling=strict', edge(), { evidence: { any: { thing: [{ goes: 1 }] } } })).status).toBe(200);
  expect((await preferring('handling=strict', source(), { configuration: { path: '/srv/shop.sqlite', own: { thing: 1 } } })).status).toBe(200);
});

test('another thing that is wrong is told as always', async () => {
  expect((await preferring('handling=strict', edge(), { score: 2, nonsense: 1 })).problems).toEqual(['body.score']);
});

test.each([
  ['handling=lenient', 200],
  ['handling=lenient, handling=strict', 200],
  ['return=minimal', 200],
  ['handling', 200],
  ['return=minimal, Handling = "strict"; wait=1', 422],
  ['handling=strict, handling=lenient', 422],
])('Prefer: %s is %i', async (prefer, status) => {
  const answer = await preferring(prefer, source(), { nonsense: 1 });
  expect(answer.status).toBe(status);
  expect('preference-applied' in answer.headers).toBe(status === 422);
});

test('what is nested is looked into by its schema, item by item', async () => {
  const app = fastify();
  installErrors(app);
  installValidation(app, false);
  installStrictHandling(app);
  const body = z.object({
    items: z.array(z.object({ id: z.string().nullable() })),
    one: z.object({ two: z.object({}).nullish() }),
    free: z.record(z.string(), z.unknown()),
  });
  app.post('/', { schema: { body } }, async () => 'good');
  const answer = await app.inject({
    method: 'POST',
    url: '/',
    headers: { prefer: 'handling=strict' },
    payload: { items: [{ id: 'a' }, { id: null, extra: 1 }], one: { two: { three: 3 } }, free: { a: { b: 1 } } },
  });
  const places = answer.json<{ detail: { loc: unknown[] }[] }>().detail.map(({ loc }) => loc.join('.'));
  expect(places).toEqual(['body.items.1.extra', 'body.one.two.three']);
  await app.close();
});
