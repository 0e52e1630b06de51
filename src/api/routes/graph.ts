import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import * as contract from '../../contract/entity.ts';
import { graph, joinPathQuery, joinPaths } from '../../contract/graph.ts';
import { edgeKinds } from '../../domain/edge.ts';
import type { Services } from '../../services/context.ts';
import { findEntities, getEntity } from '../../services/entities.ts';
import { readGraph, type GraphQuery } from '../../services/graph.ts';
import * as paths from '../../services/join-paths.ts';
import { operations } from '../operation.ts';
import { presentEntityFound, presentGraph, presentJoinPaths } from '../present/graph.ts';

/** Entities of all sources, the edges between them, and the ways to join two. */
export function graphRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Map');

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/entities',
      title: 'Find Entities',
      action: 'catalog.read',
      params: contract.entitiesPath,
      query: contract.entitySearch,
      answer: z.array(contract.entityFound),
      description:
        'Tables and SaaS objects of all sources by name, the best first: the name itself, what begins with it, words that do, names that contain it, then schemas and sources.',
    },
    async ({ ctx, query }) => {
      const search = { query: query.query ?? '', sourceIds: query.source ?? undefined, limit: query.limit ?? 20 };
      return (await findEntities(services, ctx, search)).map(presentEntityFound);
    },
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/entities/:entity_id',
      title: 'Get Entity',
      action: 'catalog.read',
      params: contract.entityPath,
      answer: contract.entityFound,
      description: 'One table or SaaS object, whichever has the id.',
    },
    async ({ ctx, params }) => presentEntityFound(await getEntity(services, ctx, params.entity_id)),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/graph',
      title: 'Get Graph',
      action: 'edges.read',
      params: contract.entitiesPath,
      query: contract.graphQuery,
      answer: graph,
      description:
        'The map: whole sources, or what lies around some entities, with the edges between. Of an organization as a whole, all its sources.',
    },
    async ({ ctx, query }) => presentGraph(await readGraph(services, ctx, graphQueryOf(query))),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/entities/:entity_id/join-paths/:to_entity_id',
      title: 'Find Join Paths',
      action: 'edges.read',
      params: contract.entityPairPath,
      query: joinPathQuery,
      answer: joinPaths,
      description:
        'The best ways to join two entities over approved edges, across sources too. A path costs a join for each step, one more each time the trust halves or the rows double, and one to cross from one source to another.',
    },
    async ({ ctx, params, query }) =>
      presentJoinPaths(
        await paths.joinPaths(services, ctx, {
          fromId: params.entity_id,
          toId: params.to_entity_id,
          includeSuggested: query.include_suggested ?? false,
          maxSteps: query.max_steps ?? 6,
          limit: query.limit ?? 5,
        }),
      ),
  );
}

function graphQueryOf(query: contract.GraphQuery): GraphQuery {
  return {
    sourceIds: query.source ?? [],
    entityIds: query.entity_id ?? [],
    depth: query.depth ?? 1,
    hubEdges: query.hub_edges ?? 50,
    limit: query.limit ?? 3000,
    statuses: query.status ?? ['APPROVED', 'SUGGESTED'],
    kinds: query.kind ?? edgeKinds,
    minScore: query.min_score ?? undefined,
  };
}
