import { isJsonObject } from '../connectors/json-value.ts';

/** Objects inside objects are taken apart down to here; what lies deeper is one value. */
const DEEPEST = 6;

/** An object of many keys that few of its like share is a map: its keys are data, and it is one value. */
const MAP_KEYS = 50;
const MAP_SHARE = 0.05;

type Kind = 'string' | 'number' | 'boolean' | 'object' | 'array';

/** What was seen at one place of the JSON values of a column. */
export interface JsonShape {
  readonly kinds: Set<Kind>;
  /** Kinds of what lies in arrays. */
  readonly elements: Set<Kind>;
  readonly members: Map<string, JsonShape>;
  objects: number;
  /** How often any member was there. */
  present: number;
}

/** A value that is a field of its own. */
export interface JsonLeaf {
  readonly path: readonly string[];
  /** `string`, `number`, `boolean`, `object` or `array`; `json` where nothing or what is of several of these was seen. */
  readonly dataType: string;
  /** A list of texts, numbers or truth values. */
  readonly isList: boolean;
}

export function emptyShape(): JsonShape {
  return { kinds: new Set(), elements: new Set(), members: new Map(), objects: 0, present: 0 };
}

/** Adds a value to a shape. */
export function addValue(shape: JsonShape, value: unknown, depth = 0): void {
  if (value === null || value === undefined) return;
  const kind = kindOf(value);
  shape.kinds.add(kind);
  if (Array.isArray(value)) for (const element of value) if (element !== null) shape.elements.add(kindOf(element));
  if (!isJsonObject(value) || depth === DEEPEST) return;
  shape.objects += 1;
  for (const [name, member] of Object.entries(value)) {
    const known = shape.members.get(name) ?? emptyShape();
    shape.members.set(name, known);
    shape.present += 1;
    addValue(known, member, depth + 1);
  }
}

/** The fields that values of this shape have, in the order in which they were seen. */
export function leavesOf(shape: JsonShape, path: readonly string[] = []): JsonLeaf[] {
  const isPlainObject = shape.kinds.size === 1 && shape.kinds.has('object') && shape.members.size > 0;
  if (isPlainObject && !isMap(shape)) return [...shape.members].flatMap(([name, member]) => leavesOf(member, [...path, name]));
  const [kind] = shape.kinds;
  return [{ path, dataType: dataTypeOf(shape.kinds), isList: shape.kinds.size === 1 && kind === 'array' && isOfScalars(shape.elements) }];
}

function isMap({ members, objects, present }: JsonShape): boolean {
  return members.size > MAP_KEYS && present < MAP_SHARE * objects * members.size;
}

function isOfScalars(elements: ReadonlySet<Kind>): boolean {
  return elements.size > 0 && !elements.has('object') && !elements.has('array');
}

function dataTypeOf(kinds: ReadonlySet<Kind>): string {
  const [kind] = kinds;
  if (kinds.size < 2) return kind ?? 'json';
  return kinds.has('object') || kinds.has('array') ? 'json' : 'string';
}

function kindOf(value: unknown): Kind {
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'number' || type === 'boolean' || type === 'object' ? type : 'string';
}
