import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schemas } from '../../src/client/index.ts';
import type { App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { copyOfDatabase, demoPatienceMs, startDemo } from '../e2e/demo.ts';

describe.skipIf(!hasBrowser)('the path finder', () => {
  const browser = browsing();
  let app: App;
  beforeAll(async () => {
    app = await startDemo();
    const edges = `/api/organization/${app.organizationId}/edges`;
    const sound = await app.call<Schemas['Edge'][]>('GET', `${edges}?kind=relationship&status=SUGGESTED&min_score=0.98&limit=200`);
    const links = await app.call<Schemas['Edge'][]>('GET', `${edges}?kind=entity_link&query=users.email`);
    const link = links.find(({ from, to }) => from.integration_source_name === 'application' && to.integration_source_name === 'support');
    const approved = [...sound, ...(link === undefined ? [] : [link])].map(({ kind, id }) => ({ kind, id }));
    await app.call('POST', `${edges}/decisions`, { edges: approved, status: 'APPROVED' });
  }, demoPatienceMs);
  afterAll(() => app.stop());

  const find = async (name: string): Promise<string | undefined> =>
    (await app.call<{ id: string }[]>('GET', `/api/organization/${app.organizationId}/entities?query=${name}`))[0]?.id;

  it('finds the way by keyboard alone, tells what it does to the rows, and its SQL runs', async () => {
    const page = await browser.enter(app, '/paths');
    await page.getByRole('combobox', { name: 'From' }).focus();
    await page.keyboard.type('countries');
    await page
      .getByRole('option', { name: /countries/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'To' }).focus();
    await page.keyboard.type('plans');
    await page.getByRole('option', { name: /plans/ }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '1. countries → accounts → subscriptions → plans' }).waitFor();
    await page.getByText('Fan trap').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    const sql = (await page.getByRole('region', { name: 'SQL of path 1' }).textContent()) ?? '';
    const database = new Database(await copyOfDatabase('application.sqlite'), { readonly: true });
    try {
      expect(database.prepare(sql).all()).toHaveLength(100);
      const rows = database
        .prepare(sql.replace('SELECT *', 'SELECT count(*) AS n, count(DISTINCT t2.id) AS accounts').replace(/LIMIT 100$/, ''))
        .get();
      expect(rows).toMatchObject({ accounts: 333 });
    } finally {
      database.close();
    }
    const again = await browser.enter(app, page.url().slice(page.url().indexOf('/paths')), { theme: 'dark' });
    await again.getByRole('heading', { name: /^1\. countries/ }).waitFor();
    expect(await accessibilityProblems(again)).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
  });

  it('goes over suggested edges where it may, and says that nobody decided', async () => {
    const page = await browser.enter(app, `/paths?from=${await find('feature_flags')}&to=${await find('accounts')}&steps=1`);
    await page.getByRole('heading', { name: 'No way leads from one to the other' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Up to 8 joins' }).click();
    await page.getByRole('heading', { name: 'No way leads from one to the other' }).waitFor();
    await page.getByRole('button', { name: 'Also over suggested edges' }).click();
    await page.getByRole('heading', { name: '1. feature_flags → account_flags → accounts' }).waitFor();
    await page.getByText('suggested').first().waitFor();
    await page.getByRole('button', { name: 'Exchange the two' }).click();
    await page.getByRole('heading', { name: '1. accounts → account_flags → feature_flags' }).waitFor();
  });

  it('goes from system to system over an approved entity link', async () => {
    const page = await browser.enter(app, `/paths?from=${await find('time_entries')}&to=${await find('tickets')}`);
    await page.getByRole('heading', { name: '1. time_entries (application) → users (application) → users (support) → tickets (support)' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('fits a telephone', async () => {
    const page = await browser.enter(app, '/paths', { width: 360, height: 740 });
    await page.getByRole('heading', { name: 'Choose two tables or objects' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
