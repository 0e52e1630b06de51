import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { pageQuery } from '../../contract/common.ts';
import * as database from '../../contract/database.ts';
import { sourcePath, sourceScope } from '../../contract/integration-source.ts';
import * as schema from '../../contract/schema.ts';
import * as catalog from '../../services/catalog.ts';
import type { Services } from '../../services/context.ts';
import { contextOf } from '../auth.ts';
import { operation } from '../operation.ts';
import { linkNext, pageOf } from '../pages.ts';
import { presentDatabase, presentSchema } from '../present/catalog.ts';

const tag = 'Databases and schemas';

/** Databases of an integration source, and their schemas. */
export function databaseRoutes(services: Services): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get(
      '/integration-sources/:source_id/databases',
      {
        schema: {
          ...operation(tag, 'List Integration Source Databases', 200, z.array(database.database)),
          params: sourcePath,
          querystring: sourceScope.extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await catalog.listDatabases(services, contextOf(request), request.params.source_id, pageOf(request.query));
        linkNext(request, reply, next);
        return rows.map(presentDatabase);
      },
    );

    app.post(
      '/integration-sources/:source_id/databases',
      {
        schema: {
          ...operation(tag, 'Create Integration Source Database', 201, database.database, { conflicts: true }),
          params: sourcePath,
          querystring: sourceScope,
          body: database.databaseCreate,
        },
      },
      async (request, reply) =>
        reply.code(201).send(presentDatabase(await catalog.createDatabase(services, contextOf(request), request.params.source_id, request.body))),
    );

    app.get(
      '/integration-sources/:source_id/databases/:database_id',
      {
        schema: {
          ...operation(tag, 'Get Integration Source Database', 200, database.database),
          params: database.databasePath,
          querystring: sourceScope,
        },
      },
      async (request) =>
        presentDatabase(await catalog.getDatabase(services, contextOf(request), request.params.source_id, request.params.database_id)),
    );

    app.put(
      '/integration-sources/:source_id/databases/:database_id',
      {
        schema: {
          ...operation(tag, 'Update Integration Source Database', 200, database.database, { conflicts: true }),
          params: database.databasePath,
          querystring: sourceScope,
          body: database.databaseUpdate,
        },
      },
      async (request) =>
        presentDatabase(
          await catalog.updateDatabase(services, contextOf(request), request.params.source_id, request.params.database_id, request.body),
        ),
    );

    app.delete(
      '/integration-sources/:source_id/databases/:database_id',
      {
        schema: {
          ...operation(tag, 'Delete Integration Source Database', 200, database.database),
          params: database.databasePath,
          querystring: sourceScope,
        },
      },
      async (request) =>
        presentDatabase(await catalog.deleteDatabase(services, contextOf(request), request.params.source_id, request.params.database_id)),
    );

    app.get(
      '/integration-sources/:source_id/databases/:database_id/schemas',
      {
        schema: {
          ...operation(tag, 'List Database Schemas', 200, z.array(schema.schema)),
          params: database.databasePath,
          querystring: sourceScope.extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await catalog.listSchemas(
          services,
          contextOf(request),
          request.params.source_id,
          { databaseId: request.params.database_id },
          pageOf(request.query),
        );
        linkNext(request, reply, next);
        return rows.map(presentSchema);
      },
    );

    app.get(
      '/integration-sources/:source_id/schemas',
      {
        schema: {
          ...operation(tag, 'List Integration Source Schemas', 200, z.array(schema.schema)),
          params: sourcePath,
          querystring: sourceScope.extend(schema.schemaFilter.shape).extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await catalog.listSchemas(
          services,
          contextOf(request),
          request.params.source_id,
          { databaseId: request.query.database_id ?? undefined },
          pageOf(request.query),
        );
        linkNext(request, reply, next);
        return rows.map(presentSchema);
      },
    );

    app.get(
      '/integration-sources/:source_id/schemas/:schema_id',
      { schema: { ...operation(tag, 'Get Integration Source Schema', 200, schema.schema), params: schema.schemaPath, querystring: sourceScope } },
      async (request) => presentSchema(await catalog.getSchema(services, contextOf(request), request.params.source_id, request.params.schema_id)),
    );

    app.put(
      '/integration-sources/:source_id/schemas/:schema_id',
      {
        schema: {
          ...operation(tag, 'Update Integration Source Schema', 200, schema.schema, { conflicts: true }),
          params: schema.schemaPath,
          querystring: sourceScope,
          body: schema.schemaUpdate,
        },
      },
      async (request) =>
        presentSchema(await catalog.updateSchema(services, contextOf(request), request.params.source_id, request.params.schema_id, request.body)),
    );
    done();
  };
}
