import type { MeasuredCase, Prediction } from './measure.ts';

/** Figures of link discovery, as the scorer of the data computes them. */
export interface LinkScore {
  readonly hits: number;
  readonly predicted: number;
  readonly truth: number;
  readonly mistyped: readonly Prediction[];
  readonly wrong: readonly Prediction[];
  readonly missed: readonly string[];
  /** Confidence and truth of every prediction that counts. */
  readonly calibration: readonly { readonly confidence: number; readonly isRight: boolean }[];
}

export function scoreCase({ truth }: MeasuredCase, predictions: readonly Prediction[]): LinkScore {
  const counted = predictions.filter(({ pair }) => !truth.ignored.has(pair));
  const hits = counted.filter(({ pair }) => truth.links.has(pair));
  const found = new Set(counted.map(({ pair }) => pair));
  return {
    hits: hits.length,
    predicted: counted.length,
    truth: truth.links.size,
    mistyped: hits.filter(({ pair, finding }) => truth.links.get(pair)?.includes(finding.linkType) !== true),
    wrong: counted.filter(({ pair }) => !truth.links.has(pair)),
    missed: [...truth.links.keys()].filter((pair) => !found.has(pair)),
    calibration: counted.map(({ pair, finding }) => ({ confidence: finding.confidence, isRight: truth.links.has(pair) })),
  };
}

/** Micro averages: the counts of all cases together. */
export function pooled(scores: readonly LinkScore[]): LinkScore {
  const sum = (of: (score: LinkScore) => number): number => scores.reduce((total, score) => total + of(score), 0);
  return {
    hits: sum(({ hits }) => hits),
    predicted: sum(({ predicted }) => predicted),
    truth: sum(({ truth }) => truth),
    mistyped: scores.flatMap(({ mistyped }) => mistyped),
    wrong: scores.flatMap(({ wrong }) => wrong),
    missed: scores.flatMap(({ missed }) => missed),
    calibration: scores.flatMap(({ calibration }) => calibration),
  };
}

export const precision = ({ hits, predicted }: LinkScore): number => (predicted === 0 ? 0 : hits / predicted);
export const recall = ({ hits, truth }: LinkScore): number => (truth === 0 ? 0 : hits / truth);
export const f1 = ({ hits, predicted, truth }: LinkScore): number => (hits === 0 ? 0 : (2 * hits) / (predicted + truth));
export const typeAccuracy = ({ hits, mistyped }: LinkScore): number => (hits === 0 ? 1 : 1 - mistyped.length / hits);

const BINS = 10;

/** Expected calibration error over ten bins of confidence, and the Brier score. */
export function calibrationOf({ calibration }: LinkScore): { readonly ece: number; readonly brier: number } {
  const bins = Array.from({ length: BINS }, () => ({ confidence: 0, right: 0 }));
  let brier = 0;
  for (const { confidence, isRight } of calibration) {
    const bin = bins[Math.min(BINS - 1, Math.floor(confidence * BINS))];
    if (bin === undefined) continue;
    bin.confidence += confidence;
    bin.right += Number(isRight);
    brier += (confidence - Number(isRight)) ** 2;
  }
  const n = Math.max(1, calibration.length);
  return { ece: bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / n, brier: brier / n };
}
