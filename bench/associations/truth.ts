import { streamAccounts } from '../../src/demo/landed/accounts.ts';
import type { AccountStream } from '../../src/demo/landed/stream.ts';
import { hubspotTruth } from '../../src/demo/platforms/hubspot-truth.ts';
import { salesforceTruth } from '../../src/demo/platforms/salesforce-truth.ts';
import { stripeResources } from '../../src/demo/platforms/stripe-resources.ts';
import { stripeTruth } from '../../src/demo/platforms/stripe-truth.ts';

export type AccountName = keyof typeof streamAccounts;

/** API identifiers of objects, and of the field of `from` that holds keys of `to`. */
export interface Reference {
  readonly from: string;
  readonly field: string;
  readonly to: string;
}

/** One text for a reference, in lower case as most destinations write names. */
export const textOf = ({ from, field, to }: Reference): string => `${from}.${field.toLowerCase().replaceAll(/[^a-z0-9_.]/g, '_')} -> ${to}`;

/** What the platform's metadata defines: by a field, or by lists of ids that come with the records of both ends. */
export const defined: Readonly<Record<AccountName, readonly Reference[]>> = {
  hubspot: hubspotTruth.associations.flatMap(({ from, to, field }) =>
    field === null
      ? [
          { from, field: to, to },
          { from: to, field: from, to: from },
        ]
      : [{ from, field, to }],
  ),
  salesforce: salesforceTruth.associations.map(({ from, to, typeId }) => ({ from, field: typeId.slice(typeId.indexOf('.') + 1), to })),
  stripe: Object.entries(stripeTruth.associations).flatMap(([path, targets]) => {
    // The identifiers of some resources hold a dot themselves.
    const from = stripeTruth.objects.filter((object) => path.startsWith(`${object}.`)).toSorted((a, b) => b.length - a.length)[0] ?? '';
    return targets.map((to) => ({ from, field: path.slice(from.length + 1), to }));
  }),
};

/** References that the generators put into the records and the platform's metadata does not tell. */
export const undefinedButTrue: Readonly<Record<AccountName, readonly Reference[]>> = {
  hubspot: [
    { from: 'contacts', field: 'associatedcompanyid', to: 'companies' },
    { from: 'line_items', field: 'hs_product_id', to: 'products' },
    ...hubspotTruth.objects.flatMap(({ apiIdentifier: from }) =>
      ['hs_created_by_user_id', 'hs_updated_by_user_id'].map((field) => ({ from, field, to: 'owners' })),
    ),
  ],
  salesforce: [],
  stripe: [
    ...Object.entries(stripeResources).flatMap(([from, { parent }]) =>
      parent === undefined ? [] : [{ from, field: parent.field, to: parent.resource }],
    ),
    // Whole resources inside others.
    { from: 'customer', field: 'discount.id', to: 'discount' },
    { from: 'subscription_item', field: 'price.id', to: 'price' },
    { from: 'account', field: 'individual.id', to: 'person' },
  ],
};

/** The references that records bear out: some value of the field, or element of its list, is a value of a record of the other object. */
export function borneOut(name: AccountName, references: readonly Reference[]): ReadonlySet<string> {
  const streams = new Map<string, AccountStream>(streamAccounts[name].streams.map((stream) => [stream.object, stream]));
  const held = new Map<string, ReadonlySet<string>>();
  const valuesOf = (object: string): ReadonlySet<string> => {
    const known =
      held.get(object) ??
      new Set(
        streams
          .get(object)
          ?.records()
          .flatMap((record) => Object.values(record).flatMap(plainTexts)),
      );
    held.set(object, known);
    return known;
  };
  const isBorneOut = ({ from, field, to }: Reference): boolean => {
    const stream = streams.get(from);
    const names = stream?.fields.map((one) => one.name) ?? [];
    const column = names.includes(`properties_${field}`) ? `properties_${field}` : field;
    if (!names.includes(column.split('.')[0] ?? '')) return false;
    const values = stream?.records().flatMap((record) => textsAt(record, column.split('.'))) ?? [];
    return values.some((value) => value.split(';').some((one) => valuesOf(to).has(one)));
  };
  return new Set(references.filter(isBorneOut).map(textOf));
}

function textsAt(value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => textsAt(element, path));
  const [name, ...rest] = path;
  if (name === undefined) return plainTexts(value);
  return typeof value === 'object' && value !== null ? textsAt((value as Record<string, unknown>)[name], rest) : [];
}

const plainTexts = (value: unknown): string[] => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : []);
