import { queryOptions } from '@tanstack/react-query';
import { answerOf, api, here, type Schemas } from '../../api/client.ts';
import type { PathSearch } from './search.ts';

export type JoinPath = Schemas['JoinPath'];
export type JoinPathStep = Schemas['JoinPathStep'];

export function joinPathsQuery({ from = '', to = '', suggested = false, steps = 6 }: PathSearch) {
  return queryOptions({
    queryKey: ['join-paths', from, to, suggested, steps],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/organization/{organization_id}/entities/{entity_id}/join-paths/{to_entity_id}', {
          params: {
            path: { organization_id: here(), entity_id: from, to_entity_id: to },
            query: { include_suggested: suggested, max_steps: steps, limit: 8 },
          },
          signal,
        }),
      ),
    enabled: from !== '' && to !== '' && from !== to,
  });
}
