import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { auditEvent, auditFilter, auditPath } from '../../contract/audit-event.ts';
import { listAuditEvents } from '../../services/audit-log.ts';
import type { Services } from '../../services/context.ts';
import { operations } from '../operation.ts';
import { presentAuditEvent } from '../present/audit-event.ts';

/** What was changed, by whom. */
export function auditEventRoutes(app: FastifyInstance, services: Services): void {
  const define = operations(app, services, 'Audit');

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/audit-events',
      title: 'List Audit Events',
      action: 'audit.read',
      params: auditPath,
      query: auditFilter,
      paged: true,
      answer: z.array(auditEvent),
      description: 'What was changed, by whom, in the order of the log, or from its end.',
    },
    async ({ ctx, query, page, list }) => list(await listAuditEvents(services, ctx, query, page), presentAuditEvent),
  );
}
