import { FORCED_BITS } from './forced.ts';
import { findRepeats, isUnrivalled, NO_REPEATS, type Repeats } from './repeats.ts';
import { bestOf, type Best, type ScoredPairs } from './train.ts';

/** Per pair: match weight in bits, with even odds at 0, and the probability that follows from it and from its rivals. */
export interface Decided {
  readonly weight: Float64Array;
  readonly probability: Float64Array;
  /** The weight of the mixture at which the odds are taken to be even. */
  readonly evenOdds: number;
  /** From which score on records join one that another record joins. */
  readonly repeats: Repeats;
}

/** How pairs between two tables are decided already; without `repeats` each table says each thing once. */
type Known = Pick<Decided, 'evenOdds'> & Partial<Pick<Decided, 'repeats'>>;

/** Bits that full likeness of all words is worth beyond its level: it orders pairs of one pattern. */
const LIKENESS_BITS = 1;
/** What the columns of a pattern say is said several times over: weights are so many times too sure. */
const DEPENDENCE = 4;
/** A rival is surely another's where that pair is at least so many bits likelier. */
const TAKEN_BITS = 0.5;

/** What pairs between two tables are decided by. */
export interface Choice extends Pick<Decided, 'evenOdds' | 'repeats'> {
  readonly score: (pair: number) => number;
  readonly best: Best;
  /** Whether a pair is taken over its rivals, from even odds on. */
  readonly isWinner: (pair: number) => boolean;
}

/**
 * Chooses which pairs between two tables win over their rivals: each record has one match, but for those of a side that says things several times. The
 * odds are even where as many of the likeliest pairs are expected to be wrong as right, which is learned from the rivals that are surely non-matches:
 * records whose own match is another one.
 */
export function chooseBetween(pairs: ScoredPairs, patternWeights: readonly number[], known: Known | null): Choice {
  const scores = scoresOf(pairs, patternWeights);
  const score = (i: number): number => scores[i] as number;
  const best = bestOf(pairs, score);
  const isOneToOne = isUnrivalled(pairs, scores, best, NO_REPEATS);
  const evenOdds = known?.evenOdds ?? thresholdOf(pairs, score, isOneToOne);
  const found = known ?? { repeats: findRepeats(pairs, scores, best, (i) => score(i) >= evenOdds && isOneToOne(i)) };
  const repeats = found.repeats ?? NO_REPEATS;
  return { score, best, evenOdds, repeats, isWinner: isUnrivalled(pairs, scores, best, repeats) };
}

/** Weighs pairs between two tables. A pair that does not win competes with the likelier ones of both its records. Same input, same output. */
export function decideBetween(pairs: ScoredPairs, { score, best, evenOdds, repeats, isWinner }: Choice): Decided {
  const count = pairs.left.length;
  const weight = new Float64Array(count);
  const probability = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const own = score(i) - evenOdds;
    if (pairs.forced[i] !== 0) {
      weight[i] = score(i);
      probability[i] = pairs.forced[i] === 1 ? 1 : 0;
      continue;
    }
    weight[i] = own;
    const rivals = isWinner(i)
      ? 0
      : 2 **
        Math.min(
          500,
          Math.max(score(best.left[pairs.left[i] as number] as number), score(best.right[pairs.right[i] as number] as number)) - evenOdds,
        );
    probability[i] = 1 / (1 + (1 + rivals) * 2 ** -Math.max(-500, Math.min(500, own)));
  }
  return { weight, probability, evenOdds, repeats };
}

/** What is said for each pair, in bits: by its values, or by people. */
export function scoresOf(pairs: ScoredPairs, patternWeights: readonly number[]): Float64Array {
  return Float64Array.from(pairs.pattern, (pattern, i) =>
    pairs.forced[i] === 0
      ? (patternWeights[pattern] as number) + LIKENESS_BITS * (pairs.likeness[i] as number)
      : FORCED_BITS * (pairs.forced[i] as number),
  );
}

/** Weighs pairs within one table, where a record may have many matches. */
export function decideWithin(pairs: ScoredPairs, patternWeights: readonly number[]): Decided {
  const weight = Float64Array.from(pairs.pattern, (pattern, i) =>
    pairs.forced[i] === 0
      ? (patternWeights[pattern] as number) + LIKENESS_BITS * ((pairs.likeness[i] as number) - 0.5)
      : FORCED_BITS * (pairs.forced[i] as number),
  );
  return { weight, probability: weight.map((bits) => 1 / (1 + 2 ** -bits)), evenOdds: 0, repeats: NO_REPEATS };
}

/**
 * The score from which winners are taken, so that the expected F1 is the highest. Of records without a match, some win a pair by chance: how many
 * reach a score is estimated from the non-matches that are known, the best rival of each record that is another's for sure; and is no less than what
 * the weights themselves leave open.
 */
function thresholdOf(pairs: ScoredPairs, score: (pair: number) => number, isWinner: (pair: number) => boolean): number {
  const { left, right } = pairs;
  const fromRight = pairs.rightRecords <= pairs.leftRecords;
  const [own, others] = fromRight ? [right, left] : [left, right];
  const [ownRecords, otherRecords] = fromRight ? [pairs.rightRecords, pairs.leftRecords] : [pairs.leftRecords, pairs.rightRecords];
  const winners: number[] = [];
  const winnerOfOther = new Int32Array(otherRecords).fill(-1);
  for (let i = 0; i < left.length; i += 1) {
    if (!isWinner(i)) continue;
    winners.push(i);
    winnerOfOther[others[i] as number] = i;
  }
  const rival = new Float64Array(ownRecords).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < left.length; i += 1) {
    const winner = winnerOfOther[others[i] as number] as number;
    if (winner === -1 || own[winner] === own[i] || score(winner) <= score(i) + TAKEN_BITS) continue;
    const record = own[i] as number;
    rival[record] = Math.max(rival[record] as number, score(i));
  }
  const ordered = Float64Array.from(winners, score).toSorted().toReversed();
  const rivals = rival
    .filter((at) => at > Number.NEGATIVE_INFINITY)
    .toSorted()
    .toReversed();
  const expected: { at: number; taken: number; right: number }[] = [];
  let reached = 0;
  let unlikely = 0;
  for (const [i, at] of ordered.entries()) {
    unlikely += 1 / (1 + 2 ** (at / DEPENDENCE));
    if (ordered[i + 1] === at) continue;
    while (reached < rivals.length && (rivals[reached] as number) >= at) reached += 1;
    const taken = i + 1;
    const freeShare = Math.min(0.98, Math.max(0.02, 1 - taken / otherRecords));
    const chance = Math.min(0.95, ((reached / ownRecords) * freeShare) / (1 - freeShare));
    expected.push({ at, taken, right: taken - Math.min(taken, Math.max(unlikely, ((ownRecords - taken) * chance) / (1 - chance))) });
  }
  const all = expected.reduce((most, point) => Math.max(most, point.right), 1);
  let found = { at: 0, f: -1, taken: 0 };
  for (const { at, taken, right: correct } of expected) {
    const f = (2 * correct) / (taken + all);
    if (f > found.f) found = { at, f, taken };
  }
  // Where rivals are as alike as matches they say little: what the mixture finds likely is taken.
  const likely = ordered.filter((at) => at >= 0).length;
  if (found.taken < 0.75 * likely) return 0;
  // Anything down to the next score takes the same: what the mixture calls even where that is between, else the middle.
  const isBelow = (score: number | undefined): score is number => score !== undefined && score < found.at;
  const below = Math.max(...[ordered[found.taken], rivals.find(isBelow)].filter(isBelow));
  return below < 0 && found.at > 0 ? 0 : Number.isFinite(below) ? (found.at + below) / 2 : Math.min(found.at, 0);
}
