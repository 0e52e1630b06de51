import { expect, test } from 'vitest';
import { testApi, type TestApi } from './support.ts';

const withLimit = async (rateLimit: number, run: (api: TestApi) => Promise<void>): Promise<void> => {
  const api = await testApi({ rateLimit });
  try {
    await run(api);
  } finally {
    await api.close();
  }
};

const limitsOf = ({ headers }: Awaited<ReturnType<TestApi['call']>>) => [headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']].map(Number);

test('every answer to a token says how many requests are left; then it is 429 until the minute is over', () =>
  withLimit(3, async (api) => {
    const before = Math.floor(Date.now() / 1000);
    const good = await api.call('GET', '/api/me');
    expect(limitsOf(good)).toEqual([3, 2]);
    const reset = Number(good.headers['x-ratelimit-reset']);
    expect(reset).toBeGreaterThan(before);
    expect(reset).toBeLessThanOrEqual(before + 62);
    const bad = await api.call('POST', '/api/tokens', {});
    expect(bad.status).toBe(422);
    expect(limitsOf(bad)).toEqual([3, 1]);
    expect(limitsOf(await api.call('GET', '/api/tokens/00000000-0000-0000-0000-000000000000'))).toEqual([3, 0]);
    const refused = await api.call('GET', '/api/me');
    expect(refused.status).toBe(429);
    expect(limitsOf(refused)).toEqual([3, 0]);
    expect(Number(refused.headers['x-ratelimit-reset'])).toBe(reset);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(refused.body['detail']).toMatch(/^Too many requests/);
    expect((await api.call('GET', '/healthz')).headers).not.toHaveProperty('x-ratelimit-limit');
    const other = await api.call('GET', '/api/me', undefined, api.otherToken);
    expect(other.status).toBe(200);
    expect(limitsOf(other)).toEqual([3, 2]);
  }));

test('a role too low counts too', () =>
  withLimit(2, async (api) => {
    const analyst = await api.tokenOf('ANALYST');
    const tries = [];
    for (let i = 0; i < 3; i += 1) tries.push((await api.call('POST', '/api/integration-sources', {}, analyst)).status);
    expect(tries).toEqual([403, 403, 429]);
  }));

test('bad tokens are limited by address; a good one from there comes in all the same', () =>
  withLimit(1000, async (api) => {
    const statuses: number[] = [];
    for (let i = 0; i < 601; i += 1) {
      const answer = await api.call('GET', '/api/me', undefined, i % 2 === 0 ? null : `pat_guess${i}`);
      if (i === 0) expect(answer.headers).not.toHaveProperty('x-ratelimit-limit');
      statuses.push(answer.status);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(600);
    expect(statuses.at(-1)).toBe(429);
    expect((await api.call('GET', '/api/me')).status).toBe(200);
    const refused = await api.call('GET', '/api/me', undefined, null);
    expect(refused.status).toBe(429);
    expect(refused.headers).toHaveProperty('retry-after');
  }));

test('0 is no limit, and no headers', () =>
  withLimit(0, async (api) => {
    const answer = await api.call('GET', '/api/me');
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('x-ratelimit-limit');
  }));
