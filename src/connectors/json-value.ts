import { plainNumber } from './plain-number.ts';

/** The value text of a JSON value. Texts that are a timestamp in UTC are written as the contract wants timestamps; objects and lists are compact JSON. */
export function jsonValueText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return utcTimestamp(value) ?? value;
  if (typeof value === 'number') return plainNumber(String(value));
  return JSON.stringify(value);
}

/** What lies in a JSON value at a path of names; undefined where there is nothing. */
export function jsonAt(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const name of path) {
    if (!isJsonObject(found) || !Object.hasOwn(found, name)) return undefined;
    found = found[name];
  }
  return found;
}

export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `2024-05-01T08:30:00.120Z` as `2024-05-01 08:30:00.12`; undefined for what is no timestamp in UTC. */
function utcTimestamp(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(?:Z|\+00:00)$/.exec(text);
  if (match === null) return undefined;
  const [, date, time = '', fraction = ''] = match;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const rest = fraction.slice(0, 6).replace(/0+$/, '');
  return `${date} ${seconds}${rest === '' ? '' : `.${rest}`}`;
}
