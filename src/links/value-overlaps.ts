import type { Staging } from '../profiling/staging.ts';
import type { TableSide } from './correspond.ts';
import { normaliser, type NormaliserName } from './normalisers.ts';
import { partsOf } from './several.ts';

/** Values that two attributes have in common in a normal form. The attributes are told by their places in the forms of their sides. */
export interface Overlap {
  readonly a: number;
  readonly b: number;
  readonly via_a: NormaliserName;
  readonly via_b: NormaliserName;
  /** Distinct values that the sampled rows of both sides have in common. */
  readonly met: number;
  /** Distinct values that both sides have in common, and of each side; estimates where rows are sampled. */
  readonly shared: number;
  readonly of_a: number;
  readonly of_b: number;
}

/** Words that the texts of two attributes have in common. */
export interface WordOverlap {
  readonly a: number;
  readonly b: number;
  /** The share of the distinct words of the side that has fewer which the other has. */
  readonly share: number;
  /** The share of all words as they stand there which the other side has, of the side where it is lower. */
  readonly mass: number;
}

export interface ValueOverlaps {
  readonly values: readonly Overlap[];
  readonly words: readonly WordOverlap[];
  /** Of attributes that hold dates, by place: the first and the last, in days since 1970. */
  readonly leftDays: ReadonlyMap<number, Range>;
  readonly rightDays: ReadonlyMap<number, Range>;
  /** Of attributes whose codes are all numbers with the same or no letters before them, by place: the least and the greatest. */
  readonly leftNumbers: ReadonlyMap<number, Range>;
  readonly rightNumbers: ReadonlyMap<number, Range>;
}

export type Range = readonly [least: number, greatest: number];

/** Counts what the attributes of two tables have in common. Statements: one per side, four for the counts. */
export async function readOverlaps(staging: Staging, left: TableSide, right: TableSide, signal: AbortSignal): Promise<ValueOverlaps> {
  await staging.run(formTable('left_forms', left, right), signal);
  await staging.run(formTable('right_forms', right, left), signal);
  const values = await staging.rows<Overlap>(overlapSql(left, right), signal);
  const words = await staging.rows<WordOverlap>(wordOverlapSql, signal);
  const days = await staging.rows<{ side: string; attribute: number; first: number; last: number }>(daysSql, signal);
  const numbers = await staging.rows<{ side: string; attribute: number; first: number; last: number }>(numbersSql, signal);
  await staging.run('DROP TABLE left_forms; DROP TABLE right_forms', signal);
  const rangesOf = (ranges: typeof days, side: string) =>
    new Map<number, Range>(ranges.flatMap((one) => (one.side === side ? [[one.attribute, [one.first, one.last]]] : [])));
  return {
    values,
    words,
    leftDays: rangesOf(days, 'left'),
    rightDays: rangesOf(days, 'right'),
    leftNumbers: rangesOf(numbers, 'left'),
    rightNumbers: rangesOf(numbers, 'right'),
  };
}

/** Of a larger table, a sample of so many rows is looked at: of a million values of which a twentieth is shared, it shows the share within a fifth. */
const SAMPLED_ROWS = 25_000;
/** Forms of an address that stand for it as a hash. */
export const HASHES: readonly NormaliserName[] = ['md5_of_email', 'sha1_of_email', 'sha256_of_email'];
/** Forms of a cell as a whole. */
const OF_WHOLE: readonly NormaliserName[] = ['text', 'person', 'company', 'number', 'date'];

const oneRowOf = ({ rows }: TableSide): number => Math.max(1, Math.ceil(rows / SAMPLED_ROWS));

/** The normal forms of one side in which it may meet the other, each of a text once. */
function formTable(name: string, side: TableSide, other: TableSide): string {
  const { table, forms } = side;
  const others = new Set(other.forms.flatMap(({ normalisers }) => normalisers));
  const canMeet = (form: NormaliserName): boolean =>
    others.has(form) || (HASHES.includes(form) ? others.has('exact') : form === 'exact' && HASHES.some((hash) => others.has(hash)));
  const parts = forms.flatMap(({ attribute, normalisers, several }, i) => {
    const texts = (form: NormaliserName): string =>
      `(SELECT text, count(*) AS n FROM (SELECT ${several && !OF_WHOLE.includes(form) ? `unnest(${partsOf(attribute.sql)})` : attribute.sql} AS text FROM sampled) GROUP BY text)`;
    return normalisers
      .filter(canMeet)
      .map(
        (form) =>
          `SELECT ${i} AS attribute, '${form}' AS form, v, CAST(sum(n) AS BIGINT) AS n FROM (SELECT nullif(${normaliser(form).sql('text')}, '') AS v, n FROM ${texts(form)}) GROUP BY v HAVING count(v) > 0`,
      );
  });
  const none = `SELECT 0 AS attribute, '' AS form, '' AS v, 0 AS n WHERE false`;
  return `CREATE OR REPLACE TABLE ${name} AS
WITH sampled AS MATERIALIZED (SELECT * FROM ${table} WHERE hash(rowid) % ${oneRowOf(side)} = 0)
${parts.length === 0 ? none : parts.join('\nUNION ALL ')}`;
}

const meets = `l.form = r.form OR (l.form IN ('md5_of_email', 'sha1_of_email', 'sha256_of_email') AND r.form = 'exact')
  OR (r.form IN ('md5_of_email', 'sha1_of_email', 'sha256_of_email') AND l.form = 'exact')`;

/**
 * How many values the sampled rows show of all that there are: those that were met once say how many were not met at all.
 * Source: first-order jackknife, Haas & Stokes, "Estimating the number of classes in a finite population", JASA 1998.
 */
const shown = (side: TableSide): string => `1 - (1 - 1 / ${oneRowOf(side)}) * count(*) FILTER (n = 1) / sum(n)`;

const overlapSql = (
  left: TableSide,
  right: TableSide,
): string => `WITH l AS (SELECT attribute, form, count(*) AS n, ${shown(left)} AS shown FROM left_forms GROUP BY ALL),
r AS (SELECT attribute, form, count(*) AS n, ${shown(right)} AS shown FROM right_forms GROUP BY ALL),
met AS (
  SELECT l.attribute AS a, r.attribute AS b, l.form AS via_a, r.form AS via_b, count(*) AS met
  FROM left_forms AS l JOIN right_forms AS r USING (v) WHERE ${meets} GROUP BY ALL)
SELECT a, b, via_a, via_b, met, met / l.shown / r.shown AS shared, l.n / l.shown AS of_a, r.n / r.shown AS of_b
FROM met JOIN l ON l.attribute = a AND l.form = via_a JOIN r ON r.attribute = b AND r.form = via_b
ORDER BY a, b, via_a, via_b`;

const wordsOf = (table: string): string =>
  `SELECT attribute, word, sum(n) AS n FROM (SELECT attribute, n, unnest(string_split(v, ' ')) AS word FROM ${table} WHERE form = 'text') GROUP BY ALL`;

const wordOverlapSql = `WITH l AS (${wordsOf('left_forms')}), r AS (${wordsOf('right_forms')}),
nl AS (SELECT attribute, count(*) AS n, sum(n) AS mass FROM l GROUP BY attribute), nr AS (SELECT attribute, count(*) AS n, sum(n) AS mass FROM r GROUP BY attribute)
SELECT l.attribute AS a, r.attribute AS b, count(*) / least(any_value(nl.n), any_value(nr.n)) AS share,
  least(sum(l.n) / any_value(nl.mass), sum(r.n) / any_value(nr.mass)) AS mass
FROM l JOIN r USING (word) JOIN nl ON nl.attribute = l.attribute JOIN nr ON nr.attribute = r.attribute
GROUP BY ALL ORDER BY a, b`;

const daysIn = (side: string): string => `SELECT '${side}' AS side, attribute, min(day) AS first, max(day) AS last
FROM (SELECT attribute, date_diff('day', DATE '1970-01-01', TRY_CAST(v AS DATE)) AS day FROM ${side}_forms WHERE form = 'date') GROUP BY attribute HAVING count(day) > 0`;
const daysSql = `${daysIn('left')}
UNION ALL ${daysIn('right')}
ORDER BY side, attribute`;

const numbersIn = (
  side: string,
): string => `SELECT '${side}' AS side, attribute, CAST(min(number) AS DOUBLE) AS first, CAST(max(number) AS DOUBLE) AS last
FROM (SELECT attribute, TRY_CAST(v AS BIGINT) AS number FROM ${side}_forms WHERE form = 'code') GROUP BY attribute HAVING count(number) = count(*)`;
const numbersSql = `${numbersIn('left')}
UNION ALL ${numbersIn('right')}
ORDER BY side, attribute`;
