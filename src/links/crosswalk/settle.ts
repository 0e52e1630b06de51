import { maximise, weights, type Contrast, type MixtureModel, type Patterns } from './mixture.ts';

const ROUNDS = 60;
const ENOUGH = 1e-4;

/** The share of matches expected in each pattern. */
export const matchShares = (patterns: Pick<Patterns, 'levels'>, model: MixtureModel): number[] =>
  weights(patterns, model).map((weight) => 1 / (1 + 2 ** -weight));

/**
 * Expectation-maximisation from given shares of matches in each pattern, until next to no pair changes sides. Deterministic.
 * Source: Dempster, Laird & Rubin, "Maximum likelihood from incomplete data via the EM algorithm", 1977.
 */
export function settle(patterns: Patterns, start: readonly number[], most: number, expected: (model: Contrast) => readonly number[]): Contrast {
  const all = patterns.pairs.reduce((sum, count) => sum + count, 0);
  let shares = start;
  let model = maximise(patterns, shares, most);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = expected(model);
    const moved = next.reduce((sum, share, i) => sum + Math.abs(share - (shares[i] ?? 0)) * (patterns.pairs[i] ?? 0), 0);
    shares = next;
    model = maximise(patterns, shares, most);
    if (moved < ENOUGH * all) break;
  }
  return model;
}
