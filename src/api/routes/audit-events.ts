import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { auditEvent, auditFilter, auditPath, auditVerification } from '../../contract/audit-event.ts';
import { checkAuditLog, listAuditEvents } from '../../services/audit-log.ts';
import type { Services } from '../../services/context.ts';
import { operations } from '../operation.ts';
import { presentAuditEvent, presentVerifiedLog } from '../present/audit-event.ts';

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

  define(
    {
      method: 'GET',
      path: '/organization/:organization_id/audit-events/verification',
      title: 'Verify Audit Log',
      action: 'audit.read',
      params: auditPath,
      answer: auditVerification,
      description: 'Reads the whole log and checks its chain, as `cognate audit verify` does.',
    },
    async ({ ctx }) => presentVerifiedLog(await checkAuditLog(services, ctx)),
  );
}
