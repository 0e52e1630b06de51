import { afterEach, expect, test } from 'vitest';
import type { SaasConnector } from '../../src/connectors/contract.ts';
import { connector as hubspot } from '../../src/connectors/hubspot/index.ts';
import { connector as salesforce } from '../../src/connectors/salesforce/index.ts';
import { startPlatform, type Platform, type Routes } from '../../src/demo/platforms/server.ts';
import { loneHost } from '../support/lone-host.ts';

const never = new AbortController().signal;
let platform: Platform;
afterEach(() => platform.close());

/** How many rows an account gives whose every page says that there is another, and after how many calls the reading ends. */
async function readFrom(connector: SaasConnector, routes: Routes, config: (url: string) => Record<string, unknown>, limit?: number) {
  platform = await startPlatform(routes);
  const session = await connector.open(connector.configSchema.parse(config(platform.url)), never, loneHost);
  let rows = 0;
  for await (const batch of session.read('Thing', ['Id'], { signal: never, ...(limit === undefined ? {} : { limit }) })) rows += batch.rows.length;
  await session.close();
  return { rows, calls: platform.requests.filter(({ path }) => /objects\/Thing$|query/.test(path)).length };
}

let page = 0;
const hubspotPages = (size: number): Routes => ({
  'GET /crm/v3/objects/Thing': () => ({
    results: Array.from({ length: size }, (_, i) => ({ id: String(i), properties: { Id: String(i) } })),
    paging: { next: { after: String((page += 1)) } },
  }),
});
const hubspotConfig = (url: string) => ({ api_base: url, access_token: 'token' });
const salesforcePages = (size: number): Routes => {
  const next = () => ({
    done: false,
    nextRecordsUrl: `/services/data/v60.0/query/01g-${(page += 1)}`,
    records: Array.from({ length: size }, () => ({ Id: 'a01000000000001' })),
  });
  return {
    'GET /services/data/v60.0/sobjects/Thing/describe': () => ({
      name: 'Thing',
      label: 'Thing',
      custom: false,
      fields: [{ name: 'Id', label: 'Id', type: 'id', nillable: false, unique: false, custom: false, createable: false, defaultedOnCreate: true }],
      childRelationships: [],
    }),
    'GET /services/data/v60.0/query': next,
    'GET /services/data/v60.0/query/:locator': next,
  };
};
const salesforceConfig = (url: string) => ({ instance_url: url, login_url: url, access_token: 'token' });

test('more than was asked for is not read', async () => {
  expect(await readFrom(hubspot, hubspotPages(100), hubspotConfig, 250)).toEqual({ rows: 250, calls: 3 });
  await platform.close();
  expect(await readFrom(salesforce, salesforcePages(100), salesforceConfig, 250)).toEqual({ rows: 250, calls: 3 });
});

test('pages of nothing are not read for ever', async () => {
  expect(await readFrom(hubspot, hubspotPages(0), hubspotConfig)).toEqual({ rows: 0, calls: 1 });
  await platform.close();
  expect(await readFrom(salesforce, salesforcePages(0), salesforceConfig)).toEqual({ rows: 0, calls: 1 });
});
