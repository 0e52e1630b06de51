import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modelOf, profileOf } from '../../test/support/scan-result.ts';
import { testOrganization, testStore } from '../../test/support/store.ts';
import type { EntityLinkFinding, LinkPlace } from '../domain/edge.ts';
import { newId } from '../domain/ids.ts';
import { exchanged } from '../domain/link-direction.ts';
import type { LinkEvidence } from '../domain/link-evidence.ts';
import type { SaasModel } from '../domain/saas.ts';
import type { Store, StoreTransaction } from './open.ts';
import { saveEntityLinks, type LinkScan } from './scan-entity-links.ts';
import { saveScan } from './scan-results.ts';
import { saveSaasScan } from './scan-saas.ts';

let store: Store;
let organization: { id: string; dataKey: Buffer };

beforeAll(async () => {
  store = await testStore();
  organization = await testOrganization(store);
});
afterAll(() => store.close());

const tables = modelOf({ users: ['id', 'login_email', 'full_name'] });
const crm: SaasModel = {
  objects: [
    {
      apiIdentifier: 'contacts',
      objectName: 'Contact',
      isCustom: false,
      fields: ['email', 'name'].map((name) => ({
        apiIdentifier: name,
        fieldName: name,
        dataType: 'string',
        isRequired: false,
        isUnique: false,
        isCustom: false,
        isSensitive: false,
        references: [],
      })),
    },
  ],
  associations: [],
  notes: [],
};

const evidence = (confidence: number, shared: number): LinkEvidence =>
  ({
    schema_version: 1,
    method: 'deterministic-key',
    sentence: `${shared} are found`,
    normaliser: { source: 'email/v1', target: 'raw' },
    columns: { source: { rows: 100 }, target: { rows: 200 } },
    overlap: { norm_containment: { s_in_t: 0.9, t_in_s: 0.4 }, intersection: shared, cardinality: 'N:1' },
    corroboration: [],
    alternatives: [],
    confidence,
  }) as unknown as LinkEvidence;

/** An application's database and a CRM, each with what a scan saves of it. */
async function twoSources() {
  const inside = <T>(work: (trx: StoreTransaction) => Promise<T>): Promise<T> => store.inOrganization(organization.id, work);
  const [app, hubspot] = [newId(), newId()];
  await inside(async (trx) => {
    const source = (id: string, type: 'database' | 'saas') => ({
      organization_id: organization.id,
      id,
      name: id,
      source_type: type,
      connector_type: type === 'saas' ? 'hubspot' : 'sqlite',
    });
    await trx
      .insertInto('integration_sources')
      .values([source(app, 'database'), source(hubspot, 'saas')])
      .execute();
    const place = { organizationId: organization.id, jobId: newId(), dataKey: organization.dataKey, at: new Date() };
    await saveScan(trx, { ...place, sourceId: app, model: tables, profile: profileOf(tables), findings: [] });
    await saveSaasScan(trx, { ...place, sourceId: hubspot, model: crm, records: null, findings: [], landing: null });
  });
  const column = (attribute: string): LinkPlace => ({
    sourceId: app,
    kind: 'column',
    path: { database: 'shop', schema: 'main', name: 'users' },
    attribute,
  });
  const field = (attribute: string): LinkPlace => ({
    sourceId: hubspot,
    kind: 'field',
    path: { database: '', schema: '', name: 'contacts' },
    attribute,
  });
  const link = (confidence = 0.8, shared = 90, more: Partial<EntityLinkFinding> = {}): EntityLinkFinding => ({
    source: column('login_email'),
    target: field('email'),
    linkType: 'DETERMINISTIC',
    score: confidence,
    evidence: evidence(confidence, shared),
    ...more,
  });
  const scan = (findings: readonly EntityLinkFinding[], more: Partial<LinkScan> = {}) =>
    inside((trx) =>
      saveEntityLinks(trx, {
        organizationId: organization.id,
        jobId: newId(),
        at: new Date(),
        sourceIds: [app, hubspot],
        unread: [],
        findings,
        ...more,
      }),
    );
  const links = () =>
    inside(async (trx) => {
      const rows = await trx.selectFrom('entity_links').selectAll().where('organization_id', '=', organization.id).orderBy('created_at').execute();
      return rows
        .filter((row) => [app, hubspot].includes(row.source_integration_source_id))
        .map((row) => ({ ...row, evidence: row.evidence?.value() }));
    });
  const revisions = async () => {
    const ids = (await links()).map(({ id }) => id);
    return inside((trx) =>
      trx.selectFrom('evidence_revisions').select(['revision', 'score', 'origin']).where('edge_id', 'in', ids).orderBy('revision').execute(),
    );
  };
  const decide = (status: 'APPROVED' | 'REJECTED') =>
    inside((trx) =>
      trx
        .updateTable('entity_links')
        .set({ status, decided_at: new Date(), changed_since_decision: false })
        .where('source_integration_source_id', '=', app)
        .execute(),
    );
  return { app, hubspot, column, field, link, scan, links, revisions, decide, inside };
}

describe('links that a scan found', () => {
  test('join a column and a field as suggestions; the same scan again changes nothing', async () => {
    const { app, hubspot, link, scan, links, revisions } = await twoSources();
    const both = async () => {
      const { column, field } = { column: link().source, field: link().target };
      await scan([
        link(),
        link(0.7, 50, { source: { ...column, attribute: 'full_name' }, target: { ...field, attribute: 'name' }, linkType: 'PROBABILISTIC' }),
      ]);
    };
    await both();
    const first = await links();
    expect(first).toMatchObject([
      {
        source_integration_source_id: app,
        source_saas_object_id: null,
        source_field_id: null,
        target_integration_source_id: hubspot,
        target_table_id: null,
        target_column_id: null,
        link_type: 'DETERMINISTIC',
        status: 'SUGGESTED',
        confidence_score: 0.8,
        decided_at: null,
        changed_since_decision: false,
        evidence: { sentence: '90 are found' },
      },
      { link_type: 'PROBABILISTIC', confidence_score: 0.7 },
    ]);
    expect(first[0]?.source_table_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(first[0]?.target_field_id).toMatch(/^[0-9a-f-]{36}$/);
    await both();
    const withoutJob = (rows: typeof first) => rows.map(({ job_id: _job, ...row }) => row);
    expect(withoutJob(await links())).toEqual(withoutJob(first));
    expect(await revisions()).toHaveLength(2);
  });

  test('are the same link with their ends exchanged, which keeps its direction and tells its evidence that way', async () => {
    const { link, scan, links, revisions } = await twoSources();
    await scan([link()]);
    const [first] = await links();
    const { source, target, evidence: said } = link();
    await scan([link(0.8, 90, { source: target, target: source, evidence: exchanged(said) })]);
    expect(await links()).toEqual([{ ...first, job_id: (await links())[0]?.job_id }]);
    expect(await revisions()).toHaveLength(1);
    await scan([]);
    await scan([link(0.8, 90, { source: target, target: source })]);
    expect((await links())[0]).toMatchObject({ id: first?.id, target_column_id: first?.source_column_id });
  });

  test('keep what a person decided; evidence that could change a mind is told', async () => {
    const { link, scan, links, revisions, decide } = await twoSources();
    await scan([link()]);
    await decide('REJECTED');
    await scan([link(0.82, 91)]);
    expect(await links()).toMatchObject([{ status: 'REJECTED', changed_since_decision: false, confidence_score: 0.82 }]);
    await scan([link(0.97, 99)]);
    expect(await links()).toMatchObject([{ status: 'REJECTED', changed_since_decision: true, confidence_score: 0.97 }]);
    expect(await revisions()).toMatchObject([{ score: 0.8 }, { score: 0.82 }, { score: 0.97 }]);
  });

  test('go with what showed them, unless a person has decided or their records could not be read', async () => {
    const { hubspot, link, scan, links, decide } = await twoSources();
    await scan([link()]);
    await scan([], { unread: [{ sourceId: hubspot, object: 'contacts' }] });
    expect(await links()).toHaveLength(1);
    await scan([]);
    expect(await links()).toEqual([]);
    await scan([link()]);
    await decide('APPROVED');
    await scan([]);
    expect(await links()).toMatchObject([{ status: 'APPROVED', changed_since_decision: true }]);
  });

  test('stay where a scan compared one of their sources with others', async () => {
    const { app, link, scan, links } = await twoSources();
    await scan([link()]);
    await scan([], { sourceIds: [app, newId()] });
    expect(await links()).toHaveLength(1);
  });

  test('add their evidence to one that a person made, with its ends the other way round, and change nothing else of it', async () => {
    const { app, hubspot, link, scan, links, revisions, inside } = await twoSources();
    await scan([link()]);
    const [machine] = await links();
    const at = new Date();
    await inside(async (trx) => {
      await trx
        .deleteFrom('entity_links')
        .where('id', '=', machine?.id ?? '')
        .execute();
      await trx
        .insertInto('entity_links')
        .values({
          organization_id: organization.id,
          id: newId(),
          source_integration_source_id: hubspot,
          source_saas_object_id: machine?.target_saas_object_id ?? null,
          source_field_id: machine?.target_field_id ?? null,
          target_integration_source_id: app,
          target_table_id: machine?.source_table_id ?? null,
          target_column_id: machine?.source_column_id ?? null,
          link_type: 'PROBABILISTIC',
          status: 'APPROVED',
          decided_at: at,
        })
        .execute();
    });
    const [made] = await links();
    await scan([link()]);
    expect(await links()).toMatchObject([
      {
        id: made?.id,
        status: 'APPROVED',
        link_type: 'PROBABILISTIC',
        changed_since_decision: false,
        confidence_score: 0.8,
        target_column_id: machine?.source_column_id,
        evidence: {
          sentence: '90 are found',
          normaliser: { source: 'raw', target: 'email/v1' },
          overlap: { norm_containment: { s_in_t: 0.4, t_in_s: 0.9 }, cardinality: '1:N' },
        },
      },
    ]);
    expect(await revisions()).toMatchObject([{ origin: 'machine' }]);
    await scan([]);
    expect(await links()).toMatchObject([{ id: made?.id, status: 'APPROVED', changed_since_decision: false }]);
  });

  test('keep the type that a person gave them', async () => {
    const { link, scan, links, inside } = await twoSources();
    await scan([link()]);
    const [{ id } = { id: '' }] = await links();
    await inside((trx) => trx.updateTable('entity_links').set({ link_type: 'PROBABILISTIC' }).where('id', '=', id).execute());
    await scan([link(0.9, 95)]);
    expect(await links()).toMatchObject([{ link_type: 'PROBABILISTIC', confidence_score: 0.9 }]);
  });
});
