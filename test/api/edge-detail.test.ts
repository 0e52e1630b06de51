import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Answer } from '../../src/contract/common.ts';
import type { edgeDetail } from '../../src/contract/edge-detail.ts';
import { newId } from '../../src/domain/ids.ts';
import { oneOfEach, type OneOfEach } from './one-of-each.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let made: OneOfEach;
let url: string;
let token: string;
let organizationId: string;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  organizationId = newId();
  await api.store.asSystem((trx) =>
    trx
      .insertInto('organizations')
      .values({ id: organizationId, name: 'Review', data_key: api.store.sealer.newDataKey(organizationId).wrapped })
      .execute(),
  );
  token = await api.tokenOf('ORGANIZATION_ADMIN', { organizationId });
  made = await oneOfEach(api, { organizationId, token });
  url = `/api/organization/${organizationId}/edges`;
  await within(sql`DELETE FROM evidence_revisions`);
});

const inferred = () => made.ids['relationship_id'] ?? '';
const get = (path: string) => api.call('GET', `${url}${path}`, undefined, token);
const detail = async (kind: string, id: string | undefined) => (await get(`/${kind}/${id}`)).body as unknown as Answer<typeof edgeDetail>;
const within = (query: ReturnType<typeof sql>) => api.store.inOrganization(organizationId, (trx) => query.execute(trx));
const decide = (edges: object[], status: string, by = token, note?: string) => api.call('POST', `${url}/decisions`, { edges, status, note }, by);

const counted = (orphans: number, rest: Record<string, unknown> = {}) =>
  JSON.stringify({
    value: {
      rows: 1000,
      matched_rows: 1000 - orphans,
      orphan_rows: orphans,
      containment: (1000 - orphans) / 1000,
      target_rows: 50,
      target_null_rows: 0,
      target_distinct: 50,
      ...rest,
    },
  });
const revise = (id: string, revision: number, score: number, evidence: string, kind = 'relationship') =>
  within(sql`
    INSERT INTO evidence_revisions (organization_id, edge_kind, edge_id, revision, origin, score, evidence)
    VALUES (${organizationId}, ${kind}, ${id}, ${revision}, 'machine', ${score}, ${evidence}::json)`);

describe('one edge', () => {
  test('comes with its evidence, the attributes of both ends and its history', async () => {
    await within(sql`
      UPDATE source_columns SET profile = '{"rows":10,"nulls":1,"empties":0,"distinct":4,"value_class":"integer","min":"1","max":"4","top":[{"value":"2","count":5}]}',
        is_sensitive = true, semantic_type = 'integer_id' WHERE id = (SELECT from_column_id FROM relationships WHERE id = ${inferred()})`);
    await within(sql`UPDATE relationships SET evidence = ${counted(3)}::json WHERE id = ${inferred()}`);
    await revise(inferred(), 1, 0.9, counted(3));
    await decide([{ kind: 'relationship', id: inferred() }], 'APPROVED', token, 'Asked the team.');
    const answer = await detail('relationship', inferred());
    expect(answer).toMatchObject({
      edge: { kind: 'relationship', id: inferred(), status: 'APPROVED' },
      evidence: { value: { orphan_rows: 3 } },
      attributes: {
        from: [{ name: 'customer_id', is_sensitive: true, semantic_type: 'integer_id', values: { distinct: 4, top: [{ value: '2', count: 5 }] } }],
        to: [{ name: 'id', values: null }],
      },
      history: { revisions: [{ revision: 1, actor_name: null }] },
      decided_on_revision: 1,
      verification: null,
      verifying_job_id: null,
    });
    const { decisions } = answer.history;
    expect(decisions.at(-1)).toMatchObject({ to_status: 'APPROVED', note: 'Asked the team.' });
    expect(decisions.at(-1)?.actor_name).toContain('@');
  });

  test('of a composite key is found by any member, with the attributes in their order', async () => {
    const composite = (await get('')).list.find((edge) => (edge['member_ids'] as string[]).length === 2);
    const members = composite?.['member_ids'] as string[];
    for (const id of members) {
      const { edge, attributes } = await detail('relationship', id);
      expect(edge.id).toBe(members[0]);
      expect(attributes.from.map(({ name }) => name)).toEqual(['order_id', 'line']);
      expect(attributes.to.map(({ name }) => name)).toEqual(['order_id', 'line']);
    }
  });

  test('shows what its rivals are', async () => {
    const other = newId();
    await within(sql`
      INSERT INTO relationships (organization_id, id, integration_source_id, from_column_id, to_table_id, to_column_name, score)
      SELECT organization_id, ${other}, integration_source_id, from_column_id, to_table_id, 'other', 0.3 FROM relationships WHERE id = ${inferred()}`);
    expect((await detail('relationship', inferred())).competing).toMatchObject([{ id: other, score: 0.3 }]);
    expect((await detail('relationship', other)).competing).toMatchObject([{ id: inferred() }]);
  });

  test('of an association has the fields that its evidence names', async () => {
    await within(
      sql`UPDATE saas_associations SET evidence = '{"from":{"columns":["id",7]},"field":{"odd":1}}'::json WHERE id = ${made.ids['association_id']}`,
    );
    expect((await detail('association', made.ids['association_id'])).attributes).toMatchObject({ from: [{ name: 'id' }], to: [] });
    expect((await detail('entity_link', made.ids['entity_link_id'])).attributes).toMatchObject({ from: [{ name: 'id' }], to: [{ name: 'id' }] });
  });

  test('that is not there is not found', async () => {
    expect((await get(`/relationship/${newId()}`)).status).toBe(404);
    expect((await get(`/association/${inferred()}`)).status).toBe(404);
    expect((await get(`/edge/${inferred()}`)).problems).toEqual(['path.kind']);
    expect(
      (await api.call('GET', `/api/organization/${api.otherOrganizationId}/edges/relationship/${inferred()}`, undefined, api.otherToken)).status,
    ).toBe(404);
  });
});

describe('a decision on what somebody saw', () => {
  test('is left out where another person decided meanwhile', async () => {
    const seen = (await detail('relationship', inferred())).edge;
    const colleague = await api.tokenOf('ANALYST', { organizationId });
    expect((await decide([seen], 'REJECTED', colleague)).body).toMatchObject({ updated: [{ id: inferred() }], changed: [] });
    const late = await decide([seen, { kind: 'entity_link', id: made.ids['entity_link_id'] }], 'APPROVED');
    expect(late.body).toMatchObject({
      updated: [{ kind: 'entity_link' }],
      changed: [{ kind: 'relationship', id: inferred() }],
      unchanged: [],
      not_found: [],
    });
    const now = (await detail('relationship', inferred())).edge;
    expect(now.status).toBe('REJECTED');
    expect((await decide([now], 'APPROVED')).body).toMatchObject({ updated: [{ id: inferred() }] });
  });
});

test('the queue of one entity has the edges in and out of it', async () => {
  const customers = made.ids['table_id'] ?? '';
  const edges = (await get(`?entity_id=${customers}`)).list as { from: { entity_id: string }; to: { entity_id: string } }[];
  expect(edges.length).toBeGreaterThan(1);
  expect(edges.every(({ from, to }) => from.entity_id === customers || to.entity_id === customers)).toBe(true);
  expect((await get(`/facets?entity_id=${customers}`)).body).toMatchObject({ total: edges.length });
});

test('thresholds count suggestions from a score upwards, and the wrong ones among them', async () => {
  await within(sql`UPDATE relationships SET status = 'REJECTED' WHERE id <> ${inferred()}`);
  await within(sql`UPDATE relationships SET score = 0.29 WHERE id = ${inferred()}`);
  const answer = (await get(`/threshold?source=${made.ids['source_id']}`)).body as {
    total: number;
    without_score: number;
    steps: Record<string, number>[];
  };
  expect(answer).toMatchObject({ total: 2, without_score: 1 });
  expect(answer.steps).toHaveLength(101);
  expect(answer.steps[29]).toEqual({ score: 0.29, count: 1, expected_wrong: 0.71 });
  expect(answer.steps[30]).toEqual({ score: 0.3, count: 0, expected_wrong: 0 });
  expect((await get(`/threshold?source=${made.ids['source_id']}&min_score=0.5`)).body).toMatchObject({ total: 0, without_score: 0 });
});

describe('health', () => {
  const approve = () => decide([{ kind: 'relationship', id: inferred() }], 'APPROVED');

  test('lists approved edges whose evidence got worse since the decision, the worst first, with the trend', async () => {
    const second = (await get('?kind=relationship&type=FOREIGN_KEY&status=APPROVED')).list.at(0)?.['id'] as string;
    await revise(inferred(), 1, 0.9, counted(0));
    await revise(second, 1, 1, counted(0));
    await approve();
    expect((await get('/health')).list).toEqual([]);
    await revise(inferred(), 2, 0.9, counted(50));
    await revise(inferred(), 3, 0.8, counted(200));
    await revise(second, 2, 1, counted(7, { target_distinct: 49 }));
    const listed = (await get('/health')).list as unknown[];
    expect(listed).toMatchObject([
      {
        edge: { id: inferred() },
        reasons: ['orphan_share', 'orphan_rows', 'containment', 'score'],
        severity: 0.2,
        decided_on: { revision: 1, orphan_rows: 0 },
        now: { revision: 3, orphan_rows: 200, orphan_share: 0.2, containment: 0.8 },
        trend: [{ revision: 1 }, { revision: 2 }, { revision: 3 }],
      },
      { edge: { id: second }, reasons: ['target_not_unique', 'orphan_share', 'orphan_rows', 'containment'], decided_on: { revision: 1 } },
    ]);
    const first = await get('/health?limit=1');
    const next = /<([^>]+)>/.exec(String(first.headers['link']))?.[1] ?? '';
    expect((await api.call('GET', next, undefined, token)).list).toMatchObject([{ edge: { id: second } }]);
    expect((await approve()).body).toMatchObject({ updated: [], unchanged: [{ id: inferred() }] });
    const confirmed = await api.call(
      'POST',
      `${url}/decisions`,
      { edges: [{ kind: 'relationship', id: inferred() }], status: 'APPROVED', renew: true },
      token,
    );
    expect(confirmed.body).toMatchObject({ updated: [{ id: inferred() }], unchanged: [] });
    expect((await get('/health')).list).toMatchObject([{ edge: { id: second } }]);
  });

  test('tells of an approved edge that is not found any more', async () => {
    await revise(inferred(), 1, 0.9, counted(0));
    await approve();
    await within(sql`UPDATE relationships SET changed_since_decision = true WHERE id = ${inferred()}`);
    expect((await get('/health')).list).toMatchObject([{ edge: { id: inferred() }, reasons: ['not_found'], severity: 1 }]);
  });
});
