import { afterAll, beforeAll, expect, test } from 'vitest';
import { restTruth, startRest, type RestPlatform } from '../../src/demo/platforms/rest.ts';
import { startZendesk, type ZendeskPlatform, zendeskTruth } from '../../src/demo/platforms/zendesk.ts';
import { catalogOf, startSaasServer, type Row, type SaasServer } from './saas-server.ts';

let server: SaasServer;
let zendesk: ZendeskPlatform;
let rest: RestPlatform;

beforeAll(async () => {
  [server, zendesk, rest] = await Promise.all([startSaasServer(), startZendesk(), startRest()]);
}, 60_000);
afterAll(async () => {
  server?.running.process.kill('SIGKILL');
  await zendesk?.close();
  await rest?.close();
});

/** Registers, tests and scans a source; answers with what the API then tells of it. */
async function scanned(connector: string, configuration: Row) {
  const id = await server.register(connector, connector, { ...configuration, requests_per_second: 500 });
  expect(await server.call('POST', `/integration-sources/${id}/test-connection`)).toMatchObject({ connection_status: 'connected' });
  const job = await server.call('POST', `/integration-sources/${id}/scan`);
  expect(await server.ended(String(job['id']))).toMatchObject({ state: 'succeeded' });
  const { objects, fields, associations } = await catalogOf(server, id);
  const nameOf = new Map(objects.map((object) => [object['id'], String(object['api_identifier'])]));
  return {
    fields: Object.fromEntries(
      objects.map((object, i) => [object['api_identifier'], fields[i]?.map((field) => String(field['api_identifier'])).toSorted()]),
    ),
    associations: associations.map((edge) => ({
      ends: `${nameOf.get(edge['from_object_id'])}.${String(edge['association_type_id']).split('.').at(-1)} -> ${nameOf.get(edge['to_object_id'])}`,
      type: edge['relationship_type'],
      status: edge['status'],
      category: edge['association_category'],
      score: Number(edge['score']),
    })),
  };
}

const end = (field: string): string => field.split('.').at(-1) ?? '';

test('a Zendesk account is in the catalog as the account shows it', async () => {
  const found = await scanned('zendesk', zendesk.oauthConfig);
  expect(found.fields).toEqual(Object.fromEntries(zendeskTruth.objects.map(({ apiIdentifier, fields }) => [apiIdentifier, fields])));
  const defined = found.associations.filter(({ type }) => type === 'FOREIGN_KEY');
  expect(defined.map(({ ends, category }) => `${ends} ${String(category)}`).toSorted()).toEqual(
    zendeskTruth.associations.map(({ from, to, field, category }) => `${from}.${end(field)} -> ${to} ${category}`).toSorted(),
  );
  expect(new Set(defined.map(({ status, score }) => `${String(status)} ${score}`))).toEqual(new Set(['APPROVED 1']));
}, 180_000);

test('an API without metadata is in the catalog, and its associations are suggested from its records', async () => {
  const found = await scanned('rest', rest.config);
  expect(found.fields).toEqual(Object.fromEntries(Object.entries(restTruth.objects).map(([name, fields]) => [name, Object.keys(fields).toSorted()])));
  const likely = found.associations.filter(({ score }) => score >= 0.5);
  expect(likely.map(({ ends }) => ends).toSorted()).toEqual(
    restTruth.references.map(({ from, field, to }) => `${from}.${end(field)} -> ${to}`).toSorted(),
  );
  expect(new Set(found.associations.map(({ type, status }) => `${String(type)} ${String(status)}`))).toEqual(new Set(['INFERRED SUGGESTED']));
}, 180_000);

test('GET /connectors tells what they need, and which of it is secret', async () => {
  const connectors = await server.call<Row[]>('GET', '/connectors');
  const secretsOf = (type: string) => {
    const schema = connectors.find((connector) => connector['type'] === type)?.['configuration'] as {
      properties: Record<string, { writeOnly?: boolean }>;
    };
    return Object.keys(schema.properties).filter((name) => schema.properties[name]?.writeOnly);
  };
  expect(secretsOf('zendesk')).toEqual(['api_token', 'access_token', 'client_secret', 'refresh_token']);
  expect(secretsOf('rest')).toEqual(['api_key', 'bearer_token', 'password', 'token_exchange_password', 'token_exchange_body']);
});
