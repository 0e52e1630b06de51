import type { Forms } from './forms.ts';
import type { Overlap, Range } from './value-overlaps.ts';

/** Of fewer distinct values, many may be shared by chance. */
export const MANY_VALUES = 50;

const filled = ({ attribute: { profile } }: Forms): number => Math.max(1, profile.rows - profile.nulls - profile.empties);

/** Distinct values for each row that has one, 0..1. */
export const distinctness = (forms: Forms): number => forms.attribute.profile.distinct / filled(forms);

/** Each row has a value of its own. */
export const isUnique = (forms: Forms): boolean => distinctness(forms) >= 0.95;

/**
 * Numbers its rows, from the beginning on, with the same letters before each or none: equal numbers of two tables say nothing. `numbers`: the range of its
 * codes where these are numbers, of a sample of the rows.
 */
export function isSerial(forms: Forms, numbers?: Range): boolean {
  const { valueClass, minNumber, maxNumber, distinct } = forms.attribute.profile;
  const [least, greatest] = valueClass === 'integer' ? [minNumber, maxNumber] : (numbers ?? [null, null]);
  if (least === null || greatest === null || !isUnique(forms)) return false;
  return least <= Math.max(10, greatest / 1000) && (greatest - least + 1) / Math.max(1, distinct) <= 2;
}

const ALIKE = 0.1;

/** Whether both have about as many values, or about as many a row: one is not a class of few values and the other what each row has of its own. */
export function areOfOneGrain(a: Forms, b: Forms): boolean {
  const ratio = (x: number, y: number): number => Math.min(x, y) / Math.max(x, y, 1e-9);
  return Math.max(ratio(a.attribute.profile.distinct, b.attribute.profile.distinct), ratio(distinctness(a), distinctness(b))) >= ALIKE;
}

/**
 * How many of their distinct dates two attributes share by chance, if both took theirs at random from the days that they cover together, and the standard
 * deviation of that: the hypergeometric distribution. 0 of anything but dates.
 */
export function sharedByChance(
  { of_a: a, of_b: b }: Overlap,
  left: Range | undefined,
  right: Range | undefined,
): { mean: number; deviation: number } {
  if (left === undefined || right === undefined) return { mean: 0, deviation: 0 };
  const days = 1 + Math.max(left[1], right[1]) - Math.min(left[0], right[0]);
  const mean = (a * b) / days;
  return { mean, deviation: Math.sqrt(Math.max(0, mean * (1 - Math.min(1, a / days)) * (1 - Math.min(1, b / days)))) };
}
