import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { goWrong } from './faults.ts';
import type { FaultKind } from './faults.ts';
import { Reply, reply, send } from './reply.ts';

export { reply } from './reply.ts';

export interface PlatformRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The values of the `:names` in the route's pattern, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers with a JSON value, or with `reply(status, body, headers)` where 200 and JSON are not it. */
export type Handler = (request: PlatformRequest) => unknown;

/** By method and path pattern, such as `GET /crm/v3/schemas/:type`. The first that fits is taken. */
export type Routes = Readonly<Record<string, Handler>>;

export interface PlatformOptions {
  /** Where access tokens are fetched: never authorized, never counted against the limit, and what ends `unauthorized-once`. */
  readonly tokenPath?: string;
  /** The reply to a request that is not let in; undefined lets it in. */
  readonly authorize?: (request: PlatformRequest) => Reply | undefined;
  /** Requests per second; those beyond it are answered 429. */
  readonly limit?: number;
  readonly port?: number | undefined;
}

/** What stays the same from one start to the next, so that sources which were registered once go on working. */
export interface LastingPlace {
  /** On the loopback of this machine; by default one that is free. */
  readonly port?: number;
  /** What the credentials are made of; by default they are new at every start. */
  readonly secret?: string;
}

interface LoggedRequest extends Omit<PlatformRequest, 'params'> {
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** 0 until it is answered, and where it never is. */
  readonly status: number;
}

interface FaultScope {
  /** Lets so many of the requests that fit pass first. */
  readonly skip?: number;
  /** Only paths that begin with it, or match it; by default every path but the token endpoint's. */
  readonly path?: string | RegExp;
  /** For so many requests. By default one; `unauthorized-once` lasts until a token was fetched. */
  readonly times?: number;
}

export interface Platform {
  readonly url: string;
  /** Where access tokens are fetched, if they are. */
  readonly tokenPath: string | undefined;
  /** The latest 10,000, in the order in which they came. */
  readonly requests: readonly LoggedRequest[];
  /** The most requests that were open at the same time. */
  readonly mostAtOnce: number;
  /** Requests that came to where `redirect-elsewhere` points: a careful client sends none. */
  readonly elsewhere: readonly LoggedRequest[];
  /** Makes requests go wrong from now on; `hits` counts those that did. Of several, the first that fits is taken. */
  fault(kind: FaultKind, scope?: FaultScope): { readonly hits: number };
  /** Ends every fault and forgets the requests so far. */
  reset(): void;
  close(): Promise<void>;
}

interface Fault {
  readonly kind: FaultKind;
  readonly fits: (path: string) => boolean;
  skip: number;
  left: number;
  hits: number;
}

const REMEMBERED = 10_000;

/** A fake platform: a server on the loopback of this machine that answers as `routes` say, and goes wrong on demand. Throws where its port is taken. */
export async function startPlatform(routes: Routes, options: PlatformOptions = {}): Promise<Platform> {
  const answerOf = router(routes);
  const allowed = limiter(options.limit ?? Infinity);
  let faults: Fault[] = [];

  const answer = async (request: PlatformRequest): Promise<Reply> => {
    if (request.path !== options.tokenPath) {
      if (!allowed()) return reply(429, { message: 'Too many requests' }, { 'retry-after': '1' });
      const refused = options.authorize?.(request);
      if (refused !== undefined) return refused;
    }
    return answerOf(request);
  };

  const main = await listen(async (request, response) => {
    const fault = nextFault(faults, request.path);
    if (request.path === options.tokenPath) faults = faults.filter(({ kind }) => kind !== 'unauthorized-once');
    if (fault === undefined) return send(response, await answer(request));
    const credentials = `${request.headers.authorization ?? ''} ${request.body}`;
    return goWrong(fault.kind, { response, credentials, elsewhere: other.url, answer: () => answer(request) });
  }, options.port);
  const other = await listen((_, response) => Promise.resolve(send(response, reply(200, {}))));

  return {
    url: main.url,
    tokenPath: options.tokenPath,
    requests: main.requests,
    elsewhere: other.requests,
    get mostAtOnce() {
      return main.mostAtOnce();
    },
    fault(kind, { path, skip = 0, times } = {}) {
      const fits = (asked: string) => {
        if (path === undefined) return asked !== options.tokenPath;
        return typeof path === 'string' ? asked.startsWith(path) : path.test(asked);
      };
      const fault = { kind, fits, skip, left: times ?? (kind === 'unauthorized-once' ? Infinity : 1), hits: 0 };
      faults.push(fault);
      return fault;
    },
    reset() {
      faults = [];
      main.forget();
      other.forget();
    },
    async close() {
      await Promise.all([main.close(), other.close()]);
    },
  };
}

/** What goes wrong with this request: every fault that fits it counts it. */
function nextFault(faults: readonly Fault[], path: string): Fault | undefined {
  let found: Fault | undefined;
  for (const fault of faults) {
    if (fault.left === 0 || !fault.fits(path)) continue;
    if (fault.skip > 0) fault.skip -= 1;
    else found ??= fault;
  }
  if (found === undefined) return undefined;
  found.left -= 1;
  found.hits += 1;
  return found;
}

function router(routes: Routes): (request: PlatformRequest) => Promise<Reply> {
  const table = Object.entries(routes).map(([key, handler]) => {
    const [method, path] = key.split(' ') as [string, string];
    const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
    const literal = path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
    return { method, handler, names, pattern: new RegExp(`^${literal.replaceAll(/:\w+/g, '([^/]+)')}$`) };
  });
  return async (request) => {
    for (const { method, handler, names, pattern } of table) {
      const found = method === request.method ? pattern.exec(request.path) : null;
      if (found === null) continue;
      const params = Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? '')]));
      const answer = await handler({ ...request, params });
      return answer instanceof Reply ? answer : reply(200, answer);
    }
    return reply(404, { message: `There is no ${request.method} ${request.path}` });
  };
}

/** Says whether one more request fits into the second that ends now. */
function limiter(limit: number): () => boolean {
  let taken: number[] = [];
  return () => {
    const now = performance.now();
    taken = taken.filter((at) => now - at < 1000);
    if (taken.length >= limit) return false;
    taken.push(now);
    return true;
  };
}

type Answering = (request: PlatformRequest, response: ServerResponse) => Promise<void>;

async function listen(answering: Answering, port = 0) {
  const requests: (LoggedRequest & { status: number })[] = [];
  let open = 0;
  let mostAtOnce = 0;
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    open += 1;
    mostAtOnce = Math.max(mostAtOnce, open);
    response.once('close', () => (open -= 1));
    const url = new URL(incoming.url ?? '/', 'http://platform');
    const { method = 'GET', headers } = incoming;
    const request = { method, path: url.pathname, query: url.searchParams, headers, body: await text(incoming) };
    const logged = { ...request, at: Date.now(), status: 0 };
    requests.push(logged);
    if (requests.length > REMEMBERED) requests.shift();
    response.once('close', () => (logged.status = response.headersSent ? response.statusCode : 0));
    await answering({ ...request, params: {} }, response);
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, reply(500, { message: String(error) }));
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    mostAtOnce: () => mostAtOnce,
    forget() {
      requests.length = 0;
      mostAtOnce = open;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
