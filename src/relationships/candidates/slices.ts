import type { Staging } from '../../profiling/staging.ts';
import { measurePairs } from '../measure.ts';
import type { ParentKey } from '../parents.ts';
import { sliceFilter } from '../slice-filter.ts';
import type { Column, Schema } from '../schema.ts';
import type { Candidate, CandidateSet, ChildContext } from './candidate.ts';
import { keyMarks } from './key-marks.ts';
import { markedParts, WHOLE_SHARE } from './marked-parts.ts';
import type { Part } from './part.ts';
import { typedParts } from './typed-parts.ts';
import type { Indexes } from './unary.ts';

/** What a part must have in the key that it may refer to. */
const MIN_SHARE = 0.5;
const MIN_VALUES = 2;

export interface SliceOptions {
  readonly staging: Staging;
  readonly signal: AbortSignal;
  /** Whether a column with rows of several types refers to the table of each; it refers to no table otherwise. */
  readonly severalTypes: boolean;
}

/**
 * Takes polymorphic columns apart: those beside a column that names the table of each row, and those whose values belong to several keys, each of
 * which marks its values by how they begin. What a column's part refers to is then asked of the part alone. Such columns have candidates by part,
 * and none as a whole.
 */
export async function withSlices(
  schema: Schema,
  keys: readonly ParentKey[],
  set: CandidateSet,
  { names, values }: Indexes,
  { staging, signal, severalTypes }: SliceOptions,
): Promise<CandidateSet> {
  const allTyped = typedParts(schema, keys, names);
  const areTyped = new Set(allTyped.map(({ column }) => column.id));
  const typed = allTyped.filter(({ isOnlyType }) => isOnlyType === true || severalTypes);
  const marks = keyMarks(keys);
  const parts = [...typed, ...schema.columns.flatMap((column) => (areTyped.has(column.id) ? [] : markedParts(column, keys, marks, values)))];
  if (parts.length + areTyped.size === 0) return set;
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
  return assemble(set, found, areTyped, schema);
}

/** Values that bear a mark: of some rows and not all, and two values at least, for one may be there by chance. */
function isPart({ table, index, filled, profile, slice }: Column, schema: Schema): boolean {
  if (slice?.test === 'equals') return filled > 0;
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
  return parts.map(({ column, slice, keys, name = column.name }, i) => {
    const { filled = 0, distinct = 0, least = null, greatest = null } = rows[i] ?? {};
    const { profile } = column;
    const part = { ...profile, nulls: profile.rows - profile.empties - filled, distinct, min: least, max: greatest };
    const id = schema.columns.length + i;
    return { column: { ...column, id, name, profile: part, filled, uniqueness: filled === 0 ? 0 : distinct / filled, slice }, keys };
  });
}

const PARTS_PER_STATEMENT = 200;

interface PartCounts {
  readonly filled: number;
  readonly distinct: number;
  readonly least: string | null;
  readonly greatest: string | null;
}

/** A column is taken apart where a type says so, or where its parts explain more of it than any key does of the whole. */
function assemble(set: CandidateSet, found: readonly Candidate[], typed: ReadonlySet<number>, schema: Schema): CandidateSet {
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
    return typed.has(whole) || (parts.length > 0 && parts.reduce((sum, matched) => sum + matched, 0) >= (byWhole.get(whole) ?? 0));
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
