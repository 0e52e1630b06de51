import { isNumeric, type CountedValue, type Measures } from './measure.ts';
import type { Staging } from './staging.ts';
import { rowsOfAll } from './unions.ts';

/** What a sample of the rows of a table says of one of its columns. */
export interface SampledColumn {
  readonly table: string;
  readonly column: string;
  readonly measures: Measures;
}

/**
 * What is to be expected of all rows: counts in proportion, and distinct values by those that the sample shows once, which say how many it does not show.
 * Source: first-order jackknife, Haas & Stokes, "Estimating the number of classes in a finite population", JASA 1998.
 */
export function estimated(sampled: Measures, rows: number): Measures {
  const share = sampled.rows / rows;
  const all = (count: number): number => Math.round(count / share);
  const [nulls, empties] = [all(sampled.nulls), all(sampled.empties)];
  const present = sampled.rows - sampled.nulls - sampled.empties;
  const shown = present === 0 ? 1 : 1 - ((1 - share) * sampled.once) / present;
  const distinct = Math.min(rows - nulls - empties, Math.round(sampled.distinct / shown));
  const counted = (values: readonly CountedValue[]): CountedValue[] => values.map(({ value, count }) => ({ value, count: all(count) }));
  return {
    ...sampled,
    rows,
    nulls,
    empties,
    distinct,
    top: counted(sampled.top),
    sample: counted(sampled.sample),
    emailValues: Math.round(sampled.emailValues / shown),
    sketch: { ...sampled.sketch, complete: false },
  };
}

/** Where numbers begin and end, which a sample does not show: over all rows, in the order of the columns. */
export async function withExtremes(staging: Staging, columns: readonly SampledColumn[], signal: AbortSignal): Promise<Measures[]> {
  const asked = columns.flatMap(({ table, column, measures }, i) => {
    const number = `TRY_CAST(${column} AS ${measures.valueClass === 'integer' ? 'HUGEINT' : 'DOUBLE'})`;
    return isNumeric(measures.valueClass)
      ? [`SELECT ${i} AS i, CAST(min(${number}) AS VARCHAR) AS min, CAST(max(${number}) AS VARCHAR) AS max FROM ${table}`]
      : [];
  });
  const found = columns.map(({ measures }) => measures);
  for (const { i, min, max } of await rowsOfAll<{ i: number; min: string; max: string }>(staging, asked, signal)) {
    found[i] = { ...(found[i] as Measures), min, max };
  }
  return found;
}
