import { isoDate } from './calendar.ts';
import type { Random } from './random.ts';

/** Numbers handed out by a sequence, some of whose rows were deleted later: `removed` is where orphans point. */
export interface Ids {
  readonly ids: readonly number[];
  readonly removed: readonly number[];
}

export function sequence(random: Random, count: number, first = 1): Ids {
  const ids: number[] = [];
  const removed: number[] = [];
  for (let next = first; ids.length < count; next += 1) (ids.length > 0 && random.chance(0.04) ? removed : ids).push(next);
  if (removed.length === 0) removed.push((ids.at(-1) ?? first) + 1);
  return { ids, removed };
}

/** The id, or in a share of the rows that of a deleted row. */
export function maybeOrphan(random: Random, id: number, removed: readonly number[], share: number): number {
  return random.chance(share) ? random.pick(removed) : id;
}

export function maybe<T>(random: Random, share: number, value: T): T | null {
  return random.chance(share) ? value : null;
}

/** A text as hands type it: sometimes with a blank at an end, sometimes in capitals, sometimes in small letters. */
export function typed(random: Random, text: string, share: number): string {
  if (!random.chance(share)) return text;
  return random.weighted<() => string>([
    [() => `${text} `, 4],
    [() => ` ${text}`, 1],
    [() => text.toUpperCase(), 3],
    [() => text.toLowerCase(), 2],
  ])();
}

/** A telephone number in one of the ways people write it; `digits` is the national number without its leading zero. */
export function phone(random: Random, dialCode: string, digits: string): string {
  const [area, rest] = [digits.slice(0, 3), digits.slice(3)];
  return random.weighted<() => string>([
    [() => `+${dialCode}${digits}`, 4],
    [() => `+${dialCode} ${area} ${rest}`, 3],
    [() => `00${dialCode} ${area} ${rest}`, 1],
    [() => (dialCode === '1' ? `(${area}) ${rest.slice(0, 3)}-${rest.slice(3)}` : `0${area} / ${rest}`), 2],
    [() => `+${dialCode} (0) ${area}-${rest}`, 1],
  ])();
}

/** A date as it stands in fields that were never meant for dates. */
export function looseDate(random: Random, days: number): string {
  const [year = '', month = '', date = ''] = isoDate(days).split('-');
  return random.pick([
    `${year}-${month}-${date}`,
    `${date}.${month}.${year}`,
    `${month}/${date}/${year.slice(2)}`,
    `${Number(date)} ${monthNames[Number(month) - 1] ?? ''} ${year}`,
    `Q${Math.ceil(Number(month) / 3)} ${year}`,
    'tbd',
  ]);
}

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
