import type { Staging } from '../../profiling/staging.ts';
import { fewSaid, lacksSome, LOST, mayLack, rewriteStep, textSteps, type TextColumn } from './compared-texts.ts';
import type { SqlStep } from './records.ts';

/** Letters that a word must have left to tell which it was: with nothing beside it, and beside words of the same text. */
const LEAST_LEFT = { alone: 3, beside: 2 };

/**
 * Reads letters again that were read in a wrong encoding, as in "GarcÃ­a", and puts back those that were lost to one, as in "Garc?a", in the staged
 * texts that are compared. A lost letter may have been written as two ("K?ichi" is "Kouichi") where another text with most of the other words has one word that
 * fits; else one word alone of all texts has to have the other letters at their places. Others stay as they are. The steps say what they did; none
 * where nothing is lost.
 */
export async function lostLetterSteps(columns: readonly TextColumn[], staging: Staging, signal: AbortSignal): Promise<SqlStep[]> {
  if (columns.length === 0) return [];
  const counts = columns.map(
    ({ table, column }, i) =>
      `SELECT ${i} AS place, count(*) FILTER (${lacksSome(column)}) AS lost, count(*) FILTER (${isMisread(column)}) AS misread FROM ${table}`,
  );
  const counted = await staging.rows<{ lost: number; misread: number }>(`${counts.join('\nUNION ALL ')}\nORDER BY place`, signal);
  const misread = columns.filter((_, i) => (counted[i]?.misread ?? 0) > 0);
  const damaged = columns.filter((_, i) => (counted[i]?.lost ?? 0) > 0);
  return [
    ...misread.map(rereadStep),
    ...(damaged.length === 0
      ? []
      : [...textSteps(columns), besideStep, restoredStep, repairedStep, ...damaged.map((one) => rewriteStep(one, mayLack))]),
  ];
}

/** Accented letters (U+00C0 to U+017F), each with what is shown of it where UTF-8 is read as Windows-1252: "Ã©" of "é". */
const misreadings = Array.from({ length: 0x180 - 0xc0 }, (_, i) => {
  const letter = String.fromCodePoint(0xc0 + i);
  return { letter, shown: new TextDecoder('windows-1252').decode(new TextEncoder().encode(letter)) };
});
const isMisread = (v: string): string => `regexp_matches(${v}, '[ÃÄÅ][^\\x00-\\x7F]')`;

function rereadStep({ table, column }: TextColumn): SqlStep {
  const read = misreadings.reduce((text, { letter, shown }) => `replace(${text}, '${shown}', '${letter}')`, column);
  return { name: `misread letters of ${column} of ${table}`, sql: `UPDATE ${table} SET ${column} = ${read} WHERE ${isMisread(column)}` };
}

const lettersLeft = (v: string): string => `length(translate(${v}, '${LOST}', ''))`;

/** Words with lost letters, and the one word that fits in the texts that have most of the others. A question mark at the end may be punctuation. */
const besideStep: SqlStep = {
  name: 'words with lost letters by the words beside them',
  sql: `CREATE OR REPLACE TABLE beside AS
WITH lost AS MATERIALIZED (
  SELECT id, word, words, '^' || regexp_replace(regexp_replace(word, '[${LOST}]$', '.{0,2}'), '[${LOST}]', '.{1,2}', 'g') || '$' AS pattern
  FROM said WHERE ${mayLack('word')} AND ${lettersLeft('word')} >= ${LEAST_LEFT.beside}),
few AS MATERIALIZED (${fewSaid}),
met AS (
  SELECT lost.id, lost.word, pattern, other.id AS text, count(*) AS shared
  FROM lost JOIN said AS own ON own.id = lost.id AND own.word <> lost.word JOIN few AS other ON other.word = own.word AND other.id <> lost.id
  GROUP BY lost.id, lost.word, pattern, other.id, lost.words, other.words HAVING 2 * shared >= greatest(lost.words, other.words)),
fitting AS (
  SELECT DISTINCT met.id, met.word, said.word AS fits, shared FROM met JOIN said ON said.id = text
  WHERE ${lettersLeft('said.word')} > ${lettersLeft('met.word')} AND regexp_matches(said.word, pattern))
SELECT id, word, min(fits) AS fits FROM (FROM fitting QUALIFY (shared, ${lettersLeft('fits')}) = max((shared, ${lettersLeft('fits')})) OVER (PARTITION BY id, word)) GROUP BY id, word HAVING count(*) = 1`,
};

const fitting = (half: (v: string) => string): string =>
  `SELECT lost.word, whole.word AS fits FROM lost JOIN whole ON length(whole.word) = length(lost.word) AND ${half('whole.word')} = ${half('lost.word')} WHERE whole.word LIKE lost.pattern`;

/** Words with lost letters and the one word that fits each; they meet by the half that lacks nothing. */
const restoredStep: SqlStep = {
  name: 'words with lost letters',
  sql: `CREATE OR REPLACE TABLE restored AS
WITH words AS MATERIALIZED (SELECT DISTINCT word FROM said),
lost AS MATERIALIZED (
  SELECT word, translate(word, '${LOST}', '__') AS pattern FROM words
  WHERE ${mayLack('word')} AND NOT ends_with(word, '?') AND ${lettersLeft('word')} >= ${LEAST_LEFT.alone}),
whole AS MATERIALIZED (SELECT word FROM words WHERE NOT ${mayLack('word')})
SELECT word, min(fits) AS fits FROM (${fitting((v) => `left(${v}, length(${v}) // 2)`)} UNION ${fitting((v) => `right(${v}, (length(${v}) + 1) // 2)`)})
GROUP BY word HAVING count(*) = 1`,
};

const repairedStep: SqlStep = {
  name: 'texts without lost letters',
  sql: `CREATE OR REPLACE TABLE rewritten AS
SELECT text, string_agg(coalesce(beside.fits, restored.fits, part), '' ORDER BY place) AS read
FROM (SELECT id, text, unnest(parts) AS part, generate_subscripts(parts, 1) AS place FROM texts WHERE ${mayLack('text')}) AS parts
LEFT JOIN beside ON beside.id = parts.id AND beside.word = part LEFT JOIN restored ON restored.word = part
GROUP BY text HAVING count(coalesce(beside.fits, restored.fits)) > 0`,
};
