import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testOrganization, testStore } from '../../test/support/store.ts';
import { newId } from '../domain/ids.ts';
import type { AssociationFinding, InferredAssociationEvidence, SaasRecords } from '../domain/saas-records.ts';
import type { SaasAssociationModel, SaasModel, SaasObjectModel } from '../domain/saas.ts';
import type { Store, StoreTransaction } from './open.ts';
import { saveSaasScan, type SaasScan } from './scan-saas.ts';

let store: Store;
let organization: { id: string; dataKey: Buffer };

beforeAll(async () => {
  store = await testStore();
  organization = await testOrganization(store);
});
afterAll(() => store.close());

const object = (apiIdentifier: string, objectName: string): SaasObjectModel => ({ apiIdentifier, objectName, isCustom: false, fields: [] });
const model = (associations: readonly SaasAssociationModel[] = []): SaasModel => ({
  objects: [object('companies', 'Company'), object('contacts', 'Contact')],
  associations,
  notes: [],
});
const defined: SaasAssociationModel = {
  from: 'contacts',
  to: 'companies',
  typeId: 'company_id',
  label: 'Company',
  category: 'PLATFORM_DEFINED',
  cardinality: 'N:1',
  field: 'company_id',
  metadata: {},
};
const records = (unread: readonly string[] = []): SaasRecords => ({
  origin: 'landed',
  model: { databases: [], schemas: [], entities: [], notes: [] },
  profile: { entities: [] },
  limit: null,
  unread: new Map(unread.map((name) => [name, 'It may not be read.'])),
});
/** 90 of 100 contacts have a company; `orphans` of them one that is not there. */
const finding = (score = 0.9, orphans = 0, field = 'company_id'): AssociationFinding => ({
  from: 'contacts',
  to: 'companies',
  field,
  targetField: 'id',
  cardinality: 'N:1',
  score,
  evidence: {
    schema_version: 1,
    model: 'rel',
    method: 'exact',
    sentence: `${90 - orphans} of 90 exist`,
    band: 'review',
    cardinality: 'N:1',
    optional: true,
    from: { database: '', schema: '', table: 'contacts', columns: [field] },
    to: { database: '', schema: '', table: 'companies', columns: ['id'] },
    value: { rows: 100, null_rows: 10, orphan_distinct: orphans, target_unique: true },
    structure: { target_key: 'primary', child_indexed: false, self_reference: false },
    check_sql: 'SELECT 1',
    dialect: 'duckdb',
  } as unknown as InferredAssociationEvidence,
});

/** A source of its own, scanned as often as a test likes. */
async function newSource() {
  const sourceId = newId();
  const inside = <T>(work: (trx: StoreTransaction) => Promise<T>): Promise<T> => store.inOrganization(organization.id, work);
  await inside((trx) =>
    trx
      .insertInto('integration_sources')
      .values({ organization_id: organization.id, id: sourceId, name: sourceId, source_type: 'saas', connector_type: 'hubspot' })
      .execute(),
  );
  const scan = (findings: readonly AssociationFinding[], more: Partial<SaasScan> = {}) =>
    inside((trx) =>
      saveSaasScan(trx, {
        organizationId: organization.id,
        sourceId,
        jobId: newId(),
        dataKey: organization.dataKey,
        at: new Date(),
        model: model(),
        records: records(),
        findings,
        landing: null,
        ...more,
      }),
    );
  const edges = () =>
    inside(async (trx) => {
      const rows = await trx
        .selectFrom('saas_associations')
        .selectAll()
        .where('integration_source_id', '=', sourceId)
        .orderBy('created_at')
        .execute();
      return rows.map((row) => ({ ...row, evidence: row.evidence?.value() }));
    });
  const revisions = () =>
    inside(async (trx) => {
      const ids = (await trx.selectFrom('saas_associations').select('id').where('integration_source_id', '=', sourceId).execute()).map(
        ({ id }) => id,
      );
      return trx.selectFrom('evidence_revisions').select(['revision', 'score']).where('edge_id', 'in', ids).orderBy('revision').execute();
    });
  const decide = (status: 'APPROVED' | 'REJECTED') =>
    inside((trx) =>
      trx
        .updateTable('saas_associations')
        .set({ status, decided_at: new Date(), changed_since_decision: false })
        .where('integration_source_id', '=', sourceId)
        .execute(),
    );
  return { scan, edges, revisions, decide };
}

describe('associations that records show', () => {
  test('begin as suggestions with a label that reads, and are the same edges in the next scan', async () => {
    const source = await newSource();
    await source.scan([finding()]);
    const [edge, ...others] = await source.edges();
    expect(others).toEqual([]);
    expect(edge).toMatchObject({
      association_label: 'Contact.company_id → Company',
      association_category: 'INFERRED',
      association_type_id: 'company_id',
      relationship_type: 'INFERRED',
      status: 'SUGGESTED',
      score: 0.9,
      is_active: true,
      evidence: { sentence: '90 of 90 exist' },
    });
    await source.scan([finding()]);
    expect(await source.edges()).toEqual([{ ...edge, job_id: expect.any(String) as string }]);
    await source.scan([finding(0.8)]);
    expect(await source.edges()).toMatchObject([{ id: edge?.id, score: 0.8 }]);
    expect(await source.revisions()).toEqual([
      { revision: 1, score: 0.9 },
      { revision: 2, score: 0.8 },
    ]);
  });

  test('that a person rejected come back only as changed since', async () => {
    const source = await newSource();
    await source.scan([finding()]);
    await source.decide('REJECTED');
    await source.scan([finding(0.93)]);
    expect(await source.edges()).toMatchObject([{ status: 'REJECTED', changed_since_decision: false }]);
    await source.scan([finding(0.93, 7)]);
    expect(await source.edges()).toMatchObject([{ status: 'REJECTED', changed_since_decision: true }]);
  });

  test('go with what showed them, unless a person has decided', async () => {
    const [open, decided] = [await newSource(), await newSource()];
    for (const source of [open, decided]) await source.scan([finding()]);
    await decided.decide('APPROVED');
    for (const source of [open, decided]) await source.scan([]);
    expect(await open.edges()).toEqual([]);
    expect(await decided.edges()).toMatchObject([{ status: 'APPROVED', is_active: false, changed_since_decision: true }]);
    await decided.scan([finding()]);
    expect(await decided.edges()).toMatchObject([{ status: 'APPROVED', is_active: true }]);
  });

  test('stay where their records were not read this time', async () => {
    const source = await newSource();
    await source.scan([finding()]);
    for (const missing of [{ records: null }, { records: records(['companies']) }, { records: records(['contacts']) }]) {
      await source.scan([], missing);
      expect(await source.edges()).toMatchObject([{ is_active: true, status: 'SUGGESTED' }]);
    }
  });

  test('keep where the sync brings them', async () => {
    const source = await newSource();
    const reconciliation = {
      carried_by: 'column',
      object: 'contacts',
      table: { database: 'd', schema: 's', name: 'contacts' },
      column: 'company_id',
    } as const;
    await source.scan([finding()], { landing: { tables: new Map(), columns: new Map(), reconciliations: [], ofFindings: [reconciliation] } });
    expect(await source.edges()).toMatchObject([{ reconciliation }]);
  });
});

describe('associations that the platform defines', () => {
  test('are measured by the records of their field', async () => {
    const source = await newSource();
    await source.scan([finding(1, 3)], { model: model([defined]) });
    const [edge, ...others] = await source.edges();
    expect(others).toEqual([]);
    expect(edge).toMatchObject({
      relationship_type: 'FOREIGN_KEY',
      status: 'APPROVED',
      score: 1,
      evidence: { method: 'metadata', measured: { schema_version: 1, method: 'exact', value: { orphan_distinct: 3 }, check_sql: 'SELECT 1' } },
    });
    await source.decide('APPROVED');
    await source.scan([finding(1, 4)], { model: model([defined]) });
    expect(await source.edges()).toMatchObject([
      { id: edge?.id, changed_since_decision: false, evidence: { measured: { value: { orphan_distinct: 4 } } } },
    ]);
  });

  test('are the edges that records had shown before', async () => {
    const source = await newSource();
    await source.scan([finding(), finding(0.6, 0, 'employer')]);
    await source.decide('REJECTED');
    const before = await source.edges();
    await source.scan([finding(1), finding(0.6, 0, 'employer')], { model: model([defined]) });
    expect((await source.edges()).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(await source.edges()).toMatchObject([
      { association_label: 'Company', relationship_type: 'FOREIGN_KEY', status: 'REJECTED', changed_since_decision: true },
      { association_label: 'Contact.employer → Company', relationship_type: 'INFERRED', status: 'REJECTED', changed_since_decision: false },
    ]);
  });
});
