import { describe, expect, test } from 'vitest';
import type { EntityModel, SourceModel } from '../domain/entity.ts';
import type { ConnectionLanding } from '../domain/landing.ts';
import { tablesByNames, tablesOfConnections, type FoundTables } from './find-tables.ts';

const synced = ['_airbyte_raw_id', '_airbyte_extracted_at', 'id'];

/** Tables by `schema.name`; a `!` at the end: no sync wrote it. */
function system(...tables: string[]): SourceModel {
  const entities = tables.map((table): EntityModel => {
    const [schema = '', name = ''] = table.split(/\.(.*)/);
    const columns = name.endsWith('!') ? ['id'] : synced;
    return {
      path: { database: 'd', schema, name: name.replace('!', '') },
      kind: 'table',
      attributes: columns.map((column, i) => ({ name: column, dataType: 'text', isNullable: true, ordinal: i + 1 })),
      keys: [],
      indexes: [],
      foreignKeys: [],
      notes: [],
    };
  });
  return { databases: [], schemas: [], entities, notes: [] };
}

const connection = (streams: readonly string[], more: Partial<ConnectionLanding> = {}): ConnectionLanding => ({
  connectionId: 'c',
  destination: { type: 'postgres', database: 'd', schema: 'public' },
  namespaceDefinition: 'destination',
  namespaceFormat: null,
  prefix: '',
  streams: streams.map((name) => ({ name, namespace: null, table: null, primaryKey: [['id']] })),
  ...more,
});

const shown = (found: FoundTables | undefined) => found?.streams.map(({ name, table: { path } }) => `${name}: ${path.schema}.${path.name}`);

describe('by the connections of the sync service', () => {
  test('the schema is that of the destination, of the stream, or made by a format', () => {
    const tables = system('public.contacts', 'crm.contacts', 'sync_crm.contacts');
    const streams = [{ name: 'contacts', namespace: 'crm', table: null, primaryKey: [] }];
    const found = (more: Partial<ConnectionLanding>) => shown(tablesOfConnections(tables, [connection([], { streams, ...more })], null));
    expect(found({})).toEqual(['contacts: public.contacts']);
    expect(found({ namespaceDefinition: 'source' })).toEqual(['contacts: crm.contacts']);
    expect(found({ namespaceDefinition: 'custom_format', namespaceFormat: 'sync_${SOURCE_NAMESPACE}' })).toEqual(['contacts: sync_crm.contacts']);
    expect(found({ namespaceDefinition: 'custom_format', namespaceFormat: '' })).toEqual(['contacts: public.contacts']);
  });

  test('tables are named by prefix and stream, as the destination writes names, or as the service says', () => {
    const tables = system('PUBLIC.HS_CONTACTS', 'PUBLIC.HS_LINE_ITEMS', 'PUBLIC.VISITS', 'PUBLIC.CONTACTS');
    const streams = [{ name: 'visit', namespace: null, table: 'visits', primaryKey: [] }, ...connection(['contacts', 'line-items']).streams];
    const found = tablesOfConnections(tables, [connection([], { prefix: 'hs_', streams })], null);
    expect(shown(found)).toEqual(['contacts: PUBLIC.HS_CONTACTS', 'line-items: PUBLIC.HS_LINE_ITEMS', 'visit: PUBLIC.VISITS']);
  });

  test('the exact name counts more than one in another case', () => {
    const found = tablesOfConnections(system('public.Contacts', 'public.contacts'), [connection(['contacts'])], null);
    expect(shown(found)).toEqual(['contacts: public.contacts']);
  });

  test('only selected streams count, and what has no table is told', () => {
    const found = tablesOfConnections(
      system('public.contacts', 'public.deals'),
      [connection(['contacts', 'deals', 'tickets'])],
      ['contacts', 'tickets'],
    );
    expect(shown(found)).toEqual(['contacts: public.contacts']);
    expect(found.missing).toEqual(['tickets']);
  });

  test('where the source knows no schemas the names of the tables decide', () => {
    const found = tablesOfConnections(
      system('main.contacts'),
      [connection(['contacts'], { destination: { type: 's3', database: 'b', schema: 'a/b' } })],
      null,
    );
    expect(shown(found)).toEqual(['contacts: main.contacts']);
  });

  test('a table in another schema of several is not meant', () => {
    expect(shown(tablesOfConnections(system('crm.contacts', 'erp.contacts'), [connection(['contacts'])], null))).toEqual([]);
  });

  test('tables of raw records count where there are no others', () => {
    const tables = system('public._airbyte_raw_contacts', 'public._airbyte_raw_deals', 'public.deals');
    expect(shown(tablesOfConnections(tables, [connection(['contacts', 'deals'])], null))).toEqual([
      'contacts: public._airbyte_raw_contacts',
      'deals: public.deals',
    ]);
  });
});

describe('by names', () => {
  const crm = system('crm.hs_contacts', 'crm.hs_companies', 'crm.hs_forms', 'crm.contacts!', 'erp.contacts', 'erp.parts');

  test('the tables are those with the columns of the sync and one common prefix', () => {
    expect(shown(tablesByNames(crm, ['contacts', 'Company'], null))).toEqual([
      'Company: crm.hs_companies',
      'contacts: crm.hs_contacts',
      'forms: crm.hs_forms',
    ]);
    expect(shown(tablesByNames(crm, [], ['contacts', 'companies']))).toEqual(['companies: crm.hs_companies', 'contacts: crm.hs_contacts']);
  });

  test('what is selected and has no table is told', () => {
    expect(tablesByNames(crm, [], ['contacts', 'companies', 'deals'])?.missing).toEqual(['deals']);
  });

  test('of a schema that others fill too, only known names count', () => {
    expect(shown(tablesByNames(system('public.contacts', 'public.orders', 'public.parts'), ['contacts'], null))).toEqual([
      'contacts: public.contacts',
    ]);
  });

  test('without any name all synced tables of the only schema count; of several, nobody can tell', () => {
    expect(shown(tablesByNames(system('crm.contacts', 'crm.deals', 'erp.orders!'), [], null))).toEqual([
      'contacts: crm.contacts',
      'deals: crm.deals',
    ]);
    expect(tablesByNames(crm, [], null)).toBeUndefined();
  });
});
