import { newId } from '../../src/domain/ids.ts';
import type { TestApi } from './support.ts';

export interface CatalogFixture {
  readonly sourceId: string;
  readonly databaseId: string;
  readonly schemaId: string;
  readonly tables: Readonly<Record<'customers' | 'orders' | 'order_lines', string>>;
  /** By `table.column`. */
  readonly columns: Readonly<Record<string, string>>;
  /** orders.customer_id -> customers.id, INFERRED and SUGGESTED. */
  readonly inferred: string;
  /** orders.id -> order_lines.order_id, FOREIGN_KEY and APPROVED. */
  readonly declared: string;
  /** order_lines (order_id, line) -> order_lines (order_id, line): members of one composite key. */
  readonly members: readonly [string, string];
  readonly jobId: string;
}

const shape = { customers: ['id', 'name'], orders: ['id', 'customer_id'], order_lines: ['order_id', 'line', 'password'] };

/** A scanned source as the catalog keeps it, with one edge of every kind that a scan makes. */
export async function catalogFixture(
  api: TestApi,
  options: { path?: string; label?: string; token?: string; organizationId?: string } = {},
): Promise<CatalogFixture> {
  const organizationId = options.organizationId ?? api.organizationId;
  const made = await api.call(
    'POST',
    '/api/integration-sources',
    { name: 'Shop', connector_type: 'sqlite', configuration: { path: options.path ?? '/srv/shop.sqlite' }, instance_label: options.label ?? 'SHOP' },
    options.token ?? api.token,
  );
  if (made.status !== 201) throw new Error(made.text);
  const at = new Date('2026-01-02T03:04:05.678Z');
  const times = { created_at: at, updated_at: at };
  const ids = {
    database: newId(),
    schema: newId(),
    tables: { customers: newId(), orders: newId(), order_lines: newId() },
    inferred: newId(),
    declared: newId(),
  };
  const members = [newId(), newId()] as const;
  const columns: Record<string, string> = {};
  const jobId = newId();
  await api.store.inOrganization(organizationId, async (trx) => {
    await trx
      .insertInto('jobs')
      .values({
        organization_id: organizationId,
        id: jobId,
        kind: 'scan',
        state: 'succeeded',
        source_ids: [made.id],
        options: JSON.stringify({ ignoreDeclared: false, ignoreKeys: false, sampleRows: null }),
      })
      .execute();
    await trx
      .insertInto('source_databases')
      .values({ organization_id: organizationId, id: ids.database, integration_source_id: made.id, name: 'main', ...times })
      .execute();
    await trx
      .insertInto('source_schemas')
      .values({ organization_id: organizationId, id: ids.schema, database_id: ids.database, name: 'main', ...times })
      .execute();
    for (const [table, names] of Object.entries(shape)) {
      const table_id = ids.tables[table as keyof typeof shape];
      await trx
        .insertInto('source_tables')
        .values({
          organization_id: organizationId,
          id: table_id,
          schema_id: ids.schema,
          integration_source_id: made.id,
          name: table,
          row_count: 3,
          ...times,
        })
        .execute();
      for (const [index, name] of names.entries()) {
        const id = newId();
        columns[`${table}.${name}`] = id;
        await trx
          .insertInto('source_columns')
          .values({ organization_id: organizationId, id, table_id, integration_source_id: made.id, name, ordinal_position: index + 1, ...times })
          .execute();
      }
    }
    const edge = { organization_id: organizationId, integration_source_id: made.id, job_id: jobId, ...times };
    const line = ids.tables.order_lines;
    const edges = [
      {
        ...edge,
        id: ids.inferred,
        from_column_id: columns['orders.customer_id'] ?? '',
        to_table_id: ids.tables.customers,
        to_column_name: 'id',
        score: 0.9,
        evidence: '{"sentence":"3 of 3"}',
      },
      {
        ...edge,
        id: ids.declared,
        from_column_id: columns['orders.id'] ?? '',
        to_table_id: line,
        to_column_name: 'order_id',
        type: 'FOREIGN_KEY' as const,
        status: 'APPROVED' as const,
        score: 1,
      },
      {
        ...edge,
        id: members[0],
        from_column_id: columns['order_lines.order_id'] ?? '',
        to_table_id: line,
        to_column_name: 'order_id',
        key_id: 'k1',
        key_position: 1,
        score: 0.7,
        evidence: '{"key":{"position":1}}',
      },
      {
        ...edge,
        id: members[1],
        from_column_id: columns['order_lines.line'] ?? '',
        to_table_id: line,
        to_column_name: 'line',
        key_id: 'k1',
        key_position: 2,
        score: 0.7,
        evidence: '{"key":{"position":2}}',
      },
    ];
    for (const row of edges) {
      await trx.insertInto('relationships').values(row).execute();
      await trx
        .insertInto('evidence_revisions')
        .values({
          organization_id: organizationId,
          edge_kind: 'relationship',
          edge_id: row.id,
          revision: 1,
          origin: 'machine',
          job_id: jobId,
          score: row.score,
          created_at: at,
        })
        .execute();
    }
  });
  return {
    sourceId: made.id,
    databaseId: ids.database,
    schemaId: ids.schema,
    tables: ids.tables,
    columns,
    inferred: ids.inferred,
    declared: ids.declared,
    members,
    jobId,
  };
}
