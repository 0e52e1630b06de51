import type { RelationshipEvidence } from './evidence.ts';

/**
 * Whether new evidence says something else than the older one: something that could change a reviewer's mind. Counts that grew
 * in proportion do not; orphans that appear or vanish, another cardinality, another standing of the target or another band do.
 */
export function hasDrifted(before: Verdict, after: Verdict): boolean {
  return verdict(before) !== verdict(after);
}

type Verdict = Pick<RelationshipEvidence, 'band' | 'cardinality' | 'value' | 'structure'>;

function verdict(evidence: Verdict): string {
  return JSON.stringify([
    evidence.band,
    evidence.cardinality,
    evidence.value.orphan_distinct > 0,
    evidence.value.target_unique,
    evidence.structure.target_key,
  ]);
}
