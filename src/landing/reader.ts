import type { Batch, RecordReader } from '../connectors/contract.ts';
import { jsonAt } from '../connectors/json-value.ts';
import { pathKey, type EntityModel, type EntityPath } from '../domain/entity.ts';
import { SourceError } from '../domain/errors.ts';
import type { LandedValue } from './discover.ts';
import { parsedJson, valueText } from './json-values.ts';
import type { LandedObject } from './objects.ts';

/** Finds the object and the entity that a path of the landing's model means. Throws SourceError where there is none. */
export type Places = (path: EntityPath) => { readonly landed: LandedObject; readonly entity: EntityModel };

export function placesOf(objects: readonly LandedObject[]): Places {
  const places = new Map(objects.flatMap((landed) => landed.entities.map((entity) => [pathKey(entity.path), { landed, entity }])));
  return (path) => {
    const place = places.get(pathKey(path));
    if (place === undefined) throw new SourceError('list', `No table of ${path.name} has landed`, 'Scan again.');
    return place;
  };
}

/** The value that a field of a landed object lies in. */
export function valueOf({ values, object }: LandedObject, field: string): LandedValue {
  const value = values.get(field);
  if (value === undefined) throw new SourceError('list', `The field ${field} of ${object.objectName} has not landed`, 'Scan again.');
  return value;
}

/** Reads landed rows under the names of objects and fields: JSON is taken apart on the way, so that a few batches are in memory at most. */
export function landedReader(session: RecordReader, place: Places): RecordReader {
  const { bulk } = session;
  return {
    read(path, fields, options) {
      const { landed, entity } = place(path);
      const array = entity.derived?.array;
      const values = [...fields, ...(array === undefined ? [] : [array])].map((field) => valueOf(landed, field));
      const columns = [...new Set(values.map(({ column }) => column))];
      const { limit, ...rest } = options;
      if (array === undefined) return flattened(session.read(landed.table.path, columns, options), columns, values);
      const rows = flattened(session.read(landed.table.path, columns, rest), columns, values);
      return elements(rows, fields.length, fields.indexOf(array), limit ?? Infinity);
    },
    ...(bulk === undefined
      ? {}
      : {
          bulk: {
            paths: bulk.paths,
            sql(path, fields, limit) {
              const { landed, entity } = place(path);
              const values = fields.map((field) => valueOf(landed, field));
              if (entity.derived !== undefined || values.some(({ isJson }) => isJson)) return undefined;
              return bulk.sql(
                landed.table.path,
                values.map(({ column }) => column),
                limit,
              );
            },
          },
        }),
  };
}

/** Rows of `columns` as rows of `values`. The JSON of a column is parsed once per row, whatever the number of values in it. */
async function* flattened(batches: AsyncIterable<Batch>, columns: readonly string[], values: readonly LandedValue[]): AsyncIterable<Batch> {
  const json = new Set(values.filter(({ isJson }) => isJson).map(({ column }) => columns.indexOf(column)));
  const wanted = values.map(({ column, path, isJson }) => ({ at: columns.indexOf(column), path, isJson }));
  for await (const { rows } of batches) {
    yield {
      rows: rows.map((row) => {
        const parsed = new Map([...json].map((at) => [at, typeof row[at] === 'string' ? parsedJson(row[at]) : undefined]));
        return wanted.map(({ at, path, isJson }) => (isJson ? valueText(jsonAt(parsed.get(at), path)) : (row[at] ?? null)));
      }),
    };
  }
}

/** One row per element of the list that stands last in a row; the element takes the place `at` where it is asked for. */
async function* elements(batches: AsyncIterable<Batch>, width: number, at: number, limit: number): AsyncIterable<Batch> {
  let left = limit;
  for await (const { rows } of batches) {
    const all = rows.flatMap((row) =>
      elementsOf(row[width] ?? null).map((element) => {
        const fields = row.slice(0, width);
        return at < 0 ? fields : fields.with(at, valueText(element));
      }),
    );
    const taken = all.slice(0, left);
    if (taken.length > 0) yield { rows: taken };
    left -= taken.length;
    if (left <= 0) return;
  }
}

function elementsOf(text: string | null): readonly unknown[] {
  const list = text === null ? undefined : parsedJson(text);
  return Array.isArray(list) ? list : [];
}
