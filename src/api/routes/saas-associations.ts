import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { bulkResult, edgeHistory } from '../../contract/edge-review.ts';
import { sourcePath } from '../../contract/integration-source.ts';
import * as contract from '../../contract/saas-association.ts';
import * as associations from '../../services/associations.ts';
import type { Services } from '../../services/context.ts';
import { edgeHistory as historyOf } from '../../services/edge-review.ts';
import { operations } from '../operation.ts';
import { presentBulk, presentHistory } from '../present/edge-review.ts';
import { presentAssociation } from '../present/saas.ts';

/** Associations between the objects of a SaaS source, and their review. Static words come before variables. */
export function saasAssociationRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'SaaS associations');

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/saas-associations',
      title: 'List Saas Associations',
      action: 'edges.read',
      params: sourcePath,
      query: contract.saasAssociationFilter,
      paged: true,
      answer: z.array(contract.saasAssociation),
      description:
        'The associations between the objects of a source: those that the platform defines, and those that were inferred or added by hand.',
    },
    async ({ ctx, params, query, page, list }) =>
      list(await associations.listAssociations(services, ctx, params.source_id, query, page), presentAssociation),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/saas-associations',
      title: 'Create Saas Association',
      action: 'edges.review',
      params: sourcePath,
      body: contract.saasAssociationCreate,
      status: 201,
      answer: contract.saasAssociation,
      conflicts: true,
      description: 'Adds an association by hand: MANUAL, and APPROVED by adding it. Both objects must be of this source.',
    },
    async ({ ctx, params, body, one }) => one(await associations.createAssociation(services, ctx, params.source_id, body), presentAssociation),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/saas-associations/bulk-status',
      title: 'Bulk Update Saas Association Status',
      action: 'edges.review',
      params: sourcePath,
      body: contract.saasAssociationBulkStatus,
      answer: bulkResult,
      description: 'All in one transaction; associations of other sources are not found.',
    },
    async ({ ctx, params, body }) => presentBulk(await associations.bulkReviewAssociations(services, ctx, params.source_id, body)),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/saas-associations/:association_id',
      title: 'Get Saas Association',
      action: 'edges.read',
      params: contract.saasAssociationPath,
      answer: contract.saasAssociation,
      description: 'One association, with its score and evidence.',
    },
    async ({ ctx, params, one }) =>
      one(await associations.getAssociation(services, ctx, params.source_id, params.association_id), presentAssociation),
  );

  define(
    {
      method: 'PUT',
      path: '/integration-sources/:source_id/saas-associations/:association_id',
      title: 'Update Saas Association',
      action: 'edges.review',
      params: contract.saasAssociationPath,
      body: contract.saasAssociationUpdate,
      answer: contract.saasAssociation,
      conflicts: true,
      description: 'Score and evidence become a manual revision beside what the machine found.',
    },
    async ({ ctx, params, body, one }) =>
      one(await associations.updateAssociation(services, ctx, params.source_id, params.association_id, body), presentAssociation),
  );

  define(
    {
      method: 'DELETE',
      path: '/integration-sources/:source_id/saas-associations/:association_id',
      title: 'Delete Saas Association',
      action: 'edges.delete',
      params: contract.saasAssociationPath,
      answer: contract.saasAssociation,
      description: 'A scan may find it again: reject what shall stay away.',
    },
    async ({ ctx, params }) => presentAssociation(await associations.deleteAssociation(services, ctx, params.source_id, params.association_id)),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/saas-associations/:association_id/history',
      title: 'Get Saas Association History',
      action: 'edges.read',
      params: contract.saasAssociationPath,
      answer: edgeHistory,
      description: 'Every evidence revision of an association and every decision about it, oldest first.',
    },
    async ({ ctx, params }) => presentHistory(await historyOf(services, ctx, 'association', params.association_id, { sourceId: params.source_id })),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:source_id/saas-associations/:association_id/undo',
      title: 'Undo Saas Association Decision',
      action: 'edges.review',
      params: contract.saasAssociationPath,
      answer: contract.saasAssociation,
      conflicts: true,
      description: 'Takes back the newest decision that stands, where it is the caller’s. An administrator takes back anybody’s.',
    },
    async ({ ctx, params, one }) =>
      one(await associations.undoAssociation(services, ctx, params.source_id, params.association_id), presentAssociation),
  );
}
