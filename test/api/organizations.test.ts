import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { unseal } from '../../src/store/seal.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let path: string;
beforeAll(async () => {
  api = await testApi();
  path = `/api/organization/${api.organizationId}`;
});
afterAll(() => api.close());

const put = (body: unknown, token?: string) => api.call('PUT', path, body, token);
const eventsOf = (objectId: string) =>
  api.store.inOrganization(api.organizationId, (trx) =>
    trx.selectFrom('audit_events').selectAll().where('object_id', '=', objectId).orderBy('created_at').orderBy('id').execute(),
  );

describe('one’s own organization', () => {
  test('has every field of the reference, with its default', async () => {
    const { status, body, headers } = await api.call('GET', path);
    expect(status).toBe(200);
    expect(headers.etag).toMatch(/^"/);
    expect(body).toMatchObject({
      name: 'My organization',
      id: api.organizationId,
      description: null,
      is_active: true,
      default_thread_sharing: 'private',
      business_ontology: null,
      ontology_version: null,
      ontology_updated_at: null,
      context_modules_config: null,
      data_storage_mode: 'humm_hosted',
      customer_s3_bucket: null,
      customer_s3_region: null,
      customer_aws_access_key_id: null,
      has_customer_aws_secret_access_key: false,
      customer_iam_role_arn: null,
      entity_definitions_config: null,
      agent_lab_config: null,
    });
  });

  test('is read by everybody in it and changed by its administrators', async () => {
    const analyst = await api.tokenOf('ANALYST');
    const admin = await api.tokenOf('ORGANIZATION_ADMIN');
    expect((await api.call('GET', path, undefined, analyst)).status).toBe(200);
    expect((await put({ name: 'Mine' }, analyst)).status).toBe(403);
    expect((await put({ name: 'Ours' }, admin)).body).toMatchObject({ name: 'Ours' });
  });

  test('is not there for others, not even for system administrators', async () => {
    for (const id of [api.otherOrganizationId, newId()]) {
      expect((await api.call('GET', `/api/organization/${id}`)).status).toBe(404);
      expect((await api.call('PUT', `/api/organization/${id}`, { name: 'Theirs' })).status).toBe(404);
    }
    expect((await api.call('GET', `/api/organization/${api.otherOrganizationId}`, undefined, api.otherToken)).body).toMatchObject({ name: 'Other' });
  });

  test('changes by parts: what is absent stays, null clears what may be null, what is unknown is ignored', async () => {
    const settings = {
      description: 'Trades in fine foods',
      data_storage_mode: 'customer_hosted',
      customer_s3_bucket: 'bucket',
      customer_s3_region: 'eu-central-1',
      customer_aws_access_key_id: 'AKIA',
      customer_iam_role_arn: 'arn:aws:iam::1:role/x',
      default_thread_sharing: 'organization',
      context_modules_config: { a: [1] },
      entity_definitions_config: {},
      agent_lab_config: { on: true },
    };
    const full = await put({ name: 'Northwind', ...settings });
    expect(full.body).toMatchObject({ name: 'Northwind', ...settings });
    const back = await put(full.body);
    expect(back.body).toMatchObject({ name: 'Northwind', ...settings });
    const cleared = await put({ description: null, name: null, data_storage_mode: null, agent_lab_config: null, business_ontology: { x: 1 } });
    expect(cleared.body).toMatchObject({ ...settings, description: null, agent_lab_config: null, business_ontology: null });
    const { updated_at } = cleared.body;
    expect((await put({})).body['updated_at']).toBe(updated_at);
    expect((await put({ data_storage_mode: 'elsewhere', name: '' })).problems).toEqual(['body.name', 'body.data_storage_mode']);
  });

  test('keeps its secret key sealed, bound to its row, and never answers it', async () => {
    const secret = 'planted/Secret+Key';
    const { body, text } = await put({ customer_aws_secret_access_key: secret });
    expect(body).toMatchObject({ has_customer_aws_secret_access_key: true });
    expect(text).not.toContain(secret);
    expect((await put({ description: 'kept' })).body).toMatchObject({ has_customer_aws_secret_access_key: true });
    const [row, dataKey] = await api.store.inOrganization(api.organizationId, async (trx) => [
      await trx.selectFrom('organizations').select('sealed_aws_secret_access_key').executeTakeFirstOrThrow(),
      await api.store.dataKey(trx, api.organizationId),
    ]);
    const sealed = row.sealed_aws_secret_access_key ?? Buffer.of();
    expect(unseal(dataKey, `aws-secret:${api.organizationId}`, sealed).toString()).toBe(secret);
    expect(() => unseal(dataKey, `aws-secret:${api.otherOrganizationId}`, sealed)).toThrow(/does not open/);
    const events = await eventsOf(api.organizationId);
    expect(events.at(-2)).toMatchObject({ action: 'organization.updated', details: { fields: ['sealed_aws_secret_access_key'] } });
    expect(JSON.stringify(events)).not.toContain(secret);
    expect((await put({ customer_aws_secret_access_key: null })).body).toMatchObject({ has_customer_aws_secret_access_key: false });
  });

  test('is not changed over the head of somebody else', async () => {
    const { headers } = await api.call('GET', path);
    const with_ = (tag: string) =>
      api.app.inject({ method: 'PUT', url: path, headers: { authorization: `Bearer ${api.token}`, 'if-match': tag }, payload: { description: tag } });
    expect((await with_(String(headers.etag))).statusCode).toBe(200);
    expect((await with_(String(headers.etag))).statusCode).toBe(412);
  });

  test('is closed and opened by system administrators only, who alone come in while it is closed', async () => {
    const admin = await api.tokenOf('ORGANIZATION_ADMIN');
    expect((await put({ is_active: false }, admin)).status).toBe(403);
    expect((await put({ is_active: true }, admin)).status).toBe(200);
    expect((await put({ is_active: false })).body).toMatchObject({ is_active: false });
    expect((await api.call('GET', path, undefined, admin)).status).toBe(403);
    expect((await put({ is_active: true })).body).toMatchObject({ is_active: true });
    expect((await api.call('GET', path, undefined, admin)).status).toBe(200);
  });
});

describe('organizations', () => {
  test('are listed by system administrators: by name, nothing of what is in them', async () => {
    const { status, list } = await api.call('GET', '/api/organization');
    expect(status).toBe(200);
    expect(list.map(({ id }) => id)).toEqual([api.organizationId, api.otherOrganizationId]);
    expect(Object.keys(list[1] ?? {}).toSorted()).toEqual(['created_at', 'description', 'id', 'is_active', 'name', 'updated_at']);
    const first = await api.call('GET', '/api/organization?limit=1');
    expect(first.list).toHaveLength(1);
    const next = /<(.+)>; rel="next"/.exec(String(first.headers['link']))?.[1] ?? '';
    expect((await api.call('GET', next)).list.map(({ id }) => id)).toEqual([api.otherOrganizationId]);
    for (const role of ['ORGANIZATION_ADMIN', 'ANALYST'] as const) {
      expect((await api.call('GET', '/api/organization', undefined, await api.tokenOf(role))).status).toBe(403);
    }
  });

  test('are made by system administrators, who are their first members and may make a token for them', async () => {
    const body = {
      name: 'Third',
      description: 'New',
      data_storage_mode: 'customer_hosted',
      customer_aws_secret_access_key: 'sealed with its own key',
    };
    const made = await api.call('POST', '/api/organization', body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ name: 'Third', description: 'New', is_active: true, has_customer_aws_secret_access_key: true });
    const members = await api.store.asSystem((trx) => trx.selectFrom('members').selectAll().where('organization_id', '=', made.id).execute());
    expect(members).toMatchObject([{ user_id: api.userId, role: 'SYSTEM_ADMIN', membership_state: 'active' }]);
    expect(await eventsOf(made.id)).toMatchObject([{ action: 'organization.created', actor_id: api.userId }]);
    // Its token sees it, and the token that made it does not.
    const { body: token } = await api.call('POST', '/api/tokens', { name: 'third', organization_id: made.id });
    expect((await api.call('GET', `/api/organization/${made.id}`, undefined, String(token['token']))).body).toMatchObject({ name: 'Third' });
    expect((await api.call('GET', `/api/organization/${made.id}`)).status).toBe(404);
    // Its data key opens what it seals.
    const opened = await api.store.inOrganization(made.id, async (trx) => {
      const row = await trx.selectFrom('organizations').select('sealed_aws_secret_access_key').executeTakeFirstOrThrow();
      return unseal(await api.store.dataKey(trx, made.id), `aws-secret:${made.id}`, row.sealed_aws_secret_access_key ?? Buffer.of()).toString();
    });
    expect(opened).toBe(body.customer_aws_secret_access_key);
    expect((await api.call('POST', '/api/organization', { name: 'x' }, await api.tokenOf('ORGANIZATION_ADMIN'))).status).toBe(403);
    expect((await api.call('POST', '/api/organization', {})).problems).toEqual(['body.name']);
  });
});
