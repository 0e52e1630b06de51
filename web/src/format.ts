const whole = new Intl.NumberFormat('en');
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
const ago = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

/** 4,812 */
export const count = (value: number): string => whole.format(value);
/** 4.8K */
export const compact = (value: number): string => short.format(value);
/** 21 Nov 2026, 07:10 */
export const moment = (iso: string): string => date.format(new Date(iso));
/** One thing or several: `2 edges`, `1 edge`. */
export const countOf = (value: number, one: string, several = `${one}s`): string => `${count(value)} ${value === 1 ? one : several}`;

/** A share of 0..1; never 100% or 0% where something is missing or there. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 99.9 && value < 100) return '> 99.9%';
  if (value > 0 && value < 0.1) return '< 0.1%';
  return `${Number(value.toFixed(value >= 10 || Number.isInteger(value) ? 1 : 2))}%`;
}

/** A score as people compare it: two decimals, never rounded up to 1. */
export function score(value: number | null): string {
  if (value === null) return '–';
  return value < 1 && value > 0.995 ? '0.99' : value.toFixed(2);
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** 5 min. ago */
export function since(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  for (const [unit, size] of units) if (Math.abs(seconds) >= size) return ago.format(Math.round(seconds / size), unit);
  return ago.format(Math.round(seconds), 'second');
}

/** 850 ms, 12.3 s, 4 min 5 s: from one moment to another. */
export function duration(from: string, to: string): string {
  const ms = Math.max(0, new Date(to).getTime() - new Date(from).getTime());
  if (ms < 1000) return `${ms} ms`;
  const seconds = ms / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
