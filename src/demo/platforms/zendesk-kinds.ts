import type { Random } from '../random.ts';

/** What the value of a field is drawn from. */
export interface Draw {
  readonly random: Random;
  /** The place of the record in its list. */
  readonly i: number;
  /** The ids of an object's records. */
  ids(object: string): readonly (number | string)[];
}

/** A kind of field: what a record holds, and of which objects it holds ids. */
export interface Kind {
  readonly targets: readonly string[];
  readonly isMany: boolean;
  /** Whether each record has another one. */
  readonly isUnique: boolean;
  value(draw: Draw): unknown;
}

export type Fields = Readonly<Record<string, Kind>>;

export function plain(value: (draw: Draw) => unknown): Kind {
  return { targets: [], isMany: false, isUnique: false, value };
}

/** The same kind for each of the names, which have blanks between them. */
export function each(kind: Kind, names: string): Fields {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]));
}

export function maybe(kind: Kind, share = 0.3): Kind {
  return { ...kind, value: (draw) => (draw.random.chance(share) ? null : kind.value(draw)) };
}

export const word = plain(({ random }) => random.pick(['install', 'repair', 'invoice', 'spare part', 'training', 'see notes', 'resolved by phone']));
export const flag = plain(({ random }) => random.chance(0.5));
export const count = plain(({ random }) => random.integer(0, 40));
export const time = plain(({ random }) => timestamp(random));
export const list = plain(() => []);
export const nothing = plain(() => null);
export const numbered = (prefix: string, isUnique = false): Kind => ({ ...plain(({ i }) => `${prefix}${i + 1}`), isUnique });
export const oneOf = (...values: readonly unknown[]): Kind => plain(({ random }) => random.pick(values));
export const constant = (value: unknown): Kind => plain(() => value);
export const id: Kind = plain(() => undefined);

/** The id of a record of that object. */
export function to(object: string): Kind {
  return { targets: [object], isMany: false, isUnique: false, value: ({ random, ids }) => random.pick(ids(object)) };
}

/** The ids of some records of that object, or of none. */
export function toMany(object: string): Kind {
  return { targets: [object], isMany: true, isUnique: false, value: ({ random, ids }) => random.sample(ids(object), random.integer(0, 2)) };
}

/** Each record names another one. */
export function toOwn(object: string): Kind {
  return { targets: [object], isMany: false, isUnique: true, value: ({ i, ids }) => ids(object)[i] };
}

/** Zendesk knows no fractions of seconds. */
function timestamp(random: Random): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const date = `20${random.integer(20, 25)}-${two(random.integer(1, 12))}-${two(random.integer(1, 28))}`;
  return `${date}T${two(random.integer(0, 23))}:${two(random.integer(0, 59))}:${two(random.integer(0, 59))}Z`;
}
