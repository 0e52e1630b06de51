// The speed of the map in a browser: npm run bench:web:map [-- --tables 300,2500]. Generates SQLite databases with declared keys, scans them, opens the map and pans it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../test/web/chromium.ts';
import { writeTables } from '../../test/web/tables.ts';

const { values: flags } = parseArgs({ options: { tables: { type: 'string', default: '300,2500' }, port: { type: 'string', default: '7531' } } });
const root = fileURLToPath(new URL('../..', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'cognate-bench-map-'));
const token = 'a-token-of-the-map-benchmark';
const url = `http://127.0.0.1:${flags.port}`;

const server = spawn(process.execPath, [join(root, 'bin/cognate.mjs'), 'serve'], {
  env: { ...process.env, COGNATE_HOME: join(home, 'home'), COGNATE_ADMIN_TOKEN: token, PORT: flags.port, LOG_LEVEL: 'warn' },
  stdio: 'ignore',
});
try {
  const me = await until(() => call<{ organization: { id: string } }>('GET', '/api/me').catch(() => undefined));
  const browser = await launchChromium();
  try {
    for (const count of flags.tables.split(',').map(Number)) {
      const source = await scan(count);
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const page = await context.newPage();
      await page.request.post(`${url}/api/session`, { data: { token }, headers: { 'x-cognate-request': 'web' } });
      await measure(page, `${url}/o/${me.organization.id}/map?source=${encodeURIComponent(JSON.stringify([source]))}`, count);
      await context.close();
    }
  } finally {
    await browser.close();
  }
} finally {
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('close', resolve));
  rmSync(home, { recursive: true, force: true });
}

async function measure(page: Page, address: string, count: number): Promise<void> {
  const drawn: number[] = [];
  const answered: number[] = [];
  for (let visit = 0; visit < 4; visit++) {
    await page.goto('about:blank');
    await page.goto(address);
    await page.waitForURL(/view=/, { timeout: 120_000 });
    const { at, graph } = await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const [read] = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/graph?')) as PerformanceResourceTiming[];
      return { at: performance.now(), graph: read === undefined ? 0 : read.responseEnd - read.startTime };
    });
    if (visit === 0) continue;
    drawn.push(at);
    answered.push(graph);
  }
  console.log(
    `${count} tables: drawn ${ms(median(drawn))} after the address was entered, of which ${ms(median(answered))} until the graph was there`,
  );
  for (const [name, presses] of [
    ['the whole map', []],
    ['near by', ['+', '+', '+', '+', '+', '+', '+']],
  ] as const) {
    for (const key of presses) await page.keyboard.press(key);
    await delay(500);
    const frames = await pan(page);
    console.log(
      `  panning ${name}: a frame ${ms(median(frames))}, the slowest of ${frames.length} but one ${ms(frames.toSorted((a, b) => b - a)[1] ?? 0)}`,
    );
  }
}

/** Milliseconds between the frames of the page while the map is dragged to and fro. */
async function pan(page: Page): Promise<number[]> {
  // As text: what compiles this file adds a helper to functions that the page does not have.
  await page.evaluate(`{
    globalThis.frames_ = [];
    globalThis.isPanning = true;
    let last = performance.now();
    requestAnimationFrame(function tick(now) {
      frames_.push(now - last);
      last = now;
      if (isPanning) requestAnimationFrame(tick);
    });
  }`);
  // The pane, not a card: below the map's last card is room.
  await page.mouse.move(420, 860);
  await page.mouse.down();
  for (let i = 1; i <= 60; i++) await page.mouse.move(420 + 6 * (i < 30 ? i : 60 - i), 860 - 3 * (i < 30 ? i : 60 - i));
  await page.mouse.up();
  return page.evaluate(`(isPanning = false, frames_.slice(2))`);
}

async function scan(count: number): Promise<string> {
  const path = writeTables(join(home, `tables-${count}.sqlite`), count);
  const source = { name: `${count} tables`, source_type: 'database', connector_type: 'sqlite', instance_label: `T${count}`, configuration: { path } };
  const { id } = await call<{ id: string }>('POST', '/api/integration-sources', source);
  const job = await call<{ id: string }>('POST', `/api/integration-sources/${id}/scan`);
  await until(async () => {
    const { state, error } = await call<{ state: string; error: unknown }>('GET', `/api/jobs/${job.id}`);
    if (state === 'failed') throw new Error(`the scan failed: ${JSON.stringify(error)}`);
    return state === 'succeeded' ? true : undefined;
  });
  return id;
}

async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as Answer;
}

async function until<Result>(condition: () => Promise<Result | undefined>): Promise<Result> {
  for (let tries = 0; tries < 3000; tries++) {
    const found = await condition();
    if (found !== undefined) return found;
    await delay(200);
  }
  throw new Error('waited in vain');
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

function ms(value: number): string {
  return `${value.toFixed(0)} ms`;
}
