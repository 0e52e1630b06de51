import type { AttributeProfile } from '../../src/domain/profile.ts';
import { nameTokens } from '../../src/profiling/names.ts';
import { nameSimilarity } from '../../src/links/names.ts';

/** A column of one of two schemas. */
export interface SchemaColumn {
  readonly table: string;
  readonly name: string;
  /** Null where only its name is known. */
  readonly profile: AttributeProfile | null;
  /** Distinct values, a sample by hash where there are many: the same on both sides. */
  readonly values: readonly string[];
}

/** Two columns that may say the same, and how sure that is, for ordering only. */
interface SchemaMatch {
  readonly a: SchemaColumn;
  readonly b: SchemaColumn;
  readonly score: number;
}

/** Weights of what names, shared values and the look of the values say. */
const NAME = 0.4;
const VALUES = 0.4;
const LOOK = 0.2;
/** What counts of a pair whose columns are each in a better one. */
const TAKEN = 0.5;

/**
 * All pairs of columns of two schemas, those that most likely say the same first: by their names without what a whole table has in common, the values and
 * words that they share, and what the values look like. A column that is in a better pair counts less in others.
 */
export function matchSchemas(left: readonly SchemaColumn[], right: readonly SchemaColumn[]): SchemaMatch[] {
  const [mine, theirs] = [viewsOf(left), viewsOf(right)];
  const all = mine
    .flatMap((a) => theirs.map((b) => ({ a: a.column, b: b.column, score: scoreOf(a, b) })))
    .toSorted((x, y) => y.score - x.score || compare(x.a, y.a) || compare(x.b, y.b));
  const taken = new Set<SchemaColumn>();
  const ranked = all.map((match) => {
    const isTaken = taken.has(match.a) || taken.has(match.b);
    if (!isTaken) taken.add(match.a).add(match.b);
    return { ...match, score: isTaken ? TAKEN * match.score : match.score };
  });
  return ranked.toSorted((x, y) => y.score - x.score || compare(x.a, y.a) || compare(x.b, y.b));
}

const compare = (x: SchemaColumn, y: SchemaColumn): number =>
  (x.table === y.table ? 0 : x.table < y.table ? -1 : 1) || (x.name === y.name ? 0 : x.name < y.name ? -1 : 1);

interface View {
  readonly column: SchemaColumn;
  /** The name without words that all columns of its table begin with. */
  readonly name: string;
  readonly values: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly masks: ReadonlyMap<string, number>;
  /** Quantiles, where the values are numbers. */
  readonly quantiles: readonly number[] | null;
}

const normal = (value: string): string => value.normalize('NFKC').toLowerCase().trim();

function viewsOf(columns: readonly SchemaColumn[]): View[] {
  const tables = new Map<string, string[][]>();
  for (const { table, name } of columns) tables.set(table, [...(tables.get(table) ?? []), nameTokens(name)]);
  return columns.map((column) => {
    const prefix = commonPrefix(tables.get(column.table) ?? []);
    const numbers = column.values
      .map(Number)
      .filter(Number.isFinite)
      .toSorted((x, y) => x - y);
    const words = new Set(column.values.flatMap((value) => normal(value).match(/[\p{L}\p{N}]+/gu) ?? []));
    return {
      column,
      name: nameTokens(column.name).slice(prefix).join(' ') || column.name,
      values: new Set(column.values.map(normal)),
      words,
      masks: new Map((column.profile?.masks ?? []).map(({ mask, count }) => [mask, count])),
      quantiles:
        numbers.length > 0.9 * column.values.length && numbers.length > 3
          ? [0.1, 0.3, 0.5, 0.7, 0.9].map((share) => numbers[Math.floor(share * (numbers.length - 1))] ?? 0)
          : null,
    };
  });
}

/** How many words all names of a table begin with. */
function commonPrefix(names: readonly (readonly string[])[]): number {
  const [first = []] = names;
  if (names.length < 3) return 0;
  const shortest = Math.min(...names.map(({ length }) => length));
  const differs = first.slice(0, shortest - 1).findIndex((word, i) => names.some((name) => name[i] !== word));
  return differs < 0 ? Math.max(0, shortest - 1) : differs;
}

function scoreOf(a: View, b: View): number {
  const name = Math.max(nameSimilarity(a.name, b.name), nameSimilarity(a.column.name, b.column.name));
  if (a.column.profile === null || b.column.profile === null) return name;
  if (a.values.size === 0 || b.values.size === 0) return NAME * name;
  const shared = Math.max(overlap(a.values, b.values), 0.8 * overlap(a.words, b.words));
  return NAME * name + VALUES * shared + LOOK * lookOf(a, b);
}

/** Between Jaccard's index and containment, as one side may be a part of the other. */
function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const one of small) if (large.has(one)) shared += 1;
  return small.size === 0 ? 0 : (shared / small.size + shared / (small.size + large.size - shared)) / 2;
}

function lookOf(a: View, b: View): number {
  const masks = cosine(a.masks, b.masks);
  const lengths = ratio(a.column.profile?.length?.mean ?? 0, b.column.profile?.length?.mean ?? 0);
  if (a.quantiles === null || b.quantiles === null) return a.quantiles === b.quantiles ? (masks + lengths) / 2 : 0;
  const spread = Math.max(1e-9, ...[a.quantiles, b.quantiles].map((list) => (list[4] ?? 0) - (list[0] ?? 0)));
  const apart = a.quantiles.reduce((sum, value, i) => sum + Math.abs(value - (b.quantiles?.[i] ?? 0)), 0) / a.quantiles.length / spread;
  return Math.exp(-2 * apart);
}

const ratio = (x: number, y: number): number => (x === 0 && y === 0 ? 1 : Math.min(x, y) / Math.max(x, y));

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let dot = 0;
  for (const [mask, n] of a) dot += n * (b.get(mask) ?? 0);
  const size = (masks: ReadonlyMap<string, number>): number => Math.sqrt([...masks.values()].reduce((sum, n) => sum + n * n, 0));
  return dot === 0 ? 0 : dot / size(a) / size(b);
}
