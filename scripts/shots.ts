// Pictures of every page with the demo's data, at 390, 1440 and 2560 px in both themes: `npm run shots [directory] [page…]`. They are to be looked at.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../test/web/chromium.ts';
import { createClient, type CognateClient } from '../src/client/index.ts';

interface Stop {
  readonly name: string;
  /** Below the organization; null: not signed in. */
  readonly path: string | null;
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [directory = join(root, 'shots'), ...wanted] = process.argv.slice(2);
const sizes = { 390: 844, 1440: 900, 2560: 1440 } as const;

const token = `shots-${randomBytes(16).toString('hex')}`;
const home = process.env['COGNATE_SHOTS_HOME'] ?? mkdtempSync(join(tmpdir(), 'cognate-shots-'));
const demo = await startDemo();
const browser = await launchChromium();
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
  for (const { name, path } of stops) {
    if (path !== null) await page.request.post(`${demo.url}/api/session`, { data: { token }, headers: { 'x-cognate-request': 'web' } });
    await page.goto(path === null ? demo.url : `${demo.url}/o/${organization}${path}`);
    await page.waitForLoadState('networkidle');
    await page.getByText('Loading…').first().waitFor({ state: 'detached' });
    await delay(400);
    await page.screenshot({ path: join(directory, `${name}-${width}-${theme}.png`) });
    console.log(`${name} ${width} ${theme}`);
  }
  await context.close();
}

/** The pages, with ids of the demo where they need some; some of what the demo found is approved first, and one link is resolved. */
async function stopsOf(api: CognateClient, organization: string): Promise<Stop[]> {
  const path = { organization_id: organization };
  const edgesOf = async (query: { kind: ('relationship' | 'entity_link')[]; status?: ('SUGGESTED' | 'APPROVED')[] }) => {
    const { data = [] } = await api.GET('/api/organization/{organization_id}/edges', { params: { path, query: { ...query, limit: 200 } } });
    return data;
  };
  const sure = (await edgesOf({ kind: ['relationship'], status: ['SUGGESTED'] })).filter(({ score }) => (score ?? 0) >= 0.98);
  const links = await edgesOf({ kind: ['entity_link'] });
  const link = links.find(({ from, to }) => from.integration_source_name === 'application' && to.integration_source_name === 'crm');
  const [edge] = await edgesOf({ kind: ['relationship'] });
  if (link === undefined || edge === undefined) throw new Error('the demo has no relationship, or no link between application and crm');
  const approved = [...sure, ...(link.status === 'SUGGESTED' ? [link] : [])].map(({ kind, id }) => ({ kind, id }));
  if (approved.length > 0)
    await api.POST('/api/organization/{organization_id}/edges/decisions', { params: { path }, body: { edges: approved, status: 'APPROVED' } });
  const entity = `/sources/${edge.to.integration_source_id}/entities/${edge.to.entity_type}/${edge.to.entity_id}`;
  return [
    { name: 'sign-in', path: null },
    { name: 'review', path: '/review' },
    { name: 'review-relationships', path: '/review?kind=%5B%22relationship%22%5D&sort=impact' },
    { name: 'bulk', path: '/bulk' },
    { name: 'sources', path: '/sources' },
    { name: 'source', path: `/sources/${edge.to.integration_source_id}` },
    { name: 'map', path: '/map' },
    { name: 'map-entity', path: `/map?around=%5B%22${edge.to.entity_id}%22%5D` },
    { name: 'entity', path: entity },
    { name: 'paths', path: `/paths?from=${edge.from.entity_id}&to=${edge.to.entity_id}` },
    { name: 'crosswalks', path: '/crosswalks' },
    { name: 'crosswalk', path: `/crosswalks/${await resolved(api, organization, link.id)}` },
    { name: 'health', path: '/health' },
    { name: 'audit', path: '/audit' },
    { name: 'settings', path: '/settings' },
  ];
}

/** The crosswalk of a link, when its run is over. */
async function resolved(api: CognateClient, organization: string, link: string): Promise<string> {
  const path = { organization_id: organization };
  const { data: run, error } = await api.POST('/api/organization/{organization_id}/crosswalks', {
    params: { path },
    body: { entity_link_ids: [link] },
  });
  if (run === undefined) throw new Error(`the crosswalk did not start: ${JSON.stringify(error)}`);
  for (;;) {
    const { data: job } = await api.GET('/api/jobs/{job_id}', { params: { path: { job_id: run.job_id } } });
    if (job?.state === 'succeeded') return run.crosswalk_id;
    if (job?.state === 'failed' || job?.state === 'cancelled') throw new Error(`the crosswalk ${job.state}: ${JSON.stringify(job.error)}`);
    await delay(300);
  }
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
