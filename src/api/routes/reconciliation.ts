import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { sourcePath } from '../../contract/integration-source.ts';
import { reconciledObject } from '../../contract/reconciliation.ts';
import type { Services } from '../../services/context.ts';
import { listReconciliation } from '../../services/reconciliation.ts';
import { operations } from '../operation.ts';
import { presentReconciled } from '../present/reconciliation.ts';

/** What a sync brings of a SaaS source. */
export function reconciliationRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'SaaS objects and fields');

  define(
    {
      method: 'GET',
      path: '/integration-sources/:source_id/reconciliation',
      title: 'List Reconciliation',
      action: 'catalog.read',
      params: sourcePath,
      paged: true,
      answer: z.array(reconciledObject),
      description:
        'What the sync of a source brings, and what it lacks, object by object: the landed table, the fields that have not landed, and for every association the landed column or table that carries it. Empty where the source is not synced (`is_sync` and `system_source_id`), or not scanned yet.',
    },
    async ({ ctx, params, page, list }) => list(await listReconciliation(services, ctx, params.source_id, page), presentReconciled),
  );
}
