import { AppError } from '../../domain/errors.ts';

/** Salesforce takes 16 kB of address and headers; what lies between may take less. */
const longestQuery = 6000;

interface Selection {
  readonly object: string;
  readonly fields: readonly string[];
  /** Only records from the one id to the other. */
  readonly between?: readonly [first: string, last: string];
  readonly limit?: number | undefined;
}

/** A query that gives the same records in the same order every time. Big objects (`__b`) cannot be ordered so: they have an order of their own. */
export function soqlOf({ object, fields, between, limit }: Selection): string {
  const where = between === undefined ? '' : ` WHERE Id >= '${name(between[0])}' AND Id <= '${name(between[1])}'`;
  const order = object.endsWith('__b') ? '' : ' ORDER BY Id';
  return `SELECT ${fields.map(name).join(',')} FROM ${name(object)}${where}${order}${limit === undefined ? '' : ` LIMIT ${limit}`}`;
}

/** Parts the fields so that each query stays short enough for an address. Every part has the Id, by which records are put together again. */
export function partsOf(fields: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let length = 0;
  for (const field of fields) {
    // The comma takes three characters in an address.
    length += field.length + 3;
    if (parts.length === 0 || length > longestQuery) {
      parts.push([]);
      length = field.length + 3;
    }
    parts.at(-1)?.push(field);
  }
  return parts.map((part) => (part.includes('Id') ? part : ['Id', ...part]));
}

/** Names and ids are words: nothing else comes into a query. */
function name(text: string): string {
  if (/^\w+$/.test(text)) return text;
  throw new AppError('invalid', 'An object or field of Salesforce has a name of letters, digits and underscores.');
}
