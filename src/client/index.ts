import createFetchClient, { type Client, type FetchResponse, type MaybeOptionalInit } from 'openapi-fetch';
import type { components, paths } from './types.ts';

/** The objects of the API by name: `Schemas['IntegrationSource']`, … */
export type Schemas = components['schemas'];

export interface CognateClientOptions {
  /** Where the server is: `http://127.0.0.1:7400`; empty means where the page came from. */
  readonly baseUrl: string;
  /** A personal access token (`pat_…`); none: the session of the browser. */
  readonly token?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

type Get<Path extends keyof paths> = paths[Path] extends { get: infer Operation } ? Operation : never;
type Put<Path extends keyof paths> = paths[Path] extends { put: infer Operation } ? Operation : never;
type Ok<Operation> = Operation extends { responses: { 200: { content: { 'application/json': infer Answer } } } } ? Answer : never;
type Query<Operation> = Operation extends { parameters: { query?: infer Fields } } ? NonNullable<Fields> : never;
type PathParameters<Operation> = Operation extends { parameters: { path: infer Fields } } ? Fields : never;
type Body<Operation> = Operation extends { requestBody?: { content: { 'application/json': infer Content } } } ? Content : never;

/** The paths that answer a list in pages. */
export type ListPath = {
  [Path in keyof paths]: 'cursor' extends keyof Query<Get<Path>> ? (Ok<Get<Path>> extends readonly unknown[] ? Path : never) : never;
}[keyof paths];
/** The paths of one thing that can be read and changed. */
export type ThingPath = { [Path in keyof paths]: paths[Path] extends { get: unknown; put: unknown } ? Path : never }[keyof paths];

type Item<Path extends ListPath> = Ok<Get<Path>> extends readonly (infer One)[] ? One : never;
type Init<Path extends ListPath> = MaybeOptionalInit<paths[Path], 'get' & keyof paths[Path]>;

/** `GET`, `POST`, `PUT` and `DELETE` with typed paths, parameters, bodies and answers; each resolves to `{ data }` or `{ error }`, with the `response`. */
export interface CognateClient extends Client<paths> {
  /** Every item of a list, page by page. Throws ApiError where a page is refused. */
  items<Path extends ListPath>(
    path: Path,
    ...init: undefined extends Init<Path> ? [Init<Path>?] : [Init<Path>]
  ): AsyncGenerator<Item<Path>, void, undefined>;
  /**
   * Reads one thing and sends the change that `change` makes of it, on the condition that nobody changed it in between; else reads and asks again.
   * Resolves as PUT does, with 412 where others were faster five times.
   */
  change<Path extends ThingPath>(
    path: Path,
    parameters: PathParameters<Put<Path>>,
    change: (now: Ok<Get<Path>>) => Body<Put<Path>>,
  ): Promise<FetchResponse<Put<Path> & Record<string, unknown>, object, `${string}/${string}`>>;
}

/** What an operation refused, and why. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown) {
    const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : body;
    super(typeof detail === 'string' ? detail : `${status} ${JSON.stringify(detail)}`);
    this.status = status;
    this.body = body;
  }
}

const pageSize = 500;
const attempts = 5;

/** A client of the Cognate API. */
export function createClient({ baseUrl, token, headers }: CognateClientOptions): CognateClient {
  const client = createFetchClient<paths>({ baseUrl, headers: { ...headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) } });
  // The paths are checked where these are called; within, one untyped call serves them all.
  const call = client.request as unknown as (
    method: 'get' | 'put',
    path: string,
    init: object,
  ) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

  async function* items(path: string, init: { params?: { query?: Record<string, unknown> } } = {}): AsyncGenerator<unknown, void, undefined> {
    let page: object = { ...init, params: { ...init.params, query: { limit: pageSize, ...init.params?.query } } };
    for (;;) {
      const { data, error, response } = await call('get', path, page);
      if (!response.ok) throw new ApiError(response.status, error);
      yield* data as unknown[];
      const next = nextQuery(response.headers.get('link'));
      if (next === undefined) return;
      page = { ...init, querySerializer: () => next };
    }
  }

  async function change(path: string, parameters: object, changeOf: (now: unknown) => unknown): Promise<unknown> {
    for (let attempt = 1; ; attempt++) {
      const read = await call('get', path, { params: { path: parameters } });
      if (!read.response.ok) return read;
      const written = await call('put', path, {
        params: { path: parameters, header: { 'If-Match': read.response.headers.get('etag') } },
        body: changeOf(read.data),
      });
      if (written.response.status !== 412 || attempt === attempts) return written;
    }
  }

  return Object.assign(client, { items, change }) as unknown as CognateClient;
}

/** The query of the next page, as the Link header has it. */
function nextQuery(link: string | null): string | undefined {
  return /<[^>?]*\?([^>]*)>; *rel="next"/.exec(link ?? '')?.[1];
}
