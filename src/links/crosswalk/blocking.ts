import type { Plan, SqlStep } from './records.ts';
import { agreeingSteps, type Rule } from './values.ts';

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
  SELECT a.id AS l, b.id AS r, CAST(sum(a.units * b.units) AS BIGINT) AS likeness FROM lw AS a JOIN rw AS b USING (word) WHERE a.records <= ${cap}${self} GROUP BY ALL)
QUALIFY row_number() OVER (PARTITION BY l ORDER BY likeness DESC, r) <= ${nearest} OR row_number() OVER (PARTITION BY r ORDER BY likeness DESC, l) <= ${nearest}`,
  };
}

/** No record is near another where their words are not looked at. */
export const noneNear: SqlStep = { name: 'nearest', sql: 'CREATE OR REPLACE TABLE near (l INTEGER, r INTEGER)' };

/** How many nearest records of each record are compared, so that they take no more than half of the budget. */
export function nearestWithin({ pairs }: Budget, records: number, wanted: number): number {
  return Math.max(1, Math.min(wanted, Math.floor(pairs / 2 / Math.max(1, records))));
}

/** Multiples of a prime near 2^32 over the golden ratio are spread evenly (Knuth, The Art of Computer Programming, 6.4). */
const SPREAD = 2_654_435_761;

/**
 * Every pair that is compared, once: those that are `chosen`, the nearest, those that agree on a value, and those that people said are the same; and
 * so many that have nothing to do with one another but by chance (`by_chance`), from which it is seen how often values agree by chance.
 */
export function pairSteps(plan: Plan, rules: readonly Rule[], cap: number, chance: number): SqlStep[] {
  const isSelf = plan.right === null;
  const pair = isSelf ? 'least(l, r) AS l, greatest(l, r) AS r' : 'l, r';
  const sql = `CREATE OR REPLACE TABLE pairs AS
SELECT l, r, bool_or(chosen) AS chosen, bool_or(NOT chosen) AS by_chance
FROM (
  SELECT ${pair}, true AS chosen
  FROM (SELECT l, r FROM near UNION ALL SELECT l, r FROM agreeing UNION ALL SELECT l, r FROM forced WHERE is_same)
  UNION ALL
  SELECT ${pair}, false
  FROM (
    SELECT CAST(place // rs AS INTEGER) AS l, CAST(place % rs AS INTEGER) AS r
    FROM (SELECT rs, (i * ${SPREAD}) % (ls * rs) AS place FROM range(${chance}) AS t(i), (SELECT count(*) AS ls FROM l), (SELECT count(*) AS rs FROM r))))
${isSelf ? 'WHERE l <> r\n' : ''}GROUP BY l, r;
DROP TABLE agreeing`;
  return [...agreeingSteps(plan, rules, cap), { name: 'pairs', sql }];
}
