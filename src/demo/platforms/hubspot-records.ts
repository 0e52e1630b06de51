import { makeFirmName } from '../companies.ts';
import { mailbox, makePersonName } from '../people.ts';
import { createRandom, type Random } from '../random.ts';
import { type HubspotObject, objects } from './hubspot-account.ts';
import type { HubspotProperty } from './hubspot-properties.ts';

export type HubspotRecord = Readonly<Record<string, string | null>>;

/** The first id of each object, and the step to the next: activities of all kinds are counted together. */
const ids: Readonly<Record<string, readonly [first: number, step: number]>> = {
  contacts: [90_001, 50],
  companies: [7_300_001, 3],
  deals: [520_001, 3],
  tickets: [2_210_001, 7],
  products: [1_600_001, 11],
  line_items: [4_800_001, 5],
  calls: [38_000_000, 20],
  emails: [38_000_004, 20],
  meetings: [38_000_008, 20],
  notes: [38_000_012, 20],
  '2-3465710': [31_001, 3],
  '2-3465711': [66_001, 9],
};

/** The id of the record at `index` of an object. */
function idOf(object: string, index: number): string {
  const [first, step] = ids[object] ?? [600_001, 3];
  return String(first + index * step);
}

export const owners = Array.from({ length: 14 }, (_, i) => ({
  id: String(7001 + i * 11),
  email: `seller${i + 1}@machines.example`,
  firstName: ['Ada', 'Ben', 'Cleo', 'Dario', 'Edda', 'Finn', 'Gwen'][i % 7],
  lastName: ['Lind', 'Moss', 'Nagy', 'Ober', 'Paz'][i % 5],
  type: 'PERSON',
  userId: 4400 + i,
  createdAt: `2021-03-${String(10 + i)}T08:15:00.000Z`,
  updatedAt: '2024-11-05T17:40:12.250Z',
  archived: false,
  ...(i % 2 === 0 ? { teams: [{ id: '12', name: 'Field sales', primary: true }] } : {}),
}));

/** The records of an object, made when they are first asked for: the same ones on every machine. */
export function recordsOf({ apiIdentifier, properties, records }: HubspotObject): readonly HubspotRecord[] {
  const known = made.get(apiIdentifier);
  if (known !== undefined) return known;
  const fresh = Array.from({ length: records }, (): Record<string, string | null> => ({}));
  for (const property of properties) {
    // A source of its own for each property: one property more changes no other.
    const random = createRandom(`hubspot ${apiIdentifier} ${property.name}`);
    for (const [i, record] of fresh.entries()) record[property.name] = valueOf(property, apiIdentifier, i, random);
  }
  made.set(apiIdentifier, fresh);
  return fresh;
}

const made = new Map<string, readonly HubspotRecord[]>();

/** What HubSpot has as texts. Values that belong somewhere (owners, parents, products) do; the rest is often missing. */
function valueOf({ name, type }: HubspotProperty, object: string, i: number, random: Random): string | null {
  const special = specials[name]?.(random, object, i);
  if (special !== undefined) return special;
  if (random.chance(0.6)) return null;
  switch (type) {
    case 'number':
      return String(random.integer(0, 5000));
    case 'bool':
      return String(random.chance(0.5));
    case 'date':
      return day(random);
    case 'datetime':
      return instant(random);
    case 'enumeration':
      return random.pick(['new', 'open', 'in_progress', 'done']);
    default:
      return random.pick(['yes', 'see notes', 'to be confirmed', 'n/a', '']);
  }
}

const anOwner = (random: Random) => random.pick(owners).id;
const aUser = (random: Random) => String(random.skewed(owners).userId);
const oneOf = (object: string) => (random: Random) => {
  const count = objects.find(({ apiIdentifier }) => apiIdentifier === object)?.records ?? 0;
  return idOf(object, random.integer(0, count - 1));
};
/** The name that the domain of a company was made from, too: the same for the same record. */
const firm = (i: number) => makeFirmName(createRandom(`hubspot firm ${i}`), 'english', ['Inc.']);
const person = (i: number) => makePersonName(createRandom(`hubspot person ${i}`), 'english');
const fewer = (random: Random) => String(random.integer(0, 12));

const specials: Readonly<Record<string, (random: Random, object: string, i: number) => string | null>> = {
  hs_object_id: (_, object, i) => idOf(object, i),
  hs_createdate: instant,
  hs_lastmodifieddate: instant,
  createdate: instant,
  hs_created_by_user_id: aUser,
  hs_updated_by_user_id: (random) => (random.chance(0.7) ? aUser(random) : null),
  hs_pinned_engagement_id: () => null,
  hubspot_owner_id: (random) => (random.chance(0.9) ? anOwner(random) : null),
  hs_all_owner_ids: (random) => `${anOwner(random)};${anOwner(random)}`,
  handover_owner: (random) => (random.chance(0.3) ? anOwner(random) : null),
  technician: anOwner,
  // The first companies are the parents.
  hs_parent_company_id: (random, object, i) => (i > 40 && random.chance(0.25) ? idOf(object, random.integer(0, 40)) : null),
  associatedcompanyid: (random) => (random.chance(0.8) ? oneOf('companies')(random) : null),
  preferred_machine: (random) => (random.chance(0.2) ? oneOf('2-3465710')(random) : null),
  hs_product_id: oneOf('products'),
  num_associated_contacts: fewer,
  num_associated_deals: fewer,
  num_notes: fewer,
  num_contacted_notes: fewer,
  hs_num_child_companies: fewer,
  quantity: (random) => String(random.integer(1, 20)),
  firstname: (_, __, i) => person(i).given,
  lastname: (_, __, i) => person(i).family,
  email: (_, __, i) => `${mailbox(person(i), 'dotted')}.${i + 1}@customer${(i % 90) + 1}.example`,
  name: (random, object, i) => (object === 'companies' ? firm(i).short : `${random.pick(['Spindle', 'Bearing', 'Gasket', 'Drive'])} ${i % 36}`),
  dealname: (random, _, i) => `${firm(random.integer(0, 299)).short}, order ${i + 1}`,
  subject: (random, _, i) => `${random.pick(['Noise', 'Leak', 'Standstill', 'Invoice'])} (${i + 1})`,
  pipeline: (random) => random.pick(['default', '75e28846']),
  domain: (_, __, i) => `customer${i + 1}.example`,
  serial_number: (_, __, i) => `MX-${String(20_000 + i * 7)}`,
  visit_number: (_, __, i) => `V${String(1000 + i)}`,
  hs_sku: (_, __, i) => `SKU-${String(100 + i)}`,
  vat_number: (_, __, i) => `XX${String(900_000 + i * 13)}`,
  erp_customer_number: (random, _, i) => (random.chance(0.5) ? `C-${String(10_000 + i)}` : null),
};

function day(random: Random): string {
  return `20${random.integer(19, 24)}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
}

function instant(random: Random): string {
  return `${day(random)}T${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:07.${random.integer(100, 999)}Z`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
