import { makeFirmName } from '../companies.ts';
import { createRandom, type Random } from '../random.ts';
import { type HubspotObject, objects } from './hubspot-account.ts';
import type { HubspotProperty } from './hubspot-properties.ts';

export type HubspotRecord = Readonly<Record<string, string | null>>;

const firstIds: Readonly<Record<string, number>> = { contacts: 90_001, companies: 7_300_001, deals: 520_001, '2-3465710': 31_001 };

/** The id of the record at `index` of an object. */
function idOf(object: string, index: number): string {
  return String((firstIds[object] ?? 600_001) + index * 3);
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
  const random = createRandom(`hubspot ${apiIdentifier}`);
  const fresh = Array.from({ length: records }, (_, i) =>
    Object.fromEntries(properties.map((property) => [property.name, valueOf(property, apiIdentifier, i, random)])),
  );
  made.set(apiIdentifier, fresh);
  return fresh;
}

const made = new Map<string, readonly HubspotRecord[]>();

/** What HubSpot has as texts. Values that belong somewhere (owners, parents, products) do; the rest is often missing. */
function valueOf({ name, type }: HubspotProperty, object: string, i: number, random: Random): string | null {
  const special = specials[name]?.(random, object, i);
  if (special !== undefined) return special;
  if (random.chance(0.6)) return null;
  const day = () => `20${random.integer(19, 24)}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
  switch (type) {
    case 'number':
      return String(random.integer(0, 5000));
    case 'bool':
      return String(random.chance(0.5));
    case 'date':
      return day();
    case 'datetime':
      return `${day()}T${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:07.${random.integer(100, 999)}Z`;
    case 'enumeration':
      return random.pick(['new', 'open', 'in_progress', 'done']);
    default:
      return random.pick(['yes', 'see notes', 'to be confirmed', 'n/a', '']);
  }
}

const anOwner = (random: Random) => random.pick(owners).id;
const oneOf = (object: string) => (random: Random) => {
  const count = objects.find(({ apiIdentifier }) => apiIdentifier === object)?.records ?? 0;
  return idOf(object, random.integer(0, count - 1));
};

const specials: Readonly<Record<string, (random: Random, object: string, i: number) => string | null>> = {
  hs_object_id: (_, object, i) => idOf(object, i),
  hubspot_owner_id: (random) => (random.chance(0.9) ? anOwner(random) : null),
  hs_all_owner_ids: (random) => `${anOwner(random)};${anOwner(random)}`,
  handover_owner: (random) => (random.chance(0.3) ? anOwner(random) : null),
  technician: anOwner,
  hs_parent_company_id: (random, object) => (random.chance(0.25) ? oneOf(object)(random) : null),
  associatedcompanyid: (random) => (random.chance(0.8) ? oneOf('companies')(random) : null),
  preferred_machine: (random) => (random.chance(0.2) ? oneOf('2-3465710')(random) : null),
  hs_product_id: oneOf('products'),
  email: (_, __, i) => `person${i + 1}@customer${(i % 90) + 1}.example`,
  name: (random) => makeFirmName(random, 'english', ['Inc.']).short,
  domain: (_, __, i) => `customer${i + 1}.example`,
  serial_number: (_, __, i) => `MX-${String(20_000 + i * 7)}`,
  visit_number: (_, __, i) => `V${String(1000 + i)}`,
  hs_sku: (_, __, i) => `SKU-${String(100 + i)}`,
  vat_number: (_, __, i) => `XX${String(900_000 + i * 13)}`,
  erp_customer_number: (random, _, i) => (random.chance(0.5) ? `C-${String(10_000 + i)}` : null),
};

function two(number: number): string {
  return String(number).padStart(2, '0');
}
