import { bandOf, type RelationshipEvidence } from './evidence.ts';
import type { LinkEvidence } from './link-evidence.ts';

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

/** The same of entity links: another method, band, normal form or cardinality, or other columns that begin or cease to confirm it. */
export function linkDrifted(before: LinkVerdict, after: LinkVerdict): boolean {
  return linkVerdict(before) !== linkVerdict(after);
}

type LinkVerdict = Pick<LinkEvidence, 'method' | 'normaliser' | 'confidence' | 'corroboration'> & {
  readonly overlap: Pick<LinkEvidence['overlap'], 'cardinality'>;
};

function linkVerdict({ method, normaliser, confidence, overlap, corroboration }: LinkVerdict): string {
  return JSON.stringify([method, bandOf(confidence), normaliser.source, normaliser.target, overlap.cardinality, corroboration.length > 0]);
}
