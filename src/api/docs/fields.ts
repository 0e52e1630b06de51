import { resolved, type Document, type Schema } from './document.ts';

export interface Field {
  /** `progress.phase`, `decisions[].id`, … */
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  /** Default and limits. */
  readonly limits: string;
  readonly description: string;
}

/** The fields of an object or of the items of an array, nested ones after the one that holds them. */
export function fieldsOf(document: Document, given: Schema, prefix = '', seen: readonly Schema[] = []): Field[] {
  return parts(document, given).flatMap((schema) => {
    if (seen.includes(schema)) return [];
    const deeper = [...seen, schema];
    if (schema.items !== undefined) return fieldsOf(document, schema.items, prefix === '' ? '' : `${prefix}[]`, deeper);
    const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
      const name = prefix === '' ? key : `${prefix}.${key}`;
      return [{ name, required: schema.required?.includes(key) ?? false, ...described(document, value) }, ...fieldsOf(document, value, name, deeper)];
    });
    return [...own, ...casesOf(document, schema, prefix, deeper)];
  });
}

/** What an object holds in some cases only, each of which a constant tells apart: `connector_type` is `mysql`, … */
function casesOf(document: Document, { properties, anyOf, oneOf }: Schema, prefix: string, seen: readonly Schema[]): Field[] {
  if (properties === undefined) return [];
  return (anyOf ?? oneOf ?? []).flatMap((part) => {
    const sign = Object.entries(part.properties ?? {}).find(([, { const: value }]) => value !== undefined);
    if (sign === undefined) return [];
    const nested = fieldsOf(document, part, prefix, seen).filter(({ name }) => name.includes('.'));
    return nested.map((field) => ({ ...field, description: `For ${code(sign[0])} ${code(sign[1].const)}. ${field.description}` }));
  });
}

/** A schema in words. */
export function described(document: Document, given: Schema): Pick<Field, 'type' | 'limits' | 'description'> {
  const all = parts(document, given);
  const whole = resolved<Schema>(document, given);
  const standard = given.default ?? whole.default;
  return {
    type: [...new Set(all.map((part) => typeOf(document, part)))].join(' or '),
    limits: [...(standard === undefined ? [] : [`default \`${JSON.stringify(standard)}\``]), ...new Set(all.flatMap(limitsOf))].join(', '),
    description: given.description ?? whole.description ?? '',
  };
}

/** The alternatives of a schema, with references followed. */
function parts(document: Document, given: Schema): Schema[] {
  const schema = resolved<Schema>(document, given);
  const alternatives = schema.anyOf ?? schema.oneOf;
  return alternatives === undefined || schema.properties !== undefined ? [schema] : alternatives.flatMap((part) => parts(document, part));
}

function typeOf(document: Document, schema: Schema): string {
  const { type, format, items } = schema;
  if (schema.const !== undefined) return code(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ');
  const names = [type ?? (schema.properties === undefined ? 'any JSON' : 'object')].flat();
  return names
    .map((name) => {
      if (name === 'array') return items === undefined ? 'array' : `array of ${described(document, items).type}`;
      return format === undefined || name === 'null' ? name : `${name} (${format})`;
    })
    .join(' or ');
}

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

function limitsOf({ minimum, maximum, minLength, maxLength, minItems, maxItems, pattern }: Schema): string[] {
  return [
    range(finite(minimum), finite(maximum), ''),
    range(minLength, maxLength, ' characters'),
    range(minItems, maxItems, ' items'),
    pattern === undefined ? '' : `pattern \`${pattern}\``,
  ].filter((text) => text !== '');
}

/** Every integer has the bounds of what JSON can hold: that limits nothing. */
function finite(bound: number | undefined): number | undefined {
  return bound === undefined || Math.abs(bound) >= Number.MAX_SAFE_INTEGER ? undefined : bound;
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  const numbered = (number: number) => `${number}${number === 1 ? unit.replace(/s$/, '') : unit}`;
  if (least !== undefined && most !== undefined) return `${least} to ${numbered(most)}`;
  if (least !== undefined) return `at least ${numbered(least)}`;
  return most === undefined ? '' : `at most ${numbered(most)}`;
}
