import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { edgeThresholds as thresholds, thresholdFilter } from '../../contract/edge-bulk.ts';
import { edgeDetail as detail, edgePath } from '../../contract/edge-detail.ts';
import { degradedEdge, healthQuery } from '../../contract/edge-health.ts';
import * as contract from '../../contract/edge.ts';
import { job } from '../../contract/job.ts';
import type { Services } from '../../services/context.ts';
import { edgeDetail } from '../../services/edge-detail.ts';
import { degradedEdges } from '../../services/edge-health.ts';
import { decideEdges, edgeFacets, listEdges } from '../../services/edge-queue.ts';
import { verifyEdge } from '../../services/edge-verify.ts';
import { edgeThresholds } from '../../services/edge-threshold.ts';
import { operations } from '../operation.ts';
import { linkNextSorted, sortedPageOf } from '../pages.ts';
import { presentDegraded, presentEdgeDetail, presentThresholds } from '../present/edge-detail.ts';
import { presentEdge, presentEdgeFacets, presentEdgesDecided } from '../present/edge.ts';
import { presentJob } from '../present/job.ts';

/** The review queue: edges of all kinds in one list. */
export function edgeRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Review');

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/edges',
      title: 'List Edges',
      action: 'edges.read',
      params: contract.edgesPath,
      query: contract.edgeList,
      answer: z.array(contract.edge),
      description: 'The review queue: relationships, associations and entity links in one list. A composite key is one item.',
    },
    async ({ ctx, query, request, reply }) => {
      const { sort, order, limit, cursor, ...filter } = query;
      const page = { sort: sort ?? 'score', order: order ?? 'desc', ...sortedPageOf({ limit, cursor }) };
      const { rows, next } = await listEdges(services, ctx, filter, page);
      linkNextSorted(request, reply, next);
      return rows.map(presentEdge);
    },
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/edges/facets',
      title: 'Get Edge Facets',
      action: 'edges.read',
      params: contract.edgesPath,
      query: contract.edgeFilter,
      answer: contract.edgeFacets,
      description: 'For each filter of the queue: how many edges each of its values leaves, with the other filters as they are.',
    },
    async ({ ctx, query }) => presentEdgeFacets(await edgeFacets(services, ctx, query)),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/edges/threshold',
      title: 'Get Edge Thresholds',
      action: 'edges.read',
      params: contract.edgesPath,
      query: thresholdFilter,
      answer: thresholds,
      description: 'What approving all suggested edges from a score upwards would do, for every hundredth: how many, and how many of them wrongly.',
    },
    async ({ ctx, query }) => presentThresholds(await edgeThresholds(services, ctx, query)),
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/edges/health',
      title: 'List Degraded Edges',
      action: 'edges.read',
      params: contract.edgesPath,
      query: healthQuery,
      answer: z.array(degradedEdge),
      description: 'Approved edges whose newest evidence is worse than what was decided on, the worst first, with the trend.',
    },
    async ({ ctx, query, request, reply }) => {
      const { rows, next } = await degradedEdges(services, ctx, query, sortedPageOf(query));
      linkNextSorted(request, reply, next);
      return rows.map(presentDegraded);
    },
  );

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/edges/:kind/:edge_id',
      title: 'Get Edge',
      action: 'edges.read',
      params: edgePath,
      answer: detail,
      description:
        'All that a reviewer looks at, in one answer: the evidence, the profiles of both ends, the rivals, the history. The id may be of any member of a composite key.',
    },
    async ({ ctx, params }) => presentEdgeDetail(await edgeDetail(services, ctx, params.kind, params.edge_id)),
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/edges/:kind/:edge_id/verify',
      title: 'Verify Edge',
      action: 'edges.review',
      params: edgePath,
      status: 202,
      answer: job,
      conflicts: true,
      description:
        'Runs the SQL of the newest evidence on its source again, as a job; its `result`, and `verification` of the edge, say how both compare. Nothing else changes.',
    },
    async ({ ctx, params }) => presentJob(await verifyEdge(services, ctx, params.kind, params.edge_id)),
  );

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/edges/decisions',
      title: 'Decide Edges',
      action: 'edges.review',
      params: contract.edgesPath,
      body: contract.edgeDecisions,
      answer: contract.edgesDecided,
      description:
        'One decision on edges of any kinds, in one transaction. Where an edge comes with its `updated_at`, it is decided only if nobody, and no scan, has changed it since.',
    },
    async ({ ctx, body }) => presentEdgesDecided(await decideEdges(services, ctx, body)),
  );
}
