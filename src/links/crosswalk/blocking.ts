import type { Plan, SqlStep } from './records.ts';
import { exactSum } from './words.ts';

/** Values that more pairs than this share say nothing by themselves. */
const PAIRS_PER_VALUE = 400;

export interface Budget {
  /** Pairs that are compared at most. */
  readonly pairs: number;
  /** Pairs of records with a common word that are looked at, at most, to find the nearest. */
  readonly meetings: number;
}

/**
 * States, before it runs, how much looking for the nearest records costs: `cap` is the highest frequency of a word whose meetings, summed from the
 * rarest word up, stay within the budget; rarer words meet, more frequent ones do not.
 */
export function capSql(plan: Plan, budget: Budget): string {
  const frequencies =
    plan.right === null
      ? 'SELECT word, count(*) AS records, count(*) * (count(*) - 1) AS meetings FROM lw GROUP BY word'
      : `SELECT word, l.n + r.n AS records, l.n * r.n AS meetings
  FROM (SELECT word, count(*) AS n FROM lw GROUP BY word) AS l JOIN (SELECT word, count(*) AS n FROM rw GROUP BY word) AS r USING (word)`;
  return `WITH words AS (${frequencies}),
levels AS (SELECT records, sum(meetings) AS meetings FROM words GROUP BY records),
summed AS (SELECT records, sum(meetings) OVER (ORDER BY records) AS meetings FROM levels)
SELECT coalesce(max(records), 0) AS cap, coalesce(max(meetings), 0) AS meetings FROM summed WHERE meetings <= ${budget.meetings}`;
}

/** The `nearest` records on the other side, by the likeness of their words, of each record of either side. */
export function nearestStep(plan: Plan, cap: number, nearest: number): SqlStep {
  const self = plan.right === null ? ' AND a.id <> b.id' : '';
  return {
    name: 'nearest',
    sql: `CREATE OR REPLACE TABLE near AS
SELECT l, r FROM (
  SELECT a.id AS l, b.id AS r, ${exactSum('a.weight * b.weight')} AS likeness FROM lw AS a JOIN rw AS b USING (word) WHERE a.records <= ${cap}${self} GROUP BY ALL)
QUALIFY row_number() OVER (PARTITION BY l ORDER BY likeness DESC, r) <= ${nearest} OR row_number() OVER (PARTITION BY r ORDER BY likeness DESC, l) <= ${nearest}`,
  };
}

/** How many nearest records of each record are compared, so that they take no more than half of the budget. */
export function nearestWithin({ pairs }: Budget, records: number, wanted: number): number {
  return Math.max(1, Math.min(wanted, Math.floor(pairs / 2 / Math.max(1, records))));
}

/** The values that both sides have, with the pairs that agree on each: `shared`. */
export function sharedStep(plan: Plan): SqlStep {
  const values = plan.fields.flatMap(({ blocks }, i) =>
    blocks
      ? [
          `SELECT ${i} AS field, v, x.n * y.n AS pairs
FROM (SELECT f${i} AS v, count(*) AS n FROM l GROUP BY v) AS x JOIN (SELECT f${i} AS v, count(*) AS n FROM r GROUP BY v) AS y USING (v)`,
        ]
      : [],
  );
  const none = 'SELECT 0 AS field, CAST(NULL AS VARCHAR) AS v, 0 AS pairs WHERE false';
  return { name: 'shared values', sql: `CREATE OR REPLACE TABLE shared AS ${values.length === 0 ? none : values.join('\nUNION ALL ')}` };
}

/**
 * States, before they are compared, how many pairs there will be at most, and `cap`: the most pairs that a value may bring. Values that bring
 * more, the most frequent first, are left out until the rest is within the budget.
 */
export function statedSql(budget: Budget): string {
  return `WITH levels AS (SELECT pairs, sum(pairs) AS brought FROM shared WHERE pairs <= ${PAIRS_PER_VALUE} GROUP BY pairs),
summed AS (SELECT pairs, sum(brought) OVER (ORDER BY pairs) AS brought FROM levels),
nearest AS (SELECT count(*) AS pairs FROM near)
SELECT coalesce(max(summed.pairs), 0) AS cap, CAST(coalesce(max(brought), 0) + any_value(nearest.pairs) AS BIGINT) AS pairs
FROM nearest LEFT JOIN summed ON brought + nearest.pairs <= ${budget.pairs}`;
}

/** Every pair that is compared, once: the nearest, those that people said are the same, and those that agree on a value that brings no more than `cap` pairs. */
export function pairStep(plan: Plan, cap: number): SqlStep {
  const agreeing = plan.fields.flatMap(({ blocks }, i) =>
    blocks
      ? [
          `SELECT a.id AS l, b.id AS r FROM l AS a JOIN (SELECT v FROM shared WHERE field = ${i} AND pairs <= ${cap}) AS few ON few.v = a.f${i} JOIN r AS b ON b.f${i} = few.v`,
        ]
      : [],
  );
  const all = ['SELECT l, r FROM near', 'SELECT l, r FROM forced WHERE is_same', ...agreeing].join('\nUNION ALL ');
  const once =
    plan.right === null ? `SELECT DISTINCT least(l, r) AS l, greatest(l, r) AS r FROM (${all}) WHERE l <> r` : `SELECT DISTINCT l, r FROM (${all})`;
  return { name: 'pairs', sql: `CREATE OR REPLACE TABLE pairs AS ${once}` };
}
