/** How levels are distributed among matches (`m`) and a kind of other pairs (`u`), per column of a pattern and level; and the share of matches among both. */
export interface Contrast {
  readonly lambda: number;
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
}

/** What tells matches from pairs of records that have nothing to do with one another. */
export interface MixtureModel extends Contrast {
  /** What tells them from pairs of related records, as of the persons of one household. Null where there are none; models of before there was this have it not. */
  readonly related?: Contrast | null;
}

export interface Patterns {
  /** Levels of each pattern, 0 where a value is missing. */
  readonly levels: readonly (readonly number[])[];
  /** Pairs of each pattern. */
  readonly pairs: readonly number[];
  /** Highest level of each column. */
  readonly highest: readonly number[];
  /** Of pairs that chance brought together: per column and level, the share. Null columns count for nothing. */
  readonly chance: readonly (readonly number[])[];
  /**
   * Pairs of records that there are, where the compared ones are all that agree by some rule: then non-matches are what chance brings together, and
   * `lambda` is the share of matches among all pairs. Null where the compared ones were chosen for being alike: then non-matches are alike, too.
   */
  readonly population: number | null;
  /** Columns of addresses that two records seldom share by chance. */
  readonly identities: readonly number[];
  /** Columns of what is of one person alone, be it of a household: a given name, a date of birth. */
  readonly innate: readonly number[];
}

/** Pairs that the chance distribution stands for in `u`: enough to say something where the compared pairs are all alike; or all there is. */
const CHANCE_WEIGHT = 20;
/**
 * The share of non-matches that have an address in common, at most. Among compared pairs it cannot be counted: they were chosen for having it in common, and
 * those of them whose names differ would be taken for non-matches.
 */
const SHARED_ADDRESS = 0.0003;
export const CHANCE_PAIRS = 200_000;
const SMOOTHING = 0.5;

/**
 * The maximisation step of expectation-maximisation for the Fellegi-Sunter model on distinct patterns: from the share of matches in each pattern.
 * Ratios m/u never fall as levels rise (pool adjacent violators). `most` bounds the share of matches among all pairs.
 * Source: Fellegi & Sunter, "A theory for record linkage", JASA 1969; Winkler, "Using the EM algorithm for weight computation", 1988.
 */
export function maximise(
  { levels, pairs, highest, chance, population, identities }: Omit<Patterns, 'innate'>,
  matches: readonly number[],
  most: number,
): Contrast {
  const m = highest.map((top) => Array.from({ length: top + 1 }, () => 0));
  const u = highest.map((top) => Array.from({ length: top + 1 }, () => 0));
  let total = 0;
  let matched = 0;
  for (let i = 0; i < levels.length; i += 1) {
    const [pattern, count, share] = [levels[i] as readonly number[], pairs[i] as number, matches[i] as number];
    total += count;
    matched += count * share;
    for (let column = 0; column < pattern.length; column += 1) {
      add(m[column], pattern[column] as number, count * share);
      if (population === null) add(u[column], pattern[column] as number, count * (1 - share));
    }
  }
  for (const [column, top] of highest.entries()) {
    for (let level = 1; level <= top; level += 1)
      add(u[column], level, (population === null ? CHANCE_WEIGHT : CHANCE_PAIRS) * (chance[column]?.[level] ?? 0));
    normalise(m[column] ?? [], top);
    normalise(u[column] ?? [], top);
    if (identities.includes(column)) bound(u[column] ?? [], top, SHARED_ADDRESS);
    makeMonotone(m[column] ?? [], u[column] ?? [], top);
  }
  return { lambda: Math.min(most, Math.max(1e-12, matched / Math.max(population ?? total, 1))), m, u };
}

function add(counts: number[] | undefined, level: number, amount: number): void {
  if (counts !== undefined && level > 0) counts[level] = (counts[level] ?? 0) + amount;
}

function normalise(counts: number[], top: number): void {
  let sum = 0;
  for (let level = 1; level <= top; level += 1) sum += counts[level] = (counts[level] ?? 0) + SMOOTHING;
  for (let level = 1; level <= top; level += 1) counts[level] = (counts[level] ?? 0) / sum;
}

/** What is above `most` at the highest level goes to the lowest. */
function bound(shares: number[], top: number, most: number): void {
  const excess = Math.max(0, (shares[top] ?? 0) - most);
  shares[top] = (shares[top] ?? 0) - excess;
  shares[1] = (shares[1] ?? 0) + excess;
}

/** Sets `m` so that m/u rises with the level; levels that break it share one ratio. */
function makeMonotone(m: number[], u: readonly number[], top: number): void {
  const pools: { m: number; u: number; from: number; to: number }[] = [];
  for (let level = 1; level <= top; level += 1) {
    pools.push({ m: m[level] ?? 0, u: u[level] ?? 0, from: level, to: level });
    for (;;) {
      const [below, above] = pools.slice(-2);
      if (below === undefined || above === undefined || below.m / below.u <= above.m / above.u) break;
      pools.splice(-2, 2, { m: below.m + above.m, u: below.u + above.u, from: below.from, to: above.to });
    }
  }
  for (const pool of pools) for (let level = pool.from; level <= pool.to; level += 1) m[level] = (u[level] ?? 0) * (pool.m / pool.u);
}

/**
 * The match weight of each pattern in bits: log2 of the odds that a pair of it is a match, and not of unrelated records, or of related ones: what it is likelier to be
 * of both.
 */
export function weights({ levels }: Pick<Patterns, 'levels'>, model: MixtureModel): number[] {
  const { related } = model;
  return levels.map((pattern) => (related ? Math.min(weightIn(model, pattern), weightIn(related, pattern)) : weightIn(model, pattern)));
}

function weightIn(contrast: Contrast, pattern: readonly number[]): number {
  const prior = Math.log2(contrast.lambda / (1 - contrast.lambda));
  return pattern.reduce((sum, level, column) => sum + bits(contrast, column, level), prior);
}

/** What a level of a column adds to the weight, in bits; 0 for a missing value. */
export function bits({ m, u }: Contrast, column: number, level: number): number {
  return level === 0 ? 0 : Math.log2((m[column]?.[level] ?? 1) / (u[column]?.[level] ?? 1));
}
