import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { saasObject, saasSource } from './saas-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let sourceId: string;
let url: string;
let contact: string;
let company: string;
beforeAll(async () => {
  api = await testApi();
});
beforeEach(async () => {
  sourceId = await saasSource(api);
  url = `/api/integration-sources/${sourceId}/saas-associations`;
  contact = await saasObject(api, sourceId, 'contacts');
  company = await saasObject(api, sourceId, 'companies');
});
afterAll(() => api.close());

/** An association as a scan of the platform's metadata will write it. */
async function scanned(over: { type_id?: string; type?: 'FOREIGN_KEY' | 'INFERRED'; score?: number } = {}): Promise<string> {
  const id = newId();
  await api.store.inOrganization(api.organizationId, (trx) =>
    trx
      .insertInto('saas_associations')
      .values({
        organization_id: api.organizationId,
        id,
        integration_source_id: sourceId,
        from_object_id: contact,
        to_object_id: company,
        association_type_id: over.type_id ?? '279',
        association_label: 'Contact to Company',
        relationship_type: over.type ?? 'INFERRED',
        score: over.score ?? 0.8,
        evidence: '{"sentence":"4 of 5"}',
      })
      .execute(),
  );
  return id;
}

const create = (over: Record<string, unknown> = {}, token?: string) =>
  api.call(
    'POST',
    url,
    { from_object_id: contact, to_object_id: company, association_type_id: 'knows', association_label: 'Contact knows Company', ...over },
    token,
  );
const ids = (list: readonly Readonly<Record<string, unknown>>[]) => list.map((item) => item['id']);

describe('adding an association', () => {
  test('makes it MANUAL and APPROVED, with the defaults of the reference', async () => {
    const made = await create();
    expect(made.status, made.text).toBe(201);
    expect(Object.keys(made.body)).toEqual([
      'integration_source_id',
      'from_object_id',
      'to_object_id',
      'association_type_id',
      'association_label',
      'id',
      'created_at',
      'updated_at',
      'association_category',
      'metadata_',
      'relationship_type',
      'status',
      'score',
      'evidence',
      'is_active',
    ]);
    expect(made.body).toMatchObject({
      integration_source_id: sourceId,
      from_object_id: contact,
      to_object_id: company,
      association_category: 'PLATFORM_DEFINED',
      metadata_: null,
      relationship_type: 'MANUAL',
      status: 'APPROVED',
      score: null,
      evidence: null,
      is_active: true,
    });
    expect((await api.call('GET', `${url}/${made.id}`)).body).toEqual(made.body);
    const { body } = await api.call('GET', `${url}/${made.id}/history`);
    expect(body).toMatchObject({ revisions: [], decisions: [{ actor_id: api.userId, from_status: 'SUGGESTED', to_status: 'APPROVED' }] });
  });

  test('takes its category, metadata, score and evidence', async () => {
    const said = { association_category: 'Our own', metadata_: { limit: [1, { a: null }] }, score: 0.5, evidence: { sentence: 'We know' } };
    const made = await create(said);
    expect(made.body).toMatchObject(said);
    const { body } = await api.call('GET', `${url}/${made.id}/history`);
    expect(body['revisions']).toMatchObject([{ revision: 1, origin: 'manual', score: 0.5, evidence: { sentence: 'We know' } }]);
  });

  test('is refused where the objects have one of that category and type', async () => {
    await create();
    const again = await create({ association_label: 'Other words' });
    expect(again.status).toBe(409);
    expect(again.body).toEqual({ detail: 'These two objects have an association of this category and type already.' });
    expect((await create({ association_category: 'CUSTOM' })).status).toBe(201);
    expect((await create({ from_object_id: company, to_object_id: contact })).status).toBe(201);
    expect((await create({ to_object_id: contact })).status).toBe(201);
  });

  test('takes types of any length', async () => {
    const long = Array.from({ length: 5000 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000))).join('');
    expect((await create({ association_type_id: long })).status).toBe(201);
    expect((await create({ association_type_id: long })).status).toBe(409);
  });

  test('is refused where an end is not an object of this source', async () => {
    const elsewhere = await saasObject(api, await saasSource(api), 'contacts');
    const missing = await create({ to_object_id: elsewhere });
    expect(missing.status).toBe(404);
    expect(missing.body).toEqual({ detail: 'SaaS object to_object_id of this source not found' });
    expect((await create({ from_object_id: newId() })).body).toEqual({ detail: 'SaaS object from_object_id of this source not found' });
  });

  test('is refused where the body does not fit', async () => {
    const wrong = { from_object_id: 'x', association_label: '', relationship_type: 'FOREIGN_KEY', score: 2 };
    expect((await create(wrong)).problems).toEqual(['body.from_object_id', 'body.association_label', 'body.relationship_type', 'body.score']);
  });
});

describe('listing associations', () => {
  test('filters by ends, status and type, and pages', async () => {
    const declared = await scanned({ type: 'FOREIGN_KEY' });
    const inferred = await scanned({ type_id: '280' });
    const manual = (await create({ from_object_id: company, to_object_id: contact })).id;
    const list = async (query: string) => ids((await api.call('GET', `${url}?${query}`)).list);
    expect(await list('')).toEqual([declared, inferred, manual]);
    expect(await list(`from_object_id=${contact}`)).toEqual([declared, inferred]);
    expect(await list(`to_object_id=${contact}`)).toEqual([manual]);
    expect(await list('status=SUGGESTED')).toEqual([declared, inferred]);
    expect(await list('type=FOREIGN_KEY')).toEqual([declared]);
    expect(await list(`type=INFERRED&status=APPROVED`)).toEqual([]);
    expect(await list('status=null&type=null')).toEqual([declared, inferred, manual]);
    expect((await api.call('GET', `${url}?type=OTHER`)).problems).toEqual(['query.type']);
    const page = await api.call('GET', `${url}?limit=1&status=SUGGESTED`);
    expect(ids(page.list)).toEqual([declared]);
    const next = /<([^>]+)>/.exec(String(page.headers['link']))?.[1] ?? '';
    expect(ids((await api.call('GET', next)).list)).toEqual([inferred]);
  });

  test('finds nothing by objects that are not of the source, and of no source', async () => {
    expect((await api.call('GET', url)).list).toEqual([]);
    expect((await api.call('GET', `${url}?from_object_id=${newId()}`)).body).toEqual({
      detail: 'SaaS object from_object_id of this source not found',
    });
    expect((await api.call('GET', `${url}?to_object_id=${newId()}`)).status).toBe(404);
    expect((await api.call('GET', `/api/integration-sources/${newId()}/saas-associations`)).body).toEqual({
      detail: 'Integration source not found',
    });
  });
});

describe('updating an association', () => {
  test('takes exactly the eight fields of the reference', async () => {
    const id = await scanned();
    const said = {
      association_type_id: '1000',
      association_label: 'Person at Firm',
      association_category: 'USER_DEFINED',
      metadata_: { cardinality: 'N:1' },
      relationship_type: 'FOREIGN_KEY',
      status: 'APPROVED',
      score: 0.95,
      evidence: { sentence: 'Looked at' },
    };
    const before = (await api.call('GET', `${url}/${id}`)).body;
    const changed = await api.call('PUT', `${url}/${id}`, { ...said, is_active: false, from_object_id: company, integration_source_id: newId() });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.body).toEqual({ ...before, ...said, updated_at: changed.body['updated_at'] });
    const { body } = await api.call('GET', `${url}/${id}/history`);
    expect(body).toMatchObject({
      revisions: [{ origin: 'manual', score: 0.95, evidence: { sentence: 'Looked at' } }],
      decisions: [{ from_status: 'SUGGESTED', to_status: 'APPROVED' }],
    });
  });

  test('leaves what is absent; null clears metadata_, score and evidence, and nothing else', async () => {
    const { id } = await create({ metadata_: { a: 1 }, score: 0.5, evidence: { b: 1 } });
    const part = await api.call('PUT', `${url}/${id}`, { association_label: 'Knows' });
    expect(part.body).toMatchObject({
      association_label: 'Knows',
      association_type_id: 'knows',
      metadata_: { a: 1 },
      score: 0.5,
      status: 'APPROVED',
    });
    const nulls = {
      association_type_id: null,
      association_label: null,
      association_category: null,
      metadata_: null,
      relationship_type: null,
      status: null,
      score: null,
      evidence: null,
    };
    expect((await api.call('PUT', `${url}/${id}`, nulls)).body).toMatchObject({
      association_type_id: 'knows',
      association_label: 'Knows',
      association_category: 'PLATFORM_DEFINED',
      metadata_: null,
      relationship_type: 'MANUAL',
      status: 'APPROVED',
      score: null,
      evidence: null,
    });
  });

  test('says nothing new where it sends back what it got', async () => {
    const id = await scanned();
    const { body } = await api.call('GET', `${url}/${id}`);
    expect((await api.call('PUT', `${url}/${id}`, body)).body).toEqual(body);
    expect((await api.call('GET', `${url}/${id}/history`)).body).toEqual({ changed_since_decision: false, revisions: [], decisions: [] });
  });

  test('is refused where another association of the objects has that category and type, whole', async () => {
    const id = await scanned();
    await scanned({ type_id: '280' });
    const clash = await api.call('PUT', `${url}/${id}`, { association_type_id: '280', status: 'APPROVED' });
    expect(clash.status).toBe(409);
    expect((await api.call('GET', `${url}/${id}`)).body).toMatchObject({ association_type_id: '279', status: 'SUGGESTED' });
  });

  test('is refused where a score is none', async () => {
    const id = await scanned();
    expect((await api.call('PUT', `${url}/${id}`, { score: 1.01, status: 'MAYBE', metadata_: [] })).problems).toEqual([
      'body.metadata_',
      'body.status',
      'body.score',
    ]);
  });

  test('and deleting it take the state that the client saw, where it says so', async () => {
    const id = await scanned();
    const tag = String((await api.call('GET', `${url}/${id}`)).headers['etag']);
    const send = async (method: 'PUT' | 'DELETE') =>
      (
        await api.app.inject({
          method,
          url: `${url}/${id}`,
          headers: { authorization: `Bearer ${api.token}`, 'if-match': tag },
          ...(method === 'PUT' ? { payload: { status: 'APPROVED' } } : {}),
        })
      ).statusCode;
    expect(await send('PUT')).toBe(200);
    expect(await send('PUT')).toBe(412);
    expect(await send('DELETE')).toBe(412);
  });
});

describe('reviewing associations', () => {
  test('in bulk says per id what happened, of one source only', async () => {
    const [one, two] = [await scanned(), await scanned({ type_id: '280' })];
    await api.call('PUT', `${url}/${two}`, { status: 'REJECTED', score: 0.9, evidence: { by: 'us' } });
    const missing = newId();
    const review = { association_ids: [one, two, missing], status: 'REJECTED', score: 0.9, evidence: { by: 'us' } };
    const answer = await api.call('POST', `${url}/bulk-status`, review);
    expect(answer.body).toMatchObject({ updated: [one], unchanged: [two], not_found: [missing] });
    expect((await api.call('GET', `${url}/${one}`)).body).toMatchObject({ status: 'REJECTED', score: 0.9, evidence: { by: 'us' } });
    const other = `/api/integration-sources/${await saasSource(api)}/saas-associations/bulk-status`;
    expect((await api.call('POST', other, { association_ids: [one], status: 'APPROVED' })).body).toMatchObject({ updated: [], not_found: [one] });
    expect((await api.call('POST', `${url}/bulk-status`, { association_ids: [] })).problems).toEqual(['body.association_ids', 'body.status']);
    expect((await api.call('POST', `${url}/bulk-status`, review, api.otherToken)).status).toBe(404);
  });

  test('can be undone, one by one or as a batch', async () => {
    const id = await scanned();
    await api.call('PUT', `${url}/${id}`, { status: 'APPROVED' });
    expect((await api.call('POST', `${url}/${id}/undo`)).body).toMatchObject({ id, status: 'SUGGESTED' });
    expect((await api.call('POST', `${url}/${id}/undo`)).status).toBe(409);
    const bulk = await api.call('POST', `${url}/bulk-status`, { association_ids: [id], status: 'APPROVED' });
    const batches = `/api/organization/${api.organizationId}/decision-batches`;
    const undone = await api.call('POST', `${batches}/${String(bulk.body['batch_id'])}/undo`);
    expect(undone.body).toMatchObject({ updated: [{ kind: 'association', id }], unchanged: [], not_found: [] });
    expect((await api.call('GET', `${url}/${id}`)).body).toMatchObject({ status: 'SUGGESTED' });
    const { body } = await api.call('GET', `${url}/${id}/history`);
    expect(body['decisions']).toHaveLength(4);
  });

  test('is for analysts too, deleting is not', async () => {
    const id = await scanned();
    const analyst = await api.tokenOf('ANALYST');
    expect((await create({}, analyst)).status).toBe(201);
    expect((await api.call('PUT', `${url}/${id}`, { status: 'REJECTED' }, analyst)).status).toBe(200);
    expect((await api.call('DELETE', `${url}/${id}`, undefined, analyst)).status).toBe(403);
  });
});

describe('an association', () => {
  const revisions = (id: string) =>
    api.store.inOrganization(api.organizationId, (trx) => trx.selectFrom('evidence_revisions').selectAll().where('edge_id', '=', id).execute());

  test('goes with its evidence: deleted, with an object, or with the source', async () => {
    const made = [];
    for (const type of ['a', 'b', 'c']) {
      const { id } = await create({ association_type_id: type, score: 0.5, from_object_id: type === 'c' ? company : contact });
      expect(await revisions(id)).toHaveLength(1);
      made.push(id);
    }
    const [deleted = '', ofObject = '', ofSource = ''] = made;
    expect((await api.call('DELETE', `${url}/${deleted}`)).body).toMatchObject({ id: deleted, score: 0.5 });
    expect((await api.call('GET', `${url}/${deleted}`)).body).toEqual({ detail: 'SaaS association not found' });
    expect(await revisions(deleted)).toEqual([]);
    expect(await revisions(ofObject)).toHaveLength(1);
    await api.call('DELETE', `/api/integration-sources/${sourceId}/saas-objects/${contact}`);
    expect(await revisions(ofObject)).toEqual([]);
    expect(await revisions(ofSource)).toHaveLength(1);
    expect((await api.call('DELETE', `/api/integration-sources/${sourceId}`)).status).toBe(200);
    expect(await revisions(ofSource)).toEqual([]);
  });

  test('is not there for another source and another organization', async () => {
    const id = await scanned();
    const elsewhere = `/api/integration-sources/${await saasSource(api)}/saas-associations/${id}`;
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['PUT', '', { status: 'APPROVED' }],
      ['DELETE', '', undefined],
      ['GET', '/history', undefined],
      ['POST', '/undo', undefined],
    ] as const) {
      expect((await api.call(method, `${elsewhere}${path}`, body)).status, `${method} ${path}`).toBe(404);
      expect((await api.call(method, `${url}/${id}${path}`, body, api.otherToken)).status, `${method} ${path}`).toBe(404);
    }
  });
});
