import { splitName, stemOf, type Stem } from './tokens.ts';
import { singular } from './singular.ts';
import { isAbbreviation, wordSimilarity } from '../../profiling/word-similarity.ts';
import { keyWords, measureWords, tablePrefixes } from './words.ts';

export interface TableName {
  /** Singular words without the prefix that tables of this schema share. */
  readonly words: readonly string[];
  readonly joined: string;
}

export interface ColumnName extends Stem {
  /** All tokens but the prefix that the columns of this table share. */
  readonly tokens: readonly string[];
  /** Tokens joined, for equality. */
  readonly plain: string;
  /** Tokens joined with the table's column prefix, for equality. */
  readonly full: string;
  /** Stem words joined. */
  readonly stem: string;
}

/** Names of one schema, taken apart with what the whole schema says about them. */
export interface SchemaNames {
  readonly tables: readonly TableName[];
  /** By table, then by column. */
  readonly columns: readonly (readonly ColumnName[])[];
  /** How telling a word is in this schema, 0..1: rare words near 1. */
  weight(word: string): number;
  /** In how many tables a column of this full name stands. */
  tablesWith(full: string): number;
}

/** Takes the names of a schema apart: `tables[i]` has the columns `columns[i]`. */
export function schemaNames(tables: readonly string[], columns: readonly (readonly string[])[]): SchemaNames {
  const tableTokens = stripTablePrefixes(tables.map(splitName));
  const vocabulary = new Set<string>();
  for (const tokens of tableTokens) for (const token of tokens) if (token.length >= 3) vocabulary.add(singular(token));

  const tableNames = tableTokens.map((tokens) => {
    const words = tokens.map(singular);
    return { words, joined: words.join('') };
  });
  const known = [...vocabulary].toSorted();
  const columnNames = columns.map((names, table) => {
    const split = names.map((name) => splitName(name).flatMap((token) => splitRunTogether(token, vocabulary, known)));
    const prefix = columnPrefix(split, tableTokens[table] ?? []);
    return split.map((tokens) => columnName(splitOwnInitials(tokens, tableTokens[table] ?? []), prefix));
  });

  const tableCount = Math.max(1, tables.length);
  const wordTables = new Map<string, Set<number>>();
  const fullTables = new Map<string, Set<number>>();
  columnNames.forEach((names, table) => {
    for (const name of names) {
      for (const word of name.words) add(wordTables, word, table);
      add(fullTables, name.full, table);
    }
  });
  return {
    tables: tableNames,
    columns: columnNames,
    weight: (word) =>
      1 - 0.7 * (Math.log1p((wordTables.get(word)?.size ?? 0) - 1 > 0 ? (wordTables.get(word)?.size ?? 1) - 1 : 0) / Math.log1p(tableCount)),
    tablesWith: (full) => fullTables.get(full)?.size ?? 0,
  };
}

function add(map: Map<string, Set<number>>, word: string, table: number): void {
  const tables = map.get(word) ?? new Set<number>();
  tables.add(table);
  map.set(word, tables);
}

function columnName(tokens: readonly string[], prefix: string | null): ColumnName {
  const own = prefix !== null && tokens.length > 1 && tokens[0] === prefix ? tokens.slice(1) : tokens;
  const stem = stemOf(own);
  return { ...stem, tokens: own, plain: own.map(singular).join('_'), full: tokens.map(singular).join('_'), stem: stem.words.join('') };
}

/** A key marked by its own table's initials is a bare key: `mid` of merchants, `txid` of transactions. */
function splitOwnInitials(tokens: readonly string[], table: readonly string[]): readonly string[] {
  const mark = tokens.length === 1 ? /^([a-z]{1,3})id$/u.exec(tokens[0] ?? '')?.[1] : undefined;
  if (mark === undefined || keyWords.has(tokens[0] ?? '')) return tokens;
  const initials = table.map((word) => word[0]).join('');
  const isOwn = mark === initials || table.some((word) => word.startsWith(mark) || isAbbreviation(mark, word));
  return isOwn ? ['id'] : tokens;
}

/** Drops words such as `tbl` or `dim`, and a first word that most tables share. */
function stripTablePrefixes(tables: readonly string[][]): string[][] {
  let current = tables.map((tokens) => (tokens.length > 1 && tablePrefixes.has(tokens[0] ?? '') ? tokens.slice(1) : tokens));
  for (let round = 0; round < 2; round += 1) {
    const counts = new Map<string, number>();
    for (const tokens of current) if (tokens.length > 1) counts.set(tokens[0] ?? '', (counts.get(tokens[0] ?? '') ?? 0) + 1);
    const shared = [...counts].find(([, count]) => count >= 3 && count >= 0.6 * current.length)?.[0];
    if (shared === undefined) break;
    current = current.map((tokens) => (tokens.length > 1 && tokens[0] === shared ? tokens.slice(1) : tokens));
  }
  return current;
}

/** The first token that (nearly) all columns of a table share, where it is no more than a mark of the table: `l_` in line items. */
function columnPrefix(columns: readonly (readonly string[])[], table: readonly string[]): string | null {
  if (columns.length < 3) return null;
  const first = columns[0]?.[0];
  if (first === undefined || keyWords.has(first)) return null;
  const shared = columns.filter((tokens) => tokens[0] === first && tokens.length > 1).length;
  if (shared < 0.8 * columns.length) return null;
  const initials = table.map((word) => word[0]).join('');
  const joined = table.join('');
  const marksTable = first === initials || joined.startsWith(first) || table.some((word) => wordSimilarity(singular(first), singular(word)) >= 0.5);
  return marksTable || shared === columns.length ? first : null;
}

/** Splits `countrycode`, `custkey`: a word of the schema (or its abbreviation) and a key word written as one. */
function splitRunTogether(token: string, vocabulary: ReadonlySet<string>, known: readonly string[]): string[] {
  if (token.length < 4 || vocabulary.has(singular(token)) || keyWords.has(token)) return [token];
  for (let cut = token.length - 2; cut >= 2; cut -= 1) {
    const head = token.slice(0, cut);
    const tail = token.slice(cut);
    if (!keyWords.has(tail) || (tail.length === 2 && !['id', 'no', 'nr', 'cd'].includes(tail))) continue;
    if (vocabulary.has(singular(head)) || known.some((word) => head.length >= 3 && wordSimilarity(singular(head), word) >= 0.75)) return [head, tail];
  }
  for (const tail of [token.slice(-4), token.slice(-5)]) {
    if (token.length > tail.length + 1 && tail.length >= 4 && measureWords.has(tail)) return [token.slice(0, -tail.length), tail];
  }
  const front = /^(id|fk|cod|no|num)(.{3,})$/u.exec(token);
  if (front?.[1] !== undefined && front[2] !== undefined && vocabulary.has(singular(front[2]))) return [front[1], front[2]];
  for (const suffix of ['id', 'key', 'code', 'num', 'no']) {
    const head = token.slice(0, -suffix.length);
    if (token.endsWith(suffix) && vocabulary.has(singular(head))) return [head, suffix];
  }
  return [token];
}
