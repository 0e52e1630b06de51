import type { Correspondence, TableSide } from '../correspond.ts';
import { isName } from './fields.ts';
import type { SqlStep } from './records.ts';

/** A column of a staged table that holds texts which are compared. */
export interface TextColumn {
  readonly table: string;
  readonly column: string;
}

/** What a letter becomes where a text went through an encoding that lacks it. */
export const LOST = '?\uFFFD';
const LETTERS = String.raw`\p{L}\p{N}${LOST}`;

const plainText = (v: string): string => `lower(strip_accents(nfc_normalize(${v})))`;
/** Its words, with letters that were lost, and what is between them. */
const partsOfText = (v: string): string => `regexp_extract_all(${plainText(v)}, '[${LETTERS}]+|[^${LETTERS}]+')`;
const isWord = (v: string): string => `regexp_matches(${v}, '^[${LETTERS}]')`;
export const mayLack = (v: string): string => `(contains(${v}, '?') OR contains(${v}, '\uFFFD'))`;
/** Whether some letter was lost for sure: a question mark at the end of a word may be punctuation. */
export const lacksSome = (v: string): string => `(${mayLack(v)} AND regexp_matches(${v}, '[${LOST}][${LETTERS}]|\uFFFD'))`;

/** The columns of names and texts that correspond, but for prose. */
export function comparedTexts(found: readonly Correspondence[], left: TableSide, right: TableSide | null): TextColumn[] {
  const columnsOf = ({ table, forms }: TableSide, side: 'left' | 'right'): TextColumn[] => {
    const names = new Set(found.filter(isName).flatMap((one) => one[side].names));
    const isOne = (all: readonly string[]): boolean => all.length === 1 && all.every((name) => names.has(name));
    return forms.flatMap(({ attribute }) => (isOne(attribute.names) ? [{ table, column: attribute.sql }] : []));
  };
  return [...columnsOf(left, 'left'), ...(right === null ? [] : columnsOf(right, 'right'))];
}

/** The distinct texts with their words, `texts` (id, text, parts, words), and where each word is said, `said` (word, id, words of that text). */
export function textSteps(columns: readonly TextColumn[]): SqlStep[] {
  const all = columns.map(
    ({ table, column }) => `SELECT ${plainText(column)} AS text, ${partsOfText(column)} AS parts FROM ${table} WHERE ${column} IS NOT NULL`,
  );
  return [
    {
      name: 'texts',
      sql: `CREATE OR REPLACE TABLE texts AS
SELECT row_number() OVER (ORDER BY text) AS id, text, any_value(parts) AS parts, list_distinct(list_filter(any_value(parts), lambda part: ${isWord('part')})) AS words
FROM (${all.join('\nUNION ALL ')}) GROUP BY text`,
    },
    { name: 'words of texts', sql: 'CREATE OR REPLACE TABLE said AS SELECT unnest(words) AS word, id, len(words) AS words FROM texts' },
  ];
}

/** A word that more texts say does not tell which text is meant. */
const TEXTS_OF_WORD = 100;
/** What of `said` tells texts apart, as SQL. */
export const fewSaid = `SELECT * FROM said QUALIFY count(*) OVER (PARTITION BY word) <= ${TEXTS_OF_WORD}`;

/** Puts what was `rewritten` (text, read) in the place of a column's texts, of those that may be. */
export function rewriteStep({ table, column }: TextColumn, mayBe: (v: string) => string = () => 'true'): SqlStep {
  return {
    name: `${column} of ${table} as it is read`,
    sql: `UPDATE ${table} SET ${column} = read FROM rewritten WHERE ${mayBe(column)} AND ${plainText(column)} = text`,
  };
}
