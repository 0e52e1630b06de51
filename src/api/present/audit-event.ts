import type { auditEvent, auditVerification } from '../../contract/audit-event.ts';
import type { Answer } from '../../contract/common.ts';
import type { AuditEventRow } from '../../services/audit-log.ts';
import type { LogReport } from '../../services/audit-verification.ts';
import { time, timeOrNull } from './time.ts';

export function presentAuditEvent(row: AuditEventRow): Answer<typeof auditEvent> {
  return {
    id: row.id,
    organization_id: row.organization_id,
    position: row.position,
    actor_id: row.actor_id,
    source: row.source,
    action: row.action,
    object_kind: row.object_kind,
    object_id: row.object_id,
    details: row.details,
    created_at: time(row.created_at),
    hash: row.hash?.toString('hex') ?? null,
  };
}

export function presentVerifiedLog({
  organizationId,
  events,
  unhashed,
  head,
  readFrom,
  earlierReadSince,
  problem,
}: LogReport): Answer<typeof auditVerification> {
  return {
    organization_id: organizationId,
    intact: problem === undefined,
    events,
    unhashed_events: unhashed,
    head,
    read_from: readFrom,
    earlier_read_since: timeOrNull(earlierReadSince),
    problem: problem === undefined ? null : { position: problem.position, event_id: problem.eventId, what: problem.what },
  };
}
