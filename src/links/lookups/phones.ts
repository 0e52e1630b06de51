import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

const SEPARATORS = /[;,|\n]/;
/** Numbers with a country code that a column needs for them to say of which country the others are. */
const LEAST_NUMBERS = 5;

/** Where a number without a country code is from: an alpha-2 code, or else a calling code; null where that is not known. */
export interface PhoneOrigin {
  readonly country: string | null;
  readonly callingCode: string | null;
}

export const NOWHERE: PhoneOrigin = { country: null, callingCode: null };

/**
 * The telephone numbers of a text as E.164 without extension, where its country is known and its length is possible there. A number that E.164 would not
 * write so, as one that begins with several zeros, is none.
 */
export function phonesOf(text: string, origin: PhoneOrigin): string[] {
  const numbers = text.split(SEPARATORS).flatMap((part) => {
    const number = parsed(part, origin);
    if (number?.isPossible() !== true) return [];
    const again = parsePhoneNumberFromString(number.number);
    return again?.isPossible() === true && again.number === number.number ? [number.number] : [];
  });
  return [...new Set(numbers)];
}

function parsed(part: string, { country, callingCode }: PhoneOrigin) {
  const text = part.trim().replace(/^00(?=[1-9])/, '+');
  if (country !== null && isSupportedCountry(country)) return parsePhoneNumberFromString(text, country);
  return parsePhoneNumberFromString(text, callingCode === null ? {} : { defaultCallingCode: callingCode });
}

/** The calling code of more than half of these numbers with a country code, or null. */
export function commonCallingCode(texts: readonly string[]): string | null {
  const codes = texts.flatMap((text) => parsed(text, NOWHERE)?.countryCallingCode ?? []);
  if (codes.length < LEAST_NUMBERS) return null;
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].find(([, count]) => count > codes.length / 2)?.[0] ?? null;
}
