import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
const logged: string[] = [];
beforeAll(async () => {
  api = await testApi({ rateLimit: 1000, logger: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }) });
});
afterAll(() => api.close());

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
interface Place {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly user: { readonly id: string; readonly email: string };
}

/** A browser: it keeps the cookie and sends what the web app sends. */
function browser(asked: TestApi = api) {
  let cookie: string | undefined;
  let attributes: readonly string[] = [];
  const answers: string[] = [];
  return {
    /** Everything that the server told. */
    answers,
    attributes: () => attributes,
    cookie: () => cookie,
    take: (value: string) => void (cookie = value),
    async ask(method: Method, url: string, body?: unknown, headers: Readonly<Record<string, string>> = { 'x-cognate-request': 'web' }) {
      const answer = await asked.call(method, url, body, null, { ...headers, ...(cookie === undefined ? {} : { cookie: `other=1; ${cookie}` }) });
      const [set] = [answer.headers['set-cookie'] ?? []].flat();
      if (typeof set === 'string') {
        const [value = '', ...rest] = set.split('; ');
        attributes = rest;
        cookie = rest.includes('Max-Age=0') ? undefined : value;
      }
      answers.push(answer.text, JSON.stringify(answer.headers));
      return { ...answer, places: (answer.body['organizations'] ?? []) as readonly Place[] };
    },
    signIn(token: string, headers?: Readonly<Record<string, string>>) {
      return this.ask('POST', '/api/session', { token }, headers);
    },
  };
}

const revoke = (token: string) =>
  api.call('GET', '/api/tokens', undefined, token).then(({ list }) => api.call('DELETE', `/api/tokens/${String(list[0]?.['id'])}`, undefined, token));

describe('signing in', () => {
  test('lets a browser in by a cookie that scripts cannot read, and tells who it is', async () => {
    const there = browser();
    expect((await there.ask('GET', '/api/session')).places).toEqual([]);
    expect((await there.ask('GET', '/api/me')).status).toBe(401);
    const token = await api.tokenOf('ANALYST');
    const { status, places } = await there.signIn(token);
    expect(status).toBe(200);
    expect(places).toMatchObject([{ id: api.organizationId, role: 'ANALYST', user: { email: expect.stringContaining('@') as unknown } }]);
    expect(there.attributes()).toEqual(['Path=/api', 'Max-Age=2592000', 'HttpOnly', 'SameSite=Strict']);
    expect((await there.ask('GET', '/api/session')).places).toEqual(places);
    const me = await there.ask('GET', '/api/me');
    expect(me.body).toMatchObject({ organization: { id: api.organizationId }, role: 'ANALYST' });
    expect(me.headers['cache-control']).toBe('no-store');
    expect((await there.ask('GET', `/api/organization/${api.organizationId}/audit-events`)).status).toBe(403);
  });

  test('over https marks the cookie, also behind a proxy', async () => {
    const token = await api.tokenOf('ANALYST');
    for (const header of [{ origin: 'https://cognate.example' }, { 'x-forwarded-proto': 'https' }]) {
      const there = browser();
      await there.signIn(token, { 'x-cognate-request': 'web', ...header });
      expect(there.attributes()).toContain('Secure');
    }
  });

  test('takes good tokens only, and says what is wrong with others', async () => {
    const there = browser();
    const unknown = await there.signIn('pat_unknown');
    expect([unknown.status, unknown.body['detail']]).toEqual([401, 'The token is not valid.']);
    const expired = await there.signIn(await api.tokenOf('ANALYST', { expiresAt: new Date(Date.now() - 1000) }));
    expect([expired.status, expired.body['detail']]).toEqual([401, 'The token has expired.']);
    expect((await there.ask('POST', '/api/session', {})).problems).toEqual(['body.token']);
    expect((await there.signIn('  ')).problems).toEqual(['body.token']);
    expect(there.cookie()).toBeUndefined();
  });

  test('to a second organization keeps the first; the header chooses', async () => {
    const there = browser();
    await there.signIn(await api.tokenOf('ANALYST'));
    const { places } = await there.signIn(api.otherToken);
    expect(places.map(({ id }) => id)).toEqual([api.otherOrganizationId, api.organizationId]);
    const here = async (id?: string) => {
      const answer = await there.ask('GET', '/api/me', undefined, id === undefined ? {} : { 'x-organization-id': id });
      return (answer.body['organization'] as { id: string } | undefined)?.id ?? answer.status;
    };
    expect(await here()).toBe(api.otherOrganizationId);
    expect(await here(api.organizationId)).toBe(api.organizationId);
    expect(await here(newId())).toBe(404);
    const again = await there.signIn(api.token);
    expect(again.places.map(({ id, role }) => [id, role])).toEqual([
      [api.organizationId, 'SYSTEM_ADMIN'],
      [api.otherOrganizationId, 'SYSTEM_ADMIN'],
    ]);
  });

  test('is refused to a session that is full', async () => {
    const there = browser();
    const statuses: number[] = [];
    for (let i = 0; i < 30; i += 1) {
      const organizationId = newId();
      const { wrapped } = api.store.sealer.newDataKey(organizationId);
      await api.store.asSystem((trx) =>
        trx
          .insertInto('organizations')
          .values({ id: organizationId, name: `N${i}`, data_key: wrapped })
          .execute(),
      );
      statuses.push((await there.signIn(await api.tokenOf('ANALYST', { organizationId }))).status);
    }
    expect(statuses.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => 200));
    expect(statuses.at(-1)).toBe(409);
    expect(`${there.cookie()}; ${there.attributes().join('; ')}`.length).toBeLessThan(4096);
  });
});

describe('a session', () => {
  test('ends at once where its token is revoked', async () => {
    const there = browser();
    const token = await api.tokenOf('ANALYST');
    await there.signIn(token);
    await revoke(token);
    expect((await there.ask('GET', '/api/me')).status).toBe(401);
    expect((await there.ask('GET', '/api/session')).places).toEqual([]);
    expect(there.cookie()).toBeUndefined();
  });

  test('loses the one organization whose token is revoked', async () => {
    const there = browser();
    const token = await api.tokenOf('ANALYST');
    await there.signIn(api.otherToken);
    await there.signIn(token);
    await revoke(token);
    expect((await there.ask('GET', '/api/session')).places.map(({ id }) => id)).toEqual([api.otherOrganizationId]);
    expect((await there.ask('GET', '/api/me')).body).toMatchObject({ organization: { id: api.otherOrganizationId } });
  });

  test('is left by organization, or altogether', async () => {
    const there = browser();
    await there.signIn(api.otherToken);
    await there.signIn(api.token);
    const left = await there.ask('DELETE', `/api/session?organization_id=${api.organizationId}`);
    expect(left.places.map(({ id }) => id)).toEqual([api.otherOrganizationId]);
    expect((await there.ask('DELETE', '/api/session')).places).toEqual([]);
    expect(there.cookie()).toBeUndefined();
    expect((await there.ask('DELETE', '/api/session')).status).toBe(200);
    expect((await api.call('GET', '/api/me', undefined, api.otherToken)).status).toBe(200);
  });

  test('cannot be made or changed by hand, nor read by another installation', async () => {
    const there = browser();
    await there.signIn(api.token);
    const good = there.cookie() ?? '';
    there.take(`${good.slice(0, -2)}${good.endsWith('AA') ? 'BB' : 'AA'}`);
    expect((await there.ask('GET', '/api/me')).body['detail']).toBe('The session has ended: sign in again.');
    there.take('cognate_session=e30');
    expect((await there.ask('GET', '/api/me')).status).toBe(401);
    const elsewhere = await testApi();
    const stranger = browser(elsewhere);
    stranger.take(good);
    expect((await stranger.ask('GET', '/api/session')).places).toEqual([]);
    expect((await stranger.ask('GET', '/api/me')).status).toBe(401);
    await elsewhere.close();
  });

  test('counts for nothing beside a token that is sent', async () => {
    const there = browser();
    await there.signIn(api.otherToken);
    const cookie = there.cookie() ?? '';
    const asked = await api.call('POST', '/api/tokens', { name: 'By token' }, api.token, { cookie });
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ organization_id: api.organizationId });
    expect((await api.call('GET', '/api/me', undefined, 'pat_bad', { cookie })).status).toBe(401);
  });
});

describe('pages of other sites', () => {
  test('change nothing: every method but GET needs the header that only the app sends', async () => {
    const there = browser();
    await there.signIn(api.token);
    const create = (headers: Readonly<Record<string, string>>) => there.ask('POST', '/api/tokens', { name: 'x' }, headers);
    expect((await create({})).status).toBe(403);
    expect((await create({ 'x-cognate-request': 'form' })).status).toBe(403);
    expect((await create({ 'x-cognate-request': 'web', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await create({ 'x-cognate-request': 'web', 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await create({ 'x-cognate-request': 'web', 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    expect((await there.ask('GET', '/api/me', undefined, {})).status).toBe(200);
    expect((await there.ask('DELETE', '/api/session', undefined, {})).status).toBe(403);
    expect((await there.signIn(api.otherToken, {})).status).toBe(403);
    expect((await there.ask('GET', '/api/session')).places.map(({ id }) => id)).toEqual([api.organizationId]);
  });

  test('are given no leave to ask at all', async () => {
    const preflight = await api.app.inject({
      method: 'OPTIONS',
      url: '/api/session',
      headers: {
        origin: 'https://elsewhere.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-cognate-request',
      },
    });
    expect(Object.keys(preflight.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

test('what is done in a session is known as done in the web app', async () => {
  const there = browser();
  await there.signIn(api.token);
  const made = await there.ask('POST', '/api/tokens', { name: 'From the app' });
  const { list } = await api.call('GET', `/api/organization/${api.organizationId}/audit-events`);
  expect(list.find((event) => event['object_id'] === made.id)).toMatchObject({ action: 'token.created', source: 'web' });
});

test('requests of a session are those of its token, and bad tokens are counted by address', async () => {
  const limited = await testApi({ rateLimit: 2 });
  const there = browser(limited);
  await there.signIn(limited.token);
  expect((await limited.call('GET', '/api/me')).status).toBe(200);
  expect((await there.ask('GET', '/api/me')).headers['x-ratelimit-remaining']).toBe('0');
  expect((await there.ask('GET', '/api/me')).status).toBe(429);
  const statuses = new Set<number>();
  for (let i = 0; i < 601; i += 1) statuses.add((await there.signIn(`pat_guess${i}`)).status);
  expect([...statuses]).toEqual([401, 429]);
  await limited.close();
});

test('no token is in any answer, header or log, nor can it be read off the cookie', async () => {
  const there = browser();
  const token = await api.tokenOf('ORGANIZATION_ADMIN');
  await there.signIn(token);
  await there.signIn(token.slice(0, -1));
  await there.ask('GET', '/api/session');
  await there.ask('GET', '/api/tokens');
  await there.ask('DELETE', '/api/session');
  const told = [...there.answers, ...logged].join('\n');
  expect(told).toContain('/api/session');
  for (const form of [token, token.slice(4), Buffer.from(token).toString('base64url').slice(4, -4)]) expect(told).not.toContain(form);
});
