import type { Candidate } from '../../src/relationships/candidates/candidate.ts';
import { featureNames } from '../../src/relationships/features/index.ts';
import { monotone } from '../../src/relationships/model/monotone.ts';
import { sigmoid, type TreeModel } from '../../src/relationships/model/trees.ts';
import { firstPass } from '../../src/relationships/second-pass/first-pass.ts';
import { secondFeatures, secondNames } from '../../src/relationships/second-pass/index.ts';
import { boost, predict, type BoostingOptions, type TrainingSet } from './boosting.ts';
import { generator, seedOf } from './random.ts';
import { INVENTED, type Run } from './runs.ts';

/** The two passes of a fitted model. */
export interface Fitted {
  readonly first: TreeModel;
  readonly second: TreeModel;
}

export interface FitOptions {
  readonly first: Omit<BoostingOptions, 'monotone'>;
  readonly second: Omit<BoostingOptions, 'monotone'>;
  /** Weight of a degraded run against 1 of the database as it is. */
  readonly degradedWeight: number;
  /** Weight of an invented database. */
  readonly inventedWeight: number;
  /** Negatives per run: this many for each positive, and this many more. */
  readonly negativesPerPositive: number;
  readonly negativesMore: number;
  readonly folds: number;
}

export const defaults: FitOptions = {
  first: { trees: 120, depth: 4, rate: 0.08, l2: 6, minLeaf: 8, features: 0.4 },
  second: { trees: 100, depth: 3, rate: 0.08, l2: 6, minLeaf: 8, features: 0.4 },
  degradedWeight: 0.25,
  inventedWeight: 0.5,
  negativesPerPositive: 4,
  negativesMore: 40,
  folds: 3,
};

const allNames = [...featureNames, ...secondNames];
const directions = (names: readonly string[]): number[] => names.map((name) => monotone[name] ?? 0);

/** Which candidates of a run are trained on, with weights: every positive, a fixed sample of negatives that stands for all, each database weighing the same. */
export function sampleOf(run: Run, options: FitOptions): { index: number; weight: number }[] {
  const random = generator(seedOf(`${run.database}/${run.variant}/${run.keyed}`));
  const positives = run.labels.reduce((sum, label) => sum + label, 0);
  const negatives = run.labels.length - positives;
  const wanted = options.negativesPerPositive * positives + options.negativesMore;
  const keep = Math.min(1, wanted / Math.max(1, negatives));
  const trust = run.variant === 'as is/none' ? 1 : run.variant === INVENTED ? options.inventedWeight : options.degradedWeight;
  const base = trust / (positives + 3);
  const chosen: { index: number; weight: number }[] = [];
  run.labels.forEach((label, index) => {
    if (label === 1) chosen.push({ index, weight: base });
    else if (random() < keep) chosen.push({ index, weight: base / keep });
  });
  return chosen;
}

function fitFirst(runs: readonly Run[], options: FitOptions): TreeModel {
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  for (const run of runs) {
    for (const { index, weight } of sampleOf(run, options)) {
      rows.push(run.rows[index] ?? new Float64Array());
      labels.push(run.labels[index] ?? 0);
      weights.push(weight);
    }
  }
  const data: TrainingSet = { rows, labels, weights };
  return boost(data, featureNames, { ...options.first, monotone: directions(featureNames) });
}

/** First-pass probabilities of a run by a model that may not have seen its database. */
export function firstScores(model: TreeModel, run: Run): Map<Candidate, number> {
  const scores = predict(model, run.rows);
  return new Map(run.candidates.map((candidate, i) => [candidate, sigmoid(scores[i] ?? 0)]));
}

export function secondRows(run: Run, probabilities: ReadonlyMap<Candidate, number>, wanted?: readonly number[]): Float64Array[] {
  const first = firstPass(run.around, probabilities, new Set());
  const indexes = wanted ?? run.candidates.map((_, i) => i);
  return indexes.map((i) => {
    const candidate = run.candidates[i];
    if (candidate === undefined) return new Float64Array(allNames.length);
    return Float64Array.from([...(run.rows[i] ?? []), ...secondFeatures(candidate, run.around, first)]);
  });
}

/** Fits both passes; the second on first-pass scores from models that have not seen the database in question. */
export function fit(runs: readonly Run[], options: FitOptions): Fitted {
  const databases = [...new Set(runs.map((run) => run.database))].toSorted();
  const rows: Float64Array[] = [];
  const labels: number[] = [];
  const weights: number[] = [];
  for (let fold = 0; fold < options.folds; fold += 1) {
    const held = new Set(databases.filter((_, i) => i % options.folds === fold));
    const model = fitFirst(
      runs.filter((run) => !held.has(run.database)),
      options,
    );
    for (const run of runs.filter((one) => held.has(one.database))) {
      const sample = sampleOf(run, options);
      const made = secondRows(
        run,
        firstScores(model, run),
        sample.map(({ index }) => index),
      );
      sample.forEach(({ index, weight }, i) => {
        rows.push(made[i] ?? new Float64Array());
        labels.push(run.labels[index] ?? 0);
        weights.push(weight);
      });
    }
  }
  const second = boost({ rows, labels, weights }, allNames, { ...options.second, monotone: directions(allNames) });
  return { first: fitFirst(runs, options), second };
}

/** Log-odds of every candidate of a run. */
export function score(model: Fitted, run: Run): Float64Array {
  return predict(model.second, secondRows(run, firstScores(model.first, run)));
}
