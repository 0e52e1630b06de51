import { afterEach, describe, expect, test } from 'vitest';
import type { AirbyteOptions as PlatformOptions } from '../demo/platforms/airbyte.ts';
import { quickClock } from '../../test/support/quick-clock.ts';
import { startTestAirbyte, type TestAirbyte } from '../../test/support/airbyte.ts';
import { openAirbyte, type Airbyte } from './client.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).toReversed()) await each.close();
});

async function client(options: Omit<PlatformOptions, 'workspace'> = {}, secret?: string) {
  const platform: TestAirbyte = await startTestAirbyte(options);
  const clock = quickClock();
  const { api_url: apiUrl, workspace_id: workspaceId, client_id: clientId, client_secret: clientSecret } = platform.config;
  const account = { apiUrl, workspaceId, clientId, clientSecret: secret ?? clientSecret };
  const airbyte: Airbyte = openAirbyte(account, { allowsInternalAddresses: true, clock });
  opened.push(platform, airbyte);
  const tokens = () => platform.requests.filter(({ path }) => path === platform.tokenPath);
  return { platform, airbyte, clock, tokens };
}

const { signal } = new AbortController();

describe('access tokens', () => {
  test('are asked for once, by parallel calls too, and again shortly before they end', async () => {
    const { airbyte, clock, tokens } = await client();
    await Promise.all([airbyte.workspaceName(signal), airbyte.workspaceName(signal), airbyte.connections(signal)]);
    expect(tokens()).toHaveLength(1);
    expect(JSON.parse(tokens()[0]?.body ?? '{}')).toMatchObject({ 'grant-type': 'client_credentials' });
    clock.advance(13 * 60_000);
    await airbyte.workspaceName(signal);
    expect(tokens()).toHaveLength(1);
    clock.advance(2 * 60_000);
    await airbyte.workspaceName(signal);
    expect(tokens()).toHaveLength(2);
  });

  test('that are refused are replaced, and the call is sent again, once', async () => {
    const { platform, airbyte, tokens } = await client();
    await airbyte.workspaceName(signal);
    platform.expireTokens();
    expect(await airbyte.workspaceName(signal)).toBe('Northwind');
    expect(tokens()).toHaveLength(2);
    platform.fault('unauthorized', { path: '/v1/workspaces', times: 9 });
    await expect(airbyte.workspaceName(signal)).rejects.toThrow(/does not accept the credentials \(stage: authenticate\)/);
    expect(tokens()).toHaveLength(3);
  });

  test.each([
    ['with underscores', ['client_id', 'client_secret', 'grant_type']],
    ['in camel case', ['clientId', 'clientSecret', 'grant-type']],
  ])('are had from servers that take the keys %s', async (_name, tokenKeys) => {
    const { airbyte } = await client({ tokenKeys });
    expect(await airbyte.workspaceName(signal)).toBe('Northwind');
  });

  test('for a wrong secret there are none, and the message does not repeat it', async () => {
    const { airbyte, tokens } = await client({}, 'the-wrong-secret');
    const failed = await airbyte.workspaceName(signal).catch((error: unknown) => error);
    expect(String(failed)).toMatch(/grants no access token \(stage: authenticate\)\. Check the client_id and the client_secret/);
    expect(String(failed)).not.toContain('the-wrong-secret');
    expect(tokens()).toHaveLength(1);
  });
});

describe('lists', () => {
  test('are read page by page, whatever host their links name', async () => {
    const { platform, airbyte } = await client();
    expect(await airbyte.connections(signal)).toHaveLength(232);
    expect(platform.requests.filter(({ path }) => path === '/v1/connections').map(({ query }) => query.get('offset'))).toEqual(['0', '100', '200']);
  });

  test('of jobs are of one type, newest first', async () => {
    const { platform, airbyte } = await client();
    const { connectionId } = platform.workspace.crm;
    for (const [n, jobType] of ['sync', 'refresh', 'sync', 'reset'].entries()) {
      platform.addJob(connectionId, { jobType, status: 'succeeded', createdAt: 1_700_000_000_000 + n * 60_000, rows: n });
    }
    const rows = async (type: 'sync' | 'refresh') => (await airbyte.jobs({ connectionId, type }, signal)).map((job) => job.rows);
    expect([await rows('sync'), await rows('refresh')]).toEqual([[2, 0], [1]]);
  });
});

test('what Airbyte adds to its words stops nobody', async () => {
  const { platform, airbyte } = await client();
  const { crm } = platform.workspace;
  Object.assign(crm, { status: 'hibernating', namespaceDefinition: 'moon' });
  const found = (await airbyte.connections(signal)).find(({ connectionId }) => connectionId === crm.connectionId);
  expect(found?.status).toBe('inactive');
  const made = platform.addJob(crm.connectionId, {});
  Object.assign(made, { status: 'thinking' });
  expect((await airbyte.job(made.jobId, signal))?.state).toBe('running');
});

test('an internal API that is closed says nothing', async () => {
  const { platform, airbyte } = await client({ isSelfManaged: true });
  const { connectionId, sourceId } = platform.workspace.crm;
  expect(await airbyte.failure(connectionId, signal)).toBeNull();
  expect(await airbyte.canConnect(sourceId, signal)).toBe(true);
  platform.fault('forbidden', { path: '/api/v1', times: 2 });
  expect([await airbyte.failure(connectionId, signal), await airbyte.canConnect(sourceId, signal)]).toEqual([undefined, undefined]);
});
