import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { clientOf, failure, served } from '../support/http-client.ts';
import { sendJson } from '../support/http-server.ts';
import { quickClock } from '../support/quick-clock.ts';

const signal = new AbortController().signal;
const anything = z.unknown();
const MiB = 1024 * 1024;

/** Writes until the other side has had enough; says how much was written. */
async function writeOn(response: ServerResponse, chunk: Buffer, pauseMs = 0): Promise<number> {
  const closed = once(response, 'close');
  let written = 0;
  while (!response.destroyed) {
    written += chunk.length;
    if (!response.write(chunk)) await Promise.race([once(response, 'drain'), closed]);
    else if (pauseMs > 0) await Promise.race([sleep(pauseMs), closed]);
  }
  return written;
}

describe('an answer that is too large', () => {
  test('is read to the limit and no further', async () => {
    let written: Promise<number> | undefined;
    const server = await served((response) => {
      written = writeOn(response, Buffer.alloc(64 * 1024, ' '));
    });
    const error = await failure(clientOf(server.url, { maxBytes: MiB }).json({ path: '/a', schema: anything, signal }));
    expect(error.message).toContain('Acme answered GET /a with more than 1 MiB (stage: list)');
    expect(await written).toBeLessThan(32 * MiB);
    expect(server.heard).toHaveLength(1);
  });

  test.each([
    ['gzip', gzipSync],
    ['br', (data: Buffer) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ])('is found out while it is unpacked: %s', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(64 * MiB));
    const server = await served((response) => response.setHeader('content-encoding', encoding).end(bomb));
    const before = process.memoryUsage().rss;
    const error = await failure(clientOf(server.url, { maxBytes: MiB }).json({ path: '/a', schema: anything, signal }));
    expect(error.message).toContain('with more than 1 MiB');
    expect(process.memoryUsage().rss - before).toBeLessThan(48 * MiB);
  });

  test('is none where it just fits', async () => {
    const text = JSON.stringify('x'.repeat(MiB - 2));
    const server = await served((response) => response.end(text));
    expect(await clientOf(server.url, { maxBytes: MiB }).json({ path: '/', schema: z.string(), signal })).toHaveLength(MiB - 2);
    const error = await failure(clientOf(server.url, { maxBytes: MiB - 1 }).json({ path: '/', schema: z.string(), signal }));
    expect(error.message).toContain('with more than');
  });

  test.each<[string, string, string]>([
    ['nested a million deep', `${'['.repeat(1e6)}${']'.repeat(1e6)}`, 'with JSON nested more than 200 deep'],
    ['nested a million deep in objects', `${'{"a":'.repeat(1e6)}1${'}'.repeat(1e6)}`, 'with JSON nested more than 200 deep'],
    ['of five million values', `[${'{},'.repeat(5e6)}{}]`, 'with JSON of more than 4,000,000 values'],
  ])('is not even parsed: %s', async (_what, text, message) => {
    const server = await served((response) => response.end(text));
    const before = process.memoryUsage().rss;
    const error = await failure(clientOf(server.url).json({ path: '/a', schema: anything, signal }));
    expect(error.message).toContain(`Acme answered GET /a ${message}`);
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * MiB);
    expect(server.heard).toHaveLength(1);
  });

  test('is none where brackets, commas and quotes are only text', async () => {
    const text = String.raw`\"[{,`.repeat(1e6);
    const server = await served((response) => sendJson(response, { text, after: [[1]] }));
    expect(await clientOf(server.url).json({ path: '/', schema: anything, signal })).toEqual({ text, after: [[1]] });
  });

  test('is found out where it is packed several times over', async () => {
    const packed = gzipSync(gzipSync(gzipSync(Buffer.alloc(64 * MiB))));
    const server = await served((response) => response.setHeader('content-encoding', 'gzip, gzip, gzip').end(packed));
    expect((await failure(clientOf(server.url, { maxBytes: MiB }).json({ path: '/', schema: anything, signal }))).message).toContain(
      'more than 1 MiB',
    );
    const often = await served((response) => response.setHeader('content-encoding', Array.from({ length: 100 }, () => 'gzip').join()).end(packed));
    expect((await failure(clientOf(often.url).json({ path: '/', schema: anything, signal }))).message).toContain('broke off or is garbled');
  });

  test('is given up in its headers', async () => {
    const server = await served((response) => response.setHeader('x-more', 'x'.repeat(100_000)).end('{}'));
    const error = await failure(clientOf(server.url).json({ path: '/a', schema: anything, signal }));
    expect(error.message).toContain('its answer to GET /a broke off or is garbled');
  });

  test('does not hide the status where it is a refusal', async () => {
    const server = await served((response) => {
      response.statusCode = 403;
      void writeOn(response, Buffer.alloc(64 * 1024, ' '));
    });
    expect((await failure(clientOf(server.url).json({ path: '/', schema: anything, signal }))).stage).toBe('authenticate');
  });
});

describe('an answer that does not come', () => {
  test.each<[string, (response: ServerResponse) => unknown]>([
    ['no headers', () => {}],
    ['headers bit by bit', (response) => drip(response, 'HTTP/1.1 200 OK\r\n', 'x-more: 1\r\n')],
    ['no body', (response) => response.writeHead(200).flushHeaders()],
    ['a body bit by bit', (response) => writeOn(response, Buffer.from(' '), 10)],
  ])('in time is asked for once more, then given up: %s', async (_what, answer) => {
    const server = await served((response) => void answer(response));
    const error = await failure(clientOf(server.url, { timeoutMs: 250 }).json({ path: '/a', schema: anything, signal, stage: 'read' }));
    expect(error.message).toContain('did not answer GET /a within 0.25 seconds (stage: read)');
    expect(server.heard).toHaveLength(2);
  });
});

async function drip(response: ServerResponse, start: string, more: string): Promise<void> {
  response.socket?.write(start);
  while (!response.destroyed) {
    response.socket?.write(more);
    await sleep(10);
  }
}

describe('an answer that breaks off', () => {
  const broken: readonly [string, (response: ServerResponse) => unknown][] = [
    ['truncated JSON', (response) => response.end('{"a":1')],
    ['no JSON', (response) => response.end('hello')],
    ['nothing', (response) => response.end()],
    ['a content length that is too small', (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n{"a":1}')],
    ['truncated gzip', (response) => response.setHeader('content-encoding', 'gzip').end(gzipSync('{"a":1}').subarray(0, -12))],
    ['gzip that is none', (response) => response.setHeader('content-encoding', 'gzip').end('{"a":1}')],
    ['no HTTP', (response) => response.socket?.end('hello\r\n\r\n')],
  ];

  test.each(broken)('is asked for once more: %s', async (_what, answer) => {
    const server = await served((response, _request, count) => (count === 1 ? answer(response) : sendJson(response, { a: 1 })));
    expect(await clientOf(server.url).json({ path: '/', schema: anything, signal })).toEqual({ a: 1 });
  });

  test.each(broken)('is given up after that: %s', async (_what, answer) => {
    const server = await served((response) => answer(response));
    const error = await failure(clientOf(server.url).json({ path: '/a', schema: anything, signal }));
    expect(error.message).toContain('GET /a');
    expect(error.message).not.toContain('hello');
    expect(server.heard).toHaveLength(2);
  });

  test.each<[string, (response: ServerResponse) => unknown]>([
    ['before its headers', (response) => response.socket?.destroy()],
    ['in its body', (response) => response.write('{"a":', () => response.socket?.destroy())],
    ['before its content length', (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{"a":1}')],
  ])('with its connection is asked for five times more: %s', async (_what, answer) => {
    const server = await served((response) => answer(response));
    const error = await failure(clientOf(server.url).json({ path: '/', schema: anything, signal, stage: 'read' }));
    expect(error.message).toMatch(/^Acme \(127\.0\.0\.1:\d+\): the connection was (closed|reset) \(stage: read\)/);
    expect(server.heard).toHaveLength(6);
  });
});

describe('an aborted signal', () => {
  const reason = new Error('enough');

  test.each<[string, (response: ServerResponse) => unknown]>([
    ['the headers', () => {}],
    ['the body', (response) => response.writeHead(200).flushHeaders()],
  ])('ends the wait for %s with its reason', async (_what, answer) => {
    const stopping = new AbortController();
    let gone: Promise<unknown> | undefined;
    const server = await served((response) => {
      gone = once(response, 'close');
      void answer(response);
      setTimeout(() => stopping.abort(reason), 20);
    });
    await expect(clientOf(server.url).json({ path: '/', schema: anything, signal: stopping.signal })).rejects.toBe(reason);
    await gone;
    expect(server.heard).toHaveLength(1);
  });

  test('sends nothing', async () => {
    const server = await served((response) => sendJson(response, {}));
    await expect(clientOf(server.url).json({ path: '/', schema: anything, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.heard).toEqual([]);
  });

  test('is not what ends the requests of a closed client', async () => {
    const server = await served(() => client.close());
    const clock = quickClock();
    const client = clientOf(server.url, { clock });
    expect((await failure(client.json({ path: '/', schema: anything, signal }))).message).toContain('the connection was closed by us');
    expect(clock.waits).toEqual([]);
  });
});
