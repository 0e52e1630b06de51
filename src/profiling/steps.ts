import { hashSql, SKETCH_SIZE } from './sketch.ts';
import { classBitsSql, NUMERIC_BITS } from './value-class.ts';

/** One named piece of SQL. Steps of a list run in order; a step may read what an earlier one made. */
export interface Step {
  readonly name: string;
  readonly sql: string;
}

/** A staged column: `id` tells it apart in the results of a step. */
export interface StagedColumn {
  readonly id: number;
  readonly table: string;
  readonly column: string;
}

/** Values that are looked at one by one (masks, semantic types): those with the smallest hashes, a uniform sample of the distinct ones. */
export const SAMPLE_SIZE = 400;

/** Most frequent values kept. */
const TOP_SIZE = 20;

/** Entropy sums are kept as integers in this unit, so that they do not depend on the order of addition. */
export const ENTROPY_UNIT = 1_048_576;

/** Intermediate results, in memory: written to no file but what spills. */
export const SCRATCH = 'scratch';

/** Counted values of the columns at hand. */
export const COUNTS = `${SCRATCH}.counts`;

const EMAIL_INSIDE = '[A-Za-z0-9._%+-]@[A-Za-z0-9-]+[.][A-Za-z]';

/** Texts longer than this are cut where they are shown. */
const SHOWN_LENGTH = 200;

/** The steps that measure some columns, to be printed or run one by one. What depends on their results (value samples, keys) is left out. */
export function measuringSteps(columns: readonly StagedColumn[]): Step[] {
  return [valueCounts(columns), statistics(), sketches(), topValues(columns.map(({ id }) => id))];
}

/** From so many columns of one table on, one scan that turns columns into rows is cheaper than a scan per column. */
const WIDE = 64;

/** Distinct texts of each column with their row counts and sketch hashes: what every later step reads. */
export function valueCounts(columns: readonly StagedColumn[]): Step {
  const tables = new Map<string, StagedColumn[]>();
  for (const column of columns) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  const branches = [...tables].flatMap(([table, members]) => (members.length > WIDE ? [countsByRow(table, members)] : members.map(countsByColumn)));
  return {
    name: 'value_counts',
    sql: `CREATE OR REPLACE TABLE ${COUNTS} AS
SELECT id, v, n, CASE WHEN v <> '' THEN ${hashSql('v')} END AS h FROM (
${branches.join('\nUNION ALL ')})`,
  };
}

function countsByColumn({ id, table, column }: StagedColumn): string {
  return `SELECT CAST(${id} AS INTEGER) AS id, ${column} AS v, count(*) AS n FROM ${table} GROUP BY ${column}`;
}

function countsByRow(table: string, members: readonly StagedColumn[]): string {
  const ids = members.map(({ id }) => id).join(', ');
  const values = members.map(({ column }) => column).join(', ');
  return `SELECT CAST(id AS INTEGER) AS id, v, count(*) AS n FROM (SELECT unnest([${ids}]) AS id, unnest([${values}]) AS v FROM ${table}) GROUP BY id, v`;
}

/** Counts, lengths, extremes, entropy sum and value classes of each column. */
export function statistics(): Step {
  return {
    name: 'statistics',
    sql: `SELECT id, sum(n) AS row_count,
  coalesce(sum(n) FILTER (v IS NULL), 0) AS nulls,
  coalesce(sum(n) FILTER (v = ''), 0) AS empties,
  count(*) FILTER (v <> '') AS distinct_count,
  count(*) FILTER (v <> '' AND n = 1) AS once_count,
  min(length(v)) FILTER (v <> '') AS min_length,
  max(length(v)) FILTER (v <> '') AS max_length,
  sum(length(v) * n) FILTER (v <> '') AS length_sum,
  coalesce(sum(CAST(round(n * log2(n) * ${ENTROPY_UNIT}) AS HUGEINT)) FILTER (n > 1 AND v <> ''), 0) AS entropy_sum,
  substr(min(v) FILTER (v <> ''), 1, ${SHOWN_LENGTH}) AS min_text,
  substr(max(v) FILTER (v <> ''), 1, ${SHOWN_LENGTH}) AS max_text,
  min(CASE WHEN class_bit <= ${NUMERIC_BITS} THEN TRY_CAST(v AS DOUBLE) END) AS min_number,
  max(CASE WHEN class_bit <= ${NUMERIC_BITS} THEN TRY_CAST(v AS DOUBLE) END) AS max_number,
  count(*) FILTER (contains(v, '@') AND regexp_matches(v, '${EMAIL_INSIDE}')) AS email_values,
  coalesce(bit_or(class_bit), 0) AS class_bits
FROM (SELECT id, v, n, CASE WHEN v <> '' THEN ${classBitsSql('v')} END AS class_bit FROM ${COUNTS}) GROUP BY id ORDER BY id`,
  };
}

/** The bottom-k sketch of each column. */
export function sketches(): Step {
  return { name: 'sketches', sql: `SELECT id, min(h, ${SKETCH_SIZE}) AS hashes FROM ${COUNTS} WHERE h IS NOT NULL GROUP BY id ORDER BY id` };
}

/** Most frequent values of each column, then by text. */
export function topValues(ids: readonly number[]): Step {
  return {
    name: 'top_values',
    sql: `SELECT id, substr(v, 1, ${SHOWN_LENGTH}) AS v, n FROM ${COUNTS} WHERE id IN (${ids.join(', ')}) AND v <> ''
QUALIFY row_number() OVER (PARTITION BY id ORDER BY n DESC, counts.v) <= ${TOP_SIZE} ORDER BY id, n DESC, counts.v`,
  };
}

/** The same for one column of very many values. */
export function topValuesOf(id: number): Step {
  return {
    name: 'top_values',
    sql: `SELECT id, substr(v, 1, ${SHOWN_LENGTH}) AS v, n FROM ${COUNTS} WHERE id = ${id} AND v <> '' ORDER BY n DESC, counts.v LIMIT ${TOP_SIZE}`,
  };
}

/** The canonical texts of the least and greatest numbers of a column whose values are all numbers. */
export function numericExtremes(id: number): Step {
  const pick = (order: string) =>
    `(SELECT v FROM ${COUNTS} WHERE id = ${id} AND v <> ''
  ORDER BY CAST(v AS DOUBLE) ${order}, TRY_CAST(v AS HUGEINT) ${order}, TRY_CAST(v AS DECIMAL(38, 12)) ${order}, v LIMIT 1)`;
  return { name: 'numeric_extremes', sql: `SELECT ${pick('ASC')} AS min, ${pick('DESC')} AS max` };
}

/** A uniform sample of the distinct values of each column: those whose hash is at most the column's limit. */
export function valueSample(limits: readonly { readonly id: number; readonly hash: bigint }[]): Step {
  const values = limits.map(({ id, hash }) => `(${id}, CAST(${hash} AS UBIGINT))`);
  return {
    name: 'value_sample',
    sql: `SELECT counts.id AS id, substr(v, 1, ${SHOWN_LENGTH}) AS v, n FROM ${COUNTS}
JOIN (VALUES ${values.join(', ')}) AS limits(id, h) ON counts.id = limits.id
WHERE counts.h <= limits.h ORDER BY counts.id, counts.h`,
  };
}

/** A uniform sample of the rows of a table, one of `every`, the same however often it is taken: by the hash of their place. */
export function rowSample(table: string, every: number): Step & { readonly table: string } {
  const sample = `${SCRATCH}.sample_of_${table}`;
  return { name: 'row_sample', table: sample, sql: `CREATE OR REPLACE TABLE ${sample} AS SELECT * FROM ${table} WHERE hash(rowid) % ${every} = 0` };
}

/** Per column set, in order: rows in which no member is missing, and their distinct tuples. */
export function keyCounts(table: string, sets: readonly (readonly string[])[]): Step {
  const counts = sets.map((columns, i) => {
    const present = columns.map((column) => `${column} <> ''`).join(' AND ');
    return `SELECT ${i} AS position, coalesce(sum(n), 0) AS present, count(*) AS tuples FROM (
  SELECT count(*) AS n FROM ${table} WHERE ${present} GROUP BY ${columns.join(', ')})`;
  });
  return { name: 'key_counts', sql: `${counts.join('\nUNION ALL ')}\nORDER BY position` };
}
