import { labelOf } from './words.ts';

/** One field of a connector's configuration, as a form shows it. */
export interface SchemaField {
  readonly name: string;
  readonly label: string;
  readonly hint: string | undefined;
  readonly kind: 'text' | 'secret' | 'number' | 'boolean' | 'choice' | 'list' | 'json';
  readonly isRequired: boolean;
  /** What holds where nothing is entered. */
  readonly default: unknown;
  readonly choices: readonly string[];
}

/** What is entered, by name of the field: texts as typed, and true or false. */
export type Entered = Readonly<Record<string, string | boolean>>;

interface Property {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly default?: unknown;
  readonly writeOnly?: boolean;
  readonly items?: { readonly type?: string };
}

/** The fields of a configuration's JSON Schema, those first that must be given. */
export function fieldsOf(schema: Readonly<Record<string, unknown>>): readonly SchemaField[] {
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, Property>>;
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const fields = Object.entries(properties).map(([name, property]) => ({
    name,
    label: labelOf(name),
    hint: property.description === labelOf(name) ? undefined : property.description,
    kind: kindOf(property),
    isRequired: required.has(name),
    default: property.default,
    choices: (property.enum ?? []).filter((value) => typeof value === 'string'),
  }));
  return fields;
}

function kindOf({ type, enum: values, writeOnly, items }: Property): SchemaField['kind'] {
  if (writeOnly === true) return 'secret';
  if (values !== undefined) return 'choice';
  const types = [type ?? []].flat().filter((each) => each !== 'null');
  if (types.length !== 1) return 'json';
  switch (types[0]) {
    case 'string':
      return 'text';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return items?.type === 'string' ? 'list' : 'json';
    default:
      return 'json';
  }
}

/** What a form shows of a configuration that is there; secrets are never told and stay empty. */
export function enteredOf(fields: readonly SchemaField[], configuration: Readonly<Record<string, unknown>>): Entered {
  const entries = fields.flatMap(({ name, kind, default: byDefault }): (readonly [string, string | boolean])[] => {
    const value = configuration[name];
    if (kind === 'boolean') return [[name, (value ?? byDefault) === true]];
    if (value === undefined || value === null) return [];
    if (kind === 'list') return [[name, (value as readonly unknown[]).join('\n')]];
    if (kind === 'json') return [[name, JSON.stringify(value, null, 2)]];
    return [[name, textOf(value)]];
  });
  return Object.fromEntries(entries);
}

/** The configuration that was entered; fields that were left empty are left out. JSON that is none is sent as the text it is: the server says what is wrong with it. */
export function configurationOf(fields: readonly SchemaField[], entered: Entered): Record<string, unknown> {
  const entries = fields.flatMap(({ name, kind, default: byDefault }): (readonly [string, unknown])[] => {
    const value = entered[name];
    if (typeof value === 'boolean') return value === byDefault ? [] : [[name, value]];
    if (value === undefined || value.trim() === '') return [];
    if (kind === 'number') return [[name, Number.isFinite(Number(value)) ? Number(value) : value]];
    if (kind === 'list') return [[name, value.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))]];
    if (kind === 'json') return [[name, readJson(value)]];
    return [[name, kind === 'secret' ? value : value.trim()]];
  });
  return Object.fromEntries(entries);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A value as a person would type it. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
