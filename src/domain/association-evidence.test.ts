import { expect, test } from 'vitest';
import { associationDrifted, dividedFindings, metadataEvidence } from './association-evidence.ts';
import { elementsPath, type AssociationFinding } from './saas-records.ts';
import type { AssociationCardinality, SaasAssociationModel, SaasObjectModel } from './saas.ts';

const object = (apiIdentifier: string, objectName: string): SaasObjectModel => ({ apiIdentifier, objectName, isCustom: false, fields: [] });
const evidence = (more: Partial<SaasAssociationModel> = {}, name = 'Contact') =>
  metadataEvidence(
    {
      from: 'contacts',
      to: 'companies',
      typeId: '279',
      label: 'works "for"',
      category: 'USER_DEFINED',
      cardinality: 'N:1',
      field: null,
      metadata: { limit: 1 },
      ...more,
    },
    object('contacts', name),
    object('companies', 'Company'),
  );

test.each([
  ['1:1', 'each Contact has at most one Company, and the other way round.'],
  ['N:1', 'each Contact has at most one Company, and a Company any number of Contact.'],
  ['1:N', 'each Company has at most one Contact, and a Contact any number of Company.'],
  ['N:M', 'any number of Contact with any number of Company.'],
  ['unknown', 'Contact with Company, how many it does not say.'],
] satisfies [AssociationCardinality, string][])('says what %s means', (cardinality, words) => {
  expect(evidence({ cardinality }).sentence).toBe(`The platform defines "works \\"for\\"": ${words}`);
});

test('names the field that holds it, and keeps the words of the platform', () => {
  const held = evidence({ field: 'company_id' });
  expect(held.sentence).toMatch(/ The field company_id of Contact holds it\.$/);
  expect(held).toMatchObject({
    field: 'company_id',
    platform: { type_id: '279', label: 'works "for"', category: 'USER_DEFINED', metadata: { limit: 1 } },
  });
});

test('another cardinality or field is another definition; other words are not', () => {
  expect(associationDrifted(evidence(), evidence({ cardinality: 'N:M' }))).toBe(true);
  expect(associationDrifted(evidence(), evidence({ field: 'company_id' }))).toBe(true);
  expect(associationDrifted(evidence(), evidence({ label: 'is paid by', metadata: {} }, 'Person'))).toBe(false);
});

const finding = (from: string, field: string, to: string, isList = false) =>
  ({ from, field, to, evidence: { from: { table: isList ? elementsPath(from, field).name : from } } }) as AssociationFinding;
const defined = (from: string, field: string | null, to: string): SaasAssociationModel => ({
  from,
  field,
  to,
  typeId: field ?? '1',
  label: '',
  category: 'PLATFORM_DEFINED',
  cardinality: 'N:1',
  metadata: {},
});

test('what records show of a defined association is its own, and the rest is beyond', () => {
  const [shown, other] = [finding('contacts', 'company_id', 'companies'), finding('contacts', 'last_visit', 'visits')];
  const divided = dividedFindings([defined('contacts', null, 'companies'), defined('contacts', 'company_id', 'companies')], [other, shown]);
  expect(divided).toEqual({ ofDefined: [undefined, shown], beyond: [other] });
});

test('lists of keys bring what the platform defines without a field, in both directions', () => {
  const lists = [finding('contacts', 'companies', 'companies', true), finding('companies', 'contacts', 'contacts', true)];
  const more = [finding('contacts', 'first_company', 'companies'), finding('contacts', 'visits', 'visits', true)];
  expect(dividedFindings([defined('contacts', null, 'companies')], [...lists, ...more]).beyond).toEqual(more);
});
