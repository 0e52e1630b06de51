import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporary } from '../e2e/cli.ts';
import { writeSqlite, type Table } from '../e2e/shop.ts';
import type { App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, sourceNamed, startDemo } from '../e2e/demo.ts';

const markup = '<script>alert(1)</script>';
const strange: Table = { name: 'notes', columns: ['id', markup], rows: [1, 2, 3].map((i) => [i, `<b>note ${i}</b>`]) };

describe.skipIf(!hasBrowser)('the page of a table', () => {
  const browser = browsing();
  let app: App;
  let source: string;
  const at: Record<string, string> = {};
  beforeAll(async () => {
    app = await startDemo();
    source = await sourceNamed(app, 'application');
    const strangeSource = await app.scan('Strange', 'sqlite', { path: writeSqlite(join(temporary('entity'), 'strange.sqlite'), [strange]) });
    for (const from of [source, strangeSource]) {
      const tables = await app.call<{ id: string; name: string }[]>('GET', `/api/integration-sources/${from}/tables`);
      for (const { id, name } of tables) at[name] = `/api/integration-sources/${from}/tables/${id}`;
    }
  }, demoPatienceMs);
  afterAll(() => app.stop());

  const pathOf = (table: string): string => (at[table] ?? '').replace(/^.*-sources\/(.+)\/tables\//, '/sources/$1/entities/table/');

  it('shows columns with what was measured of them, and edges in and out', async () => {
    const page = await browser.enter(app, pathOf('tasks'));
    await page.getByRole('heading', { name: 'tasks', level: 1 }).waitFor();
    await page.getByText('6,000 rows').waitFor();
    const row = page.getByRole('row', { name: /project_id/ });
    await row.getByText('INTEGER').waitFor();
    await row.getByRole('img', { name: /filled/ }).waitFor();
    await page.getByRole('link', { name: /tasks\.project_id → projects\.id/ }).waitFor();
    await page.getByRole('link', { name: /attachments\.task_id → tasks\.id/ }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'project_id' }).click();
    await page.getByRole('list', { name: 'Shapes of the values' }).waitFor();
    expect(page.url()).toContain('attribute=');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('searchbox', { name: 'Filter columns' }).fill('store');
    await row.waitFor({ state: 'detached' });
    expect(problemsOf(page)).toEqual([]);
  });

  it('masks values of persons, as the API gives them', async () => {
    const page = await browser.enter(app, pathOf('users'));
    const row = page.getByRole('row', { name: /email/ });
    await row.waitFor();
    const shown = (await row.textContent()) ?? '';
    expect(shown).toContain('***');
    expect(shown).not.toContain('.example');
  });

  it('takes a description, with its origin and version', async () => {
    const page = await browser.enter(app, pathOf('plans'));
    await page.getByRole('button', { name: 'Edit the description of plans' }).click();
    await page.getByLabel('Description of plans').fill('What we sell.');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('What we sell.').first().waitFor();
    await page.getByText('written by a person').waitFor();
    await page.getByText('version 2').waitFor();
  });

  it('loses nothing where two describe at once', async () => {
    const page = await browser.enter(app, pathOf('tags'));
    await page.getByRole('button', { name: 'Edit the description of tags' }).click();
    await page.getByLabel('Description of tags').fill('Mine.');
    await app.call('PUT', at['tags'] ?? '', { description: 'Theirs.' });
    await page.getByRole('button', { name: 'Save' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'Somebody changed it meanwhile' });
    await notice.getByText('Theirs.').waitFor();
    expect(await page.getByLabel('Description of tags').inputValue()).toBe('Mine.');
    await page.getByRole('button', { name: 'Go on with mine' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit the description of tags' }).waitFor();
    const now = await app.call<{ description: string }>('GET', at['tags'] ?? '');
    expect(now.description).toBe('Mine.');
  });

  it('shows markup as text, in names, values and descriptions', async () => {
    await app.call('PUT', at['notes'] ?? '', { description: markup });
    const page = await browser.enter(app, pathOf('notes'));
    await page.getByText(markup).first().waitFor();
    await page.getByRole('button', { name: markup }).click();
    await page.getByText('<b>note 1</b>').first().waitFor();
    expect(await page.locator('main script, main b').count()).toBe(0);
    expect(problemsOf(page)).toEqual([]);
  });

  it('fits a telephone, and leads on to the map and to paths', async () => {
    const page = await browser.enter(app, pathOf('tasks'), { width: 360, height: 740 });
    await page.getByRole('heading', { name: 'tasks', level: 1 }).waitFor();
    await page.getByRole('row', { name: /project_id/ }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    await page.getByRole('link', { name: 'Paths from here' }).click();
    await page.waitForURL(/\/paths\?from=/);
  });

  it('of what is not there says so', async () => {
    const page = await browser.enter(app, `/sources/${source}/entities/table/00000000-0000-4000-8000-000000000000`);
    await page.getByRole('alert').filter({ hasText: 'Entity not found' }).waitFor();
  });
});
