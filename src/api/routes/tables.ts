import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import * as column from '../../contract/column.ts';
import { pageQuery } from '../../contract/common.ts';
import { sourcePath, sourceScope } from '../../contract/integration-source.ts';
import { schemaPath } from '../../contract/schema.ts';
import * as table from '../../contract/table.ts';
import * as catalog from '../../services/catalog.ts';
import type { Services } from '../../services/context.ts';
import { contextOf } from '../auth.ts';
import { operation } from '../old-operation.ts';
import { linkNext, pageOf } from '../pages.ts';
import { presentColumn, presentTable } from '../present/catalog.ts';

const tag = 'Tables and columns';

/** Tables of an integration source, and their columns. */
export function tableRoutes(services: Services): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get(
      '/integration-sources/:source_id/columns',
      {
        schema: {
          ...operation(tag, 'List All Integration Source Columns', 200, z.array(column.column)),
          params: sourcePath,
          querystring: sourceScope.extend(table.activeOnly.shape).extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await catalog.listColumns(
          services,
          contextOf(request),
          request.params.source_id,
          { activeOnly: request.query.active_only ?? true },
          pageOf(request.query),
        );
        linkNext(request, reply, next);
        return rows.map(presentColumn);
      },
    );

    app.get(
      '/integration-sources/:source_id/columns/:column_id',
      { schema: { ...operation(tag, 'Get Integration Source Column', 200, column.column), params: column.columnPath, querystring: sourceScope } },
      async (request) => presentColumn(await catalog.getColumn(services, contextOf(request), request.params.source_id, request.params.column_id)),
    );

    app.put(
      '/integration-sources/:source_id/columns/:column_id',
      {
        schema: {
          ...operation(tag, 'Update Integration Source Column', 200, column.column, { conflicts: true }),
          params: column.columnPath,
          querystring: sourceScope,
          body: column.columnUpdate,
        },
      },
      async (request) =>
        presentColumn(await catalog.updateColumn(services, contextOf(request), request.params.source_id, request.params.column_id, request.body)),
    );

    app.get(
      '/integration-sources/:source_id/tables',
      {
        schema: {
          ...operation(tag, 'List Integration Source Tables', 200, z.array(table.table)),
          params: sourcePath,
          querystring: sourceScope.extend(table.tableFilter.shape).extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await catalog.listTables(
          services,
          contextOf(request),
          request.params.source_id,
          { schemaId: request.query.schema_id ?? undefined, activeOnly: request.query.active_only ?? true },
          pageOf(request.query),
        );
        linkNext(request, reply, next);
        return rows.map(presentTable);
      },
    );

    app.get(
      '/integration-sources/:source_id/schemas/:schema_id/tables',
      {
        schema: {
          ...operation(tag, 'List Schema Tables', 200, z.array(table.table)),
          params: schemaPath,
          querystring: sourceScope.extend(table.activeOnly.shape).extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await catalog.listTables(
          services,
          contextOf(request),
          request.params.source_id,
          { schemaId: request.params.schema_id, activeOnly: request.query.active_only ?? true },
          pageOf(request.query),
        );
        linkNext(request, reply, next);
        return rows.map(presentTable);
      },
    );

    app.get(
      '/integration-sources/:source_id/tables/:table_id',
      { schema: { ...operation(tag, 'Get Integration Source Table', 200, table.table), params: table.tablePath, querystring: sourceScope } },
      async (request) => presentTable(await catalog.getTable(services, contextOf(request), request.params.source_id, request.params.table_id)),
    );

    app.put(
      '/integration-sources/:source_id/tables/:table_id',
      {
        schema: {
          ...operation(tag, 'Update Integration Source Table', 200, table.table, { conflicts: true }),
          params: table.tablePath,
          querystring: sourceScope,
          body: table.tableUpdate,
        },
      },
      async (request) =>
        presentTable(await catalog.updateTable(services, contextOf(request), request.params.source_id, request.params.table_id, request.body)),
    );

    app.get(
      '/integration-sources/:source_id/tables/:table_id/columns',
      {
        schema: {
          ...operation(tag, 'List Table Columns', 200, z.array(column.column)),
          params: table.tablePath,
          querystring: sourceScope.extend(table.activeOnly.shape).extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await catalog.listColumns(
          services,
          contextOf(request),
          request.params.source_id,
          { tableId: request.params.table_id, activeOnly: request.query.active_only ?? true },
          pageOf(request.query),
        );
        linkNext(request, reply, next);
        return rows.map(presentColumn);
      },
    );
    done();
  };
}
