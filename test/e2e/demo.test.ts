import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDemoPlatforms, type DemoPlatforms } from '../../src/demo/accounts.ts';
import { startApp, type App } from './app.ts';
import { temporary } from './cli.ts';
import { demoPatienceMs, scannedDemo, startDemo, type ScannedDemo } from './demo.ts';
import { trueAccounts, type AccountTruth, type TrueObject } from './demo-truth.ts';

type Row = Readonly<Record<string, unknown>>;

const directory = temporary('demo-platforms');
let scanned: ScannedDemo;
let platforms: DemoPlatforms;
beforeAll(async () => {
  scanned = await scannedDemo();
  platforms = await startDemoPlatforms(scanned.platformsPort, directory);
}, demoPatienceMs);
afterAll(() => platforms.close());

/** The configuration that the demo prints for whoever wants to register a source. */
function printedConfiguration(connectorType: string): Row {
  const [, text = ''] = new RegExp(String.raw`^\s+${connectorType}\s+(\{.*\})$`, 'm').exec(scanned.output) ?? [];
  return JSON.parse(text) as Row;
}

describe('an account of the demo', () => {
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  describe.each(Object.entries(trueAccounts()))('%s, registered over HTTP and scanned', (connectorType, truth: AccountTruth) => {
    let sourceId: string;
    let objects: Row[];
    let associations: Row[];
    const list = (path: string) => app.call<Row[]>('GET', `/api/integration-sources/${sourceId}${path}`);
    const all = (path: string) => list(`${path}${path.includes('?') ? '&' : '?'}limit=1000`);

    beforeAll(async () => {
      const source = {
        name: `My ${connectorType}`,
        connector_type: connectorType,
        instance_label: 'MINE',
        configuration: printedConfiguration(connectorType),
      };
      sourceId = (await app.call<{ id: string }>('POST', '/api/integration-sources', source)).id;
      expect(await app.call('POST', `/api/integration-sources/${sourceId}/test-connection`)).toMatchObject({ connection_status: 'connected' });
      const { id } = await app.call<{ id: string }>('POST', `/api/integration-sources/${sourceId}/scan`, {});
      const job = await app.ended(id);
      expect(job).toMatchObject({ state: 'succeeded', error: null });
      objects = await all('/saas-objects');
      associations = await all('/saas-associations?type=FOREIGN_KEY');
    }, demoPatienceMs);

    test('its objects are those of the account, with their names', () => {
      const found = objects.map((object) => ({ identifier: object['api_identifier'], name: object['object_name'], isActive: object['is_active'] }));
      const expected = truth.objects.map(({ identifier, name }) => ({ identifier, name: name ?? (expect.any(String) as unknown), isActive: true }));
      expect(found.toSorted(byIdentifier)).toEqual(expected.toSorted(byIdentifier));
      expect(new Set(objects.map(({ id }) => id)).size).toBe(truth.objects.length);
      for (const object of objects) expect(object['integration_source_id']).toBe(sourceId);
    });

    test('their fields are those of the account, with labels and types', async () => {
      const fieldsOf = new Map(truth.objects.map(({ identifier, fields }) => [identifier, fields]));
      let count = 0;
      for (const object of objects) {
        const found = await all(`/saas-objects/${String(object['id'])}/saas-fields`);
        const expected = (fieldsOf.get(String(object['api_identifier'])) ?? []).map(expectedField);
        const shown = found.map((field) => ({ identifier: field['api_identifier'], label: field['field_name'], type: field['data_type'] }));
        expect(shown.toSorted(byIdentifier), String(object['api_identifier'])).toEqual(expected.toSorted(byIdentifier));
        count += found.length;
      }
      expect(count).toBe(truth.objects.reduce((sum, { fields }) => sum + fields.length, 0));
    });

    test('every association of the account is found with its id, label, category and cardinality, and none is invented', () => {
      const identifier = new Map(objects.map((object) => [object['id'], object['api_identifier']]));
      const found = associations.map((edge) => ({
        from: identifier.get(edge['from_object_id']),
        to: identifier.get(edge['to_object_id']),
        typeId: edge['association_type_id'],
        label: edge['association_label'],
        category: edge['association_category'],
        cardinality: (edge['evidence'] as Row)['cardinality'],
      }));
      expect(found.map(asLine).toSorted()).toEqual(truth.associations.map((one) => asLine({ ...one })).toSorted());
      for (const edge of associations)
        expect(edge).toMatchObject({ relationship_type: 'FOREIGN_KEY', status: 'APPROVED', score: 1, is_active: true });
      expect(new Set(associations.map(({ id }) => id)).size).toBe(truth.associations.length);
    });

    test('one association is served by its id, and those of an object by a filter', async () => {
      const [edge] = associations;
      expect(await app.call('GET', `/api/integration-sources/${sourceId}/saas-associations/${String(edge?.['id'])}`)).toEqual(edge);
      const from = edge?.['from_object_id'];
      const filtered = await all(`/saas-associations?type=FOREIGN_KEY&status=APPROVED&from_object_id=${String(from)}`);
      expect(filtered).toEqual(associations.filter((other) => other['from_object_id'] === from));
    });
  });
});

describe('the sources of the demo itself', () => {
  let app: App;
  beforeAll(async () => {
    app = await startDemo();
  });
  afterAll(() => app.stop());
  const own = (query: string) => app.call<Row[]>('GET', `/api/integration-sources?${query}&limit=1000`);

  test('are its accounts, scanned, and told of on the terminal', async () => {
    const sources = await own('source_type=saas');
    expect(sources.map((source) => source['name'])).toEqual(['HubSpot', 'Salesforce', 'Stripe', 'Zendesk', 'HubSpot (synced)']);
    for (const source of sources) expect(source).toMatchObject({ connection_status: 'connected', is_active: true });
    expect(scanned.output).toMatch(/^application: \d+ tables/m);
    expect(scanned.output).not.toMatch(/: 0 tables/);
    const told = [...scanned.output.matchAll(/^(\w.*): \d+ objects, \d+ fields, [\d,]+ records (sampled|landed)$/gm)];
    expect(told.map(([, name, how]) => [name, how])).toEqual([
      ['HubSpot', 'sampled'],
      ['HubSpot (synced)', 'landed'],
      ['Salesforce', 'sampled'],
      ['Stripe', 'sampled'],
      ['Zendesk', 'sampled'],
    ]);
  });

  test('one is synced by Airbyte to the warehouse, and read there with the same associations', async () => {
    const [synced] = await own('query=synced');
    const [warehouse] = await own('query=warehouse');
    expect(synced).toMatchObject({ is_sync: true, system_source_id: warehouse?.['id'], last_sync_status: 'success' });
    expect(await app.call('GET', `/api/integration-sources/${String(synced?.['id'])}/sync`)).toMatchObject({
      problem: null,
      connections: [{ name: 'HubSpot → Warehouse', state: 'active', sync_status: 'success' }],
    });
    const edges = await app.call<Row[]>('GET', `/api/integration-sources/${String(synced?.['id'])}/saas-associations?type=FOREIGN_KEY&limit=1000`);
    const named = (edge: Row): string =>
      `${String(edge['association_category'])} ${String(edge['association_type_id'])} ${String(edge['association_label'])}`;
    const expected = trueAccounts().hubspot.associations.map(({ category, typeId, label }) => `${category} ${typeId} ${label}`);
    expect(edges.map(named).toSorted()).toEqual(expected.toSorted());
  });
});

function expectedField({ identifier, label, type }: TrueObject['fields'][number]): Row {
  return { identifier, label: label ?? (expect.any(String) as unknown), type: type ?? (expect.any(String) as unknown) };
}

function byIdentifier(a: Row, b: Row): number {
  return String(a['identifier']) < String(b['identifier']) ? -1 : 1;
}

function asLine({ from, to, typeId, label, category, cardinality }: Readonly<Record<string, unknown>>): string {
  return `${String(category)} ${String(typeId)} "${String(label)}": ${String(from)} to ${String(to)}, ${String(cardinality)}`;
}
