import { featureNames, type FeatureName, type Features } from '../../src/links/discovery/features.ts';
import type { LinkModel } from '../../src/links/discovery/model.ts';
import { predict, type MeasuredCase } from './measure.ts';

interface Example {
  readonly features: Features;
  readonly isLink: boolean;
  readonly weight: number;
}

/** Which way a feature may speak, where that is known beforehand: a fit on few cases may not turn it round. */
const signs: Partial<Record<FeatureName, 1 | -1>> = {
  containment: 1,
  containment_back: 1,
  code_beyond_chance: 1,
  support: 1,
  key: 1,
  other_key: 1,
  one_to_one: 1,
  uncorroborated_counters: -1,
  corroborated: 1,
  corroborated_twice: 1,
  uncorroborated_code: -1,
  uncorroborated_name: -1,
  weaker_than_rival: -1,
  less_proven_than_rival: -1,
  misaligned: -1,
  name_similarity: 1,
};
/** Strength of the pull towards 0 (L2), per example of weight 1. */
const PULL = 0.5;
const STEPS = 1500;

/** The model of all cases; its calibration comes from models that each left one group out, judged on what they chose in it. */
export function fitModel(cases: readonly MeasuredCase[], version: string, fitted: string): LinkModel {
  const groups = [...new Set(cases.map(({ truth }) => truth.group))];
  const seen = groups.flatMap((group) => {
    const left = fit(examplesOf(cases.filter(({ truth }) => truth.group !== group)), version, fitted);
    return cases
      .filter(({ truth }) => truth.group === group)
      .flatMap((one) =>
        predict(one, left, LEAST_CALIBRATED)
          .filter(({ pair }) => !one.truth.ignored.has(pair))
          .map(({ pair, finding }) => ({ raw: finding.evidence.raw_score, isLink: one.truth.links.has(pair) })),
      );
  });
  return { ...fit(examplesOf(cases), version, fitted), calibration: calibrate(seen) };
}

/** Candidates less likely than this are not looked at in calibration: they are never shown. */
const LEAST_CALIBRATED = 0.2;
/** Strength of the pull towards no change, in examples. */
const CALIBRATION_PULL = 1;

/** How much surer than the weights alone the score may be: a slope through even odds, so that what is likelier than not stays so. */
function calibrate(seen: readonly { readonly raw: number; readonly isLink: boolean }[]): LinkModel['calibration'] {
  let slope = 1;
  for (let step = 0; step < STEPS; step += 1) {
    let gradient = CALIBRATION_PULL * (slope - 1);
    for (const { raw, isLink } of seen) gradient += (1 / (1 + Math.exp(-slope * raw)) - Number(isLink)) * raw;
    slope = Math.max(0.5, slope - (0.2 * gradient) / Math.max(1, seen.length));
  }
  return { slope: Math.round(slope * 1e4) / 1e4 };
}

/** Candidates that are neither right nor wrong teach nothing. Every group of cases weighs the same, so that none rules by its size. */
function examplesOf(cases: readonly MeasuredCase[]): Example[] {
  const sizes = new Map<string, number>();
  const judged = cases.flatMap(({ truth, measured, names }) =>
    measured.candidates.flatMap(({ source, target }, i) => {
      const pair = [names[source.id] ?? '', names[target.id] ?? ''].toSorted().join(' ~ ');
      const features = measured.features[i];
      if (features === undefined || truth.ignored.has(pair)) return [];
      sizes.set(truth.group, (sizes.get(truth.group) ?? 0) + 1);
      return [{ features, isLink: truth.links.has(pair), group: truth.group }];
    }),
  );
  const mean = judged.length / Math.max(1, sizes.size);
  return judged.map(({ features, isLink, group }) => ({ features, isLink, weight: Math.sqrt(mean / (sizes.get(group) ?? mean)) }));
}

/** Logistic regression with signs, by projected gradient descent with momentum: the same examples give the same weights. */
function fit(examples: readonly Example[], version: string, fitted: string): LinkModel {
  const weights = Array.from(featureNames, () => 0);
  const speed = Array.from(featureNames, () => 0);
  let intercept = 0;
  let interceptSpeed = 0;
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const rows = examples.map(({ features }) => Float64Array.from(featureNames, (name) => features[name]));
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = weights.map((weight) => (PULL * weight) / total);
    let interceptGradient = 0;
    for (const [i, { isLink, weight }] of examples.entries()) {
      const row = rows[i] ?? new Float64Array();
      let raw = intercept;
      for (let j = 0; j < row.length; j += 1) raw += (weights[j] ?? 0) * (row[j] ?? 0);
      const error = (weight * (1 / (1 + Math.exp(-raw)) - Number(isLink))) / total;
      interceptGradient += error;
      for (let j = 0; j < row.length; j += 1) gradient[j] = (gradient[j] ?? 0) + error * (row[j] ?? 0);
    }
    interceptSpeed = 0.9 * interceptSpeed - interceptGradient;
    intercept += interceptSpeed;
    for (const [j, name] of featureNames.entries()) {
      speed[j] = 0.9 * (speed[j] ?? 0) - (gradient[j] ?? 0);
      const moved = (weights[j] ?? 0) + (speed[j] ?? 0);
      const sign = signs[name] ?? 0;
      const isTurned = sign !== 0 && moved * sign < 0;
      weights[j] = isTurned ? 0 : moved;
      if (isTurned) speed[j] = 0;
    }
  }
  const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;
  return {
    version,
    fitted,
    intercept: rounded(intercept),
    weights: Object.fromEntries(featureNames.map((name, j) => [name, rounded(weights[j] ?? 0)])) as LinkModel['weights'],
    calibration: { slope: 1 },
  };
}
