import type { Decided } from './decide.ts';
import type { ScoredPairs } from './train.ts';

/** What pairs of two records of one side show, none of which is a match where that side says each thing once. */
export interface Strangers {
  /** Scores in bits of the pairs that are the likeliest of both their records, highest first. */
  readonly scores: Float64Array;
  readonly records: number;
}

/** Where less than this share of the smaller side is taken, it is asked how much of it is chance. */
const DOUBTFUL = 0.5;
/** Share of what would be taken that has to be beyond chance. */
const MOSTLY = 0.5;
/** Standard deviations from which a number of pairs is no accident. */
const SURELY = 3;
/** Bits; scores that differ by less are as good as equal. */
const STEP = 0.25;
/** Bits that the likeliest pair is short of even odds where none is taken. */
const UNTAKEN_BITS = 2;
const ROUNDS = 10;

/** The pairs from a score on: how many would be taken, how many strangers are as alike by chance, and one standard deviation of that. */
interface Point {
  readonly taken: number;
  readonly chance: number;
  readonly doubt: number;
}

type Sides = readonly [left: number, right: number];

/** Scores in bits of the pairs that are taken for their values, highest first. */
export function takenScores({ forced }: ScoredPairs, { weight, probability, evenOdds }: Decided): Float64Array {
  return weight
    .filter((_, i) => forced[i] === 0 && (probability[i] as number) >= 0.5)
    .map((bits) => bits + evenOdds)
    .toSorted()
    .toReversed();
}

/** Whether so few records are taken, of those there are on each side, that most of them may be strangers. */
export function isDoubtful(taken: Float64Array, sides: Sides): boolean {
  return taken.length > 0 && taken.length < DOUBTFUL * Math.min(...sides);
}

const stepOf = (score: number | undefined): number => (score === undefined ? Number.NEGATIVE_INFINITY : Math.floor(score / STEP));

/** The score of even odds at which the first `count` of the taken are still taken. */
export function evenOddsOf(taken: Float64Array, count: number): number {
  if (count === 0) return (taken[0] as number) + UNTAKEN_BITS;
  return STEP * stepOf(taken[count - 1]);
}

/**
 * How many of the pairs that would be taken, of the scores in bits, highest first, are beyond chance. All, where at least half of them are; else the
 * likeliest that promise the highest F1, of which at least half are, by three standard deviations; else none. By chance a score is reached by as large a
 * share of the pairs of records between the sides as within one. Source: the empirical null of Efron, "Large-scale simultaneous hypothesis testing", JASA
 * 2004; with decoys as in Elias & Gygi, "Target-decoy search strategy", Nature Methods 2007.
 */
export function beyondChance(scores: Float64Array, sides: Sides, strangers: readonly Strangers[]): number {
  const points = pointsOf(scores, sides[0] * sides[1], strangers);
  const last = points.at(-1);
  if (last === undefined) return 0;
  const matches = matchesOf(last, sides);
  if (matches >= MOSTLY * last.taken) return last.taken;
  const free = freeShare(matches, sides);
  const beyond = points.map(({ taken, chance, doubt }) => ({
    taken,
    right: Math.max(0, taken - chance * free),
    deviation: Math.sqrt(chance * free + (doubt * free) ** 2 + 1),
  }));
  const most = beyond.reduce((highest, { right }) => Math.max(highest, right), 0);
  const f1 = ({ taken, right }: (typeof beyond)[number]): number => (2 * right) / (taken + most);
  return beyond
    .filter(({ taken, right, deviation }) => right >= MOSTLY * taken && right >= SURELY * deviation)
    .reduce((best, point) => (f1(point) > best.f1 ? { taken: point.taken, f1: f1(point) } : best), { taken: 0, f1: 0 }).taken;
}

function pointsOf(scores: Float64Array, all: number, strangers: readonly Strangers[]): Point[] {
  const points: Point[] = [];
  const reached = strangers.map(() => 0);
  for (const [i, at] of scores.entries()) {
    if (stepOf(scores[i + 1]) === stepOf(at)) continue;
    const counts = strangers.map((side, place) => {
      let seen = reached[place] as number;
      while (stepOf(side.scores[seen]) >= stepOf(at)) seen += 1;
      reached[place] = seen;
      return { seen, pairs: (side.records * (side.records - 1)) / 2 };
    });
    points.push({ taken: i + 1, ...chanceOf(counts, all) });
  }
  return points;
}

/** What both sides show together for `all` pairs of records; where one shows far more, it says things twice, and the other is believed. */
function chanceOf(counts: readonly { readonly seen: number; readonly pairs: number }[], all: number): Omit<Point, 'taken'> {
  const scaled = (seen: number, pairs: number) => ({
    chance: (seen * all) / Math.max(1, pairs),
    doubt: (Math.sqrt(seen + 1) * all) / Math.max(1, pairs),
  });
  const [fewer, more] = counts.map(({ seen, pairs }) => scaled(seen, pairs)).toSorted((a, b) => a.chance - b.chance);
  const sum = (of: 'seen' | 'pairs'): number => counts.reduce((total, count) => total + count[of], 0);
  const isTwice = fewer !== undefined && more !== undefined && more.chance - fewer.chance > SURELY * Math.hypot(more.doubt, fewer.doubt);
  return isTwice ? fewer : scaled(sum('seen'), sum('pairs'));
}

/** Only records that have no match meet strangers, and how many have one is what is asked. */
function matchesOf({ taken, chance }: Point, sides: Sides): number {
  let matches = taken;
  for (let round = 0; round < ROUNDS; round += 1) matches = Math.max(0, taken - chance * freeShare(matches, sides));
  return matches;
}

const freeShare = (matches: number, [left, right]: Sides): number => (1 - matches / left) * (1 - matches / right);
