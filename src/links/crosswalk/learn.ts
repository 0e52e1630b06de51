import { chooseBetween, type Choice } from './decide.ts';
import { weights, type MixtureModel, type Patterns } from './mixture.ts';
import type { CrosswalkModel } from './model.ts';
import { findRelated } from './related.ts';
import { train, trainWithin, type ScoredPairs } from './train.ts';

/** What agreement says, and between two tables which pairs win by it. */
interface Learned {
  readonly mixture: MixtureModel;
  readonly choice: Choice | null;
}

/**
 * Learns what agreement says. Of one table, pairs of related records are found among all that are alike, and set apart. Between two, it is learned once more
 * where one of them turns out to say things several times, as what it says again competed for its match until that was known, and was half taken for
 * non-matches.
 */
export function learn(patterns: Patterns, pairs: ScoredPairs, decides: CrosswalkModel['decides']): Learned {
  if (decides === 'within') return { mixture: learnWithin(patterns, pairs), choice: null };
  const mixture = train(patterns, pairs);
  if (decides === 'by names') return { mixture, choice: null };
  const choice = chooseBetween(pairs, weights(patterns, mixture), null);
  if (choice.repeats.left === null && choice.repeats.right === null) return { mixture, choice };
  const again = train(patterns, pairs, choice.isWinner);
  return { mixture: again, choice: chooseBetween(pairs, weights(patterns, again), null) };
}

function learnWithin(patterns: Patterns, pairs: ScoredPairs): MixtureModel {
  const related = findRelated(
    patterns,
    train(patterns, pairs, () => true),
  );
  if (related === null) return trainWithin(patterns, pairs, null);
  const unrelated = { ...patterns, pairs: patterns.pairs.map((count, i) => count * (1 - (related.shares[i] as number))) };
  return { ...trainWithin(unrelated, pairs, related.contrast), related: related.contrast };
}
