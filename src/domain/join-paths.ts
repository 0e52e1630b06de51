import { priorityQueue } from './priority-queue.ts';

/** An edge of a graph that can be gone along both ways. */
export interface PathEdge {
  readonly id: string;
  /** Entities. */
  readonly from: string;
  readonly to: string;
}

/** An edge on a path, and which way. */
export interface PathStep<Edge extends PathEdge> {
  readonly edge: Edge;
  readonly forward: boolean;
}

export interface PathSearch<Edge extends PathEdge> {
  readonly from: string;
  readonly to: string;
  /** Paths, at most. */
  readonly limit: number;
  /** Steps of a path, at most. */
  readonly maxSteps: number;
  /** What a step costs; 0 or more. */
  costOf(step: PathStep<Edge>): number;
}

interface Partial<Edge extends PathEdge> {
  readonly cost: number;
  /** With the least that the way to the end costs. */
  readonly estimate: number;
  readonly node: string;
  readonly steps: readonly PathStep<Edge>[];
  /** Edge ids in their order: what decides where costs are the same. */
  readonly key: string;
}

/** Partial paths that are gone on from, at most: beyond, paths are good but maybe not the best. */
const maxExpansions = 50_000;

/**
 * The cheapest paths from one entity to another that meet no entity twice, cheapest first; of those that cost the same the shorter, then by the
 * ids of their edges. Several edges between two entities make several paths. Best-first search with the exact cost of the rest as its estimate
 * (Hart, Nilsson, Raphael 1968), which yields simple paths in the order of their costs. `isComplete` is false where it was given up.
 */
export function bestPaths<Edge extends PathEdge>(
  edges: readonly Edge[],
  search: PathSearch<Edge>,
): { readonly paths: readonly (readonly PathStep<Edge>[])[]; readonly isComplete: boolean } {
  const steps = stepsFrom(edges);
  const rest = costsTo(steps, search);
  const stepsLeft = stepsTo(steps, search.to);
  const paths: (readonly PathStep<Edge>[])[] = [];
  const open = priorityQueue<Partial<Edge>>(comesBefore);
  const start = rest.get(search.from);
  if (start === undefined || search.from === search.to) return { paths, isComplete: true };
  open.push({ cost: 0, estimate: start, node: search.from, steps: [], key: '' });
  for (let expansions = 0; expansions < maxExpansions;) {
    const best = open.pop();
    if (best === undefined) return { paths, isComplete: true };
    if (best.node === search.to) {
      paths.push(best.steps);
      if (paths.length === search.limit) return { paths, isComplete: true };
      continue;
    }
    expansions++;
    const met = new Set([search.from, ...best.steps.map(endOf)]);
    for (const step of steps.get(best.node) ?? []) {
      const node = endOf(step);
      const more = rest.get(node);
      const left = stepsLeft.get(node);
      if (met.has(node) || more === undefined || left === undefined || best.steps.length + 1 + left > search.maxSteps) continue;
      const cost = best.cost + search.costOf(step);
      open.push({ cost, estimate: cost + more, node, steps: [...best.steps, step], key: `${best.key}${step.edge.id} ` });
    }
  }
  return { paths, isComplete: false };
}

/** The entity that a step leads to. */
export const endOf = <Edge extends PathEdge>({ edge, forward }: PathStep<Edge>): string => (forward ? edge.to : edge.from);

/** The edges that lie on some way of at most `maxSteps` between the two, whatever it meets twice. */
export function edgesBetween<Edge extends PathEdge>(edges: readonly Edge[], from: string, to: string, maxSteps: number): Edge[] {
  const steps = stepsFrom(edges);
  const [before, after] = [stepsTo(steps, from), stepsTo(steps, to)];
  const fits = (a: string, b: string): boolean => (before.get(a) ?? Infinity) + 1 + (after.get(b) ?? Infinity) <= maxSteps;
  return edges.filter((edge) => edge.from !== edge.to && (fits(edge.from, edge.to) || fits(edge.to, edge.from)));
}

function comesBefore<Edge extends PathEdge>(a: Partial<Edge>, b: Partial<Edge>): boolean {
  // Sums of the same costs in another order differ in their last digits.
  if (Math.abs(a.estimate - b.estimate) > 1e-9) return a.estimate < b.estimate;
  if (a.steps.length !== b.steps.length) return a.steps.length < b.steps.length;
  return a.key < b.key;
}

function stepsFrom<Edge extends PathEdge>(edges: readonly Edge[]): ReadonlyMap<string, readonly PathStep<Edge>[]> {
  const steps = new Map<string, PathStep<Edge>[]>();
  const add = (node: string, step: PathStep<Edge>): void => {
    const known = steps.get(node);
    if (known === undefined) steps.set(node, [step]);
    else known.push(step);
  };
  for (const edge of edges) {
    if (edge.from === edge.to) continue;
    add(edge.from, { edge, forward: true });
    add(edge.to, { edge, forward: false });
  }
  return steps;
}

/** The least cost from each entity to the end (Dijkstra 1959), over the steps turned round. */
function costsTo<Edge extends PathEdge>(
  steps: ReadonlyMap<string, readonly PathStep<Edge>[]>,
  search: PathSearch<Edge>,
): ReadonlyMap<string, number> {
  const costs = new Map<string, number>();
  const open = priorityQueue<{ readonly node: string; readonly cost: number }>((a, b) => a.cost < b.cost);
  open.push({ node: search.to, cost: 0 });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (costs.has(next.node)) continue;
    costs.set(next.node, next.cost);
    for (const { edge, forward } of steps.get(next.node) ?? []) {
      const step = { edge, forward: !forward };
      open.push({ node: forward ? edge.to : edge.from, cost: next.cost + search.costOf(step) });
    }
  }
  return costs;
}

/** The fewest steps from each entity to one. */
function stepsTo<Edge extends PathEdge>(steps: ReadonlyMap<string, readonly PathStep<Edge>[]>, to: string): ReadonlyMap<string, number> {
  const distances = new Map([[to, 0]]);
  let level = [to];
  for (let distance = 1; level.length > 0; distance++) {
    const next: string[] = [];
    for (const node of level) {
      for (const step of steps.get(node) ?? []) {
        const neighbour = endOf(step);
        if (distances.has(neighbour)) continue;
        distances.set(neighbour, distance);
        next.push(neighbour);
      }
    }
    level = next;
  }
  return distances;
}
