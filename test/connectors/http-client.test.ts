import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { refusedAnswer } from '../../src/connectors/http-failures.ts';
import { clientOf, failure, secret, served } from '../support/http-client.ts';
import { sendJson, serve } from '../support/http-server.ts';

const signal = new AbortController().signal;
const anything = z.unknown();

describe('a request', () => {
  test('carries credentials, query, JSON and forms; what is undefined is left out', async () => {
    const server = await served((response, _request, count) => sendJson(response, { count }));
    const client = clientOf(server.url);
    expect(await client.json({ path: '/a', query: { q: 'x y', n: 1, gone: undefined }, schema: z.object({ count: z.number() }), signal })).toEqual({
      count: 1,
    });
    await client.json({ method: 'POST', path: '/b', body: { ids: [1] }, schema: anything, signal });
    await client.json({ method: 'POST', path: '/c', form: { a: 'b c' }, headers: { 'x-version': '2' }, schema: anything, signal });
    expect(server.heard).toMatchObject([
      { method: 'GET', url: '/a?q=x+y&n=1', headers: { authorization: `Bearer ${secret}`, accept: 'application/json' } },
      { method: 'POST', url: '/b', headers: { 'content-type': 'application/json' }, body: '{"ids":[1]}' },
      { method: 'POST', url: '/c', headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-version': '2' }, body: 'a=b+c' },
    ]);
  });

  test('follows a link to the next page on the same origin only', async () => {
    const server = await served((response) => sendJson(response, {}));
    const other = await served((response) => sendJson(response, {}));
    const client = clientOf(server.url);
    await client.json({ path: `${server.url}/next?after=1`, schema: anything, signal });
    expect(server.heard.map(({ url }) => url)).toEqual(['/next?after=1']);
    for (const path of [
      `${other.url}/next?token=${secret}`,
      `//127.0.0.1:${other.port}/next`,
      `https://127.0.0.1:${server.port}/`,
      'http://[',
      `http://user:${secret}@127.0.0.1:${server.port}/`,
      'file:///etc/passwd',
    ]) {
      const error = await failure(client.json({ path, schema: anything, signal, stage: 'read' }));
      expect(error.stage).toBe('read');
      expect(error.message).toContain('Links to other hosts are not followed');
      expect(error.message).not.toContain(secret);
    }
    expect([server.heard.length, other.heard.length]).toEqual([1, 0]);
  });

  test('is redirected within its host, five times at most', async () => {
    const server = await served((response, { url }) => {
      const left = Number(url.slice(1));
      if (left === 0) sendJson(response, { arrived: true });
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    const client = clientOf(server.url);
    expect(await client.json({ path: '/5', schema: anything, signal })).toEqual({ arrived: true });
    expect((await failure(client.json({ path: '/6', schema: anything, signal }))).message).toContain('again and again');
    expect((await failure(client.json({ method: 'POST', path: '/1', schema: anything, signal }))).message).toContain('redirects POST /1');
  });

  test('is not redirected to another host, and sends it nothing', async () => {
    const other = await served((response) => sendJson(response, {}));
    const places = [`${other.url}/stolen?token=${secret}`, `//127.0.0.1:${other.port}/`, 'http://['];
    const server = await served((response, _request, count) => response.writeHead(307, { location: places[count - 1] }).end());
    const client = clientOf(server.url);
    for (const _place of places) {
      const error = await failure(client.json({ path: '/a', schema: anything, signal }));
      expect(error.message).toContain('Redirects to other hosts are not followed');
      expect(error.message).not.toContain(secret);
    }
    expect([server.heard.length, other.heard.length]).toEqual([3, 0]);
  });

  test('whose credentials cannot be sent says so without them', async () => {
    const server = await served((response) => sendJson(response, {}));
    const client = clientOf(server.url, { authorization: { headers: async () => ({ authorization: `Bearer ${secret}\n` }) } });
    const error = await failure(client.json({ path: '/', schema: anything, signal }));
    expect(error.stage).toBe('authenticate');
    expect(JSON.stringify([error.message, String(error.cause)])).not.toContain(secret);
    expect(server.heard).toEqual([]);
  });
});

describe('an answer', () => {
  test('is read whatever its content type says', async () => {
    const types = ['application/json; charset=utf-8', 'application/vnd.acme+json', 'text/plain', 'text/html', undefined];
    const server = await served((response, _request, count) => {
      const type = types[count - 1];
      if (type !== undefined) response.setHeader('content-type', type);
      response.end('\uFEFF{"a":1}');
    });
    for (const _type of types) expect(await clientOf(server.url).json({ path: '/', schema: anything, signal })).toEqual({ a: 1 });
  });

  test('that is a page for people is told from broken JSON', async () => {
    const server = await served((response) => response.setHeader('content-type', 'text/html').end('<html>Sign in</html>'));
    const error = await failure(clientOf(server.url).json({ path: '/', schema: anything, signal }));
    expect(error.message).toContain('a page for people');
    expect(server.heard).toHaveLength(1);
  });

  test('in another shape names the call and the place, and no value', async () => {
    const server = await served((response) => sendJson(response, { results: [{ id: secret }] }));
    const schema = z.object({ results: z.array(z.object({ id: z.number() })) });
    const error = await failure(clientOf(server.url).json({ path: '/things', schema, signal, stage: 'read' }));
    expect(error.message).toContain('Acme answered GET /things in a shape that is not understood (invalid_type at results.0.id)');
    expect(error.message).not.toContain(secret);
  });

  test('404 is undefined where that is asked for, else an error', async () => {
    const server = await served((response) => sendJson(response, {}, 404));
    const client = clientOf(server.url);
    expect(await client.jsonIfThere({ path: '/a', schema: anything, signal })).toBeUndefined();
    expect((await failure(client.json({ path: '/a', schema: anything, signal }))).message).toContain('Acme has nothing at GET /a');
  });

  test('204 has no value', async () => {
    const server = await served((response) => response.writeHead(204).end());
    expect(await clientOf(server.url).json({ path: '/', schema: z.undefined(), signal })).toBeUndefined();
  });

  test('that forbids says what the credentials lack', async () => {
    const server = await served((response) => sendJson(response, { category: 'MISSING_SCOPES' }, 403));
    const error = await failure(clientOf(server.url).json({ path: '/a', schema: anything, signal, needs: 'the scope things.read' }));
    expect(error).toMatchObject({ stage: 'authenticate', hint: 'They need the scope things.read.' });
    expect(refusedAnswer(error)).toEqual({ status: 403, code: 'MISSING_SCOPES' });
  });

  test('403 for a limit is not taken for missing rights', async () => {
    const server = await served((response) => sendJson(response, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }], 403));
    const error = await failure(clientOf(server.url).json({ path: '/a', schema: anything, signal }));
    expect(error).toMatchObject({ stage: 'list', message: expect.stringContaining('lets no more requests through') });
    expect(server.heard).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 409, 429, 500, 503])('%i: a body, query or path that holds a secret is not repeated', async (status) => {
    const server = await served((response) => sendJson(response, { message: secret, code: secret }, status));
    const longSecret = secret.repeat(2);
    const error = await failure(clientOf(server.url).json({ path: `/tokens/${longSecret}`, query: { key: secret }, schema: anything, signal }));
    expect(error.message).toContain('Acme');
    expect(JSON.stringify([error.message, error.hint, refusedAnswer(error), String(error.cause)])).not.toContain(secret);
  });
});

describe('401', () => {
  test('renews the credentials once', async () => {
    let token = 'old';
    const server = await served((response, { headers }) => sendJson(response, {}, headers.authorization === 'new' ? 200 : 401));
    const client = clientOf(server.url, {
      authorization: {
        headers: async () => ({ authorization: token }),
        async renew() {
          token = token === 'old' ? 'newer' : 'new';
          return true;
        },
      },
    });
    expect((await failure(client.json({ path: '/', schema: anything, signal }))).stage).toBe('authenticate');
    expect(server.heard.map(({ headers }) => headers.authorization)).toEqual(['old', 'newer']);
    expect(await client.json({ path: '/', schema: anything, signal })).toEqual({});
  });

  test('is an error at once where nothing can be renewed', async () => {
    const server = await served((response) => sendJson(response, {}, 401));
    const error = await failure(clientOf(server.url).json({ path: '/', schema: anything, signal }));
    expect(error.message).toContain('Acme does not accept the credentials (stage: authenticate)');
    expect(server.heard).toHaveLength(1);
  });
});

describe('an address', () => {
  test.each([
    'https://localhost',
    'https://127.0.0.1',
    'https://127.1',
    'https://2130706433',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[::127.0.0.1]',
    'https://[64:ff9b::7f00:1]',
    'https://0177.0.0.1',
    'https://0x7f.1',
    'https://127.0.0.1.',
    'https://①②⑦.⓪.⓪.①',
    'https://0.0.0.0',
  ])('%s is not called, and the message names the setting', async (origin) => {
    const server = await served((response) => sendJson(response, {}));
    const client = clientOf(`${origin}:${server.port}`, { allowsInternalAddresses: false });
    const error = await failure(client.json({ path: '/', schema: anything, signal }));
    expect(error.stage).toBe('connect');
    expect(error.message).toContain('COGNATE_INTERNAL_ADDRESSES=allow');
    expect(server.heard).toEqual([]);
  });

  test('without TLS is only for where internal addresses are allowed', () => {
    expect(() => clientOf('http://example.org', { allowsInternalAddresses: false })).toThrow(/without TLS.*COGNATE_INTERNAL_ADDRESSES=allow/);
  });

  test.each(['acme', 'ftp://acme.example', `https://user:${secret}@acme.example`])('%s is none', (baseUrl) => {
    expect(() => clientOf(baseUrl)).toThrow(/^The address of Acme is not one \(stage: resolve\)\. It begins with https/);
  });

  test('that has no host fails as not resolved', async () => {
    const error = await failure(clientOf('https://nowhere.invalid').json({ path: '/', schema: anything, signal }));
    expect(error.message).toContain('The host name nowhere.invalid cannot be resolved (stage: resolve)');
  });

  test('where nothing listens fails as not connected', async () => {
    const server = await serve(() => {});
    await server.close();
    const error = await failure(clientOf(server.url).json({ path: '/', schema: anything, signal, stage: 'read' }));
    expect(error.message).toContain('nothing listens there (stage: connect)');
  });

  test('that does not speak TLS fails as not trusted', async () => {
    const server = await served((response) => sendJson(response, {}));
    const error = await failure(clientOf(`https://127.0.0.1:${server.port}`).json({ path: '/', schema: anything, signal }));
    expect(error).toMatchObject({ stage: 'connect', message: expect.stringContaining('cannot be trusted') });
  });
});
