import { salesforceObjects } from './salesforce-account.ts';
import { labelOf, type SalesforceField, type SalesforceObject } from './salesforce-schema.ts';

type SalesforceRecord = Readonly<Record<string, unknown>>;

const counts: Readonly<Record<string, number>> = { Account: 230, Contact: 460, Task: 520, TaskRelation: 300, User: 24, Group: 6, Pricebook2: 2 };
const countOf = (object: string) => counts[object] ?? 120;

/** Records of an object, ordered by id: every reference leads to a record, and about one optional value in five is missing. */
export function recordsOf(object: SalesforceObject): readonly SalesforceRecord[] {
  return Array.from({ length: countOf(object.name) }, (_, n) =>
    Object.fromEntries(
      object.fields.filter(({ isHidden }) => isHidden !== true).map((field, at) => [field.name, valueOf(object, field, n, at)] as const),
    ),
  );
}

/** Eighteen characters: the prefix of the object, a number, and a check that this fake does not compute. */
function idOf(prefix: string, n: number): string {
  return `${prefix}5g00000${n.toString(36).toUpperCase().padStart(5, '0')}AAA`;
}

function valueOf(object: SalesforceObject, field: SalesforceField, n: number, at: number): unknown {
  const always =
    field.isRequired === true ||
    field.isUnique === true ||
    field.type === 'id' ||
    field.type === 'boolean' ||
    /^(Created|LastModified|System)/.test(field.name);
  if (!always && (n * 7 + at * 3) % 5 === 0) return null;
  const step = n * 13 + at * 5;
  const make = values[field.type];
  if (field.type === 'id') return idOf(object.prefix, n);
  if (field.type === 'reference') return referenceTo(field, step);
  if (field.isUnique === true) return `${object.prefix}-${10_000 + n}`;
  return make === undefined ? `${labelOf(field.name)} ${step % 90}` : make(step);
}

function referenceTo(field: SalesforceField, step: number): string | null {
  const targets = salesforceObjects.filter(({ name }) => field.to?.includes(name) === true);
  const target = targets[step % Math.max(targets.length, 1)];
  if (target === undefined) return null;
  const n = step % countOf(target.name);
  const key = target.fields.find(({ name }) => name === field.targetField);
  return key === undefined ? idOf(target.prefix, n) : `${target.prefix}-${10_000 + n}`;
}

const day = (step: number) => `2025-${String((step % 12) + 1).padStart(2, '0')}-${String((step % 28) + 1).padStart(2, '0')}`;

const values: Readonly<Record<string, (step: number) => unknown>> = {
  boolean: (step) => step % 3 === 0,
  int: (step) => step % 900,
  double: (step) => (step % 400) / 8,
  percent: (step) => step % 100,
  currency: (step) => 1250.5 * (step % 800),
  date: day,
  datetime: (step) => `${day(step)}T${String(step % 24).padStart(2, '0')}:15:30.000+0000`,
  time: (step) => `${String(step % 24).padStart(2, '0')}:30:00.000Z`,
  email: (step) => `person${step % 700}@example.com`,
  phone: (step) => `+1 555 ${String(step % 10_000).padStart(4, '0')}`,
  url: (step) => `https://www.example.com/${step % 300}`,
  picklist: (step) => ['New', 'Open', 'Working', 'Closed'][step % 4],
  multipicklist: (step) => ['North;South', 'East', 'West;East'][step % 3],
  address: (step) => ({ city: `City ${step % 40}`, country: 'Ireland' }),
  location: (step) => ({ latitude: step % 90, longitude: step % 180 }),
};
