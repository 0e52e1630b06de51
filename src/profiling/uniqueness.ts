import type { AttributeProfile } from '../domain/profile.ts';

/** Distinct values per present value from which a column counts as a key: a few repeats are dirt. */
export const UNIQUE_ENOUGH = 0.985;

/** Rows in which the attribute is neither null nor empty. */
export function presentRows(attribute: AttributeProfile): number {
  return attribute.rows - attribute.nulls - attribute.empties;
}

/** Distinct values per present value, 0 where there is none. */
export function uniquenessOf(attribute: AttributeProfile | undefined): number {
  if (attribute === undefined) return 0;
  const present = presentRows(attribute);
  return present === 0 ? 0 : round6(attribute.distinct / present);
}

export function round6(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
