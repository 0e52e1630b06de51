import { DuckDBListValue } from '@duckdb/node-api';
import type { Sketch, ValueClass } from '../domain/profile.ts';
import { sketchOf, SKETCH_SIZE } from './sketch.ts';
import {
  COUNTS,
  ENTROPY_UNIT,
  numericExtremes,
  SAMPLE_SIZE,
  sketches,
  statistics,
  topValues,
  topValuesOf,
  valueCounts,
  valueSample,
  type StagedColumn,
} from './steps.ts';
import type { Staging } from './staging.ts';
import { round6 } from './uniqueness.ts';
import { classOfBits } from './value-class.ts';

export interface CountedValue {
  readonly value: string;
  readonly count: number;
}

/** What SQL measures of one column, raw values included. Stays inside profiling. */
export interface Measures {
  readonly rows: number;
  readonly nulls: number;
  readonly empties: number;
  readonly distinct: number;
  /** Of these, the values of one row. */
  readonly once: number;
  readonly valueClass: ValueClass;
  readonly min: string | null;
  readonly max: string | null;
  readonly length: { readonly min: number; readonly max: number; readonly mean: number } | null;
  readonly entropy: number;
  readonly top: readonly CountedValue[];
  readonly sample: readonly CountedValue[];
  /** Distinct values that contain an email address. */
  readonly emailValues: number;
  readonly sketch: Sketch;
}

interface StatisticsRow {
  readonly id: number;
  readonly row_count: number;
  readonly nulls: number;
  readonly empties: number;
  readonly distinct_count: number;
  readonly once_count: number;
  readonly min_length: number | null;
  readonly max_length: number | null;
  readonly length_sum: number | null;
  readonly entropy_sum: number | string;
  readonly min_text: string | null;
  readonly max_text: string | null;
  readonly min_number: number | null;
  readonly max_number: number | null;
  readonly email_values: number;
  readonly class_bits: number;
}

/** Columns with more distinct values are ranked one by one: a heap instead of a sort. */
const MANY_VALUES = 50_000;

export const NOTHING_MEASURED: Measures = {
  rows: 0,
  nulls: 0,
  empties: 0,
  distinct: 0,
  once: 0,
  valueClass: 'empty',
  min: null,
  max: null,
  length: null,
  entropy: 0,
  top: [],
  sample: [],
  emailValues: 0,
  sketch: { hashes: new BigUint64Array(), complete: true },
};

/** Measures some staged columns with a handful of statements. Columns of empty tables are left out of the result. */
export async function measureColumns(staging: Staging, columns: readonly StagedColumn[], signal: AbortSignal): Promise<Map<number, Measures>> {
  await staging.run(valueCounts(columns).sql, signal);
  const stats = await staging.rows<StatisticsRow>(statistics().sql, signal);
  const hashes = await readSketches(staging, signal);
  const filled = stats.filter((row) => row.distinct_count > 0);
  const top = await readTop(staging, filled, signal);
  const limits = [...hashes].map(([id, list]) => ({ id, hash: list[Math.min(SAMPLE_SIZE, list.length) - 1] ?? 0n }));
  const sample = await readValues(staging, limits.length === 0 ? null : valueSample(limits).sql, signal);
  const extremes = await readExtremes(staging, filled, signal);
  await staging.run(`DROP TABLE ${COUNTS}`, signal);
  return new Map(
    stats.map((row) => {
      const numbers = extremes.get(row.id);
      return [
        row.id,
        {
          rows: row.row_count,
          nulls: row.nulls,
          empties: row.empties,
          distinct: row.distinct_count,
          once: row.once_count,
          valueClass: classOfBits(row.class_bits),
          min: numbers?.min ?? row.min_text,
          max: numbers?.max ?? row.max_text,
          length: lengths(row),
          entropy: entropy(row),
          top: top.get(row.id) ?? [],
          sample: sample.get(row.id) ?? [],
          emailValues: row.email_values,
          sketch: sketchOf(hashes.get(row.id) ?? [], row.distinct_count <= SKETCH_SIZE),
        },
      ];
    }),
  );
}

export function isNumeric(valueClass: ValueClass): boolean {
  return valueClass === 'integer' || valueClass === 'decimal';
}

async function readSketches(staging: Staging, signal: AbortSignal): Promise<Map<number, bigint[]>> {
  const result = new Map<number, bigint[]>();
  for await (const [ids = [], lists = []] of staging.db.chunks(sketches().sql, signal)) {
    for (const [i, list] of lists.entries()) {
      if (list instanceof DuckDBListValue) result.set(Number(ids[i]), list.items as bigint[]);
    }
  }
  return result;
}

async function readValues(staging: Staging, sql: string | null, signal: AbortSignal): Promise<Map<number, CountedValue[]>> {
  const result = new Map<number, CountedValue[]>();
  if (sql === null) return result;
  for await (const [ids = [], values = [], counts = []] of staging.db.chunks(sql, signal)) {
    for (const [i, id] of ids.entries()) {
      const counted = { value: String(values[i]), count: Number(counts[i]) };
      const list = result.get(Number(id));
      if (list === undefined) result.set(Number(id), [counted]);
      else list.push(counted);
    }
  }
  return result;
}

async function readTop(staging: Staging, rows: readonly StatisticsRow[], signal: AbortSignal): Promise<Map<number, CountedValue[]>> {
  const few = rows.filter((row) => row.distinct_count <= MANY_VALUES).map((row) => row.id);
  const result = await readValues(staging, few.length === 0 ? null : topValues(few).sql, signal);
  for (const row of rows) {
    if (row.distinct_count > MANY_VALUES) result.set(row.id, (await readValues(staging, topValuesOf(row.id).sql, signal)).get(row.id) ?? []);
  }
  return result;
}

/** Canonical texts of the extremes of numeric columns. Up to 15 digits a double gives its text back, beyond that SQL finds it. */
async function readExtremes(
  staging: Staging,
  rows: readonly StatisticsRow[],
  signal: AbortSignal,
): Promise<Map<number, { min: string; max: string }>> {
  const result = new Map<number, { min: string; max: string }>();
  for (const row of rows) {
    if (!isNumeric(classOfBits(row.class_bits))) continue;
    const [min, max] = [String(row.min_number), String(row.max_number)];
    if ((row.max_length ?? 0) <= 15 && !min.includes('e') && !max.includes('e')) result.set(row.id, { min, max });
    else for (const texts of await staging.rows<{ min: string; max: string }>(numericExtremes(row.id).sql, signal)) result.set(row.id, texts);
  }
  return result;
}

function lengths(row: StatisticsRow): Measures['length'] {
  if (row.min_length === null || row.max_length === null) return null;
  const present = row.row_count - row.nulls - row.empties;
  return { min: row.min_length, max: row.max_length, mean: round6((row.length_sum ?? 0) / present) };
}

/** H = log2(N) − Σ n·log2(n) / N over the present values. */
function entropy(row: StatisticsRow): number {
  const present = row.row_count - row.nulls - row.empties;
  if (present === 0) return 0;
  return Math.max(0, round6(Math.log2(present) - Number(row.entropy_sum) / ENTROPY_UNIT / present));
}
