import type { RecordState } from './crosswalk.ts';

/** Records of both sides by number: the left ones first, each side in the order of its keys. */
export interface SettledRecords {
  readonly count: number;
  /** When each was first met, in milliseconds; Infinity where that is now. */
  readonly since: Float64Array;
  /** The cluster that each was in; null where it is new. */
  readonly cluster: readonly (string | null)[];
  /** The id that a record brings, the same whenever it is asked for. */
  readonly ownId: (record: number) => string;
  /** An id that nothing has. */
  readonly freshId: (record: number) => string;
  /** Ids of clusters that none of these records is in. */
  readonly taken?: ReadonlySet<string>;
}

/** Pairs of records by number. `verdict`: 1 people said that both are the same, -1 that they are not, 0 nothing. */
export interface SettledPairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** In bits; NaN where nothing compared them. */
  readonly weight: Float64Array;
  readonly probability: Float64Array;
  readonly verdict: Int8Array;
}

export interface Settled {
  /** Per pair. */
  readonly isTaken: readonly boolean[];
  readonly isConflicting: readonly boolean[];
  /** Per record. */
  readonly states: readonly RecordState[];
  readonly clusters: readonly string[];
}

/**
 * Says which pairs are taken, and what that makes of the records. What people said is the same comes first, then the likeliest from the threshold
 * on; no pair is taken that would bring together, over whatever other pairs, two records that people said are different. A cluster keeps the
 * id that its oldest member was in; a part that splits off takes the id of its own oldest member, so that what was merged can be parted and
 * merged again. Same input, same output.
 */
export function settle(records: SettledRecords, pairs: SettledPairs, threshold: number): Settled {
  const isTaken = Array.from(pairs.left, () => false);
  const parts = joiner(records.count, pairs);
  for (const i of candidates(pairs, threshold)) isTaken[i] = parts.join(pairs.left[i] as number, pairs.right[i] as number);
  const { states, isConflicting } = statesOf(records.count, pairs, isTaken);
  return { isTaken, isConflicting, states, clusters: clusterIds(records, parts.rootOf) };
}

function candidates({ left, right, weight, probability, verdict }: SettledPairs, threshold: number): number[] {
  const places: number[] = [];
  for (let i = 0; i < left.length; i += 1) {
    const said = verdict[i] as number;
    if (said === 1 || (said === 0 && (probability[i] as number) >= threshold)) places.push(i);
  }
  const by = (values: { readonly [place: number]: number }, a: number, b: number): number => (values[b] as number) - (values[a] as number);
  return places.toSorted((a, b) => by(verdict, a, b) || by(probability, a, b) || by(weight, a, b) || by(left, b, a) || by(right, b, a));
}

/** Joins records to clusters, unless that would join two that are to stay apart. */
function joiner(count: number, { left, right, verdict }: SettledPairs) {
  const parent = Int32Array.from({ length: count }, (_, i) => i);
  const apart = new Map<number, number[]>();
  for (let i = 0; i < left.length; i += 1) {
    if (verdict[i] !== -1) continue;
    for (const [one, other] of [
      [left[i] as number, right[i] as number],
      [right[i] as number, left[i] as number],
    ] as const) {
      apart.set(one, [...(apart.get(one) ?? []), other]);
    }
  }
  const rootOf = (record: number): number => {
    let root = record;
    while (parent[root] !== root) root = parent[root] = parent[parent[root] as number] as number;
    return root;
  };
  return {
    rootOf,
    /** False where it may not be. */
    join(one: number, other: number): boolean {
      const [a, b] = [rootOf(one), rootOf(other)];
      if (a === b) return true;
      if ((apart.get(a) ?? []).some((record) => rootOf(record) === b)) return false;
      const [root, gone] = a < b ? [a, b] : [b, a];
      parent[gone] = root;
      const kept = [...(apart.get(root) ?? []), ...(apart.get(gone) ?? [])];
      if (kept.length > 0) apart.set(root, kept);
      return true;
    },
  };
}

function statesOf(count: number, { left, right, weight, verdict }: SettledPairs, isTaken: readonly boolean[]) {
  const [hasPair, isSettled, isOpen] = [new Uint8Array(count), new Uint8Array(count), new Uint8Array(count)];
  for (const [i, taken] of isTaken.entries()) {
    if (!taken) continue;
    for (const record of [left[i] as number, right[i] as number]) {
      hasPair[record] = 1;
      if (verdict[i] === 1) isSettled[record] = 1;
    }
  }
  /** It would be taken by itself, or people said that it is one, and something else is in its way. */
  const isContested = (i: number): boolean => {
    if (isTaken[i] === true || verdict[i] === -1) return false;
    if (verdict[i] === 1) return true;
    return (weight[i] as number) >= 0 && isSettled[left[i] as number] === 0 && isSettled[right[i] as number] === 0;
  };
  const isConflicting = isTaken.map((_, i) => isContested(i));
  for (const [i, conflicting] of isConflicting.entries()) {
    if (conflicting) isOpen[left[i] as number] = isOpen[right[i] as number] = 1;
  }
  for (const [i, taken] of isTaken.entries()) {
    if (taken && verdict[i] === 0) isConflicting[i] = isOpen[left[i] as number] === 1 || isOpen[right[i] as number] === 1;
  }
  const stateOf = (record: number): RecordState => (isOpen[record] === 1 ? 'conflicting' : hasPair[record] === 1 ? 'matched' : 'unmatched');
  return { states: Array.from({ length: count }, (_, record) => stateOf(record)), isConflicting };
}

function clusterIds({ count, since, cluster, ownId, freshId, taken = new Set() }: SettledRecords, rootOf: (record: number) => number): string[] {
  const isOlder = (one: number, other: number): boolean => (since[one] as number) < (since[other] as number);
  // Numbers ascend: of members that are as old the least one stays.
  const oldest = new Map<number, number>();
  for (let record = 0; record < count; record += 1) {
    const root = rootOf(record);
    const known = oldest.get(root);
    if (known === undefined || isOlder(record, known)) oldest.set(root, record);
  }
  const inOrder = [...oldest].toSorted(([, a], [, b]) => (since[a] === since[b] ? a - b : isOlder(a, b) ? -1 : 1));
  const ids = new Map<number, string>();
  const claimed = new Set<string>();
  for (const [root, record] of inOrder) {
    const id = cluster[record] ?? ownId(record);
    if (claimed.has(id) || (cluster[record] === null && taken.has(id))) continue;
    claimed.add(id);
    ids.set(root, id);
  }
  for (const [root, record] of inOrder) {
    if (ids.has(root)) continue;
    const own = ownId(record);
    const id = claimed.has(own) || taken.has(own) ? freshId(record) : own;
    claimed.add(id);
    ids.set(root, id);
  }
  return Array.from({ length: count }, (_, record) => ids.get(rootOf(record)) as string);
}
