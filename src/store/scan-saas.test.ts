import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testOrganization, testStore } from '../../test/support/store.ts';
import { newId } from '../domain/ids.ts';
import type { SaasAssociationModel, SaasFieldModel, SaasModel, SaasObjectModel } from '../domain/saas.ts';
import type { Store } from './open.ts';
import { saveSaasScan, type SaasScan } from './scan-saas.ts';

let store: Store;
let organization: { id: string; dataKey: Buffer };

beforeAll(async () => {
  store = await testStore();
  organization = await testOrganization(store);
});
afterAll(() => store.close());

const field = (apiIdentifier: string, more: Partial<SaasFieldModel> = {}): SaasFieldModel => ({
  apiIdentifier,
  fieldName: apiIdentifier,
  dataType: 'string',
  isRequired: false,
  isUnique: false,
  isCustom: false,
  isSensitive: false,
  references: [],
  ...more,
});
const object = (apiIdentifier: string, fields: readonly SaasFieldModel[], more: Partial<SaasObjectModel> = {}): SaasObjectModel => ({
  apiIdentifier,
  objectName: apiIdentifier,
  isCustom: false,
  fields,
  ...more,
});
const association = (from: string, to: string, more: Partial<SaasAssociationModel> = {}): SaasAssociationModel => ({
  from,
  to,
  typeId: '1',
  label: `${from} to ${to}`,
  category: 'PLATFORM_DEFINED',
  cardinality: 'N:1',
  field: null,
  metadata: { raw: 'HUBSPOT_DEFINED' },
  ...more,
});
const model = (objects: readonly SaasObjectModel[], associations: readonly SaasAssociationModel[] = []): SaasModel => ({
  objects,
  associations,
  notes: [],
});

const companies = object('companies', [field('id', { isUnique: true }), field('name')], { objectName: 'Company', description: 'who buys' });
const contacts = object('contacts', [field('id'), field('email', { description: 'where they read' })], { objectName: 'Contact' });
const crm = model([companies, contacts], [association('contacts', 'companies')]);

/** A source of its own, scanned as often as a test likes. */
async function newSource() {
  const sourceId = newId();
  const inside = store.inOrganization.bind(store, organization.id) as <T>(
    work: (trx: Parameters<typeof saveSaasScan>[0]) => Promise<T>,
  ) => Promise<T>;
  await inside((trx) =>
    trx
      .insertInto('integration_sources')
      .values({ organization_id: organization.id, id: sourceId, name: sourceId, source_type: 'saas', connector_type: 'hubspot' })
      .execute(),
  );
  const scan = (given: SaasModel, more: Partial<SaasScan> = {}) =>
    inside((trx) =>
      saveSaasScan(trx, {
        organizationId: organization.id,
        sourceId,
        jobId: newId(),
        dataKey: organization.dataKey,
        at: new Date(),
        model: given,
        records: null,
        findings: [],
        landing: null,
        ...more,
      }),
    );
  const objects = () =>
    inside((trx) => trx.selectFrom('saas_objects').selectAll().where('integration_source_id', '=', sourceId).orderBy('created_at').execute());
  const fields = () =>
    inside((trx) =>
      trx
        .selectFrom('saas_fields')
        .innerJoin('saas_objects', 'saas_objects.id', 'saas_fields.saas_object_id')
        .selectAll('saas_fields')
        .where('integration_source_id', '=', sourceId)
        .orderBy('saas_objects.created_at')
        .orderBy('saas_fields.created_at')
        .execute(),
    );
  const associations = () =>
    inside(async (trx) => {
      const rows = await trx
        .selectFrom('saas_associations')
        .selectAll()
        .where('integration_source_id', '=', sourceId)
        .orderBy('created_at')
        .execute();
      return rows.map((row) => ({ ...row, evidence: row.evidence?.value() }));
    });
  const revisions = async () => {
    const ids = (await associations()).map(({ id }) => id);
    return inside((trx) =>
      trx
        .selectFrom('evidence_revisions')
        .select(['edge_id', 'edge_kind', 'revision', 'origin', 'score', 'evidence'])
        .where('edge_id', 'in', ids)
        .orderBy('revision')
        .execute(),
    );
  };
  const decide = (status: 'APPROVED' | 'REJECTED', label = 'contacts to companies') =>
    inside((trx) =>
      trx
        .updateTable('saas_associations')
        .set({ status, decided_at: new Date(), changed_since_decision: false })
        .where('integration_source_id', '=', sourceId)
        .where('association_label', '=', label)
        .execute(),
    );
  return { sourceId, inside, scan, decide, objects, fields, associations, revisions };
}

describe('objects and fields', () => {
  test('are saved in the order of the platform', async () => {
    const source = await newSource();
    await source.scan(crm);
    expect((await source.objects()).map((row) => [row.api_identifier, row.object_name, row.description, row.description_source])).toEqual([
      ['companies', 'Company', 'who buys', 'information_schema'],
      ['contacts', 'Contact', null, null],
    ]);
    expect((await source.fields()).map((row) => [row.api_identifier, row.data_type, row.is_unique, row.description])).toEqual([
      ['id', 'string', true, null],
      ['name', 'string', false, null],
      ['id', 'string', false, null],
      ['email', 'string', false, 'where they read'],
    ]);
  });

  test('keep their ids, are inactive while the platform lacks them, and come back', async () => {
    const source = await newSource();
    await source.scan(crm);
    const before = [...(await source.objects()), ...(await source.fields())].map(({ id }) => id);
    await source.scan(model([object('companies', [field('id')])]));
    expect((await source.objects()).map((row) => row.is_active)).toEqual([true, false]);
    expect((await source.fields()).map((row) => row.is_active)).toEqual([true, false, false, false]);
    await source.scan(crm);
    const after = [...(await source.objects()), ...(await source.fields())];
    expect(after.every((row) => row.is_active)).toBe(true);
    expect(after.map(({ id }) => id)).toEqual(before);
  });

  test('that a person switched off or on stay so', async () => {
    const source = await newSource();
    await source.scan(crm);
    await source.inside((trx) =>
      trx
        .updateTable('saas_objects')
        .set({ is_active: false, manual_fields: ['is_active'] })
        .where('api_identifier', '=', 'companies')
        .execute(),
    );
    await source.inside((trx) =>
      trx
        .updateTable('saas_fields')
        .set({ manual_fields: ['is_active'] })
        .where('api_identifier', '=', 'email')
        .execute(),
    );
    await source.scan(crm);
    expect((await source.objects())[0]).toMatchObject({ api_identifier: 'companies', is_active: false });
    await source.scan(model([companies]));
    expect((await source.fields()).at(-1)).toMatchObject({ api_identifier: 'email', is_active: true });
  });

  test('change with the platform, but for what a person said', async () => {
    const source = await newSource();
    await source.scan(crm);
    await source.inside((trx) =>
      trx
        .updateTable('saas_objects')
        .set({ object_name: 'Firm', manual_fields: ['object_name'], description: 'ours', description_source: 'manual_edit' })
        .where('integration_source_id', '=', source.sourceId)
        .where('api_identifier', '=', 'companies')
        .execute(),
    );
    const renamed = {
      objectName: 'Organisation',
      description: 'who pays',
      fields: [field('id', { dataType: 'number', description: 'the key' }), field('name', { isRequired: true })],
    };
    await source.scan(
      model([
        { ...companies, ...renamed },
        { ...contacts, objectName: 'Person' },
      ]),
    );
    expect((await source.objects()).map((row) => [row.object_name, row.description])).toEqual([
      ['Firm', 'ours'],
      ['Person', null],
    ]);
    expect((await source.fields()).slice(0, 2)).toMatchObject([
      { data_type: 'number', is_unique: false, description: 'the key', description_source: 'information_schema' },
      { is_required: true },
    ]);
  });

  test('may take the API identifier of one that a person calls otherwise now', async () => {
    const source = await newSource();
    await source.scan(crm);
    const [first] = await source.objects();
    await source.inside((trx) =>
      trx
        .updateTable('saas_objects')
        .set({ api_identifier: 'firms' })
        .where('id', '=', first?.id ?? '')
        .execute(),
    );
    await source.scan(crm);
    expect((await source.objects()).map((row) => [row.api_identifier, row.is_active])).toEqual([
      ['firms', false],
      ['contacts', true],
      ['companies', true],
    ]);
  });

  test('may have any names, also such as the catalog cannot tell apart', async () => {
    const source = await newSource();
    await source.scan(model([object("a'\0", [field('b\ud800'), field('b\ufffd'), field('c\n"')]), object('ä', [])], [association('ä', "a'\0")]));
    expect((await source.objects()).map((row) => row.api_identifier)).toEqual(["a'\ufffd", 'ä']);
    expect((await source.fields()).map((row) => row.api_identifier)).toEqual(['b\ufffd', 'c\n"']);
    expect(await source.associations()).toHaveLength(1);
  });

  test('of a source that is gone are refused', async () => {
    const source = await newSource();
    await source.inside((trx) => trx.deleteFrom('integration_sources').where('id', '=', source.sourceId).execute());
    await expect(source.scan(crm)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('associations', () => {
  test('begin as approved, with the words of the platform', async () => {
    const source = await newSource();
    await source.scan(crm);
    expect(await source.associations()).toMatchObject([
      {
        association_label: 'contacts to companies',
        relationship_type: 'FOREIGN_KEY',
        status: 'APPROVED',
        score: 1,
        decided_at: null,
        metadata: { raw: 'HUBSPOT_DEFINED' },
        evidence: { schema_version: 1, method: 'metadata', cardinality: 'N:1', field: null, platform: { type_id: '1' } },
      },
    ]);
    expect(await source.revisions()).toMatchObject([{ edge_kind: 'association', revision: 1, origin: 'machine', score: 1 }]);
  });

  const defined = (more: Partial<SaasAssociationModel> = {}) => model([companies, contacts], [association('contacts', 'companies', more)]);

  test('of other words are the same edges, and nothing to decide anew', async () => {
    const source = await newSource();
    await source.scan(crm);
    await source.decide('APPROVED');
    const [before] = await source.associations();
    await source.scan(defined({ label: 'works for', metadata: { limit: 5 } }));
    expect(await source.associations()).toMatchObject([
      { id: before?.id, association_label: 'works for', metadata: { limit: 5 }, changed_since_decision: false },
    ]);
    expect((await source.revisions()).map(({ revision }) => revision)).toEqual([1, 2]);
  });

  test.each([
    ['cardinality', { cardinality: 'N:M' }],
    ['field', { field: 'company_id' }],
  ] as const)('of another %s ask for another look where a person has decided', async (_name, more) => {
    const source = await newSource();
    await source.scan(crm);
    await source.scan(defined(more));
    expect(await source.associations()).toMatchObject([{ status: 'APPROVED', changed_since_decision: false }]);
    await source.decide('REJECTED');
    await source.scan(crm);
    expect(await source.associations()).toMatchObject([{ status: 'REJECTED', changed_since_decision: true }]);
  });

  test('keep the label, category and type that a person gave', async () => {
    const source = await newSource();
    await source.scan(crm);
    const ours = { association_label: 'ours', association_category: 'OURS', association_type_id: 'o', relationship_type: 'INFERRED' } as const;
    await source.inside((trx) =>
      trx
        .updateTable('saas_associations')
        .set({ ...ours, manual_fields: Object.keys(ours) })
        .where('integration_source_id', '=', source.sourceId)
        .execute(),
    );
    await source.scan(defined({ label: 'theirs' }));
    expect(await source.associations()).toMatchObject([{ ...ours, is_active: true }]);
    // The platform defines now what the person made of the other: they are one.
    await source.scan(
      model([companies, contacts], [association('contacts', 'companies'), association('contacts', 'companies', { typeId: 'o', category: 'OURS' })]),
    );
    expect(await source.associations()).toMatchObject([ours]);
  });

  test('that the platform no longer defines are inactive with their decisions, until it does again', async () => {
    const source = await newSource();
    const two = model([companies, contacts], [association('contacts', 'companies'), association('companies', 'companies')]);
    await source.scan(two);
    await source.decide('REJECTED', 'contacts to companies');
    await source.scan(model([companies, contacts]));
    const gone = await source.associations();
    expect(gone).toMatchObject([
      { is_active: false, status: 'REJECTED', changed_since_decision: true },
      { is_active: false, status: 'APPROVED', changed_since_decision: false },
    ]);
    await source.scan(model([companies, contacts]));
    expect(await source.associations()).toEqual(gone);
    await source.scan(two);
    expect(await source.associations()).toMatchObject([
      { id: gone[0]?.id, is_active: true, status: 'REJECTED', changed_since_decision: true },
      { id: gone[1]?.id, is_active: true, status: 'APPROVED', changed_since_decision: false },
    ]);
    expect(await source.revisions()).toHaveLength(2);
  });

  test('that a person added are left alone, and gain evidence where the platform defines them too', async () => {
    const source = await newSource();
    await source.scan(model([companies, contacts]));
    const [company, contact] = (await source.objects()).map(({ id }) => id);
    const manual = (id: string, typeId: string) => ({
      organization_id: organization.id,
      id,
      integration_source_id: source.sourceId,
      from_object_id: contact ?? '',
      to_object_id: company ?? '',
      association_type_id: typeId,
      association_label: 'ours',
      relationship_type: 'MANUAL' as const,
      status: 'APPROVED' as const,
      decided_at: new Date(),
      manual_fields: ['association_label'],
    });
    const [known, other] = [newId(), newId()];
    await source.inside((trx) =>
      trx
        .insertInto('saas_associations')
        .values([manual(known, '1'), manual(other, '2')])
        .execute(),
    );
    const untouched = (await source.associations()).find(({ id }) => id === other);
    await source.scan(crm);
    const after = await source.associations();
    expect(after).toHaveLength(2);
    expect(after.find(({ id }) => id === other)).toEqual(untouched);
    const both = { association_label: 'ours', relationship_type: 'MANUAL', status: 'APPROVED', score: 1, evidence: { method: 'metadata' } };
    expect(after.find(({ id }) => id === known)).toMatchObject({ ...both, changed_since_decision: false });
    await source.scan(model([companies, contacts]));
    expect((await source.associations()).find(({ id }) => id === known)).toMatchObject({ ...both, is_active: true });
  });
});

test('saving the same model again changes nothing', async () => {
  const source = await newSource();
  await source.scan(crm);
  const state = async () => ({
    objects: await source.objects(),
    fields: await source.fields(),
    associations: (await source.associations()).map((row) => ({ ...row, job_id: null })),
    revisions: await source.revisions(),
  });
  const before = await state();
  await source.scan(crm);
  expect(await state()).toEqual(before);
});
