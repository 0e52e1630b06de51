import { chooseBetween } from './decide.ts';
import { weights, type MixtureModel, type Patterns } from './mixture.ts';
import type { CrosswalkModel } from './model.ts';
import { findRelated } from './related.ts';
import { train, type ScoredPairs } from './train.ts';

/**
 * Learns what agreement says; once more where it turns out that one of two tables says things several times, as what it says again competed for its match
 * until that was known, and was half taken for non-matches; or that one table has related records, which were taken for matches.
 */
export function learn(patterns: Patterns, pairs: ScoredPairs, decides: CrosswalkModel['decides']): MixtureModel {
  const mixture = train(patterns, pairs);
  if (decides === 'between') {
    const { repeats, isWinner } = chooseBetween(pairs, weights(patterns, mixture), null);
    return repeats.left === null && repeats.right === null ? mixture : train(patterns, pairs, isWinner);
  }
  const related = decides === 'within' ? findRelated(patterns, mixture) : null;
  if (related === null) return mixture;
  const unrelated = { ...patterns, pairs: patterns.pairs.map((count, i) => count * (1 - (related.shares[i] as number))) };
  return { ...train(unrelated, pairs), related: related.contrast };
}
