import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schemas } from '../../src/client/index.ts';
import type { App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, eventually, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { copyOfDatabase, demoPatienceMs, sourceNamed, startDemo } from '../e2e/demo.ts';

const markup = `<img src=x onerror="document.title='broken'">`;

describe.skipIf(!hasBrowser)('the health of what is approved', () => {
  const browser = browsing();
  let app: App;
  let file: string;
  let source: string;
  beforeAll(async () => {
    app = await startDemo();
    file = await copyOfDatabase('application.sqlite');
    change(`CREATE TABLE [${markup}] (id INTEGER PRIMARY KEY, account_id INTEGER)`, `INSERT INTO [${markup}] SELECT id, 1 + id % 150 FROM accounts`);
    source = await sourceNamed(app, 'application');
    await app.call('PUT', `/api/integration-sources/${source}`, { configuration: { path: file } });
    await scanAgain();
  }, demoPatienceMs);
  afterAll(() => app.stop());

  const edges = () => `/api/organization/${app.organizationId}/edges`;

  /** Changes the database of the application. */
  function change(...statements: string[]): void {
    const database = new Database(file);
    for (const statement of statements) database.exec(statement);
    database.close();
  }

  async function scanAgain(): Promise<void> {
    const { id } = await app.call<{ id: string }>('POST', `/api/integration-sources/${source}/scan`);
    expect((await app.ended(id)).state).toBe('succeeded');
  }

  it('says that nothing is approved yet, and that all of it holds', async () => {
    const { id: organizationId } = await app.call<{ id: string }>('POST', '/api/organization', { name: 'New' });
    const { token } = await app.call<{ token: string }>('POST', '/api/tokens', { name: 'New', organization_id: organizationId });
    const empty = await browser.enter(app, '/health', { token, organizationId });
    await empty.getByText('Nothing is approved yet').waitFor();
    expect(await accessibilityProblems(empty)).toEqual([]);
    const page = await browser.enter(app, '/health');
    await page.getByText('Everything that is approved still holds').waitFor();
    const found = await app.call<Schemas['Edge'][]>('GET', `${edges()}?status=SUGGESTED&kind=relationship&min_score=0.5&limit=200`);
    await app.call('POST', `${edges()}/decisions`, { status: 'APPROVED', edges: found.map(({ kind, id }) => ({ kind, id })) });
    await page.reload();
    await page.getByText('Everything that is approved still holds').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('shows the worst first, then and now, with the trend, and leads to the review', async () => {
    for (const orphans of [40, 600]) {
      change(`UPDATE users SET account_id = 700000 + id WHERE id IN (SELECT id FROM users ORDER BY id LIMIT ${orphans})`);
      await scanAgain();
    }
    const page = await browser.enter(app, '/health');
    const card = page.getByRole('article', { name: 'users.account_id to accounts.id' });
    await card.waitFor();
    expect(await page.getByTestId('degraded').first().textContent()).toContain('users.account_id');
    const text = (await card.textContent()) ?? '';
    expect(text).toContain('more orphans');
    expect(text).toContain('Then');
    await card.getByRole('img', { name: /orphaned rows: from \d+ to 60\d over \d scans/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await card.getByRole('link', { name: /Review it/ }).click();
    const panel = page.getByTestId('panel');
    await panel.getByText('The evidence has changed since it was approved.').waitFor();
    await page.keyboard.press('a');
    await eventually(async () =>
      (await app.call<Schemas['DegradedEdge'][]>('GET', `${edges()}/health`)).filter(
        ({ edge }) => edge.from.attributes.includes('account_id') && edge.from.entity_name === 'users',
      ),
    ).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
  }, 240_000);

  it('tells of what is not found any more', async () => {
    change("UPDATE invoice_lines SET plan_code = 'none ' || rowid");
    await scanAgain();
    const page = await browser.enter(app, '/health?q=invoice_lines.plan_code');
    await page.getByText('not found any more').waitFor();
    expect(await page.getByTestId('degraded').count()).toBe(1);
  }, 120_000);

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
