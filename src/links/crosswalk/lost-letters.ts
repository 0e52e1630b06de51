import type { Staging } from '../../profiling/staging.ts';
import type { Correspondence, TableSide } from '../correspond.ts';
import type { SqlStep } from './records.ts';

/** A column of a staged table that holds text. */
interface TextColumn {
  readonly table: string;
  readonly column: string;
}

/** What a letter becomes where a text went through an encoding that lacks it. */
const LOST = '?�';
const LETTERS = String.raw`\p{L}\p{N}${LOST}`;
/** Letters that a word must have left to tell which it was. */
const LEAST_LEFT = 3;

const plain = (v: string): string => `lower(strip_accents(nfc_normalize(${v})))`;
const partsOf = (v: string): string => `regexp_extract_all(${plain(v)}, '[${LETTERS}]+|[^${LETTERS}]+')`;
const mayLack = (v: string): string => `(contains(${v}, '?') OR contains(${v}, '�'))`;

/**
 * Reads letters again that were read in a wrong encoding, as in "GarcÃ­a", and puts back those that were lost to one, as in "Garc?a", in the staged texts that are compared: where one word alone, of all that both
 * sides have, has the other letters at their places. Others stay as they are. A question mark at the end of a word is punctuation. The steps say what
 * they did; none where nothing is lost.
 */
export async function lostLetterSteps(
  found: readonly Correspondence[],
  left: TableSide,
  right: TableSide | null,
  staging: Staging,
  signal: AbortSignal,
): Promise<SqlStep[]> {
  const texts = found.filter(({ kind }) => kind === 'text' || kind === 'person' || kind === 'company');
  const columns = [
    ...columnsOf(
      left,
      texts.flatMap((one) => one.left.names),
    ),
    ...(right === null
      ? []
      : columnsOf(
          right,
          texts.flatMap((one) => one.right.names),
        )),
  ];
  if (columns.length === 0) return [];
  const counts = columns.map(
    ({ table, column }, i) =>
      `SELECT ${i} AS place, count(*) FILTER (${mayLack(column)} AND regexp_matches(${column}, '[${LOST}][${LETTERS}]|�')) AS lost, count(*) FILTER (${isMisread(column)}) AS misread FROM ${table}`,
  );
  const counted = await staging.rows<{ lost: number; misread: number }>(`${counts.join('\nUNION ALL ')}\nORDER BY place`, signal);
  const misread = columns.filter((_, i) => (counted[i]?.misread ?? 0) > 0);
  const damaged = columns.filter((_, i) => (counted[i]?.lost ?? 0) > 0);
  return [...misread.map(rereadStep), ...(damaged.length === 0 ? [] : [restoredStep(columns), ...damaged.map(repairStep)])];
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

function columnsOf({ table, forms }: TableSide, names: readonly string[]): TextColumn[] {
  return forms.flatMap(({ attribute }) =>
    attribute.names.length === 1 && names.includes(attribute.names[0] ?? '') ? [{ table, column: attribute.sql }] : [],
  );
}

/** Words with lost letters and the one word that fits each; they meet by the half that lacks nothing. */
function restoredStep(columns: readonly TextColumn[]): SqlStep {
  const words = columns.map(({ table, column }) => `SELECT unnest(${partsOf(column)}) AS word FROM ${table}`);
  const firstHalf = (v: string): string => `left(${v}, length(${v}) // 2)`;
  const lastHalf = (v: string): string => `right(${v}, (length(${v}) + 1) // 2)`;
  const fitting = (half: (v: string) => string): string =>
    `SELECT lost.word, whole.word AS fits FROM lost JOIN whole ON length(whole.word) = length(lost.word) AND ${half('whole.word')} = ${half('lost.word')} WHERE whole.word LIKE lost.pattern`;
  return {
    name: 'words with lost letters',
    sql: `CREATE OR REPLACE TABLE restored AS
WITH words AS MATERIALIZED (SELECT DISTINCT word FROM (${words.join(' UNION ALL ')})),
lost AS MATERIALIZED (
  SELECT word, translate(word, '${LOST}', '__') AS pattern FROM words
  WHERE ${mayLack('word')} AND NOT ends_with(word, '?') AND length(translate(word, '${LOST}', '')) >= ${LEAST_LEFT}),
whole AS MATERIALIZED (SELECT word FROM words WHERE regexp_matches(word, '^[\\p{L}\\p{N}]') AND NOT ${mayLack('word')})
SELECT word, min(fits) AS fits FROM (${fitting(firstHalf)} UNION ${fitting(lastHalf)}) GROUP BY word HAVING count(*) = 1`,
  };
}

function repairStep({ table, column }: TextColumn): SqlStep {
  return {
    name: `lost letters of ${column} of ${table}`,
    sql: `UPDATE ${table} SET ${column} = repaired.text
FROM (
  SELECT id, string_agg(coalesce(fits, part), '' ORDER BY place) AS text
  FROM (SELECT id, unnest(parts) AS part, generate_subscripts(parts, 1) AS place FROM (SELECT rowid AS id, ${partsOf(column)} AS parts FROM ${table} WHERE ${mayLack(column)}))
  LEFT JOIN restored ON word = part
  GROUP BY id HAVING count(fits) > 0) AS repaired
WHERE ${table}.rowid = repaired.id`,
  };
}
