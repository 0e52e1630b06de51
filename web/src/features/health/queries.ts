import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, here, pageOf } from '../../api/client.ts';
import { byCursor, pageAt } from '../../api/paging.ts';

const pageLength = 50;

/** Approved edges that hold worse than when they were decided on, the worst first. */
export function degradedQuery({ q, source }: { readonly q?: string | undefined; readonly source?: string | undefined }) {
  const query = { ...(q === undefined || q === '' ? {} : { query: q }), ...(source === undefined ? {} : { source }) };
  return infiniteQueryOptions({
    queryKey: ['edges', 'health', query],
    queryFn: ({ pageParam, signal }) =>
      pageOf(
        api.GET('/api/organization/{organization_id}/edges/health', {
          params: { path: { organization_id: here() }, query: { ...query, limit: pageLength, ...pageAt(pageParam) } },
          signal,
        }),
      ),
    ...byCursor,
    placeholderData: keepPreviousData,
  });
}

/** How many edges are approved at all. */
export const approvedQuery = queryOptions({
  queryKey: ['edges', 'facets', 'approved'],
  queryFn: async ({ signal }) => {
    const facets = await answerOf(
      api.GET('/api/organization/{organization_id}/edges/facets', {
        params: { path: { organization_id: here() }, query: { status: ['APPROVED'] } },
        signal,
      }),
    );
    return facets.total;
  },
});
