import type { Language } from './people.ts';

export interface Country {
  readonly code: string;
  readonly code3: string;
  readonly name: string;
  readonly currency: string;
  readonly dialCode: string;
  readonly language: Language;
  /** Where there are none, the invented company has no customers there. */
  readonly cities: readonly string[];
  readonly legalForms: readonly string[];
}

const row = (
  code: string,
  code3: string,
  name: string,
  currency: string,
  dialCode: string,
  language: Language,
  cities: readonly string[] = [],
  legalForms: readonly string[] = [],
): Country => ({ code, code3, name, currency, dialCode, language, cities, legalForms });

/** Countries, those with more customers first. */
export const countries: readonly Country[] = [
  row('DE', 'DEU', 'Germany', 'EUR', '49', 'german', ['Hamburg', 'München', 'Köln', 'Leipzig', 'Nürnberg'], ['GmbH', 'AG', 'GmbH & Co. KG']),
  row('US', 'USA', 'United States', 'USD', '1', 'english', ['Boston', 'Austin', 'Portland', 'Denver'], ['Inc.', 'LLC', 'Corp.']),
  row('GB', 'GBR', 'United Kingdom', 'GBP', '44', 'english', ['Leeds', 'Bristol', 'Glasgow'], ['Ltd', 'Limited', 'PLC']),
  row('FR', 'FRA', 'France', 'EUR', '33', 'french', ['Lyon', 'Nantes', 'Orléans'], ['SAS', 'SARL']),
  row('SE', 'SWE', 'Sweden', 'SEK', '46', 'swedish', ['Göteborg', 'Malmö', 'Uppsala'], ['AB']),
  row('ES', 'ESP', 'Spain', 'EUR', '34', 'spanish', ['Valencia', 'Málaga', 'Bilbao'], ['S.L.', 'S.A.']),
  row('PL', 'POL', 'Poland', 'PLN', '48', 'polish', ['Kraków', 'Wrocław', 'Gdańsk'], ['Sp. z o.o.', 'S.A.']),
  row('JP', 'JPN', 'Japan', 'JPY', '81', 'japanese', ['Osaka', 'Nagoya'], ['K.K.']),
  row('IN', 'IND', 'India', 'INR', '91', 'hindi', ['Pune', 'Jaipur'], ['Pvt. Ltd.']),
  row('AT', 'AUT', 'Austria', 'EUR', '43', 'german', ['Graz', 'Linz'], ['GmbH']),
  row('CH', 'CHE', 'Switzerland', 'CHF', '41', 'german', ['Zürich', 'Basel'], ['AG', 'GmbH']),
  row('BE', 'BEL', 'Belgium', 'EUR', '32', 'french'),
  row('BR', 'BRA', 'Brazil', 'BRL', '55', 'spanish'),
  row('CA', 'CAN', 'Canada', 'CAD', '1', 'english'),
  row('CZ', 'CZE', 'Czechia', 'CZK', '420', 'polish'),
  row('DK', 'DNK', 'Denmark', 'DKK', '45', 'swedish'),
  row('FI', 'FIN', 'Finland', 'EUR', '358', 'swedish'),
  row('IE', 'IRL', 'Ireland', 'EUR', '353', 'english'),
  row('IT', 'ITA', 'Italy', 'EUR', '39', 'spanish'),
  row('LU', 'LUX', 'Luxembourg', 'EUR', '352', 'french'),
  row('MX', 'MEX', 'Mexico', 'MXN', '52', 'spanish'),
  row('NL', 'NLD', 'Netherlands', 'EUR', '31', 'german'),
  row('NO', 'NOR', 'Norway', 'NOK', '47', 'swedish'),
  row('NZ', 'NZL', 'New Zealand', 'NZD', '64', 'english'),
  row('PT', 'PRT', 'Portugal', 'EUR', '351', 'spanish'),
  row('SG', 'SGP', 'Singapore', 'SGD', '65', 'english'),
];

export const servedCountries = countries.filter((country) => country.cities.length > 0);
