import type { CountedValue } from './measure.ts';

const SHOWN = 40;

/**
 * A sensitive value as it may be shown. Secrets show their format only; anything else the first character of each word of letters:
 * `ann@example.com` → `a***@e***.c***`, `Ann Smith` → `A*** S***`, `+47 912` → `+** ***`.
 */
export function maskSensitive(value: string, secret: boolean): string {
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  if (secret) return shown.replace(/[\p{L}\p{M}\p{N}]+/gu, '***');
  return shown.replace(/\p{N}/gu, '*').replace(/([\p{L}])[\p{L}\p{M}*]*/gu, '$1***');
}

/** Counted values masked; values that look alike then are counted together. */
export function maskCounted(values: readonly CountedValue[], secret: boolean): CountedValue[] {
  const counts = new Map<string, number>();
  for (const { value, count } of values) {
    const masked = maskSensitive(value, secret);
    counts.set(masked, (counts.get(masked) ?? 0) + count);
  }
  return rank(counts);
}

/** Most frequent first, then by code unit. */
export function rank(counts: ReadonlyMap<string, number>): CountedValue[] {
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
