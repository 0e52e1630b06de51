import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

const url = '/api/integration-sources/relationships';
/** The fields of an answer, as the seed page lists them. */
const fields = [
  'integration_source_id',
  'from_column_id',
  'to_table_id',
  'to_column_name',
  'id',
  'created_at',
  'updated_at',
  'type',
  'status',
  'score',
  'evidence',
];

let api: TestApi;
let catalog: CatalogFixture;
let count = 0;
beforeAll(async () => {
  api = await testApi();
});
beforeEach(async () => {
  count += 1;
  catalog = await catalogFixture(api, { path: `/srv/${count}.sqlite`, label: `L${count}` });
});
afterAll(() => api.close());

const get = async (id: string) => (await api.call('GET', `${url}/${id}`)).body;
const history = async (id: string) => {
  const { body } = await api.call('GET', `${url}/${id}/history`);
  return body as { changed_since_decision: boolean; revisions: Record<string, unknown>[]; decisions: Record<string, unknown>[] };
};
const auditOf = (id: string) =>
  api.store.inOrganization(api.organizationId, (trx) =>
    trx.selectFrom('audit_events').select('action').where('object_id', '=', id).orderBy('id').execute(),
  );

describe('read', () => {
  test('lists a source with its filters, and gets one', async () => {
    const list = (query: string) => api.call('GET', `/api/integration-sources/${catalog.sourceId}/relationships${query}`);
    const all = await list('');
    expect(all.list).toHaveLength(4);
    for (const edge of all.list) expect(Object.keys(edge)).toEqual(fields);
    expect((await list('?status=APPROVED')).list.map((edge) => edge['id'])).toEqual([catalog.declared]);
    expect((await list('?type=FOREIGN_KEY&status=REJECTED')).list).toEqual([]);
    expect((await list('?type=INFERRED')).list).toHaveLength(3);
    expect((await list('?changed_since_decision=true')).list).toEqual([]);
    expect((await list(`?source_id=${catalog.sourceId}&status=null`)).list).toHaveLength(4);
    expect((await list('?status=MAYBE')).body).toEqual({
      detail: [{ loc: ['query', 'status'], msg: "Input should be 'SUGGESTED', 'APPROVED', 'REJECTED'", type: 'enum' }],
    });
    expect((await list(`?source_id=${newId()}`)).status).toBe(404);
    const first = await list('?limit=3');
    const rest = await api.call('GET', String(/<([^>]+)>/.exec(String(first.headers['link']))?.[1]));
    expect([...first.list, ...rest.list]).toEqual(all.list);
    expect(rest.headers['link']).toBeUndefined();
    expect(await get(catalog.inferred)).toMatchObject({ type: 'INFERRED', status: 'SUGGESTED', score: 0.9, evidence: { sentence: '3 of 3' } });
  });
});

describe('update', () => {
  test('a decision is recorded once, with who and on which evidence', async () => {
    const approved = await api.call('PUT', `${url}/${catalog.inferred}`, { status: 'APPROVED' });
    expect(approved.status).toBe(200);
    expect(Object.keys(approved.body)).toEqual(fields);
    expect(approved.body).toMatchObject({ status: 'APPROVED', score: 0.9 });
    const again = await api.call('PUT', `${url}/${catalog.inferred}`, approved.body);
    expect(again.body).toEqual(approved.body);
    const { decisions, revisions } = await history(catalog.inferred);
    expect(revisions).toHaveLength(1);
    expect(decisions).toMatchObject([
      { from_status: 'SUGGESTED', to_status: 'APPROVED', actor_id: api.userId, evidence_revision: 1, batch_id: null },
    ]);
    await api.call('PUT', `${url}/${catalog.inferred}`, { status: 'REJECTED' });
    await api.call('PUT', `${url}/${catalog.inferred}`, { status: 'SUGGESTED' });
    expect((await history(catalog.inferred)).decisions.map((decision) => decision['to_status'])).toEqual(['APPROVED', 'REJECTED', 'SUGGESTED']);
    expect(await auditOf(catalog.inferred)).toHaveLength(3);
  });

  test('score and evidence become a manual revision beside the machine’s', async () => {
    const revised = await api.call('PUT', `${url}/${catalog.inferred}`, { score: 0.25, evidence: { note: 'seen' } });
    expect(revised.body).toMatchObject({ status: 'SUGGESTED', score: 0.25, evidence: { note: 'seen' } });
    expect((await history(catalog.inferred)).revisions).toMatchObject([
      { revision: 1, origin: 'machine', score: 0.9 },
      { revision: 2, origin: 'manual', score: 0.25, evidence: { note: 'seen' }, actor_id: api.userId },
    ]);
    expect((await api.call('PUT', `${url}/${catalog.inferred}`, { score: 0.25 })).body).toEqual(revised.body);
    expect((await history(catalog.inferred)).revisions).toHaveLength(2);
    expect((await api.call('PUT', `${url}/${catalog.inferred}`, { score: null, evidence: null, status: null })).body).toMatchObject({
      score: null,
      evidence: null,
      status: 'SUGGESTED',
    });
    expect((await api.call('PUT', `${url}/${catalog.inferred}`, { score: 0 })).body).toMatchObject({ score: 0 });
    expect((await api.call('PUT', `${url}/${catalog.inferred}`, { score: 1 })).body).toMatchObject({ score: 1 });
  });

  test('refuses scores out of range and statuses that are none', async () => {
    for (const score of [-0.01, 1.01, 123, '0.5', true])
      expect((await api.call('PUT', `${url}/${catalog.inferred}`, { score })).problems).toEqual(['body.score']);
    expect((await api.call('PUT', `${url}/${catalog.inferred}`, { status: 'approved', evidence: [] })).problems).toEqual([
      'body.status',
      'body.evidence',
    ]);
    expect(await get(catalog.inferred)).toMatchObject({ score: 0.9, status: 'SUGGESTED' });
  });

  test('members of a composite key are decided together', async () => {
    await api.call('PUT', `${url}/${catalog.members[1]}`, { status: 'REJECTED', evidence: { mine: true } });
    expect(await get(catalog.members[0])).toMatchObject({ status: 'REJECTED', evidence: { key: { position: 1 } } });
    expect(await get(catalog.members[1])).toMatchObject({ status: 'REJECTED', evidence: { mine: true } });
    const [first, second] = await Promise.all(catalog.members.map(history));
    expect(first?.decisions).toHaveLength(1);
    expect(first?.decisions[0]?.['batch_id']).toBe(second?.decisions[0]?.['batch_id']);
  });

  test('the same status again is a renewed decision once the evidence has changed', async () => {
    await api.call('PUT', `${url}/${catalog.inferred}`, { status: 'APPROVED' });
    await api.store.inOrganization(api.organizationId, (trx) =>
      trx.updateTable('relationships').set({ changed_since_decision: true }).where('id', '=', catalog.inferred).execute(),
    );
    expect((await history(catalog.inferred)).changed_since_decision).toBe(true);
    await api.call('PUT', `${url}/${catalog.inferred}`, { status: 'APPROVED' });
    const { changed_since_decision: changed, decisions } = await history(catalog.inferred);
    expect(changed).toBe(false);
    expect(decisions).toHaveLength(2);
  });
});

describe('bulk-status', () => {
  const bulk = (body: unknown) => api.call('POST', `${url}/bulk-status`, body);

  test('says per id what happened', async () => {
    const unknown = newId();
    const ids = [catalog.inferred, catalog.declared, catalog.members[0], unknown, catalog.inferred];
    const answer = await bulk({ relationship_ids: ids, status: 'APPROVED' });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toEqual({
      updated: [catalog.inferred, ...catalog.members].toSorted(),
      unchanged: [catalog.declared],
      not_found: [unknown],
      batch_id: expect.any(String),
    });
    expect((await bulk({ relationship_ids: ids, status: 'APPROVED' })).body).toMatchObject({ updated: [] });
    expect(await get(catalog.members[1])).toMatchObject({ status: 'APPROVED' });
    const scored = await bulk({ relationship_ids: [catalog.inferred, catalog.declared], status: 'REJECTED', score: 0.1, evidence: { why: 'bulk' } });
    expect(scored.body).toMatchObject({ updated: [catalog.inferred, catalog.declared].toSorted() });
    expect(await get(catalog.declared)).toMatchObject({ status: 'REJECTED', score: 0.1, evidence: { why: 'bulk' } });
  });

  test('refuses an empty or a wrong body', async () => {
    expect((await bulk({ relationship_ids: [], status: 'APPROVED' })).problems).toEqual(['body.relationship_ids']);
    expect((await bulk({ relationship_ids: ['x'] })).problems).toEqual(['body.relationship_ids.0', 'body.status']);
    expect((await bulk({ relationship_ids: [catalog.inferred], status: null })).problems).toEqual(['body.status']);
    expect((await bulk({ relationship_ids: [catalog.inferred], status: 'APPROVED', score: 2 })).problems).toEqual(['body.score']);
  });

  test('two at once lose nothing and record each change once', async () => {
    const ids = [catalog.inferred, ...catalog.members];
    const both = await Promise.all([
      bulk({ relationship_ids: ids, status: 'APPROVED' }),
      bulk({ relationship_ids: ids.toReversed(), status: 'APPROVED' }),
    ]);
    expect(both.map((answer) => (answer.body['updated'] as string[]).length).toSorted((a, b) => a - b)).toEqual([0, 3]);
    expect((await history(catalog.inferred)).decisions).toHaveLength(1);
  });
});

describe('create and delete', () => {
  const create = (body: object, sourceId = catalog.sourceId) => api.call('POST', `/api/integration-sources/${sourceId}/relationships`, body);
  const ends = () => ({ from_column_id: catalog.columns['orders.id'], to_table_id: catalog.tables.customers, to_column_name: 'name' });

  test('a person’s edge is MANUAL and APPROVED; again it is 409', async () => {
    const made = await create({ ...ends(), score: 0.5, status: 'REJECTED' });
    expect(made.status, made.text).toBe(201);
    expect(made.body).toMatchObject({
      ...ends(),
      integration_source_id: catalog.sourceId,
      type: 'MANUAL',
      status: 'APPROVED',
      score: 0.5,
      evidence: null,
    });
    expect(await history(made.id)).toMatchObject({ revisions: [{ revision: 1, origin: 'manual' }], decisions: [{ to_status: 'APPROVED' }] });
    const again = await create(ends());
    expect(again.status).toBe(409);
    expect(again.body['detail']).toContain(made.id);
    const known = { from_column_id: catalog.columns['orders.customer_id'], to_table_id: catalog.tables.customers, to_column_name: 'id' };
    expect((await create(known)).status).toBe(409);
    const deleted = await api.call('DELETE', `${url}/${made.id}`);
    expect(deleted.body).toEqual(made.body);
    expect((await api.call('GET', `${url}/${made.id}`)).status).toBe(404);
  });

  test('both ends must be there, in the source', async () => {
    const other = await catalogFixture(api, { path: `/srv/other-${count}.sqlite`, label: `O${count}` });
    expect((await create({ ...ends(), from_column_id: newId() })).status).toBe(404);
    expect((await create({ ...ends(), to_table_id: newId() })).status).toBe(404);
    expect((await create({ ...ends(), to_table_id: other.tables.customers })).status).toBe(404);
    expect((await create({ ...ends(), to_column_name: 'nowhere' })).problems).toEqual(['body.to_column_name']);
    expect((await create({ ...ends(), to_column_name: 'x'.repeat(256) })).problems).toEqual(['body.to_column_name']);
    expect((await create({ ...ends(), type: 'INFERRED' })).problems).toEqual(['body.type']);
    expect((await create(ends(), newId())).status).toBe(404);
  });

  test('deleting a member deletes its key', async () => {
    expect((await api.call('DELETE', `${url}/${catalog.members[0]}`)).status).toBe(200);
    expect((await api.call('GET', `${url}/${catalog.members[1]}`)).status).toBe(404);
  });
});
