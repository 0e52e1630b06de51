import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import type { Role } from '../../src/domain/roles.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let admin: string;
let analyst: string;
beforeAll(async () => {
  api = await testApi();
  admin = await api.tokenOf('ORGANIZATION_ADMIN');
  analyst = await api.tokenOf('ANALYST');
});
afterAll(() => api.close());

const create = (body: object, by: string) => api.call('POST', '/api/tokens', body, by);
const me = async (token: string) =>
  (await api.call('GET', '/api/me', undefined, token)).body as {
    user: { id: string };
    role: Role;
    organization: { id: string };
    organizations: { id: string; role: Role }[];
  };
const idOf = async (token: string) => (await me(token)).user.id;
const auditOf = (organizationId: string, tokenId: string) =>
  api.store.inOrganization(organizationId, (trx) => trx.selectFrom('audit_events').selectAll().where('object_id', '=', tokenId).execute());
const join = (userId: string, organizationId: string, role: Role, membership_state: 'active' | 'suspended' = 'active') =>
  api.store.asSystem((trx) =>
    trx.insertInto('members').values({ organization_id: organizationId, id: newId(), user_id: userId, role, membership_state }).execute(),
  );

describe('making a token', () => {
  test('tells it once; what is kept is its hash', async () => {
    const made = await create({ name: 'CI' }, analyst);
    expect(made.status).toBe(201);
    const plain = String(made.body['token']);
    expect(plain).toMatch(/^pat_[\w-]{43}$/);
    expect(made.body).toMatchObject({ name: 'CI', role: 'ANALYST', expires_at: null, revoked_at: null, organization_id: api.organizationId });
    expect(await idOf(plain)).toBe(await idOf(analyst));
    const again = [await api.call('GET', '/api/tokens', undefined, analyst), await api.call('GET', `/api/tokens/${made.id}`, undefined, analyst)];
    const hash = createHash('sha256').update(plain).digest();
    for (const { text } of again)
      for (const form of [plain, hash.toString('hex'), hash.toString('base64'), 'token_hash']) expect(text).not.toContain(form);
    const kept = await api.store.asSystem((trx) => trx.selectFrom('tokens').selectAll().where('id', '=', made.id).executeTakeFirstOrThrow());
    expect(kept.token_hash).toEqual(hash);
    const events = await auditOf(api.organizationId, made.id);
    expect(events.map(({ action }) => action)).toEqual(['token.created']);
    expect(JSON.stringify(events)).not.toContain(plain);
  });

  test('gives no greater role than the caller has', async () => {
    expect((await create({ name: 'x' }, admin)).body).toMatchObject({ role: 'ORGANIZATION_ADMIN' });
    expect((await create({ name: 'x', role: 'ANALYST' }, admin)).body).toMatchObject({ role: 'ANALYST' });
    expect((await create({ name: 'x', role: 'SYSTEM_ADMIN' }, admin)).status).toBe(403);
    expect((await create({ name: 'x', role: 'ORGANIZATION_ADMIN' }, analyst)).status).toBe(403);
    const lowered = String((await create({ name: 'x', role: 'ANALYST' }, admin)).body['token']);
    expect((await create({ name: 'x', role: 'ORGANIZATION_ADMIN' }, lowered)).status).toBe(403);
  });

  test('wants an expiry in the future and a name', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString();
    expect((await create({ name: 'x', expires_at: soon }, analyst)).body).toMatchObject({ expires_at: soon });
    expect((await create({ name: 'x', expires_at: '2020-01-01T00:00:00Z' }, analyst)).problems).toEqual(['body.expires_at']);
    expect((await create({ name: '  ' }, analyst)).problems).toEqual(['body.name']);
    expect((await create({}, analyst)).problems).toEqual(['body.name']);
  });

  test('for another member takes tokens.manage, and grants no more than that member may', async () => {
    const user_id = await idOf(analyst);
    const made = await create({ name: 'Robot', user_id }, admin);
    expect(made.body).toMatchObject({ user_id, role: 'ANALYST', created_by: await idOf(admin) });
    expect(await idOf(String(made.body['token']))).toBe(user_id);
    expect((await create({ name: 'x', user_id, role: 'ORGANIZATION_ADMIN' }, admin)).status).toBe(403);
    expect((await create({ name: 'x', user_id: await idOf(admin) }, analyst)).status).toBe(403);
    expect((await create({ name: 'x', user_id: await idOf(api.otherToken) }, admin)).status).toBe(404);
    expect((await create({ name: 'x', user_id: newId() }, admin)).status).toBe(404);
  });

  test('in another organization takes an active membership there, and is audited there', async () => {
    const organization_id = api.otherOrganizationId;
    expect((await create({ name: 'x', organization_id }, admin)).status).toBe(404);
    expect((await create({ name: 'x', organization_id: newId() }, api.token)).status).toBe(404);
    const both = await api.tokenOf('ORGANIZATION_ADMIN');
    await join(await idOf(both), organization_id, 'ANALYST');
    const made = await create({ name: 'There', organization_id }, both);
    expect(made.body).toMatchObject({ organization_id, role: 'ANALYST' });
    expect((await create({ name: 'x', organization_id, role: 'ORGANIZATION_ADMIN' }, both)).status).toBe(403);
    expect((await create({ name: 'x', organization_id, user_id: await idOf(api.otherToken) }, both)).status).toBe(403);
    expect(await auditOf(organization_id, made.id)).toHaveLength(1);
    expect(await auditOf(api.organizationId, made.id)).toHaveLength(0);
    expect((await api.call('GET', `/api/tokens/${made.id}`, undefined, both)).status).toBe(404);
    expect((await me(String(made.body['token']))).organization.id).toBe(organization_id);
    const suspended = await api.tokenOf('ANALYST');
    await join(await idOf(suspended), organization_id, 'ANALYST', 'suspended');
    expect((await create({ name: 'x', organization_id }, suspended)).status).toBe(404);
  });

  test('that somebody else made leads into no other organization, nor does one made with it', async () => {
    const both = await api.tokenOf('ANALYST');
    await join(await idOf(both), api.otherOrganizationId, 'ANALYST');
    const lent = String((await create({ name: 'Lent', user_id: await idOf(both) }, admin)).body['token']);
    const child = String((await create({ name: 'Child' }, lent)).body['token']);
    for (const token of [lent, child]) {
      expect((await create({ name: 'x', organization_id: api.otherOrganizationId }, token)).status).toBe(404);
      expect((await me(token)).organizations.map(({ id }) => id)).toEqual([api.organizationId]);
    }
  });
});

describe('tokens', () => {
  test('are listed and read by their owner, all of them by who manages tokens', async () => {
    const own = await api.tokenOf('ANALYST');
    const userId = await idOf(own);
    const ids = async (query: string, by: string) => (await api.call('GET', `/api/tokens${query}`, undefined, by)).list.map((row) => row['id']);
    const [id] = await ids('', own);
    expect(await ids('', own)).toEqual([id]);
    expect(await ids(`?user_id=${await idOf(admin)}`, own)).toEqual([]);
    expect(await ids(`?user_id=${userId}`, admin)).toEqual([id]);
    const all = await ids('', admin);
    expect(all).toContain(id);
    expect(await ids('', api.otherToken)).not.toContain(id);
    const first = await api.call('GET', '/api/tokens?limit=2', undefined, admin);
    expect(first.list.map((row) => row['id'])).toEqual(all.slice(0, 2));
    const next = /<(.+)>; rel="next"/.exec(String(first.headers['link']))?.[1] ?? '';
    expect((await api.call('GET', next, undefined, admin)).list.map((row) => row['id'])).toEqual(all.slice(2, 4));
    const read = async (by: string) => (await api.call('GET', `/api/tokens/${String(id)}`, undefined, by)).status;
    expect([await read(own), await read(admin), await read(analyst), await read(api.otherToken)]).toEqual([200, 200, 404, 404]);
  });

  test('are revoked once: again changes nothing', async () => {
    const made = await create({ name: 'Short' }, analyst);
    const revoke = (by: string) => api.call('DELETE', `/api/tokens/${made.id}`, undefined, by);
    expect((await revoke(await api.tokenOf('ANALYST'))).status).toBe(404);
    expect((await revoke(api.otherToken)).status).toBe(404);
    const first = await revoke(analyst);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ id: made.id, revoked_at: expect.any(String) as unknown });
    expect((await api.call('GET', '/api/me', undefined, String(made.body['token']))).status).toBe(401);
    expect((await revoke(admin)).body).toMatchObject({ revoked_at: first.body['revoked_at'] });
    expect((await auditOf(api.organizationId, made.id)).map(({ action }) => action)).toEqual(['token.created', 'token.revoked']);
  });

  test('are revoked only as they were read, where If-Match says so', async () => {
    const made = await create({ name: 'Short' }, analyst);
    const url = `/api/tokens/${made.id}`;
    const { etag } = (await api.call('GET', url, undefined, analyst)).headers;
    expect((await api.call('DELETE', url, undefined, analyst, { 'if-match': '"another"' })).status).toBe(412);
    expect((await api.call('DELETE', url, undefined, analyst, { 'if-match': String(etag) })).status).toBe(200);
  });
});

describe('the caller', () => {
  test('is told who it is and where it may go', async () => {
    const token = await api.tokenOf('ORGANIZATION_ADMIN');
    const userId = await idOf(token);
    await join(userId, api.otherOrganizationId, 'ANALYST');
    const lowered = String((await create({ name: 'x', role: 'ANALYST' }, token)).body['token']);
    const told = await me(lowered);
    expect(told).toMatchObject({ role: 'ANALYST', organization: { id: api.organizationId }, user: { id: userId, is_system_admin: false } });
    expect(told.organizations.map(({ id, role }) => [id, role])).toEqual([
      [api.organizationId, 'ORGANIZATION_ADMIN'],
      [api.otherOrganizationId, 'ANALYST'],
    ]);
    await api.store.asSystem((trx) =>
      trx
        .updateTable('members')
        .set({ membership_state: 'suspended' })
        .where('organization_id', '=', api.otherOrganizationId)
        .where('user_id', '=', userId)
        .execute(),
    );
    expect((await me(lowered)).organizations.map(({ id }) => id)).toEqual([api.organizationId]);
  });

  test('goes everywhere as a system administrator, though not with a lesser token', async () => {
    expect((await me(api.token)).organizations.map(({ id }) => id)).toEqual([api.organizationId, api.otherOrganizationId]);
    const lowered = String((await create({ name: 'x', role: 'ORGANIZATION_ADMIN' }, api.token)).body['token']);
    expect((await me(lowered)).organizations.map(({ id }) => id)).toEqual([api.organizationId]);
    expect((await create({ name: 'x', organization_id: api.otherOrganizationId }, lowered)).status).toBe(404);
  });
});
