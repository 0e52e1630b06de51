import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';

describe.skipIf(!hasBrowser)('signing in', () => {
  const browser = browsing();
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('takes a token, says what is wrong with another one, and leads to the queue', async () => {
    const page = await browser.open();
    await page.goto(app.url);
    const token = page.getByLabel('Token', { exact: true });
    expect(await token.getAttribute('type')).toBe('password');
    expect(await token.evaluate((input) => input === document.activeElement)).toBe(true);
    await page.getByText('The first start of the server prints the administrator’s token').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').filter({ hasText: 'Paste a token first' }).waitFor();
    await token.fill('pat_nonsense');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'The token is not valid.' }).waitFor();
    expect(await token.getAttribute('aria-invalid')).toBe('true');
    expect(await accessibilityProblems(page)).toEqual([]);

    await token.fill(`  ${app.token} `);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${app.url}/o/${app.organizationId}/review`);
    // The refused token is what the browser logs.
    expect(problemsOf(page).filter((problem) => !problem.includes('401'))).toEqual([]);
  });

  it('keeps the token from scripts, storage and the address', async () => {
    const page = await browser.enter(app, '/sources');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const seen = await page.evaluate(() =>
      JSON.stringify([
        document.cookie,
        Object.entries(localStorage),
        Object.entries(sessionStorage),
        location.href,
        document.documentElement.outerHTML,
      ]),
    );
    expect(seen).not.toContain(app.token);
    expect(seen).not.toContain('cognate_session');
    const [cookie] = await page.context().cookies(`${app.url}/api/me`);
    expect(cookie).toMatchObject({ name: 'cognate_session', httpOnly: true, sameSite: 'Strict', path: '/api' });
  });

  it('comes back to the page that was asked for, and stays signed in on the next visit', async () => {
    const page = await browser.open();
    await page.goto(`${app.url}/o/${app.organizationId}/settings?tab=tokens`);
    await page.getByLabel('Token', { exact: true }).fill(app.token);
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Tokens', selected: true }).waitFor();
    await page.reload();
    await page.getByRole('tab', { name: 'Tokens', selected: true }).waitFor();
  });

  it('ends at once when the token is revoked, and when the person signs out', async () => {
    const made = await app.call<{ id: string; token: string }>('POST', '/api/tokens', { name: 'Short' });
    const page = await browser.enter(app, '/sources', { token: made.token });
    await page.getByRole('heading', { name: 'Sources' }).waitFor();
    await app.call('DELETE', `/api/tokens/${made.id}`);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Sign in to Cognate' }).waitFor();

    const other = await browser.enter(app, '/sources');
    await other.getByRole('button', { name: /^Organization:/ }).click();
    expect(await accessibilityProblems(other)).toEqual([]);
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    await other.getByRole('heading', { name: 'Sign in to Cognate' }).waitFor();
    expect(await other.context().cookies(`${app.url}/api/me`)).toEqual([]);
  });

  it('fits a phone, in the dark too', async () => {
    const page = await browser.open({ width: 360, height: 740, theme: 'dark' });
    await page.goto(app.url);
    await page.getByRole('heading', { name: 'Sign in to Cognate' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
