import type { Random } from '../random.ts';

type Json = Readonly<Record<string, unknown>>;

/** What the value of a property is drawn from. */
interface Draw {
  readonly random: Random;
  /** The ids of a resource's records; none for resources that do not exist. */
  ids(resource: string): readonly string[];
}

/** A kind of property: how the OpenAPI document writes it, and what a record holds. */
export interface Kind {
  readonly schema: Json;
  /** Whether Stripe lists it among `x-expandableFields`, as it does with references and with nested objects alike. */
  readonly isExpandable: boolean;
  /** The schemas of nested objects that it needs. */
  readonly parts: Readonly<Record<string, Json>>;
  value(draw: Draw): unknown;
}

export type Properties = Readonly<Record<string, Kind>>;

function plain(schema: Json, value: (draw: Draw) => unknown): Kind {
  return { schema, isExpandable: false, parts: {}, value };
}

export function text(...words: readonly string[]): Kind {
  return plain({ type: 'string', maxLength: 5000 }, ({ random }) =>
    words.length > 0 ? random.pick(words) : random.text('abcdefghijklmnopqrstuvwxyz', 8),
  );
}

export const amount: Kind = plain({ type: 'integer', description: 'In the smallest unit of the currency.' }, ({ random }) =>
  random.integer(100, 90_000),
);
export const time: Kind = plain({ type: 'integer', format: 'unix-time' }, ({ random }) => random.integer(1_700_000_000, 1_760_000_000));
export const flag: Kind = plain({ type: 'boolean' }, ({ random }) => random.chance(0.5));
export const currency: Kind = plain({ type: 'string', format: 'currency' }, ({ random }) => random.pick(['eur', 'usd', 'gbp']));
export const percent: Kind = plain({ type: 'number' }, ({ random }) => random.integer(1, 400) / 8);
export const metadata: Kind = plain({ type: 'object', additionalProperties: { type: 'string' } }, ({ random }) => ({
  account_ref: `A-${random.integer(1000, 9999)}`,
}));

export function nullable(kind: Kind, share = 0.3): Kind {
  return { ...kind, schema: { ...kind.schema, nullable: true }, value: (draw) => (draw.random.chance(share) ? null : kind.value(draw)) };
}

export function described(kind: Kind, description: string): Kind {
  return { ...kind, schema: { ...kind.schema, description } };
}

/** A reference: the id of a record of one of these resources. A `deleted_…` resource is what is left of one. */
export function to(...resources: readonly string[]): Kind {
  const choices = resources.map(refTo);
  return {
    schema: { anyOf: [{ type: 'string', maxLength: 5000 }, ...choices], 'x-expansionResources': { oneOf: choices } },
    isExpandable: true,
    parts: {},
    value: ({ random, ids }) => {
      const known = resources.flatMap((resource) => ids(resource));
      return known.length === 0 ? null : random.pick(known);
    },
  };
}

export function toMany(...resources: readonly string[]): Kind {
  const one = to(...resources);
  return { ...one, schema: { type: 'array', items: one.schema }, value: (draw) => [one.value(draw), one.value(draw)] };
}

/** A nested object without an id; expandable all the same. */
export function part(name: string, properties: Properties): Kind {
  return {
    schema: { anyOf: [refTo(name)] },
    isExpandable: true,
    parts: { [name]: objectSchema(properties), ...innerParts(properties) },
    value: (draw) => values(properties, draw),
  };
}

export function parts(name: string, properties: Properties): Kind {
  const one = part(name, properties);
  return { ...one, schema: { type: 'array', items: refTo(name) }, value: (draw) => [one.value(draw), one.value(draw)] };
}

/** Another resource as a whole, not its id. */
export function whole(resource: string): Kind {
  const value = ({ random, ids }: Draw) => (ids(resource).length === 0 ? null : { id: random.pick(ids(resource)), object: resource });
  return { schema: refTo(resource), isExpandable: true, parts: {}, value };
}

export function page(resource: string): Kind {
  return {
    schema: listSchema(refTo(resource)),
    isExpandable: true,
    parts: {},
    value: () => ({ object: 'list', data: [], has_more: false, url: `/v1/${resource}s` }),
  };
}

export function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

export function listSchema(items: Json, object = 'list'): Json {
  return {
    type: 'object',
    properties: { data: { type: 'array', items }, has_more: { type: 'boolean' }, object: { type: 'string', enum: [object] } },
    required: ['data', 'has_more', 'object'],
    'x-expandableFields': ['data'],
  };
}

export function objectSchema(properties: Properties): Json {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, kind]) => [name, kind.schema])),
    required: entries.map(([name]) => name),
    'x-expandableFields': entries.filter(([, kind]) => kind.isExpandable).map(([name]) => name),
  };
}

export function innerParts(properties: Properties): Record<string, Json> {
  return Object.assign({}, ...Object.values(properties).map((kind) => kind.parts)) as Record<string, Json>;
}

function values(properties: Properties, draw: Draw): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, kind]) => [name, kind.value(draw)]));
}
