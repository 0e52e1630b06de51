import { readFileSync } from 'node:fs';
import { sigmoid, type TreeModel } from './trees.ts';

/** The shipped model: two passes and the calibration that was fitted on predictions for databases the model had not seen. */
export interface RelationshipModel {
  readonly name: string;
  readonly first: TreeModel;
  readonly second: TreeModel;
  /** probability = sigmoid(slope * log-odds + offset); 0.5 is the threshold that serves F1 across databases. */
  readonly calibration: Calibration;
}

export interface Calibration {
  readonly slope: number;
  readonly offset: number;
}

/** Rising in the log-odds. */
export function calibrated(calibration: Calibration, logOdds: number): number {
  return sigmoid(calibration.slope * logOdds + calibration.offset);
}

let shipped: RelationshipModel | undefined;

/** The model that ships beside this file. */
export function shippedModel(): RelationshipModel {
  shipped ??= JSON.parse(readFileSync(new URL('./relationships.json', import.meta.url), 'utf8')) as RelationshipModel;
  return shipped;
}
