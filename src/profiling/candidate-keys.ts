import type { EntityModel } from '../domain/entity.ts';
import type { AttributeProfile, CandidateKey } from '../domain/profile.ts';
import type { Staging } from './staging.ts';

/** Distinct values per present value from which a column counts as a key. */
const UNIQUE_ENOUGH = 0.985;

export async function findCandidateKeys(
  entity: EntityModel,
  index: number,
  attributes: readonly AttributeProfile[],
  staging: Staging,
  signal: AbortSignal,
): Promise<CandidateKey[]> {
  const keys: CandidateKey[] = [];
  for (const attribute of attributes) {
    const present = attribute.rows - attribute.nulls - attribute.empties;
    if (attribute.distinct >= 2 && attribute.distinct / present >= UNIQUE_ENOUGH)
      keys.push({ columns: [attribute.name], origin: 'inferred', uniqueness: attribute.distinct / present });
  }
  return keys;
}
