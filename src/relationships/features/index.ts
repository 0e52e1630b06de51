import type { Candidate, CandidateSet } from '../candidates/candidate.ts';
import type { ParentKey } from '../parents.ts';
import type { Schema } from '../schema.ts';
import { ambiguity } from './ambiguity.ts';
import { cardinality } from './cardinality.ts';
import { childPlace } from './child.ts';
import { compositeSignal } from './composite.ts';
import { database } from './database.ts';
import { inclusion } from './inclusion.ts';
import { keyWordSignal } from './key-words.ts';
import { nameMatch } from './name-match.ts';
import { nameOwn } from './name-own.ts';
import { nameRivals } from './name-rivals.ts';
import { nameSpread } from './name-spread.ts';
import { range } from './range.ts';
import { roles } from './roles.ts';
import { shape } from './shape.ts';
import { childId, mean, type DatabaseFacts, type Signal, type Surroundings } from './signal.ts';
import { target } from './target.ts';

/** Every signal of the first pass. Adding one: a file beside these, and its line here; then refit. */
export const signals: readonly Signal[] = [
  nameMatch,
  nameRivals,
  nameOwn,
  keyWordSignal,
  roles,
  nameSpread,
  inclusion,
  cardinality,
  range,
  ambiguity,
  shape,
  target,
  childPlace,
  compositeSignal,
  database,
];

export const featureNames: readonly string[] = signals.flatMap((signal) => signal.features);

export function surroundings(schema: Schema, keys: readonly ParentKey[], set: CandidateSet): Surroundings {
  const byChild = new Map<string, Candidate[]>();
  for (const candidate of set.candidates) {
    const id = childId(candidate);
    const list = byChild.get(id);
    if (list === undefined) byChild.set(id, [candidate]);
    else list.push(candidate);
  }
  const mainKeys = new Map<number, ParentKey>();
  const keysOf = new Map<number, ParentKey[]>();
  for (const key of keys) {
    if (key.rank === 0) mainKeys.set(key.table, key);
    const list = keysOf.get(key.table);
    if (list === undefined) keysOf.set(key.table, [key]);
    else list.push(key);
  }
  return { schema, keys, set, byChild, mainKeys, keysOf, database: databaseFacts(schema, keys, set, mainKeys) };
}

/** The feature vector of one candidate, in the order of `featureNames`. */
export function featuresOf(candidate: Candidate, around: Surroundings): Float64Array {
  const values = new Float64Array(featureNames.length);
  let at = 0;
  for (const signal of signals)
    for (const value of signal.measure(candidate, around)) values[at++] = Number.isNaN(value) ? value : Math.round(value * 1e6) / 1e6;
  return values;
}

function databaseFacts(schema: Schema, keys: readonly ParentKey[], set: CandidateSet, mainKeys: ReadonlyMap<number, ParentKey>): DatabaseFacts {
  const main = [...mainKeys.values()].filter((key) => key.columns.length === 1);
  const children = new Set(set.candidates.filter((candidate) => candidate.child.length === 1).map((candidate) => candidate.child[0]?.id ?? -1));
  const keyLike = schema.columns.filter((column) => {
    const isMain = mainKeys.get(column.table)?.columns.some((own) => own.id === column.id) === true;
    return !isMain && column.name.keyWord !== null && column.name.keyWord !== 'name' && column.name.words.length > 0;
  });
  return {
    denseKeys: mean(main.map((key) => (key.columns[0]?.dense === true ? 1 : 0))),
    declaredKeys:
      schema.tables.length === 0 ? 0 : new Set(keys.filter((key) => key.origin === 'primary').map((key) => key.table)).size / schema.tables.length,
    namesFit: keyLike.reduce((sum, column) => sum + (set.contexts.get(column.id)?.bestName ?? 0), 0) / (keyLike.length + 2),
    ambiguity: mean([...children].map((id) => (set.contexts.get(id)?.containingTables ?? 0) / Math.max(1, mainKeys.size))),
  };
}
