import { isJsonObject } from '../json-value.ts';
import type { Json } from './lists.ts';

/** A field as the values of some records show it. */
export interface ShapedField {
  readonly path: readonly string[];
  /** In the words of JSON Schema: `string (date-time)`, `integer`, `array<string>`; `unknown` where no record has a value. */
  readonly dataType: string;
}

/** What records are made of. */
export interface Shape {
  /** In the order in which they are first seen. */
  readonly fields: readonly ShapedField[];
  /** Where records hold arrays of objects. */
  readonly arrays: readonly (readonly string[])[];
  /** Whether there were more fields than are told. */
  readonly isCut: boolean;
}

/** So many fields of one object are told: objects that are used as maps would have as many as they have keys. */
export const mostFields = 10_000;

interface Seen {
  readonly path: readonly string[];
  readonly types: Set<string>;
  isContainer: boolean;
  isArrayOfObjects: boolean;
}

/** The fields of records: nested objects become fields of their own down to `maxDepth` names, what lies deeper is a field that holds JSON. */
export function shapeOf(records: readonly Json[], maxDepth: number): Shape {
  const seen = new Map<string, Seen>();
  let isCut = false;

  function at(path: readonly string[]): Seen | undefined {
    const key = path.join('.');
    const known = seen.get(key);
    if (known !== undefined) return known;
    isCut ||= seen.size >= mostFields;
    if (isCut) return undefined;
    const fresh = { path, types: new Set<string>(), isContainer: false, isArrayOfObjects: false };
    seen.set(key, fresh);
    return fresh;
  }

  function visit(value: unknown, path: readonly string[]): void {
    const field = at(path);
    if (field === undefined || value === null) return;
    if (isJsonObject(value) && path.length < maxDepth && Object.keys(value).length > 0) {
      field.isContainer = true;
      visitAll(value, path);
      return;
    }
    field.types.add(typeOf(value));
    if (Array.isArray(value) && value.length > 0 && value.every(isJsonObject)) field.isArrayOfObjects = true;
  }

  function visitAll(record: Json, path: readonly string[]): void {
    for (const [name, value] of Object.entries(record)) if (name.trim() !== '') visit(value, [...path, name]);
  }

  for (const record of records) visitAll(record, []);
  const told = [...seen.values()].filter(({ isContainer, types }) => !isContainer || [...types].some((type) => type !== 'object'));
  return {
    fields: told.map(({ path, types }) => ({ path, dataType: joined(types) })),
    arrays: told.filter(({ isArrayOfObjects, types }) => isArrayOfObjects && isOnlyObjects(types)).map(({ path }) => path),
    isCut,
  };
}

function isOnlyObjects(types: ReadonlySet<string>): boolean {
  return [...types].every((type) => type === 'array<object>' || type === emptyArray);
}

const emptyText = 'text without characters';
const emptyArray = 'array without items';
const formats: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}-\d\d-\d\d$/, 'string (date)'],
  [/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/, 'string (date-time)'],
];

function typeOf(value: unknown): string {
  if (value === '') return emptyText;
  if (typeof value === 'string') return formats.find(([pattern]) => pattern.test(value))?.[1] ?? 'string';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  if (!Array.isArray(value)) return typeof value;
  const items = new Set(value.filter((item) => item !== null).map(typeOf));
  return items.size === 0 ? emptyArray : `array<${joined(items)}>`;
}

/** One word for all: what is sometimes a date and sometimes not is a text, what is sometimes an integer is a number. */
function joined(types: ReadonlySet<string>): string {
  const words = new Set(types);
  const texts = [...words].filter((word) => word.startsWith('string'));
  if (words.delete(emptyText) && texts.length === 0) words.add('string');
  if (texts.length > 1) {
    for (const text of texts) words.delete(text);
    words.add('string');
  }
  if (words.has('number')) words.delete('integer');
  const hasArray = [...words].some((word) => word.startsWith('array<'));
  if (words.delete(emptyArray) && !hasArray) words.add('array<unknown>');
  return words.size === 0 ? 'unknown' : [...words].toSorted().join(' | ');
}
