import { sides, type Plan, type SqlStep } from './records.ts';

/** Shares of the records of both sides from which a value is uncommon, and common: to have a rare one in common says more. */
const SHARES = [0.0001, 0.01];

/**
 * How common the values of each left record are: `commonness` (id, and per field that is told apart by it `k0`, `k1`, …: 0 rare, 1 uncommon,
 * 2 common). Source of the idea: value-specific frequencies, Fellegi & Sunter 1969; here in classes, whose weights are learned like any level's.
 */
export function commonnessSteps(plan: Plan): SqlStep[] {
  const fields = plan.fields.flatMap(({ weighsCommonness }, i) => (weighsCommonness ? [i] : []));
  if (fields.length === 0) return [];
  const some = sides(plan);
  const records = some.map((side) => `(SELECT count(*) FROM ${side})`).join(' + ');
  const counted = fields.map(
    (i) =>
      `SELECT ${i} AS field, v, count(*) AS n FROM (${some.map((side) => `SELECT f${i} AS v FROM ${side}`).join(' UNION ALL ')}) WHERE v IS NOT NULL
GROUP BY v HAVING n >= ${SHARES[0]} * (${records})`,
  );
  const classes = fields.map((i) => `coalesce(v${i}.class, 0) AS k${i}`);
  const joins = fields.map((i) => `LEFT JOIN (SELECT v, class FROM common_values WHERE field = ${i}) AS v${i} ON v${i}.v = l.f${i}`);
  return [
    {
      name: 'common values',
      sql: `CREATE OR REPLACE TABLE common_values AS
SELECT field, v, CAST(CASE WHEN n >= ${SHARES[1]} * (${records}) THEN 2 ELSE 1 END AS UTINYINT) AS class FROM (${counted.join('\nUNION ALL ')})`,
    },
    { name: 'commonness', sql: `CREATE OR REPLACE TABLE commonness AS SELECT ${['l.id', ...classes].join(', ')} FROM l\n${joins.join('\n')}` },
  ];
}
