import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { saasField, saasObject, saasSource } from './saas-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let url: string;
let count = 0;
let shop: CatalogFixture;
let crm: { readonly sourceId: string; readonly objectId: string; readonly fieldId: string };

beforeAll(async () => {
  api = await testApi();
  url = `/api/organization/${api.organizationId}/entity-links`;
});
beforeEach(async () => {
  count += 1;
  shop = await catalogFixture(api, { path: `/srv/${count}.sqlite`, label: `L${count}` });
  const sourceId = await saasSource(api);
  const objectId = await saasObject(api, sourceId, 'contacts');
  crm = { sourceId, objectId, fieldId: await saasField(api, sourceId, objectId, 'external_id') };
});
afterAll(() => api.close());

const customerId = () => shop.columns['customers.id'] ?? '';
const ends = () => ({ source_column_id: customerId(), target_field_id: crm.fieldId });
const create = (over: Record<string, unknown> = {}, token?: string) => api.call('POST', url, { ...ends(), ...over }, token);
const ids = (list: readonly Readonly<Record<string, unknown>>[]) => list.map((item) => item['id']);

/** A link as the machine suggests it. */
async function suggested(over: { link_type?: 'DETERMINISTIC'; source_column_id?: string; source_table_id?: string } = {}): Promise<string> {
  const id = newId();
  await api.store.inOrganization(api.organizationId, (trx) =>
    trx
      .insertInto('entity_links')
      .values({
        organization_id: api.organizationId,
        id,
        source_integration_source_id: shop.sourceId,
        source_table_id: shop.tables.customers,
        source_column_id: customerId(),
        target_integration_source_id: crm.sourceId,
        target_saas_object_id: crm.objectId,
        target_field_id: crm.fieldId,
        confidence_score: 0.8,
        evidence: '{"sentence":"4 of 5"}',
        ...over,
      })
      .execute(),
  );
  return id;
}

describe('adding an entity link', () => {
  test('takes the two ends; what they belong to follows, and it is APPROVED', async () => {
    const made = await create();
    expect(made.status, made.text).toBe(201);
    expect(Object.keys(made.body)).toEqual([
      'organization_id',
      'source_integration_source_id',
      'target_integration_source_id',
      'id',
      'created_at',
      'updated_at',
      'source_table_id',
      'source_saas_object_id',
      'source_column_id',
      'source_field_id',
      'target_table_id',
      'target_saas_object_id',
      'target_column_id',
      'target_field_id',
      'link_type',
      'status',
      'confidence_score',
      'evidence',
    ]);
    expect(made.body).toMatchObject({
      organization_id: api.organizationId,
      source_integration_source_id: shop.sourceId,
      source_table_id: shop.tables.customers,
      source_column_id: customerId(),
      source_saas_object_id: null,
      source_field_id: null,
      target_integration_source_id: crm.sourceId,
      target_table_id: null,
      target_column_id: null,
      target_saas_object_id: crm.objectId,
      target_field_id: crm.fieldId,
      link_type: 'PROBABILISTIC',
      status: 'APPROVED',
      confidence_score: null,
      evidence: null,
    });
    expect((await api.call('GET', `${url}/${made.id}`)).body).toEqual(made.body);
    const { body } = await api.call('GET', `${url}/${made.id}/history`);
    expect(body).toMatchObject({ revisions: [], decisions: [{ actor_id: api.userId, from_status: 'SUGGESTED', to_status: 'APPROVED' }] });
  });

  test('takes all that a link has, also sent back from an answer', async () => {
    const said = { link_type: 'DETERMINISTIC', confidence_score: 0.9, evidence: { sentence: 'Same numbers' } };
    const made = await create(said);
    expect(made.body).toMatchObject(said);
    expect((await api.call('GET', `${url}/${made.id}/history`)).body['revisions']).toMatchObject([
      { origin: 'manual', score: 0.9, evidence: { sentence: 'Same numbers' } },
    ]);
    await api.call('DELETE', `${url}/${made.id}`);
    const again = await api.call('POST', url, made.body);
    expect(again.status, again.text).toBe(201);
    expect(again.body).toMatchObject({ ...said, source_table_id: shop.tables.customers, target_integration_source_id: crm.sourceId });
  });

  test('joins any two kinds of attribute', async () => {
    const other = await saasSource(api);
    const field = await saasField(api, other, await saasObject(api, other, 'customers'), 'id');
    expect((await create({ source_column_id: null, source_field_id: field })).body).toMatchObject({
      source_integration_source_id: other,
      source_column_id: null,
      source_field_id: field,
      status: 'APPROVED',
    });
    const twin = await catalogFixture(api, { path: `/srv/twin-${count}.sqlite`, label: `T${count}` });
    expect((await create({ target_field_id: undefined, target_column_id: twin.columns['orders.id'] })).body).toMatchObject({
      target_integration_source_id: twin.sourceId,
      target_table_id: twin.tables.orders,
      target_saas_object_id: null,
    });
  });

  test('is refused where the two are linked already, either way round', async () => {
    const { id } = await create();
    const again = await create({ link_type: 'DETERMINISTIC' });
    expect(again.status).toBe(409);
    expect(again.body).toEqual({ detail: `These two are linked already: ${id}, APPROVED.` });
    const turned = await api.call('POST', url, { source_field_id: crm.fieldId, target_column_id: customerId() });
    expect(turned.status).toBe(409);
  });

  test('is refused where an end is missing, or both a column and a field', async () => {
    expect((await create({ source_column_id: null })).body).toEqual({
      detail: [
        {
          loc: ['body', 'source_column_id'],
          msg: 'The source of a link is a column or a field: send source_column_id or source_field_id.',
          type: 'value_error',
        },
      ],
    });
    expect((await create({ target_field_id: null })).problems).toEqual(['body.target_column_id']);
    expect((await create({ target_column_id: shop.columns['orders.id'] })).problems).toEqual(['body.target_field_id']);
  });

  test('is refused where an end is not there', async () => {
    const missing = await create({ target_field_id: newId() });
    expect(missing.status).toBe(404);
    expect(missing.body).toEqual({ detail: 'SaaS field target_field_id not found' });
    expect((await create({ source_column_id: newId() })).body).toEqual({ detail: 'Column source_column_id not found' });
    const path = `/srv/other-${count}.sqlite`;
    const theirs = await catalogFixture(api, { organizationId: api.otherOrganizationId, token: api.otherToken, path, label: `O${count}` });
    expect((await create({ source_column_id: theirs.columns['customers.id'] })).status).toBe(404);
  });

  test.each([
    ['source_integration_source_id', () => crm.sourceId],
    ['source_table_id', () => shop.tables.orders],
    ['source_saas_object_id', () => crm.objectId],
    ['target_saas_object_id', () => newId()],
    ['target_table_id', () => shop.tables.orders],
  ])('is refused where %s does not belong to its end', async (name, id) => {
    const answer = await create({ [name]: id() });
    expect(answer.status).toBe(422);
    expect(answer.problems).toEqual([`body.${name}`]);
  });

  test('is refused inside one source', async () => {
    const answer = await create({ target_field_id: null, target_column_id: shop.columns['orders.customer_id'] });
    expect(answer.status).toBe(422);
    expect(answer.problems).toEqual(['body.target_integration_source_id']);
  });

  test('is refused where the rest does not fit', async () => {
    expect((await create({ link_type: 'EXACT', confidence_score: -1, evidence: 'x' })).problems).toEqual([
      'body.link_type',
      'body.confidence_score',
      'body.evidence',
    ]);
  });
});

describe('listing entity links', () => {
  test('filters by sources, status and link type, and pages', async () => {
    const one = await suggested({ link_type: 'DETERMINISTIC' });
    const two = (await create({ source_column_id: shop.columns['orders.id'] })).id;
    const from = `source_integration_source_id=${shop.sourceId}`;
    const list = async (query: string) => ids((await api.call('GET', `${url}?${query}`)).list);
    expect(await list(from)).toEqual([one, two]);
    expect(await list(`target_integration_source_id=${crm.sourceId}`)).toEqual([one, two]);
    expect(await list(`${from}&target_integration_source_id=${shop.sourceId}`)).toEqual([]);
    expect(await list(`${from}&status=APPROVED`)).toEqual([two]);
    expect(await list(`${from}&link_type=DETERMINISTIC`)).toEqual([one]);
    expect(await list(`${from}&status=REJECTED&link_type=null`)).toEqual([]);
    expect(await list('status=APPROVED')).toContain(two);
    expect((await api.call('GET', `${url}?link_type=EXACT&status=x`)).problems).toEqual(['query.status', 'query.link_type']);
    const page = await api.call('GET', `${url}?${from}&limit=1`);
    expect(ids(page.list)).toEqual([one]);
    const next = /<([^>]+)>/.exec(String(page.headers['link']))?.[1] ?? '';
    expect(ids((await api.call('GET', next)).list)).toEqual([two]);
  });

  test('finds nothing by sources that are not there', async () => {
    expect((await api.call('GET', `${url}?source_integration_source_id=${newId()}`)).body).toEqual({
      detail: 'Integration source source_integration_source_id not found',
    });
    expect((await api.call('GET', `${url}?target_integration_source_id=${newId()}`)).status).toBe(404);
    expect((await api.call('GET', `/api/organization/${api.otherOrganizationId}/entity-links`)).body).toEqual({ detail: 'Organization not found' });
    expect((await api.call('GET', `/api/organization/${newId()}/entity-links`)).status).toBe(404);
  });
});

describe('reviewing entity links', () => {
  test('changes status, score, evidence and link type, and nothing else', async () => {
    const id = await suggested();
    const before = (await api.call('GET', `${url}/${id}`)).body;
    const said = { status: 'APPROVED', confidence_score: 0.99, evidence: { sentence: 'Looked at' }, link_type: 'DETERMINISTIC' };
    const changed = await api.call('PUT', `${url}/${id}`, { ...said, source_column_id: null, target_field_id: newId() });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.body).toEqual({ ...before, ...said, updated_at: changed.body['updated_at'] });
    expect((await api.call('GET', `${url}/${id}/history`)).body).toMatchObject({
      revisions: [{ origin: 'manual', score: 0.99, evidence: { sentence: 'Looked at' } }],
      decisions: [{ from_status: 'SUGGESTED', to_status: 'APPROVED' }],
    });
  });

  test('leaves what is absent; null clears score and evidence, and nothing else', async () => {
    const id = await suggested();
    expect((await api.call('PUT', `${url}/${id}`, { link_type: 'DETERMINISTIC' })).body).toMatchObject({
      status: 'SUGGESTED',
      confidence_score: 0.8,
      link_type: 'DETERMINISTIC',
    });
    const nulls = { status: null, confidence_score: null, evidence: null, link_type: null };
    expect((await api.call('PUT', `${url}/${id}`, nulls)).body).toMatchObject({
      status: 'SUGGESTED',
      confidence_score: null,
      evidence: null,
      link_type: 'DETERMINISTIC',
    });
    const { body } = await api.call('GET', `${url}/${id}`);
    expect((await api.call('PUT', `${url}/${id}`, body)).body).toEqual(body);
    expect((await api.call('PUT', `${url}/${id}`, { confidence_score: 1.5 })).problems).toEqual(['body.confidence_score']);
  });

  test('in bulk says per id what happened', async () => {
    const id = await suggested();
    const approved = (await create({ source_column_id: shop.columns['orders.id'] })).id;
    const missing = newId();
    const answer = await api.call('POST', `${url}/bulk-status`, { entity_link_ids: [id, approved, missing], status: 'APPROVED' });
    expect(answer.body).toMatchObject({ updated: [id], unchanged: [approved], not_found: [missing] });
    const scored = await api.call('POST', `${url}/bulk-status`, {
      entity_link_ids: [id, approved],
      status: 'REJECTED',
      confidence_score: 0.1,
      evidence: { by: 'us' },
    });
    expect(scored.body['updated']).toHaveLength(2);
    expect((await api.call('GET', `${url}/${id}`)).body).toMatchObject({ status: 'REJECTED', confidence_score: 0.1, evidence: { by: 'us' } });
    expect((await api.call('POST', `${url}/bulk-status`, { entity_link_ids: [] })).problems).toEqual(['body.entity_link_ids', 'body.status']);
    const theirs = `/api/organization/${api.otherOrganizationId}/entity-links/bulk-status`;
    const seen = await api.call('POST', theirs, { entity_link_ids: [id], status: 'APPROVED' }, api.otherToken);
    expect(seen.body).toMatchObject({ updated: [], not_found: [id] });
  });

  test('can be undone, one by one or as a batch', async () => {
    const id = await suggested();
    await api.call('PUT', `${url}/${id}`, { status: 'REJECTED' });
    expect((await api.call('POST', `${url}/${id}/undo`)).body).toMatchObject({ id, status: 'SUGGESTED' });
    expect((await api.call('POST', `${url}/${id}/undo`)).status).toBe(409);
    const bulk = await api.call('POST', `${url}/bulk-status`, { entity_link_ids: [id], status: 'APPROVED' });
    const batch = `/api/organization/${api.organizationId}/decision-batches/${String(bulk.body['batch_id'])}`;
    expect((await api.call('POST', `${batch}/undo`)).body).toMatchObject({ updated: [{ kind: 'entity_link', id }] });
    expect((await api.call('GET', `${url}/${id}`)).body).toMatchObject({ status: 'SUGGESTED' });
  });

  test('takes the state that the client saw, where it says so', async () => {
    const id = await suggested();
    const tag = String((await api.call('GET', `${url}/${id}`)).headers['etag']);
    const send = async (method: 'PUT' | 'DELETE') =>
      (
        await api.app.inject({
          method,
          url: `${url}/${id}`,
          headers: { authorization: `Bearer ${api.token}`, 'if-match': tag },
          ...(method === 'PUT' ? { payload: { link_type: 'DETERMINISTIC' } } : {}),
        })
      ).statusCode;
    expect(await send('PUT')).toBe(200);
    expect(await send('PUT')).toBe(412);
    expect(await send('DELETE')).toBe(412);
  });

  test('is for analysts too, deleting is not', async () => {
    const analyst = await api.tokenOf('ANALYST');
    const made = await create({}, analyst);
    expect(made.status).toBe(201);
    expect((await api.call('PUT', `${url}/${made.id}`, { status: 'REJECTED' }, analyst)).status).toBe(200);
    expect((await api.call('DELETE', `${url}/${made.id}`, undefined, analyst)).status).toBe(403);
  });
});

describe('an entity link', () => {
  const revisions = (id: string) =>
    api.store.inOrganization(api.organizationId, (trx) => trx.selectFrom('evidence_revisions').selectAll().where('edge_id', '=', id).execute());

  test('goes with its evidence: deleted, with a field, a database, or a source', async () => {
    const gone = async (id: string) => {
      expect((await api.call('GET', `${url}/${id}`)).body).toEqual({ detail: 'Entity link not found' });
      expect(await revisions(id)).toEqual([]);
    };
    const link = async (over: Record<string, unknown> = {}) => {
      const { id } = await create({ confidence_score: 0.5, ...over });
      expect(await revisions(id)).toHaveLength(1);
      return id;
    };
    const deleted = await link();
    expect((await api.call('DELETE', `${url}/${deleted}`)).body).toMatchObject({ id: deleted, status: 'APPROVED' });
    await gone(deleted);
    const ofField = await link();
    await api.call('DELETE', `/api/integration-sources/${crm.sourceId}/saas-objects/${crm.objectId}/saas-fields/${crm.fieldId}`);
    await gone(ofField);
    const field = await saasField(api, crm.sourceId, crm.objectId, 'number');
    const ofDatabase = await link({ target_field_id: field });
    await api.call('DELETE', `/api/integration-sources/${shop.sourceId}/databases/${shop.databaseId}`);
    await gone(ofDatabase);
    const twin = await catalogFixture(api, { path: `/srv/twin-${count}.sqlite`, label: `T${count}` });
    const ofSource = await link({ source_column_id: twin.columns['orders.id'], target_field_id: field });
    expect((await api.call('DELETE', `/api/integration-sources/${crm.sourceId}`)).status).toBe(200);
    await gone(ofSource);
  });

  test('is not there for another organization', async () => {
    const id = await suggested();
    const theirs = `/api/organization/${api.otherOrganizationId}/entity-links/${id}`;
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PUT', '', { status: 'APPROVED' }],
      ['DELETE', '', undefined],
      ['GET', '/history', undefined],
      ['POST', '/undo', undefined],
    ] as const) {
      const answer = await api.call(method, `${theirs}${path}`, body, api.otherToken);
      expect(answer.body, `${method} ${path}`).toEqual({ detail: 'Entity link not found' });
      expect((await api.call(method, `${url}/${id}${path}`, body, api.otherToken)).body).toEqual({ detail: 'Organization not found' });
    }
  });

  test('between the same two is made once, however many add it at once', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? create() : createTurned())));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
  });

  const createTurned = () => api.call('POST', url, { source_field_id: crm.fieldId, target_column_id: customerId() });
});
