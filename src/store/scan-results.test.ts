import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findingOf, modelOf, profileOf } from '../../test/support/scan-result.ts';
import { testOrganization, testStore } from '../../test/support/store.ts';
import type { RelationshipFinding } from '../domain/edge.ts';
import type { SourceModel } from '../domain/entity.ts';
import { newId } from '../domain/ids.ts';
import type { SourceProfile } from '../domain/profile.ts';
import { findingsOfJob } from './findings.ts';
import type { Store } from './open.ts';
import { saveScan } from './scan-results.ts';
import { unsealSketch } from './sealed-sketch.ts';

let store: Store;
let organization: { id: string; dataKey: Buffer };

beforeAll(async () => {
  store = await testStore();
  organization = await testOrganization(store);
});
afterAll(() => store.close());

const tables = { customers: ['id', 'name'], orders: ['id', 'customer_id', 'shop_id'], lines: ['order_id', 'shop_id', 'amount'] };

/** A source of its own, scanned as often as a test likes. */
async function newSource(name = newId()) {
  const sourceId = newId();
  await store.inOrganization(organization.id, (trx) =>
    trx
      .insertInto('integration_sources')
      .values({ organization_id: organization.id, id: sourceId, name, source_type: 'database', connector_type: 'sqlite' })
      .execute(),
  );
  async function scan(
    findings: readonly RelationshipFinding[],
    model: SourceModel = modelOf(tables),
    profile: SourceProfile = profileOf(model),
  ): Promise<string> {
    const jobId = newId();
    await store.inOrganization(organization.id, async (trx) => {
      await trx
        .insertInto('jobs')
        .values({ organization_id: organization.id, id: jobId, kind: 'scan', source_ids: [sourceId] })
        .execute();
      await save(jobId, findings, model, profile);
    });
    return jobId;
  }
  const save = (
    jobId: string,
    findings: readonly RelationshipFinding[],
    model: SourceModel = modelOf(tables),
    profile: SourceProfile = profileOf(model),
  ) =>
    store.inOrganization(organization.id, (trx) =>
      saveScan(trx, { organizationId: organization.id, jobId, sourceId, model, profile, findings, dataKey: organization.dataKey, at: new Date() }),
    );
  const edges = () =>
    store.inOrganization(organization.id, async (trx) => {
      const rows = await trx
        .selectFrom('relationships')
        .selectAll()
        .where('integration_source_id', '=', sourceId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map((row) => ({ ...row, evidence: row.evidence?.value() }));
    });
  const revisions = (edgeId: string) =>
    store.inOrganization(organization.id, (trx) =>
      trx
        .selectFrom('evidence_revisions')
        .select(['revision', 'origin', 'score', 'job_id'])
        .where('edge_id', '=', edgeId)
        .orderBy('revision')
        .execute(),
    );
  const decide = (edgeId: string, status: 'APPROVED' | 'REJECTED') =>
    store.inOrganization(organization.id, (trx) =>
      trx.updateTable('relationships').set({ status, decided_at: new Date(), changed_since_decision: false }).where('id', '=', edgeId).execute(),
    );
  const catalog = () =>
    store.inOrganization(organization.id, (trx) =>
      trx
        .selectFrom('source_tables as tab')
        .leftJoin('source_columns as col', 'col.table_id', 'tab.id')
        .select(['tab.id as table_id', 'tab.name as table', 'tab.is_present as table_present', 'tab.description', 'tab.description_source'])
        .select(['tab.description_version', 'tab.row_count', 'col.id as column_id', 'col.name as column', 'col.is_present as column_present'])
        .select(['col.is_primary_key', 'col.null_pct', 'col.distinct_pct', 'col.sample_values', 'col.sealed_sketch'])
        .where('tab.integration_source_id', '=', sourceId)
        .orderBy('tab.name')
        .orderBy('col.ordinal_position')
        .execute(),
    );
  return { sourceId, scan, save, edges, revisions, decide, catalog };
}

const good = findingOf('orders.customer_id', 'customers.id', 0.9);
const composite = findingOf('lines.order_id+shop_id', 'orders.id+shop_id', 0.8);

describe('entities', () => {
  test('are saved with their profiles, in the order of the source', async () => {
    const source = await newSource();
    await source.scan([]);
    const rows = await source.catalog();
    expect(rows.map((row) => `${row.table}.${row.column}`).join(' ')).toBe(
      'customers.id customers.name lines.order_id lines.shop_id lines.amount orders.id orders.customer_id orders.shop_id',
    );
    expect(rows[0]).toMatchObject({ is_primary_key: true, null_pct: 0.25, distinct_pct: 0.666667, row_count: 100, table_present: true });
    expect(rows[1]).toMatchObject({ is_primary_key: false });
    expect(rows[0]?.sample_values).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10']);
    const sealed = rows[0]?.sealed_sketch ?? Buffer.alloc(0);
    const sketch = profileOf(modelOf(tables)).entities[0]?.attributes[0]?.sketch;
    expect(unsealSketch(organization.dataKey, rows[0]?.table_id ?? '', 'id', sealed)).toEqual(sketch);
    expect(() => unsealSketch(organization.dataKey, rows[0]?.table_id ?? '', 'name', sealed)).toThrow('does not open');
  });

  test('keep their ids, are absent while the source lacks them, and come back', async () => {
    const source = await newSource();
    await source.scan([]);
    const before = await source.catalog();
    await source.scan([], modelOf({ customers: ['id'], orders: ['id', 'customer_id', 'shop_id'] }));
    const during = await source.catalog();
    expect(
      during
        .filter((row) => !row.column_present)
        .map((row) => `${row.table}.${row.column}`)
        .join(' '),
    ).toBe('customers.name lines.order_id lines.shop_id lines.amount');
    expect(during.filter((row) => !row.table_present).map((row) => row.table)).toEqual(['lines', 'lines', 'lines']);
    await source.scan([]);
    const after = await source.catalog();
    expect(after.every((row) => row.table_present && row.column_present)).toBe(true);
    expect(after.map((row) => [row.table_id, row.column_id])).toEqual(before.map((row) => [row.table_id, row.column_id]));
  });

  test('take descriptions from the source, but not over those of people', async () => {
    const source = await newSource();
    await source.scan([], modelOf({ customers: ['id'] }, 'who buys'));
    expect((await source.catalog())[0]).toMatchObject({ description: 'who buys', description_source: 'information_schema', description_version: 1 });
    await source.scan([], modelOf({ customers: ['id'] }, 'who bought'));
    expect((await source.catalog())[0]).toMatchObject({ description: 'who bought', description_version: 2 });
    await store.inOrganization(organization.id, (trx) =>
      trx
        .updateTable('source_tables')
        .set({ description: 'ours', description_source: 'manual_edit' })
        .where('integration_source_id', '=', source.sourceId)
        .execute(),
    );
    await source.scan([], modelOf({ customers: ['id'] }, 'who will buy'));
    expect((await source.catalog())[0]).toMatchObject({ description: 'ours', description_source: 'manual_edit', description_version: 2 });
  });

  test('may have any name and any value', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(
          fc.string({ unit: 'binary', minLength: 1 }).map((name) => name.replaceAll('\0', '')),
          { minLength: 1, maxLength: 6 },
        ),
        async (names) => {
          const source = await newSource();
          const model = modelOf({ [names[0] ?? '']: names, other: ['id'] });
          await source.scan([], model);
          const saved = (await source.catalog()).map((row) => row.column);
          expect(new Set(saved)).toEqual(new Set([...names, 'id']));
        },
      ),
      { numRuns: 15 },
    );
    const source = await newSource();
    await source.scan([findingOf('a\0.b\ud800', 'c\n.d\\u0000', 0.5)], modelOf({ 'a\0': ['b\ud800'], 'c\n': ['d\\u0000'] }));
    expect((await source.edges()).map((edge) => edge.to_column_name)).toEqual(['d\\u0000']);
  });

  test('of a source that is gone are refused', async () => {
    const source = await newSource();
    await store.inOrganization(organization.id, (trx) => trx.deleteFrom('integration_sources').where('id', '=', source.sourceId).execute());
    await expect(source.save(newId(), [])).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('edges', () => {
  test('begin as suggestions, declared ones as approved, composites as one row per column', async () => {
    const source = await newSource();
    await source.scan([findingOf('orders.shop_id', 'customers.id', 1, { type: 'FOREIGN_KEY' }), good, composite]);
    const edges = await source.edges();
    expect(edges.map((edge) => [edge.type, edge.status, edge.score, edge.to_column_name, edge.key_position])).toEqual([
      ['FOREIGN_KEY', 'APPROVED', 1, 'id', 1],
      ['INFERRED', 'SUGGESTED', 0.9, 'id', 1],
      ['INFERRED', 'SUGGESTED', 0.8, 'id', 1],
      ['INFERRED', 'SUGGESTED', 0.8, 'shop_id', 2],
    ]);
    expect(edges[2]?.key_id).toBe(edges[3]?.key_id);
    expect(edges.slice(2).map((edge) => edge.evidence)).toMatchObject([{ key: { position: 1 } }, { key: { position: 2 } }]);
  });

  test('saved twice by the same job are saved once', async () => {
    const source = await newSource();
    const jobId = await source.scan([good, composite]);
    const before = await source.edges();
    await source.save(jobId, [good, composite]);
    expect(await source.edges()).toEqual(before);
    for (const { id } of before) expect(await source.revisions(id)).toHaveLength(1);
  });

  test('get a revision only when there is something new', async () => {
    const source = await newSource();
    const first = await source.scan([good]);
    const second = await source.scan([good]);
    const [edge] = await source.edges();
    expect(edge?.job_id).toBe(second);
    expect(await source.revisions(edge?.id ?? '')).toMatchObject([{ revision: 1, origin: 'machine', job_id: first }]);
    await source.scan([findingOf('orders.customer_id', 'customers.id', 0.7)]);
    expect(await source.revisions(edge?.id ?? '')).toMatchObject([{ score: 0.9 }, { revision: 2, score: 0.7 }]);
    expect((await source.edges())[0]).toMatchObject({ id: edge?.id, score: 0.7, status: 'SUGGESTED' });
  });

  test('stay rejected, and are flagged when the evidence turns', async () => {
    const source = await newSource();
    await source.scan([good]);
    const id = (await source.edges())[0]?.id ?? '';
    await source.decide(id, 'REJECTED');
    await source.scan([findingOf('orders.customer_id', 'customers.id', 0.9, { rows: 200 })]);
    expect((await source.edges())[0]).toMatchObject({ status: 'REJECTED', changed_since_decision: false });
    await source.scan([findingOf('orders.customer_id', 'customers.id', 0.97)]);
    expect((await source.edges())[0]).toMatchObject({ status: 'REJECTED', changed_since_decision: true, score: 0.97 });
    await source.scan([]);
    expect(await source.edges()).toMatchObject([{ id, status: 'REJECTED' }]);
  });

  test('stay approved when a row breaks them, which the evidence shows', async () => {
    const source = await newSource();
    await source.scan([good]);
    const id = (await source.edges())[0]?.id ?? '';
    await source.decide(id, 'APPROVED');
    await source.scan([findingOf('orders.customer_id', 'customers.id', 0.9, { orphans: 1 })]);
    const [edge] = await source.edges();
    expect(edge).toMatchObject({ id, status: 'APPROVED', changed_since_decision: true });
    expect(edge?.evidence).toMatchObject({ value: { orphan_distinct: 1 } });
  });

  test('go when they are not found any more, unless someone decided', async () => {
    const source = await newSource();
    const other = findingOf('orders.shop_id', 'customers.id', 0.6);
    await source.scan([good, other, composite]);
    const [first, second] = await source.edges();
    await source.decide(first?.id ?? '', 'APPROVED');
    const job = await source.scan([]);
    expect(await source.edges()).toMatchObject([{ id: first?.id, status: 'APPROVED', changed_since_decision: true }]);
    expect(await source.revisions(second?.id ?? '')).toEqual([]);
    const found = await store.inOrganization(organization.id, (trx) =>
      findingsOfJob(trx, { organizationId: organization.id, jobId: job, minScore: 0 }),
    );
    expect(found.relationships).toEqual([]);
    await source.scan([other]);
    expect((await source.edges()).map((edge) => edge.id).toSorted()).toEqual([first?.id ?? '', second?.id ?? ''].toSorted());
  });

  test('keep what a person wrote, beside what the machine says', async () => {
    const source = await newSource();
    await source.scan([good]);
    const [edge] = await source.edges();
    await store.inOrganization(organization.id, async (trx) => {
      const manual = { organization_id: organization.id, edge_kind: 'relationship', edge_id: edge?.id ?? '', origin: 'manual', score: 0.2 } as const;
      await trx
        .insertInto('evidence_revisions')
        .values({ ...manual, revision: 2 })
        .execute();
      await trx
        .updateTable('relationships')
        .set({ score: 0.2 })
        .where('id', '=', edge?.id ?? '')
        .execute();
    });
    const job = await source.scan([findingOf('orders.customer_id', 'customers.id', 0.95)]);
    expect((await source.edges())[0]).toMatchObject({ score: 0.2, evidence: { sentence: good.evidence.sentence } });
    expect((await source.revisions(edge?.id ?? '')).map(({ revision, origin, score }) => [revision, origin, score])).toEqual([
      [1, 'machine', 0.9],
      [2, 'manual', 0.2],
      [3, 'machine', 0.95],
    ]);
    const found = await store.inOrganization(organization.id, (trx) =>
      findingsOfJob(trx, { organizationId: organization.id, jobId: job, minScore: 0.5 }),
    );
    expect(found.relationships).toMatchObject([{ score: 0.95 }]);
    expect(JSON.stringify(found.relationships[0]?.evidence)).toBe(JSON.stringify(findingOf('orders.customer_id', 'customers.id', 0.95).evidence));
    await source.scan([]);
    expect(await source.edges()).toHaveLength(1);
  });

  test('made by hand stay as they are', async () => {
    const source = await newSource();
    await source.scan([]);
    const columns = await source.catalog();
    const idOf = (table: string, column: string) => columns.find((row) => row.table === table && row.column === column);
    const row = {
      organization_id: organization.id,
      id: newId(),
      integration_source_id: source.sourceId,
      from_column_id: idOf('orders', 'customer_id')?.column_id ?? '',
      to_table_id: idOf('customers', 'id')?.table_id ?? '',
      to_column_name: 'id',
      type: 'MANUAL',
      status: 'APPROVED',
    } as const;
    await store.inOrganization(organization.id, (trx) => trx.insertInto('relationships').values(row).execute());
    await source.scan([good]);
    expect(await source.edges()).toMatchObject([{ id: row.id, type: 'MANUAL', status: 'APPROVED', score: 0.9, changed_since_decision: false }]);
    await source.scan([]);
    expect(await source.edges()).toMatchObject([{ id: row.id, type: 'MANUAL', status: 'APPROVED' }]);
  });
});

test('the same scans in any order of findings leave the same edges', async () => {
  const findings = [good, composite, findingOf('orders.shop_id', 'customers.id', 0.6), findingOf('lines.amount', 'orders.id', 0.3)];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.shuffledSubarray(findings), { minLength: 1, maxLength: 4 }), async (scans) => {
      const source = await newSource();
      for (const found of scans) await source.scan(found);
      const expected = (scans.at(-1) ?? []).flatMap(({ from, to }) =>
        from.columns.map((column, i) => `${column}>${to.path.name}.${to.columns[i] ?? ''}`),
      );
      const columns = new Map((await source.catalog()).map((row) => [row.column_id, row.column]));
      const tableNames = new Map((await source.catalog()).map((row) => [row.table_id, row.table]));
      const actual = (await source.edges()).map(
        (edge) => `${columns.get(edge.from_column_id)}>${tableNames.get(edge.to_table_id)}.${edge.to_column_name}`,
      );
      expect(actual.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 10 },
  );
});

test('findings of a job name both ends, composites as one, in a fixed order', async () => {
  const source = await newSource('zoo');
  const jobId = await source.scan([composite, findingOf('orders.shop_id', 'customers.id', 0.4), good]);
  const found = await store.inOrganization(organization.id, (trx) => findingsOfJob(trx, { organizationId: organization.id, jobId, minScore: 0.5 }));
  expect(found.sources).toEqual([{ name: 'zoo', connector_type: 'sqlite', tables: 3, columns: 8, rows: 300 }]);
  expect(found.relationships).toEqual([
    {
      source: 'zoo',
      from_schema: 'main',
      from_table: 'lines',
      from_columns: ['order_id', 'shop_id'],
      to_schema: 'main',
      to_table: 'orders',
      to_columns: ['id', 'shop_id'],
      type: 'INFERRED',
      status: 'SUGGESTED',
      score: 0.8,
      evidence: composite.evidence,
    },
    {
      source: 'zoo',
      from_schema: 'main',
      from_table: 'orders',
      from_columns: ['customer_id'],
      to_schema: 'main',
      to_table: 'customers',
      to_columns: ['id'],
      type: 'INFERRED',
      status: 'SUGGESTED',
      score: 0.9,
      evidence: good.evidence,
    },
  ]);
});
