import { anyWord } from '../names.ts';
import { patternRule, share, type SemanticRule } from './rule.ts';
import { countryCodes, countryCodes3, countryNames, currencyCodes, languageCodes, plain } from './words.ts';

const isIpv4 = (value: string): boolean => /^(\d{1,3}\.){3}\d{1,3}$/.test(value) && value.split('.').every((part) => Number(part) <= 255);
const isIpv6 = (value: string): boolean =>
  /^[0-9a-f:]{2,39}$/i.test(value) && value.split(':').length >= 3 && (value.includes('::') || value.split(':').length === 8);
const areIpAddresses = (value: string): boolean => value.split(/[,;\s]+/).every((part) => isIpv4(part) || isIpv6(part));
const isDomain = (value: string): boolean => /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,18}$/i.test(value) && value.length <= 253;
const isUrl = (value: string): boolean => /^([a-z][a-z0-9+.-]*:\/\/|www\.)[^\s]+$/i.test(value);
const isPlaceText = (value: string): boolean => /^[\p{L}\p{M}][\p{L}\p{M}\s.,'’()/-]*$/u.test(value) && value.length <= 80;

/** Network places, places on earth, and the codes that go with them. */
export const placeRules: readonly SemanticRule[] = [
  patternRule({ type: 'ip_address', sensitive: true, value: areIpAddresses, alone: 0.97 }),
  patternRule({ type: 'mac_address', sensitive: true, value: (v) => /^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(v), alone: 0.98 }),
  patternRule({ type: 'url', value: isUrl, alone: 0.97, least: 0.85 }),
  patternRule({
    type: 'domain',
    value: isDomain,
    alone: 0.7,
    names: anyWord('domain, host, hostname, website, web, site, url'),
    named: 0.95,
  }),
  codeRule('country_code', (v) => countryCodes.has(v), anyWord('country, nation, nationality, pais, land, pays, paese, iso 2, iso, alpha 2, kraj')),
  codeRule('country_code', (v) => countryCodes3.has(v), anyWord('country, nation, nationality, pais, land, pays, iso 3, iso, alpha 3, code')),
  codeRule('currency_code', (v) => currencyCodes.has(v), anyWord('currency, curr, ccy, moneda, moeda, wahrung, waehrung, devise, valuta, code')),
  codeRule('language_code', (v) => languageCodes.has(v), anyWord('language, lang, locale, idioma, sprache, langue, lingua')),
  patternRule({ type: 'language_code', value: (v) => /^[a-z]{2}[-_][A-Z]{2}$/.test(v) && languageCodes.has(v.slice(0, 2)), alone: 0.85 }),
  {
    type: 'country',
    sensitive: false,
    confidence({ values, measures, name }) {
      if (measures.valueClass !== 'text') return 0;
      const known = share(values, (value) => countryNames.has(plain(value)));
      if (known >= 0.7) return 0.7 + 0.28 * known;
      return anyWord('country, pais, land, pays, paese').test(name) && known >= 0.3 && share(values, isPlaceText) >= 0.9 ? 0.75 : 0;
    },
  },
  patternRule({
    type: 'postal_code',
    value: (v) => /^[\p{L}\d][\p{L}\d -]{2,10}$/u.test(v) && /\d/.test(v),
    names: anyWord(`
  zip, zipcode, postal, postal code, postcode, postalcode, post code, plz, codigo postal, cp, cep, cap, postleitzahl, zip code
`),
    named: 0.95,
    least: 0.8,
  }),
  patternRule({
    type: 'city',
    value: isPlaceText,
    names: anyWord('city, town, ciudad, cidade, ville, stadt, ort, citta, municipality, comune, miasto'),
    named: 0.9,
    least: 0.8,
  }),
  patternRule({
    type: 'region',
    value: isPlaceText,
    names: anyWord(`
  state, province, region, county, provincia, estado, bundesland, departement, stateprovince, state province
`),
    named: 0.7,
    least: 0.9,
  }),
  coordinateRule('latitude', 90, anyWord('lat, latitude, latitud, breitengrad, latitudine')),
  coordinateRule('longitude', 180, anyWord('lon, lng, long, longitude, longitud, langengrad, laengengrad, longitudine')),
];

/** Codes of two or three letters are words too: the name has to agree, or there have to be many of them. */
function codeRule(type: string, known: (value: string) => boolean, names: RegExp): SemanticRule {
  return {
    type,
    sensitive: false,
    confidence({ values, measures, name }) {
      if (measures.valueClass !== 'text' || measures.length === null || measures.length.max > 3) return 0;
      const passed = share(values, (value) => known(value.toLowerCase()));
      if (passed < 0.9) return 0;
      if (names.test(name)) return 0.95 * passed;
      return measures.distinct >= 15 ? 0.7 * passed : 0;
    },
  };
}

function coordinateRule(type: string, limit: number, names: RegExp): SemanticRule {
  return {
    type,
    sensitive: false,
    confidence({ values, name }) {
      if (!names.test(name)) return 0;
      return share(values, (value) => value !== '' && Math.abs(Number(value)) <= limit) >= 0.98 ? 0.95 : 0;
    },
  };
}
