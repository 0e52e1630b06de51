import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, eventually, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, startDemo } from '../e2e/demo.ts';

describe.skipIf(!hasBrowser)('settings and audit', () => {
  const browser = browsing();
  let app: App;
  beforeAll(async () => {
    app = await startDemo();
  }, demoPatienceMs);
  afterAll(() => app.stop());

  const shownToken = async (page: Page): Promise<string> => (await page.getByTestId('new-token').innerText()).trim();

  it('adds a member with a token, which lets that person in with the role that was given', async () => {
    const page = await browser.enter(app, '/settings');
    await page.getByRole('button', { name: 'Add a member' }).click();
    const dialog = page.getByRole('dialog');
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByLabel('E-mail address').fill('not an address');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByRole('alert').filter({ hasText: 'e-mail' }).waitFor();
    await dialog.getByLabel('E-mail address').fill('ada@example.org');
    await dialog.getByLabel('Name').fill('Ada <b>Lovelace</b>');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByRole('button', { name: 'Make a token for them' }).click();
    const token = await shownToken(page);
    expect(token).toMatch(/^pat_/);
    await dialog.getByRole('button', { name: 'Done' }).click();
    // Names are text, whatever they hold.
    await page.getByText('Ada <b>Lovelace</b>').waitFor();
    expect(await page.getByTestId('members').locator('b').count()).toBe(0);

    const theirs = await browser.enter(app, '/sources', { token });
    await theirs.getByRole('link', { name: 'support' }).waitFor();
    expect(await theirs.getByRole('link', { name: 'Add a source' }).count()).toBe(0);
    await theirs.getByRole('link', { name: 'Audit' }).click();
    await theirs.getByRole('heading', { name: 'The log is for administrators' }).waitFor();
    await theirs.getByRole('link', { name: 'Settings' }).click();
    await theirs.getByText('ada@example.org').waitFor();
    expect(await theirs.getByRole('button', { name: /^Remove/ }).count()).toBe(0);
    expect(problemsOf(theirs)).toEqual([]);

    await page.getByLabel('Search members').fill('ada');
    await page.waitForURL(/q=ada/);
    await page.getByRole('combobox', { name: 'Role of Ada <b>Lovelace</b>' }).selectOption('ORGANIZATION_ADMIN');
    await page.getByText('Ada <b>Lovelace</b> was changed.').first().waitFor();
    const suspended = page.waitForResponse((response) => response.request().method() === 'PUT' && response.ok());
    await page.getByRole('combobox', { name: 'State of Ada <b>Lovelace</b>' }).selectOption('suspended');
    await suspended;
    await theirs.reload();
    await theirs.getByRole('heading', { name: 'Sign in to Cognate' }).waitFor();
  });

  it('shows a new token once, and revokes it', async () => {
    const page = await browser.enter(app, '/settings?tab=tokens');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Nightly export');
    await dialog.getByLabel('Role at most').selectOption('ANALYST');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    const token = await shownToken(page);
    expect(await app.call<{ role: string }>('GET', '/api/me', undefined, token)).toMatchObject({ role: 'ANALYST' });
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByText('Nightly export').waitFor();
    expect(await page.locator('body').innerText()).not.toContain(token);

    await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByRole('button', { name: 'Revoke Nightly export' }).waitFor({ state: 'detached' });
    await page.getByLabel('Also revoked and expired ones').check();
    await page.getByText(/^Revoked /).waitFor();
    await expect(app.call('GET', '/api/me', undefined, token)).rejects.toThrow('401');
  });

  it('renames the organization, for the whole app', async () => {
    const page = await browser.enter(app, '/settings?tab=organization');
    await page.getByLabel('Name', { exact: true }).fill('Northwind');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Organization: Northwind' }).waitFor();
  });

  it('turns single-letter keys off, and keeps the theme', async () => {
    const page = await browser.enter(app, '/settings?tab=browser');
    await page.getByLabel('Single-letter keys act').uncheck();
    await page.getByRole('radio', { name: 'Dark' }).check();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('has every change in the audit log, the newest first, with filters in the address', async () => {
    const page = await browser.enter(app, '/audit');
    const events = page.getByTestId('audit-events').getByRole('listitem');
    await events.first().waitFor();
    await page.getByRole('button', { name: 'Verify the log' }).click();
    await page.getByText(/^✓ Intact: \d+ events/).waitFor();
    await page.getByRole('button', { name: 'Verify the log' }).click();
    await page.getByText(/^\d+ events? read now; those before were found intact since /).waitFor();
    await page.getByRole('button', { name: 'Read the whole log' }).click();
    await page.getByText('those before were found intact').waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: 'About' }).selectOption('token');
    await page.waitForURL(/kind=token/);
    await events.filter({ hasText: 'Token revoked' }).waitFor();
    const words = await events.allInnerTexts();
    expect(words[0]).toContain('Token revoked');
    expect(words[0]).toContain('Web app');
    await events.first().getByText('Details').click();
    await events
      .first()
      .getByText(/^Hash [0-9a-f]{64}$/)
      .waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Everything about this token' }).click();
    await eventually(() => events.count()).toBe(2);
    expect(await events.filter({ hasText: 'Token created' }).count()).toBe(1);
    await page.goto(`${app.url}/o/${app.organizationId}/audit?from=2020-01-01&to=2020-01-02`);
    await page.getByRole('heading', { name: 'No event fits' }).waitFor();
    await page.getByRole('button', { name: 'Show all events' }).click();
    await events.first().waitFor();
  });

  it.each(['', '?tab=tokens', '?tab=organization', '?tab=airbyte', '?tab=browser'])('fits a phone: settings%s', async (tab) => {
    const page = await browser.enter(app, `/settings${tab}`, { width: 360, height: 740, theme: 'dark' });
    await page.getByRole('tabpanel').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await accessibilityProblems(page)).toEqual([]);
    // That there is no Airbyte account is answered with 404.
    expect(problemsOf(page).filter((problem) => !problem.includes('404'))).toEqual([]);
  });
});
