import type { Staging } from '../../profiling/staging.ts';
import { pairSteps, type Budget } from './blocking.ts';
import type { Strangers } from './chance.ts';
import { comparisonSteps, patternSteps } from './comparison.ts';
import { scoresOf } from './decide.ts';
import { weights, type MixtureModel } from './mixture.ts';
import { findNearest } from './nearest.ts';
import { readPairs, readPatterns } from './read-pairs.ts';
import type { Plan, Run, SqlStep } from './records.ts';
import { bestOf } from './train.ts';
import { sharedSteps, singles, statedSql } from './values.ts';

export interface Within {
  readonly staging: Staging;
  readonly budget: Budget;
  readonly signal: AbortSignal;
}

/** What one side is read from, and what is made of it, by the names that both sides have them by while they are compared with one another. */
const READ = ['l', 'r', 'lw', 'rw', 'lv', 'rv', 'fw'];
const MADE = ['forced', 'near', 'shared', 'pairs', 'parts', 'alike', 'words', 'compared', 'patterns', 'scored'];
const aside = (table: string): string => `both_${table}`;

/**
 * Compares each of two sides with itself, as both were compared with one another by trigrams: the same records, words, steps and model, and as many
 * `nearest` records. The tables of both sides are put aside meanwhile, and are as they were afterwards.
 */
export async function findStrangers(plan: Plan, nearest: number, model: MixtureModel, within: Within, run: Run): Promise<Strangers[]> {
  const made = [...MADE, ...plan.fields.flatMap(({ isText }, i) => (isText ? [`cosine${i}`] : []))];
  const tables = [...READ, ...made];
  await run({ name: 'both sides put aside', sql: tables.map((table) => `ALTER TABLE ${table} RENAME TO ${aside(table)}`).join(';\n') });
  const strangers: Strangers[] = [];
  for (const side of ['l', 'r'] as const) {
    const runWithin: Run = ({ name, sql }, instead) => run({ name: `${side === 'l' ? 'left' : 'right'} with itself: ${name}`, sql }, instead);
    strangers.push(await strangersOf(plan, side, nearest, model, within, runWithin));
  }
  const restored = [
    ...READ.map((view) => `DROP VIEW ${view}`),
    ...made.map((table) => `DROP TABLE ${table}`),
    ...tables.map((table) => `ALTER TABLE ${aside(table)} RENAME TO ${table}`),
  ];
  await run({ name: 'both sides again', sql: restored.join(';\n') });
  return strangers;
}

async function strangersOf(
  { fields, left }: Plan,
  side: 'l' | 'r',
  nearest: number,
  model: MixtureModel,
  within: Within,
  run: Run,
): Promise<Strangers> {
  const { staging, budget, signal } = within;
  const plan: Plan = { fields, left, right: null };
  await run(sideStep(side));
  const [counted] = await staging.rows<{ records: number }>('SELECT count(*) AS records FROM l', signal);
  const records = counted?.records ?? 0;
  await findNearest(plan, { records, wanted: nearest }, within, run);
  const rules = singles(plan);
  for (const step of sharedSteps(plan, rules)) await run(step);
  const [stated] = await staging.rows<{ cap: number }>(statedSql(budget.pairs - records * nearest), signal);
  for (const step of pairSteps(plan, rules, stated?.cap ?? 0, 0)) await run(step);
  for (const step of comparisonSteps(plan, 'trigrams')) await run(step);
  for (const step of [missingStep(plan, side === 'l' ? 'r' : 'l'), ...patternSteps(plan)]) await run(step);
  const patterns = await readPatterns(plan, staging, signal);
  const pairs = await readPairs(plan, [], staging, signal);
  const scores = scoresOf(pairs, weights(patterns, model));
  const best = bestOf(pairs, (pair) => scores[pair] as number);
  const mutual = scores.filter((_, i) => best.left[pairs.left[i] as number] === i && best.right[pairs.right[i] as number] === i);
  return { scores: mutual.toSorted().toReversed(), records };
}

function sideStep(side: 'l' | 'r'): SqlStep {
  const views = [
    ...['', 'w', 'v'].flatMap((kind) => [
      `CREATE OR REPLACE VIEW l${kind} AS SELECT * FROM ${aside(`${side}${kind}`)}`,
      `CREATE OR REPLACE VIEW r${kind} AS SELECT * FROM l${kind}`,
    ]),
    `CREATE OR REPLACE VIEW fw AS SELECT 'l' AS side, field, id, word, weight FROM ${aside('fw')} WHERE side = '${side}'`,
  ];
  return { name: 'records', sql: [...views, 'CREATE OR REPLACE TABLE forced (l INTEGER, r INTEGER, is_same BOOLEAN)'].join(';\n') };
}

/** Any two primes: they bring another record to each pair. */
const SPREAD = [7919, 104_729];

/** A pair of one side has a value missing where some record of the other side has: so often it is missing between both sides. */
function missingStep({ fields }: Plan, other: 'l' | 'r'): SqlStep {
  const columns = fields.map((_, i) => `CASE WHEN other.f${i} IS NULL THEN CAST(0 AS UTINYINT) ELSE g${i} END AS g${i}`);
  return {
    name: 'missing values',
    sql: `CREATE OR REPLACE TABLE compared AS
WITH placed AS (
  SELECT compared.*, (CAST(l AS BIGINT) * ${SPREAD[0]} + CAST(r AS BIGINT) * ${SPREAD[1]}) % records AS place
  FROM compared, (SELECT count(*) AS records FROM ${aside(other)}))
SELECT placed.* EXCLUDE (place) REPLACE (${columns.join(', ')}) FROM placed JOIN ${aside(other)} AS other ON other.id = place`,
  };
}
