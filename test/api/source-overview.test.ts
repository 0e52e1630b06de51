import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let catalog: CatalogFixture;
beforeAll(async () => {
  api = await testApi();
  catalog = await catalogFixture(api, api);
});
afterAll(() => api.close());

const overview = async (query = '', token = api.token, organizationId = api.organizationId) =>
  api.call('GET', `/api/organization/${organizationId}/overview${query}`, undefined, token);

describe('the overview of sources', () => {
  test('counts what a source holds, its edges by status and how its last scan went', async () => {
    const source = (await api.call('GET', `/api/integration-sources/${catalog.sourceId}`)).body;
    const edges = (await api.call('GET', `/api/organization/${api.organizationId}/edges?source=${catalog.sourceId}`)).list;
    const { list } = await overview();
    const [shown] = list.filter((row) => (row['source'] as { id: string }).id === catalog.sourceId);
    const count = (status: string) => edges.filter((edge) => edge['status'] === status).length;
    expect(shown).toMatchObject({
      source,
      entities: Object.keys(catalog.tables).length,
      attributes: Object.keys(catalog.columns).length,
      edges: { suggested: count('SUGGESTED'), approved: count('APPROVED'), rejected: count('REJECTED') },
      last_scan: { job_id: catalog.jobId, state: 'succeeded' },
    });
  });

  test('shows a source that nothing was learnt about yet, and the newest scan beside the last good one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'overview-'));
    writeFileSync(join(folder, 'a.csv'), 'id\n1\n');
    const made = await api.call('POST', '/api/integration-sources', { name: 'New', connector_type: 'files', configuration: { path: folder } });
    const shown = async () => (await overview(`?query=New`)).list[0];
    expect(await shown()).toMatchObject({
      entities: 0,
      attributes: 0,
      edges: { suggested: 0, approved: 0, rejected: 0, changed: 0 },
      last_scan: null,
      scanned_at: null,
      newest_data_at: null,
    });
    const job = await api.call('POST', `/api/integration-sources/${made.id}/scan`);
    expect(await shown()).toMatchObject({ last_scan: { job_id: job.id, state: 'queued', finished_at: null }, scanned_at: null });
    await api.call('POST', `/api/jobs/${job.id}/cancel`);
  });

  test('counts an entity link for both of its sources', async () => {
    const [a, b] = [newId(), newId()];
    const [entityA, entityB] = [newId(), newId()];
    const at = { organization_id: api.organizationId };
    await api.store.inOrganization(api.organizationId, async (trx) => {
      for (const [id, object, name] of [
        [a, entityA, 'Linked A'],
        [b, entityB, 'Linked B'],
      ] as const) {
        await trx
          .insertInto('integration_sources')
          .values({ ...at, id, name, source_type: 'saas', connector_type: 'hubspot' })
          .execute();
        await trx
          .insertInto('saas_objects')
          .values({ ...at, id: object, integration_source_id: id, object_name: 'Contact', api_identifier: 'contact' })
          .execute();
      }
      const fields = [newId(), newId()] as const;
      await trx
        .insertInto('saas_fields')
        .values([
          { ...at, id: fields[0], saas_object_id: entityA, field_name: 'Email', api_identifier: 'email' },
          { ...at, id: fields[1], saas_object_id: entityB, field_name: 'Email', api_identifier: 'email' },
        ])
        .execute();
      await trx
        .insertInto('entity_links')
        .values({
          ...at,
          id: newId(),
          source_integration_source_id: a,
          source_saas_object_id: entityA,
          source_field_id: fields[0],
          target_integration_source_id: b,
          target_saas_object_id: entityB,
          target_field_id: fields[1],
        })
        .execute();
    });
    const { list } = await overview('?query=Linked');
    expect(list.map(({ entities, attributes, edges }) => ({ entities, attributes, edges }))).toEqual(
      [1, 2].map(() => ({ entities: 1, attributes: 1, edges: { suggested: 1, approved: 0, rejected: 0, changed: 0 } })),
    );
  });

  test('is filtered and paged like the list of sources, and one organization’s only', async () => {
    const ids = (list: readonly Readonly<Record<string, unknown>>[]) => list.map((row) => (row['source'] as { id: string }).id);
    const all = ids((await overview()).list);
    expect(all).toEqual((await api.call('GET', '/api/integration-sources')).list.map(({ id }) => id));
    const first = await overview('?limit=1');
    expect(ids(first.list)).toEqual(all.slice(0, 1));
    const next = /<(.+)>; rel="next"/.exec(String(first.headers['link']))?.[1] ?? '';
    expect(ids((await api.call('GET', next)).list)).toEqual(all.slice(1, 2));
    expect(ids((await overview('?source_type=saas')).list)).toHaveLength(2);
    expect(ids((await overview(`?id=${all[1]}`)).list)).toEqual(all.slice(1, 2));
    expect((await overview('', api.otherToken)).status).toBe(404);
    expect((await overview('', api.otherToken, api.otherOrganizationId)).list).toEqual([]);
  });
});

describe('trying a configuration before there is a source', () => {
  const attempt = (connector_type: string, configuration: object, token = api.token) =>
    api.call('POST', '/api/integration-sources/test-connection', { connector_type, configuration }, token);
  const { host, port, user, password, database } = inject('postgres').admin;
  const postgres = (more: object = {}) => ({ host, port, user, password, database, ssl_mode: 'disable', ...more });

  test('says what answered, and keeps nothing', async () => {
    const sources = () => api.call('GET', '/api/integration-sources').then(({ list }) => list.length);
    const before = await sources();
    const tried = await attempt('postgresql', postgres());
    expect(tried.status).toBe(200);
    expect(tried.body).toMatchObject({ connection_status: 'connected', failed_stage: null, detail: null });
    expect(tried.body['server']).toMatch(/PostgreSQL/);
    expect(tried.text).not.toContain(password);
    expect(await sources()).toBe(before);
  });

  test.each([
    ['resolve', { host: 'no-such-host.invalid' }, []],
    ['connect', { port: 1 }, ['resolve']],
    ['authenticate', { user: 'nobody_here', password: 'wrong' }, ['resolve', 'connect']],
    ['authenticate', { database: 'no_such_database' }, ['resolve', 'connect']],
  ])('says that it failed at %s, and what to do', async (stage, change, passed) => {
    const tried = await attempt('postgresql', postgres(change));
    expect(tried.status).toBe(200);
    expect(tried.body).toMatchObject({ connection_status: 'error', server: null });
    expect([tried.body['failed_stage'], tried.body['passed']], tried.text).toEqual([stage, passed]);
    expect(String(tried.body['detail']).length).toBeGreaterThan(20);
    expect(tried.text).not.toContain(password);
  });

  test('refuses what does not fit the connector', async () => {
    expect((await attempt('no-such-connector', {})).problems).toEqual(['body.connector_type']);
    expect((await attempt('postgresql', { port: 'many' })).problems).toContain('body.configuration.port');
    expect((await attempt('postgresql', postgres({ host: `reader:s3cret@${host}` }))).problems).toEqual(['body.configuration.host']);
    expect((await attempt('postgresql', postgres(), await api.tokenOf('ANALYST'))).status).toBe(403);
  });

  test('calls no address of this machine or its network for a SaaS application', async () => {
    const tried = await attempt('rest', { base_url: 'http://127.0.0.1:9', introspection_endpoint: '/records' });
    expect(tried.body).toMatchObject({ connection_status: 'error', server: null });
    expect(tried.body['detail']).toMatch(/private|this machine|internal/i);
  });

  test('does not use up a refresh token, which its platform may replace', async () => {
    const tried = await attempt('hubspot', { client_id: 'id', client_secret: 'secret-value', refresh_token: 'refresh-value' });
    expect(tried.body).toMatchObject({ connection_status: 'error', failed_stage: 'authenticate' });
    expect(tried.body['detail']).toContain('Add the source, then test its connection.');
    expect(tried.text).not.toMatch(/(secret|refresh)-value/);
  });
});
