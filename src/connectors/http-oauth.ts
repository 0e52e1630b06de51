import { z } from 'zod';
import { SourceError } from '../domain/errors.ts';
import type { SaasHost } from './contract.ts';
import { openHttp, type Authorization } from './http-client.ts';
import { refusedAnswer } from './http-failures.ts';
import { renewableToken } from './http-tokens.ts';
import { haste, realClock, type Clock } from './http-waits.ts';

export interface OAuthOptions {
  /** For messages, such as HubSpot. */
  readonly product: string;
  /** The full address of the token endpoint. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** Grants by this token where given, else by the client's credentials. */
  readonly refreshToken?: string | undefined;
  /** The field of the source's configuration that keeps a refresh token which replaces this one; `refresh_token` where not given. */
  readonly refreshTokenField?: string;
  readonly scope?: string | undefined;
  readonly host: SaasHost;
  readonly timeoutMs?: number;
  readonly clock?: Clock;
}

const answerSchema = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  expires_in: z.coerce.number().positive().nullish(),
});
type TokenAnswer = z.infer<typeof answerSchema>;

export interface OAuth extends Authorization {
  /** What the platform said with the token that is in use, such as `instance_url`. Renews where needed. */
  granted(signal: AbortSignal): Promise<Readonly<Record<string, unknown>>>;
}

/**
 * Access tokens that are renewed shortly before they end or when they are refused; parallel callers share one renewal. A refresh token that the
 * platform has replaced is kept before anything relies on it, and processes that read the same source use the one that was kept last.
 */
export function oauthRefresh(options: OAuthOptions): OAuth {
  const { host, refreshTokenField = 'refresh_token', clock = realClock } = options;
  let refreshToken = options.refreshToken;
  let keptToken = refreshToken;
  const tokens = renewableToken(replace, clock);

  async function replace() {
    const { answer, asked } = refreshToken === undefined ? await granted() : await refreshed();
    const lifetimeMs = (answer.expires_in ?? Infinity) * 1000;
    return { token: answer, usableUntil: asked + lifetimeMs - Math.min(60_000, lifetimeMs / 10) };
  }

  async function granted(): Promise<{ readonly answer: TokenAnswer; readonly asked: number }> {
    const asked = clock.now();
    return { answer: await fetchToken(options, refreshToken), asked };
  }

  async function refreshed(): ReturnType<typeof granted> {
    let grant: Awaited<ReturnType<typeof granted>> | undefined;
    await host.replaceSecrets(async (stored) => {
      const storedToken = stored[refreshTokenField];
      // Somebody else had it replaced, and ours is used up.
      if (typeof storedToken === 'string' && storedToken !== keptToken) refreshToken = keptToken = storedToken;
      grant = await granted();
      refreshToken = grant.answer.refresh_token ?? refreshToken;
      return refreshToken === keptToken ? {} : { [refreshTokenField]: refreshToken };
    });
    if (grant === undefined) throw new TypeError('the secrets were not replaced');
    keptToken = refreshToken;
    return grant;
  }

  return {
    headers: async (signal) => ({ authorization: `Bearer ${(await tokens.usable(signal)).access_token}` }),
    async renew(signal) {
      await tokens.renewed(signal);
      return true;
    },
    granted: tokens.usable,
  };
}

async function fetchToken(options: OAuthOptions, refreshToken: string | undefined): Promise<TokenAnswer> {
  const { product, tokenUrl, clientId, clientSecret, scope, host, timeoutMs = 30_000 / haste, clock = realClock } = options;
  const client = openHttp({
    product,
    baseUrl: tokenUrl,
    authorization: { headers: async () => ({}) },
    allowsInternalAddresses: host.allowsInternalAddresses,
    timeoutMs,
    maxBytes: 1024 * 1024,
    clock,
  });
  try {
    return await client.json({
      method: 'POST',
      path: tokenUrl,
      form: {
        ...(refreshToken === undefined ? { grant_type: 'client_credentials' } : { grant_type: 'refresh_token', refresh_token: refreshToken }),
        client_id: clientId,
        ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
        ...(scope === undefined ? {} : { scope }),
      },
      schema: answerSchema,
      signal: new AbortController().signal,
      stage: 'authenticate',
      // Nothing is lost by asking again: an answer that did not arrive holds the only token that could replace this one.
      repeatable: true,
    });
  } catch (error) {
    throw refusedGrant(error, product) ?? error;
  } finally {
    await client.close();
  }
}

/** The words of RFC 6749, section 5.2. */
function refusedGrant(error: unknown, product: string): SourceError | undefined {
  const refused = refusedAnswer(error);
  if (refused === undefined || (refused.status !== 400 && refused.status !== 401 && refused.status !== 403)) return undefined;
  const hint = hints.get(refused.code ?? '') ?? 'Check the client id, the client secret and the refresh token of the source.';
  return new SourceError('authenticate', `${product} grants no access token`, hint, error);
}

const hints = new Map([
  ['invalid_grant', 'The refresh token has ended, was withdrawn or belongs to another client: give the source a new one.'],
  ['invalid_client', 'The client id or the client secret is wrong.'],
  ['unauthorized_client', 'The client may not use this grant: allow it in the settings of the application.'],
  ['unsupported_grant_type', 'The platform does not know this grant: check the address of the token endpoint.'],
  ['invalid_scope', 'The client may not have this scope.'],
]);
