import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { profileOf } from '../support/scan-result.ts';
import type { SaasRecords } from '../../src/domain/saas-records.ts';
import type { SaasAssociationModel, SaasModel, SaasObjectModel } from '../../src/domain/saas.ts';
import { sampledModel } from '../../src/profiling/sampled-records.ts';
import { saveSaasScan, type SaasScan } from '../../src/store/scan-saas.ts';
import { saasSource } from './saas-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const object = (apiIdentifier: string, objectName: string): SaasObjectModel => ({
  apiIdentifier,
  objectName,
  isCustom: false,
  fields: ['id', 'name'].map((name) => ({
    apiIdentifier: name,
    fieldName: name,
    dataType: 'string',
    isRequired: false,
    isUnique: false,
    isCustom: false,
    isSensitive: false,
    references: [],
  })),
});
const employer: SaasAssociationModel = {
  from: 'contacts',
  to: 'companies',
  typeId: '279',
  label: 'Contact to Company',
  category: 'PLATFORM_DEFINED',
  cardinality: 'N:1',
  field: 'company_id',
  metadata: { raw: 'HUBSPOT_DEFINED' },
};
const crm = (...associations: SaasAssociationModel[]): SaasModel => ({
  objects: [object('companies', 'Company'), object('contacts', 'Contact')],
  associations,
  notes: [],
});

/** A source that scans of these models were saved to, one after the other. */
async function scanned(...models: readonly SaasModel[]) {
  const sourceId = await saasSource(api);
  const scan = (model: SaasModel, more: Partial<SaasScan> = {}) =>
    api.store.inOrganization(api.organizationId, async (trx) => {
      const dataKey = await api.store.dataKey(trx, api.organizationId);
      const place = { organizationId: api.organizationId, sourceId, jobId: newId(), dataKey, at: new Date() };
      return saveSaasScan(trx, { ...place, model, records: null, findings: [], landing: null, ...more });
    });
  for (const model of models) await scan(model);
  const url = `/api/integration-sources/${sourceId}`;
  const edges = async (query = '') => (await api.call('GET', `/api/organization/${api.organizationId}/edges?source_id=${sourceId}${query}`)).list;
  return { url, scan, edges };
}

test('what a scan found is in the review queue, and follows later scans', async () => {
  const source = await scanned(crm(employer));
  const [edge, ...others] = await source.edges();
  expect(others).toEqual([]);
  expect(edge).toMatchObject({ kind: 'association', type: 'FOREIGN_KEY', status: 'APPROVED', score: 1, changed_since_decision: false });
  expect(edge).toMatchObject({ from: { entity_name: 'Contact' }, to: { entity_name: 'Company' } });
  await api.call('PUT', `${source.url}/saas-associations/${String(edge?.['id'])}`, { status: 'REJECTED' });
  await source.scan({ ...crm({ ...employer, cardinality: 'N:M' }), objects: [object('companies', 'Organisation'), object('contacts', 'Contact')] });
  expect(await source.edges('&changed_since_decision=true')).toMatchObject([
    { id: edge?.['id'], status: 'REJECTED', to: { entity_name: 'Organisation' }, changed_since_decision: true },
  ]);
});

test('what a person calls an association stays; the platform may have the rest', async () => {
  const source = await scanned(crm(employer));
  const [found] = (await api.call('GET', `${source.url}/saas-associations`)).list;
  const url = `${source.url}/saas-associations/${String(found?.['id'])}`;
  const ours = { association_label: 'works for', association_type_id: 'works_for' };
  expect((await api.call('PUT', url, { ...ours, association_category: 'PLATFORM_DEFINED' })).status).toBe(200);
  await api.call('PUT', url, { score: 0.4 });
  await source.scan(crm({ ...employer, label: 'Person to Firm', metadata: { limit: 1 } }));
  expect((await api.call('GET', `${source.url}/saas-associations`)).list).toMatchObject([
    { id: found?.['id'], ...ours, score: 0.4, metadata_: { limit: 1 }, evidence: { platform: { type_id: '279', label: 'Person to Firm' } } },
  ]);
});

test('a note in place of the metadata of an association is given back by null', async () => {
  const source = await scanned(crm(employer));
  const [found] = (await api.call('GET', `${source.url}/saas-associations`)).list;
  const url = `${source.url}/saas-associations/${String(found?.['id'])}`;
  await api.call('PUT', url, { metadata_: { ours: true } });
  await source.scan(crm(employer));
  expect((await api.call('GET', url)).body).toMatchObject({ metadata_: { ours: true } });
  await api.call('PUT', url, { metadata_: null });
  await source.scan(crm(employer));
  expect((await api.call('GET', url)).body).toMatchObject({ metadata_: employer.metadata });
});

test('an association that a person added keeps their words where the platform defines it too', async () => {
  const source = await scanned(crm());
  const [company, contact] = (await api.call('GET', `${source.url}/saas-objects`)).list;
  const added = await api.call('POST', `${source.url}/saas-associations`, {
    from_object_id: contact?.['id'],
    to_object_id: company?.['id'],
    association_type_id: '279',
    association_label: 'is paid by',
  });
  await source.scan(crm(employer));
  const after = await api.call('GET', `${source.url}/saas-associations/${added.id}`);
  expect(after.body).toMatchObject({
    association_label: 'is paid by',
    relationship_type: 'MANUAL',
    status: 'APPROVED',
    evidence: { method: 'metadata' },
    metadata_: employer.metadata,
  });
  const { body } = await api.call('GET', `${source.url}/saas-associations/${added.id}/history`);
  expect(body).toMatchObject({ changed_since_decision: false, revisions: [{ origin: 'machine', score: 1 }], decisions: [{ to_status: 'APPROVED' }] });
});

test('what a person switched off stays off; what they added stays without the platform', async () => {
  const source = await scanned(crm());
  const [company] = (await api.call('GET', `${source.url}/saas-objects`)).list;
  await api.call('PUT', `${source.url}/saas-objects/${String(company?.['id'])}`, { is_active: false });
  await api.call('POST', `${source.url}/saas-objects`, { object_name: 'Visit', api_identifier: 'visits' });
  const fields = `${source.url}/saas-objects/${String(company?.['id'])}/saas-fields`;
  await api.call('POST', fields, { field_name: 'Score', api_identifier: 'score' });
  await source.scan(crm());
  const state = async (url: string) => (await api.call('GET', url)).list.map((row) => [row['api_identifier'], row['is_active']]);
  expect(await state(`${source.url}/saas-objects`)).toEqual([
    ['companies', false],
    ['contacts', true],
    ['visits', true],
  ]);
  expect(await state(fields)).toEqual([
    ['id', true],
    ['name', true],
    ['score', true],
  ]);
});

/** Records of a model, of which every field holds the name of a person. */
function records(model: SaasModel, sensitive: boolean): SaasRecords {
  const sampled = sampledModel(model);
  const found = sensitive
    ? { sensitive, top: [{ value: 'A*** B***', count: 1 }], min: null, max: null }
    : { top: [{ value: 'Ada Byron', count: 1 }], min: 'Ada Byron', max: 'Ada Byron' };
  const { entities } = profileOf(sampled);
  const profile = { entities: entities.map((entity) => ({ ...entity, attributes: entity.attributes.map((one) => ({ ...one, ...found })) })) };
  return { origin: 'sample', model: sampled, profile, limit: 1000, unread: new Map() };
}

async function nameOfCompany(source: { readonly url: string }) {
  const [company] = (await api.call('GET', `${source.url}/saas-objects`)).list;
  const fields = `${source.url}/saas-objects/${String(company?.['id'])}/saas-fields`;
  const [, name] = (await api.call('GET', fields)).list;
  return { company, fields, name, url: `${fields}/${String(name?.['id'])}` };
}

test('objects and fields are served with what their records tell', async () => {
  const source = await scanned();
  await source.scan(crm(), { records: records(crm(), true) });
  const { company, name } = await nameOfCompany(source);
  expect(company).toMatchObject({ null_pct_overall: 0.25, field_null_pct: { id: 0.25, name: 0.25 }, field_distinct_pct: { id: 0.666667 } });
  expect(name).toMatchObject({ sample_values: ['A*** B***'], null_pct: 0.25, role: 'reference', format_signature: { masks: [{ mask: '9' }] } });
  expect(Object.keys(name ?? {})).not.toContain('profile');
});

test("samples of a personal field are nobody's to send", async () => {
  const source = await scanned();
  await source.scan(crm(), { records: records(crm(), true) });
  const { url, fields } = await nameOfCompany(source);
  const sent = { sample_values: ['Mary Shelley'], role: 'text' };
  expect((await api.call('PUT', url, sent)).body).toMatchObject({ sample_values: ['A*** B***'], role: 'text' });
  const made = { field_name: 'Owner', api_identifier: 'owner', semantic_type: 'person_name', sample_values: ['Mary Shelley'] };
  expect((await api.call('POST', fields, made)).body).toMatchObject({ semantic_type: 'person_name', sample_values: null });
});

test('a field that a person says is personal is masked at once, and by later scans', async () => {
  const source = await scanned();
  await source.scan(crm(), { records: records(crm(), false) });
  const { url } = await nameOfCompany(source);
  expect((await api.call('GET', url)).body).toMatchObject({ sample_values: ['Ada Byron'] });
  const said = await api.call('PUT', url, { semantic_type: 'person_name', sample_values: ['Mary Shelley'] });
  expect(said.body).toMatchObject({ semantic_type: 'person_name', sample_values: ['A*** B***'] });
  await source.scan(crm(), { records: records(crm(), false) });
  expect((await api.call('GET', url)).body).toMatchObject({ sample_values: ['A*** B***'] });
  await api.call('PUT', url, { semantic_type: null });
  await source.scan(crm(), { records: records(crm(), false) });
  expect((await api.call('GET', url)).body).toMatchObject({ sample_values: ['Ada Byron'] });
});
