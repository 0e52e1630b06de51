import { Agent } from 'undici';
import type { z } from 'zod';
import { SourceError, type SourceStage } from '../domain/errors.ts';
import { publicConnector } from './http-addresses.ts';
import { valueOf } from './http-answers.ts';
import { exchange } from './http-exchange.ts';
import { callName, type Call } from './http-failures.ts';
import { startPace } from './http-rate.ts';
import { startRepeats } from './http-retries.ts';
import { haste, realClock, type Clock } from './http-waits.ts';

interface HttpRequest<T> {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** An absolute path on the base host, or a full URL of the same origin, such as a link to the next page. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly schema: z.ZodType<T>;
  readonly signal: AbortSignal;
  /** Named by errors; `list` where not given. */
  readonly stage?: SourceStage;
  /** A call that does no harm twice, such as a POST that only reads: it may be sent again after a failure, as every GET is. */
  readonly repeatable?: boolean;
  /** The right that the call needs, such as `the scope crm.objects.contacts.read`: said where the call is forbidden. */
  readonly needs?: string;
}

export interface Linked<T> {
  readonly value: T;
  readonly link: string | null;
}

/** Reads JSON from one platform, politely and safely. Failures are SourceErrors; an aborted signal is thrown as its reason. */
export interface HttpClient {
  json<T>(request: HttpRequest<T>): Promise<T>;
  /** With the Link header, for platforms that put the address of the next page there. */
  linked<T>(request: HttpRequest<T>): Promise<Linked<T>>;
  /** Undefined where the answer is 404. */
  jsonIfThere<T>(request: HttpRequest<T>): Promise<T | undefined>;
  /** Breaks off what is under way. */
  close(): Promise<void>;
}

export interface Authorization {
  headers(signal: AbortSignal): Promise<Readonly<Record<string, string>>>;
  /** After a 401: true where new credentials were had, so that the request is worth repeating once. */
  renew?(signal: AbortSignal): Promise<boolean>;
}

export interface HttpOptions {
  /** For messages, such as HubSpot. */
  readonly product: string;
  readonly baseUrl: string;
  readonly authorization: Authorization;
  /** Also allows HTTP without TLS. */
  readonly allowsInternalAddresses: boolean;
  /** Shared by parallel calls; no limit where not given. */
  readonly requestsPerSecond?: number;
  /** For a connection (10 seconds at most), for the headers of an answer, and for its body. */
  readonly timeoutMs?: number;
  /** Of an unpacked answer. */
  readonly maxBytes?: number;
  readonly clock?: Clock;
}

export function openHttp(options: HttpOptions): HttpClient {
  const { product, authorization, allowsInternalAddresses, clock = realClock, timeoutMs = 60_000 / haste, maxBytes = 64 * 1024 * 1024 } = options;
  const base = baseOf(options);
  const pace = startPace(clock, options.requestsPerSecond);
  const connectMs = Math.min(10_000, timeoutMs);
  const dispatcher = new Agent({
    connect: allowsInternalAddresses ? { timeout: connectMs } : publicConnector(connectMs),
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  async function send<T>(request: HttpRequest<T>, mayBeMissing: boolean): Promise<Linked<T> | undefined> {
    const { method = 'GET', signal, stage = 'list', needs } = request;
    const url = urlOf(request, base, product);
    const call: Call = { product, host: url.host, name: callName(method, url), stage, needs };
    const { body, headers } = payloadOf(request);
    const isRepeatable = method === 'GET' || request.repeatable === true;
    const repeats = startRepeats(clock);
    let isRenewed = false;
    for (;;) {
      await pace.take(signal);
      const credentials = await authorization.headers(signal);
      const sendable = checkedHeaders({ ...headers, ...request.headers, ...credentials }, product);
      const outcome = await exchange({ call, url, method, headers: sendable, body, signal, dispatcher, timeoutMs, maxBytes });
      if ('answer' in outcome && outcome.answer.status === 404 && mayBeMissing) return undefined;
      if ('answer' in outcome && outcome.answer.status === 401 && !isRenewed) {
        isRenewed = true;
        if (await renewed(credentials, signal)) continue;
      }
      const result = 'answer' in outcome ? valueOf(outcome.answer, call, request.schema, clock.now()) : outcome;
      if ('value' in result) return { value: result.value, link: 'answer' in outcome ? outcome.answer.link : null };
      const { setback } = result;
      const wait = isRepeatable ? repeats.next(setback) : undefined;
      if (wait === undefined) throw setback.error;
      if (setback.afterMs !== undefined) pace.hold(setback.afterMs);
      await clock.wait(wait, signal);
    }
  }

  /** Whether there are other credentials than those refused: a parallel call may have renewed them meanwhile. */
  async function renewed(refused: Readonly<Record<string, string>>, signal: AbortSignal): Promise<boolean> {
    if (JSON.stringify(await authorization.headers(signal)) !== JSON.stringify(refused)) return true;
    return (await authorization.renew?.(signal)) ?? false;
  }

  async function needed<T>(request: HttpRequest<T>): Promise<Linked<T>> {
    const result = await send(request, false);
    if (result === undefined) throw new TypeError('an answer that may not be missing is missing');
    return result;
  }

  return {
    json: async (request) => (await needed(request)).value,
    linked: needed,
    jsonIfThere: async (request) => (await send(request, true))?.value,
    close: () => dispatcher.destroy(),
  };
}

function baseOf({ product, baseUrl, allowsInternalAddresses }: HttpOptions): URL {
  const base = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (base === undefined || (base.protocol !== 'https:' && base.protocol !== 'http:') || base.username !== '' || base.password !== '') {
    throw new SourceError(
      'resolve',
      `The address of ${product} is not one`,
      'It begins with https:// and a host name, and holds no user or password.',
    );
  }
  if (base.protocol === 'http:' && !allowsInternalAddresses) {
    const hint = 'Begin the address with https://. HTTP without TLS is only for tests, where COGNATE_INTERNAL_ADDRESSES=allow is set.';
    throw new SourceError('connect', `${base.host} would be called without TLS`, hint);
  }
  return base;
}

function urlOf({ path, query, stage = 'list' }: HttpRequest<unknown>, base: URL, product: string): URL {
  const url = URL.canParse(path, base.href) ? new URL(path, base) : undefined;
  if (url === undefined || url.origin !== base.origin || url.username !== '' || url.password !== '') {
    const place = url === undefined ? 'an address that is none' : url.origin;
    throw new SourceError(
      stage,
      `${product} (${base.host}) links to ${place}`,
      'Links to other hosts are not followed: check the address of the source.',
    );
  }
  for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) url.searchParams.set(key, String(value));
  return url;
}

function payloadOf({ body, form }: HttpRequest<unknown>): { body: string | undefined; headers: Record<string, string> } {
  const headers = { accept: 'application/json', 'user-agent': 'cognate' };
  if (form !== undefined) {
    return { body: new URLSearchParams(form).toString(), headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } };
  }
  if (body === undefined) return { body: undefined, headers };
  return { body: JSON.stringify(body), headers: { ...headers, 'content-type': 'application/json' } };
}

/** A header that cannot be sent would be quoted, secret and all, by the error that fetch throws. */
function checkedHeaders(headers: Readonly<Record<string, string>>, product: string): Readonly<Record<string, string>> {
  if (Object.values(headers).every((value) => /^[\t\u0020-\u007E\u0080-\u00FF]*$/.test(value))) return headers;
  throw new SourceError(
    'authenticate',
    `The credentials for ${product} hold a character that cannot be sent`,
    'Enter them again, without line breaks.',
  );
}
