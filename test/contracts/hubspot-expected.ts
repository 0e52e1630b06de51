import { objects } from '../../src/demo/platforms/hubspot-account.ts';
import { recordsOf } from '../../src/demo/platforms/hubspot-records.ts';
import { hubspotTruth } from '../../src/demo/platforms/hubspot.ts';
import type { SaasContractSource } from './saas-account.ts';

const machines = objects.find(({ apiIdentifier }) => apiIdentifier === '2-3465710');
const fields = ['hs_object_id', 'serial_number', 'is_leased', 'model', 'installed_on'];

/** What the fake account of HubSpot holds, however it is signed in to. */
export const hubspotExpected: SaasContractSource['expected'] = {
  objects: hubspotTruth.objects.length,
  fields: hubspotTruth.objects.reduce((sum, object) => sum + object.fields.length, 0),
  associations: hubspotTruth.associations.length,
  records: {
    object: '2-3465710',
    fields,
    rows: machines === undefined ? [] : recordsOf(machines).map((record) => fields.map((field) => record[field] || null)),
  },
};
