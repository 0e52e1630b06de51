import { plainNumber } from '../plain-number.ts';

/** The text of a value as the connector contract writes it, by the type of its field. */
export function valueText(value: unknown, type: string): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return plainNumber(String(value));
  if (typeof value === 'string') return temporal[type]?.(value) ?? value;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return JSON.stringify(value);
}

const temporal: Readonly<Record<string, (text: string) => string | undefined>> = {
  /** `2025-01-31T08:15:30.000+0000`, always in UTC. */
  datetime(text) {
    const [, day, time, fraction = ''] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(?:\+00:?00|Z)$/.exec(text) ?? [];
    return day === undefined || time === undefined ? undefined : `${day} ${time}${shortened(fraction)}`;
  },
  /** `08:15:30.000Z`. */
  time(text) {
    const [, time, fraction = ''] = /^(\d\d:\d\d:\d\d)(\.\d+)?Z?$/.exec(text) ?? [];
    return time === undefined ? undefined : time + shortened(fraction);
  },
};

function shortened(fraction: string): string {
  return fraction.replace(/\.?0+$/, '');
}
