import type { Column, Schema } from '../schema.ts';
import type { ParentKey } from '../parents.ts';
import { matchNames, type NameMatch } from '../names/match.ts';
import { wordSimilarity } from '../../profiling/word-similarity.ts';

/** Finds the keys whose table or column shares a word with a column, without comparing everything with everything. */
export interface NameIndex {
  /** Ids of keys that share a word, ascending. */
  keysLike(column: Column): readonly number[];
  match(column: Column, key: ParentKey): NameMatch;
}

const MAX_KEYS_PER_NAME = 100;

export function nameIndex(schema: Schema, keys: readonly ParentKey[]): NameIndex {
  const byWord = new Map<string, number[]>();
  const post = (word: string, key: number) => {
    const list = byWord.get(word);
    if (list === undefined) byWord.set(word, [key]);
    else if (list.at(-1) !== key) list.push(key);
  };
  for (const key of keys) {
    if (key.columns.length !== 1) continue;
    const column = key.columns[0];
    for (const word of schema.names.tables[key.table]?.words ?? []) post(word, key.id);
    for (const word of column?.name.words ?? []) post(word, key.id);
    if (column !== undefined) post(`=${column.name.full}`, key.id);
  }
  const byLetter = new Map<string, string[]>();
  for (const word of [...byWord.keys()].toSorted()) {
    const letter = word[0] ?? '';
    byLetter.set(letter, [...(byLetter.get(letter) ?? []), word]);
  }
  const similarWords = new Map<string, readonly string[]>();
  const similar = (word: string): readonly string[] => {
    const known = similarWords.get(word);
    if (known !== undefined) return known;
    const found = (byLetter.get(word[0] ?? '') ?? []).filter((other) => wordSimilarity(word, other) >= 0.3);
    similarWords.set(word, found);
    return found;
  };
  const lists = new Map<string, readonly number[]>();
  const matches = new Map<string, NameMatch>();

  return {
    keysLike(column) {
      const id = column.name.full;
      const known = lists.get(id);
      if (known !== undefined) return known;
      const votes = new Map<number, number>();
      const vote = (word: string, weight: number) => {
        for (const key of byWord.get(word) ?? []) votes.set(key, (votes.get(key) ?? 0) + weight - 0.01 * (keys[key]?.rank ?? 0));
      };
      vote(`=${column.name.full}`, 2);
      for (const word of column.name.words) for (const other of similar(word)) vote(other, wordSimilarity(word, other) * schema.names.weight(word));
      const found = [...votes]
        .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
        .slice(0, MAX_KEYS_PER_NAME)
        .map(([key]) => key)
        .toSorted((a, b) => a - b);
      lists.set(id, found);
      return found;
    },
    match(column, key) {
      const keyColumn = key.columns[0];
      if (keyColumn === undefined) throw new RangeError('a key without columns');
      const own = column.name.words.length === 0 ? String(column.table) : column.table === key.table ? 'own' : '';
      const id = `${column.name.full}|${column.name.plain}|${key.id}|${own}`;
      const known = matches.get(id);
      if (known !== undefined) return known;
      const match = matchNames(schema.names, column.name, column.table, key.table, keyColumn.name);
      matches.set(id, match);
      return match;
    },
  };
}
