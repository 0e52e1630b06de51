import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client.ts';

/** What the server said, kept while it is fresh. A session that ended leads to the sign-in, which leads back. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhereSignedOut }),
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (failures, error) => !(error instanceof ApiError && error.status < 500) && failures < 3 },
    // A change that got no answer waits for the line to be back, and is sent again; what was refused is not.
    mutations: { retry: (failures, error) => !(error instanceof ApiError) && failures < 20, onError: leaveWhereSignedOut },
  },
});

function leaveWhereSignedOut(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) location.reload();
}
