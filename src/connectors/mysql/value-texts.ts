import { compactJson, plainFloat } from '../value-text.ts';

/** How the values of a column become value texts: an SQL expression that does most, and what is left to do here. */
export interface ValueText {
  readonly expression: string;
  readonly finish?: (text: string) => string;
}

/**
 * `dataType` is DATA_TYPE and `columnType` COLUMN_TYPE of information_schema; `column` is the quoted name. `bit(1)` is a boolean;
 * longer bit fields are unsigned integers, as is `tinyint(1)`: its values may go beyond 0 and 1.
 */
export function valueText(column: string, dataType: string, columnType: string): ValueText {
  switch (dataType) {
    case 'bit':
      return { expression: columnType === 'bit(1)' ? `CASE ${column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END` : `CAST(${column} + 0 AS CHAR)` };
    case 'float':
      return { expression: `CAST(CAST(${column} AS DOUBLE) AS CHAR)`, finish: shortestFloat };
    case 'double':
      return { expression: `CAST(${column} AS CHAR)`, finish: plainFloat };
    case 'datetime':
    case 'timestamp':
    case 'time':
      return { expression: columnType.includes('(') ? withoutTrailingZeros(`CAST(${column} AS CHAR)`) : `CAST(${column} AS CHAR)` };
    case 'json':
      return { expression: `CAST(${column} AS CHAR)`, finish: compactJson };
    case 'char':
    case 'varchar':
    case 'tinytext':
    case 'text':
    case 'mediumtext':
    case 'longtext':
    case 'enum':
    case 'set':
      return { expression: column };
    default:
      return { expression: binary.has(dataType) ? `CONCAT('\\\\x', LOWER(HEX(${column})))` : `CAST(${column} AS CHAR)` };
  }
}

const binary: ReadonlySet<string> = new Set(
  (
    'binary varbinary tinyblob blob mediumblob longblob vector ' +
    'geometry point linestring polygon multipoint multilinestring multipolygon geometrycollection geomcollection'
  ).split(' '),
);

function withoutTrailingZeros(text: string): string {
  return `TRIM(TRAILING '.' FROM TRIM(TRAILING '0' FROM ${text}))`;
}

/** The shortest digits that read back as the same four-byte number. */
function shortestFloat(text: string): string {
  const exact = Number(text);
  for (let digits = 6; digits < 9; digits += 1) {
    const shorter = Number(exact.toPrecision(digits));
    if (Math.fround(shorter) === exact) return plainFloat(String(shorter));
  }
  return plainFloat(String(exact));
}
