import { OperationNodeTransformer, sql, type BinaryOperationNode, type KyselyPlugin, type OperationNode } from 'kysely';
import { BinaryOperationNode as Binary, ColumnNode, RawNode, ReferenceNode } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApi } from '../../src/api/server.ts';
import type { Store } from '../../src/store/open.ts';
import { jobClient } from '../../src/workflows/client.ts';
import { oneOfEach, type OneOfEach } from './one-of-each.ts';
import type { Document } from './schema-words.ts';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
let ours: OneOfEach;
let theirs: OneOfEach;
beforeAll(async () => {
  api = await testApi();
  ours = await oneOfEach(api, api);
  theirs = await oneOfEach(api, { organizationId: api.otherOrganizationId, token: api.otherToken });
});
afterAll(() => api.close());

/** Tables with rows of tenants, as the catalog has them now. */
async function tenantTables(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT table_name AS name FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'organization_id' ORDER BY name`.execute(api.store.db);
  return rows.map(({ name }) => name);
}

test('a query without any filter sees the rows of its organization only, in every table', async () => {
  const tables = await tenantTables();
  expect(tables.length).toBeGreaterThan(15);
  for (const table of tables) {
    const everything = sql<{ organization_id: string }>`SELECT organization_id FROM ${sql.table(table)}`;
    const owners = async (db: Parameters<typeof everything.execute>[0]) =>
      new Set((await everything.execute(db)).rows.map((row) => row.organization_id));
    const all = await api.store.asSystem(owners);
    expect(all, `${table}: nothing of both organizations is in it`).toEqual(new Set([api.organizationId, api.otherOrganizationId]));
    expect(await owners(api.store.reader(api.organizationId)), table).toEqual(new Set([api.organizationId]));
    expect(await api.store.inOrganization(api.organizationId, owners), table).toEqual(new Set([api.organizationId]));
    expect(await owners(api.store.db), table).toEqual(new Set());
  }
});

test('nor does it change or bring in rows of another', async () => {
  for (const table of await tenantTables()) {
    const other = sql`${api.otherOrganizationId}::uuid`;
    await api.store.inOrganization(api.organizationId, async (trx) => {
      const { numAffectedRows } =
        await sql`UPDATE ${sql.table(table)} SET organization_id = organization_id WHERE organization_id = ${other}`.execute(trx);
      expect(numAffectedRows ?? 0n, table).toBe(0n);
    });
    const move = api.store.inOrganization(api.organizationId, (trx) => sql`UPDATE ${sql.table(table)} SET organization_id = ${other}`.execute(trx));
    await expect(move, table).rejects.toThrow(/row-level security|append|audit/);
  }
});

/** Takes the organization out of every WHERE and ON of a query. */
class WithoutOrganization extends OperationNodeTransformer {
  protected override transformBinaryOperation(node: BinaryOperationNode): BinaryOperationNode {
    if (namesOrganization(node.leftOperand)) return RawNode.createWithSql('true') as unknown as BinaryOperationNode;
    return super.transformBinaryOperation(node);
  }
}

function namesOrganization(node: OperationNode): boolean {
  if (!ReferenceNode.is(node)) return ColumnNode.is(node) && node.column.name === 'organization_id';
  return ColumnNode.is(node.column) && node.column.column.name === 'organization_id';
}

const withoutOrganization: KyselyPlugin = {
  transformQuery: ({ node, queryId }) => new WithoutOrganization().transformNode(node, queryId),
  transformResult: async ({ result }) => result,
};

describe('with the organization taken out of every built query', () => {
  test('the filter is really gone', () => {
    const plain = api.store.db.selectFrom('jobs').select('id').where('organization_id', '=', api.organizationId).where('state', '=', 'queued');
    expect(plain.compile().sql).toContain('organization_id');
    expect(plain.withPlugin(withoutOrganization).compile().sql).toBe('select "id" from "jobs" where true and "state" = $1');
    expect(Binary.is(plain.toOperationNode())).toBe(false);
  });

  test('the API still tells nothing of another organization', async () => {
    const careless: Store = {
      ...api.store,
      reader: (id) => api.store.reader(id).withPlugin(withoutOrganization),
      inOrganization: (id, run) => api.store.inOrganization(id, (trx) => run(trx.withPlugin(withoutOrganization))),
    };
    const app = await buildApi({ store: careless, jobClient: jobClient(careless), version: '0' });
    try {
      const document = (await app.inject('/openapi.json')).json<Document>();
      const gets = Object.entries(document.paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));
      const secrets = [api.otherOrganizationId, theirs.saasSourceId, ...Object.values(theirs.ids)].filter((id) => id.length === 36);
      let lists = 0;
      for (const path of gets.filter((candidate) => !/\/(events|download)$/.test(candidate))) {
        const answer = async (made: OneOfEach) => {
          const url = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
            name === 'source_id' && path.includes('/saas-') ? made.saasSourceId : (made.ids[name] ?? ''),
          );
          return app.inject({ url, headers: { authorization: `Bearer ${api.token}` } });
        };
        const own = await answer(ours);
        expect(own.statusCode, `${path}: ${own.body}`).toBe(200);
        if (Array.isArray(own.json())) lists += own.json<unknown[]>().length > 0 ? 1 : 0;
        // A system administrator may list the organizations themselves.
        for (const secret of path === '/api/organization' || path === '/api/me' ? [] : secrets) expect(own.body, path).not.toContain(secret);
        if (path.includes('{')) expect((await answer(theirs)).statusCode, path).toBe(404);
      }
      expect(lists).toBeGreaterThan(8);
    } finally {
      await app.close();
    }
  });
});
