import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

interface Named {
  readonly id: string;
  readonly name: string;
}
interface GraphAnswer {
  readonly entities: readonly (Named & Record<string, unknown>)[];
  readonly edges: readonly (Record<string, unknown> & { from_entity_id: string; to_entity_id: string })[];
  readonly truncated: boolean;
}

/** A new organization with one of each: Shop with customers, orders and order_lines, CRM with Contact and Company. */
async function newOrganization() {
  const organizationId = newId();
  await api.store.asSystem((trx) =>
    trx
      .insertInto('organizations')
      .values({ id: organizationId, name: 'Map', data_key: api.store.sealer.newDataKey(organizationId).wrapped })
      .execute(),
  );
  const token = await api.tokenOf('ORGANIZATION_ADMIN', { organizationId });
  const made = await oneOfEach(api, { organizationId, token });
  const get = (path: string) => api.call('GET', `/api/organization/${organizationId}${path}`, undefined, token);
  const within = <T>(run: (trx: Parameters<Parameters<typeof api.store.inOrganization>[1]>[0]) => Promise<T>) =>
    api.store.inOrganization(organizationId, run);
  // One link is enough here.
  await within((trx) => sql`DELETE FROM entity_links WHERE id <> ${made.ids['entity_link_id']}`.execute(trx));
  const graph = async (query: string): Promise<GraphAnswer> => {
    const answer = await get(`/graph?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as unknown as GraphAnswer;
  };
  const found = async (query: string) => (await get(`/entities?${query}`)).list.map(({ name }) => String(name));
  const idOf = async (name: string) => String((await get(`/entities?query=${name}`)).list[0]?.['id']);
  /** Tables of the shop, and an approved relationship for each `from.column > to.column` of columns that are all called `id`. */
  async function addTables(names: readonly string[], edges: readonly (readonly [from: string, to: string, score?: number, status?: string])[]) {
    const ids = new Map(names.map((name) => [name, { table: newId(), column: newId() }]));
    await within(async (trx) => {
      for (const [name, { table, column }] of ids) {
        await sql`
          INSERT INTO source_tables (organization_id, id, schema_id, integration_source_id, name, row_count, candidate_keys)
          VALUES (${organizationId}, ${table}, ${made.ids['schema_id']}, ${made.ids['source_id']}, ${name}, 10,
                  '[{"columns":["id"],"origin":"inferred","uniqueness":1}]')`.execute(trx);
        await sql`
          INSERT INTO source_columns (organization_id, id, table_id, integration_source_id, name, data_type, ordinal_position)
          VALUES (${organizationId}, ${column}, ${table}, ${made.ids['source_id']}, 'id', 'integer', 1)`.execute(trx);
      }
      for (const [from, to, score = 0.9, status = 'APPROVED'] of edges) {
        await sql`
          INSERT INTO relationships (organization_id, id, integration_source_id, from_column_id, to_table_id, to_column_name, score, status, evidence)
          VALUES (${organizationId}, ${newId()}, ${made.ids['source_id']}, ${ids.get(from)?.column}, ${ids.get(to)?.table}, 'id', ${score}, ${status},
                  ${JSON.stringify(evidence)})`.execute(trx);
      }
    });
    return new Map([...ids].map(([name, { table }]) => [name, table]));
  }
  return { organizationId, token, made, get, within, graph, found, idOf, addTables };
}

const evidence = {
  method: 'exact',
  dialect: 'sqlite',
  cardinality: 'N:1',
  value: { rows: 10, null_rows: 0, matched_rows: 10, matched_distinct: 5, target_rows: 5, target_null_rows: 0, target_distinct: 5 },
};

const namesOf = ({ entities }: GraphAnswer): string[] => entities.map(({ name }) => name).toSorted();

describe('entities are found by name', () => {
  test('in all sources, the best first, with their edges counted', async () => {
    const { get, found, addTables } = await newOrganization();
    await addTables(['order', 'preorders', 'SalesOrder', 'border_posts'], []);
    expect(await found('query=order')).toEqual(['order', 'orders', 'order_lines', 'SalesOrder', 'preorders', 'border_posts']);
    expect(await found('query=ORDER+lin')).toEqual(['order_lines']);
    expect(await found('query=orders%25')).toEqual([]);
    expect(await found('query=main.cust')).toEqual(['customers']);
    expect(await found('query=crm')).toEqual(['Company', 'Contact']);
    expect(await found('query=ORDERS&limit=1')).toEqual(['orders']);
    expect(await found('query=ord&limit=4')).toEqual(['order', 'orders', 'order_lines', 'SalesOrder']);
    expect((await get('/entities?query=contact')).list).toMatchObject([
      { entity_type: 'saas_object', name: 'Contact', integration_source_name: 'CRM', schema_name: null, row_count: null, edge_count: 2 },
    ]);
    expect((await get('/entities?query=customers')).list).toMatchObject([
      { entity_type: 'table', schema_name: 'main', database_name: 'main', integration_source_name: 'Shop', row_count: 3, edge_count: 2 },
    ]);
  });

  test('of some sources, no more than were asked for, without those that are gone', async () => {
    const { found, made, within } = await newOrganization();
    expect(await found('')).toEqual(['Company', 'Contact', 'customers', 'order_lines', 'orders']);
    expect(await found(`source=${made.saasSourceId}`)).toEqual(['Company', 'Contact']);
    expect(await found(`source=${made.saasSourceId}&source=${made.ids['source_id']}&limit=1&query=c`)).toEqual(['Company']);
    await within((trx) => sql`UPDATE source_tables SET is_present = false WHERE name = 'orders'`.execute(trx));
    expect(await found('query=orders')).toEqual([]);
    expect(await found(`source=${theirs.ids['source_id']}`)).toEqual([]);
  });

  test('one by its id', async () => {
    const { get, made } = await newOrganization();
    expect((await get(`/entities/${made.ids['object_id']}`)).body).toMatchObject({ entity_type: 'saas_object', name: 'Contact' });
    expect((await get(`/entities/${theirs.ids['object_id']}`)).status).toBe(404);
  });

  test('what cannot be is refused', async () => {
    const { get } = await newOrganization();
    expect((await get(`/entities?limit=0&source=x&query=${'x'.repeat(201)}`)).problems).toEqual(['query.query', 'query.source.0', 'query.limit']);
  });
});

describe('the graph', () => {
  test('of sources has their entities with keys, and the edges between them', async () => {
    const { graph, made, addTables } = await newOrganization();
    await addTables(['a', 'b'], [['a', 'b']]);
    const shop = await graph(`source=${made.ids['source_id']}`);
    expect(namesOf(shop)).toEqual(['a', 'b', 'customers', 'order_lines', 'orders']);
    const b = shop.entities.find(({ name }) => name === 'b');
    expect(b).toMatchObject({
      attribute_count: 1,
      edge_count: 1,
      distance: null,
      attributes: [{ name: 'id', data_type: 'integer', key: 'inferred' }],
    });
    expect(shop.edges.find((edge) => edge.to_entity_id === b?.id)).toMatchObject({
      kind: 'relationship',
      status: 'APPROVED',
      from_attributes: ['id'],
      to_attributes: ['id'],
      cardinality: 'N:1',
      optional: false,
    });
    expect(shop.edges.filter(({ kind }) => kind === 'entity_link')).toEqual([]);
    const all = await graph('');
    expect(namesOf(all)).toEqual(['Company', 'Contact', 'a', 'b', 'customers', 'order_lines', 'orders']);
    expect(all.edges.find(({ kind }) => kind === 'association')).toMatchObject({ label: 'Contact to Company', cardinality: null });
  });

  test('around an entity grows with the depth, and shows the edges among what it found', async () => {
    const { graph, addTables } = await newOrganization();
    const ids = await addTables(
      ['n1', 'n2', 'n3', 'n4'],
      [
        ['n1', 'n2'],
        ['n2', 'n3'],
        ['n3', 'n4'],
        ['n1', 'n3', 0.5, 'REJECTED'],
      ],
    );
    for (const [depth, names] of [
      [0, ['n1']],
      [1, ['n1', 'n2']],
      [2, ['n1', 'n2', 'n3']],
      [3, ['n1', 'n2', 'n3', 'n4']],
    ] as const) {
      const found = await graph(`entity_id=${ids.get('n1')}&depth=${depth}`);
      expect(namesOf(found), String(depth)).toEqual(names);
      expect(found.edges, String(depth)).toHaveLength(depth);
    }
    expect(namesOf(await graph(`entity_id=${ids.get('n1')}&depth=4&min_score=0.95`)), 'approved edges stay').toEqual(['n1', 'n2', 'n3', 'n4']);
    const rejected = await graph(`entity_id=${ids.get('n1')}&status=REJECTED`);
    expect(namesOf(rejected)).toEqual(['n1', 'n3']);
    expect(namesOf(await graph(`entity_id=${ids.get('n1')}&depth=4&kind=entity_link`))).toEqual(['n1']);
  });

  test('does not go through hubs, unless they are asked for', async () => {
    const { graph, addTables } = await newOrganization();
    const spokes = ['s1', 's2', 's3', 's4'];
    const ids = await addTables(
      ['hub', ...spokes],
      spokes.map((spoke) => [spoke, 'hub'] as const),
    );
    expect(namesOf(await graph(`entity_id=${ids.get('s1')}&depth=4&hub_edges=3`))).toEqual(['hub', 's1']);
    expect(namesOf(await graph(`entity_id=${ids.get('s1')}&entity_id=${ids.get('hub')}&hub_edges=3`))).toEqual(['hub', ...spokes]);
    const hub = (await graph(`entity_id=${ids.get('s1')}`)).entities.find(({ name }) => name === 'hub');
    expect(hub).toMatchObject({ edge_count: 4, distance: 1 });
  });

  test('says where it was cut', async () => {
    const { graph, made } = await newOrganization();
    const cut = await graph(`source=${made.ids['source_id']}&limit=2`);
    expect(cut).toMatchObject({ truncated: true });
    expect(namesOf(cut), 'those with the most edges, then by name').toEqual(['customers', 'order_lines']);
    expect((await graph(`source=${made.ids['source_id']}&limit=3`)).truncated).toBe(false);
    expect(await graph(`entity_id=${made.ids['table_id']}&limit=1`)).toMatchObject({ truncated: true, entities: [{ name: 'customers' }] });
  });

  test('has nothing of others', async () => {
    const { get } = await newOrganization();
    expect((await get(`/graph?source=${theirs.ids['source_id']}`)).status).toBe(404);
    expect((await get(`/graph?entity_id=${theirs.ids['table_id']}`)).status).toBe(404);
    expect((await get('/graph?depth=5&hub_edges=0&status=GONE&kind=x&limit=0&entity_id=1&min_score=2')).problems).toEqual([
      'query.entity_id.0',
      'query.depth',
      'query.hub_edges',
      'query.status.0',
      'query.kind.0',
      'query.min_score',
      'query.limit',
    ]);
  });
});

interface PathsAnswer {
  readonly paths: readonly {
    readonly steps: readonly {
      readonly from: Named;
      readonly to: Named;
      readonly rows_per_row: number | null;
      readonly cardinality: string | null;
    }[];
    readonly trust: number;
    readonly rows_per_row: number | null;
    readonly warnings: readonly { readonly code: string }[];
    readonly sql: { readonly dialect: string; readonly statement: string } | null;
  }[];
  readonly truncated: boolean;
}

describe('join paths', () => {
  const shown = ({ paths }: PathsAnswer): string[] => paths.map(({ steps }) => [steps[0]?.from.name, ...steps.map(({ to }) => to.name)].join(' '));

  test('are ranked by joins, trust and rows, with what they do to the rows and their SQL', async () => {
    const { get, addTables } = await newOrganization();
    const ids = await addTables(
      ['lines', 'orders2', 'people', 'audits'],
      [
        ['lines', 'orders2', 1],
        ['orders2', 'people', 0.9],
        ['audits', 'people', 1],
        ['audits', 'lines', 1],
        ['lines', 'people', 0.9, 'SUGGESTED'],
      ],
    );
    const path = (query = '') => `/entities/${ids.get('lines')}/join-paths/${ids.get('people')}?${query}`;
    const answer = (await get(path())).body as unknown as PathsAnswer;
    expect(shown(answer)).toEqual(['lines orders2 people', 'lines audits people']);
    const [first, second] = answer.paths;
    expect(first).toMatchObject({ trust: 0.9, rows_per_row: 1, warnings: [], sql: { dialect: 'sqlite' } });
    expect(first?.sql?.statement).toBe(
      'SELECT *\nFROM "main"."lines" AS t1\nJOIN "main"."orders2" AS t2 ON t2."id" = t1."id"\nJOIN "main"."people" AS t3 ON t3."id" = t2."id"\nLIMIT 100',
    );
    expect(second).toMatchObject({ rows_per_row: 2, steps: [{ cardinality: '1:N', rows_per_row: 2 }, { cardinality: 'N:1' }] });
    const wider = (await get(path('include_suggested=true'))).body as unknown as PathsAnswer;
    expect(shown(wider)[0]).toBe('lines people');
    expect(wider.paths[0]?.warnings.map(({ code }) => code)).toEqual(['undecided']);
    expect(shown((await get(path('include_suggested=true&max_steps=1'))).body as unknown as PathsAnswer)).toEqual(['lines people']);
    expect(shown((await get(path('limit=1'))).body as unknown as PathsAnswer)).toHaveLength(1);
  });

  test('lead across sources, with warnings and without SQL', async () => {
    const { get, made, within } = await newOrganization();
    await within(async (trx) => {
      await sql`UPDATE entity_links SET status = 'APPROVED'`.execute(trx);
      await sql`UPDATE relationships SET status = 'APPROVED'`.execute(trx);
    });
    const orders = made.ids['to_entity_id'];
    const { paths } = (await get(`/entities/${made.ids['object_id']}/join-paths/${orders}`)).body as unknown as PathsAnswer;
    expect(paths).toHaveLength(1);
    expect(paths[0]).toMatchObject({ sql: null, rows_per_row: null, steps: [{ kind: 'entity_link', forward: false }, { kind: 'relationship' }] });
    expect(paths[0]?.warnings.map(({ code }) => code)).toEqual(['unknown_fan_out', 'crosses_sources', 'probabilistic']);
  });

  test('need two entities that are there, and say when there is no way', async () => {
    const { get, made } = await newOrganization();
    const [customers, company] = [made.ids['table_id'], made.ids['object_id']];
    expect((await get(`/entities/${customers}/join-paths/${customers}`)).status).toBe(422);
    expect((await get(`/entities/${customers}/join-paths/${theirs.ids['table_id']}`)).status).toBe(404);
    expect((await get(`/entities/${customers}/join-paths/${company}`)).body).toMatchObject({ paths: [], truncated: false });
    expect((await get(`/entities/${customers}/join-paths/${company}?max_steps=9&limit=0&include_suggested=x`)).problems).toEqual([
      'query.include_suggested',
      'query.max_steps',
      'query.limit',
    ]);
  });
});
