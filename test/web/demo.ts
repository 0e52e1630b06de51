import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { start, temporary, until, type Env } from '../e2e/cli.ts';
import { copyOfCatalog, testCatalog } from '../support/store.ts';
import { adminToken, startApp, type App } from './browser.ts';

/** Whoever needs it first waits for its scan. */
export const demoPatienceMs = 300_000;

/** A running Cognate over what `cognate demo` found, in a catalog of its own. Its SaaS platforms are not there any more; its databases are. */
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

interface Scanned {
  readonly catalog: string;
  readonly home: string;
}

/** `cognate demo` is run once in a run of tests, by the file that needs it first; the others wait for it. */
async function scannedDemo(): Promise<Scanned> {
  const directory = join(inject('postgres').scratch, 'demo');
  const ready = join(directory, 'ready.json');
  if (isFirst(directory)) {
    const outcome = await scan(join(directory, 'home')).catch((error: unknown) => ({ error: String(error) }));
    writeFileSync(`${ready}.part`, JSON.stringify(outcome));
    renameSync(`${ready}.part`, ready);
  }
  await until('the scan of the demo', () => (existsSync(ready) ? true : undefined), demoPatienceMs);
  const outcome = JSON.parse(readFileSync(ready, 'utf8')) as Scanned | { readonly error: string };
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

async function scan(home: string): Promise<Scanned> {
  const catalog = await testCatalog();
  const settings = { COGNATE_HOME: home, DATABASE_URL: catalog, COGNATE_ADMIN_TOKEN: adminToken, PORT: '0', COGNATE_RATE_LIMIT: '0' };
  const running = start(['demo', '--platforms-port', '0'], settings);
  const isServed = () => {
    if (running.process.exitCode !== null) throw new Error(running.output());
    return /ready at \S+/.test(running.output()) ? true : undefined;
  };
  try {
    await until('the demo to be served', isServed, demoPatienceMs);
  } finally {
    running.process.kill('SIGTERM');
    await running.done;
  }
  return { catalog, home };
}
