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

/** One model per database that has seen neither its data, under whatever names, nor its degradations; and what that model says of it. */
export interface LeftOut {
  readonly database: string;
  /** The same for databases that hold the same data. */
  readonly data: string;
  readonly fitted: Fitted;
  readonly predictions: readonly Prediction[];
}

export function leaveOneOut(runs: readonly Run[]): LeftOut[] {
  const data = dataOf(runs);
  const models = new Map<string, Fitted>();
  return databasesOf(runs).map((database) => {
    const own = data.get(database) ?? database;
    const others = runs.filter((run) => data.get(run.database) !== own);
    const fitted = models.get(own) ?? fit(others, defaults);
    models.set(own, fitted);
    const seen = runs.filter((run) => run.database === database && calibratedOn.has(run.variant));
    say(`fitted without ${database}`);
    return { database, data: own, fitted, predictions: seen.map((run) => ({ run, logOdds: score(fitted, run) })) };
  });
}

/** What tells the data of each real database apart, names aside: a copy with other names is no unseen database. */
function dataOf(runs: readonly Run[]): ReadonlyMap<string, string> {
  const asIs = runs.filter((run) => run.variant === variantName({ degradation: null, renaming: 'none' }));
  return new Map(
    asIs.map(({ database, around }) => {
      const tables = around.schema.tables.map((table) => `${table.rows}:${table.columns.map((column) => column.profile.distinct).join(',')}`);
      return [database, tables.toSorted().join(';')];
    }),
  );
}

/** The model for a left-out database: its calibration too comes from predictions for the others only. */
export function leftOutModel(all: readonly LeftOut[], database: string): RelationshipModel {
  const own = all.find((one) => one.database === database);
  if (own === undefined) throw new RangeError(`${database} was not left out`);
  const others = all.filter((one) => one.data !== own.data).flatMap((one) => one.predictions);
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
