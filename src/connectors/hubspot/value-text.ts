import { plainNumber } from '../plain-number.ts';

/** The value text of a property, which HubSpot gives as text; empty is its word for no value. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return timestamp(value) ?? value;
  if (typeof value === 'number') return plainNumber(String(value));
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return JSON.stringify(value);
}

/** `2024-05-01T08:30:00.120Z` as `2024-05-01 08:30:00.12`; undefined for what is no timestamp in UTC. */
function timestamp(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.(\d+))?(?:Z|\+00:00)$/.exec(text);
  if (match === null) return undefined;
  const [, date, time = '', fraction = ''] = match;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const rest = fraction.slice(0, 6).replace(/0+$/, '');
  return `${date} ${seconds}${rest === '' ? '' : `.${rest}`}`;
}
