import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api, here, pageOf, type Schemas } from '../../api/client.ts';
import { byCursor, pageAt } from '../../api/paging.ts';
import type { AuditSearch } from './search.ts';

export type AuditEvent = Schemas['AuditEvent'];

/** The events that fit, the newest first. */
export const auditQuery = ({ kind, action, actor, object, from, to }: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', { kind, action, actor, object, from, to }],
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      pageOf(
        api.GET('/api/organization/{organization_id}/audit-events', {
          params: {
            path: { organization_id: here() },
            query: {
              limit: 50,
              order: 'newest_first',
              ...(kind === undefined ? {} : { object_kind: kind }),
              ...(action === undefined ? {} : { action }),
              ...(actor === undefined ? {} : { actor_id: actor }),
              ...(object === undefined ? {} : { object_id: object }),
              ...(from === undefined ? {} : { since: midnight(from, 0) }),
              ...(to === undefined ? {} : { until: midnight(to, 1) }),
              ...pageAt(pageParam),
            },
          },
        }),
      ),
    ...byCursor,
    placeholderData: keepPreviousData,
  });

/** The beginning of a day, or of one some days later, where the person is. */
function midnight(day: string, later: number): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + later);
  return date.toISOString();
}
