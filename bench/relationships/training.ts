import { calibrate, type Prediction } from './calibrate.ts';
import { defaults, fit, score, type Fitted } from './lodo.ts';
import { conditions, INVENTED, inventedRuns, runsOf, variantName, type Run } from './runs.ts';
import { syntheticNames } from './synthetic.ts';
import type { RelationshipModel } from '../../src/relationships/model/model.ts';

/** Everything there is to learn from: each database as it is and degraded, with and without keys. */
export async function allRuns(folder: string, names: readonly string[], work: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (const name of names) {
    runs.push(...(await runsOf(folder, name, work, conditions)));
    say(`profiled ${name} in ${conditions.length} conditions`);
  }
  for (const name of syntheticNames) runs.push(...(await inventedRuns(name, work)));
  say(`invented ${syntheticNames.length} databases`);
  return runs;
}

/** One model per database that has seen neither it nor its degradations, and what that model says of the database as it is. */
export interface LeftOut {
  readonly database: string;
  readonly fitted: Fitted;
  readonly predictions: readonly Prediction[];
}

export function leaveOneOut(runs: readonly Run[]): LeftOut[] {
  return databasesOf(runs).map((database) => {
    const fitted = fit(
      runs.filter((run) => run.database !== database),
      defaults,
    );
    const own = runs.filter((run) => run.database === database && calibratedOn.has(run.variant));
    say(`fitted without ${database}`);
    return { database, fitted, predictions: own.map((run) => ({ run, logOdds: score(fitted, run) })) };
  });
}

/** The model for a left-out database: its calibration too comes from predictions for the others only. */
export function leftOutModel(all: readonly LeftOut[], database: string): RelationshipModel {
  const own = all.find((one) => one.database === database);
  if (own === undefined) throw new RangeError(`${database} was not left out`);
  const others = all.filter((one) => one !== own).flatMap((one) => one.predictions);
  return { name: 'left-out', first: own.fitted.first, second: own.fitted.second, calibration: calibrate(others) };
}

export function finalModel(runs: readonly Run[], all: readonly LeftOut[], name: string): RelationshipModel {
  const { first, second } = fit(runs, defaults);
  return { name, first, second, calibration: calibrate(all.flatMap((one) => one.predictions)) };
}

/** The real ones. */
export const databasesOf = (runs: readonly Run[]): string[] =>
  [...new Set(runs.filter((run) => run.variant !== INVENTED).map((run) => run.database))].toSorted();

/** Calibration looks at databases as they are, and at those that are degraded as real ones are. */
const calibratedOn = new Set([
  variantName({ degradation: null, renaming: 'none' }),
  variantName({ degradation: null, renaming: 'obfuscated' }),
  variantName({ degradation: 'dirty', renaming: 'none' }),
  variantName({ degradation: 'colliding', renaming: 'none' }),
  variantName({ degradation: null, renaming: 'language' }),
]);

const start = Date.now();

/** A line of progress on stderr. */
export function say(text: string): void {
  process.stderr.write(`${((Date.now() - start) / 1000).toFixed(0).padStart(4)} s  ${text}\n`);
}
