import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { ensureFirstOrganization } from '../../src/services/organizations.ts';
import { revokeToken } from '../../src/store/tokens.ts';
import { testStore } from '../support/store.ts';
import { catalogFixture, type CatalogFixture } from './catalog-fixture.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let catalog: CatalogFixture;
beforeAll(async () => {
  api = await testApi();
  catalog = await catalogFixture(api);
});
afterAll(() => api.close());

describe('first organization', () => {
  test('is made once, also by several at once, and its token told once', async () => {
    const store = await testStore();
    try {
      const starts = await Promise.all([1, 2, 3].map(() => ensureFirstOrganization(store)));
      expect(new Set(starts.map((start) => start.organizationId)).size).toBe(1);
      const tokens = starts.flatMap((start) => start.token ?? []);
      expect(tokens).toHaveLength(1);
      expect(tokens[0]).toMatch(/^pat_[\w-]{43}$/);
      const rows = await store.asSystem((trx) => trx.selectFrom('tokens').selectAll().execute());
      expect(rows).toHaveLength(1);
      expect(rows[0]?.token_hash).toHaveLength(32);
    } finally {
      await store.close();
    }
  });

  test('a scan before the first server leaves the token to the server; the token of the environment is made whenever it comes', async () => {
    const store = await testStore();
    try {
      const scanned = await ensureFirstOrganization(store, { issueToken: false });
      expect(scanned.token).toBeNull();
      expect((await ensureFirstOrganization(store)).token).toMatch(/^pat_/);
      const given = { adminToken: 'chosen-by-the-operator' };
      expect((await ensureFirstOrganization(store, given)).token).toBe(given.adminToken);
      expect((await ensureFirstOrganization(store, given)).token).toBeNull();
    } finally {
      await store.close();
    }
  });
});

describe('tokens', () => {
  const status = async (token: string | null) => (await api.call('GET', '/api/integration-sources', undefined, token)).status;

  test('none, unknown, revoked and expired ones are 401', async () => {
    const none = await api.call('GET', '/api/integration-sources', undefined, null);
    expect(none.status).toBe(401);
    expect(none.headers['www-authenticate']).toBe('Bearer');
    expect(await status('pat_unknown')).toBe(401);
    expect(await status(await api.tokenOf('ANALYST', { expiresAt: new Date(Date.now() - 1000) }))).toBe(401);
    expect(await status(await api.tokenOf('ANALYST', { expiresAt: new Date(Date.now() + 60_000) }))).toBe(200);
    const token = await api.tokenOf('ANALYST');
    expect(await status(token)).toBe(200);
    await api.store.asSystem(async (trx) => {
      const { id } = await trx
        .selectFrom('tokens')
        .select('id')
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      expect(await revokeToken(trx, api.organizationId, id, new Date())).toBe(true);
    });
    expect(await status(token)).toBe(401);
  });

  test('a suspended member’s is 403, a member’s role caps it, and its use is recorded', async () => {
    const token = await api.tokenOf('ORGANIZATION_ADMIN');
    const owner = () =>
      api.store.asSystem((trx) =>
        trx.selectFrom('tokens').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
      );
    expect((await owner()).last_used_at).toBeNull();
    expect(await status(token)).toBe(200);
    const used = await owner();
    expect(used.last_used_at).toBeInstanceOf(Date);
    await status(token);
    expect((await owner()).last_used_at).toEqual(used.last_used_at);
    const member = (values: { role?: 'ANALYST'; membership_state?: 'suspended' }) =>
      api.store.asSystem((trx) => trx.updateTable('members').set(values).where('user_id', '=', used.user_id).execute());
    await member({ role: 'ANALYST' });
    expect((await api.call('PUT', `/api/integration-sources/${catalog.sourceId}`, {}, token)).status).toBe(403);
    await member({ membership_state: 'suspended' });
    expect(await status(token)).toBe(403);
  });
});

/** Every operation with what it takes to call it; `manages` says that an analyst may not. A list without a path id shows each organization its own. */
const bodies: Readonly<Record<string, { body?: object; manages?: true; lists?: true }>> = {
  list_integration_sources: { lists: true },
  create_integration_source: {
    body: { name: 'x', connector_type: 'sqlite', configuration: { path: '/srv/x.sqlite' }, instance_label: 'X' },
    manages: true,
    lists: true,
  },
  get_integration_source: {},
  update_integration_source: { body: { name: 'stolen' }, manages: true },
  delete_integration_source: { manages: true },
  test_integration_source_connection: { manages: true },
  list_integration_source_databases: {},
  create_integration_source_database: { body: { name: 'new' }, manages: true },
  get_integration_source_database: {},
  update_integration_source_database: { body: { name: 'stolen' }, manages: true },
  delete_integration_source_database: { manages: true },
  list_database_schemas: {},
  list_integration_source_schemas: {},
  get_integration_source_schema: {},
  update_integration_source_schema: { body: { priority: 1 }, manages: true },
  list_all_integration_source_columns: {},
  get_integration_source_column: {},
  update_integration_source_column: { body: { description: 'stolen' }, manages: true },
  list_integration_source_tables: {},
  list_schema_tables: {},
  get_integration_source_table: {},
  update_integration_source_table: { body: { description: 'stolen' }, manages: true },
  list_table_columns: {},
  list_integration_source_relationships: {},
  create_integration_source_relationship: { body: { from_column_id: newId(), to_table_id: newId(), to_column_name: 'id' } },
  get_integration_source_relationship: {},
  update_integration_source_relationship: { body: { status: 'REJECTED' } },
  delete_integration_source_relationship: { manages: true },
  get_integration_source_relationship_history: {},
  bulk_update_integration_source_relationship_status: { body: { relationship_ids: [newId()], status: 'REJECTED' }, lists: true },
  scan_integration_source: { manages: true },
  introspect_integration_source: { manages: true },
  scan_integration_sources: { body: { source_ids: [newId()] }, manages: true },
  list_jobs: { lists: true },
  get_job: {},
  cancel_job: { manages: true },
  follow_job: {},
};

describe('every operation', () => {
  test('is closed to no token, to too low a role, and to another organization', async () => {
    const { paths } = (await api.call('GET', '/openapi.json')).body as { paths: Record<string, Record<string, { operationId: string }>> };
    const ids: Readonly<Record<string, string>> = {
      source_id: catalog.sourceId,
      integration_source_id: catalog.sourceId,
      database_id: catalog.databaseId,
      schema_id: catalog.schemaId,
      table_id: catalog.tables.orders,
      column_id: catalog.columns['orders.id'] ?? '',
      relationship_id: catalog.inferred,
      job_id: catalog.jobId,
    };
    const analyst = await api.tokenOf('ANALYST');
    const before = await api.call('GET', `/api/integration-sources/${catalog.sourceId}/relationships`);
    const called: string[] = [];
    for (const [path, operations] of Object.entries(paths)) {
      for (const [word, { operationId }] of Object.entries(operations)) {
        const known = bodies[operationId];
        expect(known, `${operationId} has no line in this test`).toBeDefined();
        const method = word.toUpperCase() as 'GET' | 'POST' | 'PUT' | 'DELETE';
        const url = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => ids[name] ?? '');
        const label = `${method} ${path}`;
        expect((await api.call(method, url, known?.body, null)).status, `${label} without a token`).toBe(401);
        if (known?.manages === true) expect((await api.call(method, url, known.body, analyst)).status, `${label} as analyst`).toBe(403);
        const foreign = await api.call(method, url, known?.body, api.otherToken);
        if (known?.lists === true) expect(foreign.text, `${label} of another organization`).not.toContain(catalog.sourceId);
        else expect(foreign.status, `${label} of another organization`).toBe(404);
        called.push(operationId);
      }
    }
    expect(called.toSorted()).toEqual(Object.keys(bodies).toSorted());
    expect((await api.call('GET', `/api/integration-sources/${catalog.sourceId}/relationships`)).list).toEqual(before.list);
    const bulk = { relationship_ids: [catalog.inferred], status: 'REJECTED' };
    expect((await api.call('POST', '/api/integration-sources/relationships/bulk-status', bulk, api.otherToken)).body).toMatchObject({
      not_found: [catalog.inferred],
    });
  });

  test('an unexpected error shows nothing but an id', async () => {
    const broken = await testApi();
    await broken.store.pool.query('DROP TABLE source_databases CASCADE');
    try {
      const made = await broken.call('POST', '/api/integration-sources', { name: 'x', connector_type: 'sqlite', configuration: { path: '/x' } });
      const answer = await broken.call('GET', `/api/integration-sources/${made.id}/databases`);
      expect(answer.status).toBe(500);
      expect(answer.body['detail']).toMatch(/^Internal error\. The log has more under the id [0-9a-f-]{36}\.$/);
    } finally {
      await broken.close();
    }
  });

  test('what is not there is 404 in the same shape', async () => {
    expect((await api.call('GET', '/api/nowhere')).body).toEqual({ detail: 'Not Found' });
    expect((await api.call('GET', '/healthz', undefined, null)).body).toEqual({ status: 'ok' });
    expect((await api.call('GET', '/readyz', undefined, null)).body).toEqual({ status: 'ok' });
    expect((await api.call('GET', '/llms.txt', undefined, null)).text).toContain('# Cognate');
    expect((await api.call('GET', '/docs/', undefined, null)).text).toContain('swagger-ui');
  });
});
