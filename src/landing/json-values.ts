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

/** The value text of a JSON value: what is no object or list stands for itself. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return plainNumber(String(value));
  return JSON.stringify(value);
}
