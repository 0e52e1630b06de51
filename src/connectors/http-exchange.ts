import { fetch, type Dispatcher, type Response } from 'undici';
import { SourceError } from '../domain/errors.ts';
import { connectionSetback, type Answer, type Call } from './http-failures.ts';
import type { Setback } from './http-retries.ts';

export interface Exchange {
  readonly call: Call;
  readonly url: URL;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal;
  readonly dispatcher: Dispatcher;
  /** For the headers of the answer, and again for its body. */
  readonly timeoutMs: number;
  /** Of the unpacked body. */
  readonly maxBytes: number;
}

const mostRedirects = 5;
const longestRefusal = 64 * 1024;

/** Sends one request and reads its answer, whatever its status. Follows redirects within the origin. Throws the signal's reason when aborted. */
export async function exchange(exchange: Exchange): Promise<{ readonly answer: Answer } | { readonly setback: Setback }> {
  const { call, signal, timeoutMs } = exchange;
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  let isLate = false;
  const late = () => {
    isLate = true;
    stopping.abort();
  };
  signal.throwIfAborted();
  signal.addEventListener('abort', stop, { once: true });
  let timer = setTimeout(late, timeoutMs);
  try {
    const response = await sent(exchange, stopping.signal);
    clearTimeout(timer);
    timer = setTimeout(late, timeoutMs);
    const body = await readText(response, exchange);
    const { status, headers } = response;
    const header = (name: string) => headers.get(name);
    return { answer: { status, contentType: header('content-type') ?? '', retryAfter: header('retry-after'), link: header('link'), body } };
  } catch (error) {
    signal.throwIfAborted();
    if (!isLate) return { setback: connectionSetback(call, error) };
    const message = `${call.product} (${call.host}) did not answer ${call.name} within ${timeoutMs / 1000} seconds`;
    return { setback: { error: new SourceError(call.stage, message, 'Check that it is up, then try again.'), repeat: 'once' } };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    stopping.abort();
  }
}

async function sent({ call, url, method, headers, body, dispatcher }: Exchange, signal: AbortSignal): Promise<Response> {
  let current = url;
  for (let redirects = 0; ; redirects += 1) {
    const response = await fetch(current, { method, headers, body: body ?? null, redirect: 'manual', dispatcher, signal });
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    const target = URL.canParse(location, current.href) ? new URL(location, current) : undefined;
    if (target?.origin !== url.origin) {
      const place = target === undefined ? 'an address that is none' : target.origin;
      throw new SourceError(
        call.stage,
        `${call.product} redirects ${call.name} to ${place}`,
        'Redirects to other hosts are not followed: check the address.',
      );
    }
    if (method !== 'GET' && response.status < 307) {
      throw new SourceError(call.stage, `${call.product} redirects ${call.name}, to be read with GET`, 'Check the address of the source.');
    }
    if (redirects >= mostRedirects) {
      throw new SourceError(call.stage, `${call.product} redirects ${call.name} again and again`, 'Check the address of the source.');
    }
    current = target;
  }
}

/** Unpacks as it reads, and stops at the limit. Of an answer that is no success, what goes beyond the first part is left out. */
async function readText(response: Response, { call, maxBytes }: Exchange): Promise<string> {
  const most = response.ok ? maxBytes : Math.min(maxBytes, longestRefusal);
  let bytes = Buffer.alloc(0);
  let size = 0;
  for await (const chunk of response.body ?? []) {
    if (size + chunk.byteLength > most) {
      if (!response.ok) break;
      const limit = `${Number((maxBytes / 1024 / 1024).toFixed(2))} MiB`;
      throw new SourceError(call.stage, `${call.product} answered ${call.name} with more than ${limit}`, 'Check that the address is the right one.');
    }
    if (size + chunk.byteLength > bytes.byteLength)
      bytes = Buffer.concat([bytes.subarray(0, size)], Math.max(2 * bytes.byteLength, size + chunk.byteLength));
    bytes.set(chunk, size);
    size += chunk.byteLength;
  }
  return new TextDecoder().decode(bytes.subarray(0, size));
}
