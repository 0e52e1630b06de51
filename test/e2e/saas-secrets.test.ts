import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startHubspot, type HubspotPlatform } from '../../src/demo/platforms/hubspot.ts';
import { startSalesforce, type SalesforcePlatform } from '../../src/demo/platforms/salesforce.ts';
import { rowsOf, startSaasServer, type Row, type SaasServer } from './saas-server.ts';
import { filesBelow, findSecrets } from './secret-search.ts';

vi.setConfig({ testTimeout: 180_000 });

let server: SaasServer;
let hubspot: HubspotPlatform;
let salesforce: SalesforcePlatform;
const sourceIds = new Map<string, string>();
/** What the work directories held while scans ran. */
const midway = new Map<string, Buffer>();

const workDirectories = (): string => join(server.home, 'work');
const sourceOf = (name: string): string => sourceIds.get(name) ?? '';

beforeAll(async () => {
  server = await startSaasServer({ LOG_LEVEL: 'trace', COGNATE_TEST_HASTE: '10' });
  hubspot = await startHubspot({ rotates: true });
  salesforce = await startSalesforce({ rotates: true });
  sourceIds.set('hubspot', await server.register('CRM', 'hubspot', hubspot.oauthConfig));
  sourceIds.set('salesforce', await server.register('Sales', 'salesforce', salesforce.config));
}, 60_000);
afterAll(async () => {
  server.running.process.kill('SIGKILL');
  await hubspot.close();
  await salesforce.close();
});

/** Scans, and looks at what lies in the work directories meanwhile. */
async function watched(name: string): Promise<Row> {
  const job = await server.ask(sourceOf(name));
  const over = new AbortController();
  const ended = server.ended(job).finally(() => over.abort());
  while (!over.signal.aborted) {
    for (const [file, content] of attempt(() => [...filesBelow(workDirectories())])) midway.set(`${file}, ${content.length} bytes`, content);
    await sleep(500, undefined, { signal: over.signal }).catch(() => undefined);
  }
  return ended;
}

/** Files may go while they are read. */
function attempt<T>(work: () => readonly T[]): readonly T[] {
  try {
    return work();
  } catch {
    return [];
  }
}

/** Every credential that the platforms gave or were shown. */
function credentials(): string[] {
  const shown = [hubspot, salesforce].flatMap(({ requests, tokenPath }) =>
    requests.flatMap(({ headers, path, body }) => {
      const form = path === tokenPath ? new URLSearchParams(body) : new URLSearchParams();
      return [headers.authorization?.replace('Bearer ', ''), form.get('refresh_token'), form.get('client_secret')];
    }),
  );
  return [...new Set(shown.filter((one): one is string => typeof one === 'string' && one !== ''))];
}

describe('credentials that are renewed', () => {
  test('in the middle of a scan lose nothing', async () => {
    expect(await watched('hubspot')).toMatchObject({ state: 'succeeded', error: null });
    const calls = hubspot.requests.filter(({ path }) => path !== hubspot.tokenPath).length;
    const clean = rowsOf(await server.rows(), [sourceOf('hubspot')]);
    for (const share of [0.2, 0.5, 0.9]) hubspot.fault('unauthorized', { skip: Math.floor(calls * share) });
    expect(await watched('hubspot')).toMatchObject({ state: 'succeeded', error: null });
    expect(hubspot.requests.filter(({ status }) => status === 401)).toHaveLength(3);
    expect(rowsOf(await server.rows(), [sourceOf('hubspot')])).toHaveLength(clean.length);
    expect(await watched('salesforce')).toMatchObject({ state: 'succeeded', error: null });
  });

  test('by several who read the same source at once are the latest for all of them', async () => {
    const granted = () => salesforce.requests.filter(({ path, status }) => path === salesforce.tokenPath && status === 200).length;
    const before = granted();
    const tests = Array.from({ length: 4 }, () => server.call('POST', `/integration-sources/${sourceOf('salesforce')}/test-connection`));
    const [scan, ...tested] = await Promise.all([watched('salesforce'), ...tests]);
    expect(scan).toMatchObject({ state: 'succeeded', error: null });
    for (const one of tested) expect(one).toMatchObject({ connection_status: 'connected', detail: null });
    expect(granted() - before).toBe(5);
    expect(salesforce.requests.filter(({ path, status }) => path === salesforce.tokenPath && status !== 200)).toEqual([]);
  });

  test('are kept: the next scan begins with them', async () => {
    expect(await watched('salesforce')).toMatchObject({ state: 'succeeded', error: null });
    const used = salesforce.requests.flatMap(({ path, body }) =>
      path === salesforce.tokenPath ? [new URLSearchParams(body).get('refresh_token')] : [],
    );
    expect(new Set(used).size).toBe(used.length);
  });

  test('and that are refused at last stay out of what is said', async () => {
    salesforce.fault('unauthorized', { path: /token$/, times: Infinity });
    expect(await watched('salesforce')).toMatchObject({ state: 'failed', error: expect.stringContaining('grants no access token') as unknown });
    salesforce.reset();
    hubspot.fault('server-error', { skip: 3, times: Infinity });
    expect(await watched('hubspot')).toMatchObject({ state: 'failed' });
    hubspot.fault('forbidden', { times: Infinity });
    await server.call('POST', `/integration-sources/${sourceOf('hubspot')}/test-connection`);
    expect(await server.call('GET', `/integration-sources/${sourceOf('salesforce')}`)).toMatchObject({ connection_status: 'error' });
  });

  test('are in no answer, no log line, no row of the catalog and no file, at no time', async () => {
    const known = credentials();
    expect(known.length).toBeGreaterThan(10);
    const output = server.running.output();
    expect(output).toContain('"level":10');
    expect(findSecrets(server.answers, known)).toEqual([]);
    expect(findSecrets([['output', output]], known)).toEqual([]);
    expect(findSecrets(await server.dump(), known)).toEqual([]);
    expect(midway.size).toBeGreaterThan(0);
    expect(findSecrets(midway, known)).toEqual([]);
    expect(findSecrets(filesBelow(server.home), known)).toEqual([]);
  });
});
