import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { claimJob, finishJob, writeProgress } from '../../src/store/jobs.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let sourceId: string;
let url: string;
beforeAll(async () => {
  api = await testApi();
  const made = await api.call('POST', '/api/integration-sources', {
    name: 'Shop',
    connector_type: 'sqlite',
    configuration: { path: '/srv/shop.sqlite' },
  });
  sourceId = made.id;
  url = `/api/integration-sources/${sourceId}`;
});
afterAll(() => api.close());

const fields = [
  'id',
  'organization_id',
  'kind',
  'state',
  'source_ids',
  'options',
  'progress',
  'timings',
  'changes',
  'result',
  'error',
  'cancel_requested_at',
  'created_by',
  'started_at',
  'finished_at',
  'created_at',
  'updated_at',
];

test('a scan is a job that can be followed and cancelled', async () => {
  const job = await api.call('POST', `${url}/scan`, { ignore_keys: true, sample_rows: 100 });
  expect(job.status, job.text).toBe(202);
  expect(Object.keys(job.body)).toEqual(fields);
  expect(job.body).toMatchObject({
    state: 'queued',
    source_ids: [sourceId],
    created_by: api.userId,
    progress: null,
    options: { ignore_declared: false, ignore_keys: true, sample_rows: 100 },
  });
  expect((await api.call('GET', `/api/jobs/${job.id}`)).body).toEqual(job.body);
  expect((await api.call('GET', `/api/jobs?state=queued&source_id=${sourceId}`)).list).toEqual([job.body]);
  expect((await api.call('GET', '/api/jobs?state=running')).list).toEqual([]);
  const cancelled = await api.call('POST', `/api/jobs/${job.id}/cancel`);
  expect(cancelled.status).toBe(202);
  expect(cancelled.body).toMatchObject({ state: 'cancelled' });
  expect((await api.call('POST', `/api/jobs/${job.id}/cancel`)).body).toEqual(cancelled.body);
});

test('several sources in one scan; introspect is another word; no body is needed', async () => {
  const other = await api.call('POST', '/api/integration-sources', {
    name: 'Else',
    connector_type: 'sqlite',
    instance_label: 'B',
    configuration: { path: '/srv/else.sqlite' },
  });
  const both = await api.call('POST', '/api/scans', { source_ids: [sourceId, other.id, sourceId], ignore_declared: true });
  expect(both.body).toMatchObject({ source_ids: [sourceId, other.id], options: { ignore_declared: true } });
  expect((await api.call('POST', '/api/scans', { source_ids: [sourceId, newId()] })).status).toBe(404);
  expect((await api.call('POST', '/api/scans', { source_ids: [] })).problems).toEqual(['body.source_ids']);
  expect((await api.call('POST', `${url}/introspect`)).status).toBe(202);
  expect((await api.call('POST', `${url}/scan`, null)).status).toBe(202);
  expect((await api.call('POST', `${url}/scan`, { sample_rows: 0 })).problems).toEqual(['body.sample_rows']);
  await api.call('PUT', `/api/integration-sources/${other.id}`, { is_active: false });
  expect((await api.call('POST', `/api/integration-sources/${other.id}/scan`)).status).toBe(409);
});

test('progress comes as server-sent events until the end', async () => {
  const job = await api.call('POST', `${url}/scan`);
  const change = (work: (trx: Parameters<Parameters<typeof api.store.asSystem>[0]>[0]) => Promise<unknown>) => api.store.asSystem(work);
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  const states: { state: string; progress: { done: number } | null }[] = [];
  await new Promise<void>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path: `/api/jobs/${job.id}/events`, headers: { authorization: `Bearer ${api.token}` } },
      (response) => {
        expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          const events = text.split('\n\n');
          text = events.pop() ?? '';
          for (const event of events) {
            const [, data] = /^event: job\ndata: (.*)$/.exec(event) ?? [];
            states.push(JSON.parse(data ?? 'null') as (typeof states)[number]);
            void advance(states.length).catch(reject);
          }
        });
        response.on('end', resolve);
      },
    );
    sent.on('error', reject).end();
    const advance = async (seen: number): Promise<void> => {
      const progress = { phase: 'profile', source: 'Shop', done: 2, total: 3, unit: 'tables', rows: 7 } as const;
      if (seen === 1) await change((trx) => claimJob(trx, api.organizationId, job.id));
      if (seen === 2) await change((trx) => writeProgress(trx, api.organizationId, job.id, progress));
      if (seen === 3) await change((trx) => finishJob(trx, api.organizationId, job.id, { state: 'succeeded' }));
    };
  });
  expect(states.map(({ state, progress }) => [state, progress?.done ?? null])).toEqual([
    ['queued', null],
    ['running', null],
    ['running', 2],
    ['succeeded', 3],
  ]);
  expect((await api.call('GET', `/api/jobs/${newId()}/events`)).status).toBe(404);
});
