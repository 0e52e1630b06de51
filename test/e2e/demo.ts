import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { inject } from 'vitest';
import { copyOfCatalog, testCatalog } from '../support/store.ts';
import { adminToken, startApp, type App } from './app.ts';
import { start, temporary, until, type Env } from './cli.ts';

/** Whoever needs it first waits for its scan. */
export const demoPatienceMs = 300_000;

/** A running Cognate over what `cognate demo` found, in a catalog of its own. Its SaaS platforms are gone (`startDemoPlatforms`); its databases are there. */
export async function startDemo(env: Env = {}): Promise<App> {
  const scanned = await scannedDemo();
  const home = join(temporary('demo'), 'home');
  mkdirSync(home);
  cpSync(join(scanned.home, 'secret.key'), join(home, 'secret.key'));
  return startApp({ COGNATE_HOME: home, DATABASE_URL: await copyOfCatalog(scanned.catalog), ...env });
}

/** The id of one of the demo's sources. */
export async function sourceNamed(app: App, name: string): Promise<string> {
  const sources = await app.call<{ id: string; name: string }[]>('GET', '/api/integration-sources');
  const found = sources.find((source) => source.name === name);
  if (found === undefined) throw new Error(`the demo has no source ${name}`);
  return found.id;
}

/** A copy of one of the demo's databases, to be changed. */
export async function copyOfDatabase(name: string): Promise<string> {
  const { home } = await scannedDemo();
  const path = join(temporary('copy'), name);
  cpSync(join(home, 'demo', name), path, { recursive: true });
  return path;
}

export interface ScannedDemo {
  readonly catalog: string;
  readonly home: string;
  /** What it printed. */
  readonly output: string;
  /** The first port of its SaaS platforms: started there again, they are the same accounts. */
  readonly platformsPort: number;
}

/** `cognate demo` is run once in a run of tests, by the file that needs it first; the others wait for it. */
export async function scannedDemo(): Promise<ScannedDemo> {
  const directory = join(inject('postgres').scratch, 'demo');
  const ready = join(directory, 'ready.json');
  if (isFirst(directory)) {
    const outcome = await scan(join(directory, 'home')).catch((error: unknown) => ({ error: String(error) }));
    writeFileSync(`${ready}.part`, JSON.stringify(outcome));
    renameSync(`${ready}.part`, ready);
  }
  await until('the scan of the demo', () => (existsSync(ready) ? true : undefined), demoPatienceMs);
  const outcome = JSON.parse(readFileSync(ready, 'utf8')) as ScannedDemo | { readonly error: string };
  if ('error' in outcome) throw new Error(outcome.error);
  return outcome;
}

function isFirst(directory: string): boolean {
  try {
    mkdirSync(directory);
    return true;
  } catch {
    return false;
  }
}

async function scan(home: string): Promise<ScannedDemo> {
  const catalog = await testCatalog();
  const platformsPort = await freePorts(5);
  const settings = { COGNATE_HOME: home, DATABASE_URL: catalog, COGNATE_ADMIN_TOKEN: adminToken, PORT: '0', COGNATE_RATE_LIMIT: '0' };
  const running = start(['demo', '--platforms-port', String(platformsPort)], settings);
  const isServed = () => {
    if (running.process.exitCode !== null) throw new Error(running.output());
    return /ready at \S+[^]*To register a source of your own[^]*zendesk.*\n/.test(running.output()) ? true : undefined;
  };
  try {
    await until('the demo to be served', isServed, demoPatienceMs);
  } finally {
    running.process.kill('SIGINT');
  }
  const { code } = await running.done;
  if (code !== 0) throw new Error(`the demo ended with ${code}: ${running.output()}`);
  return { catalog, home, output: running.output(), platformsPort };
}

/** The first of `count` consecutive ports that nobody listens at, below those that systems give out. */
async function freePorts(count: number): Promise<number> {
  for (let first = 20_000; first < 32_000; first += count) {
    const ports = Array.from({ length: count }, (_, i) => first + i);
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return first;
  }
  throw new Error(`no ${count} free ports in a row`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
