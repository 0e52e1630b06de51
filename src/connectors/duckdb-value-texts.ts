import { plainNumber } from './plain-number.ts';

const nested = /\]$|^(?:STRUCT|MAP|UNION)\(/i;
const floating = /^(?:DOUBLE|FLOAT|REAL)$/i;

/** A DuckDB expression of that type as SQL that yields the contract's text, but for floating-point numbers: see `finishRows`. */
export function textSql(expression: string, dataType: string): string {
  if (dataType === 'VARCHAR') return expression;
  if (dataType === 'BLOB') return `'\\x' || lower(hex(${expression}))`;
  if (dataType === 'TIMESTAMP WITH TIME ZONE') return `CAST(${expression} AT TIME ZONE 'UTC' AS VARCHAR)`;
  if (dataType === 'JSON') return `CAST(json(${expression}) AS VARCHAR)`;
  if (nested.test(dataType)) return `CAST(to_json(${expression}) AS VARCHAR)`;
  return `CAST(${expression} AS VARCHAR)`;
}

/** Writes the floating-point columns of a row as plain digits, in place where there are any. */
export function finishRows(rows: (string | null)[][], dataTypes: readonly string[]): (string | null)[][] {
  const floats = dataTypes.flatMap((type, i) => (floating.test(type) ? [i] : []));
  if (floats.length === 0) return rows;
  for (const row of rows) {
    for (const i of floats) {
      const value = row[i];
      if (typeof value === 'string') row[i] = plainNumber(value);
    }
  }
  return rows;
}
