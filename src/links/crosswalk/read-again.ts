import type { Correspondence } from '../correspond.ts';
import { comparedTexts } from './compared-texts.ts';
import { lostLetterSteps } from './lost-letters.ts';
import type { Run } from './records.ts';
import type { CrosswalkInput, CrosswalkSide } from './resolve.ts';
import { asOneSteps } from './written-as-one.ts';
import type { Grain } from './words.ts';

/** Writes the names of both sides in the staged tables as they are to be read. Keys stay as they were, also of those whose key is a name. */
export async function readAgain(
  found: readonly Correspondence[],
  grain: Grain,
  { staging, left, right, signal }: Pick<CrosswalkInput, 'staging' | 'left' | 'right' | 'signal'>,
  run: Run,
): Promise<{ readonly left: CrosswalkSide; readonly right: CrosswalkSide | null }> {
  const texts = comparedTexts(found, left, right);
  const steps = [...(await lostLetterSteps(texts, staging, signal)), ...(grain === 'values' ? [] : asOneSteps(texts))];
  if (steps.length === 0) return { left, right };
  const kept = { left: await keepKey(left, run), right: right === null ? null : await keepKey(right, run) };
  for (const step of steps) await run(step);
  return kept;
}

async function keepKey(side: CrosswalkSide, run: Run): Promise<CrosswalkSide> {
  if (side.key === null) return side;
  await run({
    name: `keys of ${side.table}`,
    sql: `ALTER TABLE ${side.table} ADD COLUMN kept_key VARCHAR; UPDATE ${side.table} SET kept_key = ${side.key}`,
  });
  return { ...side, key: 'kept_key' };
}
