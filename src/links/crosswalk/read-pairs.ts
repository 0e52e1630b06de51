import type { Staging } from '../../profiling/staging.ts';
import { levelsOf } from './comparison.ts';
import type { ForcedRecords } from './forced.ts';
import type { Patterns } from './mixture.ts';
import type { Plan } from './records.ts';
import type { ScoredPairs } from './train.ts';

/** How often each level of each column is reached by chance, among the pairs that have a value there. */
export async function readChance(plan: Plan, staging: Staging, signal: AbortSignal): Promise<number[][]> {
  const highest = levelsOf(plan);
  const shares = highest.map((top) => Array.from({ length: top + 1 }, () => 0));
  const columns = highest.map(
    (_, i) =>
      `SELECT ${i} AS field, g${i} AS level, count(*) / sum(count(*)) OVER () AS share FROM compared WHERE by_chance AND g${i} > 0 GROUP BY level`,
  );
  const rows = await staging.rows<{ field: number; level: number; share: number }>(columns.join('\nUNION ALL '), signal);
  for (const { field, level, share } of rows) (shares[field] as number[])[level] = share;
  return shares;
}

/** The distinct patterns of levels, with the pairs of each. */
export async function readPatterns(plan: Plan, staging: Staging, signal: AbortSignal): Promise<Pick<Patterns, 'levels' | 'pairs' | 'highest'>> {
  const highest = levelsOf(plan);
  const rows = await staging.rows<Record<string, number>>('SELECT * FROM patterns ORDER BY pattern', signal);
  return { levels: rows.map((row) => highest.map((_, i) => row[`g${i}`] ?? 0)), pairs: rows.map((row) => row['pairs'] ?? 0), highest };
}

/** Every chosen pair with its pattern, in order of the record numbers, and what people said of it. */
export async function readPairs(plan: Plan, forced: readonly ForcedRecords[], staging: Staging, signal: AbortSignal): Promise<ScoredPairs> {
  const [counts] = await staging.rows<{ pairs: number; l: number; r: number }>(
    'SELECT (SELECT count(*) FROM scored) AS pairs, (SELECT count(*) FROM l) AS l, (SELECT count(*) FROM r) AS r',
    signal,
  );
  const count = counts?.pairs ?? 0;
  const [left, right, pattern, likely] = [new Int32Array(count), new Int32Array(count), new Int32Array(count), new Float32Array(count)];
  await staging.db.readNumbers('SELECT l, r, pattern, likeness FROM scored ORDER BY l, r', [left, right, pattern, likely], signal);
  const records = { leftRecords: counts?.l ?? 0, rightRecords: counts?.r ?? 0 };
  return { left, right, pattern, likeness: likely, forced: said(left, right, forced), ...records, isSelf: plan.right === null };
}

/** What people said of each pair. Both are in order of their record numbers. */
function said(left: Int32Array, right: Int32Array, forced: readonly ForcedRecords[]): Int8Array {
  const found = new Int8Array(left.length);
  let at = 0;
  for (const pair of forced) {
    while (at < left.length && ((left[at] as number) - pair.left || (right[at] as number) - pair.right) < 0) at += 1;
    if (left[at] === pair.left && right[at] === pair.right) found[at] = pair.isSame ? 1 : -1;
  }
  return found;
}
