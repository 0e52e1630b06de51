import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countryCodes, countryCodes3 } from '../../profiling/semantic/words.ts';
import { countryOf } from './countries.ts';
import { currencyOf } from './currencies.ts';
import { registrableDomainsOf } from './domains.ts';
import { lookupOf } from './lookups.ts';
import { commonCallingCode, NOWHERE, phonesOf } from './phones.ts';

const inGermany = { country: 'DE', callingCode: null };

test.each([
  ['+44 (0)20 7946 0958 ext. 12', NOWHERE, ['+442079460958']],
  ['0044 20 7946 0958', NOWHERE, ['+442079460958']],
  ['020 7946 0958', { country: 'GB', callingCode: null }, ['+442079460958']],
  ['020 7946 0958', { country: null, callingCode: '44' }, ['+442079460958']],
  ['020 7946 0958', { country: 'XX', callingCode: '44' }, ['+442079460958']],
  ['020 7946 0958', NOWHERE, []],
  ['+1 212 555 0100; 0171 2000000', inGermany, ['+12125550100', '+491712000000']],
  ['12', inGermany, []],
  ['n/a', inGermany, []],
  ['+310000000', NOWHERE, []],
  ['06 1234 5678', { country: 'IT', callingCode: null }, ['+390612345678']],
] as const)('telephone %j is %j: %j', (text, origin, numbers) => {
  expect(phonesOf(text, origin)).toEqual(numbers);
});

test('most numbers with a country code say of which country a column is; a few say nothing', () => {
  const german = Array.from({ length: 6 }, (_, i) => `+49 171 200000${i}`);
  expect(commonCallingCode([...german, '0049 30 123456', '+33 6 12 34 56 78', '030 1234567'])).toBe('49');
  expect(commonCallingCode(german.slice(0, 4))).toBeNull();
  expect(commonCallingCode([...german.slice(0, 3), '+33 612345678', '+33 612345679', '+33 612345670'])).toBeNull();
});

test.each([
  ['https://www.Acme.co.uk/p?q=1', ['acme.co.uk']],
  ['bob@mail.acme.co.uk, sue@acme.com', ['acme.co.uk', 'acme.com']],
  ['shop.acme.com:8080', ['acme.com']],
  ['acme.myshopify.com', ['acme.myshopify.com']],
  ['10.0.0.1 localhost co.uk', []],
  ['Acme Inc.', []],
])('hosts in %j were registered as %j', (text, domains) => {
  expect(registrableDomainsOf(text)).toEqual(domains);
});

test('every country is known by its letters, its number and its names in several languages', () => {
  const codes = [...countryCodes].filter((code) => code !== 'uk' && code !== 'xk').map((code) => code.toUpperCase());
  expect(codes.map(countryOf)).toEqual(codes);
  expect(new Set([...countryCodes3].map(countryOf))).toEqual(new Set(codes));
  for (const language of ['en', 'de', 'fr', 'es'])
    for (const code of codes) expect([code, countryOf(new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? '')]).toEqual([code, code]);
  expect(['276', '4', '004', 'uk', 'Korea, Republic of', 'Saint Lucia', "Cote d'Ivoire", 'U.S.A.'].map(countryOf)).toEqual(
    'DE AF AF GB KR LC CI US'.split(' '),
  );
  expect(['Atlantis', '000', '999', '150', 'ZZ', 'EU', ''].map(countryOf)).toEqual(Array.from({ length: 7 }, () => null));
});

test('currencies are known by their letters, their numbers and their names', () => {
  expect(['eur', '978', 'Euro', 'US Dollar', '36', 'Schweizer Franken', '€'].map(currencyOf)).toEqual('EUR EUR EUR USD AUD CHF EUR'.split(' '));
  expect(['$', 'dollar', 'ZZZ', '000', ''].map(currencyOf)).toEqual([null, null, null, null, null]);
});

test('a normal form of a normal form is itself, and no text is refused', () => {
  const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 14 }).map((all) => all.join(''));
  const host = fc
    .array(fc.constantFrom('www', 'acme', 'shop', 'co', 'uk', 'com', 'de', 'github', 'io'), { minLength: 1, maxLength: 5 })
    .map((all) => all.join('.'));
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    digits,
    digits.map((number) => `+${number}`),
    host,
    fc.webUrl(),
    fc.emailAddress(),
  );
  const origin = fc.constantFrom(NOWHERE, inGermany, { country: null, callingCode: '47' });
  fc.assert(
    fc.property(fc.constantFrom('e164', 'registrable_domain', 'country', 'currency'), texts, origin, (form, text, from) => {
      for (const normal of lookupOf(form)?.find(text, from) ?? []) expect(lookupOf(form)?.find(normal, NOWHERE)).toEqual([normal]);
    }),
    { numRuns: 3000 },
  );
});
