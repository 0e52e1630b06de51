import type { LinkType } from '../../domain/edge.ts';
import type { LinkEvidence } from '../../domain/link-evidence.ts';
import type { Attribute, NamedSource } from './attributes.ts';
import { choose, type Chosen } from './choose.ts';
import type { Compared } from './compared.ts';
import { corroborate } from './corroborate.ts';
import { evidenceOf, linkTypeOf } from './evidence.ts';
import { alignmentsOf, featuresOf, isContactOrHash, isNameLinked, isRepeated, PROVEN_BITS, type Candidate, type Features } from './features.ts';
import { countersOf, countingPairs } from './counters.ts';
import { halved, type Workspace } from './fingerprints.ts';
import { score, shippedModel, type LinkModel, type Scored } from './model.ts';
import { gather, overlaps, overlapsOf, type Overlap } from './overlaps.ts';
import { plausiblePairs } from './plausible.ts';
import type { SketchedSource } from './sketch.ts';
import { loadSource, probesOf, type StoredSource } from './stored.ts';

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
  readonly sources: readonly SketchedSource[];
  /** Only links with one of these sources (by position) are looked for; null: all with all. */
  readonly fresh: readonly number[] | null;
  /** Less likely links are not reported. */
  readonly leastConfidence: number;
  /** Looks for sources that are not read this time by the hashes of those that are; absent: there are none. */
  readonly others?: FindStored;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
}

/** `probes`: the hashes to look for, which take time to gather. */
type FindStored = (probes: () => Promise<readonly bigint[]>) => Promise<readonly StoredSource[]>;

/** What was measured of every pair of attributes that may be a link. */
export interface MeasuredLinks {
  readonly attributes: readonly Attribute[];
  readonly candidates: readonly Candidate[];
  readonly features: readonly Features[];
  /** Attributes whose values are consecutive numbers, by id. */
  readonly counters: ReadonlySet<number>;
}

interface Discovered {
  /** Most likely first. Ends of kept sources come after those that were read. */
  readonly findings: readonly LinkFinding[];
  readonly others: readonly StoredSource[];
}

/** Finds the links between sources by their sketches: overlaps, corroboration, score, choice. */
export async function discoverLinks(input: DiscoveryInput): Promise<Discovered> {
  const { others, ...measured } = await measureLinks(input);
  return { findings: linksOf([...input.sources, ...others], measured, shippedModel(), input.leastConfidence), others };
}

/** The measured half: everything that reads data. */
export async function measureLinks(input: DiscoveryInput): Promise<MeasuredLinks & Pick<Discovered, 'others'>> {
  const { space, sources, signal, onStep } = input;
  const others = (await input.others?.(() => probes(input))) ?? [];
  const { compared, attributes } = await placed(space, sources, others, signal);
  const open = attributes.filter(({ guard }) => guard === null).length;
  onStep(`sketches: ${open} of ${attributes.length} attributes can be identity`);
  if (open === 0) return { attributes, candidates: [], features: [], counters: new Set(), others };
  const fresh = sources.length > 0 && others.length > 0 ? sources.map((_, i) => i) : input.fresh;
  await gather(space, compared, attributes, fresh, signal);
  const counters = await countersOf(space, signal);
  onStep(`hashes: ${counters.size} attributes count upwards`);
  const met = await overlaps(space, attributes, counters, fresh, signal);
  const counting = await countingPairs(space, attributes, counters, fresh, signal);
  onStep(`overlaps: ${met.length} pairs of attributes share values, ${counting} count through the same numbers`);
  const isAsked = (one: Overlap): boolean => isExplained(one) || isMention(one, attributes);
  const asked = { explained: met.filter(isExplained), mentions: met.filter((one) => !isExplained(one) && isMention(one, attributes)) };
  const plausible = await plausiblePairs(space, compared, attributes, asked, counters, signal);
  const counted = await overlapsOf(
    space,
    attributes,
    plausible.filter(({ a, b }) => counters.has(a) && counters.has(b)),
    signal,
  );
  const isPlausible = new Set(plausible.map(({ a, b }) => `${a} ${b}`));
  const close = shortlist(attributes, [...met.filter((one) => !isAsked(one) || isPlausible.has(`${one.a} ${one.b}`)), ...counted]);
  onStep(`shortlist: ${close.length} pairs are no chance`);
  const corroborations = await corroborate(space, compared, attributes, close, counters, signal);
  onStep('corroboration: the other columns of the joined rows are compared');
  const candidates = close.flatMap((overlap, i): Candidate[] => {
    const [source, target, corroboration] = [attributes[overlap.a], attributes[overlap.b], corroborations[i]];
    return source === undefined || target === undefined || corroboration === undefined ? [] : [{ source, target, overlap, corroboration }];
  });
  return { attributes, candidates, features: featuresOf(candidates, counters), counters, others };
}

/** Hashes that are looked up in all: each takes some microseconds. */
const PROBES = 1_000_000;

/** The hashes by which all sources that were read look for others, without order. */
async function probes({ space, sources, signal }: DiscoveryInput): Promise<bigint[]> {
  const found = new Set<bigint>();
  for (const { sketch } of sources) for (const probe of await probesOf(space, sketch, PROBES / sources.length, signal)) found.add(probe);
  return [...found];
}

/** The sources that are compared, those that were read first, and all their attributes. */
async function placed(
  space: Workspace,
  sources: readonly SketchedSource[],
  others: readonly StoredSource[],
  signal: AbortSignal,
): Promise<{ readonly compared: readonly Compared[]; readonly attributes: readonly Attribute[] }> {
  const compared: Compared[] = [];
  const attributes: Attribute[] = [];
  const place = (directory: string, staging: Compared['staging'], own: readonly Attribute[]): void => {
    const [source, firstAttribute] = [compared.length, attributes.length];
    compared.push({ directory, firstAttribute, staging });
    attributes.push(...own.map((one) => ({ ...one, source, id: firstAttribute + one.id })));
  };
  for (const { sketch, staging } of sources) place(sketch.directory, staging, sketch.attributes);
  const read = halved(attributes);
  for (const [i, other] of others.entries()) {
    const directory = `${space.directory}known_${i}/`;
    place(directory, null, await loadSource(space, other, directory, signal));
  }
  return { compared, attributes: [...read, ...attributes.slice(read.length)] };
}

/** Chance alone gives at least this share of what is shared. */
const EXPLAINED = 0.5;

function isExplained({ byChance, shared }: Overlap): boolean {
  return byChance >= EXPLAINED * shared;
}

/** Values that repeat on both sides are mentioned there; what nothing else confirms is no link. Contacts and their hashes tell by themselves. */
function isMention(overlap: Overlap, attributes: readonly Attribute[]): boolean {
  const [source, target] = [attributes[overlap.a], attributes[overlap.b]];
  if (source === undefined || target === undefined || isContactOrHash({ source, target, overlap })) return false;
  return isRepeated(overlap);
}

/** Pairs per two entities that are looked at closely. */
const PAIRS_PER_ENTITIES = 50;

/** Of each two entities the pairs that share most beyond chance, names aside; in the order of the attributes. */
function shortlist(attributes: readonly Attribute[], found: readonly Overlap[]): Overlap[] {
  const beyond = ({ shared, valuesA, valuesB, byChance }: Overlap): number => (shared - byChance) / Math.max(1, Math.min(valuesA, valuesB));
  const groups = new Map<string, Overlap[]>();
  for (const one of found) {
    const [a, b] = [attributes[one.a], attributes[one.b]];
    const key = `${a?.source}.${a?.entity} ${b?.source}.${b?.entity}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return [...groups.values()]
    .flatMap((group) => group.toSorted((x, y) => beyond(y) - beyond(x) || y.shared - x.shared || x.a - y.a || x.b - y.b).slice(0, PAIRS_PER_ENTITIES))
    .toSorted((x, y) => x.a - y.a || x.b - y.b);
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
  return onePerEnds(chosen).map((one) => ({
    source: endOf(one.candidate.source),
    target: endOf(one.candidate.target),
    linkType: linkTypeOf(one.candidate),
    confidence: one.scored.confidence,
    evidence: evidenceOf(one, sources, attributes, counters, model),
  }));
}

/** A full name of several columns ends where the last of them does, which may have a link of its own: the more likely is kept. */
function onePerEnds(chosen: readonly Chosen[]): Chosen[] {
  const taken = new Set<string>();
  return chosen.filter(({ candidate: { source, target } }) => {
    const ends = [source, target].map((end) => `${end.source}.${end.entity}.${end.ordinal}`).join(' ');
    return !taken.has(ends) && taken.add(ends);
  });
}

/** Equal names that nothing else confirms are never suggested as sure: they may be namesakes. */
const UNCONFIRMED_NAME = 0.69;
/** Of codes that repeat on both sides, what nothing else confirms is not suggested: both mention the same things, and that is all. */
const UNCONFIRMED_MENTION = 0.25;

function capped(scored: Scored, candidate: Candidate): Scored {
  if (candidate.corroboration.supports.some(({ bits }) => bits >= PROVEN_BITS)) return scored;
  if (!isContactOrHash(candidate) && isRepeated(candidate.overlap))
    return { ...scored, confidence: Math.min(scored.confidence, UNCONFIRMED_MENTION) };
  return isNameLinked(candidate) ? { ...scored, confidence: Math.min(scored.confidence, UNCONFIRMED_NAME) } : scored;
}

function endOf({ source, entity, ordinal }: Attribute): LinkEnd {
  return { source, entity, attribute: ordinal };
}
