import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export interface Job {
  readonly id: string;
  readonly state: string;
  readonly error: string | null;
  readonly progress: { readonly phase: string; readonly done: number; readonly total: number } | null;
  readonly timings: Readonly<Record<string, number>> | null;
}

/** Cognate as users run it, in a home of its own, that may call the fake platforms of this machine. */
export interface Server {
  call<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** The length of a list, over all of its pages. */
  count(path: string): Promise<number>;
  /** The most memory that the worker has held so far, in MB. */
  workerPeak(): number;
  stop(): Promise<void>;
}

const token = 'a-token-of-the-benchmark';

export async function startServer(): Promise<Server> {
  const home = mkdtempSync(join(tmpdir(), 'cognate-bench-saas-'));
  const log = join(home, 'serve.log');
  const output = openSync(log, 'a');
  const env = {
    ...process.env,
    COGNATE_HOME: join(home, 'home'),
    COGNATE_ADMIN_TOKEN: token,
    COGNATE_INTERNAL_ADDRESSES: 'allow',
    COGNATE_RATE_LIMIT: '0',
    PORT: '0',
  };
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../bin/cognate.mjs', import.meta.url)), 'serve'], {
    stdio: ['ignore', output, output],
    env,
  });
  let url: string | undefined;
  for (let patience = 600; url === undefined; patience -= 1) {
    if (child.exitCode !== null || patience === 0) throw new Error(`the server did not start; see ${log}`);
    await sleep(100);
    url = /ready at (\S+)/.exec(readFileSync(log, 'utf8'))?.[1];
  }
  const address = url;

  async function ask(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${address}/api${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  return {
    call: async <T>(method: string, path: string, body?: unknown) => (await (await ask(method, path, body)).json()) as T,
    async count(path) {
      let found = 0;
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const page = await ask('GET', `${path}?limit=1000${cursor}`);
        found += ((await page.json()) as unknown[]).length;
        cursor = /[?&](cursor=[^&>]+)[^>]*>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1];
        cursor &&= `&${cursor}`;
      }
      return found;
    },
    workerPeak: () => Math.max(...childrenOf(child.pid ?? 0).map(peakOf)),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => read(candidate, 'stat').split(') ').at(-1)?.split(' ')[1] === String(pid));
}

function peakOf(pid: number): number {
  return read(pid, 'cmdline').includes('worker-main') ? Number(/VmHWM:\s+(\d+) kB/.exec(read(pid, 'status'))?.[1] ?? 0) / 1024 : 0;
}

/** Empty where the process is gone. */
function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
