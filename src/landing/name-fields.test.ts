import { describe, expect, test } from 'vitest';
import type { SaasFieldModel } from '../domain/saas.ts';
import type { LandedValue } from './discover.ts';
import { nameFields } from './name-fields.ts';

const field = (apiIdentifier: string): SaasFieldModel => ({
  apiIdentifier,
  fieldName: apiIdentifier,
  dataType: 'string',
  isRequired: false,
  isUnique: false,
  isCustom: false,
  isSensitive: false,
  references: [],
});

/** `column` or `column.path`; a `*` at the end: a column of JSON; a `_airbyte` one is the sync's. */
function value(text: string): LandedValue {
  const [column = '', ...path] = text.replace('*', '').split('.');
  return {
    column,
    path,
    dataType: 'text',
    isJson: path.length > 0 || text.endsWith('*'),
    isList: false,
    isSyncColumn: column.startsWith('_airbyte'),
  };
}

/** What each landed value is called; described fields with a `+`. */
function named(values: string, described: string): string[] {
  return nameFields(values.split(' ').map(value), described.split(' ').filter(Boolean).map(field)).map(
    (one) => `${[one.value.column, ...one.value.path].join('.')} → ${one.name}${one.field === null ? '' : '+'}`,
  );
}

describe('fields that the platform describes', () => {
  test.each([
    ['email Email__c createdat', 'email Email__c createdAt', ['email → email+', 'Email__c → Email__c+', 'createdat → createdAt+']],
    ['EMAIL LAST_NAME', 'email lastName', ['EMAIL → email+', 'LAST_NAME → lastName+']],
    [
      'id properties_email properties_name properties_phone',
      'email name phone',
      ['id → id', 'properties_email → email+', 'properties_name → name+', 'properties_phone → phone+'],
    ],
    [
      'id properties.email properties.name properties.phone',
      'email name phone',
      ['id → id', 'properties.email → email+', 'properties.name → name+', 'properties.phone → phone+'],
    ],
    // A field inside the container is meant, not what the sync's source calls the same.
    [
      'companies properties_companies properties_email properties_name',
      'companies email name',
      ['properties_companies → companies+', 'properties_email → email+', 'properties_name → name+'],
    ],
    ['address.city address.street name', 'name address.city', ['address.city → address.city+', 'address.street → address.street', 'name → name+']],
    ['price.id price.amount name', 'name price', ['price.id → price.id', 'price.amount → price.amount', 'name → name+', 'price → price+']],
    // Two that could be meant by one name stay what they are.
    ['e_mail', 'email eMail', ['e_mail → e_mail']],
    ['userid', 'userId user_id', ['userid → userId+']],
  ])('%s of %s', (values, described, expected) => expect(named(values, described)).toEqual(expected));

  test('a name that the destination cut off is found again', () => {
    const long = `a_field_with_a_name_so_long_that_no_destination_${'takes_it_'.repeat(4)}`;
    const cut = `properties_${long}`.slice(0, 63);
    const values = `properties_email properties_name properties_phone ${cut}`;
    expect(named(values, `email name phone ${long}`).at(-1)).toBe(`${cut} → ${long}+`);
  });
});

describe('fields that only landed', () => {
  test.each([
    ['id account_id account_name account_type', ['id → id', 'account_id → account_id', 'account_name → account_name', 'account_type → account_type']],
    ['id properties.a properties.b properties.c', ['id → id', 'properties.a → a', 'properties.b → b', 'properties.c → c']],
    ['id properties.a properties.b properties.id', ['id → id', 'properties.a → a', 'properties.b → b', 'properties.id → properties.id']],
    ['id name address.city', ['id → id', 'name → name', 'address.city → address.city']],
    ['id _airbyte_raw_id', ['id → id', '_airbyte_raw_id → _airbyte_raw_id']],
  ])('%s', (values, expected) => expect(named(values, '')).toEqual(expected));

  test('of a column and its copy inside JSON the column stays; JSON of an object that no row has goes', () => {
    expect(named('id properties.email properties.only properties_email properties_name', '')).toEqual([
      'id → id',
      'properties.only → only',
      'properties_email → email',
      'properties_name → name',
    ]);
    expect(named('id properties* properties_email properties_name properties_phone', '')).toEqual([
      'id → id',
      'properties_email → email',
      'properties_name → name',
      'properties_phone → phone',
    ]);
  });

  test('a name in a path that holds a dot cannot be mistaken for two', () => {
    const values = [
      { ...value('data.x'), path: ['a.b'] },
      { ...value('data.x'), path: ['a', 'b'] },
    ];
    expect(nameFields(values, []).map(({ name }) => name)).toEqual(['data."a.b"', 'data.a.b']);
  });
});
