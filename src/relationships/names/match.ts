import { personRole, selfRole } from './roles.ts';
import { trigramDice, wordSimilarity } from '../../profiling/word-similarity.ts';
import type { ColumnName, SchemaNames } from './schema-names.ts';

/** How the name of a column fits a table and its key; everything 0..1. */
export interface NameMatch {
  /** Both columns have the same name, and it says something. */
  readonly exact: number;
  /** Child stem explained by the table's words, and the reverse. */
  readonly childByTable: number;
  readonly tableByChild: number;
  /** The same for the words of the key. */
  readonly childByKey: number;
  readonly keyByChild: number;
  /** Child stem explained by table and key together. */
  readonly childByBoth: number;
  /** Last and first word of the child against the last word of the table. */
  readonly tail: number;
  readonly head: number;
  /** The key's whole name stands at the end of the child's. */
  readonly endsWithKey: number;
  readonly spelling: number;
  /** One figure of all that. */
  readonly best: number;
}

/** What a role says where no table bears the name: `parent_id` in its own table, `author_id` for a table of people. */
const SELF_ROLE = 0.8;
const PERSON_ROLE = 0.7;

const none: NameMatch = {
  exact: 0,
  childByTable: 0,
  tableByChild: 0,
  childByKey: 0,
  keyByChild: 0,
  childByBoth: 0,
  tail: 0,
  head: 0,
  endsWithKey: 0,
  spelling: 0,
  best: 0,
};

/** Compares a column with a table and the table's key column. */
export function matchNames(names: SchemaNames, child: ColumnName, childTable: number, table: number, key: ColumnName): NameMatch {
  const tableWords = names.tables[table]?.words ?? [];
  const words = child.words;
  const bare = words.length === 0;
  const exact = sameName(child, key) && !isBareKey(key) ? 1 : 0;
  if (bare) {
    const own = names.tables[childTable]?.words ?? [];
    const shared = cover(names, own, tableWords);
    return { ...none, exact, best: exact === 1 ? 1 : 0.5 * shared * cover(names, tableWords, own) };
  }
  const childByTable = cover(names, words, tableWords);
  const tableByChild = cover(names, tableWords, words);
  const childByKey = cover(names, words, key.words);
  const keyByChild = cover(names, key.words, words);
  const childByBoth = key.words.length === 0 ? childByTable : cover(names, words, [...tableWords, ...key.words]);
  const lastTable = tableWords.at(-1) ?? '';
  const tail = wordSimilarity(words.at(-1) ?? '', lastTable);
  const head = wordSimilarity(words[0] ?? '', lastTable);
  const endsWithKey = !isBareKey(key) && key.full.length >= 4 && child.full.length > key.full.length && child.full.endsWith(key.full) ? 1 : 0;
  const joined = names.tables[table]?.joined ?? '';
  const spelling = Math.max(trigramDice(child.stem, joined), key.stem === '' ? 0 : trigramDice(child.stem, key.stem));
  const best = Math.max(
    exact,
    0.95 * endsWithKey,
    harmonic(childByTable, tableByChild),
    key.words.length === 0 ? 0 : 0.97 * harmonic(childByKey, keyByChild),
    0.9 * harmonic(childByBoth, Math.max(tableByChild, keyByChild)),
    // A role before or after the table's name; a table's name cut to its last word.
    0.85 * tail * Math.max(tableByChild, 0.6),
    0.75 * head * Math.max(tableByChild, 0.6),
    0.5 * spelling,
    table === childTable ? SELF_ROLE * selfRole(child) : 0,
    PERSON_ROLE * personRole(child, names.tables[table] ?? { words: [], joined: '' }),
  );
  return { exact, childByTable, tableByChild, childByKey, keyByChild, childByBoth, tail, head, endsWithKey, spelling, best: round(best) };
}

/** A key that only says "key": id, code, uid. */
function isBareKey(key: ColumnName): boolean {
  return key.words.length === 0;
}

function sameName(a: ColumnName, b: ColumnName): boolean {
  return a.full === b.full || (a.plain === b.plain && a.plain !== '');
}

/** The share of `words`, by weight, that `by` explains. */
function cover(names: SchemaNames, words: readonly string[], by: readonly string[]): number {
  let total = 0;
  let met = 0;
  for (const word of words) {
    const weight = 0.2 + names.weight(word);
    let best = 0;
    for (const other of by) best = Math.max(best, wordSimilarity(word, other));
    total += weight;
    met += weight * best;
  }
  return total === 0 ? 0 : round(met / total);
}

function harmonic(a: number, b: number): number {
  return a + b === 0 ? 0 : (2 * a * b) / (a + b);
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
