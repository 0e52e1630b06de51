import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connector as duckdb } from '../../src/connectors/duckdb/index.ts';
import { connector as files } from '../../src/connectors/files/index.ts';
import { connector as postgresql } from '../../src/connectors/postgresql/index.ts';
import type { Session } from '../../src/connectors/contract.ts';
import { streamAccounts } from '../../src/demo/landed/accounts.ts';
import { landInDuckDB, landInParquet } from '../../src/demo/landed/duckdb.ts';
import { landInPostgreSQL } from '../../src/demo/landed/postgresql.ts';
import { hubspotTruth, startHubspot, type HubspotPlatform } from '../../src/demo/platforms/hubspot.ts';
import { testDatabase } from '../support/store.ts';
import { start, temporary, until, type Running } from './cli.ts';

type Row = Readonly<Record<string, unknown>>;

const never = new AbortController().signal;
const token = 'a-token-of-the-tests';
const place = temporary('synced-source');
const file = join(place, 'warehouse.duckdb');
const patienceMs = 120_000;
const notSynced = ['meetings', 'tickets'];
let running: Running;
let url: string;
let hubspot: HubspotPlatform;
let systems: Readonly<Record<string, { readonly id: string; open(): Promise<Session> }>>;

beforeAll(async () => {
  hubspot = await startHubspot();
  const env = { COGNATE_HOME: join(place, 'home'), PORT: '0', COGNATE_ADMIN_TOKEN: token, LOG_LEVEL: 'warn', COGNATE_INTERNAL_ADDRESSES: 'allow' };
  running = start(['serve'], env);
  url = await until('the server', () => /ready at (\S+)/.exec(running.output())?.[1]);

  const account = streamAccounts.hubspot;
  await landInDuckDB(file, account, { schema: 'HubSpot', prefix: 'crm_' });
  await landInDuckDB(file, streamAccounts.stripe, { schema: 'stripe' });
  await landInParquet(place, account, { schema: 'lake' });
  const address = await testDatabase();
  const client = new Client(address);
  await client.connect();
  await landInPostgreSQL(client, account, { schema: 'hubspot' });
  await client.end();
  const server = postgresql.parseTarget(address)?.config;
  if (server === undefined) throw new Error(`no target: ${address}`);
  systems = {
    DuckDB: { id: await source('Warehouse', 'duckdb', { path: file }), open: () => duckdb.open({ path: file }, never) },
    PostgreSQL: {
      id: await source('Server', 'postgresql', server),
      open: () => postgresql.open(server, never),
    },
    'Parquet files': {
      id: await source('Lake', 'files', { path: join(place, 'lake') }),
      open: () => files.open({ path: join(place, 'lake') }, never),
    },
  };
}, patienceMs);
afterAll(async () => {
  running.process.kill('SIGKILL');
  await hubspot.close();
});

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

let sources = 0;

async function source(name: string, connectorType: string, configuration: object, more: object = {}): Promise<string> {
  sources += 1;
  const body = { name, connector_type: connectorType, configuration, instance_label: `S${sources}`, ...more };
  return String((await call<Row>('POST', '/integration-sources', body))['id']);
}

async function scan(id: string): Promise<Row> {
  const job = await call<Row>('POST', `/integration-sources/${id}/scan`, {});
  const end = async () => {
    const now = await call<Row>('GET', `/jobs/${String(job['id'])}`);
    return now['state'] === 'queued' || now['state'] === 'running' ? undefined : now;
  };
  return until('the end of the job', end, patienceMs);
}

/** A copy of an account that stays is linked with the next. */
const remove = (id: string) => call('DELETE', `/integration-sources/${id}`);
const list = (id: string, what: string) => call<Row[]>('GET', `/integration-sources/${id}/${what}?limit=1000`);
const credentials = () => ({ ...hubspot.config, requests_per_second: 1000 });
const synced = (system: string, configuration: object, more: object = {}) =>
  source('CRM', 'hubspot', configuration, { is_sync: true, system_source_id: systems[system]?.id, ...more });
const text = (row: Row | undefined, name: string): string => String(row?.[name]);

/** Every inferred association with how its counts come out when they are asked of the system source again. */
async function checks(id: string, session: Session) {
  const inferred = (await list(id, 'saas-associations')).filter((edge) => edge['relationship_type'] === 'INFERRED');
  const checked = [];
  for (const { association_label: label, evidence } of inferred) {
    const { check_sql: sql, value } = evidence as { check_sql: string; value: Record<string, unknown> };
    const [counted = {}] = await session.query(sql, never);
    checked.push({ label, counted, said: Object.fromEntries(Object.keys(counted).map((name) => [name, value[name]])) });
  }
  return checked;
}

/** Object by object what a reconciliation says, under the names of objects and labels. */
function lacks(reconciled: readonly Row[]) {
  return reconciled.map((object) => ({
    object: text(object, 'api_identifier'),
    isSynced: object['is_synced'],
    missing: object['missing_fields'] as string[],
    associations: object['associations'] as Row[],
  }));
}

describe.each(['DuckDB', 'PostgreSQL', 'Parquet files'])('an account read through its API and through what landed in %s', (system) => {
  let id: string;
  let reconciled: readonly Row[];

  beforeAll(async () => {
    id = await synced(system, credentials());
    expect(await scan(id)).toMatchObject({ state: 'succeeded', error: null });
    reconciled = await list(id, 'reconciliation');
  }, patienceMs);
  afterAll(() => remove(id));

  test('is one set of objects, under the names of the platform', async () => {
    const objects = await list(id, 'saas-objects');
    expect(objects.map((object) => text(object, 'api_identifier'))).toEqual(hubspotTruth.objects.map(({ apiIdentifier }) => apiIdentifier));
    const defined = (await list(id, 'saas-associations')).filter((edge) => edge['relationship_type'] === 'FOREIGN_KEY');
    expect(defined).toHaveLength(hubspotTruth.associations.length);
  });

  test('has the fields of both, with profiles of all that landed', async () => {
    const contacts = (await list(id, 'saas-objects')).find((object) => object['api_identifier'] === 'contacts');
    const fields = await list(id, `saas-objects/${text(contacts, 'id')}/saas-fields`);
    const names = fields.map((field) => text(field, 'api_identifier'));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(hubspotTruth.objects.find(({ apiIdentifier }) => apiIdentifier === 'contacts')?.fields ?? []));
    expect(names.filter((name) => name.startsWith('properties'))).toEqual([]);
    const {
      landed_fields: landed,
      missing_fields: missing,
      sync_columns: own,
    } = reconciled.find((object) => object['api_identifier'] === 'contacts') ?? {};
    const profiled = fields.filter((field) => field['null_pct'] !== null).map((field) => text(field, 'api_identifier'));
    const columns = new Map((landed as Row[]).map((field) => [text(field, 'api_identifier'), text(field, 'column')]));
    expect([...columns.keys()].toSorted()).toEqual(profiled.toSorted());
    expect(columns.get('email')).toBe('properties_email');
    expect(own).toEqual(['_airbyte_raw_id', '_airbyte_extracted_at', '_airbyte_meta', '_airbyte_generation_id']);
    expect(profiled).toEqual(expect.arrayContaining(['id', 'companies', 'email', 'hs_object_id']));
    for (const name of missing as string[]) expect(profiled).not.toContain(name);
  });

  test('names the objects, fields and associations that the sync lacks', () => {
    const objects = lacks(reconciled);
    expect(objects.filter(({ isSynced }) => isSynced === false).map(({ object }) => object)).toEqual(notSynced);
    const sensitive = hubspotTruth.objects.map(({ apiIdentifier, fields }) => ({ apiIdentifier, fields: new Set(fields) }));
    for (const { object, missing } of objects) {
      for (const name of missing) expect(sensitive.find(({ apiIdentifier }) => apiIdentifier === object)?.fields).toContain(name);
    }
    const contact = objects.find(({ object }) => object === 'contacts');
    const label = (name: string) => contact?.associations.find((edge) => edge['association_label'] === name);
    expect(label('Contact to Company')).toMatchObject({
      carried_by: 'join_table',
      array_column: expect.stringMatching(/^(companies|contacts)$/) as unknown,
    });
    expect(label('Owner')).toMatchObject({ carried_by: 'column', column: 'properties_hubspot_owner_id' });
    expect(label('Consultant of')).toMatchObject({
      carried_by: 'nothing',
      why: 'no_column',
      detail: expect.stringContaining('Consultant of') as unknown,
    });
    expect(label('Contact to Ticket')).toMatchObject({
      carried_by: 'nothing',
      why: 'object_not_synced',
      detail: 'Ticket is not synced: select the stream of tickets.',
    });
    const note = objects.find(({ object }) => object === 'deals')?.associations.find((edge) => edge['association_label'] === 'Deal to Note');
    expect(note).toMatchObject({ carried_by: 'nothing', why: 'no_column' });
  });

  test('has evidence that the system source confirms', async () => {
    const session = await systems[system]?.open();
    if (session === undefined) throw new Error('no system source');
    const checked = await checks(id, session);
    await session.close();
    expect(checked.length).toBeGreaterThan(2);
    for (const { counted, said } of checked) expect(counted).toEqual(said);
  });
});

test('without credentials of the platform, what landed alone is the source', async () => {
  const id = await synced('DuckDB', {}, { selected_streams: ['companies', 'contacts', 'owners', 'line_items', 'products'] });
  expect(await call<Row>('POST', `/integration-sources/${id}/test-connection`)).toMatchObject({ connection_status: 'connected', failed_stage: null });
  expect(await scan(id)).toMatchObject({ state: 'succeeded' });
  const objects = await list(id, 'saas-objects');
  expect(objects.map((object) => text(object, 'api_identifier'))).toEqual(['companies', 'contacts', 'line_items', 'owners', 'products']);
  expect(lacks(await list(id, 'reconciliation')).flatMap(({ missing }) => missing)).toEqual([]);
  const session = await duckdb.open({ path: file }, never);
  const checked = await checks(id, session);
  await session.close();
  expect(checked.map(({ label }) => String(label))).toEqual(expect.arrayContaining([expect.stringContaining('companies')]));
  for (const { counted, said } of checked) expect(counted).toEqual(said);
  await remove(id);
});

test('a sync of an application that has no connector here is read as well', async () => {
  const more = { source_type: 'saas', is_sync: true, system_source_id: systems['DuckDB']?.id, selected_streams: ['customers', 'invoices'] };
  const id = await source('Shop', 'shopify', {}, more);
  expect(await scan(id)).toMatchObject({ state: 'succeeded' });
  expect((await list(id, 'saas-objects')).map((object) => text(object, 'api_identifier'))).toEqual(['customers', 'invoices']);
});

test('a system source that cannot be reached ends the scan by its name and stage, and a later scan heals it', async () => {
  const gone = { path: join(place, 'moved.duckdb') };
  const system = await source('Moved', 'duckdb', gone);
  const id = await source('CRM', 'hubspot', credentials(), { is_sync: true, system_source_id: system });
  const failed = await scan(id);
  expect(failed).toMatchObject({
    state: 'failed',
    error: expect.stringMatching(/^CRM, introspect: Its system source Moved: .*stage: resolve/) as unknown,
  });
  expect(await call<Row>('GET', `/integration-sources/${system}`)).toMatchObject({ connection_status: 'error' });
  expect(await list(id, 'saas-objects')).toEqual([]);
  await call('PUT', `/integration-sources/${system}`, { configuration: { path: file } });
  expect(await scan(id)).toMatchObject({ state: 'succeeded' });
  expect((await list(id, 'saas-objects')).length).toBe(hubspotTruth.objects.length);
});

test('a source that is not synced has nothing to reconcile', async () => {
  const id = await source('CRM', 'hubspot', credentials());
  expect(await list(id, 'reconciliation')).toEqual([]);
});
