import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { startPace } from '../../src/connectors/http-rate.ts';
import { realClock } from '../../src/connectors/http-waits.ts';
import { clientOf, failure, served } from '../support/http-client.ts';
import { sendJson } from '../support/http-server.ts';
import { heldClock, quickClock } from '../support/quick-clock.ts';

const signal = new AbortController().signal;
const anything = z.unknown();

/** What one request waits for when it is answered with these statuses, then 200. */
async function waitsFor(statuses: readonly number[], headers: Readonly<Record<string, string>> = {}) {
  const clock = quickClock();
  const server = await served((response, _request, count) => sendJson(response, {}, statuses[count - 1] ?? 200, headers));
  const outcome = await clientOf(server.url, { clock })
    .json({ path: '/a', schema: anything, signal })
    .then(
      () => 'read',
      (error: unknown) => String(error),
    );
  return { outcome, waits: clock.waits, asked: server.heard.length };
}

describe('a busy platform', () => {
  test.each([429, 502, 503, 504])('%i is asked again, each time later, five times at most', async (status) => {
    expect(await waitsFor([status, status])).toEqual({ outcome: 'read', waits: [250, 500], asked: 3 });
    const { outcome, waits, asked } = await waitsFor(Array.from({ length: 9 }, () => status));
    expect(outcome).toContain('Try again later');
    expect([waits, asked]).toEqual([[250, 500, 1000, 2000, 4000], 6]);
  });

  test.each([400, 403, 404, 408, 501])('%i is not asked again', async (status) => {
    expect(await waitsFor([status])).toMatchObject({ waits: [], asked: 1 });
  });

  test('that fails inside is asked once more', async () => {
    expect(await waitsFor([500])).toEqual({ outcome: 'read', waits: [250], asked: 2 });
    const { outcome, asked } = await waitsFor([500, 500, 500]);
    expect(outcome).toContain('Acme answered GET /a with 500');
    expect(asked).toBe(2);
  });

  test.each([429, 503])('%i is left alone as long as it asks for', async (status) => {
    expect((await waitsFor([status], { 'retry-after': '7' })).waits).toEqual([7000]);
    expect((await waitsFor([status], { 'retry-after': 'Thu, 01 Jan 2026 00:00:40 GMT' })).waits).toEqual([40_000]);
    expect((await waitsFor([status], { 'retry-after': 'Thu, 01 Jan 2015 00:00:00 GMT' })).waits).toEqual([0]);
    expect((await waitsFor([status], { 'retry-after': 'soon' })).waits).toEqual([250]);
  });

  test('that asks for more than two minutes in all is given up at once', async () => {
    const { outcome, ...rest } = await waitsFor([429, 429, 429], { 'retry-after': '50' });
    expect(outcome).toContain('Acme lets no more requests through for now (GET /a) (stage: list)');
    expect(rest).toEqual({ waits: [50_000, 50_000], asked: 3 });
    expect(await waitsFor([429], { 'retry-after': '86400' })).toMatchObject({ waits: [], asked: 1 });
  });

  test('gets a POST again only where that is marked as harmless', async () => {
    const server = await served((response, _request, count) => sendJson(response, {}, count % 2 === 1 ? 503 : 200));
    await failure(clientOf(server.url).json({ method: 'POST', path: '/', body: {}, schema: anything, signal }));
    expect(server.heard).toHaveLength(1);
    await clientOf(server.url).json({ method: 'POST', path: '/', body: {}, schema: anything, signal });
    await clientOf(server.url).json({ method: 'POST', path: '/', body: { ids: [1] }, schema: anything, signal, repeatable: true });
    expect(server.heard.slice(2).map(({ body }) => body)).toEqual(['{"ids":[1]}', '{"ids":[1]}']);
  });

  test('is not waited for by an aborted request', async () => {
    const stopping = new AbortController();
    const reason = new Error('enough');
    const server = await served((response) => {
      sendJson(response, {}, 429, { 'retry-after': '100' });
      setTimeout(() => stopping.abort(reason), 20);
    });
    await expect(clientOf(server.url, { clock: realClock }).json({ path: '/', schema: anything, signal: stopping.signal })).rejects.toBe(reason);
    expect(server.heard).toHaveLength(1);
  });
});

describe('the pace', () => {
  test('is shared by parallel requests', async () => {
    const clock = quickClock();
    const at: number[] = [];
    const server = await served((response) => {
      at.push(clock.now());
      sendJson(response, {});
    });
    const client = clientOf(server.url, { clock, requestsPerSecond: 4 });
    await Promise.all([1, 2, 3, 4].map((page) => client.json({ path: '/', query: { page }, schema: anything, signal })));
    expect(clock.waits).toEqual([250, 250, 250]);
    expect(at).toHaveLength(4);
  });

  test('stays the same when a request that waits is aborted', async () => {
    const clock = heldClock();
    const pace = startPace(clock, 10);
    const stopping = new AbortController();
    await pace.take(signal);
    const rest = [pace.take(signal), pace.take(stopping.signal), pace.take(signal)] as const;
    stopping.abort(new Error('enough'));
    await expect(rest[1]).rejects.toThrow('enough');
    expect(clock.waits).toEqual([100]);
    await clock.release();
    await rest[0];
    expect(clock.waits).toEqual([100, 100]);
    await clock.release();
    await rest[2];
  });

  test('is held for every request after a platform asked for it', async () => {
    const clock = heldClock();
    const server = await served((response, _request, count) => sendJson(response, {}, count === 1 ? 429 : 200, { 'retry-after': '5' }));
    const client = clientOf(server.url, { clock });
    const first = client.json({ path: '/first', schema: anything, signal });
    await vi.waitFor(() => expect(clock.waits).toEqual([5000]));
    const second = client.json({ path: '/second', schema: anything, signal });
    await vi.waitFor(() => expect(clock.waits).toEqual([5000, 5000]));
    expect(server.heard).toHaveLength(1);
    await clock.release();
    await Promise.all([first, second]);
  });
});
