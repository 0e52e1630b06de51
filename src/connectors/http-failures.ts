import { SourceError, type SourceStage } from '../domain/errors.ts';
import { retryAfterMs, type Setback } from './http-retries.ts';
import { failureDetails, networkFailure, resolveFailure } from './network-failure.ts';

/** What a message may say of a call: no query, no body, no header. */
export interface Call {
  /** Such as HubSpot. */
  readonly product: string;
  readonly host: string;
  /** Method and path. */
  readonly name: string;
  readonly stage: SourceStage;
  /** The right or scope that the call needs, where known. */
  readonly needs?: string | undefined;
}

/** One HTTP answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | null;
  /** The Link header of RFC 8288. */
  readonly link: string | null;
  readonly body: string;
}

/** Method and path for messages. Parts of the path as long as a token are left out. */
export function callName(method: string, url: URL): string {
  return `${method} ${url.pathname.replaceAll(/[^/]{41,}/g, '…')}`;
}

/** An answer that was no success, as the cause of a SourceError. */
export interface RefusedAnswer {
  readonly status: number;
  /** The platform's own word for the reason, such as INVALID_FIELD or invalid_grant. */
  readonly code: string | undefined;
}

/** The status and code that the platform answered with; undefined for errors that are no such answers. */
export function refusedAnswer(error: unknown): RefusedAnswer | undefined {
  return error instanceof SourceError && error.cause instanceof Refused ? error.cause : undefined;
}

class Refused implements RefusedAnswer {
  readonly status: number;
  readonly code: string | undefined;

  constructor(status: number, code: string | undefined) {
    this.status = status;
    this.code = code;
  }
}

/** What became of a call that was answered, but not with success. */
export function refusal(call: Call, { status, retryAfter, body }: Answer, now: number): Setback {
  const { product, name, stage, needs } = call;
  const cause = new Refused(status, codeIn(body));
  const error = (at: SourceStage, message: string, hint: string) => new SourceError(at, message, hint, cause);
  const afterMs = retryAfterMs(retryAfter, now);
  if (status === 401) {
    return {
      error: error('authenticate', `${product} does not accept the credentials`, 'Check them, or give the source new ones.'),
      repeat: 'never',
    };
  }
  if (status === 429 || (status === 403 && /LIMIT|QUOTA/i.test(cause.code ?? ''))) {
    const message = `${product} lets no more requests through for now (${name})`;
    const hint = 'Try again later; the limit of the account may be used up.';
    return { error: error(stage, message, hint), repeat: status === 429 ? 'often' : 'never', afterMs };
  }
  if (status === 403) {
    const hint = needs === undefined ? 'Give them the right to read this.' : `They need ${needs}.`;
    return { error: error('authenticate', `${product} forbids these credentials ${name}`, hint), repeat: 'never' };
  }
  if (status === 404) {
    return { error: error(stage, `${product} has nothing at ${name}`, 'Check the address and the account of the source.'), repeat: 'never' };
  }
  if (status === 502 || status === 503 || status === 504) {
    return { error: error(stage, `${product} is not available (${name} was answered with ${status})`, 'Try again later.'), repeat: 'often', afterMs };
  }
  return {
    error: error(
      stage,
      `${product} answered ${name} with ${status}`,
      `Check the address and the account of the source, and the status of ${product}.`,
    ),
    repeat: status === 500 ? 'once' : 'never',
  };
}

/** The platforms put a word for the reason in one of these; texts that are no plain word are not looked at. */
function codeIn(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const problem: unknown = Array.isArray(parsed) ? parsed[0] : parsed;
    if (typeof problem !== 'object' || problem === null) return undefined;
    const found = new Map<string, unknown>(Object.entries(problem));
    return ['errorCode', 'category', 'code', 'error']
      .map((key) => found.get(key))
      .find((word): word is string => typeof word === 'string' && /^[A-Za-z_]{3,60}$/.test(word));
  } catch {
    return undefined;
  }
}

/** What became of a call that was not answered, or not to its end. */
export function connectionSetback(call: Call, thrown: unknown): Setback {
  const cause = root(thrown);
  if (cause instanceof SourceError) return { error: cause, repeat: 'never' };
  const { code } = failureDetails(cause);
  const server = `${call.product} (${call.host})`;
  const unresolved = resolveFailure(cause, call.host);
  if (unresolved !== undefined) return { error: unresolved, repeat: code === 'EAI_AGAIN' ? 'often' : 'never' };
  if (tlsCode.test(code)) {
    const hint = 'Check the address, and whether something in between intercepts the connection.';
    return {
      error: new SourceError('connect', `${server} cannot be trusted: its TLS certificate or protocol does not fit (${code})`, hint),
      repeat: 'never',
    };
  }
  const words = lost.get(code);
  const isUnreached = unreached.has(code);
  const stage = isUnreached ? 'connect' : call.stage;
  const known = networkFailure(cause, stage, server, words);
  if (known !== undefined) {
    const isFinal = code === 'ECONNREFUSED' || code === 'UND_ERR_DESTROYED';
    return { error: known, repeat: isFinal ? 'never' : isUnreached ? 'once' : 'often' };
  }
  return { error: new SourceError(stage, `${server}: its answer to ${call.name} broke off or is garbled`, 'Try again later.'), repeat: 'once' };
}

const tlsCode = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_|EPROTO)/;
const unreached = new Set(['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);
const lost = new Map([
  ['UND_ERR_CONNECT_TIMEOUT', 'no answer'],
  ['UND_ERR_SOCKET', 'the connection was closed'],
  ['UND_ERR_DESTROYED', 'the connection was closed by us'],
]);

/** What fetch hides as the cause of the cause. */
function root(error: unknown): unknown {
  let current = error;
  while (current instanceof Error && !(current instanceof SourceError) && failureDetails(current).code === '' && current.cause !== undefined) {
    current = current.cause;
  }
  return current;
}
