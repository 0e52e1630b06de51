import { singular } from '../names/singular.ts';
import { splitName } from '../names/tokens.ts';
import { kindWords } from '../names/words.ts';
import type { ColumnName } from '../names/schema-names.ts';
import type { ParentKey } from '../parents.ts';
import type { Column, Schema } from '../schema.ts';
import type { Part } from './part.ts';
import type { Indexes } from './unary.ts';

const MIN_NAME = 0.8;
/** Share of the rows whose type must name a table. */
const MIN_NAMED = 0.5;

/**
 * The parts of columns such as `subject_id` beside a `subject_type` whose values name tables: what a row refers to is what its type says. By table,
 * then column, then value.
 */
export function typedParts(schema: Schema, keys: readonly ParentKey[], names: Indexes['names']): Part[] {
  const mainKeys = keys.filter(({ rank, columns }) => rank === 0 && columns.length === 1);
  return schema.tables.flatMap(({ columns }) =>
    columns.flatMap((column) => {
      const type = columns.find((other) => saysTypeOf(other, column));
      if (type === undefined) return [];
      const parts = type.profile.top.map(({ value, count }) => ({ count, part: partFor(column, type, value, mainKeys, names) }));
      const total = parts.reduce((sum, { count }) => sum + count, 0);
      const named = parts.reduce((sum, { count, part }) => sum + (part === null ? 0 : count), 0);
      return named < MIN_NAMED * total ? [] : parts.flatMap(({ part }) => part ?? []);
    }),
  );
}

/** Whether `type` is named as the type of what `column` refers to, and has few values, all of which are known. */
function saysTypeOf(type: Column, column: Column): boolean {
  const { words, keyWord } = column.name;
  const { valueClass, sensitive, distinct, top } = type.profile;
  if (type.id === column.id || keyWord === null || keyWord === 'name' || words.length === 0 || valueClass !== 'text' || sensitive) return false;
  const last = type.name.words.at(-1) ?? '';
  return kindWords.has(last) && type.name.words.slice(0, -1).join(' ') === words.join(' ') && distinct > 0 && top.length === distinct;
}

/** The part of one type: what it is called says which tables it may refer to. */
function partFor(column: Column, type: Column, value: string, mainKeys: readonly ParentKey[], names: Indexes['names']): Part | null {
  const tokens = [...splitName(value), column.name.tokens.at(-1) ?? 'id'];
  const words = tokens.slice(0, -1).map(singular);
  if (words.length === 0) return null;
  const full = tokens.map(singular).join('_');
  const name: ColumnName = { words, keyWord: column.name.keyWord, keyWordFirst: false, tokens, plain: full, full, stem: words.join('') };
  const fits = mainKeys
    .map((key) => ({ key, fit: names.match({ ...column, name }, key).best }))
    .filter(({ key, fit }) => fit >= MIN_NAME && key.columns[0]?.id !== column.id);
  const best = Math.max(0, ...fits.map(({ fit }) => fit));
  const targets = fits.filter(({ fit }) => fit === best).map(({ key }) => key);
  return targets.length === 0
    ? null
    : { column, slice: { test: 'equals', by: type.index, value }, isOnlyType: type.profile.distinct === 1, keys: targets, name };
}
