// The speed of the web app over a big catalog: npm run bench:web [-- --home DIRECTORY --scale 1]. The catalog is that of bench:api: 100,000 edges.
// How much script a page loads, how soon it can be worked with, the next edge with its evidence, and how smoothly the queue scrolls.
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../test/web/chromium.ts';
import { startServer } from '../api/processes.ts';
import { seed } from '../api/seed.ts';

const bar = { loadMs: 1500, scriptKb: 350, nextMs: 50, frameMs: 1000 / 60 };
const edges = 60;

const { values: flags } = parseArgs({
  options: { home: { type: 'string', default: join(tmpdir(), 'cognate-bench-api') }, scale: { type: 'string', default: '1' } },
});
const seeded = await seed(flags.home, Number(flags.scale));
const server = await startServer(seeded.home, 7522);
const browser = await launchChromium();
try {
  console.log(`${availableParallelism()} processors, Chromium ${browser.version()}; server, database and browser share them`);
  await measureLoad(browser);
  const page = await enter(browser);
  await page.goto(`${server.origin}/o/${seeded.organizationId}/review`);
  await page.locator('[data-testid=panel][data-ready=true]').waitFor();
  await measureNext(page);
  await measureScroll(page);
} finally {
  await browser.close();
  await server.stop();
}

async function enter(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  // tsx names functions by a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (named) => named');
  const page = await context.newPage();
  await page.request.post(`${server.origin}/api/session`, { data: { token: seeded.token }, headers: { 'x-cognate-request': 'web' } });
  return page;
}

/** With nothing in the browser's cache: until the first edge stands there with its evidence. */
async function measureLoad(browser: Browser): Promise<void> {
  const times: number[] = [];
  let script = 0;
  for (let round = 0; round < 5; round += 1) {
    const page = await enter(browser);
    const bodies: Promise<Buffer>[] = [];
    page.on('response', (response) => void (new URL(response.url()).pathname.endsWith('.js') && bodies.push(response.body())));
    const started = performance.now();
    await page.goto(`${server.origin}/o/${seeded.organizationId}/review`);
    await page.locator('[data-testid=panel][data-ready=true]').waitFor();
    times.push(performance.now() - started);
    script = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000;
    await page.context().close();
  }
  report('cold load until an edge can be decided on', times, bar.loadMs);
  console.log(`script of the review, gzipped: ${script.toFixed(0)} kB (bar ${bar.scriptKb})`);
}

/** From the key to the evidence of the next edge on the screen, as a person goes on from one to the next. */
async function measureNext(page: Page): Promise<void> {
  const times = await page.evaluate(async (count) => {
    const panel = (): HTMLElement | null => document.querySelector('[data-testid=panel]');
    const sentence = (): string | null => (panel()?.dataset['ready'] === 'true' ? (panel()?.getAttribute('data-edge') ?? null) : null);
    const frame = (): Promise<number> => new Promise((resolve) => void requestAnimationFrame(resolve));
    const taken: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const before = sentence();
      const started = performance.now();
      document.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
      for (let now = sentence(); now === null || now === before; now = sentence()) await frame();
      taken.push(performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    return taken;
  }, edges);
  report('next edge with its evidence', times, bar.nextMs);
}

/** Frames while the queue scrolls by 40 pixels a frame, through pages that are fetched on the way. */
async function measureScroll(page: Page): Promise<void> {
  const times = await page.evaluate(async () => {
    const list = document.querySelector('[role=listbox]');
    const frame = (): Promise<number> => new Promise((resolve) => void requestAnimationFrame(resolve));
    const taken: number[] = [];
    let last = await frame();
    for (let i = 0; i < 600; i += 1) {
      list?.scrollBy(0, 40);
      const now = await frame();
      taken.push(now - last);
      last = now;
    }
    return taken;
  });
  report('frame while the queue scrolls', times, bar.frameMs);
  console.log(`frames on time: ${((100 * times.filter((ms) => ms < bar.frameMs * 1.5).length) / times.length).toFixed(1)}%`);
}

function report(what: string, times: readonly number[], most: number): void {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(1);
  console.log(`${what}: median ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms of ${sorted.length} (bar ${most.toFixed(1)})`);
}
