import { maximise, weights, type Contrast, type Patterns } from './mixture.ts';
import { matchShares, settle } from './settle.ts';

/** Pairs of related records: what tells matches from them, and their share in each pattern. */
interface Related {
  readonly contrast: Contrast;
  readonly shares: readonly number[];
}

/** Related pairs agree on what is innate by less than so much of the way from other pairs to matches: of full names, a part is the family name. */
const SHARED = 1 / 3;
/** Either of both classes may be nearly all there is. */
const NEARLY_ALL = 0.999;

/**
 * Finds, among the pairs that are likely matches, those of other records that share as much: the persons of one household, who have address, telephone
 * number and family name in common. The likely pairs are split in two by expectation-maximisation that begins with what is innate; one part is of related
 * records where on nothing innate it agrees more than other pairs, or by little. Two parts must explain the likely pairs better
 * than one, by the Bayesian information criterion, unless all of them together agree no more on what is innate. Null where there are none.
 * Source: three classes as in Larsen & Rubin, "Iterative automated record linkage using mixture models", JASA 2001; Schwarz 1978.
 */
export function findRelated(patterns: Patterns, model: Contrast): Related | null {
  const innate = patterns.innate.filter((column) => patterns.levels.some((levels) => (levels[column] ?? 0) > 0));
  if (innate.length === 0) return null;
  const likely = matchShares(patterns, model);
  const among: Patterns = {
    ...patterns,
    pairs: patterns.pairs.map((count, i) => count * (likely[i] as number)),
    chance: [],
    population: null,
    identities: [],
  };
  const start = patterns.levels.map((levels) => innateAgreement(levels, innate, patterns.highest));
  const split = settle(among, start, NEARLY_ALL, (contrast) => matchShares(among, contrast));
  const halves = patterns.levels.map(() => 0.5);
  const whole = maximise(among, halves, NEARLY_ALL);
  const isRelated = (shares: Contrast['m']): boolean =>
    innate.every((column) => agreement(shares[column]) < SHARED * agreement(split.m[column]) + (1 - SHARED) * agreement(model.u[column]));
  if (!isRelated(split.u) || (likelihood(among, split) - likelihood(among, whole) <= costOf(among) && !isRelated(whole.m))) return null;
  const matches = matchShares(patterns, split);
  return { contrast: split, shares: likely.map((share, i) => share * (1 - (matches[i] as number))) };
}

/** How far a pattern agrees on what is innate, between 0.05 and 0.95; half where it says nothing of it. */
function innateAgreement(levels: readonly number[], innate: readonly number[], highest: readonly number[]): number {
  const said = innate.filter((column) => (levels[column] ?? 0) > 0);
  const mean = said.reduce((sum, column) => sum + ((levels[column] as number) - 1) / Math.max(1, (highest[column] as number) - 1), 0) / said.length;
  return said.length === 0 ? 0.5 : 0.05 + 0.9 * mean;
}

/** The mean level of a column, from 0 for the worst to 1 for the best. */
const agreement = (shares: readonly number[] = []): number =>
  shares.reduce((sum, share, level) => sum + (level === 0 ? 0 : (share * (level - 1)) / Math.max(1, shares.length - 2)), 0);

/** The logarithm of the likelihood of all pairs, in nats. */
function likelihood(patterns: Patterns, model: Contrast): number {
  const odds = weights(patterns, model).map((weight) => weight * Math.LN2);
  const others = patterns.levels.map((pattern) =>
    pattern.reduce((sum, level, column) => sum + (level === 0 ? 0 : Math.log(model.u[column]?.[level] ?? 1)), Math.log(1 - model.lambda)),
  );
  const either = (nats: number): number => Math.max(0, nats) + Math.log1p(Math.exp(-Math.abs(nats)));
  return patterns.pairs.reduce((sum, count, i) => sum + count * ((others[i] as number) + either(odds[i] as number)), 0);
}

/** What the parameters of one more class cost, in nats. */
function costOf({ highest, pairs }: Patterns): number {
  const parameters = highest.reduce((sum, top) => sum + top - 1, 1);
  return (
    (parameters / 2) *
    Math.log(
      Math.max(
        1,
        pairs.reduce((sum, count) => sum + count, 0),
      ),
    )
  );
}
