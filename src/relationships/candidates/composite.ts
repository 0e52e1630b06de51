import type { Staging } from '../../profiling/staging.ts';
import { measurePairs } from '../measure.ts';
import { matchNames } from '../names/match.ts';
import type { ParentKey } from '../parents.ts';
import type { Column, Schema } from '../schema.ts';
import type { Candidate } from './candidate.ts';
import { fastSketch, inclusionOf, type FastSketch } from './sketches.ts';

const MIN_MEMBER_SHARE = 0.8;
const MIN_TUPLE_SHARE = 0.5;
const MAX_ALIGNMENTS = 400;
const MEMBER_CHOICES = 2;

interface Alignment {
  readonly key: ParentKey;
  readonly child: readonly Column[];
  readonly merit: number;
}

/** Composite keys and the column sets that may refer to them: members aligned by name and value, then the tuples themselves counted. */
export async function compositeCandidates(schema: Schema, keys: readonly ParentKey[], staging: Staging, signal: AbortSignal): Promise<Candidate[]> {
  const sketches = new Map<number, FastSketch>();
  const share = (child: Column, target: Column): number => {
    const of = (column: Column) => {
      const known = sketches.get(column.id) ?? fastSketch(column);
      sketches.set(column.id, known);
      return known;
    };
    if (!sameKind(child, target)) return 0;
    const found = inclusionOf(of(child), of(target));
    return Math.max(found.share, found.shareWithoutSentinels);
  };
  const namesakes = new Map<string, Column[]>();
  for (const column of schema.columns) {
    for (const name of new Set([column.name.full, column.name.plain])) namesakes.set(name, [...(namesakes.get(name) ?? []), column]);
  }
  const mainKeys = new Map(keys.filter((key) => key.rank === 0 && key.columns.length === 1).map((key) => [key.table, key.columns[0]?.id]));
  const alignments: Alignment[] = [];
  for (const key of keys) {
    if (key.columns.length < 2 || isLinkTable(schema, key)) continue;
    for (const table of tablesToTry(schema, key, namesakes)) alignments.push(...align(schema, key, table, mainKeys.get(table), share));
  }
  const tried = alignments
    .toSorted((a, b) => b.merit - a.merit || a.key.id - b.key.id || compareTexts(text(a.child), text(b.child)))
    .slice(0, MAX_ALIGNMENTS);
  if (tried.length === 0) return [];
  const pairs = tried.map(({ child, key }) => ({ child, target: key.columns }));
  const counts = await measurePairs(staging, pairs, signal, (_, found) => Promise.resolve(found));
  const candidates: Candidate[] = [];
  for (const [i, { key, child }] of tried.entries()) {
    const found = counts[i];
    if (found === undefined || found.distinct === 0 || found.matchedDistinct / found.distinct < MIN_TUPLE_SHARE) continue;
    const part = found.matchedDistinct / found.distinct;
    candidates.push({
      child,
      key,
      names: child.map((column, member) => matchNames(schema.names, column.name, column.table, key.table, (key.columns[member] ?? column).name)),
      inclusion: {
        share: part,
        compared: found.distinct,
        matched: found.matchedDistinct,
        shareWithoutSentinels: part,
        sentinelOrphans: 0,
        exact: true,
      },
      distinct: found.distinct,
      filled: found.rows - found.nullRows,
    });
  }
  return candidates;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const text = (columns: readonly Column[]): string => columns.map((column) => String(column.id).padStart(8, '0')).join(',');

/** A table that is nothing but its key links two others; it is not referred to by both columns. */
function isLinkTable(schema: Schema, key: ParentKey): boolean {
  return schema.tables[key.table]?.columns.length === key.columns.length;
}

/** Tables that have a namesake of every member; in a small schema every table, for names may say nothing. */
function tablesToTry(schema: Schema, key: ParentKey, namesakes: ReadonlyMap<string, readonly Column[]>): number[] {
  if (schema.tables.length <= 60) return schema.tables.map((table) => table.id).filter((table) => table !== key.table);
  let tables: Set<number> | undefined;
  for (const member of key.columns) {
    const same = [member.name.full, member.name.plain].flatMap((name) => namesakes.get(name) ?? []).map((column) => column.table);
    const current = tables;
    tables = new Set(current === undefined ? same : same.filter((table) => current.has(table)));
  }
  return [...(tables ?? [])].filter((table) => table !== key.table).toSorted((a, b) => a - b);
}

/** The likeliest ways to line the columns of a table up with the members of a key. */
function align(
  schema: Schema,
  key: ParentKey,
  table: number,
  mainKey: number | undefined,
  share: (child: Column, target: Column) => number,
): Alignment[] {
  const columns = schema.tables[table]?.columns ?? [];
  const choices = key.columns.map((member) => {
    const scored = columns.flatMap((column) => {
      if (column.id === mainKey || !sameKind(column, member)) return [];
      const name = matchNames(schema.names, column.name, table, key.table, member.name);
      const fit = Math.max(name.exact, 0.9 * name.endsWithKey, 0.8 * name.best);
      if (fit < 0.3 && (member.profile.distinct < 3 || schema.tables.length > 60)) return [];
      const found = share(column, member);
      return found < MIN_MEMBER_SHARE ? [] : [{ column, merit: fit + 0.2 * found }];
    });
    return scored.toSorted((a, b) => b.merit - a.merit || a.column.id - b.column.id).slice(0, MEMBER_CHOICES);
  });
  let combinations: { readonly child: readonly Column[]; readonly merit: number }[] = [{ child: [], merit: 0 }];
  for (const choice of choices) {
    combinations = combinations.flatMap(({ child, merit }) =>
      choice
        .filter(({ column }) => !child.includes(column))
        .map((next) => ({ child: [...child, next.column], merit: merit + next.merit / key.columns.length })),
    );
  }
  return combinations
    .toSorted((a, b) => b.merit - a.merit || compareTexts(text(a.child), text(b.child)))
    .slice(0, 2)
    .map(({ child, merit }) => ({ key, child, merit: merit - 0.1 * key.rank }));
}

function sameKind(child: Column, target: Column): boolean {
  const a = child.profile.valueClass;
  if (a === 'empty' || a === 'decimal' || a === 'json' || a === 'binary' || (child.profile.length?.mean ?? 0) > 64) return false;
  return a === target.profile.valueClass || a === 'text' || target.profile.valueClass === 'text';
}
