import type { Column, Schema, Table } from './schema.ts';
import { wordSimilarity } from '../profiling/word-similarity.ts';
import { measureWords } from './names/words.ts';

type KeyOrigin = 'primary' | 'unique' | 'inferred';

/** A column set that others may refer to. */
export interface ParentKey {
  readonly id: number;
  readonly table: number;
  readonly columns: readonly Column[];
  readonly origin: KeyOrigin;
  /** Distinct tuples per row that has all members. */
  readonly uniqueness: number;
  /** How much it looks like the table's main key; comparable within a schema. */
  readonly likeness: number;
  /** 0 for the table's main key, then by likeness. */
  readonly rank: number;
}

/** Below this share of distinct values nothing is taken for a key. */
const MIN_UNIQUENESS = 0.985;
const MAX_UNARY_PER_TABLE = 8;
const MAX_COMPOSITE_PER_TABLE = 6;

/** Declared keys first, then what the data says is unique; the least likely ones of a table are left out. */
export function parentKeys(schema: Schema): ParentKey[] {
  const keys: ParentKey[] = [];
  for (const table of schema.tables) {
    const found = [...unary(schema, table), ...composite(schema, table)];
    const ordered = found.toSorted((a, b) => order(a.origin) - order(b.origin) || b.likeness - a.likeness || position(a) - position(b));
    let singles = 0;
    let tuples = 0;
    let rank = 0;
    for (const key of ordered) {
      if (key.columns.length === 1 ? singles++ >= MAX_UNARY_PER_TABLE : tuples++ >= MAX_COMPOSITE_PER_TABLE) continue;
      keys.push({ ...key, id: keys.length, rank });
      rank += 1;
    }
  }
  return keys;
}

const order = (origin: KeyOrigin): number => (origin === 'primary' ? 0 : 1);
const position = (key: { readonly columns: readonly Column[] }): number => key.columns[0]?.index ?? 0;

type Found = Omit<ParentKey, 'id' | 'rank'>;

function unary(schema: Schema, table: Table): Found[] {
  const found: Found[] = [];
  for (const column of table.columns) {
    const declared = declaredOrigin(schema, table.id, [column.profile.name]);
    if (declared === undefined && !looksUnique(column)) continue;
    found.push({
      table: table.id,
      columns: [column],
      origin: declared ?? 'inferred',
      uniqueness: column.uniqueness,
      likeness: keyLikeness(schema, column),
    });
  }
  return found;
}

function composite(schema: Schema, table: Table): Found[] {
  const found = new Map<string, Found>();
  const add = (names: readonly string[], origin: KeyOrigin, uniqueness: number) => {
    const columns = names.map((name) => table.columns.find((column) => column.profile.name === name)).filter((column) => column !== undefined);
    if (columns.length !== names.length || columns.length < 2 || columns.length > 4) return;
    const id = columns
      .map((column) => column.index)
      .toSorted((a, b) => a - b)
      .join(',');
    const likeness = columns.reduce((sum, column) => sum + (column.name.keyWord === null ? 0 : 0.5) - 0.05 * column.index, -1) / columns.length;
    if (!found.has(id)) found.set(id, { table: table.id, columns, origin, uniqueness, likeness: Math.round(likeness * 1e6) / 1e6 });
  };
  const entity = schema.model.entities[table.id];
  for (const kind of ['primary', 'unique'] as const) {
    for (const key of entity?.keys ?? []) if (key.kind === kind) add(key.columns, kind, 1);
  }
  for (const key of schema.profile.entities[table.id]?.candidateKeys ?? []) {
    if (key.uniqueness >= MIN_UNIQUENESS) add(key.columns, key.origin, key.uniqueness);
  }
  return [...found.values()];
}

function declaredOrigin(schema: Schema, table: number, columns: readonly string[]): KeyOrigin | undefined {
  const entity = schema.model.entities[table];
  const same = (names: readonly string[]) => names.length === columns.length && columns.every((name) => names.includes(name));
  if (entity?.keys.some((key) => key.kind === 'primary' && same(key.columns)) === true) return 'primary';
  const unique = entity?.keys.some((key) => key.kind === 'unique' && same(key.columns)) === true;
  return unique || entity?.indexes.some((index) => index.isUnique && same(index.columns)) === true ? 'unique' : undefined;
}

function looksUnique(column: Column): boolean {
  const { valueClass, length } = column.profile;
  if (column.profile.distinct === 0 || column.uniqueness < MIN_UNIQUENESS) return false;
  if (['decimal', 'boolean', 'time', 'json', 'binary', 'empty'].includes(valueClass)) return false;
  return (length?.mean ?? 0) <= 64;
}

/** How much a unique column looks like the main key of its table, from name, position and values. */
function keyLikeness(schema: Schema, column: Column): number {
  const { name, profile } = column;
  const words = schema.names.tables[column.table]?.words ?? [];
  const missing = profile.rows - column.filled;
  let score = 0;
  if (profile.distinct === column.filled) score += 1;
  if (missing === 0) score += 1;
  else score -= 2 * (missing / Math.max(1, profile.rows)) + 0.5;
  score += column.index === 0 ? 1.5 : -0.05 * Math.min(column.index, 20);
  const ownName = name.words.length > 0 && words.length > 0 ? covered(name.words, words) * covered(words, name.words) : 0;
  const isKeyWord = name.keyWord !== null && name.keyWord !== 'name';
  if (isKeyWord && name.words.length === 0) score += 2;
  else if (isKeyWord) score += ownName >= 0.5 ? 2 : -0.3;
  else score += name.keyWord === 'name' ? -0.7 : ownName >= 0.8 ? 0.8 : -0.5;
  if (name.words.some((word) => measureWords.has(word)) && !isKeyWord) score -= 1.5;
  if (profile.valueClass === 'integer' || profile.valueClass === 'uuid') score += 0.5;
  if (profile.valueClass === 'date' || profile.valueClass === 'timestamp') score -= 1.5;
  if (column.dense) score += 0.5;
  if ((profile.length?.mean ?? 0) > 32 && profile.valueClass !== 'uuid') score -= 1;
  if (profile.distinct < 3) score -= 0.3;
  return Math.round(score * 1e6) / 1e6;
}

function covered(words: readonly string[], by: readonly string[]): number {
  let sum = 0;
  for (const word of words) sum += Math.max(0, ...by.map((other) => wordSimilarity(word, other)));
  return sum / words.length;
}
