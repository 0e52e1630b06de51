import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let catalog: CatalogFixture;
beforeAll(async () => {
  api = await testApi();
  catalog = await catalogFixture(api);
});
afterAll(() => api.close());

test.each(['😀 x', "'; DROP TABLE users; --", '%_\\', '\u202e', '\n\t"', '{}', 'ß'])('%j is kept as it is', async (text) => {
  const source = `/api/integration-sources/${catalog.sourceId}`;
  const sent = { description: `${text}.`, selected_streams: [text], last_sync_status: text };
  expect((await api.call('PUT', source, sent)).body).toMatchObject(sent);
  const evidence = { [text]: [text, { inner: text }] };
  expect((await api.call('PUT', `/api/integration-sources/relationships/${catalog.inferred}`, { evidence })).body).toMatchObject({ evidence });
  expect((await api.call('GET', `/api/integration-sources?query=${encodeURIComponent(text)}`)).list).toEqual([]);
  expect((await api.call('GET', `/api/integration-sources?cursor=${encodeURIComponent(`${text} `)}`)).problems).toEqual(['query.cursor']);
});

test('what cannot be stored is 422, wherever it comes', async () => {
  const nul = 'a\u0000b';
  const edge = `/api/integration-sources/relationships/${catalog.inferred}`;
  expect((await api.call('PUT', `/api/integration-sources/${catalog.sourceId}`, { description: nul })).problems).toEqual(['body']);
  expect((await api.call('PUT', edge, { evidence: { a: nul } })).problems).toEqual(['body']);
  expect((await api.call('PUT', edge, { evidence: { a: '\ud800' } })).problems).toEqual(['body']);
  expect((await api.call('GET', '/api/integration-sources?query=%00')).problems).toEqual(['query']);
  // Any cursor of the right form is a place in the list, however late.
  const late = `9999999999999999${catalog.sourceId.replaceAll('-', '')}`;
  expect((await api.call('GET', `/api/integration-sources?cursor=${late}`)).list).toEqual([]);
  expect((await api.call('PUT', `/api/integration-sources/${catalog.sourceId}`, { description_version: 2_147_483_647 })).problems).toEqual([
    'body.description_version',
  ]);
});

test('what is nested beyond reason is 422; brackets in texts are none', async () => {
  const edge = `/api/integration-sources/relationships/${catalog.inferred}`;
  const nested = (levels: number): unknown => (levels === 0 ? '"[{[{' : [nested(levels - 1)]);
  expect((await api.call('PUT', edge, { evidence: { a: nested(498) } })).status).toBe(200);
  for (const levels of [499, 3000]) {
    const answer = await api.call('PUT', edge, { evidence: { a: nested(levels) } });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('at most 500 levels');
  }
  expect((await api.call('PUT', edge, { evidence: { a: '['.repeat(1000), '\\"{': '\\' } })).status).toBe(200);
});

test('a key that JavaScript would take for something else is left out', async () => {
  const put = (payload: string) =>
    api.app.inject({
      method: 'PUT',
      url: `/api/integration-sources/relationships/${catalog.inferred}`,
      payload,
      headers: { authorization: `Bearer ${api.token}`, 'content-type': 'application/json' },
    });
  const answer = await put('{"evidence": {"__proto__": {"a": 1}, "constructor": {"prototype": 1}, "toString": 2}, "__proto__": {"score": 0.5}}');
  expect(answer.statusCode).toBe(200);
  expect(answer.json<{ evidence: unknown }>().evidence).toEqual(JSON.parse('{"constructor": {"prototype": 1}, "toString": 2}'));
});
