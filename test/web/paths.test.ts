import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporary } from '../e2e/cli.ts';
import { shop, writeSqlite } from '../e2e/shop.ts';
import { accessibilityProblems, browsing, problemsOf, startApp, type App } from './browser.ts';
import { hasBrowser } from './chromium.ts';

describe.skipIf(!hasBrowser)('the path finder', () => {
  const browser = browsing();
  let app: App;
  let path: string;
  beforeAll(async () => {
    app = await startApp();
    path = writeSqlite(join(temporary('paths'), 'shop.sqlite'), shop());
    await app.scan('Shop', 'sqlite', { path });
    const edges = await app.call<{ kind: string; id: string; from: { entity_name: string }; score: number }[]>(
      'GET',
      `/api/organization/${app.organizationId}/edges?min_score=0.9`,
    );
    const sound = edges.filter(({ from }) => ['orders', 'order_lines'].includes(from.entity_name)).map(({ kind, id }) => ({ kind, id }));
    await app.call('POST', `/api/organization/${app.organizationId}/edges/decisions`, { edges: sound, status: 'APPROVED' });
  }, 120_000);
  afterAll(() => app.stop());

  it('finds the way by keyboard alone, tells what it does to the rows, and its SQL runs', async () => {
    const page = await browser.enter(app, '/paths');
    await page.getByRole('combobox', { name: 'From' }).focus();
    await page.keyboard.type('customers');
    await page
      .getByRole('option', { name: /customers/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'To' }).focus();
    await page.keyboard.type('products');
    await page
      .getByRole('option', { name: /products/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '1. customers → orders → order_lines → products' }).waitFor();
    await page.getByText('Fan trap').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    const sql = (await page.getByRole('region', { name: 'SQL of path 1' }).textContent()) ?? '';
    const database = new Database(path, { readonly: true });
    try {
      expect(database.prepare(sql).all()).toHaveLength(100);
      const rows = database
        .prepare(sql.replace('SELECT *', 'SELECT count(*) AS n, count(DISTINCT t1.id) AS customers').replace(/LIMIT 100$/, ''))
        .get();
      expect(rows).toMatchObject({ customers: 300 });
    } finally {
      database.close();
    }
    const again = await browser.enter(app, page.url().slice(page.url().indexOf('/paths')), { theme: 'dark' });
    await again.getByRole('heading', { name: /^1\. customers/ }).waitFor();
    expect(await accessibilityProblems(again)).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
  });

  it('goes over suggested edges where it may, and says that nobody decided', async () => {
    const [stores] = await app.call<{ id: string }[]>('GET', `/api/organization/${app.organizationId}/entities?query=stores`);
    const [customers] = await app.call<{ id: string }[]>('GET', `/api/organization/${app.organizationId}/entities?query=customers`);
    const page = await browser.enter(app, `/paths?from=${stores?.id}&to=${customers?.id}&steps=1`);
    await page.getByRole('heading', { name: 'No way leads from one to the other' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Up to 8 joins' }).click();
    await page.getByRole('heading', { name: /^1\. stores → orders → customers/ }).waitFor();
    await page.getByText('Chasm trap').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Exchange the two' }).click();
    await page.getByRole('heading', { name: /^1\. customers → orders → stores/ }).waitFor();
  });

  it('fits a telephone', async () => {
    const page = await browser.enter(app, '/paths', { width: 360, height: 740 });
    await page.getByRole('heading', { name: 'Choose two tables or objects' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
