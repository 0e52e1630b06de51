import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built command where the build is fresh (`npm test` sees to it), else the sources. */
const command: readonly string[] = isBuilt() ? [join(root, 'bin/cognate.mjs')] : ['--import', 'tsx', join(root, 'src/cli/index.ts')];

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly process: ChildProcess;
  /** What was printed so far. */
  output(): string;
  readonly done: Promise<Run>;
}

export type Env = Readonly<Record<string, string | undefined>>;

/** Starts the command; the environment of this run's own settings is not inherited. */
export function start(args: readonly string[], env: Env): Running {
  const { DATABASE_URL: _url, COGNATE_HOME: _home, PORT: _port, LOG_LEVEL: _level, ...rest } = process.env;
  const child = spawn(process.execPath, [...command, ...args], { cwd: root, env: { ...rest, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const done = new Promise<Run>((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr })));
  return { process: child, output: () => stdout + stderr, done };
}

export function run(args: readonly string[], env: Env): Promise<Run> {
  return start(args, env).done;
}

/** Waits until `condition` holds; fails with what it waited for. */
export async function until<T>(what: string, condition: () => Promise<T | undefined> | T | undefined, patienceMs = 30_000): Promise<T> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = await condition();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await delay(50);
  }
}

/** A directory that goes when the test file is over. */
export function temporary(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), `cognate-e2e-${name}-`));
  // What a killed server leaves behind may still be writing.
  afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return directory;
}

/** Processes whose parent is `pid`, by the kernel's own table. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => parentOf(candidate) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

function isBuilt(): boolean {
  const stamp = join(root, 'dist/.built');
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .every((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs <= builtAt);
}
