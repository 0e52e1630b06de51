import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { SaasHost } from '../../src/connectors/contract.ts';
import { oauthRefresh, type OAuthOptions } from '../../src/connectors/http-oauth.ts';
import { clientOf, failure, secret, served } from '../support/http-client.ts';
import { sendJson, type HttpServer } from '../support/http-server.ts';
import { loneHost } from '../support/lone-host.ts';
import { quickClock } from '../support/quick-clock.ts';

const signal = new AbortController().signal;
const anything = z.unknown();

interface Grants {
  /** What the token endpoint adds to its nth answer. */
  readonly extra?: (count: number) => Readonly<Record<string, unknown>>;
  /** Whether the API accepts a token. */
  readonly accepts?: (token: string) => boolean;
}

/** A platform that grants `access-1`, `access-2`, … at /token, and whose API is everything else. */
async function granting({ extra = () => ({}), accepts = () => true }: Grants = {}): Promise<HttpServer> {
  let granted = 0;
  return served((response, { url, headers }) => {
    if (url === '/token') {
      granted += 1;
      sendJson(response, { access_token: `access-${granted}`, token_type: 'bearer', ...extra(granted) });
    } else sendJson(response, {}, accepts(headers.authorization?.replace('Bearer ', '') ?? '') ? 200 : 401);
  });
}

type Kept = Readonly<Record<string, unknown>>;

/** Keeps the configuration of one source, for all who read it: one at a time replaces its secrets. */
function keeping(configuration: Kept, keep: (changed: Kept) => void = () => {}) {
  let kept = configuration;
  let last: Promise<unknown> = Promise.resolve();
  const host: SaasHost = {
    allowsInternalAddresses: true,
    replaceSecrets(replace) {
      const replaced = async () => {
        const changed = await replace(kept);
        if (Object.keys(changed).length === 0) return;
        keep(changed);
        kept = { ...kept, ...changed };
      };
      const turn = last.then(replaced);
      last = turn.catch(() => undefined);
      return turn;
    },
  };
  return { host, kept: () => kept };
}

function authorizationFor(server: HttpServer, options: Partial<OAuthOptions> = {}) {
  return oauthRefresh({
    product: 'Acme',
    tokenUrl: `${server.url}/token`,
    clientId: 'client',
    clientSecret: secret,
    refreshToken: 'refresh-0',
    host: loneHost,
    clock: quickClock(),
    ...options,
  });
}

const tokensAsked = (server: HttpServer) =>
  server.heard.filter(({ url }) => url === '/token').map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
const tokensUsed = (server: HttpServer) => server.heard.filter(({ url }) => url !== '/token').map(({ headers }) => headers.authorization);

describe('an access token', () => {
  test('is granted once for parallel calls, by the refresh token', async () => {
    const server = await granting();
    const client = clientOf(server.url, { authorization: authorizationFor(server) });
    await Promise.all([1, 2, 3].map((page) => client.json({ path: '/', query: { page }, schema: anything, signal })));
    expect(tokensAsked(server)).toEqual([{ grant_type: 'refresh_token', refresh_token: 'refresh-0', client_id: 'client', client_secret: secret }]);
    expect(tokensUsed(server)).toEqual(['Bearer access-1', 'Bearer access-1', 'Bearer access-1']);
  });

  test('is granted by the credentials of the client where there is no refresh token', async () => {
    const server = await granting({ extra: () => ({ refresh_token: 'unasked', instance_url: 'https://one.acme.example' }) });
    const authorization = authorizationFor(server, { refreshToken: undefined, scope: 'api' });
    expect(await authorization.granted(signal)).toMatchObject({ instance_url: 'https://one.acme.example' });
    expect(tokensAsked(server)).toEqual([{ grant_type: 'client_credentials', client_id: 'client', client_secret: secret, scope: 'api' }]);
  });

  test.each([
    { expires_in: 3600, lastsMs: 3_540_000 },
    { expires_in: '100', lastsMs: 90_000 },
  ])('of $expires_in seconds is renewed before it ends', async ({ expires_in, lastsMs }) => {
    const server = await granting({ extra: () => ({ expires_in }) });
    const clock = quickClock();
    const authorization = authorizationFor(server, { clock });
    await authorization.headers(signal);
    clock.advance(lastsMs - 1);
    expect(await authorization.headers(signal)).toEqual({ authorization: 'Bearer access-1' });
    clock.advance(1);
    expect(await authorization.headers(signal)).toEqual({ authorization: 'Bearer access-2' });
  });

  test('that is refused is renewed once, for all parallel calls together', async () => {
    const server = await granting({ accepts: (token) => token !== 'access-1' });
    const client = clientOf(server.url, { authorization: authorizationFor(server) });
    await Promise.all([1, 2, 3].map((page) => client.json({ path: '/', query: { page }, schema: anything, signal })));
    expect(tokensAsked(server)).toHaveLength(2);
    expect(tokensUsed(server).filter((token) => token === 'Bearer access-2')).toHaveLength(3);
  });

  test('that was renewed meanwhile is used, not renewed again', async () => {
    let late = () => {};
    let granted = 0;
    const server = await served((response, { url, headers }) => {
      const isOld = headers.authorization === 'Bearer access-1';
      if (url === '/token') sendJson(response, { access_token: `access-${(granted += 1)}` });
      else if (isOld && url === '/late') late = () => sendJson(response, {}, 401);
      else sendJson(response, {}, isOld ? 401 : 200);
    });
    const client = clientOf(server.url, { authorization: authorizationFor(server) });
    const slow = client.json({ path: '/late', schema: anything, signal });
    await vi.waitFor(() => expect(tokensUsed(server)).toHaveLength(1));
    await client.json({ path: '/', schema: anything, signal });
    late();
    await slow;
    expect(tokensAsked(server)).toHaveLength(2);
  });

  test('that is being renewed is waited for', async () => {
    const server = await granting();
    const authorization = authorizationFor(server);
    await authorization.headers(signal);
    const [, headers] = await Promise.all([authorization.renew?.(signal), authorization.headers(signal)]);
    expect(headers).toEqual({ authorization: 'Bearer access-2' });
  });

  test('that is refused again is an error', async () => {
    const server = await granting({ accepts: () => false });
    const error = await failure(clientOf(server.url, { authorization: authorizationFor(server) }).json({ path: '/', schema: anything, signal }));
    expect(error.message).toContain('Acme does not accept the credentials (stage: authenticate)');
    expect(tokensUsed(server)).toEqual(['Bearer access-1', 'Bearer access-2']);
  });
});

describe('a refresh token that the platform replaces', () => {
  test('is kept before the access token is used, and used next', async () => {
    const steps: unknown[] = [];
    const server = await granting({ extra: (count) => ({ refresh_token: `refresh-${count}` }), accepts: (token) => steps.push(token) > 2 });
    const { host } = keeping({ token: 'refresh-0' }, (changed) => steps.push(changed));
    const client = clientOf(server.url, { authorization: authorizationFor(server, { host, refreshTokenField: 'token' }) });
    await client.json({ path: '/', schema: anything, signal });
    expect(steps).toEqual([{ token: 'refresh-1' }, 'access-1', { token: 'refresh-2' }, 'access-2']);
    expect(tokensAsked(server).map(({ refresh_token }) => refresh_token)).toEqual(['refresh-0', 'refresh-1']);
  });

  test('is kept once', async () => {
    const kept: unknown[] = [];
    const server = await granting({ extra: (count) => (count === 1 ? { refresh_token: 'refresh-1' } : {}) });
    const authorization = authorizationFor(server, { host: keeping({ refresh_token: 'refresh-0' }, (changed) => kept.push(changed)).host });
    for (let i = 0; i < 3; i += 1) await authorization.renew?.(signal);
    expect(kept).toEqual([{ refresh_token: 'refresh-1' }]);
  });

  test('is kept at the next chance where keeping it failed, and nothing is sent until then', async () => {
    const kept: unknown[] = [];
    const server = await granting({ extra: () => ({ refresh_token: 'refresh-1' }) });
    const { host } = keeping({ refresh_token: 'refresh-0' }, (changed) => {
      if (kept.push(changed) === 1) throw new Error('the catalog is away');
    });
    const client = clientOf(server.url, { authorization: authorizationFor(server, { host }) });
    await expect(client.json({ path: '/', schema: anything, signal })).rejects.toThrow('the catalog is away');
    expect(tokensUsed(server)).toEqual([]);
    await client.json({ path: '/', schema: anything, signal });
    expect(kept).toEqual([{ refresh_token: 'refresh-1' }, { refresh_token: 'refresh-1' }]);
    expect(tokensAsked(server).map(({ refresh_token }) => refresh_token)).toEqual(['refresh-0', 'refresh-1']);
    expect(tokensUsed(server)).toEqual(['Bearer access-2']);
  });

  test('is kept even where the call that asked for it is aborted', async () => {
    let release = () => {};
    const server = await served((response) => {
      release = () => sendJson(response, { access_token: 'access-1', refresh_token: 'refresh-1' });
      stopping.abort(new Error('enough'));
    });
    const stopping = new AbortController();
    const keeper = new EventTarget();
    const isKept = once(keeper, 'kept');
    const { host } = keeping({ refresh_token: 'refresh-0' }, () => keeper.dispatchEvent(new Event('kept')));
    const authorization = authorizationFor(server, { host });
    await expect(authorization.headers(stopping.signal)).rejects.toThrow('enough');
    const other = authorization.headers(signal);
    release();
    await isKept;
    expect(await other).toEqual({ authorization: 'Bearer access-1' });
    expect(server.heard).toHaveLength(1);
  });

  test('is replaced by one process at a time, each with the one that was kept last', async () => {
    const good = new Set(['refresh-0']);
    let granted = 0;
    const server = await served((response, { body }) => {
      // As platforms do that take a token used twice for a stolen one.
      if (!good.delete(new URLSearchParams(body).get('refresh_token') ?? '')) return sendJson(response, { error: 'invalid_grant' }, 400);
      granted += 1;
      good.add(`refresh-${granted}`);
      return sendJson(response, { access_token: `access-${granted}`, refresh_token: `refresh-${granted}` });
    });
    const { host, kept } = keeping({ refresh_token: 'refresh-0' });
    const processes = [1, 2, 3].map(() => authorizationFor(server, { host }));
    await Promise.all(processes.map((process) => process.headers(signal)));
    await Promise.all(processes.map(async (process) => process.renew?.(signal)));
    expect(tokensAsked(server).map(({ refresh_token: token }) => token)).toEqual([0, 1, 2, 3, 4, 5].map((number) => `refresh-${number}`));
    expect(kept()).toEqual({ refresh_token: 'refresh-6' });
  });
});

describe('a grant that is refused', () => {
  test.each([
    [400, 'invalid_grant', 'give the source a new one'],
    [401, 'invalid_client', 'The client id or the client secret is wrong'],
    [400, 'something_else', 'Check the client id, the client secret and the refresh token'],
  ])('%i %s says what to do, without a secret', async (status, code, hint) => {
    const server = await served((response) => sendJson(response, { error: code, error_description: `bad ${secret}` }, status));
    const error = await failure(authorizationFor(server).headers(signal));
    expect(error).toMatchObject({ stage: 'authenticate', message: expect.stringContaining('Acme grants no access token') });
    expect(error.hint).toContain(hint);
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain(secret);
    expect(server.heard).toHaveLength(1);
  });

  test('because the platform is busy is asked for again', async () => {
    const server = await served((response, _request, count) => sendJson(response, { access_token: 'access-1' }, count === 1 ? 503 : 200));
    expect(await authorizationFor(server).headers(signal)).toEqual({ authorization: 'Bearer access-1' });
  });

  test('because the token endpoint is internal says so', async () => {
    const server = await granting();
    const authorization = authorizationFor(server, {
      tokenUrl: `https://localhost:${server.port}/token`,
      host: { ...loneHost, allowsInternalAddresses: false },
    });
    expect((await failure(authorization.headers(signal))).message).toContain('COGNATE_INTERNAL_ADDRESSES=allow');
  });
});
