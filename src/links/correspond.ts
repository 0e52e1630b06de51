import type { Staging } from '../profiling/staging.ts';
import type { Forms, LinkAttribute, LinkKind } from './forms.ts';
import { nameSimilarity } from './names.ts';
import type { NormaliserName } from './normalisers.ts';
import { onlyOfKind } from './only-of-kind.ts';
import { maySeveral } from './several.ts';
import { areOfOneGrain, distinctness, isSerial, isUnique, MANY_VALUES, sharedByChance } from './spread.ts';
import { HASHES, readOverlaps, type Overlap, type ValueOverlaps, type WordOverlap } from './value-overlaps.ts';

/** Two attributes of two tables that say the same of what their rows describe. */
export interface Correspondence {
  readonly left: LinkAttribute;
  readonly right: LinkAttribute;
  /** As what both are compared. */
  readonly kind: LinkKind;
  /** The normal form in which the values of each side meet. */
  readonly leftForm: NormaliserName;
  readonly rightForm: NormaliserName;
  /** Mean words per value, of the wordier side. */
  readonly words: number;
  /** Whether cells of either side may hold several values. */
  readonly several: boolean;
  /** How sure it is, for ordering only. */
  readonly score: number;
}

export interface TableSide {
  /** SQL name of the staged table. */
  readonly table: string;
  readonly rows: number;
  readonly forms: readonly Forms[];
}

/** What a form shows where several meet equally well: the more specific first. */
const SPECIFIC: readonly NormaliserName[] = ['mailbox', 'phone', 'domain', ...HASHES, 'date', 'number', 'code', 'text', 'person', 'company', 'exact'];
/** Types whose values are words, however short, which are misspelled as words are. */
const WORDS: readonly string[] = ['given_name', 'family_name', 'city', 'region'];
/** Types by which a person, a company or a place is told, each in one column as a rule. */
const TELLING_TYPES: readonly string[] = [
  'person_name',
  'given_name',
  'family_name',
  'birth_date',
  'company',
  'address',
  'city',
  'region',
  'postal_code',
  'latitude',
  'longitude',
];
const LEAST_SCORE = 0.4;
const LEAST_SHARED = 3;
/** Two columns that number their own rows meet by chance in fewer of them than this. */
const LEAST_SHARE_OF_CODES = 0.2;
/** Of fewer distinct values, many may be shared by chance. */
const FEW_VALUES = 20;
/**
 * So many shared values, so many standard deviations beyond chance and so large a share of what could be, are of one thing, however few of all: tables
 * may have few records in common.
 */
const BEYOND_CHANCE = { values: 10, deviations: 5, share: 0.1 };
/** Share of the words of both sides that both have, from which texts that tell rows apart say the same. */
const COMMON_WORDS = 0.4;

/**
 * Finds which attributes of two tables say the same: by the values that they share in some normal form, by their names, and by being the only ones of
 * their kind. Each attribute is used once; best first. Statements: as `readOverlaps`.
 */
export async function correspondences(staging: Staging, left: TableSide, right: TableSide, signal: AbortSignal): Promise<Correspondence[]> {
  if (left.forms.length === 0 || right.forms.length === 0) return [];
  const overlaps = await readOverlaps(staging, left, right, signal);
  const words = new Map(overlaps.words.map((one) => [`${one.a} ${one.b}`, one]));
  const best = new Map<string, { overlap: Overlap; share: number }>();
  for (const overlap of overlaps.values) {
    const share = trust(overlap, left, right, overlaps);
    const key = `${overlap.a} ${overlap.b}`;
    const known = best.get(key);
    const isBetter =
      known === undefined ||
      share > known.share + 0.03 ||
      (share > known.share - 0.03 && SPECIFIC.indexOf(overlap.via_a) < SPECIFIC.indexOf(known.overlap.via_a));
    if (isBetter) best.set(key, { overlap, share });
  }
  const candidates = left.forms.flatMap((a, i) =>
    right.forms.flatMap((b, j) => {
      const found = best.get(`${i} ${j}`);
      if (isSerial(a, overlaps.leftNumbers.get(i)) && isSerial(b, overlaps.rightNumbers.get(j))) return [];
      return candidate(a, b, found?.overlap, found?.share ?? 0, words.get(`${i} ${j}`));
    }),
  );
  const taken = assign(candidates.filter(({ score }) => score >= LEAST_SCORE).toSorted((a, b) => b.score - a.score));
  return [...taken, ...onlyOfKind(left, right, overlaps, taken)];
}

/** How far shared values say that two attributes are one, 0..1: the share of the smaller side's values that the other has, less where that may be chance. */
function trust(overlap: Overlap, left: TableSide, right: TableSide, { leftDays, rightDays }: ValueOverlaps): number {
  const { a, b, via_a: form, via_b: other, met, shared, of_a: ofA, of_b: ofB } = overlap;
  const least = Math.min(ofA, ofB);
  const areWhole = isInteger(left, a) && isInteger(right, b);
  const isTelling = form === 'date' || (form !== 'number' && form !== 'exact' && !areWhole);
  const chance = sharedByChance(overlap, form === 'date' ? leftDays.get(a) : undefined, rightDays.get(b));
  const [beyond, possible] = [shared - chance.mean, least - chance.mean];
  const isMore = met >= BEYOND_CHANCE.values && beyond >= BEYOND_CHANCE.deviations * chance.deviation && beyond >= BEYOND_CHANCE.share * possible;
  if (form === other && isTelling && isMore && least >= MANY_VALUES) return 0.5 + 0.5 * Math.min(1, beyond / Math.max(1, possible));
  let share = least === 0 ? 0 : Math.min(1, shared / least);
  if (form === other && (form === 'number' || form === 'exact' || form === 'date')) share *= 0.6;
  if ((form === 'number' || form === 'code') && areWhole) share *= 0.7;
  if (least < FEW_VALUES) share *= 0.5;
  return met < LEAST_SHARED ? Math.min(share, 0.1) : share;
}

const isInteger = ({ forms }: TableSide, i: number): boolean => forms[i]?.attribute.profile.valueClass === 'integer';

function candidate(a: Forms, b: Forms, overlap: Overlap | undefined, share: number, said: WordOverlap | undefined): Correspondence[] {
  const name = nameSimilarity(a.attribute.names.join(' '), b.attribute.names.join(' '));
  const common = overlap?.via_a ?? a.normalisers.find((form) => b.normalisers.includes(form));
  if (common === undefined || (overlap === undefined && name < 0.5)) return [];
  const [leftForm, rightForm] = [overlap?.via_a ?? common, overlap?.via_b ?? common];
  const areTexts = a.normalisers.includes('text') && b.normalisers.includes('text');
  const value = (areTexts ? Math.max(share, saidBy(a, b, said)) : share) * (areOfOneGrain(a, b) ? 1 : 0.5);
  const kind = kindOf(a, b, leftForm, areTexts);
  if (kind === 'code' && isUnique(a) && isUnique(b) && share < LEAST_SHARE_OF_CODES) return [];
  const several = maySeveral(kind, [a, b]);
  const isIdentity = kind === 'email' || kind === 'phone' || kind === 'domain' || kind === 'hash';
  const type = a.attribute.profile.semanticType ?? null;
  const isSameType = type !== null && type === b.attribute.profile.semanticType && TELLING_TYPES.includes(type);
  const known = isIdentity && (value > 0.05 || name > 0.5) ? 0.35 : isSameType && value > 0.05 ? 0.2 : 0;
  const score = 0.45 * name + 0.7 * value + known;
  return [{ left: a.attribute, right: b.attribute, kind, leftForm, rightForm, words: Math.max(a.words, b.words), several, score }];
}

/** How far the words of two texts say that they are one, 0..1: rare words of one side that the other lacks count as well as those that both have. */
function saidBy(a: Forms, b: Forms, { share = 0, mass = 0 }: Partial<WordOverlap> = {}): number {
  const words = share * (0.5 + 0.5 * mass);
  const areTelling = [a, b].every((one) => distinctness(one) >= 0.5 && one.attribute.profile.distinct >= MANY_VALUES);
  return areTelling && mass >= COMMON_WORDS ? 0.5 + 0.5 * words : 0.7 * words;
}

function kindOf(a: Forms, b: Forms, form: NormaliserName, areTexts: boolean): LinkKind {
  const kinds = [a.kind, b.kind];
  const byForm: Partial<Record<NormaliserName, LinkKind>> = {
    mailbox: 'email',
    phone: 'phone',
    domain: 'domain',
    md5_of_email: 'hash',
    sha1_of_email: 'hash',
    sha256_of_email: 'hash',
    date: 'date',
    number: 'number',
    code: 'code',
  };
  if (kinds.includes('hash')) return 'hash';
  if (areTexts && [a, b].every(({ attribute }) => WORDS.includes(attribute.profile.semanticType ?? ''))) return 'text';
  if (areTexts && Math.max(a.words, b.words) > 3 && !kinds.includes('person') && !kinds.includes('company')) return 'text';
  const known = byForm[form];
  if (known !== undefined) return known;
  if (kinds.includes('person')) return 'person';
  if (kinds.includes('company')) return 'company';
  return areTexts && !kinds.every((kind) => kind === 'category') ? 'text' : 'category';
}

function assign(candidates: readonly Correspondence[]): Correspondence[] {
  const used = new Set<LinkAttribute>();
  return candidates.filter(({ left, right }) => {
    if (used.has(left) || used.has(right)) return false;
    used.add(left).add(right);
    return true;
  });
}
