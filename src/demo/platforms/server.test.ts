import { afterEach, beforeEach, expect, it } from 'vitest';
import { reply, startPlatform } from './server.ts';
import type { Platform } from './server.ts';

let platform: Platform;
const call = (path: string, init: RequestInit = {}) =>
  fetch(platform.url + path, { redirect: 'manual', headers: { authorization: 'Bearer good' }, ...init });
const statusOf = async (path: string, init?: RequestInit) => {
  const response = await call(path, init);
  await response.body?.cancel();
  return response.status;
};

beforeEach(async () => {
  platform = await startPlatform(
    {
      'GET /things/:name': ({ params, query }) => ({ name: params['name'], page: query.get('page') }),
      'POST /token': ({ body }) => ({ echoed: body }),
      'GET /made': () => reply(201, 'text', { 'content-type': 'text/plain' }),
    },
    {
      tokenPath: '/token',
      limit: 5,
      authorize: ({ headers }) => (headers.authorization === 'Bearer good' ? undefined : reply(401, { message: 'who are you?' })),
    },
  );
});
afterEach(() => platform.close());

it('routes by method and pattern, and remembers what was asked', async () => {
  expect(await (await call('/things/a%2Fb?page=2')).json()).toEqual({ name: 'a/b', page: '2' });
  expect(await (await call('/token', { method: 'POST', body: 'x=1', headers: {} })).json()).toEqual({ echoed: 'x=1' });
  expect(await (await call('/made')).text()).toBe('text');
  expect(await statusOf('/things/a', { method: 'POST' })).toBe(404);
  expect(await statusOf('/things/a', { headers: {} })).toBe(401);
  expect(platform.requests.map(({ method, path, status }) => [method, path, status])).toEqual([
    ['GET', '/things/a%2Fb', 200],
    ['POST', '/token', 200],
    ['GET', '/made', 201],
    ['POST', '/things/a', 404],
    ['GET', '/things/a', 401],
  ]);
});

it('answers 429 beyond its limit, but never at the token endpoint', async () => {
  const statuses = [];
  for (let i = 0; i < 7; i += 1) statuses.push(await statusOf('/made'));
  expect(statuses).toEqual([201, 201, 201, 201, 201, 429, 429]);
  expect(await statusOf('/token', { method: 'POST' })).toBe(200);
});

it('refuses a token until a new one was fetched', async () => {
  platform.fault('unauthorized-once');
  expect([await statusOf('/made'), await statusOf('/made')]).toEqual([401, 401]);
  expect(await statusOf('/token', { method: 'POST' })).toBe(200);
  expect(await statusOf('/made')).toBe(201);
});

it.each([
  ['rate-limited', 429, '1'],
  ['rate-limited-silently', 429, null],
  ['server-error', 503, null],
  ['vanished', 404, null],
  ['forbidden', 403, null],
] as const)('goes wrong so often and no more: %s', async (kind, status, retryAfter) => {
  const fault = platform.fault(kind, { path: '/things', times: 2 });
  expect(await statusOf('/made')).toBe(201);
  const refused = await call('/things/a');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([status, retryAfter]);
  expect(await refused.text()).toContain('Bearer good');
  expect(await statusOf('/things/a')).toBe(status);
  expect(await statusOf('/things/a')).toBe(200);
  expect(fault.hits).toBe(2);
});

it('lets requests pass before it goes wrong', async () => {
  const later = platform.fault('server-error', { path: /^\/made/, skip: 1 });
  const sooner = platform.fault('forbidden', { path: '/things' });
  expect([await statusOf('/made'), await statusOf('/things/a'), await statusOf('/made'), await statusOf('/made')]).toEqual([201, 403, 503, 201]);
  expect([later.hits, sooner.hits]).toEqual([1, 1]);
});

it('sends bodies that are not to be trusted', async () => {
  platform.fault('truncated-json');
  expect(await (await call('/things/a')).text()).toBe('{"name":"a","page":null');
  platform.fault('slow-body');
  await expect((await call('/things/a', { signal: AbortSignal.timeout(300) })).text()).rejects.toThrow(/abort/);
  for (const kind of ['endless-body', 'gzip-bomb'] as const) {
    platform.fault(kind);
    let bytes = 0;
    for await (const chunk of (await call('/things/a')).body ?? []) {
      bytes += (chunk as Uint8Array).byteLength;
      if (bytes > 5_000_000) break;
    }
    expect(bytes).toBeGreaterThan(5_000_000);
  }
});

it.each([
  ['internal-error', 500],
  ['bad-gateway', 502],
  ['rate-limited-for-a-day', 429],
  ['page-for-people', 200],
  ['wrong-shape', 200],
  ['empty-body', 200],
  ['deep-json', 200],
  ['redirect-in-circles', 302],
] as const)('answers with what is of no use: %s', async (kind, status) => {
  platform.fault(kind);
  expect(await statusOf('/things/a')).toBe(status);
});

it.each(['silent', 'dripping-headers', 'dripping-body', 'slow-body'] as const)('keeps waiting: %s', async (kind) => {
  platform.fault(kind);
  const reading = call('/things/a', { signal: AbortSignal.timeout(300) }).then((response) => response.text());
  await expect(reading).rejects.toThrow(/abort/);
});

it.each(['huge-headers', 'garbled', 'dropped'] as const)('sends what cannot be read: %s', async (kind) => {
  platform.fault(kind);
  await expect(call('/things/a').then((response) => response.text())).rejects.toThrow();
});

it('breaks off, and redirects to another host that hears of it', async () => {
  platform.fault('dropped');
  await expect(call('/made')).rejects.toThrow('fetch failed');
  platform.fault('redirect-elsewhere', { times: 2 });
  expect(await statusOf('/made')).toBe(302);
  expect(platform.elsewhere).toEqual([]);
  expect(await statusOf('/made', { redirect: 'follow' })).toBe(200);
  expect(platform.elsewhere.map(({ path }) => path)).toEqual(['/stolen']);
  platform.reset();
  expect([platform.requests, platform.elsewhere]).toEqual([[], []]);
});
