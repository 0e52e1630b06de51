import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schemas } from '../../api/client.ts';
import { organizationId } from '../../app/place.ts';

export type Session = Schemas['Session'];
export type Place = Session['organizations'][number];

/** Who is signed in, and where; nowhere where nobody is. */
async function readSession(): Promise<Session> {
  return answerOf(api.GET('/api/session'));
}

export const sessionQuery = queryOptions({ queryKey: ['session'], queryFn: readSession, staleTime: 60_000 });

/** A token of an identity provider; whoever has one may be in several organizations. */
const isProviders = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);

/** Adds the organization of the token to the session, and answers with that organization: a personal access token is good for one, whatever the page's is. */
export async function signIn(token: string): Promise<Place> {
  const headers = isProviders(token) ? {} : { 'x-organization-id': null };
  const { organizations } = await answerOf(api.POST('/api/session', { body: { token }, headers }));
  const [newest] = organizations;
  if (newest === undefined) throw new Error('The server has kept no session: the browser may refuse cookies.');
  return newest;
}

/** Leaves one organization, or all of them. */
export async function signOut(organization?: string): Promise<Session> {
  return answerOf(api.DELETE('/api/session', { params: { query: organization === undefined ? {} : { organization_id: organization } } }));
}

/** The organization of the page, and who the person is there; undefined until it is known. */
export function usePlace(): Place | undefined {
  const { data } = useQuery(sessionQuery);
  return data?.organizations.find(({ id }) => id === organizationId);
}

/** Whether the person manages the organization: sources, jobs, members and tokens of others. */
export function useIsAdmin(): boolean {
  const place = usePlace();
  return place !== undefined && place.role !== 'ANALYST';
}

export const roleNames: Readonly<Record<Place['role'], string>> = {
  SYSTEM_ADMIN: 'System administrator',
  ORGANIZATION_ADMIN: 'Administrator',
  ANALYST: 'Analyst',
};

export const nameOf = ({ name, email }: Pick<Place['user'], 'name' | 'email'>): string => name ?? email;
