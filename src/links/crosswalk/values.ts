import type { Staging } from '../../profiling/staging.ts';
import { sides, type Plan, type SqlStep } from './records.ts';
import { severalOf } from '../several.ts';

/** Fields on which a pair agrees that is worth a look, however different the rest: one, or two at once where one is not telling. */
export type Rule = readonly number[];

/** A value, or two values together, that bring more pairs than this say nothing. */
const PAIRS_PER_VALUE = 400;
/** Pairs per record of either side, where not all that are like it can be looked at; so many pairs at least. */
export const PAIRS_PER_RECORD = 1.75;
export const LEAST_PAIRS = 1_000_000;
/** Fields that are put together in twos, those with the most values first; and how many twos are used. */
const COMBINED = { fields: 10, rules: 16 };
/** A field is telling by itself where the values in use bring this share of its pairs; a second one adds nothing where it leaves this share of the pairs. */
const TELLING = 0.95;
const ADDS_NOTHING = 0.5;
/** A field of which the values in use bring less than this share of its pairs finds next to nothing by itself. */
const FINDS = 0.02;
/** Values are counted on a sample of about this many, to choose among rules. */
const SAMPLED_VALUES = 100_000;

export const singles = ({ fields }: Plan): Rule[] => fields.flatMap(({ blocks }, i) => (blocks ? [[i]] : []));

const isThere = (rule: Rule): string => rule.map((i) => `f${i} IS NOT NULL`).join(' AND ');
/** The keys of each record; of several values in a cell, one each. */
function keyed({ fields }: Plan, rule: Rule, side: string): string {
  const several = rule.filter((i) => fields[i]?.several);
  const records = several.reduce((from, i) => `(SELECT * REPLACE (unnest(${severalOf(`f${i}`)}) AS f${i}) FROM ${from})`, side);
  const key = `hash(${rule.map((i) => `f${i}`).join(', ')})`;
  return `(SELECT ${several.length === 0 ? '' : 'DISTINCT '}id, ${key} AS k FROM ${records} WHERE ${isThere(rule)})`;
}
const keysOf = (plan: Plan, rule: Rule, side: string, only = 'true'): string =>
  `SELECT k, count(*) AS n FROM ${keyed(plan, rule, side)} WHERE ${only} GROUP BY k`;
/** Pairs of records that have the same key. */
const pairsOf = ({ right }: Plan): string => (right === null ? 'x.n * (x.n - 1) // 2' : 'x.n * y.n');

/**
 * Rules by which a pair is looked at: each field, and, where a record cannot be compared with all that are like it, each two fields of which neither
 * tells records apart by itself and both together leave fewer pairs than either.
 */
export async function chooseRules(plan: Plan, records: number, staging: Staging, signal: AbortSignal): Promise<Rule[]> {
  const only = `k % ${Math.max(1, Math.ceil(records / SAMPLED_VALUES))} = 0`;
  const counted = async (rules: readonly Rule[]): Promise<CountedRule[]> => {
    const counts = rules.map(
      (
        rule,
        i,
      ) => `SELECT ${i} AS rule, count(*) AS keys, coalesce(sum(pairs), 0) AS pairs, coalesce(sum(pairs) FILTER (pairs <= ${PAIRS_PER_VALUE}), 0) AS used
FROM (SELECT ${pairsOf(plan)} AS pairs FROM (${keysOf(plan, rule, 'l', only)}) AS x JOIN (${keysOf(plan, rule, 'r', only)}) AS y USING (k))`,
    );
    const rows = await staging.rows<CountedRule & { rule: number }>(`${counts.join('\nUNION ALL ')}\nORDER BY rule`, signal);
    return rows.map((row) => ({ ...row, rule: rules[row.rule] as Rule }));
  };
  const single = singles(plan);
  if (single.length < 2) return single;
  const alone = await counted(single);
  const vague = alone.filter((one) => !isTelling(one)).toSorted((a, b) => b.keys - a.keys);
  const twos = inTwos(plan, vague.slice(0, COMBINED.fields));
  if (twos.length === 0) return single;
  const together = await counted(twos.map(({ rule }) => rule));
  const useful = together.filter(({ pairs }, i) => pairs > 0 && pairs < ADDS_NOTHING * (twos[i]?.fewer ?? 0)).toSorted((a, b) => a.pairs - b.pairs);
  const taken = alone.filter(({ pairs, used }) => used >= FINDS * pairs);
  const known = taken.length;
  for (const one of useful) if (!taken.some((other) => covers(plan, other, one))) taken.push(one);
  return taken
    .slice(0, known + COMBINED.rules)
    .filter((one) => !taken.some((other) => other !== one && isTelling(other) && covers(plan, other, one) && !covers(plan, one, other)))
    .map(({ rule }) => rule);
}

/** A rule, and on the sampled values: how many both sides have, the pairs that agree on them, and of these the pairs of values in use. */
interface CountedRule {
  readonly rule: Rule;
  readonly keys: number;
  readonly pairs: number;
  readonly used: number;
}

const isTelling = ({ pairs, used }: CountedRule): boolean => used >= TELLING * pairs;

/** Each two fields that have no attribute in common, with the pairs of the one that leaves fewer. */
function inTwos({ fields }: Plan, rules: readonly CountedRule[]): { rule: Rule; fewer: number }[] {
  const isApart = (a: Rule, b: Rule): boolean =>
    a.every((i) => b.every((j) => !fields[i]?.attributes.some((name) => fields[j]?.attributes.includes(name))));
  return rules.flatMap((a, at) =>
    rules.slice(at + 1).flatMap((b) => (isApart(a.rule, b.rule) ? [{ rule: [...a.rule, ...b.rule], fewer: Math.min(a.pairs, b.pairs) }] : [])),
  );
}

/** Whether all pairs that agree by `one` have been found: by the same attributes, or by some of them that tell records apart. */
function covers({ fields }: Plan, other: CountedRule, one: CountedRule): boolean {
  const attributes = ({ rule }: CountedRule): string[] => rule.flatMap((i) => fields[i]?.attributes ?? []);
  const [known, own] = [attributes(other), attributes(one)];
  return known.every((name) => own.includes(name)) && (known.length === own.length || isTelling(other));
}

/**
 * The values that both sides have, by the rules, with the pairs that agree on each: `shared` (rule, key, pairs); and per rule the left records of such
 * values: `few0`, `few1`, … (id, key). Those of values that bring too many pairs are left out, lest all that agree on frequent ones be joined.
 */
export function sharedSteps(plan: Plan, rules: readonly Rule[]): SqlStep[] {
  const isSelf = plan.right === null;
  return [
    { name: 'shared values', sql: 'CREATE OR REPLACE TABLE shared (rule UTINYINT, k UBIGINT, pairs BIGINT)' },
    ...rules.map((rule, i) => ({
      name: `shared values of ${namesOf(plan, rule)}`,
      sql: `CREATE OR REPLACE TABLE few${i} AS
SELECT id, k, n FROM ${keyed(plan, rule, 'l')} JOIN (${keysOf(plan, rule, sides(plan).at(-1) ?? 'l')}) USING (k) WHERE n ${isSelf ? '> 1 AND n * (n - 1) // 2' : ''} <= ${PAIRS_PER_VALUE};
INSERT INTO shared SELECT ${i}, k, ${isSelf ? 'n * (n - 1) // 2' : 'n * count(*)'} AS pairs FROM few${i} GROUP BY k, n HAVING pairs <= ${PAIRS_PER_VALUE}`,
    })),
  ];
}

/**
 * States, before they are compared, how many pairs there will be at most beside those chosen already, and `cap`: the most pairs that a value may
 * bring. Values that bring more, the most frequent first, are left out until the rest is within the budget.
 */
export function statedSql(budget: number): string {
  return `WITH levels AS (SELECT pairs, sum(pairs) AS brought FROM shared GROUP BY pairs),
summed AS (SELECT pairs, sum(brought) OVER (ORDER BY pairs) AS brought FROM levels)
SELECT coalesce(max(pairs), 0) AS cap, CAST(coalesce(max(brought), 0) AS BIGINT) AS pairs FROM summed WHERE brought <= ${budget}`;
}

/** The pairs that agree by a rule on a value that brings no more than `cap` pairs: `agreeing` (l, r). */
export function agreeingSteps(plan: Plan, rules: readonly Rule[], cap: number): SqlStep[] {
  const right = plan.right === null ? 'l' : 'r';
  return [
    { name: 'agreeing pairs', sql: 'CREATE OR REPLACE TABLE agreeing (l INTEGER, r INTEGER)' },
    ...rules.map((rule, i) => ({
      name: `pairs that agree on ${namesOf(plan, rule)}`,
      sql: `INSERT INTO agreeing
WITH few AS MATERIALIZED (SELECT id, k FROM few${i} SEMI JOIN (SELECT k FROM shared WHERE rule = ${i} AND pairs <= ${cap}) USING (k))
SELECT few.id, b.id FROM few JOIN ${keyed(plan, rule, right)} AS b USING (k)${plan.right === null ? ' WHERE few.id < b.id' : ''};
DROP TABLE few${i}`,
    })),
  ];
}

const namesOf = ({ fields }: Plan, rule: Rule): string => rule.map((field) => fields[field]?.name).join(' and ');
