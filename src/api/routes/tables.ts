import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as column from '../../contract/column.ts';
import { sourcePath } from '../../contract/integration-source.ts';
import { schemaPath } from '../../contract/schema.ts';
import * as table from '../../contract/table.ts';
import * as catalog from '../../services/catalog.ts';
import type { Services } from '../../services/context.ts';
import { operations } from '../operation.ts';
import { presentColumn, presentTable } from '../present/catalog.ts';

/** Tables of an integration source, and their columns. */
export function tableRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Tables and columns');

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/columns',
      title: 'List All Integration Source Columns',
      action: 'catalog.read',
      params: sourcePath,
      query: table.activeOnly,
      paged: true,
      answer: z.array(column.column),
      description: 'Columns with what the last scan measured; active ones of active tables unless `active_only` is false.',
    },
    async ({ ctx, params, query, page, list }) =>
      list(await catalog.listColumns(services, ctx, params.source_id, { activeOnly: query.active_only ?? true }, page), presentColumn),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/columns/:column_id',
      title: 'Get Integration Source Column',
      action: 'catalog.read',
      params: column.columnPath,
      answer: column.column,
      description: 'One column, with what the last scan measured.',
    },
    async ({ ctx, params, one }) => one(await catalog.getColumn(services, ctx, params.source_id, params.column_id), presentColumn),
  );

  define(
    {
      method: 'PUT',
      path: '/integration-sources/:source_id/columns/:column_id',
      title: 'Update Integration Source Column',
      action: 'catalog.manage',
      params: column.columnPath,
      body: column.columnUpdate,
      answer: column.column,
      conflicts: true,
      description:
        'Changes what is sent. What a person says of a column outlives scans, until it is set to null; name, type and keys follow the source.',
    },
    async ({ ctx, params, body, one }) => one(await catalog.updateColumn(services, ctx, params.source_id, params.column_id, body), presentColumn),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/tables',
      title: 'List Integration Source Tables',
      action: 'catalog.read',
      params: sourcePath,
      query: table.tableFilter,
      paged: true,
      answer: z.array(table.table),
      description: 'Tables of all schemas of the source, or of one; active ones unless `active_only` is false.',
    },
    async ({ ctx, params, query, page, list }) => {
      const filter = { schemaId: query.schema_id ?? undefined, activeOnly: query.active_only ?? true };
      return list(await catalog.listTables(services, ctx, params.source_id, filter, page), presentTable);
    },
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/schemas/:schema_id/tables',
      title: 'List Schema Tables',
      action: 'catalog.read',
      params: schemaPath,
      query: table.activeOnly,
      paged: true,
      answer: z.array(table.table),
      description: 'Tables of one schema; active ones unless `active_only` is false.',
    },
    async ({ ctx, params, query, page, list }) => {
      const filter = { schemaId: params.schema_id, activeOnly: query.active_only ?? true };
      return list(await catalog.listTables(services, ctx, params.source_id, filter, page), presentTable);
    },
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/tables/:table_id',
      title: 'Get Integration Source Table',
      action: 'catalog.read',
      params: table.tablePath,
      answer: table.table,
      description: 'One table, with its size and quality.',
    },
    async ({ ctx, params, one }) => one(await catalog.getTable(services, ctx, params.source_id, params.table_id), presentTable),
  );

  define(
    {
      method: 'PUT',
      path: '/integration-sources/:source_id/tables/:table_id',
      title: 'Update Integration Source Table',
      action: 'catalog.manage',
      params: table.tablePath,
      body: table.tableUpdate,
      answer: table.table,
      conflicts: true,
      description: 'Changes what is sent; the name follows the source and stays.',
    },
    async ({ ctx, params, body, one }) => one(await catalog.updateTable(services, ctx, params.source_id, params.table_id, body), presentTable),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/tables/:table_id/columns',
      title: 'List Table Columns',
      action: 'catalog.read',
      params: table.tablePath,
      query: table.activeOnly,
      paged: true,
      answer: z.array(column.column),
      description: 'Columns of one table; active ones unless `active_only` is false.',
    },
    async ({ ctx, params, query, page, list }) => {
      const filter = { tableId: params.table_id, activeOnly: query.active_only ?? true };
      return list(await catalog.listColumns(services, ctx, params.source_id, filter, page), presentColumn);
    },
  );
}
