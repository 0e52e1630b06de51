import { chooseBetween } from './decide.ts';
import { weights, type MixtureModel, type Patterns } from './mixture.ts';
import type { CrosswalkModel } from './model.ts';
import { findRelated } from './related.ts';
import { train, trainWithin, type ScoredPairs } from './train.ts';

/**
 * Learns what agreement says. Of one table, pairs of related records are found among all that are alike, and set apart. Between two, it is learned once more
 * where one of them turns out to say things several times, as what it says again competed for its match until that was known, and was half taken for
 * non-matches.
 */
export function learn(patterns: Patterns, pairs: ScoredPairs, decides: CrosswalkModel['decides']): MixtureModel {
  if (decides === 'within') {
    const related = findRelated(
      patterns,
      train(patterns, pairs, () => true),
    );
    if (related === null) return trainWithin(patterns, pairs, null);
    const unrelated = { ...patterns, pairs: patterns.pairs.map((count, i) => count * (1 - (related.shares[i] as number))) };
    return { ...trainWithin(unrelated, pairs, related.contrast), related: related.contrast };
  }
  const mixture = train(patterns, pairs);
  if (decides === 'by names') return mixture;
  const { repeats, isWinner } = chooseBetween(pairs, weights(patterns, mixture), null);
  return repeats.left === null && repeats.right === null ? mixture : train(patterns, pairs, isWinner);
}
