import { weights, type MixtureModel, type Patterns } from './mixture.ts';
import type { ScoredPairs } from './train.ts';

const HIGHEST_ODDS = 2 ** 40;

/** The share of matches expected in each pattern where a record has at most one match, or those that are taken. */
export function competing(
  { levels }: Pick<Patterns, 'levels'>,
  pairs: ScoredPairs,
  model: MixtureModel,
  isTaken?: (pair: number) => boolean,
): number[] {
  const odds = weights({ levels }, model).map((weight) => Math.min(HIGHEST_ODDS, 2 ** weight));
  const ofLeft = new Float64Array(pairs.leftRecords);
  const ofRight = pairs.isSelf ? ofLeft : new Float64Array(pairs.rightRecords);
  const takenOfLeft = new Float64Array(isTaken === undefined ? 0 : pairs.leftRecords);
  const takenOfRight = pairs.isSelf ? takenOfLeft : new Float64Array(isTaken === undefined ? 0 : pairs.rightRecords);
  const { left, right, pattern } = pairs;
  for (let i = 0; i < left.length; i += 1) {
    const own = odds[pattern[i] as number] as number;
    const [l, r] = [left[i] as number, right[i] as number];
    const [sumOfLeft, sumOfRight] = isTaken?.(i) === true ? [takenOfLeft, takenOfRight] : [ofLeft, ofRight];
    sumOfLeft[l] = (sumOfLeft[l] as number) + own;
    sumOfRight[r] = (sumOfRight[r] as number) + own;
  }
  const sums = new Float64Array(odds.length);
  const counts = new Float64Array(odds.length);
  for (let i = 0; i < left.length; i += 1) {
    const place = pattern[i] as number;
    const own = odds[place] as number;
    const [l, r] = [left[i] as number, right[i] as number];
    const others = (ofLeft[l] as number) + (ofRight[r] as number);
    const all = 1 + others + (isTaken?.(i) === true ? own : (takenOfLeft[l] ?? 0) + (takenOfRight[r] ?? 0) - own);
    sums[place] = (sums[place] as number) + own / all;
    counts[place] = (counts[place] as number) + 1;
  }
  return Array.from(sums, (sum, i) => sum / Math.max(1, counts[i] as number));
}
