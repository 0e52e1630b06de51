/** A boosted-tree model as it ships: log-odds = bias + the sum of one leaf per tree. */
export interface TreeModel {
  readonly features: readonly string[];
  readonly bias: number;
  readonly trees: readonly Tree[];
}

/** Nodes as parallel arrays. A node with feature -1 is a leaf; a value up to the threshold, or none (NaN), goes left. */
export interface Tree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Leaf value, or what the node would say without its split. */
  readonly value: readonly number[];
}

/** The log-odds of one feature vector. */
export function logOdds(model: TreeModel, x: Float64Array): number {
  let sum = model.bias;
  for (const tree of model.trees) sum += tree.value[leafOf(tree, x)] ?? 0;
  return sum;
}

function leafOf(tree: Tree, x: Float64Array): number {
  let node = 0;
  for (;;) {
    const feature = tree.feature[node] ?? -1;
    if (feature < 0) return node;
    const value = x[feature] ?? Number.NaN;
    node = (value > (tree.threshold[node] ?? 0) ? tree.right[node] : tree.left[node]) ?? 0;
  }
}

/**
 * Splits the log-odds over the features: each step down a tree adds its change of value to the feature it asks about.
 * Bias and contributions sum to the log-odds. Source: Saabas, "Interpreting random forests", 2014.
 */
export function contributions(model: TreeModel, x: Float64Array): Float64Array {
  const parts = new Float64Array(model.features.length);
  for (const tree of model.trees) {
    let node = 0;
    for (;;) {
      const feature = tree.feature[node] ?? -1;
      if (feature < 0) break;
      const value = x[feature] ?? Number.NaN;
      const next = (value > (tree.threshold[node] ?? 0) ? tree.right[node] : tree.left[node]) ?? 0;
      parts[feature] = (parts[feature] ?? 0) + (tree.value[next] ?? 0) - (tree.value[node] ?? 0);
      node = next;
    }
  }
  return parts;
}

export function sigmoid(z: number): number {
  return 1 / (1 + Math.exp(-z));
}
