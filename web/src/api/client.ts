import { ApiError, createClient, type Schemas } from '#client';
import { lineIsLost } from '../app/connection.ts';
import { organizationId } from '../app/place.ts';

export { ApiError, type Schemas };

/** The API as the person who is signed in, in the organization of the page; the session is a cookie that no script can read. */
export const api = createClient({
  baseUrl: '',
  headers: { 'x-cognate-request': 'web', ...(organizationId === null ? {} : { 'x-organization-id': organizationId }) },
});

api.use({
  onError({ error }) {
    // What the page itself called off is no failure.
    if (!(error instanceof DOMException && error.name === 'AbortError')) lineIsLost();
    return error instanceof Error ? error : new Error(String(error));
  },
});

/** The organization of the page. Throws where the page is in none. */
export function here(): string {
  if (organizationId === null) throw new Error('The page is in no organization.');
  return organizationId;
}

/** What the API answered. Throws ApiError with its own words where it refused. */
export async function answerOf<Answer>(call: Promise<{ data?: Answer; error?: unknown; response: Response }>): Promise<Answer> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(response.status, error);
  return data as Answer;
}

/** A page of a list, and the cursor of the next one. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** As `answerOf`, for a list: the cursor of the next page is in the Link header. */
export async function pageOf<Item>(call: Promise<{ data?: readonly Item[]; error?: unknown; response: Response }>): Promise<Page<Item>> {
  const { data, error, response } = await call;
  if (!response.ok) throw new ApiError(response.status, error);
  const next = /<([^>]*)>; *rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  return { items: data ?? [], next: next === undefined ? null : new URL(next, location.origin).searchParams.get('cursor') };
}

/** What a person reads where something was refused or failed. */
export function wordsOf(error: unknown): string {
  if (error instanceof ApiError) {
    const detail = (error.body as { detail?: unknown } | undefined)?.detail;
    if (Array.isArray(detail))
      return detail.map(({ loc, msg }: { loc: unknown[]; msg: string }) => `${loc.slice(1).join('.') || String(loc[0])}: ${msg}`).join('\n');
    return error.message;
  }
  return error instanceof Error ? error.message : String(error);
}
