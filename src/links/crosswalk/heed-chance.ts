import { beyondChance, evenOddsOf, isDoubtful, takenScores } from './chance.ts';
import { decideBetween, type Choice, type Decided } from './decide.ts';
import type { MixtureModel } from './mixture.ts';
import type { Plan, Run } from './records.ts';
import { findStrangers, type Within } from './strangers.ts';
import type { ScoredPairs } from './train.ts';

interface Likeliest {
  readonly plan: Plan;
  readonly pairs: ScoredPairs;
  readonly mixture: MixtureModel;
  readonly choice: Choice;
  readonly likeliest: Decided;
}

/** Takes less where most of what would be taken may be alike by chance: each side is compared with itself, as many `nearest` records of each. */
export async function heedChance({ plan, pairs, mixture, choice, likeliest }: Likeliest, nearest: number, within: Within, run: Run) {
  const sides = [pairs.leftRecords, pairs.rightRecords] as const;
  const taken = takenScores(pairs, likeliest);
  const count = isDoubtful(taken, sides) ? beyondChance(taken, sides, await findStrangers(plan, nearest, mixture, within, run)) : taken.length;
  if (count === taken.length) return { decided: likeliest, isChance: false };
  return { decided: decideBetween(pairs, { ...choice, evenOdds: evenOddsOf(taken, count) }), isChance: count === 0 };
}
