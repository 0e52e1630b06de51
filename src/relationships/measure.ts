import type { Staging } from '../profiling/staging.ts';
import type { Column } from './schema.ts';
import { sliceFilter } from './slice-filter.ts';

/** Which columns refer to which, member by member. */
export interface Pair {
  readonly child: readonly Column[];
  readonly target: readonly Column[];
}

/** Exact counts over canonical texts. Tuples with a missing member are left out. */
export interface Counts {
  readonly rows: number;
  readonly nullRows: number;
  readonly distinct: number;
  readonly matchedDistinct: number;
  readonly matchedRows: number;
  readonly targetRows: number;
  readonly targetDistinct: number;
  /** Rows of the target that have all members. */
  readonly targetFilled: number;
}

const SETS_PER_STATEMENT = 50;
const PAIRS_PER_STATEMENT = 2000;

/**
 * Counts inclusion for many pairs at once: the distinct tuples of every column set are taken once, then all pairs are joined in one statement.
 * `use` may ask more of the pairs while their tuples are there. Answers are in the order of `pairs`.
 */
export async function measurePairs<T>(
  staging: Staging,
  pairs: readonly Pair[],
  signal: AbortSignal,
  use: (tuples: TupleTable, counts: readonly Counts[]) => Promise<T>,
): Promise<T> {
  const tuples = await takeTuples(staging, pairs, signal);
  try {
    const counts = await countPairs(staging, tuples, pairs, signal);
    return await use(tuples, counts);
  } finally {
    await staging.run(`DROP TABLE IF EXISTS ${tuples.table}`);
  }
}

/** `table(set, key, n)`: the distinct tuples of each column set with their row counts. */
export interface TupleTable {
  readonly table: string;
  set(columns: readonly Column[]): number;
  readonly totals: readonly { readonly rows: number; readonly filled: number; readonly distinct: number }[];
}

async function takeTuples(staging: Staging, pairs: readonly Pair[], signal: AbortSignal): Promise<TupleTable> {
  const sets = new Map<string, { readonly id: number; readonly columns: readonly Column[] }>();
  const idOf = (columns: readonly Column[]) => columns.map((column) => column.id).join(',');
  for (const pair of pairs) {
    for (const columns of [pair.child, pair.target]) {
      if (!sets.has(idOf(columns))) sets.set(idOf(columns), { id: sets.size, columns });
    }
  }
  const table = 'relationship_tuples';
  await staging.run(`CREATE OR REPLACE TABLE ${table} ("set" INTEGER, key VARCHAR, n BIGINT)`, signal);
  const all = [...sets.values()];
  for (let at = 0; at < all.length; at += SETS_PER_STATEMENT) {
    const selects = all.slice(at, at + SETS_PER_STATEMENT).map(({ id, columns }) => {
      const names = columns.map((column) => staging.column(column.index));
      const slices = columns.flatMap(({ slice }) => (slice === undefined ? [] : sliceFilter(staging, slice)));
      const present = [...names.map((name) => `${name} <> ''`), ...slices].join(' AND ');
      return `SELECT ${id}, ${tupleText(names)} AS key, count(*) FROM ${staging.table(columns[0]?.table ?? 0)} WHERE ${present} GROUP BY key`;
    });
    await staging.run(`INSERT INTO ${table} ${selects.join('\nUNION ALL ')}`, signal);
  }
  const rows = await staging.rows<{ set: number; filled: number; distinct: number }>(
    `SELECT "set", CAST(sum(n) AS BIGINT) AS filled, count(*) AS "distinct" FROM ${table} GROUP BY "set" ORDER BY "set"`,
    signal,
  );
  const totals = all.map(({ columns }) => ({ rows: columns[0]?.profile.rows ?? 0, filled: 0, distinct: 0 }));
  for (const row of rows) {
    const before = totals[row.set];
    if (before !== undefined) totals[row.set] = { rows: before.rows, filled: row.filled, distinct: row.distinct };
  }
  return { table, set: (columns) => sets.get(idOf(columns))?.id ?? -1, totals };
}

/** One text for a tuple, the same only for the same members. */
function tupleText(names: readonly string[]): string {
  if (names.length === 1) return names[0] ?? '';
  return names.map((name) => `length(${name}) || ':' || ${name}`).join(` || ',' || `);
}

async function countPairs(staging: Staging, tuples: TupleTable, pairs: readonly Pair[], signal: AbortSignal): Promise<Counts[]> {
  const found: { matched: number; rows: number }[] = pairs.map(() => ({ matched: 0, rows: 0 }));
  for (let at = 0; at < pairs.length; at += PAIRS_PER_STATEMENT) {
    const values = pairs.slice(at, at + PAIRS_PER_STATEMENT).map((pair, i) => `(${at + i}, ${tuples.set(pair.child)}, ${tuples.set(pair.target)})`);
    const rows = await staging.rows<{ pair: number; matched: number; rows: number }>(
      `SELECT p.pair, count(*) AS matched, CAST(sum(c.n) AS BIGINT) AS "rows"
FROM (VALUES ${values.join(', ')}) AS p(pair, child, target)
JOIN ${tuples.table} c ON c."set" = p.child
JOIN ${tuples.table} t ON t."set" = p.target AND t.key = c.key
GROUP BY p.pair ORDER BY p.pair`,
      signal,
    );
    for (const row of rows) found[row.pair] = { matched: row.matched, rows: row.rows };
  }
  return pairs.map((pair, i) => {
    const child = tuples.totals[tuples.set(pair.child)];
    const target = tuples.totals[tuples.set(pair.target)];
    return {
      rows: child?.rows ?? 0,
      nullRows: (child?.rows ?? 0) - (child?.filled ?? 0),
      distinct: child?.distinct ?? 0,
      matchedDistinct: found[i]?.matched ?? 0,
      matchedRows: found[i]?.rows ?? 0,
      targetRows: target?.rows ?? 0,
      targetDistinct: target?.distinct ?? 0,
      targetFilled: target?.filled ?? 0,
    };
  });
}
