import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sourcePath } from '../../contract/integration-source.ts';
import * as contract from '../../contract/saas-object.ts';
import type { Services } from '../../services/context.ts';
import * as saas from '../../services/saas-objects.ts';
import { operations } from '../operation.ts';
import { presentSaasObject } from '../present/saas.ts';

/** Objects of a SaaS source. */
export function saasObjectRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'SaaS objects and fields');

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/saas-objects',
      title: 'List Saas Objects',
      action: 'catalog.read',
      params: sourcePath,
      query: contract.saasObjectFilter,
      paged: true,
      answer: z.array(contract.saasObject),
      description:
        'All objects of a source, in the order in which they were found; those switched inactive too, unless `active_only` leaves them out.',
    },
    async ({ ctx, params, query, page, list }) =>
      list(await saas.listObjects(services, ctx, params.source_id, { activeOnly: query.active_only ?? false }, page), presentSaasObject),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/saas-objects',
      title: 'Create Saas Object',
      action: 'catalog.manage',
      params: sourcePath,
      body: contract.saasObjectCreate,
      status: 201,
      answer: contract.saasObject,
      conflicts: true,
      description: 'Adds an object by hand; only sources of the type saas have any. What is set here is kept by scans.',
    },
    async ({ ctx, params, body, one }) => one(await saas.createObject(services, ctx, params.source_id, body), presentSaasObject),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/saas-objects/:object_id',
      title: 'Get Saas Object',
      action: 'catalog.read',
      params: contract.saasObjectPath,
      answer: contract.saasObject,
      description: 'One object, with the quality of its data as the last scan measured it.',
    },
    async ({ ctx, params, one }) => one(await saas.getObject(services, ctx, params.source_id, params.object_id), presentSaasObject),
  );

  define(
    {
      method: 'PUT',
      path: '/integration-sources/:source_id/saas-objects/:object_id',
      title: 'Update Saas Object',
      action: 'catalog.manage',
      params: contract.saasObjectPath,
      body: contract.saasObjectUpdate,
      answer: contract.saasObject,
      conflicts: true,
      description: 'What is set here is kept by scans, until it is set to null.',
    },
    async ({ ctx, params, body, one }) => one(await saas.updateObject(services, ctx, params.source_id, params.object_id, body), presentSaasObject),
  );

  define(
    {
      method: 'DELETE',
      path: '/integration-sources/:source_id/saas-objects/:object_id',
      title: 'Delete Saas Object',
      action: 'catalog.manage',
      params: contract.saasObjectPath,
      answer: contract.saasObject,
      description: 'With its fields, its associations and the entity links of its fields.',
    },
    async ({ ctx, params }) => presentSaasObject(await saas.deleteObject(services, ctx, params.source_id, params.object_id)),
  );
}
