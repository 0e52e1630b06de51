import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let crm: string;
let billing: string;
let analyst: string;
let analystId: string;
let adaId: string;
let ada: string;
beforeAll(async () => {
  api = await testApi();
  const source = async (name: string) =>
    (
      await api.call('POST', '/api/integration-sources', {
        name,
        connector_type: 'sqlite',
        configuration: { path: `/srv/${name}` },
        instance_label: name,
      })
    ).id;
  crm = await source('crm');
  billing = await source('billing');
  analyst = await api.tokenOf('ANALYST');
  analystId = await userOf(analyst);
  adaId = (await api.call('POST', `/api/organization/${api.organizationId}/user`, { email: 'ada@example.org' })).id;
  await api.call('POST', `/api/organization/${api.organizationId}/member`, { user_id: adaId });
  ada = identifiersOf(adaId);
});
afterAll(() => api.close());

async function userOf(token: string): Promise<string> {
  return ((await api.call('GET', '/api/me', undefined, token)).body as { user: { id: string } }).user.id;
}
const identifiersOf = (userId: string) => `/api/organization/${api.organizationId}/user/${userId}/identifiers`;
const bodyOf = (user_id: string, integration_source_id: string, more: object = {}) => ({
  organization_id: api.organizationId,
  user_id,
  integration_source_id,
  identifier_key: 'owner_id',
  identifier_value: '48213907',
  discovery_method: 'manual',
  ...more,
});

test('an identifier is made, and written over under the same source and key', async () => {
  const found = { discovery_method: 'llm_discovery', confidence_score: 0.75, discovery_metadata: { from: 'signature' } };
  const made = await api.call('POST', ada, bodyOf(adaId, crm, found));
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({ ...bodyOf(adaId, crm), ...found });
  const again = await api.call('POST', ada, bodyOf(adaId, crm, { identifier_value: '7' }));
  expect(again.body).toMatchObject({
    id: made.id,
    created_at: made.body['created_at'],
    identifier_value: '7',
    discovery_method: 'manual',
    confidence_score: null,
    discovery_metadata: null,
  });
  const others = [bodyOf(adaId, crm, { identifier_key: 'user_email' }), bodyOf(adaId, billing), bodyOf(analystId, crm)];
  for (const body of others) expect((await api.call('POST', identifiersOf(body.user_id), body)).id).not.toBe(made.id);
  expect((await api.call('GET', ada)).list.map((row) => [row['integration_source_id'], row['identifier_key']])).toEqual([
    [crm, 'owner_id'],
    [crm, 'user_email'],
    [billing, 'owner_id'],
  ]);
  const events = await api.store.inOrganization(api.organizationId, (trx) =>
    trx.selectFrom('audit_events').select(['action', 'details']).where('object_id', '=', made.id).orderBy('created_at').orderBy('id').execute(),
  );
  const details = { user_id: adaId, integration_source_id: crm, identifier_key: 'owner_id' };
  expect(events).toEqual([
    { action: 'user_identifier.created', details },
    { action: 'user_identifier.updated', details },
  ]);
});

test('of two that come at once there is one', async () => {
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((identifier_value) => api.call('POST', ada, bodyOf(adaId, crm, { identifier_key: 'race', identifier_value }))),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
});

test('the list is filtered by source, and paged', async () => {
  const inBilling = await api.call('GET', `${ada}?integration_source_id=${billing}`);
  expect(inBilling.list).toMatchObject([{ integration_source_id: billing }]);
  expect((await api.call('GET', `${ada}?integration_source_id=null`)).list.length).toBeGreaterThan(1);
  expect((await api.call('GET', `${ada}?integration_source_id=${newId()}`)).status).toBe(404);
  expect((await api.call('GET', `${ada}?integration_source_id=x`)).problems).toEqual(['query.integration_source_id']);
  const first = await api.call('GET', `${ada}?limit=1&integration_source_id=${crm}`);
  const next = /<(.+)>; rel="next"/.exec(String(first.headers['link']))?.[1] ?? '';
  expect((await api.call('GET', next)).list[0]).toMatchObject({ integration_source_id: crm, identifier_key: 'user_email' });
});

test('the body agrees with the path, and names what is there', async () => {
  expect((await api.call('POST', ada, bodyOf(analystId, crm))).problems).toEqual(['body.user_id']);
  expect((await api.call('POST', ada, { ...bodyOf(adaId, crm), organization_id: api.otherOrganizationId })).problems).toEqual([
    'body.organization_id',
  ]);
  expect((await api.call('POST', ada, bodyOf(adaId, newId()))).status).toBe(404);
  const stranger = (await api.call('POST', `/api/organization/${api.organizationId}/user`, { email: 'stranger@example.org' })).id;
  for (const userId of [newId(), stranger, await userOf(api.otherToken)]) {
    expect((await api.call('GET', identifiersOf(userId))).status).toBe(404);
    expect((await api.call('POST', identifiersOf(userId), bodyOf(userId, crm))).status).toBe(404);
  }
  const wrong = { ...bodyOf(adaId, crm), identifier_key: '', discovery_method: 'guess', confidence_score: 1.1, identifier_value: undefined };
  expect((await api.call('POST', ada, wrong)).problems).toEqual([
    'body.identifier_key',
    'body.identifier_value',
    'body.discovery_method',
    'body.confidence_score',
  ]);
  const theirs = `/api/organization/${api.otherOrganizationId}/user/${adaId}/identifiers`;
  expect((await api.call('GET', theirs)).status).toBe(404);
  expect((await api.call('GET', ada, undefined, api.otherToken)).status).toBe(404);
});

test('one is read and deleted by its id, of its person only', async () => {
  const made = await api.call('POST', ada, bodyOf(adaId, crm, { identifier_key: 'to go' }));
  const one = await api.call('GET', `${ada}/${made.id}`);
  expect(one.body).toEqual(made.body);
  expect(one.headers.etag).toBe(made.headers.etag);
  expect((await api.call('GET', `${identifiersOf(analystId)}/${made.id}`)).status).toBe(404);
  expect((await api.call('DELETE', `${identifiersOf(analystId)}/${made.id}`)).status).toBe(404);
  await api.call('POST', ada, bodyOf(adaId, crm, { identifier_key: 'to go', identifier_value: 'newer' }));
  expect((await api.call('DELETE', `${ada}/${made.id}`, undefined, api.token, { 'if-match': String(made.headers.etag) })).status).toBe(412);
  const gone = await api.call('DELETE', `${ada}/${made.id}`);
  expect(gone.status).toBe(200);
  expect(gone.body).toMatchObject({ id: made.id, identifier_value: 'newer' });
  expect((await api.call('DELETE', `${ada}/${made.id}`)).status).toBe(404);
});

test('everybody writes their own, administrators those of all', async () => {
  const own = identifiersOf(analystId);
  const mine = await api.call('POST', own, bodyOf(analystId, crm, { identifier_key: 'mine' }), analyst);
  expect(mine.status).toBe(200);
  expect((await api.call('POST', ada, bodyOf(adaId, crm), analyst)).status).toBe(403);
  const hers = (await api.call('GET', ada, undefined, analyst)).list[0]?.['id'];
  expect((await api.call('DELETE', `${ada}/${String(hers)}`, undefined, analyst)).status).toBe(403);
  expect((await api.call('DELETE', `${own}/${mine.id}`, undefined, analyst)).status).toBe(200);
  const admin = await api.tokenOf('ORGANIZATION_ADMIN');
  expect((await api.call('DELETE', `${ada}/${String(hers)}`, undefined, admin)).status).toBe(200);
});

test('they go with the member and with the source', async () => {
  const user_id = (await api.call('POST', `/api/organization/${api.organizationId}/user`, { email: 'leaver@example.org' })).id;
  const member = await api.call('POST', `/api/organization/${api.organizationId}/member`, { user_id });
  const brief = (
    await api.call('POST', '/api/integration-sources', {
      name: 'b',
      connector_type: 'sqlite',
      configuration: { path: '/srv/b' },
      instance_label: 'B',
    })
  ).id;
  await api.call('POST', identifiersOf(user_id), bodyOf(user_id, brief));
  await api.call('POST', identifiersOf(user_id), bodyOf(user_id, crm));
  expect((await api.call('DELETE', `/api/integration-sources/${brief}`)).status).toBe(200);
  expect((await api.call('GET', identifiersOf(user_id))).list).toMatchObject([{ integration_source_id: crm }]);
  await api.call('DELETE', `/api/organization/${api.organizationId}/member/${member.id}`);
  await api.call('POST', `/api/organization/${api.organizationId}/member`, { user_id });
  expect((await api.call('GET', identifiersOf(user_id))).list).toEqual([]);
});
