import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { temporary } from '../e2e/cli.ts';
import { shop, writeCsv, writeSqlite } from '../e2e/shop.ts';
import { testDatabase } from '../support/store.ts';
import { startApp, type App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, sourceNamed, startDemo } from '../e2e/demo.ts';

const { host, port } = inject('postgres').admin;
const long = { timeout: 180_000 };

/** A database with a role of its own that may read nothing of it, or only a view that breaks. */
async function postgresWith(granted: 'nothing' | 'a broken view'): Promise<Record<string, string>> {
  const url = await testDatabase();
  const database = new URL(url).pathname.slice(1);
  const user = `reader_${database}`;
  const client = new Client(url);
  await client.connect();
  await client.query(
    `CREATE ROLE ${user} LOGIN PASSWORD 'read me'; CREATE TABLE orders (id integer); CREATE VIEW broken AS SELECT id FROM orders WHERE 1 / (SELECT count(*) FROM orders) > 0`,
  );
  if (granted === 'a broken view') await client.query(`GRANT SELECT ON broken TO ${user}`);
  await client.end();
  return { Host: host, Port: String(port), Database: database, User: user, Password: 'read me' };
}

async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await page.getByLabel(new RegExp(`^${label}( \\(required\\))?$`)).fill(value);
}

describe.skipIf(!hasBrowser)('sources', () => {
  const browser = browsing();
  let app: App;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('says why there are none, and leads to the first one', async () => {
    const page = await browser.enter(app, '/sources');
    await page.getByRole('heading', { name: 'There is no source yet' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('link', { name: 'Add a source' }).last().click();
    await page.getByRole('link', { name: 'PostgreSQL' }).click();
    await page.getByRole('heading', { name: 'Add PostgreSQL' }).waitFor();
    expect(await page.getByLabel('Password').getAttribute('type')).toBe('password');
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
  });

  it('tells at which stage a connection fails, and what to do about it', long, async () => {
    const page = await browser.enter(app, '/sources/new?connector=postgresql');
    const test = page.getByTestId('connection-test');
    const attempt = async (values: Readonly<Record<string, string>>): Promise<string> => {
      await page.reload();
      await fill(page, values);
      await page.getByRole('button', { name: 'Test the connection' }).click();
      await test.getByText(/^(It fails at|Connected)/).waitFor();
      expect(await accessibilityProblems(page)).toEqual([]);
      return test.innerText();
    };
    const good = await postgresWith('a broken view');
    const steps = { resolve: 'Find the address', connect: 'Connect', authenticate: 'Sign in', list: 'List what is there', read: 'Read a little' };
    const passed = (text: string) => Object.values(steps).filter((step) => new RegExp(`✓\\s*${step}`).test(text));

    const resolve = await attempt({ ...good, Host: 'no-such-host.invalid' });
    expect(resolve).toContain(`It fails at: ${steps.resolve}`);
    expect(passed(resolve)).toEqual([]);
    const connect = await attempt({ ...good, Port: '1' });
    expect(connect).toContain(`It fails at: ${steps.connect}`);
    expect(connect).toMatch(/Check host and port/);
    const authenticate = await attempt({ ...good, Database: 'no_such_database' });
    expect(authenticate).toContain(`It fails at: ${steps.authenticate}`);
    expect(passed(authenticate)).toEqual([steps.resolve, steps.connect]);
    const list = await attempt(await postgresWith('nothing'));
    expect(list).toContain(`It fails at: ${steps.list}`);
    expect(list).toMatch(/Grant user/);
    const read = await attempt(good);
    expect(read).toContain(`It fails at: ${steps.read}`);
    expect(passed(read)).toEqual([steps.resolve, steps.connect, steps.authenticate, steps.list]);
    expect(await app.call<unknown[]>('GET', '/api/integration-sources')).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
  });

  it('puts what does not fit beside its field', async () => {
    const page = await browser.enter(app, '/sources/new?connector=postgresql');
    await fill(page, { Port: 'many' });
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.getByLabel('Database (required)').and(page.locator('[aria-invalid=true]')).waitFor();
    expect(await page.getByLabel('Port', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('adds a source and scans it, edits it with its secrets kept, shows what changed, and deletes it by name', long, async () => {
    const folder = writeCsv(join(temporary('sources'), 'shop'), shop());
    const page = await browser.enter(app, '/sources/new?connector=files');
    await fill(page, { Name: 'Shop <script>alert(1)</script>', Path: folder });
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page
      .getByTestId('connection-test')
      .getByText(/^Connected/)
      .waitFor();
    await page.getByRole('button', { name: 'Add and scan' }).click();
    await page.waitForURL(/\/sources\/[0-9a-f-]{36}/);
    await page.getByRole('heading', { level: 1, name: 'Shop <script>alert(1)</script>' }).waitFor();
    const history = page.getByTestId('scan-history').getByRole('listitem');
    await history.filter({ hasText: 'Succeeded' }).waitFor({ timeout: 60_000 });
    await history.getByText(/^5 tables new/).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('tab', { name: 'Settings' }).click();
    expect(await page.getByLabel(/^Path/).inputValue()).toBe(folder);
    await fill(page, { Name: 'Shop', Description: '<img src=x onerror=alert(1)>' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Shop', exact: true }).waitFor();
    await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page
      .getByTestId('connection-test')
      .getByText(/^Connected/)
      .waitFor();
    await page.getByRole('link', { name: 'Sources', exact: true }).click();
    const card = page.getByTestId('source-card');
    await card.getByText('Connected').waitFor();
    expect(await card.innerText()).toMatch(/Tables\s+5/);
    await page.keyboard.press('/');
    expect(await page.getByLabel('Search by name').evaluate((input) => input === document.activeElement)).toBe(true);
    await page.keyboard.type('nothing like it');
    await page.getByRole('heading', { name: 'No source fits' }).waitFor();
    await page.getByRole('button', { name: 'Show all sources' }).click();
    await card.getByRole('link', { name: 'Shop' }).click();

    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Delete this source…' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('Name of the source').fill('Shop');
    expect(await accessibilityProblems(page)).toEqual([]);
    await confirm.click();
    await page.getByRole('heading', { name: 'There is no source yet' }).waitFor();
    expect(problemsOf(page)).toEqual([]);
  });

  it('keeps a secret that is left empty, and shows it nowhere', async () => {
    const secret = 'a secret of the source';
    const database = new URL(await testDatabase()).pathname.slice(1);
    const source = await app.call<{ id: string }>('POST', '/api/integration-sources', {
      name: 'Kept',
      connector_type: 'postgresql',
      configuration: { host, port, database, user: 'nobody', password: secret },
    });
    const page = await browser.enter(app, `/sources/${source.id}?tab=settings`);
    const password = page.getByLabel('Password');
    expect(await password.inputValue()).toBe('');
    await page.getByText('Leave it empty to keep what is stored.').waitFor();
    await fill(page, { Name: 'Renamed' });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: 'Renamed' }).waitFor();
    expect(await page.content()).not.toContain(secret);
    await app.call('DELETE', `/api/integration-sources/${source.id}`);
  });

  it('adds an application that Airbyte syncs, without credentials of the application', async () => {
    const landed = await app.call<{ id: string }>('POST', '/api/integration-sources', {
      name: 'Warehouse',
      connector_type: 'duckdb',
      configuration: { path: join(temporary('landed'), 'warehouse.duckdb') },
    });
    const page = await browser.enter(app, '/sources/new?connector=hubspot');
    await fill(page, { Name: 'CRM' });
    await page.getByLabel('Airbyte syncs this application').check();
    await page.getByLabel('Lands in').selectOption('Warehouse');
    expect(await page.getByRole('button', { name: 'Test the connection' }).isDisabled()).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add without a scan' }).click();
    await page.getByRole('tab', { name: 'Sync' }).click();
    await page.getByText('Airbyte was not asked yet.').waitFor();
    await page.getByText('All streams are synced.').waitFor();
    await page.getByText('Not known yet: scan the source.').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    const sources = await app.call<{ id: string; name: string; is_sync: boolean; system_source_id: string | null }[]>(
      'GET',
      '/api/integration-sources',
    );
    const crm = sources.find(({ name }) => name === 'CRM');
    expect(crm).toMatchObject({ is_sync: true, system_source_id: landed.id });
    for (const id of [crm?.id ?? '', landed.id]) await app.call('DELETE', `/api/integration-sources/${id}`);
    expect(problemsOf(page)).toEqual([]);
  });

  it('scans several sources as one, from their cards', async () => {
    const folder = temporary('together');
    mkdirSync(join(folder, 'b'));
    const ids = await Promise.all(
      [
        { name: 'A', connector_type: 'sqlite', configuration: { path: writeSqlite(join(folder, 'a.sqlite'), shop()) } },
        { name: 'B', connector_type: 'files', configuration: { path: writeCsv(join(folder, 'b'), shop()) } },
      ].map((body) => app.call<{ id: string }>('POST', '/api/integration-sources', body)),
    );
    const page = await browser.enter(app, '/sources');
    await page.getByLabel('Choose A').check();
    await page.getByLabel('Choose B').check();
    await page.getByRole('button', { name: 'Scan together' }).click();
    await page
      .getByText(/2 sources are scanned together/)
      .first()
      .waitFor();
    const [job] = await app.call<{ source_ids: string[] }[]>('GET', '/api/jobs?order=newest_first&limit=1');
    expect(job?.source_ids.toSorted()).toEqual(ids.map(({ id }) => id).toSorted());
  });

  it.each(['/sources', '/sources/new', '/sources/new?connector=rest'])('fits a phone: %s', async (path) => {
    const page = await browser.enter(app, path, { width: 360, height: 740, theme: 'dark' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
  });
});

describe.skipIf(!hasBrowser)('a scan under way', () => {
  const browser = browsing();
  let app: App;
  beforeAll(async () => {
    app = await startDemo({ COGNATE_TEST_FAULT: 'pause:infer' });
  }, demoPatienceMs);
  afterAll(() => app.stop());

  it('is followed live by phase, also after the page was left, and cancelled', long, async () => {
    const page = await browser.enter(app, `/sources/${await sourceNamed(app, 'support')}`);
    const history = page.getByTestId('scan-history').getByRole('listitem');
    await history.filter({ hasText: 'Succeeded' }).waitFor();
    // The stream breaks at first: it is opened again.
    let opened = 0;
    await page.route('**/api/jobs/*/events', (route) => {
      opened += 1;
      return opened === 1 ? route.abort('connectionreset') : route.continue();
    });
    await page.getByRole('button', { name: 'Scan', exact: true }).click();
    const progress = page.getByTestId('job-progress');
    await progress.locator('[aria-current=step]').filter({ hasText: 'Find edges' }).waitFor({ timeout: 60_000 });
    expect(await progress.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('✓'),
      expect.stringContaining('✓'),
      expect.stringContaining('✓'),
      expect.stringContaining('▸'),
      expect.stringContaining('○'),
      expect.stringContaining('○'),
    ]);
    expect(opened).toBeGreaterThan(1);
    await page.getByTestId('announcer').filter({ hasText: 'Find edges' }).waitFor({ state: 'attached' });
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.goto(`${app.url}/o/${app.organizationId}/sources`);
    await page.getByTestId('source-card').filter({ hasText: 'support' }).getByText('Running').waitFor();
    await page.getByRole('link', { name: 'support', exact: true }).click();
    await progress.locator('[aria-current=step]').filter({ hasText: 'Find edges' }).waitFor();
    await progress.getByRole('button', { name: 'Cancel' }).click();
    await history.filter({ hasText: 'Cancelled' }).waitFor({ timeout: 30_000 });
    await progress.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Scan', exact: true }).isEnabled()).toBe(true);
  });
});
