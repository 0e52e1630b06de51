import type { Decided } from './decide.ts';
import { FORCED_BITS } from './forced.ts';
import type { Names } from './reference-list.ts';
import type { ScoredPairs } from './train.ts';

/** What the next likeliest name takes away from a name's likeness, what the next name of the list does, and what must be left for even odds. */
const NEXT_NAME = 0.6;
const BALL = 0.2;
const LEFT_OVER = 0.2;
const BITS_PER_LIKENESS = 12;
/** More, or less, than any names are alike. */
const FORCED_LIKENESS = 2;

/**
 * Weighs pairs of tables that have nothing but names, one of which is the list of what there is. A record of the other one is what it is
 * most like there, several may be the same, and it is sure as far as nothing else there is like it too, and as the name that it is most like
 * has no other near it in the list: where names of the list differ by little, what differs by little may be another thing.
 * Source of the idea: the ball around a reference name, Li et al., "Auto-FuzzyJoin", SIGMOD 2021.
 */
export function decideByNames(pairs: ScoredPairs, names: Names): Decided {
  const { forced } = pairs;
  const likeness = names.likeness.map((own, i) => (forced[i] === 0 ? own : FORCED_LIKENESS * (forced[i] as number)));
  const isRightTheList = pairs.rightRecords > pairs.leftRecords;
  const [of, records, entry] = isRightTheList ? [pairs.left, pairs.leftRecords, pairs.right] : [pairs.right, pairs.rightRecords, pairs.left];
  const best = new Int32Array(records).fill(-1);
  const next = new Float64Array(records);
  for (let i = 0; i < of.length; i += 1) {
    const record = of[i] as number;
    const known = best[record] === -1 ? -1 : (likeness[best[record] as number] as number);
    const own = likeness[i] as number;
    if (own > known) {
      next[record] = Math.max(0, known);
      best[record] = i;
    } else next[record] = Math.max(next[record] as number, own);
  }
  const weight = Float64Array.from(likeness, (own, i) => {
    if (forced[i] !== 0) return FORCED_BITS * (forced[i] as number);
    const record = of[i] as number;
    const likeliest = best[record] as number;
    const other = likeliest === i ? (next[record] as number) : (likeness[likeliest] as number);
    const ball = names.balls[entry[likeliest] as number] as number;
    return BITS_PER_LIKENESS * (own - NEXT_NAME * other - BALL * ball - LEFT_OVER);
  });
  return { weight, probability: weight.map((bits) => 1 / (1 + 2 ** -bits)), evenOdds: 0 };
}
