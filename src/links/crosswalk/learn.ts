import { chooseBetween } from './decide.ts';
import { weights, type MixtureModel, type Patterns } from './mixture.ts';
import type { CrosswalkModel } from './model.ts';
import { train, type ScoredPairs } from './train.ts';

/**
 * Learns what agreement says; once more where one of two tables turns out to say things several times, as what it says again competed for its match
 * until that was known, and was half taken for non-matches.
 */
export function learn(patterns: Patterns, pairs: ScoredPairs, decides: CrosswalkModel['decides']): MixtureModel {
  const mixture = train(patterns, pairs);
  if (decides !== 'between') return mixture;
  const { repeats, isWinner } = chooseBetween(pairs, weights(patterns, mixture), null);
  return repeats.left === null && repeats.right === null ? mixture : train(patterns, pairs, isWinner);
}
