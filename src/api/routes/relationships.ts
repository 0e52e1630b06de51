import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { bulkResult, edgeHistory } from '../../contract/edge-review.ts';
import * as contract from '../../contract/relationship.ts';
import type { Services } from '../../services/context.ts';
import { edgeHistory as historyOf } from '../../services/edge-review.ts';
import * as relationships from '../../services/relationships.ts';
import { operations } from '../operation.ts';
import { presentBulk, presentHistory } from '../present/edge-review.ts';
import { presentRelationship } from '../present/relationship.ts';

/** Relationships between the columns of a source, and their review. Static words come before variables. */
export function relationshipRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Relationships');

  define(
    {
      method: 'POST',
      path: '/integration-sources/relationships/bulk-status',
      title: 'Bulk Update Integration Source Relationship Status',
      action: 'edges.review',
      body: contract.relationshipBulkStatus,
      answer: bulkResult,
      description: 'All in one transaction; ids may belong to several sources.',
    },
    async ({ ctx, body }) => presentBulk(await relationships.bulkReview(services, ctx, body)),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/relationships/:relationship_id',
      title: 'Get Integration Source Relationship',
      action: 'edges.read',
      params: contract.relationshipPath,
      answer: contract.relationship,
      description: 'One relationship, with its score and evidence.',
    },
    async ({ ctx, params, one }) => one(await relationships.getRelationship(services, ctx, params.relationship_id), presentRelationship),
  );

  define(
    {
      method: 'PUT',
      path: '/integration-sources/relationships/:relationship_id',
      title: 'Update Integration Source Relationship',
      action: 'edges.review',
      params: contract.relationshipPath,
      body: contract.relationshipUpdate,
      answer: contract.relationship,
      description: 'Members of a composite key are decided together. Score and evidence become a manual revision beside what the machine measured.',
    },
    async ({ ctx, params, body, one }) =>
      one(await relationships.updateRelationship(services, ctx, params.relationship_id, body), presentRelationship),
  );

  define(
    {
      method: 'DELETE',
      path: '/integration-sources/relationships/:relationship_id',
      title: 'Delete Integration Source Relationship',
      action: 'edges.delete',
      params: contract.relationshipPath,
      answer: contract.relationship,
      description: 'With the other members of its composite key. A scan may find it again: reject what shall stay away.',
    },
    async ({ ctx, params }) => presentRelationship(await relationships.deleteRelationship(services, ctx, params.relationship_id)),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/relationships/:relationship_id/history',
      title: 'Get Integration Source Relationship History',
      action: 'edges.read',
      params: contract.relationshipPath,
      answer: edgeHistory,
      description: 'What scans and people said of a relationship, and what people decided, oldest first.',
    },
    async ({ ctx, params }) => presentHistory(await historyOf(services, ctx, 'relationship', params.relationship_id)),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/relationships/:relationship_id/undo',
      title: 'Undo Integration Source Relationship Decision',
      action: 'edges.review',
      params: contract.relationshipPath,
      answer: contract.relationship,
      conflicts: true,
      description:
        'Takes back the newest decision that stands, of all members of a composite key, where it is the caller’s. An administrator takes back anybody’s.',
    },
    async ({ ctx, params, one }) => one(await relationships.undoRelationship(services, ctx, params.relationship_id), presentRelationship),
  );

  define(
    {
      method: 'GET',
      path: '/integration-sources/:integration_source_id/relationships',
      title: 'List Integration Source Relationships',
      action: 'edges.read',
      params: contract.relationshipListPath,
      query: contract.relationshipFilter,
      paged: true,
      answer: z.array(contract.relationship),
      description: 'The relationships between the columns of a source: declared, inferred, or added by hand.',
    },
    async ({ ctx, params, query, page, list }) =>
      list(await relationships.listRelationships(services, ctx, params.integration_source_id, query, page), presentRelationship),
  );

  define(
    {
      method: 'POST',
      path: '/integration-sources/:integration_source_id/relationships',
      title: 'Create Integration Source Relationship',
      action: 'edges.review',
      params: contract.relationshipListPath,
      body: contract.relationshipCreate,
      status: 201,
      answer: contract.relationship,
      conflicts: true,
      description: 'Adds a relationship by hand: MANUAL, and APPROVED by adding it. Both ends must be of this source.',
    },
    async ({ ctx, params, body, one }) =>
      one(await relationships.createRelationship(services, ctx, params.integration_source_id, body), presentRelationship),
  );
}
