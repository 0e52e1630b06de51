import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../src/connectors/contract.ts';
import { connector as duckdb } from '../../src/connectors/duckdb/index.ts';
import { connector as files } from '../../src/connectors/files/index.ts';
import { streamAccounts } from '../../src/demo/landed/accounts.ts';
import { landInDuckDB, landInParquet } from '../../src/demo/landed/duckdb.ts';
import { landInPostgreSQL } from '../../src/demo/landed/postgresql.ts';
import { chosenStreams, type AccountStream } from '../../src/demo/landed/stream.ts';
import { testDatabase } from '../support/store.ts';

const never = new AbortController().signal;
const home = mkdtempSync(join(tmpdir(), 'cognate-landed-'));
const accounts = Object.entries(streamAccounts);

afterAll(() => rmSync(home, { recursive: true }));

describe.each(accounts)('the streams of %s', (_, account) => {
  it('have names of their own, records with ids of their own, and a choice that leaves some out', () => {
    const names = account.streams.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { fields, primaryKey, records } of account.streams) {
      const key = primaryKey[0]?.[0] ?? '';
      expect(fields.map(({ name }) => name)).toContain(key);
      const ids = records().map((record) => record[key]);
      expect(new Set(ids).size).toBe(ids.length);
    }
    expect(account.selected.length).toBeLessThan(names.length);
    expect(account.deselectedFields).not.toEqual([]);
    for (const left of account.deselectedFields) {
      const [stream = '', field = ''] = left.split('.');
      expect(fieldsOf(chosenStreams(account, [stream])[0])).toContain(field);
      expect(fieldsOf(chosenStreams(account).find(({ name }) => name === stream))).not.toContain(field);
    }
  });

  it('are refused where there is none of the name', () => {
    expect(() => chosenStreams(account, ['no_such_stream'])).toThrow('There is no stream no_such_stream.');
  });
});

describe('a DuckDB file', () => {
  const file = join(home, 'warehouse.duckdb');
  let session: Session;

  beforeAll(async () => {
    await landInDuckDB(file, streamAccounts.hubspot, { schema: 'HubSpot raw', prefix: 'hs_' });
    await landInDuckDB(file, streamAccounts.salesforce, { schema: 'salesforce' });
    await landInDuckDB(file, streamAccounts.salesforce, { schema: 'salesforce' });
    session = await duckdb.open({ path: file }, never);
  });
  afterAll(() => session.close());

  it('has a table per chosen stream, with the columns of the service first, in lower-case', async () => {
    const model = await session.introspect(never);
    const tables = model.entities.map(({ path }) => `${path.schema}.${path.name}`);
    expect(tables.filter((table) => table.startsWith('hubspot_raw.'))).toEqual(
      streamAccounts.hubspot.selected.map((name) => `hubspot_raw.hs_${name}`).toSorted(),
    );
    const milestone = model.entities.find(({ path }) => path.name === 'milestone__c');
    expect(milestone?.attributes.slice(0, 9).map(({ name, dataType }) => `${name} ${dataType}`)).toEqual([
      '_airbyte_raw_id VARCHAR',
      '_airbyte_extracted_at TIMESTAMP WITH TIME ZONE',
      '_airbyte_meta JSON',
      '_airbyte_generation_id BIGINT',
      'id VARCHAR',
      'name VARCHAR',
      'project__c VARCHAR',
      'blocked_by__c VARCHAR',
      'delivery__c VARCHAR',
    ]);
  });

  it('tells the ids of associated records, which exist', async () => {
    const [found] = await session.query(
      `SELECT count(*) AS ids, count(c.id) AS known
       FROM (SELECT id, unnest(from_json(contacts, '["VARCHAR"]')) AS contact FROM hubspot_raw.hs_deals) AS d LEFT JOIN hubspot_raw.hs_contacts AS c ON c.id = d.contact`,
      never,
    );
    expect(Number(found?.['ids'])).toBeGreaterThan(100);
    expect(found?.['known']).toBe(found?.['ids']);
  });
});

it('lands the same in PostgreSQL, with its types', async () => {
  const client = new Client(await testDatabase());
  await client.connect();
  try {
    await landInPostgreSQL(client, streamAccounts.stripe, { schema: 'stripe' });
    const landed = await landInPostgreSQL(client, streamAccounts.stripe, { schema: 'stripe' });
    expect(landed).toContainEqual({ stream: 'invoice_line_items', schema: 'stripe', table: 'invoice_line_items' });
    const { rows } = await client.query<{ customer: string; created: string; parent: { type: string }; meta: object }>(
      `SELECT customer, created, parent, _airbyte_meta AS meta FROM stripe.invoices WHERE parent IS NOT NULL LIMIT 1`,
    );
    expect(rows[0]).toMatchObject({ customer: expect.stringMatching(/^cus_/), parent: { type: 'subscription_details' }, meta: { changes: [] } });
    const types = await client.query<{ type: string }>(
      `SELECT DISTINCT data_type AS type FROM information_schema.columns WHERE table_schema = 'stripe' ORDER BY 1`,
    );
    expect(types.rows.map(({ type }) => type)).toEqual(['bigint', 'boolean', 'character varying', 'jsonb', 'numeric', 'timestamp with time zone']);
  } finally {
    await client.end();
  }
});

it('lands in Parquet files with names as they are and JSON in texts', async () => {
  await landInParquet(home, streamAccounts.salesforce, { schema: 'lake', streams: ['Account', 'Milestone__c'] });
  const session = await files.open({ path: join(home, 'lake') }, never);
  try {
    const model = await session.introspect(never);
    expect(model.entities.map(({ path }) => path.name)).toEqual(['Account', 'Milestone__c']);
    const types = new Map(model.entities[0]?.attributes.map(({ name, dataType }) => [name, dataType]));
    expect(types.get('Customer_Number__c')).toBe('VARCHAR');
    expect(types.get('BillingAddress')).toBe('VARCHAR');
    expect(types.get('AnnualRevenue')).toBe('DOUBLE');
  } finally {
    await session.close();
  }
});

function fieldsOf(stream: AccountStream | undefined): string[] {
  return stream?.fields.map(({ name }) => name) ?? [];
}
