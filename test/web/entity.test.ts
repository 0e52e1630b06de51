import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporary } from '../e2e/cli.ts';
import { shop, writeSqlite, type Table } from '../e2e/shop.ts';
import { accessibilityProblems, browsing, problemsOf, startApp, type App } from './browser.ts';
import { hasBrowser } from './chromium.ts';

const markup = '<script>alert(1)</script>';
const strange: Table = { name: 'notes', columns: ['id', markup], rows: [1, 2, 3].map((i) => [i, `<b>note ${i}</b>`]) };

describe.skipIf(!hasBrowser)('the page of a table', () => {
  const browser = browsing();
  let app: App;
  let source: string;
  const at: Record<string, string> = {};
  beforeAll(async () => {
    app = await startApp();
    source = await app.scan('Shop', 'sqlite', { path: writeSqlite(join(temporary('entity'), 'shop.sqlite'), [...shop(), strange]) });
    const tables = await app.call<{ id: string; name: string }[]>('GET', `/api/integration-sources/${source}/tables`);
    for (const { id, name } of tables) at[name] = id;
  }, 120_000);
  afterAll(() => app.stop());

  const pathOf = (table: string): string => `/sources/${source}/entities/table/${at[table]}`;

  it('shows columns with what was measured of them, and edges in and out', async () => {
    const page = await browser.enter(app, pathOf('orders'));
    await page.getByRole('heading', { name: 'orders', level: 1 }).waitFor();
    await page.getByText('900 rows').waitFor();
    const row = page.getByRole('row', { name: /customer_id/ });
    await row.getByText('NUMERIC').waitFor();
    await row.getByRole('img', { name: /filled/ }).waitFor();
    await page.getByRole('link', { name: /orders\.customer_id → customers\.id/ }).waitFor();
    await page.getByRole('link', { name: /order_lines\.order_id → orders\.id/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'customer_id' }).click();
    await page.getByRole('list', { name: 'Shapes of the values' }).waitFor();
    expect(page.url()).toContain('attribute=');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('searchbox', { name: 'Filter columns' }).fill('store');
    await row.waitFor({ state: 'detached' });
    expect(problemsOf(page)).toEqual([]);
  });

  it('masks values of persons, as the API gives them', async () => {
    const page = await browser.enter(app, pathOf('customers'));
    const row = page.getByRole('row', { name: /email/ });
    await row.waitFor();
    const shown = (await row.textContent()) ?? '';
    expect(shown).toContain('***');
    expect(shown).not.toContain('@example.org');
  });

  it('takes a description, with its origin and version', async () => {
    const page = await browser.enter(app, pathOf('stores'));
    await page.getByRole('button', { name: 'Edit the description of stores' }).click();
    await page.getByLabel('Description of stores').fill('Where we sell.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Where we sell.').first().waitFor();
    await page.getByText('written by a person').waitFor();
    await page.getByText('version 2').waitFor();
  });

  it('loses nothing where two describe at once', async () => {
    const page = await browser.enter(app, pathOf('products'));
    await page.getByRole('button', { name: 'Edit the description of products' }).click();
    await page.getByLabel('Description of products').fill('Mine.');
    await app.call('PUT', `/api/integration-sources/${source}/tables/${at['products']}`, { description: 'Theirs.' });
    await page.getByRole('button', { name: 'Save' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'Somebody changed it meanwhile' });
    await notice.getByText('Theirs.').waitFor();
    expect(await page.getByLabel('Description of products').inputValue()).toBe('Mine.');
    await page.getByRole('button', { name: 'Go on with mine' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit the description of products' }).waitFor();
    const now = await app.call<{ description: string }>('GET', `/api/integration-sources/${source}/tables/${at['products']}`);
    expect(now.description).toBe('Mine.');
  });

  it('shows markup as text, in names, values and descriptions', async () => {
    await app.call('PUT', `/api/integration-sources/${source}/tables/${at['notes']}`, { description: markup });
    const page = await browser.enter(app, pathOf('notes'));
    await page.getByText(markup).first().waitFor();
    await page.getByRole('button', { name: markup }).click();
    await page.getByText('<b>note 1</b>').first().waitFor();
    expect(await page.locator('main script, main b').count()).toBe(0);
    expect(problemsOf(page)).toEqual([]);
  });

  it('fits a telephone, and leads on to the map and to paths', async () => {
    const page = await browser.enter(app, pathOf('orders'), { width: 360, height: 740 });
    await page.getByRole('heading', { name: 'orders', level: 1 }).waitFor();
    await page.getByRole('row', { name: /customer_id/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.getByRole('link', { name: 'Paths from here' }).click();
    await page.waitForURL(/\/paths\?from=/);
  });

  it('of what is not there says so', async () => {
    const page = await browser.enter(app, `/sources/${source}/entities/table/00000000-0000-4000-8000-000000000000`);
    await page.getByRole('alert').filter({ hasText: 'Entity not found' }).waitFor();
  });
});
