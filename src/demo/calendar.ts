const dayMs = 86_400_000;

/** Days since 1970-01-01. */
export function day(isoDate: string): number {
  return Date.parse(`${isoDate}T00:00:00Z`) / dayMs;
}

/** `YYYY-MM-DD`. */
export function isoDate(days: number): string {
  return new Date(days * dayMs).toISOString().slice(0, 10);
}

/** `YYYY-MM-DD HH:MM:SS` at a second of the day. */
export function timestamp(days: number, second: number): string {
  return new Date(days * dayMs + second * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** `YYYY-MM-DDTHH:MM:SSZ`. */
export function isoInstant(days: number, second: number): string {
  return `${timestamp(days, second).replace(' ', 'T')}Z`;
}

/** The day `count` calendar months later; past the end of a month it is that month's last day. */
export function addMonths(days: number, count: number): number {
  const date = new Date(days * dayMs);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return first.getTime() / dayMs + Math.min(date.getUTCDate(), last) - 1;
}
