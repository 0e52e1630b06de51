import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

test('while the catalog cannot be reached requests are answered 503, and as before when it is there again', async () => {
  const here = new URL(api.store.connection.connectionString ?? '');
  const database = here.pathname.slice(1);
  const keeper = new pg.Client({ connectionString: Object.assign(new URL(here), { pathname: '/postgres' }).href });
  await keeper.connect();
  const name = keeper.escapeIdentifier(database);
  try {
    expect((await api.call('GET', '/api/integration-sources')).status).toBe(200);
    await keeper.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await keeper.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database]);
    for (const [method, url] of [
      ['GET', '/api/integration-sources'],
      ['POST', '/api/scans'],
    ] as const) {
      const answer = await api.call(method, url, method === 'POST' ? { source_ids: [api.organizationId] } : undefined);
      expect(answer).toMatchObject({ status: 503, body: { detail: expect.stringContaining('catalog') } });
    }
  } finally {
    await keeper.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await keeper.end();
  }
  expect((await api.call('GET', '/api/integration-sources')).status).toBe(200);
});
