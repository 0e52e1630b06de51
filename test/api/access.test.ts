import { fastify } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireToken } from '../../src/api/auth.ts';
import { ensureFirstOrganization } from '../../src/services/first-organization.ts';
import { jobClient } from '../../src/workflows/client.ts';
import { testStore } from '../support/store.ts';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let catalog: CatalogFixture;
beforeAll(async () => {
  api = await testApi();
  catalog = await catalogFixture(api);
});
afterAll(() => api.close());

describe('first organization', () => {
  test('is made once, also by several at once, and its token told once', async () => {
    const store = await testStore();
    try {
      const starts = await Promise.all([1, 2, 3].map(() => ensureFirstOrganization(store)));
      expect(new Set(starts.map((start) => start.organizationId)).size).toBe(1);
      const tokens = starts.flatMap((start) => start.token ?? []);
      expect(tokens).toHaveLength(1);
      expect(tokens[0]).toMatch(/^pat_[\w-]{43}$/);
      const rows = await store.asSystem((trx) => trx.selectFrom('tokens').selectAll().execute());
      expect(rows).toHaveLength(1);
      expect(rows[0]?.token_hash).toHaveLength(32);
    } finally {
      await store.close();
    }
  });

  test('a scan before the first server leaves the token to the server; the token of the environment is made whenever it comes', async () => {
    const store = await testStore();
    try {
      const scanned = await ensureFirstOrganization(store, { issueToken: false });
      expect(scanned.token).toBeNull();
      expect((await ensureFirstOrganization(store)).token).toMatch(/^pat_/);
      const given = { adminToken: 'chosen-by-the-operator' };
      expect((await ensureFirstOrganization(store, given)).token).toBe(given.adminToken);
      expect((await ensureFirstOrganization(store, given)).token).toBeNull();
    } finally {
      await store.close();
    }
  });
});

describe('a bearer', () => {
  const list = '/api/integration-sources';
  const answerTo = (token: string | null) => api.call('GET', list, undefined, token);
  const status = async (token: string | null) => (await answerTo(token)).status;
  const userOf = async (token: string) => ((await api.call('GET', '/api/me', undefined, token)).body as { user: { id: string } }).user.id;
  const member = (userId: string, values: { role?: 'ANALYST'; membership_state?: 'active' | 'pending' | 'suspended' }) =>
    api.store.asSystem((trx) => trx.updateTable('members').set(values).where('user_id', '=', userId).execute());

  test('without a token, or with one that is unknown, revoked or expired, is 401', async () => {
    const none = await answerTo(null);
    expect(none.status).toBe(401);
    expect(none.headers['www-authenticate']).toBe('Bearer');
    expect(await status('pat_unknown')).toBe(401);
    expect(await status('a.b.c')).toBe(401);
    expect(await status(await api.tokenOf('ANALYST', { expiresAt: new Date(Date.now() - 1000) }))).toBe(401);
    const token = await api.tokenOf('ANALYST', { expiresAt: new Date(Date.now() + 60_000) });
    expect(await status(token)).toBe(200);
    const [row] = (await api.call('GET', '/api/tokens', undefined, token)).list;
    expect((await api.call('DELETE', `/api/tokens/${String(row?.['id'])}`)).status).toBe(200);
    expect(await status(token)).toBe(401);
  });

  test.each(['pending', 'suspended'] as const)('of a %s membership is 403, and is told so', async (state) => {
    const token = await api.tokenOf('ORGANIZATION_ADMIN');
    await member(await userOf(token), { membership_state: state });
    const answer = await answerTo(token);
    expect(answer.status).toBe(403);
    expect(answer.body['detail']).toContain(state);
  });

  test('may do no more than the membership allows, whatever the token says', async () => {
    const token = await api.tokenOf('ORGANIZATION_ADMIN');
    await member(await userOf(token), { role: 'ANALYST' });
    expect((await api.call('PUT', `/api/integration-sources/${catalog.sourceId}`, {}, token)).status).toBe(403);
    expect((await api.call('GET', '/api/me', undefined, token)).body).toMatchObject({ role: 'ANALYST' });
  });

  test('who is no member any more is 403', async () => {
    const token = await api.tokenOf('ORGANIZATION_ADMIN');
    const userId = await userOf(token);
    await api.store.asSystem((trx) => trx.deleteFrom('members').where('user_id', '=', userId).execute());
    expect(await status(token)).toBe(403);
  });

  test('who is a system administrator elsewhere comes in as one without being a member', async () => {
    const made = await api.call('POST', '/api/tokens', { name: 'Visit', organization_id: api.otherOrganizationId });
    const token = String(made.body['token']);
    expect((await api.call('GET', '/api/me', undefined, token)).body).toMatchObject({
      role: 'SYSTEM_ADMIN',
      organization: { id: api.otherOrganizationId },
    });
    const low = await api.call('POST', '/api/tokens', { name: 'Look', role: 'ANALYST', organization_id: api.otherOrganizationId });
    expect((await api.call('POST', list, {}, String(low.body['token']))).status).toBe(403);
  });

  test('of an organization that is not active is 403, but for system administrators', async () => {
    const activate = (is_active: boolean) =>
      api.store.asSystem((trx) => trx.updateTable('organizations').set({ is_active }).where('id', '=', api.otherOrganizationId).execute());
    const token = await api.tokenOf('ORGANIZATION_ADMIN', { organizationId: api.otherOrganizationId });
    await activate(false);
    expect(await status(token)).toBe(403);
    expect(await status(api.otherToken), 'somebody must be able to open it again').toBe(200);
    await activate(true);
    expect(await status(token)).toBe(200);
  });

  test('is seen: the last use is recorded once a minute', async () => {
    const token = await api.tokenOf('ORGANIZATION_ADMIN');
    const lastUse = async () => (await api.call('GET', '/api/tokens', undefined, api.token)).list.at(-1)?.['last_used_at'];
    expect(await lastUse()).toBeNull();
    expect(await status(token)).toBe(200);
    await expect.poll(lastUse).toEqual(expect.any(String));
    const used = await lastUse();
    await status(token);
    await status(token);
    expect(await lastUse()).toBe(used);
    await api.store.asSystem((trx) =>
      trx
        .updateTable('tokens')
        .set({ last_used_at: new Date(Date.now() - 61_000) })
        .execute(),
    );
    await status(token);
    await expect.poll(async () => Date.parse(String(await lastUse())) > Date.now() - 30_000).toBe(true);
  });

  test('gets no other organization by asking for it', async () => {
    const asks = (id: string) => api.call('GET', list, undefined, api.token, { 'x-organization-id': id });
    expect((await asks(api.organizationId)).status).toBe(200);
    expect((await asks(api.otherOrganizationId)).status).toBe(404);
    expect((await asks('nonsense')).status).toBe(404);
  });
});

describe('the server', () => {
  test('does not start with a route that says not who may call it', async () => {
    const app = fastify();
    requireToken(app, { store: api.store, jobClient: jobClient(api.store) }, undefined);
    expect(() => app.get('/api/open', async () => 'open')).toThrow(/GET \/api\/open has no action/);
    await app.close();
  });

  test('an unexpected error shows nothing but an id', async () => {
    const logged: string[] = [];
    const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
    const broken = await testApi({ logger });
    await broken.store.pool.query(`ALTER TABLE tokens ADD CONSTRAINT broken CHECK (name NOT LIKE 'private%')`);
    try {
      const answer = await broken.call('POST', '/api/tokens', { name: 'private-name' });
      expect(answer.status).toBe(500);
      expect(answer.body['detail']).toMatch(/^Internal error\. The log has more under the id [0-9a-f-]{36}\.$/);
      const log = logged.join('');
      expect(log).toContain(String(answer.body['detail']).slice(-37, -1));
      expect(log).toContain('"constraint":"broken"');
      // PostgreSQL repeats the whole row: it is not for the log.
      expect(log).not.toContain('private-name');
      expect(log).not.toContain(broken.token);
    } finally {
      await broken.close();
    }
  });

  test('what is not there is 404 in the same shape', async () => {
    expect((await api.call('GET', '/api/nowhere')).body).toEqual({ detail: 'Not Found' });
    expect((await api.call('GET', '/healthz', undefined, null)).body).toEqual({ status: 'ok' });
    expect((await api.call('GET', '/readyz', undefined, null)).body).toEqual({ status: 'ok' });
    expect((await api.call('GET', '/llms.txt', undefined, null)).text).toContain('# Cognate');
    expect((await api.call('GET', '/docs/', undefined, null)).text).toContain('swagger-ui');
  });
});
