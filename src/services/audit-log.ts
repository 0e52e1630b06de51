import type { AuditFilterQuery } from '../contract/audit-event.ts';
import * as log from '../store/audit-log.ts';
import type { AuditEventRow } from '../store/audit-log.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import { reading, type Context, type Services } from './context.ts';

export type { AuditEventRow };

export async function listAuditEvents(services: Services, ctx: Context, filter: AuditFilterQuery, page: PageRequest): Promise<PageOf<AuditEventRow>> {
  const { actor_id: actorId, action, object_kind: objectKind, object_id: objectId, since, until } = filter;
  return reading(services, ctx, 'audit.read', (db) =>
    log.listAuditEvents(
      db,
      ctx.organizationId,
      {
        actorId: actorId ?? undefined,
        action: action ?? undefined,
        objectKind: objectKind ?? undefined,
        objectId: objectId ?? undefined,
        since: since ?? undefined,
        until: until ?? undefined,
      },
      { ...page, isNewestFirst: filter.order === 'newest_first' },
    ),
  );
}
