import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Bare } from './bare.ts';
import type { Load, Measurement } from './load.ts';

export interface Running {
  readonly origin: string;
  /** Processor seconds that the process has used so far. */
  cpuSeconds(): number;
  stop(): Promise<void>;
}

const typescript = ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
const file = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The server as users run it, but for its rate limit; its log goes to a file in the home. */
export async function startServer(home: string, port: number, nodeFlags: readonly string[] = []): Promise<Running> {
  const log = openSync(join(home, 'serve.log'), 'a');
  const env = { ...process.env, COGNATE_HOME: home, COGNATE_RATE_LIMIT: '0', PORT: String(port) };
  const child = spawn(process.execPath, [...nodeFlags, file('../../bin/cognate.mjs'), 'serve'], { stdio: ['ignore', log, log], env });
  const origin = `http://127.0.0.1:${port}`;
  for (let patience = 300; ; patience -= 1) {
    if (child.exitCode !== null || patience === 0) throw new Error(`the server did not start; see ${join(home, 'serve.log')}`);
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return running(child, origin);
    await sleep(100);
  }
}

export async function startBare(bare: Bare): Promise<Running> {
  const child = fork(file('./bare.ts'), { execArgv: typescript });
  child.send(bare);
  await once(child, 'message');
  return running(child, `http://127.0.0.1:${bare.port}`);
}

/** Asks from a process of its own. */
export async function runLoad(load: Load): Promise<Measurement> {
  const child = fork(file('./load.ts'), { execArgv: typescript });
  child.send(load);
  const [measurement] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [Measurement | number];
  if (typeof measurement !== 'object') throw new Error('the load process failed');
  child.kill();
  return measurement;
}

function running(child: ChildProcess, origin: string): Running {
  return {
    origin,
    cpuSeconds: () => cpuSecondsOf(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

/** Processor seconds of the embedded database of a home so far, all its processes together. */
export function databaseCpuSeconds(home: string): number {
  const postmaster = Number(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0]);
  const processes = readdirSync('/proc').map(Number);
  const children = processes.filter((pid) => pid > 0 && Number(statOf(pid)?.[1]) === postmaster);
  return [postmaster, ...children].reduce((sum, pid) => sum + cpuSecondsOf(pid), 0);
}

/** With what its own children have used that are gone. Linux counts in hundredths of a second; elsewhere there is no such figure. */
function cpuSecondsOf(pid: number): number {
  const ticks = (statOf(pid) ?? []).slice(11, 15);
  return ticks.reduce((sum, count) => sum + Number(count), 0) / 100;
}

/** What /proc tells of a process, from its state on. */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return undefined;
  }
}
