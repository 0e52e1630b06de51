import { salesforceObjects } from '../platforms/salesforce-account.ts';
import { recordsOf } from '../platforms/salesforce-records.ts';
import type { LandedType, StreamAccount } from './stream.ts';

const types: Readonly<Record<string, LandedType>> = {
  boolean: 'boolean',
  int: 'integer',
  double: 'number',
  percent: 'number',
  currency: 'number',
  date: 'date',
  datetime: 'timestamp',
  address: 'json',
  location: 'json',
};

/** Streams and fields are named as the organization names objects and fields. */
export const salesforceStreams: StreamAccount = {
  streams: salesforceObjects.map((object) => ({
    name: object.name,
    object: object.name,
    primaryKey: [['Id']],
    fields: object.fields.filter(({ isHidden }) => isHidden !== true).map(({ name, type }) => ({ name, type: types[type] ?? 'text' })),
    records: () => recordsOf(object),
  })),
  selected: salesforceObjects.map(({ name }) => name).filter((name) => !['Group', 'OpportunityHistory', 'TaskRelation'].includes(name)),
  deselectedFields: ['Contact.ReportsToId', 'Opportunity.CampaignId'],
};
