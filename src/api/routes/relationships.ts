import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { pageQuery, scopeQuery } from '../../contract/common.ts';
import * as contract from '../../contract/relationship.ts';
import type { Services } from '../../services/context.ts';
import * as relationships from '../../services/relationships.ts';
import { contextOf } from '../auth.ts';
import { operation } from '../old-operation.ts';
import { linkNext, pageOf } from '../pages.ts';
import { presentBulk, presentHistory, presentRelationship } from '../present/relationship.ts';

const tag = 'Relationships';

/** Relationships between the columns of a source, and their review. Static words come before variables. */
export function relationshipRoutes(services: Services): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.post(
      '/integration-sources/relationships/bulk-status',
      {
        schema: {
          ...operation(tag, 'Bulk Update Integration Source Relationship Status', 200, contract.bulkResult, {
            description: 'All in one transaction; ids may belong to several sources.',
          }),
          querystring: scopeQuery,
          body: contract.relationshipBulkStatus,
        },
      },
      async (request) => presentBulk(await relationships.bulkReview(services, contextOf(request), request.body)),
    );

    app.get(
      '/integration-sources/relationships/:relationship_id',
      {
        schema: {
          ...operation(tag, 'Get Integration Source Relationship', 200, contract.relationship),
          params: contract.relationshipPath,
          querystring: scopeQuery,
        },
      },
      async (request) => presentRelationship(await relationships.getRelationship(services, contextOf(request), request.params.relationship_id)),
    );

    app.put(
      '/integration-sources/relationships/:relationship_id',
      {
        schema: {
          ...operation(tag, 'Update Integration Source Relationship', 200, contract.relationship, {
            description:
              'Members of a composite key are decided together. Score and evidence become a manual revision beside what the machine measured.',
          }),
          params: contract.relationshipPath,
          querystring: scopeQuery,
          body: contract.relationshipUpdate,
        },
      },
      async (request) =>
        presentRelationship(await relationships.updateRelationship(services, contextOf(request), request.params.relationship_id, request.body)),
    );

    app.delete(
      '/integration-sources/relationships/:relationship_id',
      {
        schema: {
          ...operation(tag, 'Delete Integration Source Relationship', 200, contract.relationship, {
            description: 'With the other members of its composite key. A scan may find it again: reject what shall stay away.',
          }),
          params: contract.relationshipPath,
          querystring: scopeQuery,
        },
      },
      async (request) => presentRelationship(await relationships.deleteRelationship(services, contextOf(request), request.params.relationship_id)),
    );

    app.get(
      '/integration-sources/relationships/:relationship_id/history',
      {
        schema: {
          ...operation(tag, 'Get Integration Source Relationship History', 200, contract.relationshipHistory),
          params: contract.relationshipPath,
          querystring: scopeQuery,
        },
      },
      async (request) => presentHistory(await relationships.relationshipHistory(services, contextOf(request), request.params.relationship_id)),
    );

    app.get(
      '/integration-sources/:integration_source_id/relationships',
      {
        schema: {
          ...operation(tag, 'List Integration Source Relationships', 200, z.array(contract.relationship)),
          params: contract.relationshipListPath,
          querystring: contract.relationshipListScope.extend(contract.relationshipFilter.shape).extend(pageQuery.shape),
        },
      },
      async (request, reply) => {
        const { rows, next } = await relationships.listRelationships(
          services,
          contextOf(request),
          request.params.integration_source_id,
          request.query,
          pageOf(request.query),
        );
        linkNext(request, reply, next);
        return rows.map(presentRelationship);
      },
    );

    app.post(
      '/integration-sources/:integration_source_id/relationships',
      {
        schema: {
          ...operation(tag, 'Create Integration Source Relationship', 201, contract.relationship, { conflicts: true }),
          params: contract.relationshipListPath,
          querystring: contract.relationshipListScope,
          body: contract.relationshipCreate,
        },
      },
      async (request, reply) =>
        reply
          .code(201)
          .send(
            presentRelationship(
              await relationships.createRelationship(services, contextOf(request), request.params.integration_source_id, request.body),
            ),
          ),
    );
    done();
  };
}
