import { expect, test } from 'vitest';
import { isLandedAs, landedName, looseName, looseSingular } from './names.ts';

test.each([
  ['contacts', 'contacts', 'as it is'],
  ['Account', 'ACCOUNT', 'upper case'],
  ['createdAt', 'createdat', 'lower case'],
  ['crm objects/v3', 'crm_objects_v3', 'other characters'],
  ['Código', 'codigo', 'accents'],
  ['Machine__c', 'machine__c', 'underscores stay'],
  [`stream_${'x'.repeat(80)}`, `stream_${'x'.repeat(56)}`, 'cut off by PostgreSQL'],
  [`stream_${'x'.repeat(80)}`, `stream_${'x'.repeat(57)}`, 'cut off by MySQL'],
])('%s may land as %s: %s', (name, landed) => expect(isLandedAs(name, landed)).toBe(true));

test.each([
  ['contacts', 'contact'],
  ['contacts', 'contacts_2'],
  [`stream_${'x'.repeat(80)}`, `stream_${'x'.repeat(30)}`],
])('%s does not land as %s', (name, landed) => expect(isLandedAs(name, landed)).toBe(false));

test.each([
  ['createdAt', 'created_at'],
  ['line_items', 'LineItems'],
  ['Billing Address', 'billingaddress'],
])('%s and %s are one name', (one, other) => expect(looseName(one)).toBe(looseName(other)));

test.each([
  ['Service visit', 'service_visits'],
  ['companies', 'Company'],
  ['invoiceitem', 'invoice_items'],
])('%s and %s are of one thing', (one, other) => expect(looseSingular(one)).toBe(looseSingular(other)));

test('a name as destinations write it holds nothing else', () => expect(landedName('Ünïcode – name!')).toMatch(/^[a-z0-9_]+$/));
