import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporary } from '../e2e/cli.ts';
import { shop, writeSqlite } from '../e2e/shop.ts';
import { startApp, type App } from '../e2e/app.ts';
import { browsing, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';

/** Where the pictures of docs/first-decision.md go, where this run is to take them: `COGNATE_PICTURES=docs/images npx vitest run test/web/first-decision.test.ts`. */
const pictures = process.env['COGNATE_PICTURES'];

describe.skipIf(!hasBrowser)('from the first start to the first approved edge', () => {
  const browser = browsing();
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('goes as docs/first-decision.md says', async () => {
    const database = writeSqlite(join(temporary('first'), 'shop.sqlite'), shop());
    const page = await browser.open({ width: 1280, height: 800 });

    await page.goto(app.url);
    await page.getByLabel('Token', { exact: true }).fill(app.token);
    await picture(page, '1-sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();

    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Sources' }).click();
    await page.getByRole('link', { name: 'Add a source' }).first().click();
    await page.getByRole('link', { name: 'SQLite' }).click();
    await page.getByLabel('Name (required)').fill('Shop');
    await page.getByLabel(/^path/i).fill(database);
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page
      .getByText(/Connected/)
      .first()
      .waitFor();
    await picture(page, '2-add-a-source');
    await page.getByRole('button', { name: 'Add and scan' }).click();

    await page.getByText('Succeeded').first().waitFor({ timeout: 60_000 });
    await picture(page, '3-scan');

    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Review' }).click();
    const rows = page.getByRole('listbox').getByRole('option');
    await rows.filter({ hasText: 'orders.customer_id' }).first().click();
    const panel = page.getByRole('region', { name: 'Evidence' });
    await panel
      .getByText(/of 300 distinct|distinct orders\.customer_id exist in customers\.id/)
      .first()
      .waitFor();
    await picture(page, '4-evidence');

    await page.keyboard.press('v');
    await panel.getByText('The source still says what the evidence says').waitFor({ timeout: 60_000 });
    await picture(page, '5-verified');

    await page.keyboard.press('a');
    await expect
      .poll(async () => {
        const edges = await app.call<{ status: string }[]>('GET', `/api/organization/${app.organizationId}/edges?status=APPROVED&query=customer_id`);
        return edges.length;
      })
      .toBe(1);
    await picture(page, '6-approved');
    await page.keyboard.press('u');
    await expect
      .poll(async () => {
        const edges = await app.call<{ status: string }[]>('GET', `/api/organization/${app.organizationId}/edges?status=APPROVED&query=customer_id`);
        return edges.length;
      })
      .toBe(0);
    expect(problemsOf(page)).toEqual([]);
  }, 180_000);
});

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: join(pictures, `first-decision-${name}.png`) });
}
