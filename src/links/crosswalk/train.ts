import { weights, type Contrast, type Patterns } from './mixture.ts';
import { matchShares, settle } from './settle.ts';

/** The compared pairs, by record number, with the pattern of each and the likeness of all words, 0..1. */
export interface ScoredPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly pattern: Int32Array;
  readonly likeness: Float32Array;
  /** What people said of each pair: 1 the same, -1 not the same, 0 nothing. */
  readonly forced: Int8Array;
  readonly leftRecords: number;
  readonly rightRecords: number;
  /** Both sides are one table. */
  readonly isSelf: boolean;
}

/**
 * Learns the mixture without a label. It begins with the pairs that are each other's likeliest, and goes on with expectation-maximisation in which,
 * between two tables, the candidates of one record compete: at most one of them is expected to be it, which keeps similar non-matches out
 * of the matches. Only pairs that are taken together do not compete with one another. Deterministic.
 */
export function train(patterns: Patterns, pairs: ScoredPairs, isTaken?: (pair: number) => boolean): Contrast {
  const all = patterns.population ?? pairs.left.length;
  const most = pairs.isSelf ? 0.6 : Math.min(0.6, Math.min(pairs.leftRecords, pairs.rightRecords) / Math.max(1, all));
  return settle(patterns, seeds(patterns, pairs), most, (model) =>
    pairs.isSelf ? matchShares(patterns, model) : competing(patterns, pairs, model, isTaken),
  );
}

const HIGHEST_ODDS = 2 ** 40;

/** The share of matches expected in each pattern where a record has at most one match on the other side, or those that are taken. */
function competing(patterns: Patterns, pairs: ScoredPairs, model: Contrast, isTaken?: (pair: number) => boolean): number[] {
  const odds = weights(patterns, model).map((weight) => Math.min(HIGHEST_ODDS, 2 ** weight));
  const ofLeft = new Float64Array(pairs.leftRecords);
  const ofRight = new Float64Array(pairs.rightRecords);
  const takenOfLeft = new Float64Array(isTaken === undefined ? 0 : pairs.leftRecords);
  const takenOfRight = new Float64Array(isTaken === undefined ? 0 : pairs.rightRecords);
  const { left, right, pattern } = pairs;
  for (let i = 0; i < left.length; i += 1) {
    const own = odds[pattern[i] as number] as number;
    const [l, r] = [left[i] as number, right[i] as number];
    const [sumOfLeft, sumOfRight] = isTaken?.(i) === true ? [takenOfLeft, takenOfRight] : [ofLeft, ofRight];
    sumOfLeft[l] = (sumOfLeft[l] as number) + own;
    sumOfRight[r] = (sumOfRight[r] as number) + own;
  }
  const sums = new Float64Array(odds.length);
  for (let i = 0; i < left.length; i += 1) {
    const place = pattern[i] as number;
    const own = odds[place] as number;
    const [l, r] = [left[i] as number, right[i] as number];
    const others = (ofLeft[l] as number) + (ofRight[r] as number);
    const all = 1 + others + (isTaken?.(i) === true ? own : (takenOfLeft[l] ?? 0) + (takenOfRight[r] ?? 0) - own);
    sums[place] = (sums[place] as number) + own / all;
  }
  return Array.from(sums, (sum, i) => sum / Math.max(1, patterns.pairs[i] ?? 1));
}

/** The share of each pattern's pairs that are, with the likelier half of such pairs, the likeliest of both their records. */
function seeds(patterns: Patterns, pairs: ScoredPairs): number[] {
  const { left, right, pattern, likeness } = pairs;
  const agreement = patterns.levels.map(
    (levels) =>
      levels.reduce((sum, level, i) => sum + (level === 0 ? 0.3 : (level - 1) / Math.max(1, (patterns.highest[i] ?? 2) - 1)), 0) / levels.length,
  );
  const scores = new Float64Array(left.length);
  for (let i = 0; i < left.length; i += 1) scores[i] = (agreement[pattern[i] as number] as number) + (likeness[i] as number);
  const score = (i: number): number => scores[i] as number;
  const best = bestOf(pairs, score);
  const mutual: number[] = [];
  for (let i = 0; i < left.length; i += 1) {
    const [ofLeft, ofRight] = [best.left[left[i] as number] === i, best.right[right[i] as number] === i];
    if (pairs.isSelf ? ofLeft || ofRight : ofLeft && ofRight) mutual.push(i);
  }
  const middle = Float64Array.from(mutual, score).toSorted()[Math.floor(mutual.length / 2)] ?? 0;
  const counts = new Float64Array(patterns.levels.length);
  for (const i of mutual) if (score(i) >= middle) counts[pattern[i] as number] = (counts[pattern[i] as number] as number) + 1;
  return Array.from(counts, (count, i) => Math.min(0.95, Math.max(0.001, count / Math.max(1, patterns.pairs[i] ?? 1))));
}

/** The likeliest pair of each record of both sides, by its place; -1 where there is none. */
export interface Best {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** The likeliest pair of each record; the first of equals. */
export function bestOf(pairs: ScoredPairs, score: (pair: number) => number): Best {
  const left = new Int32Array(pairs.leftRecords).fill(-1);
  const right = pairs.isSelf ? left : new Int32Array(pairs.rightRecords).fill(-1);
  const ofLeft = new Float64Array(pairs.leftRecords);
  const ofRight = pairs.isSelf ? ofLeft : new Float64Array(pairs.rightRecords);
  for (let i = 0; i < pairs.left.length; i += 1) {
    const own = score(i);
    const [l, r] = [pairs.left[i] as number, pairs.right[i] as number];
    if (left[l] === -1 || own > (ofLeft[l] as number)) [left[l], ofLeft[l]] = [i, own];
    if (right[r] === -1 || own > (ofRight[r] as number)) [right[r], ofRight[r]] = [i, own];
  }
  return { left, right };
}
