import { wilson } from '../../profiling/sketch.ts';
import { nameSimilarity } from '../names.ts';
import { isNameLike, type Attribute } from './attributes.ts';
import type { Corroboration } from './corroborate.ts';
import type { FormName } from './fingerprints.ts';
import type { Overlap } from './overlaps.ts';

/** A pair of attributes of two sources with everything that was measured of it. */
export interface Candidate {
  readonly source: Attribute;
  readonly target: Attribute;
  readonly overlap: Overlap;
  readonly corroboration: Corroboration;
}

export const featureNames = [
  'contact_or_hash',
  'name_like',
  'containment',
  'containment_back',
  'code_beyond_chance',
  'support',
  'key',
  'other_key',
  'one_to_one',
  'uncorroborated_counters',
  'corroborated',
  'corroborated_twice',
  'uncorroborated_code',
  'uncorroborated_name',
  'weaker_than_rival',
  'less_proven_than_rival',
  'misaligned',
  'name_similarity',
] as const;
export type FeatureName = (typeof featureNames)[number];
export type Features = Readonly<Record<FeatureName, number>>;

/** Bits per joined row at which more of them prove no more. */
const ENOUGH_BITS = 5;
/** Another column confirms a link from so many bits per joined row on. */
export const PROVEN_BITS = 1;
const SUPPORT_DECADES = 3;

/** What the model sees of each candidate, every feature in 0..1. `counters`: attributes whose values are consecutive numbers, by id. */
export function featuresOf(candidates: readonly Candidate[], counters: ReadonlySet<number>): Features[] {
  const rivals = rivalsOf(candidates);
  const aligned = alignmentsOf(candidates);
  return candidates.map((candidate, i) => {
    const { source, target, overlap } = candidate;
    const [inTarget, inSource] = containments(overlap);
    const isContact = isContactOrHash(candidate);
    const isName = !isContact && isNameLinked(candidate);
    const bits = bitsOf(candidate);
    const proven = Math.min(1, (bits[0] ?? 0) / ENOUGH_BITS);
    const chance = Math.min(1, overlap.byChance / Math.min(overlap.valuesA, overlap.valuesB));
    const best = Math.max(inTarget, inSource);
    const beyond = chance >= 1 ? 0 : Math.max(0, (best - chance) / (1 - chance));
    const isCode = !isContact && !isName;
    const areCounters = counters.has(source.id) && counters.has(target.id);
    const compared = inTarget >= inSource ? overlap.valuesA : overlap.valuesB;
    const rival = rivals[i] ?? { containment: 0, proven: 0 };
    const unproven = 1 - proven;
    return {
      contact_or_hash: Number(isContact),
      name_like: Number(isName),
      containment: wilson(Math.round(best * compared), compared).low,
      containment_back: Math.min(inTarget, inSource),
      code_beyond_chance: isCode ? beyond : 0,
      support: Math.min(1, Math.log10(overlap.shared) / SUPPORT_DECADES),
      key: Math.max(overlap.singleA, overlap.singleB),
      other_key: Math.min(overlap.singleA, overlap.singleB),
      one_to_one: overlap.oneToOne,
      uncorroborated_counters: isCode ? unproven * Math.max(Number(areCounters), 1 - beyond) : 0,
      corroborated: proven,
      corroborated_twice: Math.min(1, (bits[1] ?? 0) / ENOUGH_BITS),
      uncorroborated_code: isCode ? unproven : 0,
      uncorroborated_name: isName ? unproven * (1 - best) : 0,
      weaker_than_rival: Math.max(0, rival.containment - best),
      misaligned: 1 - (aligned[i] ?? 1),
      less_proven_than_rival: Math.max(0, rival.proven - proven),
      name_similarity: nameSimilarity(source.name, target.name),
    };
  });
}

/** Shares of each side's compared distinct values that the other side has. */
export function containments({ shared, valuesA, valuesB }: Overlap): [inTarget: number, inSource: number] {
  return [shared / Math.max(1, valuesA), shared / Math.max(1, valuesB)];
}

/** The shared values are a key of a side where they stand in one of its rows in this share of the cases. */
export const KEY_SHARE = 0.9;

/** They are a key of neither side. */
export function isRepeated({ singleA, singleB }: Overlap): boolean {
  return Math.max(singleA, singleB) < KEY_SHARE;
}

const CONTACTS = new Set<FormName>(['email', 'mailbox', 'e164', 'phone', 'url', 'domain', 'registrable_domain']);

/** Contacts tell by themselves whom they are of. */
export function isContactOrHash({ source, target, overlap: { formA, formB } }: Pick<Candidate, 'source' | 'target' | 'overlap'>): boolean {
  if (source.forms.kind === 'hash' || target.forms.kind === 'hash') return true;
  return [formA, formB].some((form) => CONTACTS.has(form) || form.endsWith('_of_email'));
}

/** Equal names are likely the same thing, not surely. */
export function isNameLinked({ source, target, overlap }: Candidate): boolean {
  return !isContactOrHash({ source, target, overlap }) && (isNameLike(source) || isNameLike(target));
}

function bitsOf({ corroboration: { supports } }: Candidate): number[] {
  return supports.map(({ bits }) => bits);
}

interface Rival {
  readonly containment: number;
  readonly proven: number;
}

/** The best containment and proof among candidates of the same two entities that share an attribute with each. */
function rivalsOf(candidates: readonly Candidate[]): Rival[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates)
    for (const key of endsOf(candidate)) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [candidate]);
      else known.push(candidate);
    }
  return candidates.map((candidate) => {
    const others = endsOf(candidate)
      .flatMap((key) => groups.get(key) ?? [])
      .filter((other) => other !== candidate);
    return {
      containment: Math.max(0, ...others.map(({ overlap }) => Math.max(...containments(overlap)))),
      proven: Math.max(0, ...others.map((other) => Math.min(1, (bitsOf(other)[0] ?? 0) / ENOUGH_BITS))),
    };
  });
}

/** Another candidate joins the rows of the same things where its own proof is at least this, in bits per row. */
const SAME_THINGS_BITS = 3;

/**
 * Share of the rows joined by the best proven other candidate of the same two entities in which this one's columns agree as well; null where none tells.
 * Codes that look alike agree in some of them, those of another thing that the row mentions in none.
 */
export function alignmentsOf(candidates: readonly Candidate[]): (number | null)[] {
  const ofEntities = new Map<string, Candidate[]>();
  const key = ({ source, target }: Candidate): string => `${source.source}.${source.entity} ${target.source}.${target.entity}`;
  for (const candidate of candidates) {
    const known = ofEntities.get(key(candidate));
    if (known === undefined) ofEntities.set(key(candidate), [candidate]);
    else known.push(candidate);
  }
  return candidates.map((candidate) => {
    const pair = `${candidate.source.id} ${candidate.target.id}`;
    const others = (ofEntities.get(key(candidate)) ?? []).filter(
      (other) =>
        other !== candidate && other.source !== candidate.source && other.target !== candidate.target && (bitsOf(other)[0] ?? 0) >= SAME_THINGS_BITS,
    );
    const best = others
      .filter(({ corroboration }) => corroboration.agreement.has(pair))
      .toSorted((x, y) => y.overlap.oneToOne * y.overlap.shared - x.overlap.oneToOne * x.overlap.shared)[0];
    return best?.corroboration.agreement.get(pair) ?? null;
  });
}

/** One key per end: the attribute on that side, and the entity on the other. */
export function endsOf({ source, target }: Candidate): [string, string] {
  return [`s${source.id} ${target.source}.${target.entity}`, `t${target.id} ${source.source}.${source.entity}`];
}
