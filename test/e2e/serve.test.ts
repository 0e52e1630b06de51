import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run, start, temporary, until, type Running } from './cli.ts';
import { shop, writeCsv } from './shop.ts';

const directory = temporary('serve');
const csv = writeCsv(join(directory, 'shop'), shop());
const token = 'a-token-of-the-tests';
const env = { COGNATE_HOME: join(directory, 'home'), PORT: '0', COGNATE_ADMIN_TOKEN: token, LOG_LEVEL: 'warn' };
const servers: Running[] = [];
afterAll(() => servers.forEach(({ process: server }) => server.kill('SIGKILL')));

interface Served {
  readonly running: Running;
  readonly url: string;
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
}

async function serve(extra: Record<string, string> = {}): Promise<Served> {
  const running = start(['serve'], { ...env, ...extra });
  servers.push(running);
  const url = await until('the server', () => /ready at (\S+)/.exec(running.output())?.[1]);
  return {
    running,
    url,
    async call<T>(method: string, path: string, body?: unknown) {
      const answer = await fetch(`${url}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
  };
}

interface Edge {
  readonly id: string;
  readonly from_column_id: string;
  readonly status: string;
  readonly score: number;
}

const edgesOf = ({ call }: Served, sourceId: string): Promise<Edge[]> => call('GET', `/integration-sources/${sourceId}/relationships`);
const stop = async ({ running }: Served): Promise<void> => {
  running.process.kill('SIGTERM');
  expect((await running.done).code).toBe(0);
};

describe('cognate serve', () => {
  test('shares its catalog with a scan beside it; decisions survive rescans; both ways of scanning agree', async () => {
    const server = await serve();
    const first = await run(['scan', csv, '--json', '-', '--min-score', '0'], env);
    expect(first.code).toBe(0);
    const [source] = await server.call<{ id: string; connection_status: string }[]>('GET', '/integration-sources');
    expect(source?.connection_status).toBe('connected');
    const before = await edgesOf(server, source?.id ?? '');
    const [rejected, approved] = before.toSorted((a, b) => b.score - a.score);
    await server.call('PUT', `/integration-sources/relationships/${rejected?.id}`, { status: 'REJECTED' });
    await server.call('PUT', `/integration-sources/relationships/${approved?.id}`, { status: 'APPROVED' });

    const job = await server.call<{ id: string }>('POST', `/integration-sources/${source?.id}/scan`, {});
    const state = await until('the end of the job', async () => {
      const { state } = await server.call<{ state: string }>('GET', `/jobs/${job.id}`);
      return state === 'queued' || state === 'running' ? undefined : state;
    });
    expect(state).toBe('succeeded');
    const after = await edgesOf(server, source?.id ?? '');
    const shape = (edges: Edge[]) => edges.map(({ id, score }) => `${id} ${score}`).toSorted();
    expect(shape(after)).toEqual(shape(before));
    expect(after.find(({ id }) => id === rejected?.id)?.status).toBe('REJECTED');
    expect(after.find(({ id }) => id === approved?.id)?.status).toBe('APPROVED');
    await stop(server);
  });

  test('ends while a browser holds a connection that it opened in advance', async () => {
    const server = await serve();
    const { hostname, port } = new URL(server.url);
    const silent = connect(Number(port), hostname);
    await once(silent, 'connect');
    const ended = once(silent, 'close');
    await stop(server);
    await ended;
  });

  test('stopped in the middle of a scan, it goes on with it after the next start', async () => {
    const server = await serve({ COGNATE_TEST_FAULT: 'pause:infer' });
    const [source] = await server.call<{ id: string }[]>('GET', '/integration-sources');
    const job = await server.call<{ id: string }>('POST', `/integration-sources/${source?.id}/scan`, {});
    const look = (of: Served) => of.call<{ state: string; progress: { phase: string } | null }>('GET', `/jobs/${job.id}`);
    await until('phase infer', async () => ((await look(server)).progress?.phase === 'infer' ? true : undefined));
    await stop(server);
    const next = await serve();
    await until('success', async () => ((await look(next)).state === 'succeeded' ? true : undefined));
    await stop(next);
  });

  test('says so where the port is taken', async () => {
    const server = await serve();
    const second = await run(['serve', '--port', new URL(server.url).port], env);
    expect(second.stderr).toMatch(/Port \d+ of 127\.0\.0\.1 is taken/);
    expect(second.code).toBe(1);
    await stop(server);
  });
});
