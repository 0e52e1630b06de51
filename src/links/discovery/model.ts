import { readFileSync } from 'node:fs';
import { featureNames, type FeatureName, type Features } from './features.ts';

/** A logistic model of the probability that a candidate is a link. */
export interface LinkModel {
  /** Names the model in evidence. */
  readonly version: string;
  /** What it was fitted on, and when. */
  readonly fitted: string;
  readonly intercept: number;
  readonly weights: Readonly<Record<FeatureName, number>>;
  /** Scale of the log odds, fitted on what the choice left of cases that the weights had not seen. */
  readonly calibration: { readonly slope: number };
}

let shipped: LinkModel | undefined;

/** The model that was fitted for this version. */
export function shippedModel(): LinkModel {
  shipped ??= JSON.parse(readFileSync(new URL('./model.json', import.meta.url), 'utf8')) as LinkModel;
  return shipped;
}

export interface Scored {
  readonly contributions: readonly { readonly name: FeatureName; readonly value: number; readonly contribution: number }[];
  /** Log odds: the intercept and the contributions. */
  readonly raw: number;
  readonly confidence: number;
}

export function score(model: LinkModel, features: Features): Scored {
  const contributions = featureNames.map((name) => ({ name, value: features[name], contribution: features[name] * model.weights[name] }));
  const raw = contributions.reduce((sum, { contribution }) => sum + contribution, model.intercept);
  const { slope } = model.calibration;
  return { contributions, raw, confidence: 1 / (1 + Math.exp(-slope * raw)) };
}
