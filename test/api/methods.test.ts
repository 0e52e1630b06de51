import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApi, type TestApi } from './support.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const id = '0190a3c2-9a21-7e3f-b4d5-6e7f80912345';
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS' | 'TRACE';
const authorization = () => `Bearer ${api.token}`;

describe('a path that is known', () => {
  test.each<[Method, string, string]>([
    ['PATCH', '/api/integration-sources', 'GET, HEAD, POST'],
    ['DELETE', '/api/integration-sources', 'GET, HEAD, POST'],
    ['POST', `/api/integration-sources/${id}`, 'DELETE, GET, HEAD, PUT'],
    ['OPTIONS', `/api/tokens/${id}`, 'DELETE, GET, HEAD'],
    ['TRACE', '/api/tokens', 'GET, HEAD, POST'],
    ['GET', '/api/integration-sources/relationships/bulk-status', 'POST'],
    ['HEAD', '/api/scans', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('%s %s is 405, with the methods that it has, with a token and without', async (method, url, allow) => {
    for (const headers of [{}, { authorization: authorization() }, { 'content-type': 'text/csv' }]) {
      const answer = await api.app.inject({ method, url, headers });
      expect(answer.statusCode).toBe(405);
      expect(answer.headers.allow).toBe(allow);
      if (method !== 'HEAD') expect(answer.json()).toEqual({ detail: 'Method Not Allowed' });
    }
  });

  test('every operation of the document answers to the methods that it has, and to no other', async () => {
    const { paths } = (await api.call('GET', '/openapi.json')).body as { paths: Record<string, Record<string, { security?: object[] }>> };
    for (const [path, operations] of Object.entries(paths)) {
      const url = path.replaceAll(/\{version\}/g, '1').replaceAll(/\{\w+\}/g, id);
      const methods = Object.keys(operations).map((method) => method.toUpperCase());
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
        const answer = await api.app.inject({ method, url });
        const isOpen = takesAnybody(operations[method.toLowerCase()]?.security);
        if (isOpen) expect([401, 405], `${method} ${path} takes no token`).not.toContain(answer.statusCode);
        else expect(answer.statusCode, `${method} ${path}`).toBe(methods.includes(method) ? 401 : 405);
        if (answer.statusCode === 405)
          expect(
            String(answer.headers.allow)
              .split(', ')
              .filter((name) => name !== 'HEAD'),
          ).toEqual(methods.toSorted());
      }
    }
  });

  test('HEAD is GET without its body', async () => {
    const get = await api.app.inject({ method: 'GET', url: '/api/tokens', headers: { authorization: authorization() } });
    const head = await api.app.inject({ method: 'HEAD', url: '/api/tokens', headers: { authorization: authorization() } });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
    expect((await api.app.inject({ method: 'HEAD', url: '/api/tokens' })).statusCode).toBe(401);
  });
});

test.each(['/api/nowhere', '/nowhere', '/api', `/api/tokens/${id}/more`])('%s is 404 whatever the method', async (url) => {
  for (const method of ['GET', 'POST', 'PATCH'] as const) {
    const answer = await api.app.inject({ method, url });
    expect([answer.statusCode, answer.json()]).toEqual([404, { detail: 'Not Found' }]);
  }
});

describe('a body that cannot be read', () => {
  const post = (payload: string, type = 'application/json') =>
    api.app.inject({ method: 'POST', url: '/api/tokens', payload, headers: { authorization: authorization(), 'content-type': type } });

  test.each(['text/plain', 'text/csv', 'application/x-www-form-urlencoded', 'application/xml'])('%s is 415', async (type) => {
    const answer = await post('{"name":"x"}', type);
    expect(answer.statusCode).toBe(415);
    expect(answer.json()).toEqual({ detail: expect.stringContaining('Content-Type: application/json') as unknown });
  });

  test('JSON with a character set is JSON', async () => {
    expect((await post('{"name":"x"}', 'application/json; charset=utf-8')).statusCode).toBe(201);
  });

  test('what is no JSON is 422, without a word of it', async () => {
    const answer = await post('{"name": s3cret');
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toEqual({ detail: [{ loc: ['body'], msg: 'The body is not valid JSON', type: 'json_invalid' }] });
    expect((await post('{"__proto__": {"a": 1}}')).statusCode).toBe(422);
  });

  test('more than 8 MiB are 413', async () => {
    const answer = await post(JSON.stringify({ name: 'x'.repeat(8 * 1024 * 1024) }));
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toEqual({ detail: expect.any(String) as unknown });
  });

  test('a length that lies is 400', async () => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/tokens',
      payload: '{"name":"x"}',
      headers: { authorization: authorization(), 'content-type': 'application/json', 'content-length': '3' },
    });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ detail: expect.any(String) as unknown });
  });

  test('a URL that cannot be read is 400, a long id is as wrong as a short one', async () => {
    const badUrl = await api.app.inject({ method: 'GET', url: '/api/tokens/%zz', headers: { authorization: authorization() } });
    expect([badUrl.statusCode, Object.keys(badUrl.json<object>())]).toEqual([400, ['detail']]);
    expect((await api.call('GET', `/api/tokens/${'x'.repeat(5000)}`)).problems).toEqual(['path.token_id']);
  });

  test('what is no HTTP is 400 in the same shape', async () => {
    await api.app.listen({ host: '127.0.0.1', port: 0 });
    const address = api.app.server.address();
    const socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
    socket.end('this is no request\r\n\r\n');
    const text = await new Promise<string>((resolve) => {
      let all = '';
      socket.on('data', (chunk) => (all += String(chunk))).on('close', () => resolve(all));
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(text.split('\r\n\r\n')[1]).toBe('{"detail":"The request cannot be read"}');
  });

  test('is in the document of every operation that takes one', async () => {
    const { paths } = (await api.call('GET', '/openapi.json')).body as {
      paths: Record<
        string,
        Record<string, { requestBody?: unknown; responses: object; security?: object[]; parameters?: { name: string; in: string }[] }>
      >;
    };
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { requestBody, responses, security, parameters = [] }] of Object.entries(operations)) {
        const documented = ['400', '413', '415'].filter((status) => status in responses);
        expect(documented, `${method} ${path}`).toEqual(requestBody === undefined ? [] : ['400', '413', '415']);
        const prefers = parameters.some((parameter) => parameter.in === 'header' && parameter.name.toLowerCase() === 'prefer');
        // Signing in takes a token and nothing else: there is nothing to be strict about.
        expect(prefers, `${method} ${path}`).toBe(requestBody !== undefined && !takesAnybody(security));
      }
    }
  });
});

/** An operation that needs no token: no requirement, or an empty one among the alternatives (OpenAPI 3.1 §4.8.10). */
function takesAnybody(security: readonly object[] | undefined): boolean {
  return security !== undefined && (security.length === 0 || security.some((requirement) => Object.keys(requirement).length === 0));
}
