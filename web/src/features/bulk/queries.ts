import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, here } from '../../api/client.ts';
import type { Edge } from '../review/edges.ts';
import { filterOf, type FilterSearch } from '../review/search.ts';

/** As many as one decision takes. */
export const mostAtOnce = 10_000;
const pageLength = 1000;

/** How many suggestions there are from each score on, and how many of them would be wrong. */
export function thresholdsQuery(search: FilterSearch) {
  const query = filterOf(search);
  return queryOptions({
    queryKey: ['edges', 'threshold', query],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/organization/{organization_id}/edges/threshold', { params: { path: { organization_id: here() }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** The suggestions from a score on, the highest first; no more than one decision takes. */
export async function readSuggestions(search: FilterSearch, from: number): Promise<Edge[]> {
  const filter = { ...filterOf(search), status: ['SUGGESTED' as const], min_score: from, limit: pageLength };
  const pages = api.items('/api/organization/{organization_id}/edges', { params: { path: { organization_id: here() }, query: filter } });
  const edges: Edge[] = [];
  for await (const edge of pages) {
    edges.push(edge);
    if (edges.length === mostAtOnce) break;
  }
  return edges;
}
