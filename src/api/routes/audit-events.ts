import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { auditEvent, auditFilter, auditPath, auditVerification, auditVerificationQuery } from '../../contract/audit-event.ts';
import { listAuditEvents } from '../../services/audit-log.ts';
import { checkAuditLog } from '../../services/audit-verification.ts';
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
      query: auditVerificationQuery,
      answer: auditVerification,
      description:
        'Checks the chain of the log, from where it was last read and found intact. With `whole` all of it, as `cognate audit verify` does: that takes seconds where there are hundreds of thousands of events.',
    },
    async ({ ctx, query }) => presentVerifiedLog(await checkAuditLog(services, ctx, query.whole ?? false)),
  );
}
