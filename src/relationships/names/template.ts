import type { Candidate } from '../candidates/candidate.ts';
import type { Schema } from '../schema.ts';
import { wordSimilarity } from '../../profiling/word-similarity.ts';

/** The naming convention that a candidate follows, such as `{table}_id -> {table}.id`; null where its names do not fit. */
export function templateOf(candidate: Candidate, schema: Schema): string | null {
  const child = candidate.child[0];
  const target = candidate.key.columns[0];
  const match = candidate.names[0];
  if (child === undefined || target === undefined || match === undefined || candidate.child.length > 1) return null;
  const tableWords = schema.names.tables[candidate.key.table]?.words ?? [];
  const ownKey = target.name.words.length > 0 && target.name.words.every((word) => tableWords.some((other) => wordSimilarity(word, other) >= 0.5));
  const keyWord = target.name.keyWord ?? '';
  const key =
    target.name.words.length === 0
      ? `{table}.${keyWord}`
      : ownKey
        ? `{table}.${keyed('{table}', keyWord, target.name.keyWordFirst)}`
        : '{table}.{column}';
  let part: string;
  if (match.exact === 1) return `{column} -> ${ownKey ? `{table}.${keyed('{table}', keyWord, target.name.keyWordFirst)}` : '{table}.{column}'}`;
  if (match.endsWithKey === 1) part = '{role}_{column}';
  else if (match.childByTable >= 0.95 && match.tableByChild >= 0.95) part = '{table}';
  else if (match.childByTable >= 0.5 && match.tableByChild >= 0.5) part = '{abbreviation}';
  else if (match.tail >= 0.85) part = match.childByTable >= 0.85 ? '{end of table}' : '{role}_{table}';
  else if (match.head >= 0.85) part = '{table}_{role}';
  else if (match.childByKey >= 0.85) part = '{key}';
  else return null;
  const own = child.name.keyWord ?? '';
  return `${part.includes('{column}') ? part : keyed(part, own, child.name.keyWordFirst)} -> ${key}`;
}

function keyed(part: string, keyWord: string, first: boolean): string {
  if (keyWord === '') return part;
  return first ? `${keyWord}_${part}` : `${part}_${keyWord}`;
}
