import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Schemas } from '../../src/client/index.ts';
import { startApp, type App } from './app.ts';
import { temporary } from './cli.ts';
import { shop, writeSqlite } from './shop.ts';

let app: App;
let file: string;
let edges: string;
beforeAll(async () => {
  app = await startApp();
  edges = `/api/organization/${app.organizationId}/edges`;
  file = writeSqlite(join(temporary('verify'), 'shop.sqlite'), shop());
  await app.scan('Shop', 'sqlite', { path: file });
}, 120_000);
afterAll(() => app.stop());

async function edgeOf(query: string): Promise<string> {
  const [edge] = await app.call<Schemas['Edge'][]>('GET', `${edges}?query=${query}`);
  return `${edges}/${edge?.kind}/${edge?.id}`;
}

/** Verifies, and waits for the end. */
async function verify(edge: string): Promise<Schemas['Job']> {
  const { id } = await app.call<Schemas['Job']>('POST', `${edge}/verify`);
  return app.ended(id);
}

const detailOf = (edge: string) => app.call<Schemas['EdgeDetail']>('GET', edge);

test('a source that stayed the same still says what the evidence says', async () => {
  const edge = await edgeOf('orders.customer_id');
  const job = await verify(edge);
  expect(job).toMatchObject({ kind: 'verify', state: 'succeeded', result: { agrees: true, is_sample: false, revision: 1 } });
  const { verification, verifying_job_id: running, evidence } = await detailOf(edge);
  expect(running).toBeNull();
  expect(verification).toEqual(job.result);
  const [statement] = verification?.statements ?? [];
  expect(statement?.source).toBe('Shop');
  expect(statement?.sql).toBe(evidence?.['check_sql']);
  expect(statement?.now).toEqual(statement?.stored);
  expect(statement?.stored['orphan_rows']).toBeGreaterThan(0);
});

test('one that changed says something else; the evidence stays as it was measured', async () => {
  const edge = await edgeOf('orders.customer_id');
  const before = await detailOf(edge);
  const database = new Database(file);
  database.exec('DELETE FROM orders WHERE id = 50001');
  database.close();
  const { result } = await verify(edge);
  const [statement] = result?.statements ?? [];
  expect(result?.agrees).toBe(false);
  expect(statement?.now).toMatchObject({ rows: (statement?.stored['rows'] ?? 0) - 1, orphan_rows: statement?.stored['orphan_rows'] });
  const after = await detailOf(edge);
  expect({ evidence: after.evidence, edge: after.edge, history: after.history }).toEqual({
    evidence: before.evidence,
    edge: before.edge,
    history: before.history,
  });
});

test('what a person wrote is never run', async () => {
  const edge = await edgeOf('orders.store_id');
  const id = edge.split('/').at(-1);
  await app.call('PUT', `/api/integration-sources/relationships/${id}`, {
    evidence: { check_sql: 'SELECT 42 AS rows', dialect: 'sqlite', value: { rows: 42 } },
  });
  const { result } = await verify(edge);
  expect(result?.statements[0]?.sql).not.toContain('42');
  expect(result?.agrees).toBe(false);
});

test('a source that cannot be opened ends it with the reason', async () => {
  const database = new Database(file);
  database.exec('DROP TABLE order_lines');
  database.close();
  const job = await verify(await edgeOf('order_lines.order_id'));
  expect(job.state).toBe('failed');
  expect(job.error).toContain('order_lines');
});
