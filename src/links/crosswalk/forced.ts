import type { Staging } from '../../profiling/staging.ts';
import type { Plan } from './records.ts';

/** What people said of two records, by their keys: that they are the same, or that they are not. It outweighs all that the values say. */
export interface ForcedPair {
  readonly left: string;
  /** Of one table: another record of it. */
  readonly right: string;
  readonly isSame: boolean;
}

/** A forced pair by record numbers, the lesser first where one table is resolved. */
export interface ForcedRecords {
  readonly left: number;
  readonly right: number;
  readonly isSame: boolean;
}

/** Weight of a pair that people decided, in bits: more than any evidence; negative where they are not the same. */
export const FORCED_BITS = 100;

/**
 * Makes the table `forced` (l, r, is_same) of the pairs whose keys are there, and returns them in order. Of what is said of one pair
 * twice, that the records differ counts.
 */
export async function forceRecords(plan: Plan, forced: readonly ForcedPair[], staging: Staging, signal: AbortSignal): Promise<ForcedRecords[]> {
  await staging.run('CREATE OR REPLACE TABLE forced_keys (left_key VARCHAR, right_key VARCHAR, is_same VARCHAR)', signal);
  await staging.db.append('forced_keys', 3, batches(forced), signal);
  const [l, r] = plan.right === null ? ['least(l.id, r.id)', 'greatest(l.id, r.id)'] : ['l.id', 'r.id'];
  await staging.run(
    `CREATE OR REPLACE TABLE forced AS
SELECT ${l} AS l, ${r} AS r, bool_and(is_same = 'true') AS is_same
FROM forced_keys JOIN l ON l.key = left_key JOIN r ON r.key = right_key ${plan.right === null ? 'WHERE l.id <> r.id' : ''} GROUP BY ALL;
DROP TABLE forced_keys`,
    signal,
  );
  const rows = await staging.rows<{ l: number; r: number; is_same: boolean }>('SELECT * FROM forced ORDER BY l, r', signal);
  return rows.map((row) => ({ left: row.l, right: row.r, isSame: row.is_same }));
}

async function* batches(forced: readonly ForcedPair[]) {
  yield { rows: forced.map(({ left, right, isSame }) => [left, right, String(isSame)]) };
}
