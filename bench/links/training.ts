import { casesIn, withoutNames } from './cases.ts';
import { measureCase, type MeasuredCase } from './measure.ts';
import { trainingWorlds } from './worlds.ts';

/** The open cases, their copies without names, and the invented worlds, all measured. `work`: a folder for what is generated. */
export async function measureAll(folder: string, work: string): Promise<MeasuredCase[]> {
  const cases = casesIn(folder);
  const measured: MeasuredCase[] = [];
  for (const one of [...cases, ...cases.map((original) => withoutNames(original, work)), ...trainingWorlds(work)])
    measured.push(await measureCase(one));
  return measured;
}
