import type { Transaction } from 'kysely';
import { newId } from '../domain/ids.ts';
import type { Tables } from './tables.ts';

export interface AuditEvent {
  readonly organizationId: string;
  readonly actorId: string | null;
  readonly source: 'api' | 'cli' | 'mcp' | 'web' | 'system';
  /** `source.created`, `relationship.decided`, … */
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string | null;
  /** Never a secret, never a raw value. */
  readonly details?: Record<string, unknown>;
  readonly at: Date;
}

/** Appends events; a few hundred a statement. */
export async function recordAudit(trx: Transaction<Tables>, events: readonly AuditEvent[]): Promise<void> {
  for (let start = 0; start < events.length; start += batch) {
    await trx
      .insertInto('audit_events')
      .values(
        events.slice(start, start + batch).map((event) => ({
          organization_id: event.organizationId,
          id: newId(event.at.getTime()),
          actor_id: event.actorId,
          source: event.source,
          action: event.action,
          object_kind: event.objectKind,
          object_id: event.objectId,
          details: JSON.stringify(event.details ?? {}),
          created_at: event.at,
        })),
      )
      .execute();
  }
}

const batch = 500;
