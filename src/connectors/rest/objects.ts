import { jsonAt } from '../json-value.ts';
import type { Endpoint } from './endpoints.ts';
import { type Json, type RecordList, recordLists, recordsAt } from './lists.ts';
import { shapeOf, type ShapedField } from './shape.ts';

/** From a record to the elements of an array that it holds; each gets the record's key under the name of the record's object. */
interface Step {
  readonly array: readonly string[];
  readonly key: string;
  readonly keyField: string;
}

/** An object that answers show: where its records are, and what they are made of. */
export interface FoundObject {
  readonly apiIdentifier: string;
  readonly description: string | undefined;
  readonly endpoint: Endpoint;
  readonly list: RecordList;
  readonly steps: readonly Step[];
  readonly fields: readonly ShapedField[];
  readonly isCut: boolean;
  readonly isEmpty: boolean;
}

/** The objects in an answer: one for each list of records, and one for each array of objects in records that have a key. */
export function objectsIn(answer: unknown, endpoint: Endpoint, maxDepth: number): readonly FoundObject[] {
  return recordLists(answer, endpoint.name, endpoint.dataPath).flatMap((list) => {
    const name = list.name ?? endpoint.name;
    const description = list.name === undefined ? endpoint.description : undefined;
    return withArrays({ apiIdentifier: name, description, endpoint, list, steps: [] }, recordsAt(answer, list), maxDepth);
  });
}

type Place = Omit<FoundObject, 'fields' | 'isCut' | 'isEmpty'>;

/**
 * An array of objects stays a field of its record, and becomes an object of its own where the record has a key that its elements can be told by:
 * order lines have an order. Without a key they could be tied to nothing.
 */
function withArrays(place: Place, records: readonly Json[], maxDepth: number): readonly FoundObject[] {
  const { fields, arrays, isCut } = shapeOf(records, maxDepth);
  const found = { ...place, fields, isCut, isEmpty: records.length === 0 };
  const key = keyOf(records);
  if (key === undefined) return [found];
  const inner = arrays
    .filter((array) => array.length < maxDepth)
    .flatMap((array) => {
      const apiIdentifier = `${place.apiIdentifier}.${array.join('.')}`;
      const step = { array, key, keyField: `${place.apiIdentifier}.${key}` };
      const description = `The elements of ${array.join('.')} in ${place.apiIdentifier}.`;
      const own = { ...place, apiIdentifier, description, steps: [...place.steps, step] };
      return withArrays(own, elements(records, step), maxDepth - array.length);
    });
  return [found, ...inner];
}

/** The records of an object in an answer. */
export function recordsIn(answer: unknown, { list, steps }: Pick<FoundObject, 'list' | 'steps'>): readonly Json[] {
  return steps.reduce<readonly Json[]>(elements, recordsAt(answer, list));
}

function elements(records: readonly Json[], { array, key, keyField }: Step): readonly Json[] {
  return records.flatMap((record) => {
    const found = jsonAt(record, array);
    return Array.isArray(found) ? (found as readonly Json[]).map((element) => ({ [keyField]: record[key], ...element })) : [];
  });
}

/** The field that is called id and has another value in every record. */
function keyOf(records: readonly Json[]): string | undefined {
  const names = ['id', '_id', 'uuid', 'ID', 'Id'].filter((name) => records[0] !== undefined && Object.hasOwn(records[0], name));
  return names.find((name) => {
    const values = records.map((record) => jsonAt(record, [name]));
    return values.every((value) => typeof value === 'string' || typeof value === 'number') && new Set(values).size === values.length;
  });
}
