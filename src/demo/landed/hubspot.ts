import { customNames, type HubspotObject, objects } from '../platforms/hubspot-account.ts';
import { associatedIds } from '../platforms/hubspot-links.ts';
import type { HubspotProperty } from '../platforms/hubspot-properties.ts';
import { type HubspotRecord, owners, recordsOf } from '../platforms/hubspot-records.ts';
import type { AccountStream, LandedType, StreamAccount, StreamField } from './stream.ts';

/** The objects whose ids come with the records of a stream: the kinds of association are not told apart. */
const broughtAlong: Readonly<Record<string, readonly string[]>> = {
  companies: ['contacts'],
  contacts: ['companies'],
  deals: ['contacts', 'companies', 'line_items'],
  tickets: ['contacts', 'deals', 'companies'],
  calls: ['contacts', 'deals', 'companies', 'tickets'],
  emails: ['contacts', 'deals', 'companies', 'tickets'],
  meetings: ['contacts', 'deals', 'companies', 'tickets'],
  notes: ['contacts', 'deals', 'companies', 'tickets'],
  tasks: ['contacts', 'deals', 'companies', 'tickets'],
};

const activities = ['calls', 'emails', 'meetings', 'notes', 'tasks'];

const propertyTypes: Readonly<Record<string, LandedType>> = { number: 'number', bool: 'boolean', date: 'date', datetime: 'timestamp' };

/** Every record has its properties twice, as one object and each in a field of its own; sensitive and archived ones are not asked for. */
export const hubspotStreams: StreamAccount = {
  streams: [...objects.map(streamOf), ownerStream()],
  selected: [
    'companies',
    'contacts',
    'deals',
    'engagements_calls',
    'engagements_emails',
    'engagements_notes',
    'engagements_tasks',
    'line_items',
    'machine',
    'owners',
    'products',
    'service_visit',
  ],
  deselectedFields: ['contacts.properties_preferred_machine', 'deals.properties_handover_owner', 'engagements_notes.deals'],
};

function streamOf(object: HubspotObject): AccountStream {
  const { apiIdentifier } = object;
  const properties = object.properties.filter(({ archived, dataSensitivity }) => !archived && dataSensitivity === 'non_sensitive');
  const others = broughtAlong[apiIdentifier] ?? [];
  return {
    name: activities.includes(apiIdentifier) ? `engagements_${apiIdentifier}` : (customNames[apiIdentifier] ?? apiIdentifier),
    object: apiIdentifier,
    primaryKey: [['id']],
    fields: [
      field('id', 'text'),
      field('createdAt', 'timestamp'),
      field('updatedAt', 'timestamp'),
      field('archived', 'boolean'),
      field('properties', 'json'),
      ...properties.map(({ name, type }) => field(`properties_${name}`, propertyTypes[type] ?? 'text')),
      ...others.map((other) => field(other, 'json')),
    ],
    records: () => recordsOf(object).map((record) => landedRecord(object, properties, others, record)),
  };
}

function landedRecord(object: HubspotObject, properties: readonly HubspotProperty[], others: readonly string[], record: HubspotRecord) {
  const values = properties.map(({ name, type }) => [name, typed(record[name] ?? null, type)] as const);
  const id = record['hs_object_id'] ?? '';
  const associated = others.map((other) => [other, associatedIds(object.apiIdentifier, id, other)] as const);
  return {
    id,
    createdAt: record['hs_createdate'],
    updatedAt: record['hs_lastmodifieddate'],
    archived: false,
    properties: Object.fromEntries(values),
    ...Object.fromEntries(values.map(([name, value]) => [`properties_${name}`, value])),
    // A record that is associated with none has no such field.
    ...Object.fromEntries(associated.filter(([, ids]) => ids.length > 0)),
  };
}

function typed(value: string | null, type: string): unknown {
  if (value === null || (value === '' && type !== 'string')) return null;
  if (type === 'number') return Number(value);
  return type === 'bool' ? value === 'true' : value;
}

function ownerStream(): AccountStream {
  return {
    name: 'owners',
    object: 'owners',
    primaryKey: [['id']],
    fields: [
      ...['id', 'email', 'firstName', 'lastName', 'type'].map((name) => field(name, 'text')),
      field('userId', 'integer'),
      field('createdAt', 'timestamp'),
      field('updatedAt', 'timestamp'),
      field('archived', 'boolean'),
      field('teams', 'json'),
    ],
    records: () => owners,
  };
}

function field(name: string, type: LandedType): StreamField {
  return { name, type };
}
