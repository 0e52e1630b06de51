import { expect, test } from 'vitest';
import type { AttributeModel } from '../domain/entity.ts';
import { recordsPath, type AssociationFinding } from '../domain/saas-records.ts';
import type { SaasAssociationModel } from '../domain/saas.ts';
import type { Landing } from './landing.ts';
import { reconcile, reconcileFinding } from './reconcile.ts';

/** Landed objects with their fields; lists end in `[]`. Objects that end in `!` have not landed. */
function landed(objects: Readonly<Record<string, readonly string[]>>): Landing {
  const there = Object.entries(objects).filter(([name]) => !name.endsWith('!'));
  const plain = (name: string) => name.replace(/\[\]$/, '');
  const attribute = (name: string, i: number): AttributeModel => {
    return { name: plain(name), dataType: name.endsWith('[]') ? 'array' : 'text', isNullable: true, ordinal: i + 1 };
  };
  const never = () => {
    throw new Error('not asked');
  };
  return {
    saas: {
      objects: Object.keys(objects).map((name) => ({
        apiIdentifier: name.replace('!', ''),
        objectName: name.replace('!', ''),
        isCustom: false,
        fields: [],
      })),
      associations: [],
      notes: [],
    },
    model: {
      databases: [],
      schemas: [],
      entities: there.map(([name, fields]) => ({
        path: recordsPath(name),
        kind: 'table',
        attributes: fields.map(attribute),
        keys: [],
        indexes: [],
        foreignKeys: [],
        notes: [],
      })),
      notes: [],
    },
    reader: { read: never },
    dialect: { name: '', ident: never, literal: never, table: never, text: never, limit: never, jsonText: never, jsonElements: never },
    tables: new Map(there.map(([name]) => [name, tableOf(name)])),
    keys: new Map(there.map(([name]) => [name, 'id'])),
    columns: new Map(
      there.map(([name, fields]) => [
        name,
        new Map(['id', ...fields].map((field) => [plain(field), { column: 'data', path: [plain(field)], isSyncColumn: false }] as const)),
      ]),
    ),
  };
}

const tableOf = (name: string) => ({ database: 'd', schema: 's', name: `t_${name}` });

const association = (from: string, to: string, more: Partial<SaasAssociationModel> = {}): SaasAssociationModel => {
  return { from, to, typeId: '1', label: `${from} to ${to}`, category: 'PLATFORM_DEFINED', cardinality: 'N:M', field: null, metadata: {}, ...more };
};

const found = (from: string, field: string, to: string, more: Partial<AssociationFinding> = {}): AssociationFinding => {
  // What reconciliation does not read is left out.
  return { from, field, to, targetField: 'id', cardinality: 'N:1', score: 0.9, ...more } as AssociationFinding;
};

test('an association that a field holds lies in the column of the field, a list of ids in its elements', () => {
  const crm = landed({ contacts: ['owner', 'teams[]'], owners: [], teams: [] });
  const associations = [association('contacts', 'owners', { field: 'owner' }), association('contacts', 'teams', { field: 'teams' })];
  expect(reconcile(crm, associations, [])).toEqual([
    { carried_by: 'column', object: 'contacts', table: tableOf('contacts'), column: 'data.owner' },
    { carried_by: 'join_table', table: tableOf('contacts'), from_column: 'data.id', to_column: 'data.teams', array_column: 'data.teams' },
  ]);
});

test('what is not synced is named, with what to select', () => {
  const crm = landed({ contacts: ['owner'], 'owners!': [], companies: [] });
  const associations = [
    association('contacts', 'owners', { field: 'owner' }),
    association('contacts', 'companies', { field: 'company' }),
    association('companies', 'contacts'),
  ];
  expect(reconcile(crm, associations, []).map((one) => (one.carried_by === 'nothing' ? [one.why, one.detail] : one))).toEqual([
    ['object_not_synced', 'owners is not synced: select the stream of owners. The column data.owner of t_contacts holds ids that lead nowhere.'],
    ['field_not_synced', 'The table s.t_contacts has no column of the field company: select company in the stream of contacts.'],
    ['no_column', expect.stringContaining('Nothing that landed says which companies belongs to which contacts')],
  ]);
});

test('one that no field holds lies where records show the keys of the other object', () => {
  const crm = landed({ deals: ['company', 'contacts[]'], companies: [], contacts: [], memberships: ['who', 'where'] });
  const associations = [
    association('companies', 'deals', { cardinality: '1:N' }),
    association('deals', 'contacts'),
    association('contacts', 'companies'),
  ];
  const findings = [
    found('deals', 'company', 'companies'),
    found('deals', 'contacts', 'contacts', { cardinality: 'N:M' }),
    found('memberships', 'who', 'contacts'),
    found('memberships', 'where', 'companies'),
  ];
  expect(reconcile(crm, associations, findings)).toEqual([
    { carried_by: 'column', object: 'deals', table: tableOf('deals'), column: 'data.company' },
    { carried_by: 'join_table', table: tableOf('deals'), from_column: 'data.id', to_column: 'data.contacts', array_column: 'data.contacts' },
    { carried_by: 'join_table', table: tableOf('memberships'), from_column: 'data.who', to_column: 'data.where', array_column: null },
  ]);
  expect(findings.map((one) => reconcileFinding(crm, one).carried_by)).toEqual(['column', 'join_table', 'column', 'column']);
});

test('an empty list that is called like an object carries the general association, an unlikely finding none', () => {
  const crm = landed({ tasks: ['contacts[]', 'ref'], contacts: [], deals: [] });
  const [listed, unlikely] = reconcile(
    crm,
    [association('contacts', 'tasks'), association('tasks', 'deals')],
    [found('tasks', 'ref', 'deals', { score: 0.4 })],
  );
  expect(listed).toMatchObject({ carried_by: 'join_table', array_column: 'data.contacts' });
  expect(unlikely).toMatchObject({ carried_by: 'nothing', why: 'no_column' });
});

test('of several associations between two objects records carry the general one; what they cannot tell apart is said', () => {
  const crm = landed({ contacts: ['companies[]', 'main_company'], companies: [] });
  const associations = [
    association('contacts', 'companies', { label: 'Consultant of', category: 'USER_DEFINED' }),
    association('contacts', 'companies', { label: 'Primary', cardinality: 'N:1', metadata: { label: 'Primary' } }),
    association('contacts', 'companies', { label: 'Contact to Company', metadata: { label: null } }),
    association('contacts', 'companies', { label: 'Billed to', cardinality: '1:N' }),
  ];
  const findings = [found('contacts', 'companies', 'companies', { cardinality: 'N:M' }), found('contacts', 'main_company', 'companies')];
  const [consultant, primary, general, billed] = reconcile(crm, associations, findings);
  expect(consultant).toMatchObject({
    carried_by: 'nothing',
    why: 'no_column',
    detail: expect.stringMatching(/^contacts\.companies says .* not which of them are "Consultant of"/),
  });
  expect(primary).toMatchObject({ carried_by: 'column', column: 'data.main_company' });
  expect(general).toMatchObject({ carried_by: 'join_table', array_column: 'data.companies' });
  // A contact may be billed for many companies: the one company of a contact is something else.
  expect(billed).toMatchObject({ carried_by: 'nothing', why: 'no_column' });
});
