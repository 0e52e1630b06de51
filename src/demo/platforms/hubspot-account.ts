import type { HubspotProperty } from './hubspot-properties.ts';
import { common, companyProperties, contactProperties, custom, dealProperties, standard } from './hubspot-properties.ts';

/** An object of the fake account. */
export interface HubspotObject {
  readonly apiIdentifier: string;
  readonly typeId: string;
  readonly name: string;
  readonly isCustom: boolean;
  readonly properties: readonly HubspotProperty[];
  readonly requiredProperties: readonly string[];
  /** How many records there are. */
  readonly records: number;
}

export const portalId = 4815162;

const of = (apiIdentifier: string, typeId: string, name: string, records: number, properties: readonly HubspotProperty[]): HubspotObject => {
  return { apiIdentifier, typeId, name, isCustom: false, properties, requiredProperties: [], records };
};
const activity = (what: string) => [
  ...common,
  standard('hs_timestamp', 'datetime'),
  standard(`hs_${what}_title`),
  standard(`hs_${what}_body`),
  standard('hs_activity_type', 'enumeration'),
];

/** A maker of machines: standard objects, two of its own, quotes that the credentials may not read, and no tasks yet. */
export const objects: readonly HubspotObject[] = [
  of('contacts', '0-1', 'Contact', 620, contactProperties),
  of('companies', '0-2', 'Company', 300, companyProperties),
  of('deals', '0-3', 'Deal', 420, dealProperties),
  of('tickets', '0-5', 'Ticket', 260, [
    ...common,
    standard('subject'),
    standard('content'),
    standard('hs_pipeline_stage', 'enumeration'),
    standard('createdate', 'datetime'),
    custom('machine_serial_number'),
  ]),
  of('products', '0-7', 'Product', 36, [
    ...common,
    standard('name'),
    standard('hs_sku', 'string', { hasUniqueValue: true }),
    standard('price', 'number'),
  ]),
  of('line_items', '0-8', 'Line item', 640, [
    ...common,
    standard('name'),
    standard('quantity', 'number'),
    standard('price', 'number'),
    // HubSpot says nowhere that this is a product.
    standard('hs_product_id', 'number'),
  ]),
  of('calls', '0-48', 'Call', 240, activity('call')),
  of('emails', '0-49', 'Email', 260, activity('email')),
  of('meetings', '0-47', 'Meeting', 130, activity('meeting')),
  of('notes', '0-46', 'Note', 210, activity('note')),
  of('tasks', '0-27', 'Task', 0, activity('task')),
  {
    ...of('2-3465710', '2-3465710', 'Machine', 330, [
      ...common,
      custom('serial_number', 'string', { hasUniqueValue: true }),
      custom('model'),
      custom('installed_on', 'date'),
      custom('is_leased', 'bool'),
    ]),
    isCustom: true,
    requiredProperties: ['serial_number'],
  },
  {
    ...of('2-3465711', '2-3465711', 'Service visit', 410, [
      ...common,
      custom('visit_number', 'string', { hasUniqueValue: true }),
      custom('visited_at', 'datetime'),
      custom('technician', 'enumeration', { referencedObjectType: 'OWNER' }),
      custom('hours', 'number'),
    ]),
    isCustom: true,
    requiredProperties: ['visit_number', 'visited_at'],
  },
];

/** What a scope is missing for. */
export const forbiddenObjects: readonly string[] = ['quotes'];

/** Objects whose sensitive properties the credentials may not see. */
export const withoutSensitive: readonly string[] = ['deals'];

/** The names that custom objects were created with. */
export const customNames: Readonly<Record<string, string>> = { '2-3465710': 'machine', '2-3465711': 'service_visit' };
