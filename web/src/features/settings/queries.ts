import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, ApiError, here, pageOf, type Schemas } from '../../api/client.ts';
import { byCursor, pageAt } from '../../api/paging.ts';

export type Member = Schemas['OrganizationMember'];
export type Token = Schemas['Token'];
export type Role = Member['role'];

const roles = ['ANALYST', 'ORGANIZATION_ADMIN', 'SYSTEM_ADMIN'] as const satisfies readonly Role[];

/** The roles that somebody of this role can give: none above their own. */
export const givenBy = (own: Role): readonly Role[] => roles.slice(0, roles.indexOf(own) + 1);

export const inOrganization = () => ({ organization_id: here() });

export const membersKey = ['members'];
export const membersQuery = (text: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...membersKey, { text }],
    queryFn: ({ pageParam }: { pageParam: string | null }) =>
      pageOf(
        api.GET('/api/organization/{organization_id}/member', {
          params: {
            path: inOrganization(),
            query: { limit: 50, ...(text === undefined ? {} : { query: text }), ...pageAt(pageParam) },
          },
        }),
      ),
    ...byCursor,
    placeholderData: keepPreviousData,
  });

export const tokensKey = ['tokens'];
export const tokensQuery = infiniteQueryOptions({
  queryKey: tokensKey,
  queryFn: ({ pageParam }: { pageParam: string | null }) =>
    pageOf(api.GET('/api/tokens', { params: { query: { limit: 100, ...pageAt(pageParam) } } })),
  ...byCursor,
});

export const organizationQuery = queryOptions({
  queryKey: ['organization'],
  queryFn: () => answerOf(api.GET('/api/organization/{organization_id}', { params: { path: inOrganization() } })),
});

/** The Airbyte account of the organization; null where it has none. */
export const airbyteQuery = queryOptions({
  queryKey: ['airbyte'],
  queryFn: async () => {
    try {
      return await answerOf(api.GET('/api/organization/{organization_id}/airbyte', { params: { path: inOrganization() } }));
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  },
});
