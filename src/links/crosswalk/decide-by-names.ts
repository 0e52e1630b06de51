import type { Names } from './compare-names.ts';
import type { Decided } from './decide.ts';
import { FORCED_BITS } from './forced.ts';
import { NO_REPEATS } from './repeats.ts';
import type { ScoredPairs } from './train.ts';

/** What the next likeliest name takes away from a name's likeness, what the next name of the list does, and what must be left for even odds. */
const NEXT_NAME = 0.4;
const BALL = 0.2;
const LEFT_OVER = 0.28;
const BITS_PER_LIKENESS = 24;
/** More, or less, than any names are alike. */
const FORCED_LIKENESS = 2;

/** What each record that is looked up is most like in the list. */
interface Choice {
  /** The pair of each record; -1 where it was compared with none. */
  readonly best: Int32Array;
  /** The likeness of the likeliest other name of the list. */
  readonly next: Float64Array;
  readonly likeness: Float32Array;
}

/** Which record of each pair is looked up, and which is of the list: the larger table. */
export function namePairs(pairs: ScoredPairs) {
  return pairs.rightRecords > pairs.leftRecords
    ? ({ list: 'r', listed: pairs.rightRecords, entry: pairs.right, record: pairs.left, records: pairs.leftRecords } as const)
    : ({ list: 'l', listed: pairs.leftRecords, entry: pairs.left, record: pairs.right, records: pairs.rightRecords } as const);
}

/** Chooses the likeliest name of each record, less likely where words contrast. */
export function chooseNames(pairs: ScoredPairs, names: Names): Choice {
  const { record, records } = namePairs(pairs);
  const { forced } = pairs;
  const likeness = names.likeness.map((own, i) => (forced[i] === 0 ? own - (names.against[i] as number) : FORCED_LIKENESS * (forced[i] as number)));
  const best = new Int32Array(records).fill(-1);
  for (const [i, of] of record.entries()) if (best[of] === -1 || (likeness[i] as number) > (likeness[best[of] as number] as number)) best[of] = i;
  const next = new Float64Array(records);
  for (const [i, of] of record.entries()) {
    if (best[of] !== i)
      next[of] = Math.max(next[of] as number, forced[i] === 0 ? (names.likeness[i] as number) : FORCED_LIKENESS * (forced[i] as number));
  }
  return { best, next, likeness };
}

/**
 * Weighs pairs of tables that have nothing but names, one of which is the list of what there is. A record of the other one is what it is
 * most like there, several may be the same, and it is sure as far as nothing else there is like it too, as no record that is another thing is like
 * the same name, and as the name that it is most like has no other near it in the list: where names of the list differ by little, what differs by
 * little may be another thing. `balls` says how near the next name of the list is to each.
 * Source of the idea: balls around reference names, and negative rules, Li et al., "Auto-FuzzyJoin", SIGMOD 2021.
 */
export function decideByNames(pairs: ScoredPairs, names: Names, { best, next, likeness }: Choice, balls: Float32Array): Decided {
  const { entry, record } = namePairs(pairs);
  const claims = new Map<number, number[]>();
  for (const pair of best) if (pair !== -1) claims.set(entry[pair] as number, [...(claims.get(entry[pair] as number) ?? []), pair]);
  const rival = Float64Array.from(next, (own, of) => {
    const pair = best[of] as number;
    const others = pair === -1 ? [] : (claims.get(entry[pair] as number) ?? []);
    return others.reduce(
      (most, other) => (other !== pair && names.areApart(of, record[other] as number) ? Math.max(most, likeness[other] as number) : most),
      own,
    );
  });
  const weighed = (of: number, own: number, other: number): number =>
    BITS_PER_LIKENESS * (own - NEXT_NAME * other - BALL * (balls[entry[best[of] as number] as number] as number) - LEFT_OVER);
  const weight = Float64Array.from(likeness, (own, i) => {
    if (pairs.forced[i] !== 0) return FORCED_BITS * (pairs.forced[i] as number);
    const of = record[i] as number;
    const other = rival[of] as number;
    return weighed(of, own, best[of] === i ? other : Math.max(other, likeness[best[of] as number] as number));
  });
  const probability = weight.map((own, i) => {
    const of = record[i] as number;
    const likeliest = best[of] as number;
    if (pairs.forced[i] !== 0) return pairs.forced[i] === 1 ? 1 : 0;
    const other = likeliest === i ? weighed(of, rival[of] as number, likeness[i] as number) : (weight[likeliest] as number);
    return 1 / (1 + (1 + 2 ** other) * 2 ** -own);
  });
  return { weight, probability, evenOdds: 0, repeats: NO_REPEATS };
}
