import type { Property } from './payloads.ts';

/** What the owners endpoint answers with: owners have no property definitions. */
export const ownerProperties: readonly Property[] = [
  property('id', 'Owner ID', 'string', { hasUniqueValue: true }),
  property('email', 'Email', 'string'),
  property('firstName', 'First name', 'string'),
  property('lastName', 'Last name', 'string'),
  property('type', 'Type', 'enumeration'),
  property('userId', 'User ID', 'number'),
  property('createdAt', 'Created at', 'datetime'),
  property('updatedAt', 'Updated at', 'datetime'),
  property('archived', 'Archived', 'bool'),
  property('teams', 'Teams', 'json'),
];

function property(name: string, label: string, type: string, more: Partial<Property> = {}): Property {
  return { name, label, type, hubspotDefined: true, ...more };
}
