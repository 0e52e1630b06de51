import type { Best, ScoredPairs } from './train.ts';

/**
 * The score in bits from which a record of a side joins the record of the other side that it is likeliest to be, though another record of its own side
 * is likelier to be that: from there on its side says things several times. Null where it says each thing once.
 */
export interface Repeats {
  readonly left: number | null;
  readonly right: number | null;
}

export const NO_REPEATS: Repeats = { left: null, right: null };

/** A side says things several times where, of the records that would join so, surely no more than this share are other things. */
const OTHERS_AT_MOST = 1 / 3;
/** Standard deviations within which chance stays. */
const SURELY = 3;
/** It says them down to the score at which this share of the records that join so is expected to be other things. */
const OTHERS = 0.2;

type Test = (pair: number) => boolean;

/**
 * Finds whether a side says things several times, from the pairs that are taken one to one. A record that loses what it is likeliest to be to a likelier
 * record of its side either says the same again, or is another thing and like it by chance. How many are by chance is seen of the records that have their
 * match: what else they are like is surely another thing. Both sides of one population have as many of those, so a side that loses far more repeats itself.
 */
export function findRepeats({ left, right }: ScoredPairs, scores: Float64Array, best: Best, isTaken: Test): Repeats {
  const ofLeft = { records: left, others: right, best: best.left, bestOfOthers: best.right };
  const ofRight = { records: right, others: left, best: best.right, bestOfOthers: best.left };
  return { left: repeatsOf(ofLeft, scores, isTaken), right: repeatsOf(ofRight, scores, isTaken) };
}

/** The records of the pairs of one side, and of the other, and the likeliest pair of each record. */
interface Side {
  readonly records: Int32Array;
  readonly others: Int32Array;
  readonly best: Int32Array;
  readonly bestOfOthers: Int32Array;
}

function repeatsOf({ records, others, best, bestOfOthers }: Side, scores: Float64Array, isTaken: Test): number | null {
  const lost: number[] = [];
  const isMatched = best.map((pair) => (pair !== -1 && isTaken(pair) ? 1 : 0));
  for (const [record, pair] of best.entries()) {
    if (pair !== -1 && isMatched[record] === 0 && isTaken(bestOfOthers[others[pair] as number] as number)) lost.push(scores[pair] as number);
  }
  if (lost.length === 0) return null;
  const next = new Float64Array(best.length).fill(Number.NEGATIVE_INFINITY);
  for (const [pair, record] of records.entries()) {
    if (isMatched[record] === 1 && best[record] !== pair) next[record] = Math.max(next[record] as number, scores[pair] as number);
  }
  const matched = isMatched.reduce((sum, one) => sum + one, 0);
  const byChance = descending(next);
  let from: number | null = null;
  let isSure = false;
  let seen = 0;
  const losing = descending(lost);
  for (const [i, at] of losing.entries()) {
    if (losing[i + 1] === at) continue;
    while ((byChance[seen] as number) >= at) seen += 1;
    const most = ((seen + SURELY * Math.sqrt(seen + 1)) / matched) * best.length;
    isSure ||= most <= OTHERS_AT_MOST * (i + 1);
    if ((seen / matched) * (best.length - matched) <= OTHERS * (i + 1)) from = at;
  }
  return isSure ? from : null;
}

const descending = (scores: Iterable<number>): Float64Array => Float64Array.from(scores).toSorted().toReversed();

/** Whether a pair has no likelier rival: it is the likeliest of both its records, or of one whose side says things several times. */
export function isUnrivalled({ left, right }: ScoredPairs, scores: Float64Array, best: Best, repeats: Repeats): Test {
  const joins = (pair: number, from: number | null): boolean => from !== null && (scores[pair] as number) >= from;
  return (pair) => {
    const [ofLeft, ofRight] = [best.left[left[pair] as number] === pair, best.right[right[pair] as number] === pair];
    return (ofLeft && ofRight) || (ofLeft && joins(pair, repeats.left)) || (ofRight && joins(pair, repeats.right));
  };
}
