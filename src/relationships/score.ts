import type { Candidate } from './candidates/candidate.ts';
import { featureNames, featuresOf } from './features/index.ts';
import type { Surroundings } from './features/signal.ts';
import { calibrated, type RelationshipModel } from './model/model.ts';
import { contributions, logOdds, sigmoid } from './model/trees.ts';
import { firstPass, type FirstPass } from './second-pass/first-pass.ts';
import { secondFeatures, secondNames } from './second-pass/index.ts';

/** Both passes over all candidates of a schema. */
export interface Scores {
  readonly first: FirstPass;
  probability(candidate: Candidate): number;
  /** Signed parts of the calibrated log-odds by feature, largest magnitude first. */
  explain(candidate: Candidate): readonly { readonly feature: string; readonly weight: number; readonly value: number }[];
}

/** Scores every candidate: alone, then in the light of what the first pass says of the whole schema and its conventions. */
export function scoreCandidates(model: RelationshipModel, around: Surroundings, declared: ReadonlySet<Candidate>): Scores {
  requireSameFeatures(model);
  const { candidates } = around.set;
  const rows = new Map(candidates.map((candidate) => [candidate, featuresOf(candidate, around)]));
  const alone = new Map<Candidate, number>();
  for (const [candidate, row] of rows) alone.set(candidate, sigmoid(logOdds(model.first, row)));
  const first = firstPass(around, alone, declared);
  const full = (candidate: Candidate) => Float64Array.from([...(rows.get(candidate) ?? []), ...secondFeatures(candidate, around, first)]);
  const probabilities = new Map<Candidate, number>();
  for (const candidate of candidates) probabilities.set(candidate, calibrated(model.calibration, logOdds(model.second, full(candidate))));
  return {
    first,
    probability: (candidate) => probabilities.get(candidate) ?? 0,
    explain(candidate) {
      const row = full(candidate);
      const parts = unfold(contributions(model.second, row), contributions(model.first, rows.get(candidate) ?? new Float64Array()));
      return [...parts]
        .map((weight, i) => ({
          feature: model.second.features[i] ?? '',
          weight: round(weight * model.calibration.slope, 4),
          value: round(finite(row[i]), 6),
        }))
        .filter(({ weight }) => weight !== 0)
        .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || (a.feature < b.feature ? -1 : 1))
        .slice(0, SHOWN);
    },
  };
}

const SHOWN = 10;

/** What the second pass owes to the first score is shared out over what made the first score, where both point the same way. */
function unfold(second: Float64Array, first: Float64Array): Float64Array {
  const own = featureNames.length + secondNames.indexOf('first.score');
  const owed = second[own] ?? 0;
  const made = first.reduce((sum, part) => sum + part, 0);
  if (owed * made <= 0 || Math.abs(made) < 0.25) return second;
  return second.map((part, i) => (i === own ? 0 : part + ((first[i] ?? 0) * owed) / made));
}

const finite = (value: number | undefined): number => (value === undefined || Number.isNaN(value) ? 0 : value);

function round(value: number, digits: number): number {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
}

/** A model reads features by position: one that was fitted for other features must not score. */
function requireSameFeatures(model: RelationshipModel): void {
  const same = (known: readonly string[], needed: readonly string[]) =>
    known.length === needed.length && known.every((name, i) => name === needed[i]);
  if (same(model.first.features, featureNames) && same(model.second.features, [...featureNames, ...secondNames])) return;
  throw new Error(`The relationship model ${model.name} was fitted for other features. Run npm run fit:relationships.`);
}
