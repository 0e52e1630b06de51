/** What a value looks like, so that it is known what two attributes would share by chance: the values that look alike are counted, and no value is kept. */

/** Shapes of numbers, of which least and greatest say how dense they are: numbers by their length, or the last number of texts that are the same around it. */
export const isOfNumbers = (shape: string): string => `starts_with(${shape}, 'integer')`;
export const isOfNumbersInText = (shape: string): string => `starts_with(${shape}, 'integer ')`;
/** Shapes of numbers that are the same but for the last digits; they have one of the above, too. */
export const isOfBlock = (shape: string): string => `starts_with(${shape}, 'block')`;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';
/** Whether a text that is not empty is a number, as SQL. */
export const isDigits = (v: string): string => `ltrim(${v}, '${digits}') = ''`;

/** So many values have the same text around their last number before it is taken for the name of a series. */
const SERIES = 20;
/** Longer texts are not shared by chance. */
const LONG = 16;
/** Where so many numbers of one thousand are there, they are given one after the other. */
const BLOCK = 1000;
const LEAST_IN_BLOCK = 50;

/**
 * SQL of the shapes of some attributes' values: attribute, form, shape, n, least, greatest. `values`: a table of attribute, form and v, none empty. `times`: how
 * many values each stands for. `hash`: of a text, as SQL, so that what a series is called is not told.
 */
export function shapesSql(values: string, times: string, hash: (text: string) => string): string {
  return `WITH parts AS MATERIALIZED (SELECT attribute, form, v, ${isDigits('v')} AS is_number,
  CASE WHEN ${isDigits('v')} THEN v ELSE regexp_extract(v, '(?:^|[^0-9])([0-9]{1,15})[^0-9]*$', 1) END AS number,
  CASE WHEN NOT ${isDigits('v')} THEN regexp_replace(upper(v), '[0-9]+([^0-9]*)$', '#\\1') END AS series FROM ${values}),
shared AS (SELECT attribute, form, series FROM parts WHERE number <> '' AND series IS NOT NULL GROUP BY ALL HAVING count(*) >= ${SERIES}),
shaped AS MATERIALIZED (SELECT parts.*, CASE WHEN shared.series IS NOT NULL THEN 'integer ' || ${hash('shared.series')} WHEN length(v) > ${LONG} THEN 'long'
  WHEN is_number THEN 'integer' || length(v)
  ELSE translate(upper(v), '${letters}${digits}', '${letters.replaceAll(/./g, 'A')}${digits.replaceAll(/./g, '9')}') END AS shape
  FROM parts LEFT JOIN shared USING (attribute, form, series)),
blocks AS (SELECT *, 'block ' || shape || ' ' || TRY_CAST(number AS BIGINT) // ${BLOCK} AS block FROM shaped WHERE ${isOfNumbers('shape')})
SELECT attribute, form, shape, count(*) * any_value(${times}) AS n,
  min(TRY_CAST(number AS BIGINT)) FILTER (${isOfNumbers('shape')}) AS least, max(TRY_CAST(number AS BIGINT)) FILTER (${isOfNumbers('shape')}) AS greatest
  FROM shaped GROUP BY ALL
UNION ALL SELECT attribute, form, block, count(*) * any_value(${times}) AS n, min(TRY_CAST(number AS BIGINT)), max(TRY_CAST(number AS BIGINT))
  FROM blocks GROUP BY ALL HAVING count(*) >= ${LEAST_IN_BLOCK}`;
}

/** SQL of how many numbers two shapes `l` and `r` of the same name have in common, if each is as dense everywhere. */
export const inBothRanges = `greatest(0, least(l.greatest, r.greatest) - greatest(l.least, r.least) + 1)
  * least(1, l.n / (l.greatest - l.least + 1)) * least(1, r.n / (r.greatest - r.least + 1))`;

/** SQL of how many values two shapes `l` and `r` of the same name share by chance. */
export const sharedByChance = `least(l.n, r.n, CASE WHEN ${isOfBlock('l.shape')} THEN ${inBothRanges}
  WHEN ${isOfNumbers('l.shape')} THEN l.n::DOUBLE * r.n / (greatest(l.greatest, r.greatest) - least(l.least, r.least) + 1)
  WHEN l.shape = 'long' THEN 0
  ELSE l.n::DOUBLE * r.n / pow(26, length(replace(l.shape, '9', ''))) / pow(10, length(replace(l.shape, 'A', ''))) END)`;
