import { competing } from './competition.ts';
import { weights, type Contrast, type MixtureModel, type Patterns } from './mixture.ts';
import { settle } from './settle.ts';

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
 * Learns the mixture without a label. It begins with the pairs that are each other's likeliest, and goes on with expectation-maximisation in which the
 * candidates of one record compete: at most one of them is expected to be it, which keeps similar non-matches out of the matches. Only pairs
 * that are taken do not compete with one another; where all are, none does. Deterministic.
 */
export function train(patterns: Patterns, pairs: ScoredPairs, isTaken?: (pair: number) => boolean): Contrast {
  return settle(patterns, seeds(patterns, pairs), mostOf(patterns, pairs), (model) => competing(patterns, pairs, model, isTaken));
}

/**
 * Learns it of one table, in which a record may have several matches: at first the candidates of a record compete, lest namesakes, who are more than the matches,
 * be taken for these; then those that are likely by now no longer do. Pairs that are likelier of `related` records are no candidates.
 */
export function trainWithin(patterns: Patterns, pairs: ScoredPairs, related: Contrast | null): Contrast {
  const most = mostOf(patterns, pairs);
  const against = (model: Contrast): MixtureModel => ({ ...model, related });
  const first = settle(patterns, seeds(patterns, pairs), most, (model) => competing(patterns, pairs, against(model)));
  const relaxed = (model: Contrast): number[] => {
    const likely = weights(patterns, against(model));
    return competing(patterns, pairs, against(model), (pair) => (likely[pairs.pattern[pair] as number] as number) > 0);
  };
  return settle(patterns, relaxed(first), most, relaxed);
}

/** The share of the compared pairs, or of all there are, that can be matches at most. */
function mostOf(patterns: Patterns, pairs: ScoredPairs): number {
  const all = patterns.population ?? pairs.left.length;
  return pairs.isSelf ? 0.6 : Math.min(0.6, Math.min(pairs.leftRecords, pairs.rightRecords) / Math.max(1, all));
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
