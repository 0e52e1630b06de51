import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EdgeKind } from '../../src/domain/edge.ts';
import { newId } from '../../src/domain/ids.ts';
import type { Context, Trx } from '../../src/services/context.ts';
import { inTenant } from '../../src/services/context.ts';
import { edgeHistory, recordCreation, reviewEdges } from '../../src/services/edge-review.ts';
import { undoDecision } from '../../src/services/edge-undo.ts';
import { jobClient } from '../../src/workflows/client.ts';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

const url = '/api/integration-sources/relationships';

let api: TestApi;
let catalog: CatalogFixture;
let analyst: string;
let count = 0;
beforeAll(async () => {
  api = await testApi();
  analyst = await api.tokenOf('ANALYST');
});
beforeEach(async () => {
  count += 1;
  catalog = await catalogFixture(api, { path: `/srv/${count}.sqlite`, label: `L${count}` });
});
afterAll(() => api.close());

const decide = (id: string, status: string, token = api.token) => api.call('PUT', `${url}/${id}`, { status }, token);
const bulk = (ids: readonly string[], status: string, token = api.token) =>
  api.call('POST', `${url}/bulk-status`, { relationship_ids: ids, status }, token);
const undo = (id: string, token = api.token) => api.call('POST', `${url}/${id}/undo`, undefined, token);
const undoBatch = (id: unknown, token = api.token) =>
  api.call('POST', `/api/organization/${api.organizationId}/decision-batches/${String(id)}/undo`, undefined, token);
const statusOf = async (id: string) => (await api.call('GET', `${url}/${id}`)).body['status'];
const decisionsOf = async (id: string) => (await api.call('GET', `${url}/${id}/history`)).body['decisions'] as Record<string, unknown>[];
const review = (id: string) =>
  api.store.inOrganization(api.organizationId, (trx) =>
    trx.selectFrom('relationships').select(['status', 'decided_at', 'changed_since_decision']).where('id', '=', id).executeTakeFirstOrThrow(),
  );
const change = (id: string) =>
  api.store.inOrganization(api.organizationId, (trx) =>
    trx.updateTable('relationships').set({ changed_since_decision: true }).where('id', '=', id).execute(),
  );

describe('undo', () => {
  test('goes back decision by decision, and keeps what happened', async () => {
    const states = [await review(catalog.inferred)];
    for (const status of ['APPROVED', 'REJECTED', 'SUGGESTED', 'APPROVED']) {
      await decide(catalog.inferred, status);
      states.push(await review(catalog.inferred));
    }
    for (const before of states.toReversed().slice(1)) {
      const answer = await undo(catalog.inferred);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toMatchObject({ id: catalog.inferred, status: before.status });
      expect(await review(catalog.inferred)).toEqual(before);
    }
    const decisions = await decisionsOf(catalog.inferred);
    expect(decisions.map((decision) => decision['to_status'])).toEqual([
      'APPROVED',
      'REJECTED',
      'SUGGESTED',
      'APPROVED',
      'SUGGESTED',
      'REJECTED',
      'APPROVED',
      'SUGGESTED',
    ]);
    expect(decisions.slice(4).map((decision) => decision['undoes'])).toEqual(
      decisions
        .slice(0, 4)
        .toReversed()
        .map((decision) => decision['id']),
    );
    const over = await undo(catalog.inferred);
    expect(over.status).toBe(409);
    expect(over.body['detail']).toContain('taken back already');
  });

  test('there is nothing to take back where nobody decided', async () => {
    const answer = await undo(catalog.inferred);
    expect(answer.status).toBe(409);
    expect(answer.body['detail']).toContain('Nobody has decided');
    expect((await undo(newId())).status).toBe(404);
  });

  test('is for one’s own decisions; an administrator takes back anybody’s', async () => {
    await decide(catalog.inferred, 'APPROVED', analyst);
    await decide(catalog.inferred, 'REJECTED');
    const answer = await undo(catalog.inferred, analyst);
    expect(answer.status).toBe(409);
    expect(answer.body['detail']).toContain('another person');
    expect(await statusOf(catalog.inferred)).toBe('REJECTED');
    await undo(catalog.inferred);
    expect((await undo(catalog.inferred, analyst)).body).toMatchObject({ status: 'SUGGESTED' });
    await decide(catalog.inferred, 'APPROVED', analyst);
    expect((await undo(catalog.inferred)).body).toMatchObject({ status: 'SUGGESTED' });
  });

  test('a declared key is approved again, without anybody’s decision', async () => {
    await decide(catalog.declared, 'REJECTED');
    await undo(catalog.declared);
    expect(await review(catalog.declared)).toMatchObject({ status: 'APPROVED', decided_at: null });
  });

  test('members of a composite key go back together', async () => {
    await decide(catalog.members[0], 'APPROVED');
    expect((await undo(catalog.members[1])).body).toMatchObject({ id: catalog.members[1], status: 'SUGGESTED' });
    expect(await statusOf(catalog.members[0])).toBe('SUGGESTED');
    for (const member of catalog.members) expect(await decisionsOf(member)).toHaveLength(2);
  });

  test('a renewed decision is undone to the older one, on evidence that has changed', async () => {
    await decide(catalog.inferred, 'APPROVED');
    const first = await review(catalog.inferred);
    await change(catalog.inferred);
    await decide(catalog.inferred, 'APPROVED');
    expect(await review(catalog.inferred)).toMatchObject({ changed_since_decision: false });
    await undo(catalog.inferred);
    expect(await review(catalog.inferred)).toEqual({ ...first, changed_since_decision: true });
  });

  test('an edge that a scan found again, after it was deleted, has no decisions yet', async () => {
    await decide(catalog.inferred, 'APPROVED');
    const { body } = await bulk([catalog.inferred], 'REJECTED');
    const { impact: _, ...found } = await api.store.inOrganization(api.organizationId, (trx) =>
      trx.selectFrom('relationships').selectAll().where('id', '=', catalog.inferred).executeTakeFirstOrThrow(),
    );
    await api.call('DELETE', `${url}/${catalog.inferred}`);
    await api.store.inOrganization(api.organizationId, (trx) =>
      trx
        .insertInto('relationships')
        .values({ ...found, evidence: null, status: 'SUGGESTED', decided_at: null, created_at: new Date(Date.now() + 1) })
        .execute(),
    );
    const answer = await undo(catalog.inferred);
    expect(answer.status).toBe(409);
    expect(answer.body['detail']).toContain('Nobody has decided');
    expect((await undoBatch(body['batch_id'])).body).toMatchObject({ updated: [], unchanged: [{ id: catalog.inferred }] });
    expect(await statusOf(catalog.inferred)).toBe('SUGGESTED');
  });

  test('ten at once take back one decision', async () => {
    await decide(catalog.inferred, 'APPROVED');
    const answers = await Promise.all(Array.from({ length: 10 }, () => undo(catalog.inferred)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
    expect(await decisionsOf(catalog.inferred)).toHaveLength(2);
  });
});

describe('undo of a batch', () => {
  test('says per edge what happened', async () => {
    const made = await api.call('POST', `/api/integration-sources/${catalog.sourceId}/relationships`, {
      from_column_id: catalog.columns['orders.id'],
      to_table_id: catalog.tables.customers,
      to_column_name: 'name',
    });
    const { body } = await bulk([catalog.inferred, catalog.declared, catalog.members[0], made.id], 'REJECTED');
    expect(body['batch_id']).toEqual(expect.any(String));
    await decide(catalog.declared, 'APPROVED');
    await api.call('DELETE', `${url}/${made.id}`);
    const undone = await undoBatch(body['batch_id']);
    expect(undone.status, undone.text).toBe(200);
    const named = (...ids: string[]) => ids.toSorted().map((id) => ({ kind: 'relationship', id }));
    expect(undone.body).toEqual({
      updated: named(catalog.inferred, ...catalog.members),
      unchanged: named(catalog.declared),
      not_found: named(made.id),
      batch_id: body['batch_id'],
      undone_at: expect.any(String),
    });
    for (const id of [catalog.inferred, ...catalog.members]) expect(await statusOf(id)).toBe('SUGGESTED');
    expect(await statusOf(catalog.declared)).toBe('APPROVED');
    expect((await undoBatch(body['batch_id'])).body).toMatchObject({ updated: [] });
  });

  test('one edge is a batch too; none is not', async () => {
    const one = await bulk([catalog.inferred], 'APPROVED');
    expect((await undoBatch(one.body['batch_id'])).body).toMatchObject({ updated: [{ kind: 'relationship', id: catalog.inferred }] });
    expect((await bulk([catalog.inferred, newId()], 'SUGGESTED')).body).toMatchObject({ updated: [], batch_id: null });
    expect((await undoBatch(newId())).status).toBe(404);
  });

  test('batches are undone from the newest, by who decided or an administrator', async () => {
    const first = await bulk([catalog.inferred], 'APPROVED', analyst);
    const second = await bulk([catalog.inferred], 'REJECTED');
    expect((await undoBatch(second.body['batch_id'], analyst)).status).toBe(409);
    expect((await undoBatch(first.body['batch_id'])).body).toMatchObject({ updated: [] });
    expect((await undoBatch(second.body['batch_id'])).body).toMatchObject({ unchanged: [] });
    expect((await undoBatch(first.body['batch_id'], analyst)).body).toMatchObject({ unchanged: [] });
    expect(await statusOf(catalog.inferred)).toBe('SUGGESTED');
  });

  test('is another organization’s no business', async () => {
    const { body } = await bulk([catalog.inferred], 'APPROVED');
    const theirs = `/api/organization/${api.otherOrganizationId}/decision-batches/${String(body['batch_id'])}/undo`;
    expect((await api.call('POST', theirs, undefined, api.otherToken)).status).toBe(404);
    expect((await undoBatch(body['batch_id'], api.otherToken)).status).toBe(404);
    expect(await statusOf(catalog.inferred)).toBe('APPROVED');
  });
});

describe('all three kinds', () => {
  const ctx = (): Context => ({
    organizationId: api.organizationId,
    actor: { organizationId: api.organizationId, userId: api.userId, tokenId: newId(), role: 'ORGANIZATION_ADMIN', madeBy: null },
    scope: {},
    via: 'mcp',
  });
  const services = () => ({ store: api.store, jobClient: jobClient(api.store) });
  const work = <T>(run: (trx: Trx) => Promise<T>) => inTenant(services(), ctx(), 'edges.review', run);

  /** An edge of each kind; the association is the platform's own, the link a person's. */
  async function edges(): Promise<Record<EdgeKind, string>> {
    const ids = { relationship: catalog.inferred, association: newId(), entity_link: newId() };
    const organization_id = api.organizationId;
    await work(async (trx) => {
      const objects = [newId(), newId()] as const;
      for (const id of objects)
        await trx
          .insertInto('saas_objects')
          .values({ organization_id, id, integration_source_id: catalog.sourceId, object_name: id, api_identifier: id })
          .execute();
      await trx
        .insertInto('saas_associations')
        .values({
          organization_id,
          id: ids.association,
          integration_source_id: catalog.sourceId,
          from_object_id: objects[0],
          to_object_id: objects[1],
          association_type_id: '1',
          association_label: 'owns',
          status: 'APPROVED',
        })
        .execute();
      const at = new Date();
      await trx
        .insertInto('entity_links')
        .values({
          organization_id,
          id: ids.entity_link,
          source_integration_source_id: catalog.sourceId,
          target_integration_source_id: catalog.sourceId,
          source_table_id: catalog.tables.customers,
          source_column_id: catalog.columns['customers.id'] ?? '',
          target_table_id: catalog.tables.orders,
          target_column_id: catalog.columns['orders.customer_id'] ?? '',
          status: 'APPROVED',
          confidence_score: 0.5,
          decided_at: at,
        })
        .execute();
      await recordCreation(trx, ctx(), 'entity_link', { id: ids.entity_link, type: 'MANUAL', score: 0.5, evidence: null }, at);
    });
    return ids;
  }

  test('are decided and revised, and tell their history, alike', async () => {
    const ids = await edges();
    for (const kind of ['relationship', 'association', 'entity_link'] as const) {
      const said = { status: 'REJECTED', score: 0.25, evidence: { seen: true }, note: 'looked at it' } as const;
      const result = await work((trx) => reviewEdges(trx, ctx(), kind, [ids[kind], newId()], said));
      expect(result).toMatchObject({ updated: [ids[kind]], unchanged: [], notFound: [expect.any(String)] });
      const { decisions, revisions } = await edgeHistory(services(), ctx(), kind, ids[kind]);
      expect(decisions.at(-1)).toMatchObject({ to_status: 'REJECTED', note: 'looked at it', source: 'mcp', evidence_revision: revisions.length });
      expect(revisions.at(-1)).toMatchObject({ origin: 'manual', score: 0.25, evidence: { text: '{"seen":true}' }, actor_id: api.userId });
      expect(await work((trx) => reviewEdges(trx, ctx(), kind, [ids[kind]], said))).toMatchObject({ updated: [], unchanged: [ids[kind]] });
      await work((trx) => undoDecision(trx, ctx(), kind, ids[kind]));
    }
    const { association, link } = await work(async (trx) => ({
      association: await trx.selectFrom('saas_associations').selectAll().where('id', '=', ids.association).executeTakeFirstOrThrow(),
      link: await trx.selectFrom('entity_links').selectAll().where('id', '=', ids.entity_link).executeTakeFirstOrThrow(),
    }));
    expect(association).toMatchObject({ status: 'APPROVED', decided_at: null, score: 0.25, evidence: { text: '{"seen":true}' } });
    expect(link).toMatchObject({ status: 'APPROVED', decided_at: expect.any(Date), confidence_score: 0.25 });
  });

  test('are taken back as one batch', async () => {
    const ids = await edges();
    const batchId = newId();
    await work(async (trx) => {
      for (const kind of ['relationship', 'association', 'entity_link'] as const)
        expect((await reviewEdges(trx, ctx(), kind, [ids[kind]], { status: 'REJECTED' }, { batchId })).batchId).toBe(batchId);
    });
    const { body } = await undoBatch(batchId);
    expect(body).toMatchObject({
      updated: Object.entries(ids)
        .map(([kind, id]) => ({ kind, id }))
        .toSorted((a, b) => order(a.kind) - order(b.kind)),
    });
  });
});

const order = (kind: string) => ['relationship', 'association', 'entity_link'].indexOf(kind);
