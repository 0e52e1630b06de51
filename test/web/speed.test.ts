import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../e2e/app.ts';
import { browsing } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, startDemo } from '../e2e/demo.ts';

/** Times are printed, not held: the machine of a test run is busy. `npm run bench:web` measures them over a big catalog. */
describe.skipIf(!hasBrowser)('the speed of the web app', () => {
  const browser = browsing();
  let app: App;
  beforeAll(async () => {
    app = await startDemo();
  }, demoPatienceMs);
  afterAll(() => app.stop());

  it('comes with little script before the map is opened', async () => {
    const page = await browser.enter(app, '/sources');
    const scripts = new Set<string>();
    for (const path of ['review', 'bulk', 'sources', 'paths', 'crosswalks', 'health', 'audit', 'settings']) {
      await page.goto(`${app.url}/o/${app.organizationId}/${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
      loaded.filter((url) => new URL(url).pathname.endsWith('.js')).forEach((url) => scripts.add(url));
    }
    const sizes = await Promise.all([...scripts].map(async (url) => gzipSync(await (await page.request.get(url)).body()).length));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    console.log(`script of all pages but the map, gzipped: ${Math.round(bytes / 1000)} kB in ${scripts.size} files`);
    expect(bytes).toBeGreaterThan(100_000);
    expect(bytes).toBeLessThan(350_000);
  });

  it('shows an edge to decide on soon after a cold load', async () => {
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const page = await browser.signedIn(app);
      const started = performance.now();
      await page.goto(`${app.url}/o/${app.organizationId}/review`);
      await page.locator('[data-testid=panel][data-ready=true]').waitFor();
      times.push(performance.now() - started);
      await page.context().close();
    }
    console.log(`cold load until an edge of the demo can be decided on: ${times.map((ms) => Math.round(ms)).join(', ')} ms`);
  });
});
