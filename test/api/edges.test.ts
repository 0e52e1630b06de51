import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { oneOfEach, type OneOfEach } from './one-of-each.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let theirs: OneOfEach;
beforeAll(async () => {
  api = await testApi();
  theirs = await oneOfEach(api, { organizationId: api.otherOrganizationId, token: api.otherToken });
});
afterAll(() => api.close());

/** The queue of a new organization: a name for each edge in it, and its id. */
interface Queue {
  readonly url: string;
  readonly token: string;
  readonly made: OneOfEach;
  readonly ids: Readonly<Record<'inferred' | 'declared' | 'composite' | 'association' | 'link', string>>;
  readonly members: readonly string[];
  get(query?: string): ReturnType<TestApi['call']>;
  /** The names of what a query lists, in its order. */
  names(query: string): Promise<string[]>;
  change(edge: 'inferred' | 'declared' | 'composite' | 'association' | 'link', set: Record<string, unknown>): Promise<void>;
}

let queue: Queue;
beforeEach(async () => {
  queue = await newQueue();
});

async function newQueue(): Promise<Queue> {
  const organizationId = newId();
  await api.store.asSystem((trx) =>
    trx
      .insertInto('organizations')
      .values({ id: organizationId, name: 'Queue', data_key: api.store.sealer.newDataKey(organizationId).wrapped })
      .execute(),
  );
  const token = await api.tokenOf('ORGANIZATION_ADMIN', { organizationId });
  const made = await oneOfEach(api, { organizationId, token });
  await api.store.inOrganization(organizationId, (trx) =>
    trx
      .deleteFrom('entity_links')
      .where('id', '<>', made.ids['entity_link_id'] ?? '')
      .execute(),
  );
  const url = `/api/organization/${organizationId}/edges`;
  const get = (query = '') => api.call('GET', url + query, undefined, token);
  const all = (await get()).list;
  const idOf = (kind: string, attributes: readonly string[]) =>
    String(all.find((edge) => edge['kind'] === kind && String((edge['from'] as { attributes: string[] }).attributes) === String(attributes))?.['id']);
  const composite = all.find((edge) => (edge['member_ids'] as string[]).length === 2);
  const ids = {
    inferred: idOf('relationship', ['customer_id']),
    declared: idOf('relationship', ['id']),
    composite: String(composite?.['id']),
    association: made.ids['association_id'] ?? '',
    link: made.ids['entity_link_id'] ?? '',
  };
  const nameOf = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  return {
    url,
    token,
    made,
    ids,
    members: composite?.['member_ids'] as string[],
    get,
    async names(query) {
      const answer = await get(query);
      expect(answer.status, answer.text).toBe(200);
      return answer.list.map((edge) => nameOf.get(String(edge['id'])) ?? String(edge['id']));
    },
    async change(edge, set) {
      const table = edge === 'association' ? 'saas_associations' : edge === 'link' ? 'entity_links' : 'relationships';
      const values = Object.entries(set).map(([name, value]) => sql`${sql.ref(name)} = ${value}`);
      await api.store.inOrganization(organizationId, (trx) =>
        sql`UPDATE ${sql.table(table)} SET ${sql.join(values)} WHERE id = ${ids[edge]}`.execute(trx),
      );
    },
  };
}

/** `declared` 1, `inferred` 0.9, `composite` 0.7, `association` 0.45, `link` none. */
const scored = () => queue.change('association', { score: 0.45 });

const nextOf = (answer: { headers: Record<string, unknown> }): string | undefined =>
  /<([^>]+)>; rel="next"/.exec(String(answer.headers['link']))?.[1];

describe('an item', () => {
  test('carries all that a row of a list shows', async () => {
    await queue.change('inferred', { evidence: '{"value":{"matched_rows":4812}}', decided_at: '2026-02-03T04:05:06Z', changed_since_decision: true });
    const item = (await queue.get('?query=customer_id&kind=relationship')).list[0];
    const source = { integration_source_id: queue.made.ids['source_id'], integration_source_name: 'Shop', entity_type: 'table', schema_name: 'main' };
    expect(item).toMatchObject({
      kind: 'relationship',
      id: queue.ids.inferred,
      status: 'SUGGESTED',
      type: 'INFERRED',
      score: 0.9,
      impact: 4812,
      changed_since_decision: true,
      from: { ...source, entity_name: 'orders', attributes: ['customer_id'] },
      to: { ...source, entity_id: queue.made.ids['table_id'], entity_name: 'customers', attributes: ['id'] },
      member_ids: [queue.ids.inferred],
      decided_at: '2026-02-03T04:05:06.000Z',
    });
    expect(item?.['uncertainty']).toBeCloseTo(0.2, 12);
    expect(item).not.toHaveProperty('evidence');
  });

  test('of an association and of a link has objects and fields', async () => {
    const crm = { integration_source_id: queue.made.saasSourceId, integration_source_name: 'CRM', entity_type: 'saas_object', schema_name: null };
    const [association] = (await queue.get('?kind=association')).list;
    expect(association).toMatchObject({
      type: 'FOREIGN_KEY',
      score: null,
      uncertainty: null,
      impact: 0,
      from: { ...crm, entity_name: 'Contact', attributes: [] },
      to: { ...crm, entity_name: 'Company', attributes: [] },
      label: 'Contact to Company',
    });
    const [link] = (await queue.get('?kind=entity_link')).list;
    expect(link).toMatchObject({
      type: 'PROBABILISTIC',
      from: { integration_source_name: 'Shop', entity_type: 'table', schema_name: 'main', entity_name: 'customers', attributes: ['id'] },
      to: { ...crm, entity_name: 'Contact', attributes: ['Id'] },
    });
  });

  test('of a composite key is one, with its members in their order', async () => {
    const item = (await queue.get('?query=line')).list.find((edge) => edge['id'] === queue.ids.composite);
    expect(item).toMatchObject({ member_ids: queue.members, from: { attributes: ['order_id', 'line'] }, to: { attributes: ['order_id', 'line'] } });
    expect((await queue.get()).list).toHaveLength(5);
  });

  test('shows the names that things have now', async () => {
    const { object_id: object, field_id: field, source_id: source } = queue.made.ids;
    await api.store.inOrganization(queue.made.ids['organization_id'] ?? '', async (trx) => {
      await sql`UPDATE saas_objects SET object_name = 'Person' WHERE id = ${object}`.execute(trx);
      await sql`UPDATE saas_fields SET field_name = 'Number' WHERE id = ${field}`.execute(trx);
      await sql`UPDATE integration_sources SET name = 'Store' WHERE id = ${source}`.execute(trx);
    });
    expect(await queue.names('?query=contact')).toEqual([]);
    expect((await queue.names('?query=person')).toSorted()).toEqual(['association', 'link']);
    expect((await queue.get('?query=person.number')).list).toMatchObject([
      { from: { integration_source_name: 'Store' }, to: { entity_name: 'Person', attributes: ['Number'] } },
    ]);
  });
});

describe('filters', () => {
  test('let through what they say, several values and several filters at once', async () => {
    await scored();
    await queue.change('declared', { changed_since_decision: true });
    const { source_id: shop } = queue.made.ids;
    const crm = queue.made.saasSourceId;
    for (const [query, names] of [
      ['kind=association', ['association']],
      ['kind=association&kind=entity_link', ['association', 'link']],
      ['status=APPROVED', ['declared']],
      ['status=REJECTED', []],
      ['status=APPROVED&status=SUGGESTED&kind=relationship', ['declared', 'inferred', 'composite']],
      ['type=FOREIGN_KEY', ['declared', 'association']],
      ['type=PROBABILISTIC&type=INFERRED', ['inferred', 'composite', 'link']],
      ['type=DETERMINISTIC&kind=relationship', []],
      ['min_score=0.7', ['declared', 'inferred', 'composite']],
      ['max_score=0.7', ['composite', 'association']],
      ['min_score=0.45&max_score=0.45', ['association']],
      ['score_band=0.9-1.0', ['declared', 'inferred']],
      ['score_band=none&score_band=0.7-0.8', ['composite', 'link']],
      ['changed_since_decision=true', ['declared']],
      ['changed_since_decision=false&kind=relationship', ['inferred', 'composite']],
      [`source=${crm}`, ['association', 'link']],
      [`source=${shop}`, ['declared', 'inferred', 'composite', 'link']],
      [`source=${newId()}`, []],
      [`source_pair=${crm},${shop}`, ['link']],
      [`source_pair=${shop},${crm?.toUpperCase()}`, ['link']],
      [`source_pair=${crm},${crm}`, ['association']],
      [`source=${shop}&min_score=0.8&status=SUGGESTED`, ['inferred']],
      ['kind=null&query=', ['declared', 'inferred', 'composite', 'association', 'link']],
    ] as const) {
      expect(await queue.names(`?${query}`), query).toEqual(names);
    }
  });

  test('find text in the names of entities and attributes of both ends', async () => {
    for (const [text, names] of [
      ['CUSTOMER', ['inferred', 'link']],
      ['Orders.customer_ID', ['inferred']],
      ['order_lines', ['declared', 'composite']],
      ['line', ['declared', 'composite']],
      ['company', ['association']],
      ['contact.id', ['link']],
      ['order%lines', []],
      ['order-lines', []],
      ['order_lines.line', ['composite']],
      ['s.c', ['inferred']],
      ['.', ['inferred', 'declared', 'composite', 'link']],
      ['contact.company', []],
      ['.contact', []],
      ['\\', []],
    ] as const) {
      expect((await queue.names(`?query=${encodeURIComponent(text)}`)).toSorted(), text).toEqual(names.toSorted());
    }
  });

  test('find names of several words, in any script, with the signs of patterns, as they are now', async () => {
    const { organization_id: organization, object_id: object, field_id: field } = queue.made.ids;
    const rename = (table: string, column: string, id: string | undefined, name: string) =>
      api.store.inOrganization(organization ?? '', (trx) =>
        sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${name} WHERE id = ${id}`.execute(trx),
      );
    const found = async (text: string) => (await queue.names(`?query=${encodeURIComponent(text)}`)).toSorted();
    await rename('saas_objects', 'object_name', object, 'Größte 顧客 v1.2 (Entwurf)');
    await rename('saas_fields', 'field_name', field, String.raw`100%_Anteil\Stück`);
    for (const text of ['größte 顧客', 'GRÖ', '顧', 'v1.2', '2 (entw']) expect(await found(text), text).toEqual(['association', 'link']);
    for (const text of ['100%_', '%_a', String.raw`L\S`, 'STÜCK', '1.2 (ENTWURF).100%']) expect(await found(text), text).toEqual(['link']);
    for (const text of ['contact', '100_', '1%2', 'v1_2', 'größte顧客', String.raw`teil\\stück`]) expect(await found(text), text).toEqual([]);
    await rename('saas_objects', 'object_name', object, 'Contact');
    expect(await found('größte')).toEqual([]);
    expect(await found('CONTACT')).toEqual(['association', 'link']);
  });

  test('find nothing of an edge that is gone', async () => {
    await api.call('DELETE', `/api/integration-sources/relationships/${queue.ids.inferred}`, undefined, queue.token);
    expect(await queue.names('?query=customer_id')).toEqual([]);
    expect((await queue.names('?query=customers')).toSorted()).toEqual(['link']);
    await api.store.inOrganization(queue.made.ids['organization_id'] ?? '', (trx) =>
      sql`DELETE FROM saas_objects WHERE id = ${queue.made.ids['object_id']}`.execute(trx),
    );
    expect(await queue.names('?query=c')).toEqual([]);
  });

  test('find a text that thousands of edges show, with other filters too', async () => {
    const { organization_id: organization, object_id: object } = queue.made.ids;
    await api.store.inOrganization(organization ?? '', (trx) =>
      sql`
        INSERT INTO saas_associations (organization_id, id, integration_source_id, from_object_id, to_object_id, association_type_id, association_label, score)
        SELECT ${organization}::uuid, gen_random_uuid(), ${queue.made.saasSourceId}::uuid, ${object}::uuid, ${object}::uuid, n::text, 'same', n / 5000.0
        FROM generate_series(1, 2500) AS n`.execute(trx),
    );
    const [first, ...others] = (await queue.get('?query=contact&max_score=0.4&limit=1000')).list;
    expect(first).toMatchObject({ kind: 'association', score: 0.4, from: { entity_name: 'Contact' } });
    expect(others).toHaveLength(999);
    expect(await queue.names('?query=contact&kind=entity_link')).toEqual(['link']);
    expect(await queue.names('?query=contact.i')).toEqual(['link']);
    expect(await queue.names('?query=customer')).toEqual(['inferred', 'link']);
    expect((await queue.get('/facets?query=contact')).body).toMatchObject({ total: 2502 });
  });

  test('that cannot be are refused', async () => {
    const bad = 'kind=edge&status=x&type=FK&score_band=0-1&min_score=2&max_score=a&source=1&source_pair=1,2&sort=name&order=up&limit=0&cursor=x';
    expect((await queue.get(`?${bad}&query=${'x'.repeat(201)}`)).problems).toEqual([
      'query.kind.0',
      'query.status.0',
      'query.type.0',
      'query.score_band.0',
      'query.min_score',
      'query.max_score',
      'query.source',
      'query.source_pair',
      'query.query',
      'query.sort',
      'query.order',
      'query.limit',
      'query.cursor',
    ]);
    expect((await queue.get('?query=%00')).status).toBe(422);
  });
});

describe('sorts and pages', () => {
  test('each sort both ways; what has no score comes last, or first', async () => {
    await scored();
    await queue.change('inferred', { evidence: '{"value":{"matched_rows":10}}' });
    await queue.change('composite', { evidence: '{"value":{"matched_rows":30.5}}' });
    await queue.change('declared', { evidence: '{"value":{"matched_rows":20}}' });
    await queue.change('association', { evidence: '{"value":{"matched_rows":"40"}}' });
    await queue.change('link', { evidence: '{"value":{"matched_rows":1e300}}' });
    const byScore = ['declared', 'inferred', 'composite', 'association', 'link'];
    const byUncertainty = ['association', 'composite', 'inferred', 'declared', 'link'];
    const byImpact = ['link', 'composite', 'declared', 'inferred', 'association'];
    expect(await queue.names('')).toEqual(byScore);
    for (const [sort, names] of Object.entries({ score: byScore, uncertainty: byUncertainty, impact: byImpact })) {
      expect(await queue.names(`?sort=${sort}`), sort).toEqual(names);
      expect(await queue.names(`?sort=${sort}&order=asc`), sort).toEqual(names.toReversed());
      expect(await queue.names(`?sort=${sort}&changed_since_decision=false&query=i`), sort).toEqual(names.filter((name) => name !== 'association'));
    }
    expect((await queue.get('?sort=impact&limit=2')).list).toMatchObject([{ impact: Number.MAX_SAFE_INTEGER }, { impact: 30 }]);
  });

  test('pages of one follow each other, whatever the sort and the filter', async () => {
    await scored();
    for (const query of ['sort=score', 'sort=uncertainty&order=asc', 'sort=impact', 'sort=impact&order=asc&query=i', 'sort=score&status=SUGGESTED']) {
      const found: string[] = [];
      let answer = await queue.get(`?limit=1&${query}`);
      for (;;) {
        found.push(...answer.list.map(({ id }) => String(id)));
        const next = nextOf(answer);
        if (next === undefined) break;
        answer = await api.call('GET', next, undefined, queue.token);
      }
      expect(found, query).toEqual((await queue.get(`?${query}`)).list.map(({ id }) => id));
    }
  });

  test('what is decided between two pages neither hides nor repeats another edge', async () => {
    await scored();
    const first = await queue.get('?status=SUGGESTED&limit=2');
    expect(first.list.map(({ id }) => id)).toEqual([queue.ids.inferred, queue.ids.composite]);
    const edges = first.list.map(({ kind, id }) => ({ kind, id }));
    await api.call('POST', `${queue.url}/decisions`, { edges, status: 'APPROVED' }, queue.token);
    const second = await api.call('GET', nextOf(first) ?? '', undefined, queue.token);
    expect(second.list.map(({ id }) => id)).toEqual([queue.ids.association, queue.ids.link]);
    expect(nextOf(second)).toBeUndefined();
  });

  test('a page has a hundred items unless told; a thousand at most', async () => {
    const { organization_id: organization, object_id: object } = queue.made.ids;
    await api.store.inOrganization(organization ?? '', (trx) =>
      sql`
        INSERT INTO saas_associations (organization_id, id, integration_source_id, from_object_id, to_object_id, association_type_id, association_label, score)
        SELECT ${organization}::uuid, gen_random_uuid(), ${queue.made.saasSourceId}::uuid, ${object}::uuid, ${object}::uuid, n::text, 'same', 0.25
        FROM generate_series(100, 399) AS n`.execute(trx),
    );
    const first = await queue.get('?kind=association');
    expect(first.list).toHaveLength(100);
    const found = new Set(first.list.map(({ id }) => id));
    for (let next = nextOf(first); next !== undefined;) {
      const page = await api.call('GET', next, undefined, queue.token);
      for (const { id } of page.list) found.add(id);
      next = nextOf(page);
    }
    expect(found.size).toBe(301);
    expect((await queue.get('?kind=association&limit=1000')).list).toHaveLength(301);
    expect((await queue.get('?limit=1001')).problems).toEqual(['query.limit']);
  });

  test('any cursor of the right form is one', async () => {
    for (const value of ['7ff8000000000000', '7ff0000000000000', 'fff0000000000000', '8000000000000000'])
      expect((await queue.get(`?sort=impact&cursor=${value}${'0'.repeat(32)}`)).status).toBe(200);
  });
});

describe('facets', () => {
  const facets = async (query = '') => {
    const answer = await queue.get(`/facets${query}`);
    expect(answer.status, answer.text).toBe(200);
    const counts = (name: string) =>
      Object.fromEntries(
        (answer.body[name] as { value: unknown; count: number }[]).filter(({ count }) => count > 0).map(({ value, count }) => [value, count]),
      );
    return { total: answer.body['total'], counts, body: answer.body };
  };

  test('count everything by every value', async () => {
    await scored();
    const { total, counts, body } = await facets();
    expect(total).toBe(5);
    expect(counts('kind')).toEqual({ relationship: 3, association: 1, entity_link: 1 });
    expect(counts('status')).toEqual({ SUGGESTED: 4, APPROVED: 1 });
    expect(counts('type')).toEqual({ FOREIGN_KEY: 2, INFERRED: 2, PROBABILISTIC: 1 });
    expect(counts('score_band')).toEqual({ none: 1, '0.4-0.5': 1, '0.7-0.8': 1, '0.9-1.0': 2 });
    expect(counts('changed_since_decision')).toEqual({ false: 5 });
    expect((body['score_band'] as unknown[]).length).toBe(11);
    expect(
      (body['source_pair'] as { integration_source_names: string[]; count: number }[]).map(({ integration_source_names: names, count }) => [
        names,
        count,
      ]),
    ).toEqual([
      [['Shop', 'Shop'], 3],
      [['Shop', 'CRM'], 1],
      [['CRM', 'CRM'], 1],
    ]);
  });

  test('count with all filters but their own, and list as many', async () => {
    await scored();
    const pair = `${queue.made.ids['source_id']},${queue.made.ids['source_id']}`;
    const query = `?status=SUGGESTED&kind=relationship&min_score=0.8&source_pair=${pair}`;
    const { total, counts } = await facets(query);
    expect(total).toBe(1);
    expect(counts('status')).toEqual({ SUGGESTED: 1, APPROVED: 1 });
    expect(counts('kind')).toEqual({ relationship: 1 });
    expect(counts('score_band')).toEqual({ '0.7-0.8': 1, '0.9-1.0': 1 });
    expect(counts('source_pair')).toEqual({ [pair]: 1 });
    expect((await facets('?kind=entity_link')).counts('kind')).toEqual({ relationship: 3, association: 1, entity_link: 1 });
    expect((await facets('?query=contact')).counts('kind')).toEqual({ association: 1, entity_link: 1 });
    expect((await facets(`?source=${queue.made.saasSourceId}`)).total).toBe(2);
    for (const each of ['', '?score_band=none', '?changed_since_decision=false&type=FOREIGN_KEY', query])
      expect((await facets(each)).total, each).toBe((await queue.get(each)).list.length);
  });

  test('every value is one that its filter takes', async () => {
    const { body } = await facets();
    for (const [name, values] of Object.entries(body).filter(([, value]) => Array.isArray(value))) {
      for (const { value, count } of values as { value: unknown; count: number }[])
        expect((await queue.get(`?${name}=${String(value)}`)).list.length, `${name} ${String(value)}`).toBe(count);
    }
  });
});

describe('decisions', () => {
  const decide = (body: object) => api.call('POST', `${queue.url}/decisions`, body, queue.token);
  const edge = (name: keyof Queue['ids']) => ({
    kind: name === 'association' ? 'association' : name === 'link' ? 'entity_link' : 'relationship',
    id: queue.ids[name],
  });

  test('over all kinds at once, with a note, in one batch that can be taken back', async () => {
    const unknown = { kind: 'association', id: newId() };
    const answer = await decide({
      edges: [edge('composite'), edge('declared'), edge('link'), edge('association'), edge('link'), unknown],
      status: 'APPROVED',
      note: 'Seen with the owner',
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({ unchanged: [edge('declared')], not_found: [unknown] });
    const members = queue.members.toSorted().map((id) => ({ kind: 'relationship', id }));
    expect(answer.body['updated']).toEqual([...members, edge('association'), edge('link')]);
    expect((await queue.names('?status=APPROVED')).toSorted()).toEqual(['association', 'composite', 'declared', 'link']);

    const history = await api.call('GET', `/api/integration-sources/relationships/${queue.members[1]}/history`, undefined, queue.token);
    expect(history.body['decisions']).toMatchObject([{ note: 'Seen with the owner', batch_id: answer.body['batch_id'], to_status: 'APPROVED' }]);

    const undo = `/api/organization/${queue.made.ids['organization_id']}/decision-batches/${String(answer.body['batch_id'])}/undo`;
    expect((await api.call('POST', undo, undefined, queue.token)).status).toBe(200);
    expect(await queue.names('?status=APPROVED')).toEqual(['declared']);
  });

  test('that say nothing new are no batch', async () => {
    expect((await decide({ edges: [edge('declared')], status: 'APPROVED' })).body).toEqual({
      updated: [],
      unchanged: [edge('declared')],
      changed: [],
      not_found: [],
      batch_id: null,
      decided_at: expect.any(String),
    });
  });

  test('take one to ten thousand edges', async () => {
    const many = Array.from({ length: 10_001 }, () => edge('inferred'));
    expect((await decide({ edges: many.slice(1), status: 'REJECTED' })).body).toMatchObject({ updated: [edge('inferred')], not_found: [] });
    for (const edges of [many, []]) expect((await decide({ edges, status: 'REJECTED' })).problems).toEqual(['body.edges']);
    expect((await decide({ edges: [{ kind: 'edge', id: 1 }], note: 1 })).problems).toEqual([
      'body.edges.0.kind',
      'body.edges.0.id',
      'body.status',
      'body.note',
    ]);
  });
});

test('nothing of another organization is listed, counted or decided', async () => {
  for (const place of ['', '/facets']) {
    expect((await api.call('GET', queue.url + place, undefined, api.otherToken)).status).toBe(404);
    expect((await queue.get(`${place}?source=${theirs.saasSourceId}`)).text).not.toContain(theirs.saasSourceId);
  }
  const edges = [{ kind: 'relationship', id: theirs.ids['relationship_id'] }];
  expect((await api.call('POST', `${queue.url}/decisions`, { edges, status: 'REJECTED' }, api.otherToken)).status).toBe(404);
  expect((await api.call('POST', `${queue.url}/decisions`, { edges, status: 'REJECTED' }, queue.token)).body).toMatchObject({ not_found: edges });
  const listed = await api.call('GET', `/api/organization/${api.otherOrganizationId}/edges?status=REJECTED`, undefined, api.otherToken);
  expect(listed.list).toEqual([]);
});
