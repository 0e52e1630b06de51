import type { ValueClass } from '../domain/profile.ts';

const INTEGER = '-?(0|[1-9][0-9]*)';
const DATE = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const TIME = String.raw`[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?`;

/** Tests on one canonical text, in this order; the first that holds gives the class. Numbers with leading zeros are codes, hence text. */
const tests: readonly (readonly [ValueClass, (v: string) => string])[] = [
  ['integer', (v) => `regexp_full_match(${v}, '${INTEGER}')`],
  ['decimal', (v) => `regexp_full_match(${v}, '${INTEGER}\\.[0-9]+')`],
  ['boolean', (v) => `strlen(${v}) <= 5 AND lower(${v}) IN ('true', 'false')`],
  ['date', (v) => `strlen(${v}) = 10 AND regexp_full_match(${v}, '${DATE}') AND TRY_CAST(${v} AS DATE) IS NOT NULL`],
  ['timestamp', (v) => `strlen(${v}) >= 19 AND regexp_full_match(${v}, '${DATE} ${TIME}') AND TRY_CAST(${v} AS TIMESTAMP) IS NOT NULL`],
  ['time', (v) => `strlen(${v}) >= 8 AND regexp_full_match(${v}, '${TIME}')`],
  ['uuid', (v) => `strlen(${v}) = 36 AND regexp_full_match(${v}, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}')`],
  ['binary', (v) => `starts_with(${v}, '\\x') AND regexp_full_match(${v}, '\\\\x([0-9a-f]{2})*')`],
  ['json', (v) => `(starts_with(${v}, '{') OR starts_with(${v}, '[')) AND json_valid(${v})`],
];

const TEXT_BIT = 1 << tests.length;

/** Bits up to this one stand for numbers. */
export const NUMERIC_BITS = 2;

/** What a value of any class but text begins with. */
const NOT_TEXT = '^[-0-9a-fA-FtT[{\\\\]';

/** The class of one canonical text, as a bit: `bit_or` over values gives the classes that occur. */
export function classBitsSql(expression: string): string {
  const text = `WHEN NOT regexp_matches(${expression}, '${NOT_TEXT}') THEN ${TEXT_BIT}`;
  return `CASE ${text} ${tests.map(([, test], i) => `WHEN ${test(expression)} THEN ${1 << i}`).join(' ')} ELSE ${TEXT_BIT} END`;
}

/** The class that all values share. Integers among decimals, and dates among timestamps, are of the wider class; any other mix is text. */
export function classOfBits(bits: number): ValueClass {
  if (bits === 0) return 'empty';
  const present = tests.filter((_test, i) => (bits & (1 << i)) !== 0).map(([name]) => name);
  if ((bits & TEXT_BIT) !== 0 || present.length > 2) return 'text';
  const [first, second] = present;
  if (second === undefined) return first ?? 'text';
  if (first === 'integer' && second === 'decimal') return 'decimal';
  if (first === 'date' && second === 'timestamp') return 'timestamp';
  return 'text';
}
