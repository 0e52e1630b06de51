import { expect, test } from 'vitest';
import type { ValueClass } from '../../domain/profile.ts';
import { isSensitiveType, maskSensitive } from '../../domain/sensitive.ts';
import { maskOf } from '../masks.ts';
import { NOTHING_MEASURED, type Measures } from '../measure.ts';
import { isCardNumber, isIban } from './checks.ts';
import { contactRules } from './contact.ts';
import { detectSemanticType } from './detect.ts';
import { personRules } from './person.ts';
import { placeRules } from './place.ts';
import { quantityRules } from './quantity.ts';
import { secretRules } from './secret.ts';
import { textRules } from './text.ts';

function measured(values: readonly string[], valueClass: ValueClass = 'text'): Measures {
  const lengths = values.map((value) => value.length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / values.length;
  const counted = values.map((value) => ({ value, count: 1 }));
  const length = { min: Math.min(...lengths), max: Math.max(...lengths), mean };
  const rows = values.length;
  return { ...NOTHING_MEASURED, rows, distinct: rows, valueClass, length, min: values.toSorted()[0] ?? null, sample: counted, top: counted };
}

const detect = (name: string, values: readonly string[], valueClass?: ValueClass, entity = 'things') =>
  detectSemanticType(entity, name, measured(values, valueClass));

test.each([
  ['x', ['ann@example.com', 'bob@mail.example.org'], 'text', 'email', true],
  ['x', ['192.168.0.1', '::1'], 'text', 'ip_address', true],
  ['x', ['https://example.com/a', 'http://example.org'], 'text', 'url', false],
  ['x', ['DE89 3704 0044 0532 0130 00', 'GB82WEST12345698765432'], 'text', 'iban', true],
  ['x', ['+47 22 33 44 55', '+1 (212) 555-0100'], 'text', 'phone', true],
  ['phone', ['22334455', '99887766'], 'text', 'phone', true],
  ['password', ['qwerty', 'letmein'], 'text', 'secret', true],
  ['password_policy_id', ['1', '2'], 'integer', null, false],
  ['x', ['$2b$10$abcdefghijklmnopqrstuv', '$2a$12$abcdefghijklmnopqrstuv'], 'text', 'password_hash', true],
  ['ssn', ['123-45-6789', '987-65-4321'], 'text', 'national_id', true],
  ['apellido', ['García', 'López', 'Núñez'], 'text', 'family_name', true],
  ['c3', ['Maria Lopez', 'John Smith', 'Anna Berg', 'Peter Olsen', 'Zed Qux'], 'text', 'person_name', true],
  ['c4', ['Acme Inc.', 'Nordwind GmbH', 'Foo Ltd', 'Bar'], 'text', 'company', false],
  ['c5', ['12 Main Street', 'Hauptstraße 5', 'Rue de Lyon 9'], 'text', 'address', true],
  ['address_type', ['Billing', 'Shipping'], 'text', null, false],
  ['country', ['DE', 'FR', 'US'], 'text', 'country_code', false],
  ['c6', ['Germany', 'France', 'España', 'Brasil'], 'text', 'country', false],
  ['currency', ['EUR', 'USD'], 'text', 'currency_code', false],
  ['plz', ['10115', '0150'], 'text', 'postal_code', false],
  ['lat', ['59.91', '-33.2'], 'decimal', 'latitude', false],
  ['unit_price', ['9.5', '10.25'], 'decimal', 'money', false],
  ['is_active', ['0', '1'], 'integer', 'boolean', false],
  ['account_id', ['0', '1'], 'integer', null, false],
  ['date_of_birth', ['1980-01-02', '1990-03-04'], 'date', 'birth_date', true],
  ['x', ['31/12/2020', '1/2/2021'], 'text', 'date', false],
  ['x', ['acct_9f2c71', 'acct_07bb1e', 'acct_550ac3'], 'text', 'code', false],
  ['x', ['DE 123 456 789', 'ATU 123 456 78', '123 456 789'], 'text', 'code', false],
  ['x', ['CS-101:a1', 'MA-204:b2'], 'text', 'code', false],
  ['x', ['500 ml', '12 cl', '750ml'], 'text', null, false],
  ['x', ['blue lamp 12', 'widget 40', 'long table 77'], 'text', null, false],
  ['x', ['Room 101', 'Room 204'], 'text', null, false],
  ['year', ['1999', '2004'], 'integer', 'year', false],
])('%s %j is %s', (name, values, valueClass, type, sensitive) => {
  expect(detect(name, values, valueClass as ValueClass)).toMatchObject({ type, sensitive });
});

test('a name column is personal where the entity holds people', () => {
  const values = ['Quillon', 'Brathe', 'Osmund'];
  expect(detect('name', values, 'text', 'customers')).toMatchObject({ type: 'person_name', sensitive: true });
  expect(detect('name', values, 'text', 'products').sensitive).toBe(false);
});

test('check digits', () => {
  expect(['4111 1111 1111 1111', '5500005555555559', '4111111111111112', '123'].map(isCardNumber)).toEqual([true, true, false, false]);
  expect(['GB82 WEST 1234 5698 7654 32', 'GB82WEST12345698765433', 'XX'].map(isIban)).toEqual([true, false, false]);
});

test('masks show formats, never values', () => {
  expect(['AB-12 c', 'Ångström 7', '日本 2020'].map(maskOf)).toEqual(['A-9 a', 'Aa 9', 'a 9']);
  expect(maskSensitive('ann@example.com', false)).toBe('a***@e***.c***');
  expect(maskSensitive('Ann Smith', false)).toBe('A*** S***');
  expect(maskSensitive('4111 1111', true)).toBe('*** ***');
  expect(maskSensitive('+47 912', false)).toBe('+** ***');
});

test('the rules and the catalog agree on which types are sensitive', () => {
  const rules = [...secretRules, ...personRules, ...contactRules, ...placeRules, ...quantityRules, ...textRules];
  expect(rules.filter(({ type, sensitive }) => isSensitiveType(type) !== sensitive)).toEqual([]);
});
