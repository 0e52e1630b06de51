import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporary } from '../e2e/cli.ts';
import type { App } from '../e2e/app.ts';
import { browsing, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, sourceNamed, startDemo } from '../e2e/demo.ts';

interface Tenant {
  readonly id: string;
  readonly token: string;
}

describe.skipIf(!hasBrowser)('two organizations', () => {
  const browser = browsing();
  let app: App;
  let ours: Tenant;
  let theirs: Tenant;
  let ourSource: string;
  beforeAll(async () => {
    app = await startDemo();
    ours = { id: app.organizationId, token: app.token };
    const other = await app.call<{ id: string }>('POST', '/api/organization', { name: 'Theirs' });
    const { token } = await app.call<{ token: string }>('POST', '/api/tokens', { name: 'There', organization_id: other.id });
    theirs = { id: other.id, token };
    ourSource = await sourceNamed(app, 'support');
    await app.call(
      'POST',
      '/api/integration-sources',
      { name: 'Their files', connector_type: 'files', source_type: 'database', configuration: { path: temporary('theirs') } },
      theirs.token,
    );
  }, demoPatienceMs);
  afterAll(() => app.stop());

  const pages = ['/review?status=%5B%5D', '/sources', '/map', '/paths', '/health', '/audit', '/settings', '/settings?tab=tokens'];

  it('never see each other on any page', async () => {
    const page = await browser.enter(app, '/sources', { token: theirs.token, organizationId: theirs.id });
    await page.getByRole('link', { name: 'Their files' }).waitFor();
    for (const path of pages) {
      await page.goto(`${app.url}/o/${theirs.id}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      const text = await page.locator('body').innerText();
      for (const secret of ['HubSpot (synced)', 'account_id', 'line_adjustments', ours.id]) expect(text, path).not.toContain(secret);
    }
    expect(problemsOf(page)).toEqual([]);
  });

  it('do not open each other’s addresses', async () => {
    const page = await browser.enter(app, `/sources/${ourSource}`, { token: theirs.token, organizationId: theirs.id });
    await page.getByRole('heading', { name: 'There is no such source' }).waitFor();
    await page.goto(`${app.url}/o/${ours.id}/sources`);
    await page.getByText('This address belongs to an organization that you are not signed in to.').waitFor();
    await page.getByRole('link', { name: 'Theirs' }).click();
    await page.waitForURL(`${app.url}/o/${theirs.id}/review`);
  });

  it('are switched between by a person with tokens of both, each with its own data', async () => {
    const page = await browser.enter(app, '/sources');
    await page.getByRole('link', { name: 'support' }).waitFor();
    const menu = page.getByRole('button', { name: /^Organization:/ });
    await menu.click();
    await page.getByRole('menuitem', { name: 'Sign in to another organization…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Sign in to another organization' });
    await dialog.getByLabel('Token', { exact: true }).fill(theirs.token);
    await dialog.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${app.url}/o/${theirs.id}/review`);
    await page.getByRole('link', { name: 'Sources', exact: true }).click();
    await page.getByRole('link', { name: 'Their files' }).waitFor();
    expect(await page.getByText('support').count()).toBe(0);

    await menu.click();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('menuitemradio', { name: /My organization/ }).press('Enter');
    await page.waitForURL(`${app.url}/o/${ours.id}/review`);
    await page.getByRole('link', { name: 'Sources', exact: true }).click();
    await page.getByRole('link', { name: 'support' }).waitFor();
    expect(await page.getByText('Their files').count()).toBe(0);

    await menu.click();
    await page.getByRole('menuitem', { name: 'Sign out of My organization' }).click();
    await page.waitForURL(`${app.url}/o/${theirs.id}/review`);
    await page.goto(`${app.url}/o/${ours.id}/sources`);
    await page.getByText('This address belongs to an organization that you are not signed in to.').waitFor();
  });
});
