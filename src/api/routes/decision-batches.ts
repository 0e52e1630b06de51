import type { FastifyInstance } from 'fastify';
import { batchPath, batchUndone } from '../../contract/edge-review.ts';
import type { Services } from '../../services/context.ts';
import { undoBatch } from '../../services/edge-undo.ts';
import { operations } from '../operation.ts';
import { presentBatchUndone } from '../present/edge-review.ts';

/** Decisions that were made at once, about edges of any kind. */
export function decisionBatchRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Review');

  define(
    {
      method: 'POST',
      path: '/organization/:organization_id/decision-batches/:batch_id/undo',
      title: 'Undo Decision Batch',
      action: 'edges.review',
      params: batchPath,
      answer: batchUndone,
      conflicts: true,
      description: 'Takes back, in one transaction, every decision of the batch that still is the newest of its edge.',
    },
    async ({ ctx, params }) => presentBatchUndone(await undoBatch(services, ctx, params.batch_id)),
  );
}
