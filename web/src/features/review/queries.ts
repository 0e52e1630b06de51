import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { answerOf, api, here, pageOf, type Page } from '../../api/client.ts';
import { byCursor, pageAt } from '../../api/paging.ts';
import { keyOf, type Edge } from './edges.ts';
import { queueFilterOf, type ReviewSearch } from './search.ts';

const pageLength = 200;

/** The queue, page by page. What is decided stays in its place until the queue is read anew. */
export function queueQuery(search: ReviewSearch) {
  const query = { ...queueFilterOf(search), sort: search.sort ?? 'score', order: search.order ?? 'desc' };
  return infiniteQueryOptions({
    queryKey: ['edges', 'queue', query],
    queryFn: ({ pageParam, signal }) =>
      pageOf(
        api.GET('/api/organization/{organization_id}/edges', {
          params: { path: { organization_id: here() }, query: { ...query, limit: pageLength, ...pageAt(pageParam) } },
          signal,
        }),
      ),
    ...byCursor,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

export function facetsQuery(search: ReviewSearch) {
  const query = queueFilterOf(search);
  return queryOptions({
    queryKey: ['edges', 'facets', query],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/organization/{organization_id}/edges/facets', { params: { path: { organization_id: here() }, query }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function detailQuery({ kind, id }: Pick<Edge, 'kind' | 'id'>) {
  return queryOptions({
    queryKey: ['edges', 'detail', keyOf({ kind, id })],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/organization/{organization_id}/edges/{kind}/{edge_id}', {
          params: { path: { organization_id: here(), kind, edge_id: id } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });
}

interface Queued {
  readonly pages: readonly Page<Edge>[];
  readonly pageParams: readonly (string | null)[];
}

/** Writes what became of edges into every list and every detail that the browser keeps. */
export function patchEdges(client: QueryClient, changes: ReadonlyMap<string, Partial<Edge>>): void {
  const patched = (edge: Edge): Edge => {
    const change = changes.get(keyOf(edge));
    return change === undefined ? edge : { ...edge, ...change };
  };
  client.setQueriesData<Queued>({ queryKey: ['edges', 'queue'] }, (queued) => {
    if (queued === undefined) return undefined;
    const pages = queued.pages.map((page) =>
      page.items.some((edge) => changes.has(keyOf(edge))) ? { ...page, items: page.items.map(patched) } : page,
    );
    return { ...queued, pages };
  });
  for (const [key, change] of changes) {
    client.setQueryData<{ edge: Edge }>(['edges', 'detail', key], (detail) => detail && { ...detail, edge: { ...detail.edge, ...change } });
  }
}
