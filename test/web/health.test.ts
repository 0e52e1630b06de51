import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schemas } from '../../src/client/index.ts';
import { temporary, until } from '../e2e/cli.ts';
import { shop, writeSqlite } from '../e2e/shop.ts';
import { accessibilityProblems, browsing, problemsOf, startApp, type App } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { eventually } from './company.ts';

const markup = `<img src=x onerror="document.title='broken'">`;

describe.skipIf(!hasBrowser)('the health of what is approved', () => {
  const browser = browsing();
  let app: App;
  let file: string;
  let source: string;
  beforeAll(async () => {
    app = await startApp();
    const tables = shop();
    const odd = { name: markup, columns: ['id', 'customer_id'], rows: Array.from({ length: 200 }, (_, i) => [i, 1000 + (i % 150)]) };
    file = writeSqlite(join(temporary('health'), 'shop.sqlite'), [...tables, odd]);
    source = await app.scan('Shop', 'sqlite', { path: file });
  }, 120_000);
  afterAll(() => app.stop());

  const edges = () => `/api/organization/${app.organizationId}/edges`;

  async function scanAgain(): Promise<void> {
    const { id } = await app.call<{ id: string }>('POST', `/api/integration-sources/${source}/scan`);
    await until(
      'the scan',
      async () => ((await app.call<{ state: string }>('GET', `/api/jobs/${id}`)).state === 'succeeded' ? true : undefined),
      60_000,
    );
  }

  it('says that nothing is approved yet, and that all of it holds', async () => {
    const page = await browser.enter(app, '/health');
    await page.getByText('Nothing is approved yet').waitFor();
    const found = await app.call<Schemas['Edge'][]>('GET', `${edges()}?status=SUGGESTED`);
    await app.call('POST', `${edges()}/decisions`, { status: 'APPROVED', edges: found.map(({ kind, id }) => ({ kind, id })) });
    await page.reload();
    await page.getByText('Everything that is approved still holds').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('shows the worst first, then and now, with the trend, and leads to the review', async () => {
    for (const orphans of [40, 200]) {
      const database = new Database(file);
      database.exec(`UPDATE orders SET customer_id = 700000 + id WHERE id IN (SELECT id FROM orders ORDER BY id LIMIT ${orphans})`);
      database.close();
      await scanAgain();
    }
    const page = await browser.enter(app, '/health');
    const card = page.getByRole('article', { name: 'orders.customer_id to customers.id' });
    await card.waitFor();
    expect(await page.getByTestId('degraded').first().textContent()).toContain('orders.customer_id');
    const text = (await card.textContent()) ?? '';
    expect(text).toContain('more orphans');
    expect(text).toContain('Then');
    await card.getByRole('img', { name: /orphaned rows: from \d+ to 20\d over 3 scans/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await card.getByRole('link', { name: /Review it/ }).click();
    const panel = page.getByTestId('panel');
    await panel.getByText('The evidence has changed since it was approved.').waitFor();
    await page.keyboard.press('a');
    await eventually(async () =>
      (await app.call<Schemas['DegradedEdge'][]>('GET', `${edges()}/health`)).filter(
        ({ edge }) => edge.from.attributes.includes('customer_id') && edge.from.entity_name === 'orders',
      ),
    ).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
  });

  it('tells of what is not found any more', async () => {
    const database = new Database(file);
    database.exec("UPDATE order_lines SET sku = 'none ' || id");
    database.close();
    await scanAgain();
    const page = await browser.enter(app, '/health?q=order_lines.sku');
    await page.getByText('not found any more').waitFor();
    expect(await page.getByTestId('degraded').count()).toBe(1);
  });

  it('shows markup in names as text, in the queue, in the evidence and here', async () => {
    for (const path of ['/review?status=%5B%5D&q=onerror', '/health']) {
      const page = await browser.enter(app, path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (path.startsWith('/review')) {
        await page.locator('[data-testid=panel][data-ready=true]').waitFor();
        expect(await page.getByTestId('panel').textContent()).toContain(markup);
        expect(await page.getByRole('listbox').textContent()).toContain(markup);
      }
      expect(await page.title()).toContain('Cognate');
      expect(await page.locator('img[src=x]').count()).toBe(0);
      expect(problemsOf(page)).toEqual([]);
    }
  });
});
