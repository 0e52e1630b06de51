import { z } from 'zod';
import { SourceError } from '../../domain/errors.ts';
import { type Authorization, openHttp } from '../http-client.ts';
import { refusedAnswer } from '../http-failures.ts';
import { renewableToken } from '../http-tokens.ts';
import { realClock } from '../http-waits.ts';
import { isJsonObject, jsonAt } from '../json-value.ts';
import type { RestConfig } from './config.ts';
import { addressBelow } from './endpoints.ts';

/** Signs in with a token that user name and password are exchanged for; it is renewed shortly before it ends, or when it is refused. */
export function tokenExchange(config: RestConfig, allowsInternalAddresses: boolean): Authorization {
  const tokens = renewableToken(async () => {
    const asked = realClock.now();
    const answer = await fetchToken(config, allowsInternalAddresses);
    const token = jsonAt(answer, config.token_response_path.split('.'));
    if (typeof token !== 'string' || token === '') {
      const what = `The token endpoint answers without a token at ${config.token_response_path}`;
      throw new SourceError('authenticate', what, 'Check token_response_path, and that the credentials are good.');
    }
    return { token, usableUntil: usableUntil(answer, config, asked) };
  }, realClock);
  return {
    headers: async (signal) => ({ authorization: `Bearer ${await tokens.usable(signal)}` }),
    async renew(signal) {
      await tokens.renewed(signal);
      return true;
    },
  };
}

async function fetchToken(config: RestConfig, allowsInternalAddresses: boolean): Promise<unknown> {
  const { base_url: base, token_exchange_endpoint: endpoint = '', token_exchange_method: method } = config;
  const url = endpoint.startsWith('/') ? addressBelow(base, endpoint) : new URL(endpoint);
  const client = openHttp({
    product: 'Token endpoint',
    baseUrl: url.origin,
    authorization: { headers: async () => ({}) },
    allowsInternalAddresses,
    timeoutMs: 30_000,
    maxBytes: 1024 * 1024,
  });
  const body = bodyOf(config);
  try {
    return await client.json({
      method,
      path: url.pathname + url.search,
      ...(method === 'GET' ? { query: textsOf(body) } : isForm(config) ? { form: textsOf(body) } : { body }),
      schema: z.unknown(),
      signal: new AbortController().signal,
      stage: 'authenticate',
      repeatable: true,
    });
  } catch (error) {
    const status = refusedAnswer(error)?.status;
    if (status === undefined || ![400, 401, 403].includes(status)) throw error;
    throw new SourceError('authenticate', 'The token endpoint gives no token for these credentials', 'Check them, and token_exchange_body.', error);
  } finally {
    await client.close();
  }
}

const defaultBody = '{"username":"${username}","password":"${password}"}';

function isForm({ token_exchange_body: template = defaultBody }: RestConfig): boolean {
  return parsedJson(template) === undefined;
}

/** The template with its placeholders filled in, value by value, so that no password can break out of its place. */
function bodyOf({
  token_exchange_body: template = defaultBody,
  token_exchange_username: user = '',
  token_exchange_password: password = '',
}: RestConfig) {
  const values: Readonly<Record<string, string>> = { username: user, password };
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll(/\$\{(username|password)\}/g, (_, name: string) => values[name] ?? '');
    if (Array.isArray(value)) return value.map(filled);
    return isJsonObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, filled(inner)])) : value;
  };
  return filled(parsedJson(template) ?? Object.fromEntries(new URLSearchParams(template)));
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function textsOf(body: unknown): Record<string, string> {
  if (!isJsonObject(body)) return {};
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));
}

/** Numbers as large as a Unix time are one, in seconds or milliseconds; smaller ones are seconds from now on. A short life loses half of it at most. */
function usableUntil(answer: unknown, { token_expiry_path: place, token_expiry_buffer: buffer }: RestConfig, now: number): number {
  const told = place === undefined ? undefined : jsonAt(answer, place.split('.'));
  const number = typeof told === 'number' || (typeof told === 'string' && /^\d+$/.test(told)) ? Number(told) : undefined;
  const ends = number === undefined ? Date.parse(typeof told === 'string' ? told : '') : momentOf(number, now);
  if (Number.isNaN(ends)) return Infinity;
  return ends - Math.min(buffer * 1000, (ends - now) / 2);
}

function momentOf(number: number, now: number): number {
  if (number >= 1e12) return number;
  return number >= 1e9 ? number * 1000 : now + number * 1000;
}
