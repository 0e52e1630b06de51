import type { Staging } from '../../profiling/staging.ts';
import { countryOf } from '../lookups/countries.ts';
import { lookupOf } from '../lookups/lookups.ts';
import type { PhoneOrigin } from '../lookups/phones.ts';
import type { Attribute } from './attributes.ts';

/** Where what was looked up lies: of_attribute, of_form, text, found. */
export const lookedUp = 'scratch.link_looked_up';
const landed = 'link_landed';

interface Asked {
  readonly attribute: Attribute;
  readonly forms: readonly string[];
}

/**
 * Brings texts to the normal forms that take a library or a list: each different text of an attribute once, streamed. `values`: a table of attribute,
 * value and first_row. Makes the table `lookedUp` if there is anything to look up.
 */
export async function lookUp(
  staging: Staging,
  attributes: readonly Attribute[],
  formsOf: (attribute: Attribute) => readonly string[],
  values: string,
  signal: AbortSignal,
): Promise<void> {
  const asked = attributes.flatMap((attribute): Asked[] => {
    const forms = formsOf(attribute).filter((form) => lookupOf(form) !== undefined);
    return forms.length === 0 ? [] : [{ attribute, forms }];
  });
  if (asked.length === 0) return;
  await staging.run(`CREATE OR REPLACE TABLE ${landed} (of_attribute VARCHAR, of_form VARCHAR, text VARCHAR, found VARCHAR)`, signal);
  await staging.db.append(landed, 4, foundIn(staging, asked, values, signal), signal);
  await staging.run(
    `CREATE OR REPLACE TABLE ${lookedUp} AS SELECT of_attribute::INTEGER AS of_attribute, of_form, text, found FROM ${landed};
DROP TABLE ${landed}`,
    signal,
  );
}

/** Texts of an attribute that are waited for before it is known whether it holds what its forms are of. */
const KNOWN_AFTER = 4096;

async function* foundIn(staging: Staging, asked: readonly Asked[], values: string, signal: AbortSignal): AsyncGenerator<{ rows: string[][] }> {
  const byId = new Map(asked.map((one) => [one.attribute.id, one]));
  const plain = asked.filter(({ attribute }) => countryColumn(attribute) === null).map(({ attribute }) => attribute.id);
  const parts = asked.flatMap(({ attribute }) => {
    const column = countryColumn(attribute);
    if (column === null) return [];
    return [
      `SELECT attribute, value, ${column} AS country FROM ${values} AS own JOIN ${staging.table(attribute.entity)} AS row ON row.rowid = first_row WHERE attribute = ${attribute.id}`,
    ];
  });
  if (plain.length > 0) parts.push(`SELECT attribute, value, NULL AS country FROM ${values} WHERE attribute IN (${plain.join(', ')})`);
  const waiting = new Map<string, { texts: number; rows: string[][] }>();
  for await (const [ids = [], texts = [], countries = []] of staging.db.chunks(parts.join('\nUNION ALL '), signal)) {
    const rows: string[][] = [];
    for (const [i, id] of ids.entries()) {
      const one = byId.get(Number(id));
      if (one === undefined) continue;
      const text = texts[i] as string;
      const origin = originOf(one.attribute, countries[i] as string | null);
      for (const form of one.forms) {
        const lookup = lookupOf(form);
        if (lookup === undefined) continue;
        const found = lookup.find(text, origin).map((normal) => [String(id), form, text, normal]);
        if (lookup.leastKnown === 0) rows.push(...found);
        else {
          const key = `${String(id)} ${form}`;
          const known = waiting.get(key) ?? { texts: 0, rows: [] };
          waiting.set(key, known);
          known.texts += 1;
          if (known.texts <= KNOWN_AFTER) known.rows.push(...found);
        }
      }
    }
    yield { rows };
  }
  for (const [key, { texts, rows }] of waiting) {
    const least = lookupOf(key.slice(key.indexOf(' ') + 1))?.leastKnown ?? 1;
    if (rows.length >= least * texts) yield { rows };
  }
}

const countryColumn = ({ forms }: Attribute): string | null => forms.attribute.origin?.country ?? null;

function originOf({ forms }: Attribute, country: string | null): PhoneOrigin {
  return { country: country === null ? null : countryOf(country), callingCode: forms.attribute.origin?.callingCode ?? null };
}
