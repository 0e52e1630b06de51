import type { Staging } from '../../profiling/staging.ts';
import type { Forms } from '../forms.ts';
import { commonCallingCode } from '../lookups/phones.ts';
import type { Column } from './columns.ts';

const NUMBERS_LOOKED_AT = 500;

/** A column and what its values are. */
export interface FormedColumn extends Column {
  readonly forms: Forms;
}

/**
 * Says of telephone numbers where those without a country code are from: of the country that the nearest column of the table says in the same row, else
 * of the calling code that most numbers of their own column have, else nobody knows. At most one statement per source.
 */
export async function withOrigins(staging: Staging, columns: readonly FormedColumn[], signal: AbortSignal): Promise<readonly FormedColumn[]> {
  const asked = columns.flatMap((column, i) =>
    column.forms.normalisers.includes('e164') ? [{ ...column, i, country: countryBeside(column, columns) }] : [],
  );
  const alone = asked.filter(({ country }) => country === null);
  const numbers = new Map<number, string[]>();
  if (alone.length > 0) {
    const parts = alone.map(
      ({ i, table, attribute: { sql } }) =>
        `SELECT * FROM (SELECT ${i} AS i, ${sql} AS number FROM ${table} WHERE ltrim(${sql}) LIKE '+%' OR ltrim(${sql}) LIKE '00%' LIMIT ${NUMBERS_LOOKED_AT})`,
    );
    for (const { i, number } of await staging.rows<{ i: number; number: string }>(parts.join('\nUNION ALL '), signal))
      numbers.set(i, [...(numbers.get(i) ?? []), number]);
  }
  const found = new Map(asked.map(({ i, country }) => [i, { country, callingCode: commonCallingCode(numbers.get(i) ?? []) }]));
  return columns.map((column, i) => {
    const origin = found.get(i);
    if (origin === undefined) return column;
    return { ...column, forms: { ...column.forms, attribute: { ...column.forms.attribute, origin } } };
  });
}

/** SQL of the nearest column of the same table that holds countries, or null. */
function countryBeside({ entity, ordinal }: Column, columns: readonly FormedColumn[]): string | null {
  const countries = columns.filter((one) => one.entity === entity && one.forms.normalisers.includes('country'));
  const [nearest] = countries.toSorted((a, b) => Math.abs(a.ordinal - ordinal) - Math.abs(b.ordinal - ordinal));
  return nearest?.attribute.sql ?? null;
}
