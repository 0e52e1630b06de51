import type { Column, Schema } from '../schema.ts';
import type { ParentKey } from '../parents.ts';
import type { Candidate, CandidateSet, ChildContext } from './candidate.ts';
import type { NameIndex } from './by-name.ts';
import type { ValueIndex } from './by-value.ts';
import { inclusionOf } from './sketches.ts';
import { personRole, selfRole } from '../names/roles.ts';
import { personTableWords } from '../names/words.ts';

const MAX_PER_CHILD = 16;
const MIN_SHARE = 0.5;
const MIN_NAME = 0.6;

export interface Indexes {
  readonly names: NameIndex;
  readonly values: ValueIndex;
}

/** Single-column candidates: what values say, and what names say even where values are few or dirty. */
export function unaryCandidates(schema: Schema, keys: readonly ParentKey[], { names, values }: Indexes): CandidateSet {
  const candidates: Candidate[] = [];
  const contexts = new Map<number, ChildContext>();
  const mainKeys = new Map(keys.filter((key) => key.rank === 0 && key.columns.length === 1).map((key) => [key.table, key]));
  const people = [...mainKeys.values()].filter((key) => (schema.names.tables[key.table]?.words ?? []).some((word) => personTableWords.has(word)));
  const byRole = (column: Column): number[] => {
    const own = selfRole(column.name) > 0 ? mainKeys.get(column.table) : undefined;
    const persons = people.filter((key) => personRole(column.name, schema.names.tables[key.table] ?? { words: [], joined: '' }) > 0);
    return [...(own === undefined ? [] : [own]), ...persons].map((key) => key.id);
  };
  for (const column of schema.columns) {
    const byValue = mayRefer(column) ? values.containing(column) : { keys: [], tables: 0 };
    const byName = names.keysLike(column);
    const tried = new Set([...byValue.keys, ...byName, ...byRole(column)]);
    const valued = new Set(byValue.keys);
    const bestByTable = new Map<number, number>();
    const found: (Candidate & { readonly merit: number })[] = [];
    for (const id of [...tried].toSorted((a, b) => a - b)) {
      const key = keys[id];
      const target = key?.columns[0];
      if (key === undefined || target === undefined || target.id === column.id) continue;
      const match = names.match(column, key);
      bestByTable.set(key.table, Math.max(bestByTable.get(key.table) ?? 0, match.best));
      if (!comparable(column, target) || (key.rank > 0 && isDate(column)) || (match.best < MIN_NAME && !valued.has(id))) continue;
      const inclusion = inclusionOf(values.sketch(column), values.sketch(target));
      const share = Math.max(inclusion.share, inclusion.shareWithoutSentinels);
      const byValues = share >= MIN_SHARE && mayRefer(column);
      const byNames = match.best >= MIN_NAME && (key.rank === 0 || share > 0) && (share > 0 || match.best >= 0.8);
      if ((!byValues && !byNames) || isRelabelling(column, key, share)) continue;
      const merit = share + 1.2 * match.best + (key.rank === 0 ? 0.4 : key.rank === 1 ? 0.1 : 0);
      found.push({ child: [column], key, names: [match], inclusion, distinct: column.profile.distinct, filled: column.filled, merit });
    }
    const [bestName = 0, secondName = 0] = [...bestByTable.values()].toSorted((a, b) => b - a);
    contexts.set(column.id, { containingTables: byValue.tables, bestName, secondName });
    const kept = found.toSorted((a, b) => b.merit - a.merit || a.key.id - b.key.id).slice(0, MAX_PER_CHILD);
    for (const { merit: _, ...candidate } of kept.toSorted((a, b) => a.key.id - b.key.id)) candidates.push(candidate);
  }
  return { candidates, contexts };
}

/** A second key of the same table that lists the very values of the first refers to nothing. */
function isRelabelling(column: Column, key: ParentKey, share: number): boolean {
  const target = key.columns[0];
  if (column.table !== key.table || target === undefined || selfRole(column.name) > 0) return false;
  return column.uniqueness === 1 && share * column.profile.distinct >= 0.95 * target.profile.distinct;
}

function mayRefer(column: Column): boolean {
  const { valueClass, length, distinct } = column.profile;
  if (distinct === 0) return false;
  if (['decimal', 'boolean', 'timestamp', 'time', 'json', 'binary', 'empty'].includes(valueClass)) return false;
  return (length?.mean ?? 0) <= 64;
}

/** Dates refer to main keys at most: to a calendar, never to some column that happens to hold each date once. */
function isDate(column: Column): boolean {
  return column.profile.valueClass === 'date' || column.profile.valueClass === 'timestamp';
}

function comparable(child: Column, target: Column): boolean {
  const a = child.profile.valueClass;
  const b = target.profile.valueClass;
  if (a === 'empty') return true;
  if (a === 'decimal' || a === 'boolean' || a === 'time' || a === 'json') return false;
  return a === b || a === 'text' || b === 'text' || (a === 'integer' && b === 'decimal');
}
