import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as contract from '../../contract/saas-field.ts';
import { saasObjectFilter, saasObjectPath } from '../../contract/saas-object.ts';
import type { Services } from '../../services/context.ts';
import * as saas from '../../services/saas-fields.ts';
import { operations } from '../operation.ts';
import { presentSaasField } from '../present/saas.ts';

/** Fields of SaaS objects. */
export function saasFieldRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'SaaS objects and fields');

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/saas-objects/:object_id/saas-fields',
      title: 'List Saas Fields',
      action: 'catalog.read',
      params: saasObjectPath,
      query: saasObjectFilter,
      paged: true,
      answer: z.array(contract.saasField),
      description: 'All fields of an object, with their profiles; those switched inactive too, unless `active_only` leaves them out.',
    },
    async ({ ctx, params, query, page, list }) =>
      list(await saas.listFields(services, ctx, params, { activeOnly: query.active_only ?? false }, page), presentSaasField),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/saas-objects/:object_id/saas-fields',
      title: 'Create Saas Field',
      action: 'catalog.manage',
      params: saasObjectPath,
      body: contract.saasFieldCreate,
      status: 201,
      answer: contract.saasField,
      conflicts: true,
      description: 'Adds a field by hand. What is set here is kept by scans.',
    },
    async ({ ctx, params, body, one }) => one(await saas.createField(services, ctx, params, body), presentSaasField),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/saas-objects/:object_id/saas-fields/:field_id',
      title: 'Get Saas Field',
      action: 'catalog.read',
      params: contract.saasFieldPath,
      answer: contract.saasField,
      description: 'One field, with its profile.',
    },
    async ({ ctx, params, one }) => one(await saas.getField(services, ctx, params, params.field_id), presentSaasField),
  );

  define(
    {
      method: 'PUT',
      path: '/integration-sources/:source_id/saas-objects/:object_id/saas-fields/:field_id',
      title: 'Update Saas Field',
      action: 'catalog.manage',
      params: contract.saasFieldPath,
      body: contract.saasFieldUpdate,
      answer: contract.saasField,
      conflicts: true,
      description: 'What is set here is kept by scans, until it is set to null.',
    },
    async ({ ctx, params, body, one }) => one(await saas.updateField(services, ctx, params, params.field_id, body), presentSaasField),
  );

  define(
    {
      method: 'DELETE',
      path: '/integration-sources/:source_id/saas-objects/:object_id/saas-fields/:field_id',
      title: 'Delete Saas Field',
      action: 'catalog.manage',
      params: contract.saasFieldPath,
      answer: contract.saasField,
      description: 'With its entity links.',
    },
    async ({ ctx, params }) => presentSaasField(await saas.deleteField(services, ctx, params, params.field_id)),
  );
}
