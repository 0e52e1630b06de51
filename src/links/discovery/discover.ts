import type { LinkType } from '../../domain/edge.ts';
import type { LinkEvidence } from '../../domain/link-evidence.ts';
import { attributesOf, type Attribute, type LinkSource, type NamedSource } from './attributes.ts';
import { choose } from './choose.ts';
import { corroborate } from './corroborate.ts';
import { evidenceOf, linkTypeOf } from './evidence.ts';
import { alignmentsOf, featuresOf, isNameLinked, PROVEN_BITS, type Candidate, type Features } from './features.ts';
import { fingerprint, type Workspace } from './fingerprints.ts';
import { score, shippedModel, type LinkModel, type Scored } from './model.ts';
import { overlaps } from './overlaps.ts';

/** An attribute of one source by its place. */
export interface LinkEnd {
  readonly source: number;
  readonly entity: number;
  readonly attribute: number;
}

/** One link between two sources, as likely as its confidence says. */
export interface LinkFinding {
  readonly source: LinkEnd;
  readonly target: LinkEnd;
  readonly linkType: LinkType;
  /** Probability that a reviewer approves, 0..1. */
  readonly confidence: number;
  readonly evidence: LinkEvidence;
}

interface DiscoveryInput {
  readonly space: Workspace;
  readonly sources: readonly LinkSource[];
  /** Only links with one of these sources (by position) are looked for; null: all with all. */
  readonly fresh: readonly number[] | null;
  /** Less likely links are not reported. */
  readonly leastConfidence: number;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
}

/** What was measured of every pair of attributes that may be a link. */
export interface MeasuredLinks {
  readonly attributes: readonly Attribute[];
  readonly candidates: readonly Candidate[];
  readonly features: readonly Features[];
  /** Attributes whose values are consecutive numbers, by id. */
  readonly counters: ReadonlySet<number>;
}

/** Finds the links between sources: guards, hashes, overlaps, corroboration, score, choice. Most likely first. */
export async function discoverLinks(input: DiscoveryInput): Promise<LinkFinding[]> {
  return linksOf(input.sources, await measureLinks(input), shippedModel(), input.leastConfidence);
}

/** The measured half: everything that reads data. */
export async function measureLinks({ space, sources, fresh, signal, onStep }: DiscoveryInput): Promise<MeasuredLinks> {
  const attributes = await attributesOf(sources, signal);
  const open = attributes.filter(({ guard }) => guard === null).length;
  onStep(`guards: ${open} of ${attributes.length} attributes can be identity`);
  if (open === 0) return { attributes, candidates: [], features: [], counters: new Set() };
  await fingerprint(space, sources, attributes, signal);
  const counters = await countersOf(space, signal);
  onStep(`hashes: ${counters.size} attributes count upwards`);
  const found = await overlaps(space, attributes, fresh, signal);
  onStep(`overlaps: ${found.length} pairs of attributes share values`);
  const corroborations = await corroborate(space, sources, attributes, found, signal);
  onStep('corroboration: the other columns of the joined rows are compared');
  const candidates = found.flatMap((overlap, i): Candidate[] => {
    const [source, target, corroboration] = [attributes[overlap.a], attributes[overlap.b], corroborations[i]];
    return source === undefined || target === undefined || corroboration === undefined ? [] : [{ source, target, overlap, corroboration }];
  });
  return { attributes, candidates, features: featuresOf(candidates, counters), counters };
}

/** The judging half: the links among what was measured. */
export function linksOf(sources: readonly NamedSource[], measured: MeasuredLinks, model: LinkModel, leastConfidence: number): LinkFinding[] {
  const { attributes, candidates, features, counters } = measured;
  const aligned = alignmentsOf(candidates);
  const judged = candidates.flatMap((candidate, i) => {
    const seen = features[i];
    return seen === undefined ? [] : [{ candidate, scored: capped(score(model, seen), candidate), aligned: aligned[i] ?? null }];
  });
  const chosen = choose(judged.filter(({ scored }) => scored.confidence >= leastConfidence));
  return chosen.map((one) => ({
    source: endOf(one.candidate.source),
    target: endOf(one.candidate.target),
    linkType: linkTypeOf(one.candidate),
    confidence: one.scored.confidence,
    evidence: evidenceOf(one, sources, attributes, counters, model),
  }));
}

/** Equal names that nothing else confirms are never suggested as sure: they may be namesakes. */
const UNCONFIRMED_NAME = 0.69;

function capped(scored: Scored, candidate: Candidate): Scored {
  const isUnconfirmed = isNameLinked(candidate) && candidate.corroboration.supports.every(({ bits }) => bits < PROVEN_BITS);
  return isUnconfirmed ? { ...scored, confidence: Math.min(scored.confidence, UNCONFIRMED_NAME) } : scored;
}

function endOf({ source, entity, ordinal }: Attribute): LinkEnd {
  return { source, entity, attribute: ordinal };
}

/** Numbers so dense, among those of as many digits, that they are given one after the other. */
const DENSE = 5;
const MOSTLY = 0.9;

async function countersOf({ db }: Workspace, signal: AbortSignal): Promise<Set<number>> {
  const rows = await db.rows<{ attribute: number }>(
    `SELECT attribute FROM link_shapes WHERE form IN ('raw', 'code') GROUP BY attribute, form
HAVING sum(n) FILTER (shape LIKE 'integer%' AND greatest - least + 1 <= ${DENSE} * n) >= ${MOSTLY} * sum(n)
ORDER BY attribute`,
    signal,
  );
  return new Set(rows.map(({ attribute }) => attribute));
}
