import { plainNumber } from '../connectors/plain-number.ts';

/** JavaScript numbers hold 15 digits: longer ones are kept as texts. */
const longNumbers = /("(?:[^"\\]|\\.)*")|-?\d[\d.eE+-]{15,}/g;
const manyDigits = /[\d.]{16}/;

/** Parses the JSON of a column; undefined for what is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(manyDigits.test(text) ? text.replace(longNumbers, (number, string: string | undefined) => string ?? `"${number}"`) : text);
  } catch {
    return undefined;
  }
}

/** What lies in a JSON value at a path of names; undefined where there is nothing. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (!isObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

/** The value text of a JSON value: what is no object or list stands for itself. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return plainNumber(String(value));
  return JSON.stringify(value);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
