import type { Batch } from '../contract.ts';
import type { SalesforceApi } from './api.ts';
import type { QueriedRecord } from './payloads.ts';
import { partsOf, soqlOf } from './soql.ts';
import { valueText } from './value-texts.ts';

/** Types whose values are other fields again, or a file to load: a query gives no value for them. */
const withoutValues = new Set(['address', 'location', 'base64']);

interface Reading {
  readonly object: string;
  readonly fields: readonly string[];
  /** The types of the object's fields, by their names. */
  readonly types: ReadonlyMap<string, string>;
  readonly limit?: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Streams records in the order of their ids. Where all fields do not fit into one query, the others are asked for page by page; a record
 * that was deleted in between is left out. Fields that have no value of their own are null.
 */
export async function* readRecords(api: SalesforceApi, { object, fields, types, limit, signal }: Reading): AsyncIterable<Batch> {
  const columns = fields.map((name) => ({ name, type: types.get(name) ?? '' }));
  const selected = new Set(columns.filter(({ type }) => !withoutValues.has(type)).map(({ name }) => name));
  const [first = ['Id'], ...others] = partsOf([...selected]);
  let left = limit ?? Infinity;
  for await (const page of api.query(soqlOf({ object, fields: first, limit }), signal)) {
    const records = await completed(page.slice(0, left), others);
    if (records.length > 0)
      yield { rows: records.map((record) => columns.map(({ name, type }) => (selected.has(name) ? valueText(record[name], type) : null))) };
    left -= page.length;
    // No more than was asked for, whatever the server says comes next; nor for ever pages of nothing.
    if (left <= 0 || page.length === 0) return;
  }

  async function completed(page: readonly QueriedRecord[], parts: typeof others): Promise<readonly QueriedRecord[]> {
    const [from, to] = [page.at(0), page.at(-1)].map((record) => idOf(record));
    let whole = page;
    if (from === undefined || to === undefined) return whole;
    for (const part of parts) {
      const rest = new Map<string | undefined, QueriedRecord>();
      for await (const more of api.query(soqlOf({ object, fields: part, between: [from, to] }), signal)) {
        for (const record of more) rest.set(idOf(record), record);
      }
      whole = whole.flatMap((record) => {
        const found = rest.get(idOf(record));
        return found === undefined ? [] : [{ ...record, ...found }];
      });
    }
    return whole;
  }
}

function idOf(record: QueriedRecord | undefined): string | undefined {
  const id = record?.['Id'];
  return typeof id === 'string' ? id : undefined;
}
