/** What one column refers to, in the first pass. */
export interface Namesake {
  /** Its likeliest parent key, with that probability. */
  readonly key: number;
  readonly probability: number;
  /** Whether that key is of its own table, and the probability that it refers to its own table. */
  readonly isSelf: boolean;
  readonly self: number;
  /** Probabilities of all its parents, by key. */
  readonly all: ReadonlyMap<number, number>;
}

/** Columns of one name, summed up, so that a name in thousands of tables costs no more than one in two. */
export interface NamesakeGroup {
  readonly byTable: ReadonlyMap<number, Namesake>;
  /** Sum of the best probabilities. */
  readonly total: number;
  /** The same two sums for references to the own table, whichever that is. */
  readonly bestSelf: number;
  readonly allSelf: number;
  /** Sum of the best probabilities of those whose likeliest parent is this key. */
  bestFor(key: number): number;
  /** Sum of the probabilities for this key. */
  allFor(key: number): number;
}

const empty: NamesakeGroup = { byTable: new Map(), total: 0, bestSelf: 0, allSelf: 0, bestFor: () => 0, allFor: () => 0 };

/** Gathers columns by name. */
export function namesakeGroups(): { add(name: string, table: number, one: Namesake): void; of(name: string): NamesakeGroup } {
  const groups = new Map<string, ReturnType<typeof growing>>();
  return {
    add(name, table, one) {
      const group = groups.get(name) ?? growing();
      group.add(table, one);
      groups.set(name, group);
    },
    of: (name) => groups.get(name)?.group() ?? empty,
  };
}

function growing() {
  const byTable = new Map<number, Namesake>();
  const best = new Map<number, number>();
  const all = new Map<number, number>();
  let total = 0;
  let bestSelf = 0;
  let allSelf = 0;
  return {
    add(table: number, one: Namesake) {
      byTable.set(table, one);
      total += one.probability;
      if (one.isSelf) bestSelf += one.probability;
      allSelf += one.self;
      best.set(one.key, (best.get(one.key) ?? 0) + one.probability);
      for (const [key, probability] of one.all) all.set(key, (all.get(key) ?? 0) + probability);
    },
    group: (): NamesakeGroup => ({ byTable, total, bestSelf, allSelf, bestFor: (key) => best.get(key) ?? 0, allFor: (key) => all.get(key) ?? 0 }),
  };
}
