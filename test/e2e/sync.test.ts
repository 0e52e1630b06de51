import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { SyncFailed, type FakeSync } from '../../src/demo/platforms/airbyte.ts';
import { startTestAirbyte, type TestAirbyte } from '../support/airbyte.ts';
import { childrenOf, until } from './cli.ts';
import { filesBelow, findSecrets } from './secret-search.ts';
import { startSaasServer, type Row, type SaasServer } from './saas-server.ts';

let server: SaasServer;
let airbyte: TestAirbyte;
let sourceId: string;
let account: string;
/** What a run of a connection does; tests change it. */
let run: FakeSync;

const everything: FakeSync = async ({ streams }) => ({ rows: 1000 * streams.length, bytes: 5000 });
/** Runs until it is told to end. */
function held() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const sync: FakeSync = async (connection, job, signal) => {
    Object.assign(job, { rows: 7, bytes: 70 });
    await Promise.race([ended, new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))]);
    return everything(connection, job, signal);
  };
  return { sync, end: () => end() };
}

beforeAll(async () => {
  server = await startSaasServer({ LOG_LEVEL: 'trace' });
  airbyte = await startTestAirbyte({ isSelfManaged: true, sync: (...given) => run(...given) });
  const [organization] = await server.call<Row[]>('GET', '/organization');
  account = `/organization/${String(organization?.['id'])}/airbyte`;
  await server.call('PUT', account, airbyte.config);
  const body = { name: 'CRM', connector_type: 'intercom', source_type: 'saas', airbyte_source_id: airbyte.workspace.hubspot.sourceId };
  sourceId = String((await server.call('POST', '/integration-sources', body))['id']);
}, 60_000);
beforeEach(() => {
  run = everything;
});
afterEach(() => {
  airbyte.reset();
  airbyte.workspace.hubspot.isRevoked = false;
});
afterAll(async () => {
  await server?.stop();
  await airbyte?.close();
});

const source = () => server.call('GET', `/integration-sources/${sourceId}`);
const detail = () => server.call('GET', `/integration-sources/${sourceId}/sync`);
const ask = async () => String((await server.call('POST', `/integration-sources/${sourceId}/sync`))['id']);
const job = (id: string) => server.call('GET', `/jobs/${id}`);
const sync = async (): Promise<Row> => server.ended(await ask());
const started = () => airbyte.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/jobs')).length;
const running = (id: string, rows: number) =>
  until('the sync to run', async () => {
    const progress = (await job(id))['progress'] as Row | null;
    return progress?.['rows'] === rows ? progress : undefined;
  });

test('follows a job of Airbyte for each connection, and leaves the source as it then is', async () => {
  const began = Date.now();
  const gate = held();
  run = gate.sync;
  const id = await ask();
  expect(await running(id, 14)).toMatchObject({ phase: 'sync', source: 'CRM', done: 0, total: 2, unit: 'connections', rows: 14, bytes: 140 });
  expect(await source()).toMatchObject({ last_sync_status: 'running' });
  gate.end();
  expect(await server.ended(id)).toMatchObject({
    kind: 'sync',
    state: 'succeeded',
    error: null,
    progress: { done: 2, total: 2, rows: 3000, bytes: 10_000 },
  });
  expect(started()).toBe(2);
  const after = await source();
  expect(after).toMatchObject({ last_sync_status: 'success', last_sync_row_count: 3000 });
  expect(Date.parse(String(after['last_sync_at']))).toBeGreaterThanOrEqual(Math.floor(began / 1000) * 1000);
});

test('says which connection failed and why; the others are followed all the same', async () => {
  run = async (connection, ...rest) => {
    if (connection.name === 'CRM marketing') throw new SyncFailed('system_error', 'destination', 'The disk is full');
    return everything(connection, ...rest);
  };
  const failed = await sync();
  expect(failed).toMatchObject({ state: 'failed', progress: { rows: 2000 } });
  expect(failed['error']).toMatch(
    /^CRM, sync: Connection CRM marketing: Job \d+ failed \(system_error of the destination\): The disk is full \(stage: read\)\./,
  );
  expect(await source()).toMatchObject({ last_sync_status: 'failed' });
  run = everything;
  expect(await sync()).toMatchObject({ state: 'succeeded' });
  expect(await source()).toMatchObject({ last_sync_status: 'success', last_sync_row_count: 3000 });
});

test('a revoked access is auth_required, leads to the consent, and is healed by it', async () => {
  airbyte.workspace.hubspot.isRevoked = true;
  const failed = await sync();
  expect(failed['error']).toMatch(/401, the refresh token was revoked \(stage: authenticate\)\. POST …\/reconnect/);
  expect(await source()).toMatchObject({ last_sync_status: 'auth_required' });
  await server.call('POST', `/integration-sources/${sourceId}/reconnect`, { redirect_url: 'https://app.example.org' });
  await server.call('POST', `/integration-sources/${sourceId}/reconnect/complete`, { secret_id: `secret-of-${airbyte.workspace.hubspot.sourceId}` });
  expect(await sync()).toMatchObject({ state: 'succeeded' });
  expect(await source()).toMatchObject({ last_sync_status: 'success' });
});

test('cancelling ends the jobs of Airbyte, and the source keeps the words it had', async () => {
  const before = await source();
  run = held().sync;
  const id = await ask();
  await running(id, 14);
  await server.call('POST', `/jobs/${id}/cancel`);
  expect(await server.ended(id)).toMatchObject({ state: 'cancelled', error: null });
  expect(airbyte.workspace.jobs.slice(-2).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  const { last_sync_status: status, last_sync_at: at, last_sync_row_count: rows } = before;
  expect(await source()).toMatchObject({ last_sync_status: status, last_sync_at: at, last_sync_row_count: rows });
  expect((await detail())['connections']).toMatchObject([{ last_job: { status: 'cancelled' } }, { last_job: { status: 'cancelled' } }]);
});

test('a job that somebody cancels in Airbyte is cancelled here', async () => {
  run = held().sync;
  const id = await ask();
  await running(id, 14);
  const [first, second] = airbyte.workspace.jobs.slice(-2).map(({ jobId }) => jobId);
  await cancelThere(first, second);
  expect(await server.ended(id)).toMatchObject({ state: 'cancelled', error: expect.stringMatching(/Cancelled in Airbyte/) as unknown });
});

test('what runs already is followed, not started again', async () => {
  const gate = held();
  run = gate.sync;
  const there = airbyte.addJob(airbyte.workspace.crm.connectionId, { status: 'running', rows: 5, bytes: 5 });
  const id = await ask();
  await running(id, 12);
  expect(started()).toBe(1);
  Object.assign(there, { status: 'succeeded', rows: 50, updatedAt: Date.now() });
  gate.end();
  expect(await server.ended(id)).toMatchObject({ state: 'succeeded', progress: { rows: 1050 } });
});

test('a worker that dies while it follows is followed by another, which starts nothing again', async () => {
  const gate = held();
  run = gate.sync;
  const id = await ask();
  await running(id, 14);
  for (const pid of childrenOf(server.running.process.pid ?? 0)) process.kill(pid, 'SIGKILL');
  airbyte.reset();
  await until('another worker to follow', () => (airbyte.requests.some(({ path }) => /\/jobs\/\d+$/.test(path)) ? true : undefined), 60_000);
  gate.end();
  expect(await server.ended(id)).toMatchObject({ state: 'succeeded', progress: { rows: 3000 } });
  expect(started()).toBe(0);
  // A worker that starts also looks at the status of all syncs.
  await until('the look', async () => ((await server.call('GET', account))['last_checked_at'] === null ? undefined : true));
}, 120_000);

test('a start whose answer is lost is not repeated', async () => {
  // Four questions before, and two right before the first start.
  const lost = airbyte.fault('truncated-json', { path: /\/jobs$/, skip: 6 });
  const before = airbyte.workspace.jobs.length;
  expect(await sync()).toMatchObject({ state: 'succeeded' });
  expect(airbyte.workspace.jobs.length - before).toBe(2);
  expect([lost.hits, started()]).toEqual([1, 2]);
});

test('whatever goes wrong ends the job with its stage, leaves the source as it was, and is healed by the next sync', async () => {
  const jobs = /\/public\/v1\/jobs\/\d+$/;
  const connections = /\/public\/v1\/connections$/;
  const faults = [
    ['forbidden', connections, 9, 'authenticate'],
    ['unauthorized', connections, 20, 'authenticate'],
    ['redirect-elsewhere', connections, 9, 'list'],
    ['vanished', jobs, 1, 'read'],
    ['truncated-json', jobs, 2, 'list'],
    ['endless-body', jobs, 1, 'list'],
    ['gzip-bomb', jobs, 1, 'list'],
  ] as const;
  for (const [kind, path, times, stage] of faults) {
    airbyte.fault(kind, { path, times });
    const failed = await sync();
    expect(failed, kind).toMatchObject({ state: 'failed', error: expect.stringContaining(`(stage: ${stage})`) as unknown });
    airbyte.reset();
    expect(['success', 'running'], kind).toContain((await source())['last_sync_status']);
    expect(await sync(), kind).toMatchObject({ state: 'succeeded' });
    expect(await source(), kind).toMatchObject({ last_sync_status: 'success', last_sync_row_count: 3000 });
    expect((await detail())['problem'], kind).toBeNull();
  }
  for (const kind of ['unauthorized-once', 'rate-limited', 'rate-limited-silently', 'server-error', 'dropped'] as const)
    airbyte.fault(kind, { path: jobs });
  expect(await sync()).toMatchObject({ state: 'succeeded' });
}, 180_000);

test('where no connection can run, the job says so', async () => {
  const { crm, marketing } = airbyte.workspace;
  Object.assign(crm, { status: 'locked', statusReason: 'Payment is due' });
  Object.assign(marketing, { status: 'inactive' });
  const failed = await sync();
  expect(failed).toMatchObject({
    state: 'failed',
    error: expect.stringMatching(/CRM core is locked \(Payment is due\), CRM marketing is inactive/) as unknown,
  });
  expect(await source()).toMatchObject({ last_sync_status: 'success' });
  Object.assign(crm, { status: 'active', statusReason: null });
  expect(await sync()).toMatchObject({ state: 'succeeded', progress: { total: 1 } });
  Object.assign(marketing, { status: 'active' });
});

test('the secret of the account, and the tokens had for it, are in clear text nowhere', async () => {
  await sync();
  const tokens = airbyte.requests.flatMap(({ headers }) => headers.authorization?.replace('Bearer ', '') ?? []);
  expect(tokens.length).toBeGreaterThan(3);
  const places = [...server.answers, ['output', server.running.output()] as const, ...(await server.dump()), ...filesBelow(server.home)];
  expect(places.map(([, text]) => text).join('')).toContain(airbyte.config.client_id);
  expect(findSecrets(places, [airbyte.config.client_secret, ...new Set(tokens)])).toEqual([]);
});

async function cancelThere(...ids: readonly (number | undefined)[]): Promise<void> {
  const { api_url: url, client_id: id, client_secret: secret } = airbyte.config;
  const body = JSON.stringify({ client_id: id, client_secret: secret, 'grant-type': 'client_credentials' });
  const { access_token: token } = (await (await fetch(`${url}/applications/token`, { method: 'POST', body })).json()) as { access_token: string };
  for (const jobId of ids) await fetch(`${url}/jobs/${jobId}`, { method: 'DELETE', headers: { authorization: `Bearer ${token}` } });
}
