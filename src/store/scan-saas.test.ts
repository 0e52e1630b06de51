import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { profileOf } from '../../test/support/scan-result.ts';
import { testOrganization, testStore } from '../../test/support/store.ts';
import { newId } from '../domain/ids.ts';
import type { AttributeProfile } from '../domain/profile.ts';
import { recordsPath, type SaasRecords } from '../domain/saas-records.ts';
import type { SaasAssociationModel, SaasFieldModel, SaasModel, SaasObjectModel } from '../domain/saas.ts';
import type { Store } from './open.ts';
import { saveSaasScan, type SaasScan } from './scan-saas.ts';
import { unsealSketch } from './sealed-sketch.ts';

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

/** The records of a model as profiling tells of them; `found` is more of every field. */
function recordsOf({ objects }: SaasModel, found: Partial<AttributeProfile> = {}, more: Partial<SaasRecords> = {}): SaasRecords {
  const entities = objects.map(({ apiIdentifier, fields }) => ({
    path: recordsPath(apiIdentifier),
    kind: 'table' as const,
    attributes: fields.map((field, i) => ({ name: field.apiIdentifier, dataType: field.dataType, isNullable: true, ordinal: i + 1 })),
    keys: [],
    indexes: [],
    foreignKeys: [],
    notes: [],
  }));
  const sampled = { databases: [], schemas: [], entities, notes: [] };
  const profile = profileOf(sampled, 100);
  return {
    origin: 'sample',
    model: sampled,
    profile: { entities: profile.entities.map((entity) => ({ ...entity, attributes: entity.attributes.map((one) => ({ ...one, ...found })) })) },
    limit: 1000,
    unread: new Map(),
    ...more,
  };
}

describe('what records tell', () => {
  const people = { top: [{ value: 'ann@example.com', count: 2 }], min: 'ann@example.com', max: 'zoe@example.com' };
  const said = (source: Awaited<ReturnType<typeof newSource>>, values: Record<string, unknown>) =>
    source.inside(async (trx) => {
      const [email] = (await source.fields()).filter(({ api_identifier }) => api_identifier === 'email');
      const manual = { ...values, manual_fields: Object.keys(values) };
      return trx
        .updateTable('saas_fields')
        .set(manual)
        .where('id', '=', email?.id ?? '')
        .execute();
    });
  const email = async (source: Awaited<ReturnType<typeof newSource>>) =>
    (await source.fields()).find(({ api_identifier }) => api_identifier === 'email');

  test('is the profile of each field and the quality of each object', async () => {
    const source = await newSource();
    const at = new Date('2026-02-03T04:05:06Z');
    await source.scan(crm, { records: recordsOf(crm), at });
    expect((await source.fields())[3]).toMatchObject({
      sample_values: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'],
      null_pct: 0.25,
      distinct_pct: 0.666667,
      approx_distinct_count: 50,
      format_signature: { masks: [{ mask: '9', count: 100 }] },
      length_stats: { min: 1, max: 2, mean: 1.5 },
      entropy: 5.6,
      role: 'reference',
      role_confidence: 0.8,
      is_sensitive: false,
      last_analyzed: at,
      profile: { rows: 100, nulls: 25, value_class: 'integer', min: '1', max: '50' },
    });
    expect(await source.objects()).toMatchObject([
      { api_identifier: 'companies', record_count: 100, record_origin: 'sample', null_pct_overall: 0.25, field_null_pct: { id: 0.25, name: 0.25 } },
      { field_distinct_pct: { id: 0.666667, email: 0.666667 }, is_staging_table: false, candidate_keys: [{ columns: ['id'] }], last_analyzed: at },
    ]);
    const [object] = await source.objects();
    const [id] = await source.fields();
    const { sketch } = recordsOf(crm).profile.entities[0]?.attributes[0] ?? {};
    expect(unsealSketch(organization.dataKey, object?.id ?? '', id?.id ?? '', id?.sealed_sketch ?? Buffer.alloc(0))).toEqual(sketch);
  });

  test('goes with what the platform says: references, custom and sensitive fields', async () => {
    const source = await newSource();
    const fields = [field('company', { references: ['companies'] }), field('tax', { isCustom: true, isSensitive: true })];
    const deals = model([companies, object('deals', fields, { isCustom: true })]);
    await source.scan(deals, { records: recordsOf(deals, { role: 'text' }) });
    expect((await source.fields()).slice(2)).toMatchObject([
      { reference_objects: ['companies'], role: 'reference', role_confidence: 0.99, is_custom: false, is_sensitive: false },
      { reference_objects: [], role: 'text', is_custom: true, is_sensitive: true },
    ]);
    expect((await source.objects()).map(({ is_custom }) => is_custom)).toEqual([false, true]);
  });

  test('stays as it was where a scan could not read them, which is noted, until one can', async () => {
    const source = await newSource();
    await source.scan(crm, { records: recordsOf(crm), at: new Date('2026-01-01') });
    const [before] = await source.objects();
    const unread = new Map([['companies', 'Its records could not be read. They need a scope.']]);
    await source.scan(crm, { records: recordsOf(crm, { rows: 0, nulls: 0, distinct: 0, top: [] }, { unread }), at: new Date('2026-01-02') });
    expect((await source.objects())[0]).toEqual({ ...before, notes: [...unread.values()], updated_at: new Date('2026-01-02') });
    expect((await source.fields()).map(({ approx_distinct_count, last_analyzed }) => [approx_distinct_count, last_analyzed])).toEqual([
      [50, new Date('2026-01-01')],
      [50, new Date('2026-01-01')],
      [0, new Date('2026-01-02')],
      [0, new Date('2026-01-02')],
    ]);
    await source.scan(crm, { records: null });
    expect((await source.fields())[0]).toMatchObject({ approx_distinct_count: 50 });
    await source.scan(crm, { records: recordsOf(crm), at: new Date('2026-01-03') });
    expect((await source.objects())[0]).toMatchObject({ notes: [], last_analyzed: new Date('2026-01-03') });
  });

  test('leaves what a person said of a field or an object', async () => {
    const source = await newSource();
    await source.scan(crm);
    await said(source, { semantic_type: 'handle', sample_values: JSON.stringify(['theirs']), entropy: 1 });
    await source.inside((trx) =>
      trx
        .updateTable('saas_objects')
        .set({ is_staging_table: true, null_pct_overall: 0.5, manual_fields: ['is_staging_table', 'null_pct_overall'] })
        .where('integration_source_id', '=', source.sourceId)
        .execute(),
    );
    await source.scan(crm, { records: recordsOf(crm, { semanticType: 'code', semanticTypeConfidence: 0.9, role: 'text' }) });
    expect(await email(source)).toMatchObject({
      semantic_type: 'handle',
      semantic_type_confidence: null,
      sample_values: ['theirs'],
      entropy: 1,
      role: 'text',
    });
    expect((await source.objects())[0]).toMatchObject({ is_staging_table: true, null_pct_overall: 0.5, field_null_pct: { id: 0.25 } });
  });

  test('is masked where a person says by the semantic type that it is personal', async () => {
    const source = await newSource();
    await source.scan(crm);
    await said(source, { semantic_type: 'email', sample_values: JSON.stringify(['bob@example.com']) });
    await source.scan(crm, { records: recordsOf(crm, people) });
    const found = await email(source);
    expect(found).toMatchObject({ is_sensitive: true, semantic_type: 'email', sample_values: ['a***@e***.c***'] });
    expect(found).toMatchObject({ profile: { min: null, max: null, top: [{ value: 'a***@e***.c***', count: 2 }] } });
    expect(JSON.stringify(found)).not.toMatch(/ann|zoe|bob/);
  });

  test('is forgotten where the platform says by now that it is personal, and no records were read', async () => {
    const source = await newSource();
    await source.scan(crm, { records: recordsOf(crm, people) });
    expect(await email(source)).toMatchObject({ is_sensitive: false, sample_values: ['ann@example.com'] });
    const marked = model([companies, { ...contacts, fields: [field('id'), field('email', { isSensitive: true })] }]);
    await source.scan(marked);
    expect(await email(source)).toMatchObject({ is_sensitive: true, sample_values: null, profile: null, approx_distinct_count: 50 });
    await source.scan(marked, {
      records: recordsOf(marked, { ...people, sensitive: true, top: [{ value: '***', count: 2 }], min: null, max: null }),
    });
    expect(await email(source)).toMatchObject({ is_sensitive: true, sample_values: ['***'] });
    await source.scan(crm);
    expect(await email(source)).toMatchObject({ is_sensitive: true, sample_values: ['***'] });
  });

  test('may have any names and values', async () => {
    const source = await newSource();
    const odd = model([object("a'\0", [field('b\ud800'), field('c\n"')])]);
    await source.scan(odd, { records: recordsOf(odd, { top: [{ value: '\0 \ud800 "', count: 1 }] }) });
    expect((await source.fields()).map(({ sample_values }) => sample_values)).toEqual([['\ufffd \ufffd "'], ['\ufffd \ufffd "']]);
    expect(await source.objects()).toMatchObject([{ record_count: 100 }]);
  });

  test('of thousands of fields, and of hundreds of objects, is saved', async () => {
    const source = await newSource();
    const many = Array.from({ length: 5000 }, (_, i) => field(`f${i}`));
    const large = model([...Array.from({ length: 300 }, (_, i) => object(`o${i}`, [field('id')])), object('wide', many)]);
    await source.scan(large, { records: recordsOf(large) });
    const rows = await source.fields();
    expect(rows).toHaveLength(5300);
    expect(rows.every(({ approx_distinct_count, sealed_sketch }) => approx_distinct_count === 50 && sealed_sketch !== null)).toBe(true);
  });
});

test('where a sync lands objects, fields and what associates them is known as long as it does', async () => {
  const source = await newSource();
  const table = { database: 'warehouse', schema: 'crm', name: 'contacts' };
  const columns = new Map([
    ['email', { column: 'properties', path: ['email'], isSyncColumn: false }],
    ['id', { column: 'id', path: [], isSyncColumn: true }],
  ]);
  const carried = { carried_by: 'column' as const, object: 'contacts', table, column: 'properties.company_id' };
  const landing = { tables: new Map([['contacts', table]]), columns: new Map([['contacts', columns]]), reconciliations: [carried], ofFindings: [] };
  await source.scan(crm, { landing, records: { ...recordsOf(crm), origin: 'landed' } });
  expect((await source.objects()).map(({ landed_table, record_origin }) => [landed_table, record_origin])).toEqual([
    [null, 'landed'],
    [table, 'landed'],
  ]);
  expect((await source.fields()).map(({ landed_column, is_sync_column }) => [landed_column, is_sync_column])).toEqual([
    [null, false],
    [null, false],
    [{ column: 'id', path: [] }, true],
    [{ column: 'properties', path: ['email'] }, false],
  ]);
  expect(await source.associations()).toMatchObject([{ reconciliation: carried }]);
  await source.scan(crm);
  expect(await source.associations()).toMatchObject([{ reconciliation: null }]);
  expect((await source.objects())[1]).toMatchObject({ landed_table: null, record_origin: 'landed' });
});

test('saving the same again changes nothing', async () => {
  const source = await newSource();
  const records = recordsOf(crm);
  await source.scan(crm, { records });
  // When it was last analyzed says each scan anew, and a sketch is sealed anew.
  const state = async () => ({
    objects: (await source.objects()).map((row) => ({ ...row, last_analyzed: null })),
    fields: (await source.fields()).map((row) => ({ ...row, last_analyzed: null, sealed_sketch: null })),
    associations: (await source.associations()).map((row) => ({ ...row, job_id: null })),
    revisions: await source.revisions(),
  });
  const before = await state();
  await source.scan(crm, { records });
  expect(await state()).toEqual(before);
});
