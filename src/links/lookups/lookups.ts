import type { NormaliserName } from '../normalisers.ts';
import { countryOf } from './countries.ts';
import { currencyOf } from './currencies.ts';
import { registrableDomainsOf } from './domains.ts';
import { phonesOf, type PhoneOrigin } from './phones.ts';

/** A normal form that takes a library or a list, so that it is worked out here for each different text. */
interface Lookup {
  /** The normal forms of a text: several where it holds several, none where it is none of its kind. */
  find(text: string, origin: PhoneOrigin): readonly string[];
  /** Of the texts of an attribute at least this share have to be of its kind, or it is something else. */
  readonly leastKnown: number;
}

/** Codes are short, so that many a word is one by chance. */
const NEARLY_ALL = 0.9;

const one = (found: string | null): readonly string[] => (found === null ? [] : [found]);

const lookups: Partial<Record<NormaliserName, Lookup>> = {
  e164: { find: phonesOf, leastKnown: 0 },
  registrable_domain: { find: registrableDomainsOf, leastKnown: 0 },
  country: { find: (text) => one(countryOf(text)), leastKnown: NEARLY_ALL },
  currency: { find: (text) => one(currencyOf(text)), leastKnown: NEARLY_ALL },
};

/** How a normal form is looked up; undefined where it is SQL. */
export function lookupOf(form: string): Lookup | undefined {
  return lookups[form as NormaliserName];
}
