import { choose } from '../../src/relationships/choice.ts';
import { calibrated, type Calibration } from '../../src/relationships/model/model.ts';
import { sigmoid } from '../../src/relationships/model/trees.ts';
import type { Run } from './runs.ts';

/** Log-odds for a run by a model that has not seen its database. */
export interface Prediction {
  readonly run: Run;
  readonly logOdds: Float64Array;
}

/**
 * Slope and offset that turn log-odds into probabilities (Platt, "Probabilistic outputs for support vector machines", 1999), each database
 * weighing the same; then the offset moves so that 0.5 is where the mean F1 over databases is best.
 */
export function calibrate(predictions: readonly Prediction[]): Calibration {
  const platt = fitPlatt(predictions);
  let best = { offset: platt.offset, f1: -1 };
  const scores: { offset: number; f1: number }[] = [];
  for (let step = -8; step <= 8; step += 1) {
    const offset = platt.offset + step * 0.15;
    scores.push({ offset, f1: macroF1(predictions, { slope: platt.slope, offset }) });
  }
  // A mean over neighbours, so that one database does not decide.
  for (const [i, { offset }] of scores.entries()) {
    const near = scores.slice(Math.max(0, i - 2), i + 3);
    const f1 = near.reduce((sum, one) => sum + one.f1, 0) / near.length;
    if (f1 > best.f1 + 1e-9) best = { offset, f1 };
  }
  return { slope: round(platt.slope), offset: round((best.offset + platt.offset) / 2) };
}

/** Mean F1 at 0.5 over databases and key conditions, after the choice. */
export function macroF1(predictions: readonly Prediction[], calibration: Calibration): number {
  let sum = 0;
  for (const prediction of predictions) sum += f1Of(prediction, calibration);
  return sum / Math.max(1, predictions.length);
}

export function f1Of({ run, logOdds }: Prediction, calibration: Calibration): number {
  const labels = new Map(run.candidates.map((candidate, i) => [candidate, run.labels[i] ?? 0]));
  const chosen = choose(run.candidates.map((candidate, i) => ({ candidate, probability: calibrated(calibration, logOdds[i] ?? 0) }))).filter(
    (one) => one.chosen,
  );
  const hits = chosen.reduce((total, one) => total + (labels.get(one.candidate) ?? 0), 0);
  return run.edges + chosen.length === 0 ? 1 : (2 * hits) / (run.edges + chosen.length);
}

function fitPlatt(predictions: readonly Prediction[]): Calibration {
  let slope = 1;
  let offset = 0;
  for (let round = 0; round < 50; round += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6];
    for (const { run, logOdds } of predictions) {
      const positives = run.labels.reduce((sum, label) => sum + label, 0);
      const weight = 1 / (positives + 3);
      run.labels.forEach((label, i) => {
        const z = logOdds[i] ?? 0;
        const p = sigmoid(slope * z + offset);
        const d = weight * (label - p);
        const w = weight * p * (1 - p);
        g0 += d;
        g1 += d * z;
        h00 += w;
        h01 += w * z;
        h11 += w * z * z;
      });
    }
    const determinant = h00 * h11 - h01 * h01;
    const stepOffset = (h11 * g0 - h01 * g1) / determinant;
    const stepSlope = (h00 * g1 - h01 * g0) / determinant;
    offset += Math.max(-1, Math.min(1, stepOffset));
    slope = Math.max(0.05, slope + Math.max(-0.5, Math.min(0.5, stepSlope)));
    if (Math.abs(stepOffset) + Math.abs(stepSlope) < 1e-9) break;
  }
  return { slope, offset };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
