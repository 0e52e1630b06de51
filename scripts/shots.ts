// Pictures of every page with the demo's data, at 390, 1440 and 2560 px in both themes: `npm run shots [directory] [page…]`. They are to be looked at.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { createClient, type CognateClient } from '../src/client/index.ts';

interface Stop {
  readonly name: string;
  /** Below the organization; null: not signed in. */
  readonly path: string | null;
  /** What is done before the picture. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [directory = join(root, 'shots'), ...wanted] = process.argv.slice(2);
const sizes = { 390: 844, 1440: 900, 2560: 1440 } as const;
const chrome = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));

const token = `shots-${randomBytes(16).toString('hex')}`;
const home = process.env['COGNATE_SHOTS_HOME'] ?? mkdtempSync(join(tmpdir(), 'cognate-shots-'));
const demo = await startDemo();
const browser = await chromium.launch({
  ...(chrome === undefined ? {} : { executablePath: chrome }),
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const api = createClient({ baseUrl: demo.url, token });
  const { data: me } = await api.GET('/api/me');
  if (me === undefined) throw new Error('the demo does not know the token');
  const stops = (await stopsOf(api, me.organization.id)).filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  mkdirSync(directory, { recursive: true });
  for (const theme of ['light', 'dark'] as const)
    for (const [width, height] of Object.entries(sizes)) {
      await tour(browser, stops, { theme, width: Number(width), height, organization: me.organization.id });
    }
} finally {
  await browser.close();
  demo.process.kill('SIGTERM');
  await new Promise((resolve) => demo.process.once('close', resolve));
  if (process.env['COGNATE_SHOTS_HOME'] === undefined) rmSync(home, { recursive: true, force: true });
}

async function tour(
  browser: Browser,
  stops: readonly Stop[],
  { theme, width, height, organization }: { theme: 'light' | 'dark'; width: number; height: number; organization: string },
): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`${page.url()}: ${String(error)}`));
  page.on('console', (message) => void (message.type() === 'error' && console.error(`${page.url()}: ${message.text()}`)));
  for (const { name, path, prepare } of stops) {
    if (path !== null) await page.request.post(`${demo.url}/api/session`, { data: { token }, headers: { 'x-cognate-request': 'web' } });
    await page.goto(path === null ? demo.url : `${demo.url}/o/${organization}${path}`);
    await page.waitForLoadState('networkidle');
    await prepare?.(page);
    await delay(400);
    await page.screenshot({ path: join(directory, `${name}-${width}-${theme}.png`) });
    console.log(`${name} ${width} ${theme}`);
  }
  await context.close();
}

/** The pages, with ids of the demo where they need some. */
async function stopsOf(api: CognateClient, organization: string): Promise<Stop[]> {
  const params = { path: { organization_id: organization } };
  const { data: sources = [] } = await api.GET('/api/integration-sources', { params: { query: { limit: 100 } } });
  const application = sources.find(({ name }) => name === 'application');
  const { data: edges = [] } = await api.GET('/api/organization/{organization_id}/edges', {
    params: { ...params, query: { limit: 1, kind: ['relationship'] } },
  });
  const [edge] = edges;
  if (application === undefined || edge === undefined) throw new Error('the demo has no application, or no edges');
  const entity = `/sources/${edge.to.integration_source_id}/entities/${edge.to.entity_type}/${edge.to.entity_id}`;
  return [
    { name: 'sign-in', path: null },
    { name: 'review', path: '/review' },
    { name: 'bulk', path: '/bulk' },
    { name: 'sources', path: '/sources' },
    { name: 'source', path: `/sources/${application.id}` },
    { name: 'map', path: `/map?source=${application.id}` },
    { name: 'entity', path: entity },
    { name: 'paths', path: `/paths?from=${edge.from.entity_id}&to=${edge.to.entity_id}` },
    { name: 'crosswalks', path: '/crosswalks' },
    { name: 'health', path: '/health' },
    { name: 'audit', path: '/audit' },
    { name: 'settings', path: '/settings' },
  ];
}

/** The demo on ports that are free, with the token of this run. */
async function startDemo(): Promise<{ url: string; process: ChildProcess }> {
  const port = await freePort();
  const env = { ...process.env, COGNATE_HOME: home, COGNATE_ADMIN_TOKEN: token, COGNATE_RATE_LIMIT: '0' };
  const child = spawn(process.execPath, [join(root, 'bin/cognate.mjs'), 'demo', '--port', String(port), '--platforms-port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  for (;;) {
    const url = /ready at (\S+)/.exec(output)?.[1];
    if (url !== undefined) return { url, process: child };
    if (child.exitCode !== null) throw new Error(`the demo ended:\n${output}`);
    await delay(200);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
