import type { Staging } from '../../profiling/staging.ts';
import { correspondences, type Correspondence, type TableSide } from '../correspond.ts';
import { innateIn } from './innate.ts';
import { findNearest } from './nearest.ts';
import { noneNear, pairSteps, type Budget } from './blocking.ts';
import { clusterRecords } from './clusters.ts';
import { commonnessSteps } from './commonness.ts';
import { columnNames, comparisonSteps, levelNames, levelsOf, patternSteps } from './comparison.ts';
import { compareNames, type Names } from './compare-names.ts';
import { chooseNames, decideByNames, namePairs } from './decide-by-names.ts';
import { chooseBetween, decideBetween, decideWithin, type Choice, type Decided } from './decide.ts';
import { maySeveral } from '../several.ts';
import { fieldOf } from './fields.ts';
import { forceRecords, type ForcedPair } from './forced.ts';
import { heedChance } from './heed-chance.ts';
import { learn } from './learn.ts';
import { CHANCE_PAIRS, weights, type Patterns } from './mixture.ts';
import { correspondencesOf, fieldModels, type CrosswalkModel } from './model.ts';
import { readAgain } from './read-again.ts';
import { readChance, readPairs, readPatterns } from './read-pairs.ts';
import { recordSteps, type Plan, type Run, type SqlStep } from './records.ts';
import { ballsAround, MIDDLE_BALL, nameSteps, readNamed, readNameWords } from './reference-list.ts';
import type { ScoredPairs } from './train.ts';
import { chooseRules, LEAST_PAIRS, PAIRS_PER_RECORD, sharedSteps, singles, statedSql } from './values.ts';
import { wordSteps, type Grain } from './words.ts';

export interface CrosswalkSide extends TableSide {
  /** SQL of the text that tells records apart; null: the number of the row. */
  readonly key: string | null;
}

export interface CrosswalkInput {
  /** Holds both tables and the macros of the normalisers; the crosswalk's own tables are made beside them. */
  readonly staging: Staging;
  readonly left: CrosswalkSide;
  /** Null: the duplicates of the left table. */
  readonly right: CrosswalkSide | null;
  readonly budget: Budget;
  readonly signal: AbortSignal;
  readonly onStep: (step: string) => void;
  /** Told how many pairs will be compared at most, before they are. */
  readonly onPairs?: (most: number) => void;
  /** What people said of pairs; those whose keys are not there are passed over. */
  readonly forced?: readonly ForcedPair[];
  /** The model of an earlier run, to score with instead of learning one; passed over where a table lacks an attribute of it. */
  readonly model?: CrosswalkModel | null;
}

export interface Crosswalk {
  readonly plan: Plan;
  readonly grain: Grain;
  readonly steps: readonly SqlStep[];
  /** The one that was given, where it fits; else learned from these records. */
  readonly model: CrosswalkModel;
  readonly columns: readonly string[];
  readonly levels: readonly (readonly string[])[];
  readonly patterns: Patterns;
  readonly pairs: ScoredPairs;
  readonly decided: Decided;
  /** Whether no pair is taken for its values, as no more are alike than records of one table are by themselves. */
  readonly isChance: boolean;
  /** Of one table: the cluster of each record, by its least record number. */
  readonly clusters: Int32Array | null;
}

/** Records of both sides, up to which they are looked at by trigrams, and by words: a few seconds. */
const RECORDS = { trigrams: 25_000, words: 100_000 };
/** Of more fields, the best are compared: the others cost, and say again what these say. */
const MOST_FIELDS = 64;
const NEAREST = { between: 10, within: 20 };
/** A table of nothing but names is the list that another one's names come from where it is so many times as large. */
const LIST = 2;
/** Chance pairs from which the frequency of agreements by chance is read. */
const FEW_CHANCE_PAIRS = 2000;

/**
 * Finds which record of one table is which of another, or which records of one table are the same, from their values alone: what corresponds, which
 * pairs are worth comparing, on what they agree, how much that says, and which to take. Throws AppError 'cancelled' when the signal aborts.
 */
export async function resolveRecords(input: CrosswalkInput): Promise<Crosswalk> {
  const { staging, signal } = input;
  const steps: SqlStep[] = [];
  const run: Run = async (step, instead = () => staging.run(step.sql, signal)) => {
    input.onStep(step.name);
    steps.push(step);
    await instead();
  };
  const again = input.model ? correspondencesOf(input.model, input.left, input.right) : null;
  const found =
    again ?? (input.right === null ? withItself(input.left) : await correspondences(staging, input.left, input.right, signal)).slice(0, MOST_FIELDS);
  const records = input.left.rows + (input.right?.rows ?? 0);
  const grain = grainOf(records);
  const { left, right } = await readAgain(found, grain, input, run);
  const plan: Plan = { fields: found.map((one) => fieldOf(one, grain)), left, right };
  for (const step of [...recordSteps(plan), ...commonnessSteps(plan)]) await run(step);
  const forced = await forceRecords(plan, input.forced ?? [], staging, signal);
  if (grain === 'values') await run(noneNear);
  else {
    for (const step of wordSteps(plan, grain)) await run(step);
    await findNearest(plan, { records, wanted: right === null ? NEAREST.within : NEAREST.between }, input, run);
  }
  const [near] = await staging.rows<{ pairs: number }>('SELECT count(*) AS pairs FROM near', signal);
  const rules = grain === 'values' ? await chooseRules(plan, records, staging, signal) : singles(plan);
  for (const step of sharedSteps(plan, rules)) await run(step);
  const most = grain === 'values' ? Math.min(input.budget.pairs, Math.max(LEAST_PAIRS, PAIRS_PER_RECORD * records)) : input.budget.pairs;
  const [stated] = await staging.rows<{ cap: number; pairs: number }>(statedSql(most - (near?.pairs ?? 0)), signal);
  input.onPairs?.((near?.pairs ?? 0) + (stated?.pairs ?? 0) + forced.length);
  for (const step of pairSteps(plan, rules, stated?.cap ?? 0, grain === 'values' ? CHANCE_PAIRS : FEW_CHANCE_PAIRS)) await run(step);
  for (const step of [...comparisonSteps(plan, grain), ...patternSteps(plan)]) await run(step);
  const population = grain === 'values' ? populationOf(left.rows, right?.rows ?? null) : null;
  const identities = plan.fields.flatMap(({ kind }, i) => (kind === 'email' || kind === 'hash' ? [i] : []));
  const patterns = {
    ...(await readPatterns(plan, staging, signal)),
    chance: await readChance(plan, staging, signal),
    population,
    identities,
    innate: innateIn(found),
  };
  const pairs = await readPairs(plan, forced, staging, signal);
  const known = again !== null && input.model && hasLevelsOf(input.model, plan) ? input.model : null;
  const decides = known?.decides ?? decisionOf(plan, pairs);
  const { mixture, choice } = known === null ? learn(patterns, pairs, decides) : { mixture: known, choice: null };
  const patternWeights = weights(patterns, mixture);
  const likeliest = decides === 'by names' ? await joinList(pairs, grain, input, run) : decide(pairs, patternWeights, choice, known);
  const { decided, isChance } =
    choice !== null && grain === 'trigrams'
      ? await heedChance({ plan, pairs, mixture, choice, likeliest }, NEAREST.between, input, run)
      : { decided: likeliest, isChance: false };
  const clusters = pairs.isSelf ? clusterRecords(pairs.leftRecords, weighted(pairs, decided), forced) : null;
  const model = known ?? { ...mixture, fields: fieldModels(found), decides, evenOdds: decided.evenOdds, repeats: decided.repeats };
  return { plan, grain, steps, model, columns: columnNames(plan), levels: levelNames(plan), patterns, pairs, decided, isChance, clusters };
}

const populationOf = (left: number, right: number | null): number => (right === null ? (left * (left - 1)) / 2 : left * right);

function decisionOf({ fields: [field, another] }: Plan, pairs: ScoredPairs): CrosswalkModel['decides'] {
  if (pairs.isSelf) return 'within';
  const [fewer, more] = [pairs.leftRecords, pairs.rightRecords].toSorted((a, b) => a - b) as [number, number];
  return field?.isText === true && another === undefined && more >= LIST * fewer ? 'by names' : 'between';
}

function decide(pairs: ScoredPairs, patternWeights: readonly number[], choice: Choice | null, model: CrosswalkModel | null): Decided {
  return pairs.isSelf ? decideWithin(pairs, patternWeights) : decideBetween(pairs, choice ?? chooseBetween(pairs, patternWeights, model));
}

/** Joins names to those of a list; in large tables they are as alike as their words are, and every name of the list is as near to another as most are. */
async function joinList(pairs: ScoredPairs, grain: Grain, { staging, budget, signal }: CrosswalkInput, run: Run): Promise<Decided> {
  const sides = namePairs(pairs);
  const { list, listed: records, entry } = sides;
  if (grain !== 'trigrams') {
    const names: Names = { likeness: pairs.likeness, against: new Float32Array(pairs.left.length), areApart: () => false };
    return decideByNames(pairs, names, chooseNames(pairs, names), new Float32Array(records).fill(MIDDLE_BALL));
  }
  for (const step of nameSteps) await run(step);
  const named = await readNamed(staging, pairs.left.length, signal);
  const names = compareNames(sides, named, await readNameWords(list, staging, signal));
  const choice = chooseNames(pairs, names);
  const chosen = [...choice.best].filter((pair) => pair !== -1).map((pair) => entry[pair] as number);
  const balls = await ballsAround(chosen, list, { records, meetings: budget.meetings }, run, staging, signal);
  return decideByNames(pairs, names, choice, balls);
}

/** Whether a model was learned on the levels that there are now. */
const hasLevelsOf = ({ m }: CrosswalkModel, plan: Plan): boolean => levelsOf(plan).every((top, column) => m[column]?.length === top + 1);

/** Every attribute of a table corresponds to itself. */
function withItself({ forms }: TableSide): Correspondence[] {
  return forms.map(({ attribute, kind, normalisers, words, several }) => ({
    left: attribute,
    right: attribute,
    kind,
    leftForm: normalisers[0] ?? 'exact',
    rightForm: normalisers[0] ?? 'exact',
    words,
    several: maySeveral(kind, [{ several }]),
    score: 1,
  }));
}

/** The finest likeness of records that so many of them can be looked at by. */
function grainOf(records: number): Grain {
  if (records <= RECORDS.trigrams) return 'trigrams';
  return records <= RECORDS.words ? 'words' : 'values';
}

function weighted({ left, right }: ScoredPairs, { weight }: Decided) {
  return Array.from(left, (a, i) => ({ a, b: right[i] as number, weight: weight[i] as number }));
}
