import type { Staging } from '../../profiling/staging.ts';
import { measurePairs } from '../measure.ts';
import type { ParentKey } from '../parents.ts';
import { sliceFilter } from '../slice-filter.ts';
import type { Column, Schema, Slice } from '../schema.ts';
import type { Candidate, CandidateSet, ChildContext } from './candidate.ts';
import { keyMarks, type KeyMark } from './key-marks.ts';
import { inclusionOf } from './sketches.ts';
import type { Indexes } from './unary.ts';

/** A column that one key (nearly) contains refers to that key. */
const WHOLE_SHARE = 0.95;
/** What a part must have in the key whose mark it bears. */
const MIN_SHARE = 0.5;
const MAX_PARTS = 24;
const MIN_VALUES = 2;

interface Part {
  readonly column: Column;
  readonly slice: Slice;
  readonly keys: readonly ParentKey[];
}

/**
 * Takes polymorphic columns apart: those whose values belong to several keys, each of which marks its values by how they begin. What a column's
 * part refers to is then asked of the part alone. Such columns have candidates by part, and none as a whole.
 */
export async function withSlices(
  schema: Schema,
  keys: readonly ParentKey[],
  set: CandidateSet,
  { names, values }: Indexes,
  staging: Staging,
  signal: AbortSignal,
): Promise<CandidateSet> {
  const marks = keyMarks(keys);
  const parts = schema.columns.flatMap((column) => partsOf(column, keys, marks, values));
  if (parts.length === 0) return set;
  const measured = (await measureParts(schema, parts, staging, signal)).filter(({ column }) => isPart(column, schema));
  const tried = measured.flatMap(({ column, keys: targets }) => targets.map((key) => ({ column, key })));
  const counts = await measurePairs(
    staging,
    tried.map(({ column, key }) => ({ child: [column], target: key.columns })),
    signal,
    (_, found) => Promise.resolve(found),
  );
  const found = tried.flatMap(({ column, key }, i): Candidate[] => {
    const { distinct = 0, matchedDistinct = 0 } = counts[i] ?? {};
    const share = distinct === 0 ? 0 : matchedDistinct / distinct;
    if (share < MIN_SHARE) return [];
    const inclusion = { share, compared: distinct, matched: matchedDistinct, shareWithoutSentinels: share, sentinelOrphans: 0, exact: true };
    return [{ child: [column], key, names: [names.match(column, key)], inclusion, distinct, filled: column.filled }];
  });
  return assemble(set, found, schema);
}

/** The marks that a column's values bear, where no key holds the column as a whole. */
function partsOf(column: Column, keys: readonly ParentKey[], marks: readonly KeyMark[], values: Indexes['values']): Part[] {
  if (column.profile.valueClass !== 'text' || column.profile.sensitive || (column.profile.length?.mean ?? 0) > 64) return [];
  const shares = values.shares(column);
  const isWhole = ([id, share]: [number, number]): boolean => {
    const target = keys[id]?.columns[0];
    return (
      share >= WHOLE_SHARE || (target !== undefined && inclusionOf(values.sketch(column), values.sketch(target)).shareWithoutSentinels >= WHOLE_SHARE)
    );
  };
  if ([...shares].some(isWhole)) return [];
  const touched = marks.flatMap(({ value, keys: marked }) => {
    const targets = marked.filter((id) => shares.has(id)).flatMap((id) => keys[id] ?? []);
    return targets.length === 0 ? [] : [{ column, slice: { test: 'begins', by: column.index, value } as const, keys: targets }];
  });
  return touched.length > MAX_PARTS ? [] : touched;
}

/** Some rows and not all: two values at least, for one may be there by chance. */
function isPart({ table, index, filled, profile }: Column, schema: Schema): boolean {
  return profile.distinct >= MIN_VALUES && filled < (schema.tables[table]?.columns[index]?.filled ?? 0);
}

/** Parts as columns with ids of their own, measured in one statement. */
async function measureParts(
  schema: Schema,
  parts: readonly Part[],
  staging: Staging,
  signal: AbortSignal,
): Promise<readonly { readonly column: Column; readonly keys: readonly ParentKey[] }[]> {
  const selects = parts.map(({ column, slice }, i) => {
    const name = staging.column(column.index);
    return `SELECT ${i} AS part, count(*) AS filled, count(DISTINCT ${name}) AS "distinct", min(${name}) AS least, max(${name}) AS greatest
FROM ${staging.table(column.table)} WHERE ${name} <> '' AND ${sliceFilter(staging, slice)}`;
  });
  const rows: PartCounts[] = [];
  for (let at = 0; at < selects.length; at += PARTS_PER_STATEMENT) {
    const some = selects.slice(at, at + PARTS_PER_STATEMENT);
    rows.push(...(await staging.rows<PartCounts>(`${some.join('\nUNION ALL ')}\nORDER BY part`, signal)));
  }
  return parts.map(({ column, slice, keys }, i) => {
    const { filled = 0, distinct = 0, least = null, greatest = null } = rows[i] ?? {};
    const { profile } = column;
    const part = { ...profile, nulls: profile.rows - profile.empties - filled, distinct, min: least, max: greatest };
    const id = schema.columns.length + i;
    return { column: { ...column, id, profile: part, filled, uniqueness: filled === 0 ? 0 : distinct / filled, slice }, keys };
  });
}

const PARTS_PER_STATEMENT = 200;

interface PartCounts {
  readonly filled: number;
  readonly distinct: number;
  readonly least: string | null;
  readonly greatest: string | null;
}

/** A column is taken apart where its parts, each a true part, explain more of it than any key does of the whole. */
function assemble(set: CandidateSet, found: readonly Candidate[], schema: Schema): CandidateSet {
  const wholeOf = ({ child: [column] }: Candidate) => schema.tables[column?.table ?? -1]?.columns[column?.index ?? -1]?.id ?? -1;
  const explained = new Map<number, Map<number, number>>();
  for (const candidate of found) {
    const parts = explained.get(wholeOf(candidate)) ?? new Map<number, number>();
    const part = candidate.child[0]?.id ?? -1;
    parts.set(part, Math.max(parts.get(part) ?? 0, candidate.inclusion.matched));
    explained.set(wholeOf(candidate), parts);
  }
  const byWhole = new Map<number, number>();
  for (const { child, inclusion, distinct } of set.candidates) {
    const id = child.length === 1 ? (child[0]?.id ?? -1) : -1;
    byWhole.set(id, Math.max(byWhole.get(id) ?? 0, inclusion.share * distinct));
  }
  const isSliced = (whole: number): boolean => {
    const parts = [...(explained.get(whole)?.values() ?? [])];
    return parts.length > 0 && parts.reduce((sum, matched) => sum + matched, 0) >= (byWhole.get(whole) ?? 0);
  };
  const kept = found.filter((candidate) => isSliced(wholeOf(candidate)));
  const contexts = new Map<number, ChildContext>(set.contexts);
  for (const candidate of kept) {
    const part = candidate.child[0]?.id ?? -1;
    const { bestName = 0, secondName = 0 } = set.contexts.get(wholeOf(candidate)) ?? {};
    const containing = (contexts.get(part)?.containingTables ?? 0) + (candidate.inclusion.share >= WHOLE_SHARE ? 1 : 0);
    contexts.set(part, { containingTables: containing, bestName, secondName });
  }
  const rest = set.candidates.filter((candidate) => candidate.child.length > 1 || !isSliced(wholeOf(candidate)));
  return { candidates: [...rest, ...kept], contexts };
}
