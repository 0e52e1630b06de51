import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { FaultKind } from '../../src/demo/platforms/faults.ts';
import { startSalesforce, type SalesforcePlatform } from '../../src/demo/platforms/salesforce.ts';
import { until } from './cli.ts';
import { rowsOf, startSaasServer, type SaasServer } from './saas-server.ts';

let server: SaasServer;
let platform: SalesforcePlatform;
let sourceId: string;

beforeAll(async () => {
  server = await startSaasServer();
  // Every record is a page of its own: a scan that is not cancelled asks some ten thousand times.
  platform = await startSalesforce({ pageSize: 1 });
  sourceId = await server.register('Sales', 'salesforce', platform.config);
}, 60_000);
beforeEach(() => platform.reset());
afterAll(async () => {
  server.running.process.kill('SIGKILL');
  await platform.close();
});

/** Cancels a scan as soon as `isThere` holds; answers with the job as it ended. */
async function cancelled(isThere: () => boolean) {
  const job = await server.ask(sourceId);
  await until('the scan to come there', () => (isThere() ? true : undefined), 60_000);
  await server.call('POST', `/jobs/${job}/cancel`);
  // Much sooner than any of the waits would end by itself.
  return server.ended(job, 20_000);
}

const describing = /\/(sobjects|composite)/;
const reading = /\/query/;

test.each<readonly [kind: FaultKind, where: string, path: RegExp | string]>([
  ['slow-body', 'while objects are described', describing],
  ['silent', 'while objects are described', describing],
  ['rate-limited-for-a-minute', 'while objects are described', describing],
  ['slow-body', 'while records are read', reading],
  ['rate-limited-for-a-minute', 'while records are read', reading],
  ['silent', 'while a token is fetched', '/services/oauth2/token'],
])('a scan that waits (%s) %s is cancelled, and leaves nothing behind', async (kind, _where, path) => {
  const before = rowsOf(await server.rows(), [sourceId]);
  const fault = platform.fault(kind, { path, times: Infinity });
  expect(await cancelled(() => fault.hits > 0)).toMatchObject({ state: 'cancelled' });
  expect(rowsOf(await server.rows(), [sourceId])).toEqual(before);
  await until('the end of the work directory', () => (readdirSync(join(server.home, 'work')).length === 0 ? true : undefined));
});

test('a scan that reads page after page is cancelled, and asks for no more of them', async () => {
  const pages = () => platform.requests.filter(({ path }) => /\/query\/./.test(path)).length;
  expect(await cancelled(() => pages() > 50)).toMatchObject({ state: 'cancelled', progress: { phase: 'profile' } });
  const asked = platform.requests.length;
  expect(rowsOf(await server.rows(), [sourceId])).toEqual([]);
  expect(platform.requests.length).toBe(asked);
});
