import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { attachEmbedded } from '../../src/store/embedded/attach.ts';
import { isAlive } from '../../src/store/embedded/process.ts';

/** Homes with an embedded server of their own, and processes that use it and can be killed: for tests of that server. */

const script = fileURLToPath(new URL('store-process.ts', import.meta.url));
const homes: string[] = [];
const children: Child[] = [];

interface Child {
  readonly process: ChildProcessByStdio<Writable, Readable, null>;
  readonly seen: string[];
  readonly exited: Promise<void>;
}

export function newHome(): string {
  const home = join(mkdtempSync(join(tmpdir(), 'cognate-embedded-')), 'home');
  homes.push(home);
  return home;
}

export function start(home: string, task: 'hold' | 'write'): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', script, home, task], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const seen: string[] = [];
  lines.on('line', (line) => seen.push(line));
  const started = { process: child, seen, exited: new Promise<void>((resolve) => child.once('exit', () => resolve())) };
  children.push(started);
  return started;
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(10);
}

export const isOpen = (child: Child): Promise<void> => until(() => child.seen.includes('open'));
export const leave = (child: Child): Promise<void> => (child.process.stdin.end(), child.exited);
export const kill = (child: Child): Promise<void> => (child.process.kill('SIGKILL'), child.exited);
export const pidFile = (home: string): string => join(home, 'postgres', 'data', 'postmaster.pid');
export const serverPid = (home: string): number => Number(readFileSync(pidFile(home), 'utf8').split('\n')[0]);

/** Ends what `start` started and removes what `newHome` made. */
export async function endAll(): Promise<void> {
  for (const child of children) if (child.process.exitCode === null) await kill(child);
  for (const home of homes) {
    if (existsSync(pidFile(home)) && isAlive(serverPid(home))) await (await attachEmbedded(home)).release();
    rmSync(dirname(home), { recursive: true, force: true });
  }
}
