import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testOrganization, testStore } from '../../test/support/store.ts';
import { newId } from '../domain/ids.ts';
import type { SaasAssociationModel, SaasFieldModel, SaasModel, SaasObjectModel } from '../domain/saas.ts';
import type { Store } from './open.ts';
import { saveSaasScan } from './scan-saas.ts';

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
  const scan = (given: SaasModel) =>
    inside((trx) => saveSaasScan(trx, { organizationId: organization.id, sourceId, jobId: newId(), at: new Date(), model: given }));
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
  return { sourceId, inside, scan, objects, fields, associations, revisions };
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
