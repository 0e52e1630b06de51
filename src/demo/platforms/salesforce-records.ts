import { makeFirmName } from '../companies.ts';
import { mailbox, makePersonName, type PersonName } from '../people.ts';
import { createRandom, type Random } from '../random.ts';
import { salesforceObjects } from './salesforce-account.ts';
import { labelOf, type SalesforceField, type SalesforceObject } from './salesforce-schema.ts';

type SalesforceRecord = Readonly<Record<string, unknown>>;

const counts: Readonly<Record<string, number>> = {
  Account: 230,
  Contact: 460,
  Lead: 380,
  Opportunity: 420,
  OpportunityHistory: 640,
  OpportunityLineItem: 600,
  Pricebook2: 3,
  PricebookEntry: 150,
  Product2: 60,
  Campaign: 45,
  CampaignMember: 520,
  Case: 430,
  Task: 520,
  TaskRelation: 400,
  User: 36,
  Group: 8,
  Milestone__c: 420,
  Delivery__x: 260,
};
const countOf = (object: string) => counts[object] ?? 140;

/** Records of an object, ordered by id: every reference to an object that can be read leads to a record, optional values are missing here and there. */
export function recordsOf(object: SalesforceObject): readonly SalesforceRecord[] {
  const known = made.get(object);
  if (known !== undefined) return known;
  const persons = createRandom(`salesforce ${object.name}`);
  const records = Array.from({ length: countOf(object.name) }, () => ({
    person: makePersonName(persons, 'english'),
    values: {} as Record<string, unknown>,
  }));
  for (const field of object.fields.filter(({ isHidden }) => isHidden !== true)) {
    // A source of its own for each field: one field more changes no other.
    const random = createRandom(`salesforce ${object.name}.${field.name}`);
    for (const [n, { person, values }] of records.entries()) values[field.name] = valueOf({ object, field, n, random, person });
  }
  const fresh = records.map(({ values }) => values);
  made.set(object, fresh);
  return fresh;
}

const made = new WeakMap<SalesforceObject, readonly SalesforceRecord[]>();

/** Eighteen characters: the prefix of the object, a number, and a check that this fake does not compute. */
function idOf(prefix: string, n: number): string {
  return `${prefix}5g00000${n.toString(36).toUpperCase().padStart(5, '0')}AAA`;
}

interface Place {
  readonly object: SalesforceObject;
  readonly field: SalesforceField;
  /** The position of the record. */
  readonly n: number;
  readonly random: Random;
  /** Whom the record is of, where it is of a person. */
  readonly person: PersonName;
}

function valueOf(place: Place): unknown {
  const { object, field, n, random, person } = place;
  if (field.type === 'id') return idOf(object.prefix, n);
  if (field.type === 'reference') return referenceOf(place);
  if (field.isUnique === true) return `${object.prefix}-${10_000 + n}`;
  const isAlways =
    field.isRequired === true || field.type === 'boolean' || field.name === 'Name' || /^(Created|LastModified|System)/.test(field.name);
  if (!isAlways && random.chance(0.2)) return null;
  const make = names[field.name] ?? values[field.type];
  return make === undefined ? `${labelOf(field.name)} ${random.integer(1, 90)}` : make({ random, object, n, person });
}

/** How often an optional reference is filled. */
function shareOf({ object, field }: Place): number {
  if (field.isRequired === true || field.name === 'OwnerId' || /^(CreatedBy|LastModifiedBy)Id$/.test(field.name)) return 1;
  if (field.name === 'MasterRecordId') return 0.03;
  return field.to?.includes(object.name) === true || field.name.startsWith('Converted') ? 0.3 : 0.8;
}

/** What only other users can see: objects that are referred to all the same. */
const unseenPrefixes: Readonly<Record<string, string>> = { Asset: '02i', Profile: '00e' };

function referenceOf(place: Place): string | null {
  const { object, field, n, random } = place;
  if (!random.chance(shareOf(place))) return null;
  const targets = salesforceObjects.filter(({ name }) => field.to?.includes(name) === true);
  if (targets.length === 0) return idOf(unseenPrefixes[field.to?.[0] ?? ''] ?? '0zz', random.integer(0, 20));
  const target = random.pick(targets);
  // Nothing is above itself: who is referred to by its like was there before.
  if (target === object && n === 0) return null;
  const at = random.integer(0, (target === object ? n : countOf(target.name)) - 1);
  return field.targetField === undefined ? idOf(target.prefix, at) : `${target.prefix}-${10_000 + at}`;
}

interface Draw {
  readonly random: Random;
  readonly object: SalesforceObject;
  readonly n: number;
  readonly person: PersonName;
}

const people = ['Contact', 'Lead', 'User'];

const names: Readonly<Record<string, (draw: Draw) => string>> = {
  FirstName: ({ person }) => person.given,
  LastName: ({ person }) => person.family,
  Company: ({ random }) => makeFirmName(random, 'english', ['Inc.']).short,
  Name: ({ random, object, n, person }) => {
    if (people.includes(object.name)) return `${person.given} ${person.family}`;
    return object.name === 'Account' ? makeFirmName(random, 'english', ['Inc.']).short : `${object.label} ${n + 1}`;
  },
  Username: ({ person, n }) => `${mailbox(person, 'dotted')}.${n}@machines.example`,
  CaseNumber: ({ n }) => String(1026 + n).padStart(8, '0'),
  ProductCode: ({ n }) => `MX-${100 + n}`,
};

const values: Readonly<Record<string, (draw: Draw) => unknown>> = {
  boolean: ({ random }) => random.chance(0.3),
  int: ({ random }) => random.integer(0, 900),
  double: ({ random }) => random.integer(0, 400) / 8,
  percent: ({ random }) => random.integer(0, 100),
  currency: ({ random }) => random.integer(0, 800) * 1250.5,
  date: ({ random }) => day(random),
  datetime: ({ random }) => `${day(random)}T${two(random.integer(0, 23))}:15:30.000+0000`,
  time: ({ random }) => `${two(random.integer(0, 23))}:30:00.000Z`,
  email: ({ person, n }) => `${mailbox(person, 'dotted')}${n % 40}@example.com`,
  phone: ({ random }) => `+1 555 ${String(random.integer(0, 9999)).padStart(4, '0')}`,
  url: ({ random }) => `https://www.example.com/${random.integer(1, 300)}`,
  picklist: ({ random }) => random.pick(['New', 'Open', 'Working', 'Closed']),
  multipicklist: ({ random }) => random.pick(['North;South', 'East', 'West;East']),
  address: ({ random }) => ({ city: `City ${random.integer(1, 40)}`, country: 'Ireland' }),
  location: ({ random }) => ({ latitude: random.integer(0, 89), longitude: random.integer(0, 179) }),
};

function day(random: Random): string {
  return `2025-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
