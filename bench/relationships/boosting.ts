import { generator } from './random.ts';
import type { Tree, TreeModel } from '../../src/relationships/model/trees.ts';
import { logOdds, sigmoid } from '../../src/relationships/model/trees.ts';

export interface TrainingSet {
  readonly rows: readonly Float64Array[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
}

export interface BoostingOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
  readonly l2: number;
  /** Least sum of hessians in a leaf, with weights of mean 1. */
  readonly minLeaf: number;
  /** Share of features that each tree may use. */
  readonly features: number;
  /** By feature: 1 rising, -1 falling, 0 free. */
  readonly monotone: readonly number[];
}

const BINS = 32;
const SAMPLED_FOR_CUTS = 4000;

/**
 * Gradient-boosted trees on logistic loss over histograms, with monotone constraints. Deterministic: features are subsampled by a fixed generator.
 * Sources: Friedman, "Greedy function approximation", 2001; Ke et al., "LightGBM", 2017.
 */
export function boost(data: TrainingSet, names: readonly string[], options: BoostingOptions): TreeModel {
  const n = data.rows.length;
  const width = names.length;
  const cuts = names.map((_, f) => cutPoints(data.rows, f));
  const bins = cuts.map((cut, f) => Uint8Array.from(data.rows, (row) => binOf(cut, row[f] ?? Number.NaN)));
  const totalWeight = data.weights.reduce((sum, weight) => sum + weight, 0);
  const scale = n / Math.max(1e-9, totalWeight);
  const weights = Float64Array.from(data.weights, (weight) => weight * scale);
  const positive = data.labels.reduce((sum, label, i) => sum + label * (weights[i] ?? 0), 0) / n;
  const bias = round(Math.log(Math.max(1e-6, positive) / Math.max(1e-6, 1 - positive)));
  const scores = new Float64Array(n).fill(bias);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n);
  const random = generator(7);
  const trees: Tree[] = [];
  for (let round = 0; round < options.trees; round += 1) {
    for (let i = 0; i < n; i += 1) {
      const p = sigmoid(scores[i] ?? 0);
      gradient[i] = ((data.labels[i] ?? 0) - p) * (weights[i] ?? 0);
      hessian[i] = Math.max(1e-6, p * (1 - p)) * (weights[i] ?? 0);
    }
    const used: number[] = [];
    for (let f = 0; f < width; f += 1) if (random() < options.features && (cuts[f]?.length ?? 0) > 0) used.push(f);
    const { tree, leaves } = growTree(bins, cuts, used, gradient, hessian, options);
    trees.push(tree);
    for (let i = 0; i < n; i += 1) scores[i] = (scores[i] ?? 0) + (tree.value[leaves[i] ?? 0] ?? 0);
  }
  return { features: names, bias, trees };
}

export function predict(model: TreeModel, rows: readonly Float64Array[]): Float64Array {
  return Float64Array.from(rows, (row) => logOdds(model, row));
}

interface Open {
  readonly node: number;
  readonly rows: Int32Array;
  readonly depth: number;
  readonly low: number;
  readonly high: number;
}

function growTree(
  bins: readonly Uint8Array[],
  cuts: readonly (readonly number[])[],
  used: readonly number[],
  gradient: Float64Array,
  hessian: Float64Array,
  options: BoostingOptions,
): { tree: Tree; leaves: Int32Array } {
  const tree = { feature: [-1], threshold: [0], left: [0], right: [0], value: [0] };
  const leaves = new Int32Array(gradient.length);
  const all = Int32Array.from({ length: gradient.length }, (_, i) => i);
  const [g, h] = sums(all, gradient, hessian);
  tree.value[0] = round((options.rate * g) / (h + options.l2));
  const open: Open[] = [{ node: 0, rows: all, depth: 0, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY }];
  for (let current = open.shift(); current !== undefined; current = open.shift()) {
    const { node, rows, depth, low, high } = current;
    const best = depth < options.depth ? bestSplit(rows, bins, cuts, used, gradient, hessian, options, low, high) : undefined;
    if (best === undefined) {
      for (const i of rows) leaves[i] = node;
      continue;
    }
    const feature = best.feature;
    const column = bins[feature] ?? new Uint8Array();
    const left = rows.filter((i) => (column[i] ?? 0) <= best.bin);
    const right = rows.filter((i) => (column[i] ?? 0) > best.bin);
    const middle = (best.leftValue + best.rightValue) / 2;
    const direction = options.monotone[feature] ?? 0;
    tree.feature[node] = feature;
    tree.threshold[node] = best.bin === 0 ? -Number.MAX_VALUE : (cuts[feature]?.[best.bin - 1] ?? 0);
    for (const side of [
      { rows: left, value: best.leftValue, low: direction < 0 ? middle : low, high: direction > 0 ? middle : high, slot: tree.left },
      { rows: right, value: best.rightValue, low: direction > 0 ? middle : low, high: direction < 0 ? middle : high, slot: tree.right },
    ]) {
      const child = tree.feature.length;
      tree.feature.push(-1);
      tree.threshold.push(0);
      tree.left.push(0);
      tree.right.push(0);
      tree.value.push(round(options.rate * side.value));
      side.slot[node] = child;
      open.push({ node: child, rows: side.rows, depth: depth + 1, low: side.low, high: side.high });
    }
  }
  return { tree, leaves };
}

function bestSplit(
  rows: Int32Array,
  bins: readonly Uint8Array[],
  cuts: readonly (readonly number[])[],
  used: readonly number[],
  gradient: Float64Array,
  hessian: Float64Array,
  options: BoostingOptions,
  low: number,
  high: number,
): { feature: number; bin: number; leftValue: number; rightValue: number } | undefined {
  const [g, h] = sums(rows, gradient, hessian);
  if (h < 2 * options.minLeaf) return undefined;
  const base = (g * g) / (h + options.l2);
  const clip = (value: number) => Math.max(low, Math.min(high, value));
  const sumG = new Float64Array(BINS + 2);
  const sumH = new Float64Array(BINS + 2);
  let gain = 1e-3;
  let best: { feature: number; bin: number; leftValue: number; rightValue: number } | undefined;
  for (const feature of used) {
    const column = bins[feature] ?? new Uint8Array();
    const count = (cuts[feature]?.length ?? 0) + 1;
    sumG.fill(0);
    sumH.fill(0);
    for (const i of rows) {
      const bin = column[i] ?? 0;
      sumG[bin] = (sumG[bin] ?? 0) + (gradient[i] ?? 0);
      sumH[bin] = (sumH[bin] ?? 0) + (hessian[i] ?? 0);
    }
    let leftG = 0;
    let leftH = 0;
    const direction = options.monotone[feature] ?? 0;
    for (let bin = 0; bin < count; bin += 1) {
      leftG += sumG[bin] ?? 0;
      leftH += sumH[bin] ?? 0;
      const rightH = h - leftH;
      if (leftH < options.minLeaf) continue;
      if (rightH < options.minLeaf) break;
      const rightG = g - leftG;
      const leftValue = clip(leftG / (leftH + options.l2));
      const rightValue = clip(rightG / (rightH + options.l2));
      if (direction * (rightValue - leftValue) < 0) continue;
      const won = (leftG * leftG) / (leftH + options.l2) + (rightG * rightG) / (rightH + options.l2) - base;
      if (won > gain) {
        gain = won;
        best = { feature, bin, leftValue, rightValue };
      }
    }
  }
  return best;
}

function sums(rows: Int32Array, gradient: Float64Array, hessian: Float64Array): readonly [number, number] {
  let g = 0;
  let h = 0;
  for (const i of rows) {
    g += gradient[i] ?? 0;
    h += hessian[i] ?? 0;
  }
  return [g, h];
}

/** Ascending cut points; bin 0 is "no value", bin i holds values up to cut i-1 (the last bin has no upper end). */
function cutPoints(rows: readonly Float64Array[], feature: number): number[] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLED_FOR_CUTS));
  const sampled = rows.filter((_, i) => i % step === 0);
  const values = sampled.map((row) => row[feature] ?? Number.NaN).filter((value) => !Number.isNaN(value));
  const sorted = Float64Array.from(values).toSorted();
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const cuts = new Set<number>();
  if (distinct.length <= BINS) for (let i = 0; i + 1 < distinct.length; i += 1) cuts.add(middle(distinct[i] ?? 0, distinct[i + 1] ?? 0));
  else {
    for (let b = 1; b < BINS; b += 1) {
      const value = sorted[Math.floor((b * sorted.length) / BINS)] ?? 0;
      const next = distinct.find((other) => other > value);
      if (next !== undefined) cuts.add(middle(value, next));
    }
  }
  if (distinct.length > 0 && values.length < sampled.length) cuts.add(Number.MAX_SAFE_INTEGER);
  return [...cuts].toSorted((a, b) => a - b);
}

const middle = (a: number, b: number): number => round((a + b) / 2);

function binOf(cuts: readonly number[], value: number): number {
  if (Number.isNaN(value)) return 0;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (value > (cuts[mid] ?? 0)) low = mid + 1;
    else high = mid;
  }
  return low + 1;
}

function round(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : value;
}
