import type { SourceModel } from '../../src/domain/entity.ts';
import type { SourceProfile } from '../../src/domain/profile.ts';
import type { Staging } from '../../src/profiling/staging.ts';
import { findCandidates } from '../../src/relationships/candidates/index.ts';
import type { Candidate } from '../../src/relationships/candidates/candidate.ts';
import { featuresOf, surroundings } from '../../src/relationships/features/index.ts';
import type { Surroundings } from '../../src/relationships/features/signal.ts';
import { parentKeys } from '../../src/relationships/parents.ts';
import { schemaOf } from '../../src/relationships/schema.ts';
import { degrade, type Degradation } from './degrade.ts';
import { profileOf, stageDatabase, trueEdges, type Database, type TrueEdge } from './database.ts';
import { inventDatabase } from './synthetic.ts';
import { namesFor, renamed, type Renaming } from './rename.ts';

/** One database in one condition, with the features and labels of its candidates. */
export interface Run {
  readonly database: string;
  readonly variant: string;
  readonly keyed: boolean;
  readonly around: Surroundings;
  readonly candidates: readonly Candidate[];
  readonly rows: readonly Float64Array[];
  readonly labels: readonly number[];
  /** True edges, found among the candidates or not. */
  readonly edges: number;
}

export interface Condition {
  readonly degradation: Degradation | null;
  readonly renaming: Renaming;
}

/** Conditions to learn from. The first is the database as it is. */
export const conditions: readonly Condition[] = [
  { degradation: null, renaming: 'none' },
  { degradation: null, renaming: 'obfuscated' },
  { degradation: null, renaming: 'language' },
  { degradation: null, renaming: 'convention' },
  { degradation: null, renaming: 'strange' },
  { degradation: null, renaming: 'abbreviated' },
  { degradation: null, renaming: 'prefixed' },
  { degradation: 'colliding', renaming: 'none' },
  { degradation: 'colliding', renaming: 'convention' },
  { degradation: 'shifted', renaming: 'none' },
  { degradation: 'shifted', renaming: 'obfuscated' },
  { degradation: 'dirty', renaming: 'none' },
  { degradation: 'dirty', renaming: 'language' },
  { degradation: 'small', renaming: 'none' },
  { degradation: 'small', renaming: 'strange' },
];

/** Large databases give enough examples from these. */
const forLarge = new Set([
  'as is/none',
  'as is/obfuscated',
  'as is/language',
  'as is/convention',
  'as is/strange',
  'colliding/none',
  'shifted/none',
  'small/none',
]);
const LARGE = 30;

/** All runs of one database; those of degraded rows on a staging of their own. */
export async function runsOf(folder: string, name: string, work: string, wanted: readonly Condition[]): Promise<Run[]> {
  const runs: Run[] = [];
  for (const degradation of new Set(wanted.map((condition) => condition.degradation))) {
    const database = await stageDatabase(folder, name, work, degradation === null ? '' : `-${degradation}`);
    const edges = trueEdges(folder, name, database.model);
    const used = database.model.entities.length < LARGE ? wanted : wanted.filter((condition) => forLarge.has(variantName(condition)));
    if (!used.some((condition) => condition.degradation === degradation)) {
      await database.staging.remove();
      continue;
    }
    if (degradation !== null) await degrade(database, edges, degradation);
    const bare = await profileOf(database.model, database.staging);
    for (const keyed of [true, false]) {
      const model = keyed ? database.keyed : database.model;
      const profile = keyed && degradation === null ? await profileOf(model, database.staging) : bare;
      for (const condition of used.filter((one) => one.degradation === degradation)) {
        runs.push(await makeRun(database, model, profile, edges, condition, keyed));
      }
    }
    await database.staging.remove();
  }
  return runs;
}

/** The runs of an invented database, with and without keys. */
export async function inventedRuns(name: string, work: string): Promise<Run[]> {
  const { database, edges } = await inventDatabase(name, work);
  const runs: Run[] = [];
  for (const keyed of [true, false]) {
    const model = keyed ? database.keyed : database.model;
    const profile = await profileOf(model, database.staging);
    runs.push({ ...(await labelled(model, profile, database.staging, edges)), database: name, variant: INVENTED, keyed });
  }
  await database.staging.remove();
  return runs;
}

export const INVENTED = 'invented';

async function makeRun(
  database: Database,
  model: SourceModel,
  profile: SourceProfile,
  edges: readonly TrueEdge[],
  condition: Condition,
  keyed: boolean,
): Promise<Run> {
  const names = namesFor(condition.renaming, model, edges, database.name);
  const now = condition.renaming === 'none' ? { model, profile } : renamed(model, profile, names);
  return { ...(await labelled(now.model, now.profile, database.staging, edges)), database: database.name, variant: variantName(condition), keyed };
}

export const variantName = (condition: Condition): string => `${condition.degradation ?? 'as is'}/${condition.renaming}`;

async function labelled(model: SourceModel, profile: SourceProfile, staging: Staging, edges: readonly TrueEdge[]) {
  const schema = schemaOf(model, profile);
  const keys = parentKeys(schema);
  const set = await findCandidates(schema, keys, staging, new AbortController().signal);
  const around = surroundings(schema, keys, set);
  const pairs = (fromTable: number, toTable: number, columns: readonly (readonly [number, number])[]) =>
    `${fromTable}>${toTable}:${columns
      .map(([a, b]) => `${a}-${b}`)
      .toSorted()
      .join(',')}`;
  const truth = new Set(
    edges.map((edge) =>
      pairs(
        edge.fromTable,
        edge.toTable,
        edge.fromColumns.map((column, i) => [column, edge.toColumns[i] ?? -1] as const),
      ),
    ),
  );
  const labels = set.candidates.map((candidate) => {
    const columns = candidate.child.map((column, i) => [column.index, candidate.key.columns[i]?.index ?? -1] as const);
    return truth.has(pairs(candidate.child[0]?.table ?? -1, candidate.key.table, columns)) ? 1 : 0;
  });
  return { around, candidates: set.candidates, rows: set.candidates.map((candidate) => featuresOf(candidate, around)), labels, edges: edges.length };
}
