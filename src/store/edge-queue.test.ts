import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findingOf, modelOf, profileOf } from '../../test/support/scan-result.ts';
import { testOrganization, testStore } from '../../test/support/store.ts';
import { edgeKinds, edgeStatuses, type EdgeKind } from '../domain/edge.ts';
import { newId } from '../domain/ids.ts';
import { deleteEdges, lockEdges, writeEdges } from './edges.ts';
import type { Store, StoreTransaction } from './open.ts';
import { saveScan } from './scan-results.ts';

let store: Store;
beforeAll(async () => {
  store = await testStore();
});
afterAll(() => store.close());

const model = modelOf({ customers: ['id', 'name'], orders: ['id', 'customer_id', 'shop_id'], lines: ['order_id', 'shop_id', 'amount'] });
const findings = [
  findingOf('orders.customer_id', 'customers.id', 0.9),
  findingOf('lines.order_id+shop_id', 'orders.id+shop_id', 0.7, { rows: 40 }),
  findingOf('lines.order_id', 'orders.id', 0.5, { orphans: 3 }),
  findingOf('customers.id', 'orders.customer_id', 1, { type: 'FOREIGN_KEY' }),
  findingOf('lines.shop_id+amount', 'customers.id+name', 0.2),
];
const tables: Record<EdgeKind, 'relationships' | 'saas_associations' | 'entity_links'> = {
  relationship: 'relationships',
  association: 'saas_associations',
  entity_link: 'entity_links',
};

/** A catalog with one database and one SaaS source, and what can happen to it; `n` chooses among what there is. */
async function newCatalog() {
  const { id: organizationId, dataKey } = await testOrganization(store);
  const [shop, crm, contact, company, field] = [newId(), newId(), newId(), newId(), newId()];
  const within = <T>(run: (trx: StoreTransaction) => Promise<T>) => store.inOrganization(organizationId, run);
  await within(async (trx) => {
    await sql`
      INSERT INTO integration_sources (organization_id, id, name, source_type, connector_type)
      VALUES (${organizationId}, ${shop}, 'Shop', 'database', 'sqlite'), (${organizationId}, ${crm}, 'CRM', 'saas', 'hubspot')`.execute(trx);
    await sql`
      INSERT INTO saas_objects (organization_id, id, integration_source_id, object_name, api_identifier)
      VALUES (${organizationId}, ${contact}, ${crm}, 'Contact', 'contact'), (${organizationId}, ${company}, ${crm}, 'Company', 'company')`.execute(
      trx,
    );
    await sql`
      INSERT INTO saas_fields (organization_id, id, saas_object_id, field_name, api_identifier)
      VALUES (${organizationId}, ${field}, ${contact}, 'Id', 'id')`.execute(trx);
  });
  const idsOf = async (trx: StoreTransaction, kind: EdgeKind, n: number): Promise<string[]> => {
    const { rows } = await sql<{ id: string }>`SELECT id FROM ${sql.table(tables[kind])} ORDER BY id`.execute(trx);
    return rows.filter((_, i) => (n >> (i % 5)) & 1).map(({ id }) => id);
  };
  const pick = <T>(values: readonly T[], n: number): T => values[n % values.length] as T;

  const steps = {
    scan: (trx: StoreTransaction, n: number) => {
      const found = findings.filter((_, i) => (n >> i) & 1);
      return saveScan(trx, {
        organizationId,
        sourceId: shop,
        jobId: newId(),
        model,
        profile: profileOf(model),
        findings: found,
        dataKey,
        at: new Date(),
      });
    },
    async review(trx: StoreTransaction, n: number) {
      const kind = pick(edgeKinds, n);
      const locked = await lockEdges(trx, { organizationId, kind, ids: await idsOf(trx, kind, n) });
      const score = pick([null, 0, 0.5, 1], n >> 2);
      const evidence = pick([null, { value: { matched_rows: n } }, { value: [] }], n);
      const changes = locked.map(({ id }, i) => ({
        id,
        status: pick(edgeStatuses, n + i),
        decidedAt: new Date(n * 1e6),
        changedSinceDecision: n % 5 === 0,
        takesScore: n % 2 === 0,
        takesEvidence: n % 3 === 0,
      }));
      await writeEdges(trx, { organizationId, kind }, changes, { score, evidence }, new Date());
    },
    associate: (trx: StoreTransaction, n: number) =>
      sql`
        INSERT INTO saas_associations (organization_id, id, integration_source_id, from_object_id, to_object_id, association_type_id, association_label, score)
        SELECT ${organizationId}::uuid, gen_random_uuid(), ${crm}::uuid, source.id, target.id, ${String(n % 3)}, 'to', 0.25
        FROM saas_objects AS source, saas_objects AS target WHERE source.id <> target.id ON CONFLICT DO NOTHING`.execute(trx),
    vanish: (trx: StoreTransaction, n: number) =>
      sql`
        UPDATE saas_associations SET is_active = ${n % 3 === 0}, changed_since_decision = ${n % 2 === 0}
        WHERE association_type_id = ${String(n % 3)}`.execute(trx),
    link: (trx: StoreTransaction, n: number) =>
      sql`
        INSERT INTO entity_links (organization_id, id, source_integration_source_id, source_table_id, source_column_id,
                                  target_integration_source_id, target_saas_object_id, target_field_id)
        SELECT ${organizationId}::uuid, gen_random_uuid(), ${shop}::uuid, table_id, source_columns.id, ${crm}::uuid, saas_object_id, saas_fields.id
        FROM source_columns, saas_fields WHERE ordinal_position = ${1 + (n % 2)} ON CONFLICT DO NOTHING`.execute(trx),
    renameObject: (trx: StoreTransaction, n: number) =>
      sql`UPDATE saas_objects SET object_name = ${`Object ${n}`} WHERE id = ${pick([contact, company], n)}`.execute(trx),
    renameField: (trx: StoreTransaction, n: number) => sql`UPDATE saas_fields SET field_name = ${`Ünder_${n}`} WHERE id = ${field}`.execute(trx),
    async deleteEdges(trx: StoreTransaction, n: number) {
      const kind = pick(edgeKinds, n);
      const locked = await lockEdges(trx, { organizationId, kind, ids: await idsOf(trx, kind, n >> 2) });
      await deleteEdges(trx, { organizationId, kind, ids: locked.map(({ id }) => id) });
    },
    deleteColumn: (trx: StoreTransaction, n: number) =>
      sql`DELETE FROM source_columns WHERE id = (SELECT id FROM source_columns ORDER BY id LIMIT 1 OFFSET ${n % 8})`.execute(trx),
    deleteTable: (trx: StoreTransaction, n: number) =>
      sql`DELETE FROM source_tables WHERE id = (SELECT id FROM source_tables ORDER BY id LIMIT 1 OFFSET ${n % 3})`.execute(trx),
    deleteObject: (trx: StoreTransaction) => sql`DELETE FROM saas_objects WHERE id = ${company}`.execute(trx),
    deleteSource: (trx: StoreTransaction, n: number) => sql`DELETE FROM integration_sources WHERE id = ${n % 7 === 0 ? crm : newId()}`.execute(trx),
  };
  const happen = (step: keyof typeof steps, n: number): Promise<unknown> => within((trx): Promise<unknown> => steps[step](trx, n));
  return { organizationId, within, steps, happen, scan: (n: number) => happen('scan', n) };
}

/** Rows that only the queue and its names have, or that only a look at all edges gives. */
async function differences(trx: StoreTransaction, organizationId: string): Promise<unknown[]> {
  return [...(await edgeDifferences(trx, organizationId)), ...(await nameDifferences(trx))];
}

async function edgeDifferences(trx: StoreTransaction, organizationId: string): Promise<unknown[]> {
  const truth = edgeKinds.map(
    (kind) => sql`
      SELECT to_jsonb(edge) AS row
      FROM queued_edges(${kind}, ${organizationId}, ARRAY(SELECT id FROM ${sql.table(tables[kind])})) AS edge`,
  );
  const { rows } = await sql`
    WITH queue AS (SELECT to_jsonb(edge) - 'class' - 'uncertainty' AS row FROM edge_queue AS edge),
         truth AS (${sql.join(truth, sql` UNION ALL `)})
    (SELECT 'only in the queue', row FROM queue EXCEPT ALL SELECT 'only in the queue', row FROM truth)
    UNION ALL (SELECT 'not in the queue', row FROM truth EXCEPT ALL SELECT 'not in the queue', row FROM queue)`.execute(trx);
  return [...rows, ...(await countDifferences(trx))];
}

async function countDifferences(trx: StoreTransaction): Promise<unknown[]> {
  const kept = sql`SELECT source_id, class, sum(count) AS count FROM edge_counts GROUP BY source_id, class HAVING sum(count) <> 0`;
  const truth = sql`
    SELECT source_id, class, count(*) AS count
    FROM edge_queue CROSS JOIN LATERAL (SELECT from_source_id UNION SELECT to_source_id) AS source (source_id) GROUP BY source_id, class`;
  return (await sql`(${kept} EXCEPT ${truth}) UNION ALL (${truth} EXCEPT ${kept})`.execute(trx)).rows;
}

async function nameDifferences(trx: StoreTransaction): Promise<unknown[]> {
  return [...(await unknownNames(trx)), ...(await idleNames(trx))];
}

const shownNames = sql`SELECT DISTINCT lower(name) AS name, id AS edge_id FROM edge_queue, unnest(from_attributes || to_attributes || ARRAY[from_entity, to_entity]) AS name`;
const keptNames = sql`SELECT name, edge_id FROM edge_names LEFT JOIN edges_by_name ON name_id = id`;

const unknownNames = async (trx: StoreTransaction): Promise<unknown[]> => (await sql`${shownNames} EXCEPT ALL ${keptNames}`.execute(trx)).rows;
const idleNames = async (trx: StoreTransaction): Promise<unknown[]> => (await sql`${keptNames} EXCEPT ALL ${shownNames}`.execute(trx)).rows;

test('whatever happens to edges and their ends, the queue is what a look at all of them gives', async () => {
  const names = [
    'scan',
    'review',
    'associate',
    'vanish',
    'link',
    'renameObject',
    'renameField',
    'deleteEdges',
    'deleteColumn',
    'deleteTable',
    'deleteObject',
    'deleteSource',
  ] as const;
  const events = fc.array(fc.tuple(fc.constantFrom(...names), fc.nat(1000)), { minLength: 3, maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(events, async (sequence) => {
      const { organizationId, within, scan, happen } = await newCatalog();
      await scan(31);
      for (const [name, n] of sequence) {
        await happen(name, n);
        expect(await within((trx) => differences(trx, organizationId)), name).toEqual([]);
      }
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

test('an edge of each kind has its row, a composite key one for all its members', async () => {
  const { organizationId, within, scan, happen } = await newCatalog();
  await scan(31);
  await happen('associate', 1);
  await happen('link', 0);
  const { rows } = await within((trx) =>
    sql`
      SELECT kind, search_text, cardinality(member_ids) AS members, impact, uncertainty FROM edge_queue
      WHERE organization_id = ${organizationId} AND (kind <> 'entity_link' OR from_entity = 'orders') ORDER BY kind, search_text`.execute(trx),
  );
  const relationship = { kind: 'relationship', members: null, impact: 100 };
  expect(rows).toEqual([
    { kind: 'association', search_text: 'company\ncontact', members: null, impact: 0, uncertainty: 0.5 },
    { kind: 'association', search_text: 'contact\ncompany', members: null, impact: 0, uncertainty: 0.5 },
    { kind: 'entity_link', search_text: 'orders.id\ncontact.id', members: null, impact: 0, uncertainty: -1 },
    { ...relationship, search_text: 'customers.id\norders.customer_id', uncertainty: 0 },
    {
      ...relationship,
      search_text: 'lines.order_id\nlines.shop_id\norders.id\norders.shop_id',
      members: 2,
      impact: 40,
      uncertainty: expect.closeTo(0.6),
    },
    { ...relationship, search_text: 'lines.order_id\norders.id', impact: 97, uncertainty: 1 },
    { ...relationship, search_text: 'lines.shop_id\nlines.amount\ncustomers.id\ncustomers.name', members: 2, uncertainty: expect.closeTo(0.4) },
    { ...relationship, search_text: 'orders.customer_id\ncustomers.id', uncertainty: expect.closeTo(0.2) },
  ]);
});

test('a name that changes while edges are added is the one they show', async () => {
  const waits = async (trx: StoreTransaction) => {
    const here = sql`(SELECT oid FROM pg_database WHERE datname = current_database())`;
    return (await sql`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = ${here}`.execute(trx)).rows.length > 0;
  };
  for (const [first, second] of [
    ['associate', 'renameObject'],
    ['link', 'renameField'],
    ['renameObject', 'link'],
    ['renameObject', 'associate'],
  ] as const) {
    const { organizationId, within, scan, happen, steps } = await newCatalog();
    await scan(31);
    const state = { isOver: false };
    let other: Promise<unknown> | undefined;
    await within(async (trx) => {
      await steps[first](trx, 2);
      other = happen(second, 2).finally(() => (state.isOver = true));
      while (!state.isOver && !(await waits(trx)));
    });
    await other;
    expect(await within((trx) => differences(trx, organizationId)), `${first}, ${second}`).toEqual([]);
  }
});

test('a name that one stops to show while another starts is known', async () => {
  for (const order of [
    ['deleteEdges', 'link'],
    ['link', 'deleteEdges'],
  ] as const) {
    const { within, scan, happen, steps } = await newCatalog();
    await scan(31);
    const numbers = { deleteEdges: 126, link: 0 };
    const [first, second] = order;
    await within(async (trx) => {
      await steps[first](trx, numbers[first]);
      await happen(second, numbers[second]);
    });
    const { rows } = await within((trx) => sql`SELECT DISTINCT kind FROM edge_queue`.execute(trx));
    expect(rows, 'all relationships are gone').toEqual([{ kind: 'entity_link' }]);
    expect(await within(unknownNames), order.join()).toEqual([]);
  }
});

test('many who change edges at once leave the queue true', async () => {
  const { organizationId, within, scan, happen } = await newCatalog();
  await scan(31);
  await happen('associate', 1);
  await happen('link', 0);
  const all = ['review', 'renameObject', 'renameField', 'review', 'associate', 'link', 'deleteEdges', 'review', 'renameObject', 'review'] as const;
  await Promise.all(all.map((name, n) => happen(name, n * 37 + 30)));
  expect(await within((trx) => edgeDifferences(trx, organizationId))).toEqual([]);
  expect(await within(unknownNames)).toEqual([]);
});
