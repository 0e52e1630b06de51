import { pino } from 'pino';
import { expect, test } from 'vitest';
import { buildApi } from '../../src/api/server.ts';
import { upsertSourceByLocation } from '../../src/store/sources.ts';
import { jobClient } from '../../src/workflows/client.ts';
import { testApi } from './support.ts';

const secret = 'n0t-to-be-found';

test('a secret is in no answer, log, audit event or row', async () => {
  const api = await testApi();
  const logged: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const app = await buildApi({ store: api.store, jobClient: jobClient(api.store), version: '0', logger });
  try {
    const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
      app.inject({ method, url, headers: { authorization: `Bearer ${api.token}` }, ...(payload === undefined ? {} : { payload }) });
    // Nothing listens on port 1.
    const configuration = { host: '127.0.0.1', port: 1, database: 'd', user: 'u', password: secret };
    const made = await call('POST', '/api/integration-sources', { name: 'x', connector_type: 'postgresql', configuration });
    expect(made.statusCode, made.body).toBe(201);
    const url = `/api/integration-sources/${made.json<{ id: string }>().id}`;
    const answers = [
      made,
      await call('POST', `${url}/test-connection`),
      await call('PUT', url, { configuration: { ...configuration, port: secret } }),
      await call('PUT', url, { configuration: { ...configuration, host: 'h' } }),
      await call('GET', url),
      await call('GET', '/api/integration-sources'),
    ];
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 200, 422, 200, 200, 200]);
    const kept = await api.store.asSystem(async (trx) => [
      await trx.selectFrom('integration_sources').selectAll().execute(),
      await trx.selectFrom('audit_events').selectAll().execute(),
    ]);
    expect(logged.length).toBeGreaterThan(0);
    const everything = [...answers.map((answer) => answer.body), ...logged, JSON.stringify(kept)].join('\n');
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(Buffer.from(secret).toString('base64'));
    expect(everything).not.toContain(api.token);
  } finally {
    await app.close();
    await api.close();
  }
});

test('a scan of the same place finds the same source, whatever its name and secrets', async () => {
  const api = await testApi();
  try {
    const upsert = (changes: { name?: string; rename?: boolean; location?: string; secrets?: Record<string, unknown> }) =>
      api.store.inOrganization(api.organizationId, (trx) =>
        upsertSourceByLocation(
          trx,
          {
            organizationId: api.organizationId,
            connectorType: 'postgresql',
            sourceType: 'database',
            location: 'h:5432/d',
            name: 'd',
            configuration: { host: 'h' },
            secrets: {},
            capabilities: ['read'],
            at: new Date(),
            ...changes,
          },
          api.store.sealer,
        ),
      );
    const first = await upsert({ secrets: { password: 'a' } });
    expect(first.instance_label).toBeNull();
    expect(await upsert({ name: 'other' })).toMatchObject({ id: first.id, name: 'd', sealed_secrets: null });
    expect(await upsert({ name: 'other', rename: true })).toMatchObject({ id: first.id, name: 'other' });
    const both = await Promise.all([upsert({ location: 'h:5432/e', name: 'my e' }), upsert({ location: 'h:5432/e', name: 'my e' })]);
    expect(both[0]?.id).toBe(both[1]?.id);
    expect(both[0]).toMatchObject({ instance_label: 'MY_E' });
    expect(await upsert({ location: 'h:5432/f', name: 'my e' })).toMatchObject({ instance_label: 'MY_E_2' });
  } finally {
    await api.close();
  }
});
