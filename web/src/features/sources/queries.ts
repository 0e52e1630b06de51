import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, here, pageOf, type Schemas } from '../../api/client.ts';
import { byCursor, pageAt } from '../../api/paging.ts';

export type Source = Schemas['IntegrationSource'];
export type Overview = Schemas['SourceOverview'];
export type Connector = Schemas['Connector'];
export type Job = Schemas['Job'];
export type ConnectionTest = Schemas['ConnectionTest'];

export interface SourceFilter {
  readonly query?: string | undefined;
  readonly type?: 'database' | 'saas' | undefined;
  readonly status?: Source['connection_status'] | undefined;
}

const path = { organization_id: '' };
const inOrganization = () => ({ ...path, organization_id: here() });
const pageSize = 60;
const liveMs = 3000;

export const isUnderWay = (state: Job['state']): boolean => state === 'queued' || state === 'running';

/** Everything that is read of sources is below this key: what changes one of them makes all of it stale. */
export const sourcesKey = ['sources'];

export const overviewQuery = ({ query, type, status }: SourceFilter) =>
  infiniteQueryOptions({
    queryKey: [...sourcesKey, 'overview', { query, type, status }],
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      pageOf(
        api.GET('/api/organization/{organization_id}/overview', {
          params: {
            path: inOrganization(),
            query: {
              limit: pageSize,
              ...pageAt(pageParam),
              ...(query === undefined ? {} : { query }),
              ...(type === undefined ? {} : { source_type: type }),
              ...(status === undefined ? {} : { connection_status: status }),
            },
          },
        }),
      ),
    ...byCursor,
    placeholderData: keepPreviousData,
    // While a scan is under way its card is kept true.
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ last_scan: scan }) => scan !== null && isUnderWay(scan.state))) === true ? liveMs : false,
  });

/** One source with its figures. */
export const sourceQuery = (id: string) =>
  queryOptions({
    queryKey: [...sourcesKey, 'one', id],
    queryFn: async () => {
      const [overview] = await answerOf(
        api.GET('/api/organization/{organization_id}/overview', { params: { path: inOrganization(), query: { id, limit: 1 } } }),
      );
      return overview ?? null;
    },
  });

/** The scans and syncs of a source, the newest first. */
export const jobsQuery = (sourceId: string) =>
  infiniteQueryOptions({
    queryKey: [...sourcesKey, 'jobs', sourceId],
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      pageOf(
        api.GET('/api/jobs', {
          params: { query: { source_id: sourceId, order: 'newest_first', limit: 20, ...pageAt(pageParam) } },
        }),
      ),
    ...byCursor,
  });

export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: () => answerOf(api.GET('/api/connectors')),
  staleTime: Infinity,
});

export const syncQuery = (sourceId: string) =>
  queryOptions({
    queryKey: [...sourcesKey, 'sync', sourceId],
    queryFn: () => answerOf(api.GET('/api/integration-sources/{source_id}/sync', { params: { path: { source_id: sourceId } } })),
    refetchInterval: ({ state }) => (state.data?.last_sync_status === 'running' ? liveMs : false),
  });

export async function startScan(sourceId: string, options: Schemas['ScanOptions'] = {}): Promise<Job> {
  return answerOf(api.POST('/api/integration-sources/{source_id}/scan', { params: { path: { source_id: sourceId } }, body: options }));
}

/** What a sync brings of each object, and what it lacks. */
export const reconciliationQuery = (sourceId: string) =>
  infiniteQueryOptions({
    queryKey: [...sourcesKey, 'reconciliation', sourceId],
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      pageOf(
        api.GET('/api/integration-sources/{source_id}/reconciliation', {
          params: { path: { source_id: sourceId }, query: { limit: 100, ...pageAt(pageParam) } },
        }),
      ),
    ...byCursor,
  });

/** Sources that a sync can fill. */
export const systemSourcesQuery = queryOptions({
  queryKey: [...sourcesKey, 'system'],
  queryFn: () => answerOf(api.GET('/api/integration-sources', { params: { query: { source_type: 'database', limit: 1000 } } })),
});
