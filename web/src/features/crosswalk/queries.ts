import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { answerOf, api, here, pageOf, type Page, type Schemas } from '../../api/client.ts';
import { byCursor, pageAt } from '../../api/paging.ts';
import { pairFilterOf, type CrosswalkSearch } from './search.ts';

export type Crosswalk = Schemas['Crosswalk'];
export type CrosswalkDetail = Schemas['CrosswalkDetail'];
export type Run = Schemas['CrosswalkRun'];
export type RunDetail = Schemas['CrosswalkRunDetail'];
export type Pair = Schemas['CrosswalkPair'];
export type PairDetail = Schemas['CrosswalkPairDetail'];

const pageLength = 200;
const at = (id: string) => ({ organization_id: here(), crosswalk_id: id });

export const crosswalksQuery = queryOptions({
  queryKey: ['crosswalks', 'list'],
  queryFn: ({ signal }) =>
    answerOf(api.GET('/api/organization/{organization_id}/crosswalks', { params: { path: { organization_id: here() } }, signal })),
});

/** Approved links, with the names of their ends: what crosswalks can be made of. */
export const approvedLinksQuery = queryOptions({
  queryKey: ['edges', 'approved links'],
  queryFn: ({ signal }) =>
    answerOf(
      api.GET('/api/organization/{organization_id}/edges', {
        params: { path: { organization_id: here() }, query: { kind: ['entity_link'], status: ['APPROVED'], limit: 1000 } },
        signal,
      }),
    ),
});

export const crosswalkQuery = (id: string) =>
  queryOptions({
    queryKey: ['crosswalks', 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/organization/{organization_id}/crosswalks/{crosswalk_id}', { params: { path: at(id) }, signal })),
  });

export const runsQuery = (id: string) =>
  queryOptions({
    queryKey: ['crosswalks', 'runs', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/organization/{organization_id}/crosswalks/{crosswalk_id}/runs', { params: { path: at(id) }, signal })),
  });

export const runQuery = (id: string, runId: string) =>
  queryOptions({
    queryKey: ['crosswalks', 'run', runId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/organization/{organization_id}/crosswalks/{crosswalk_id}/runs/{run_id}', {
          params: { path: { ...at(id), run_id: runId } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });

/** Pairs, page by page. What is decided stays in its place until the list is read anew. */
export function pairsQuery(id: string, search: CrosswalkSearch) {
  const query = pairFilterOf(search);
  return infiniteQueryOptions({
    queryKey: ['crosswalks', 'pairs', id, query],
    queryFn: ({ pageParam, signal }) =>
      pageOf(
        api.GET('/api/organization/{organization_id}/crosswalks/{crosswalk_id}/pairs', {
          params: { path: at(id), query: { ...query, limit: pageLength, ...pageAt(pageParam) } },
          signal,
        }),
      ),
    ...byCursor,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
  });
}

export const pairQuery = (id: string, pairId: string) =>
  queryOptions({
    queryKey: ['crosswalks', 'pair', pairId],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/organization/{organization_id}/crosswalks/{crosswalk_id}/pairs/{pair_id}', {
          params: { path: { ...at(id), pair_id: pairId } },
          signal,
        }),
      ),
    staleTime: 60_000,
  });

export const sqlQuery = (id: string) =>
  queryOptions({
    queryKey: ['crosswalks', 'sql', id],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/organization/{organization_id}/crosswalks/{crosswalk_id}/sql', { params: { path: at(id) }, signal })),
  });

interface Listed {
  readonly pages: readonly Page<Pair>[];
  readonly pageParams: readonly (string | null)[];
}

/** Writes what became of pairs into every list and every detail that the browser keeps. */
export function patchPairs(client: QueryClient, id: string, changes: ReadonlyMap<string, Partial<Pair>>): void {
  const patched = (pair: Pair): Pair => ({ ...pair, ...changes.get(pair.id) });
  client.setQueriesData<Listed>({ queryKey: ['crosswalks', 'pairs', id] }, (listed) => {
    if (listed === undefined) return undefined;
    const pages = listed.pages.map((page) => (page.items.some((pair) => changes.has(pair.id)) ? { ...page, items: page.items.map(patched) } : page));
    return { ...listed, pages };
  });
  for (const [pairId, change] of changes) {
    client.setQueryData<PairDetail>(['crosswalks', 'pair', pairId], (detail) => detail && { ...detail, ...change });
  }
}
