import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../src/domain/roles.ts';
import { newId } from '../../src/domain/ids.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let members: string;
let users: string;
let admin: string;
beforeAll(async () => {
  api = await testApi();
  members = `/api/organization/${api.organizationId}/member`;
  users = `/api/organization/${api.organizationId}/user`;
  admin = await api.tokenOf('ORGANIZATION_ADMIN');
});
afterAll(() => api.close());

const events = (objectId: string) =>
  api.store.inOrganization(api.organizationId, (trx) =>
    trx.selectFrom('audit_events').selectAll().where('object_id', '=', objectId).orderBy('created_at').orderBy('id').execute(),
  );
const me = async (token: string) => (await api.call('GET', '/api/me', undefined, token)).body as { user: { id: string } };
const memberOf = async (token: string) => {
  const { user } = await me(token);
  return (await api.call('GET', members)).list.find((row) => row['user_id'] === user.id)?.['id'] as string;
};
const newUser = async (email = `${newId()}@example.org`) => (await api.call('POST', users, { email })).id;
const isSystemAdmin = async (userId: string) => {
  const row = await api.store.asSystem((trx) => trx.selectFrom('users').select('is_system_admin').where('id', '=', userId).executeTakeFirst());
  return row?.is_system_admin;
};

describe('a person', () => {
  test('is made once for an e-mail address, in any case, and nothing is told of who was there', async () => {
    const made = await api.call('POST', users, { email: 'Ada@Example.org', given_name: 'Ada', name: 'Ada L.' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({ id: made.id, email: 'ada@example.org' });
    expect(await events(made.id)).toMatchObject([{ action: 'user.created', actor_id: api.userId }]);
    const again = await api.call('POST', users, { email: 'ADA@example.org', given_name: 'Eve' });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(made.body);
    const elsewhere = await api.call('POST', `/api/organization/${api.otherOrganizationId}/user`, { email: 'ada@example.org' }, api.otherToken);
    expect(elsewhere.body).toEqual(made.body);
    const rows = await api.store.asSystem((trx) => trx.selectFrom('users').selectAll().where('email', '=', 'ada@example.org').execute());
    expect(rows).toMatchObject([{ id: made.id, given_name: 'Ada', name: 'Ada L.' }]);
    expect(await events(made.id)).toHaveLength(1);
  });

  test('needs an address, and is made by administrators', async () => {
    for (const email of ['no at', '', '@', 'a@b c', 7])
      expect((await api.call('POST', users, { email })).problems, String(email)).toEqual(['body.email']);
    expect((await api.call('POST', users, { email: 'x@example.org' }, await api.tokenOf('ANALYST'))).status).toBe(403);
    expect((await api.call('POST', users, { email: 'x@example.org' }, admin)).status).toBe(201);
  });
});

describe('a member', () => {
  test('is made, read, changed and removed', async () => {
    const user_id = await newUser('grace@example.org');
    const made = await api.call('POST', members, { user_id });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ organization_id: api.organizationId, user_id, role: 'ANALYST', membership_state: 'active' });
    expect(made.body).not.toHaveProperty('user');
    const one = await api.call('GET', `${members}/${made.id}`);
    expect(one.body).toMatchObject({
      ...made.body,
      user: { id: user_id, email: 'grace@example.org', given_name: null, auth0_sub: null, is_system_admin: false },
    });
    expect(one.headers.etag).toBe(made.headers.etag);
    expect((await api.call('POST', members, { user_id })).status).toBe(409);
    const promoted = await api.call('PUT', `${members}/${made.id}`, { role: 'ORGANIZATION_ADMIN' });
    expect(promoted.body).toMatchObject({ role: 'ORGANIZATION_ADMIN', user: { id: user_id } });
    // What the client got goes back as it is, and a role that is left out stays.
    expect((await api.call('PUT', `${members}/${made.id}`, promoted.body)).body).toEqual(promoted.body);
    expect((await api.call('PUT', `${members}/${made.id}`, { user_id, organization_id: api.organizationId, role: null })).body).toEqual(
      promoted.body,
    );
    const gone = await api.call('DELETE', `${members}/${made.id}`);
    expect(gone.status).toBe(200);
    expect(gone.body).toMatchObject({ id: made.id, user_id, role: 'ORGANIZATION_ADMIN' });
    expect(gone.body).not.toHaveProperty('user');
    expect((await api.call('GET', `${members}/${made.id}`)).status).toBe(404);
    expect((await events(made.id)).map(({ action, details }) => [action, details])).toEqual([
      ['member.created', { user_id, role: 'ANALYST' }],
      [
        'member.updated',
        {
          user_id,
          from: { role: 'ANALYST', membership_state: 'active' },
          to: { role: 'ORGANIZATION_ADMIN', membership_state: 'active' },
        },
      ],
      ['member.deleted', { user_id, role: 'ORGANIZATION_ADMIN' }],
    ]);
    expect((await api.call('POST', members, { user_id, role: 'ORGANIZATION_ADMIN' })).body).toMatchObject({ role: 'ORGANIZATION_ADMIN' });
  });

  test('is of a person who is there, and of the organization and person that the path names', async () => {
    expect((await api.call('POST', members, { user_id: newId() })).status).toBe(404);
    const user_id = await newUser();
    const wrong = { user_id, organization_id: api.otherOrganizationId };
    expect((await api.call('POST', members, wrong)).problems).toEqual(['body.organization_id']);
    const { id } = await api.call('POST', members, { user_id, organization_id: api.organizationId, role: null });
    expect((await api.call('PUT', `${members}/${id}`, { organization_id: api.otherOrganizationId })).problems).toEqual(['body.organization_id']);
    expect((await api.call('PUT', `${members}/${id}`, { user_id: api.userId })).problems).toEqual(['body.user_id']);
    expect((await api.call('PUT', `${members}/${id}`, { role: 'OWNER', membership_state: 'away' })).problems).toEqual([
      'body.role',
      'body.membership_state',
    ]);
  });

  test('is managed by administrators, within their own role', async () => {
    const analyst = await api.tokenOf('ANALYST');
    const analystId = await memberOf(analyst);
    const systemAdminId = await memberOf(api.token);
    expect((await api.call('GET', members, undefined, analyst)).status).toBe(200);
    expect((await api.call('POST', members, { user_id: await newUser() }, analyst)).status).toBe(403);
    expect((await api.call('PUT', `${members}/${analystId}`, { role: 'ORGANIZATION_ADMIN' }, analyst)).status).toBe(403);
    expect((await api.call('DELETE', `${members}/${analystId}`, undefined, analyst)).status).toBe(403);

    const user_id = await newUser();
    expect((await api.call('POST', members, { user_id, role: 'SYSTEM_ADMIN' }, admin)).status).toBe(403);
    const made = await api.call('POST', members, { user_id, role: 'ORGANIZATION_ADMIN' }, admin);
    expect(made.status).toBe(201);
    expect((await api.call('PUT', `${members}/${made.id}`, { role: 'SYSTEM_ADMIN' }, admin)).status).toBe(403);
    expect((await api.call('PUT', `${members}/${systemAdminId}`, { membership_state: 'suspended' }, admin)).status).toBe(403);
    expect((await api.call('PUT', `${members}/${systemAdminId}`, {}, admin)).status).toBe(403);
    expect((await api.call('DELETE', `${members}/${systemAdminId}`, undefined, admin)).status).toBe(403);
    expect((await api.call('PUT', `${members}/${made.id}`, { role: 'SYSTEM_ADMIN' })).status).toBe(200);
    expect((await api.call('PUT', `${members}/${made.id}`, { role: 'ANALYST' }, admin)).status).toBe(403);
    expect((await api.call('DELETE', `${members}/${made.id}`)).status).toBe(200);
  });

  test('of another organization is not there', async () => {
    const theirs = (await api.call('GET', `/api/organization/${api.otherOrganizationId}/member`, undefined, api.otherToken)).list[0]?.['id'];
    for (const path of [`${members}/${String(theirs)}`, `/api/organization/${api.otherOrganizationId}/member/${String(theirs)}`]) {
      expect((await api.call('GET', path)).status).toBe(404);
      expect((await api.call('PUT', path, { role: 'ANALYST' })).status).toBe(404);
      expect((await api.call('DELETE', path)).status).toBe(404);
    }
  });

  test('is not changed over the head of somebody else', async () => {
    const { id, headers } = await api.call('POST', members, { user_id: await newUser() });
    const seen = { 'if-match': String(headers.etag) };
    expect((await api.call('PUT', `${members}/${id}`, { role: 'ORGANIZATION_ADMIN' }, api.token, seen)).status).toBe(200);
    expect((await api.call('PUT', `${members}/${id}`, { membership_state: 'suspended' }, api.token, seen)).status).toBe(412);
    expect((await api.call('DELETE', `${members}/${id}`, undefined, api.token, seen)).status).toBe(412);
  });
});

describe('tokens of a member', () => {
  test('are of no use while the member is pending or suspended', async () => {
    const token = await api.tokenOf('ANALYST');
    const id = await memberOf(token);
    for (const membership_state of ['suspended', 'pending'] as const) {
      expect((await api.call('PUT', `${members}/${id}`, { membership_state }, admin)).body).toMatchObject({ membership_state, role: 'ANALYST' });
      expect((await api.call('GET', members, undefined, token)).status).toBe(403);
    }
    expect((await api.call('PUT', `${members}/${id}`, { membership_state: 'active' }, admin)).status).toBe(200);
    expect((await api.call('GET', members, undefined, token)).status).toBe(200);
  });

  test('do less at once where the role is less', async () => {
    const token = await api.tokenOf('ORGANIZATION_ADMIN');
    await api.call('PUT', `${members}/${await memberOf(token)}`, { role: 'ANALYST' });
    expect((await api.call('POST', users, { email: 'y@example.org' }, token)).status).toBe(403);
  });

  test('end with the membership, and do not come back with it', async () => {
    const token = await api.tokenOf('SYSTEM_ADMIN');
    const { user } = await me(token);
    // A system administrator elsewhere too, who could come in without being a member.
    const there = `/api/organization/${api.otherOrganizationId}/member`;
    expect((await api.call('POST', there, { user_id: user.id, role: 'SYSTEM_ADMIN' }, api.otherToken)).status).toBe(201);
    expect((await api.call('DELETE', `${members}/${await memberOf(token)}`)).status).toBe(200);
    expect((await api.call('GET', members, undefined, token)).status).toBe(401);
    expect((await api.call('POST', members, { user_id: user.id })).status).toBe(201);
    expect((await api.call('GET', members, undefined, token)).status).toBe(401);
  });
});

describe('system administrators', () => {
  test('are those who are active members with that role, anywhere', async () => {
    const user_id = await newUser();
    const { id } = await api.call('POST', members, { user_id, role: 'SYSTEM_ADMIN' });
    const there = `/api/organization/${api.otherOrganizationId}/member`;
    const other = await api.call('POST', there, { user_id, role: 'ANALYST' }, api.otherToken);
    expect(await isSystemAdmin(user_id)).toBe(true);
    await api.call('PUT', `${members}/${id}`, { membership_state: 'suspended' });
    expect(await isSystemAdmin(user_id)).toBe(false);
    await api.call('PUT', `${there}/${other.id}`, { role: 'SYSTEM_ADMIN' }, api.otherToken);
    expect(await isSystemAdmin(user_id)).toBe(true);
    expect((await api.call('GET', `${members}/${id}`)).body).toMatchObject({ membership_state: 'suspended', user: { is_system_admin: true } });
    await api.call('DELETE', `${there}/${other.id}`, undefined, api.otherToken);
    expect(await isSystemAdmin(user_id)).toBe(false);
  });
});

describe('the last administrator', () => {
  let alone: TestApi;
  let path: string;
  beforeEach(async () => {
    alone = await testApi();
    path = `/api/organization/${alone.otherOrganizationId}/member`;
    return () => alone.close();
  });
  const add = async (role: Role) => alone.tokenOf(role, { organizationId: alone.otherOrganizationId });
  const idOf = async (token: string) => {
    const { user } = (await alone.call('GET', '/api/me', undefined, token)).body as { user: { id: string } };
    return String((await alone.call('GET', path, undefined, token)).list.find((row) => row['user_id'] === user.id)?.['id']);
  };

  test('of an organization stays, active and an administrator', async () => {
    const last = await idOf(alone.otherToken);
    await add('ANALYST');
    for (const change of [{ role: 'ANALYST' }, { membership_state: 'suspended' }, { membership_state: 'pending' }]) {
      expect((await alone.call('PUT', `${path}/${last}`, change, alone.otherToken)).status, JSON.stringify(change)).toBe(409);
    }
    expect((await alone.call('DELETE', `${path}/${last}`, undefined, alone.otherToken)).status).toBe(409);
    // Still an administrator of the organization.
    expect((await alone.call('PUT', `${path}/${last}`, { role: 'ORGANIZATION_ADMIN' }, alone.otherToken)).status).toBe(200);
    const second = await idOf(await add('ORGANIZATION_ADMIN'));
    expect((await alone.call('PUT', `${path}/${second}`, { membership_state: 'suspended' }, alone.otherToken)).status).toBe(200);
    expect((await alone.call('DELETE', `${path}/${last}`, undefined, alone.otherToken)).status, 'a suspended one does not count').toBe(409);
    expect((await alone.call('PUT', `${path}/${second}`, { membership_state: 'active' }, alone.otherToken)).status).toBe(200);
    expect((await alone.call('DELETE', `${path}/${last}`, undefined, alone.otherToken)).status).toBe(200);
  });

  test('of the whole installation stays a system administrator', async () => {
    const mine = `/api/organization/${alone.organizationId}/member`;
    await alone.tokenOf('ORGANIZATION_ADMIN');
    const first = String((await alone.call('GET', mine)).list[0]?.['id']);
    const elsewhere = await idOf(alone.otherToken);
    const deputy = await add('ORGANIZATION_ADMIN');
    expect((await alone.call('PUT', `${path}/${elsewhere}`, { role: 'ORGANIZATION_ADMIN' }, alone.otherToken)).status).toBe(200);
    expect((await alone.call('PUT', `${mine}/${first}`, { role: 'ORGANIZATION_ADMIN' })).status).toBe(409);
    expect((await alone.call('DELETE', `${mine}/${first}`)).status).toBe(409);
    expect((await alone.call('DELETE', `${path}/${elsewhere}`, undefined, deputy)).status).toBe(200);
  });

  test('stays also where two go at once', async () => {
    const second = await add('SYSTEM_ADMIN');
    const ids = [await idOf(alone.otherToken), await idOf(second)];
    const visit = await alone.call('POST', '/api/tokens', { name: 'Visit', organization_id: alone.otherOrganizationId });
    const visitor = String(visit.body['token']);
    const answers = await Promise.all(ids.map((id) => alone.call('PUT', `${path}/${id}`, { role: 'ANALYST' }, visitor)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('the list of members', () => {
  let list: TestApi;
  let path: string;
  beforeAll(async () => {
    list = await testApi();
    path = `/api/organization/${list.organizationId}/member`;
    for (const [given_name, family_name, nickname] of [
      ['Ada', 'Lovelace', 'Countess'],
      ['Grace', 'Hopper', null],
      ['Zoë', 'Ångström', '100%_sure'],
    ]) {
      const email = `${String(family_name).toLowerCase()}@example.org`;
      const { id } = await list.call('POST', `/api/organization/${list.organizationId}/user`, { email, given_name, family_name, nickname });
      await list.call('POST', path, { user_id: id });
    }
  });
  afterAll(() => list.close());
  const emails = async (query: string) => (await list.call('GET', `${path}${query}`)).list.map((row) => (row['user'] as { email: string }).email);
  const everybody = ['admin@localhost', 'lovelace@example.org', 'hopper@example.org', 'ångström@example.org'];

  test('holds everybody in the order of their making, whole or in pages by number', async () => {
    expect(await emails('')).toEqual(everybody);
    expect(await emails('?page=1&page_size=3')).toEqual(everybody.slice(0, 3));
    expect(await emails('?page=2&page_size=3')).toEqual(everybody.slice(3));
    expect(await emails('?page=9&page_size=3')).toEqual([]);
    expect(await emails('?page=1')).toEqual(everybody);
    expect(await emails('?page_size=2')).toEqual(everybody.slice(0, 2));
    expect(await emails('?page=9007199254740991&page_size=100')).toEqual([]);
    const first = await list.call('GET', `${path}?page_size=3&query=example`);
    expect(first.headers['link']).toBe(undefined);
    const half = await list.call('GET', `${path}?page_size=2&query=example`);
    expect(half.headers['link']).toBe(`<${path}?page_size=2&query=example&page=2>; rel="next"`);
  });

  test('has the pages of every other list too', async () => {
    const first = await list.call('GET', `${path}?limit=3`);
    expect(first.list).toHaveLength(3);
    const next = /<(.+)>; rel="next"/.exec(String(first.headers['link']))?.[1] ?? '';
    expect((await list.call('GET', next)).list).toHaveLength(1);
  });

  test('is searched by e-mail address and names, in any case, letter by letter', async () => {
    expect(await emails('?query=LOVE')).toEqual([everybody[1]]);
    expect(await emails('?query=ada%20lovelace')).toEqual([everybody[1]]);
    expect(await emails('?query=countess')).toEqual([everybody[1]]);
    expect(await emails(`?query=${encodeURIComponent('ÅNGSTRÖM')}`)).toEqual([everybody[3]]);
    expect(await emails(`?query=${encodeURIComponent('%_')}`)).toEqual([everybody[3]]);
    expect(await emails('?query=administrator')).toEqual([everybody[0]]);
    expect(await emails('?query=nobody')).toEqual([]);
  });

  test('says what is wrong with a query', async () => {
    for (const [query, place] of [
      ['page=0', 'page'],
      ['page_size=101', 'page_size'],
      ['page_size=x', 'page_size'],
      [`query=${'x'.repeat(201)}`, 'query'],
      ['resource_id=nonsense', 'resource_id'],
    ]) {
      expect((await list.call('GET', `${path}?${query}`)).problems, query).toEqual([`query.${place}`]);
    }
    expect((await list.call('GET', `${path}?resource_id=${newId()}`)).status).toBe(404);
    expect((await list.call('GET', `${path}?query=%00`)).status).toBe(422);
  });
});
