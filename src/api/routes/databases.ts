import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as database from '../../contract/database.ts';
import { sourcePath } from '../../contract/integration-source.ts';
import * as schema from '../../contract/schema.ts';
import * as catalog from '../../services/catalog.ts';
import type { Services } from '../../services/context.ts';
import { operations } from '../operation.ts';
import { presentDatabase, presentSchema } from '../present/catalog.ts';

/** Databases of an integration source, and their schemas. */
export function databaseRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Databases and schemas');

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/databases',
      title: 'List Integration Source Databases',
      action: 'catalog.read',
      params: sourcePath,
      paged: true,
      answer: z.array(database.database),
      description: 'In the order of `created_at`; scans go by `priority`.',
    },
    async ({ ctx, params, page, list }) => list(await catalog.listDatabases(services, ctx, params.source_id, page), presentDatabase),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/databases',
      title: 'Create Integration Source Database',
      action: 'catalog.manage',
      params: sourcePath,
      body: database.databaseCreate,
      status: 201,
      answer: database.database,
      conflicts: true,
      description: 'Makes a database known before a scan finds it. 409 where the source has one of this name.',
    },
    async ({ ctx, params, body, one }) => one(await catalog.createDatabase(services, ctx, params.source_id, body), presentDatabase),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/databases/:database_id',
      title: 'Get Integration Source Database',
      action: 'catalog.read',
      params: database.databasePath,
      answer: database.database,
      description: 'One database of the source.',
    },
    async ({ ctx, params, one }) => one(await catalog.getDatabase(services, ctx, params.source_id, params.database_id), presentDatabase),
  );

  define(
    {
      method: 'PUT',
      path: '/integration-sources/:source_id/databases/:database_id',
      title: 'Update Integration Source Database',
      action: 'catalog.manage',
      params: database.databasePath,
      body: database.databaseUpdate,
      answer: database.database,
      conflicts: true,
      description: 'Changes what is sent; an inactive database is left out of scans.',
    },
    async ({ ctx, params, body, one }) =>
      one(await catalog.updateDatabase(services, ctx, params.source_id, params.database_id, body), presentDatabase),
  );

  define(
    {
      method: 'DELETE',
      path: '/integration-sources/:source_id/databases/:database_id',
      title: 'Delete Integration Source Database',
      action: 'catalog.manage',
      params: database.databasePath,
      answer: database.database,
      description: 'With its schemas and tables. A scan may find it again: set it inactive where it shall stay away.',
    },
    async ({ ctx, params }) => presentDatabase(await catalog.deleteDatabase(services, ctx, params.source_id, params.database_id)),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/databases/:database_id/schemas',
      title: 'List Database Schemas',
      action: 'catalog.read',
      params: database.databasePath,
      paged: true,
      answer: z.array(schema.schema),
      description: 'The schemas of one database.',
    },
    async ({ ctx, params, page, list }) =>
      list(await catalog.listSchemas(services, ctx, params.source_id, { databaseId: params.database_id }, page), presentSchema),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/schemas',
      title: 'List Integration Source Schemas',
      action: 'catalog.read',
      params: sourcePath,
      query: schema.schemaFilter,
      paged: true,
      answer: z.array(schema.schema),
      description: 'The schemas of all databases of the source, or of one.',
    },
    async ({ ctx, params, query, page, list }) =>
      list(await catalog.listSchemas(services, ctx, params.source_id, { databaseId: query.database_id ?? undefined }, page), presentSchema),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/schemas/:schema_id',
      title: 'Get Integration Source Schema',
      action: 'catalog.read',
      params: schema.schemaPath,
      answer: schema.schema,
      description: 'One schema of the source.',
    },
    async ({ ctx, params, one }) => one(await catalog.getSchema(services, ctx, params.source_id, params.schema_id), presentSchema),
  );

  define(
    {
      method: 'PUT',
      path: '/integration-sources/:source_id/schemas/:schema_id',
      title: 'Update Integration Source Schema',
      action: 'catalog.manage',
      params: schema.schemaPath,
      body: schema.schemaUpdate,
      answer: schema.schema,
      conflicts: true,
      description: 'Changes what is sent; the name follows the source and stays.',
    },
    async ({ ctx, params, body, one }) => one(await catalog.updateSchema(services, ctx, params.source_id, params.schema_id, body), presentSchema),
  );
}
