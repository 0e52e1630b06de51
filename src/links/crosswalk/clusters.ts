import { FORCED_BITS, type ForcedRecords } from './forced.ts';

/** A pair of records of one table and its weight in bits. */
export interface WeightedPair {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/** What a pair that was not even worth comparing counts, in bits. */
const UNCOMPARED = -4;

/**
 * Groups records whose pairs are, on average, likelier matches than not: average-link agglomeration from the likeliest pair on, so that a
 * chain of doubtful pairs does not join what differs. What people said are the same join first; what they said are not the same never end up in
 * one cluster. Returns the cluster of each record: the least record in it.
 */
export function clusterRecords(records: number, pairs: readonly WeightedPair[], forced: readonly ForcedRecords[] = []): Int32Array {
  const cluster = Int32Array.from({ length: records }, (_, i) => i);
  const members = new Map<number, number[]>();
  const between = new Map<number, Map<number, { sum: number; count: number }>>();
  const link = (from: number, to: number, sum: number, count: number): void => {
    const row = between.get(from) ?? new Map<number, { sum: number; count: number }>();
    between.set(from, row);
    const known = row.get(to);
    row.set(to, known === undefined ? { sum, count } : { sum: known.sum + sum, count: known.count + count });
  };
  for (const { a, b, weight } of pairs) {
    const bounded = Math.max(-20, Math.min(20, weight));
    link(a, b, bounded, 1);
    link(b, a, bounded, 1);
  }
  const sizeOf = (root: number): number => members.get(root)?.length ?? 1;
  const average = (from: number, to: number): number => {
    const { sum, count } = between.get(from)?.get(to) ?? { sum: 0, count: 0 };
    const all = sizeOf(from) * sizeOf(to);
    return (sum + (all - count) * UNCOMPARED) / all;
  };
  const apart = new Map<number, Set<number>>();
  for (const { left, right, isSame } of forced) {
    if (isSame) continue;
    apart.set(left, (apart.get(left) ?? new Set()).add(right));
    apart.set(right, (apart.get(right) ?? new Set()).add(left));
  }
  const isApart = (a: number, b: number): boolean =>
    apart.size > 0 && (members.get(a) ?? [a]).some((record) => [...(apart.get(record) ?? [])].some((other) => cluster[other] === b));
  const queue = pairs.filter(({ weight }) => weight > 0).toSorted((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b);
  for (const pair of queue) {
    const [a, b] = [cluster[pair.a] as number, cluster[pair.b] as number];
    if (a === b || (pair.weight < FORCED_BITS && average(a, b) <= 0) || isApart(a, b)) continue;
    const [root, gone] = a < b ? [a, b] : [b, a];
    const joined = [...(members.get(root) ?? [root]), ...(members.get(gone) ?? [gone])];
    members.set(root, joined);
    members.delete(gone);
    for (const record of joined) cluster[record] = root;
    for (const [other, { sum, count }] of between.get(gone) ?? []) {
      between.get(other)?.delete(gone);
      if (other === root) continue;
      link(root, other, sum, count);
      link(other, root, sum, count);
    }
    between.get(root)?.delete(gone);
    between.delete(gone);
  }
  return cluster;
}
