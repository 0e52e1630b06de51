import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporary, until } from '../e2e/cli.ts';
import { writeSqlite, type Table } from '../e2e/shop.ts';
import type { App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, startDemo } from '../e2e/demo.ts';
import { writeTables } from './tables.ts';

const markup = '<img src=x onerror=alert(1)>';
const strange: Table = { name: markup, columns: ['id', 'order_id'], rows: [1, 2, 3].map((i) => [i, 50_000 + i]) };

interface Found {
  readonly id: string;
  readonly name: string;
}

describe.skipIf(!hasBrowser)('the map', () => {
  const browser = browsing();
  let app: App;
  let many: string;
  let accounts: Found;
  beforeAll(async () => {
    app = await startDemo();
    const directory = temporary('map');
    await app.scan('Strange', 'sqlite', { path: writeSqlite(join(directory, 'strange.sqlite'), [strange]) });
    many = await app.scan('Many', 'sqlite', { path: writeTables(join(directory, 'many.sqlite'), 300) });
    accounts = await find('accounts');
  }, demoPatienceMs);
  afterAll(() => app.stop());

  async function find(name: string): Promise<Found> {
    const [found] = await app.call<Found[]>('GET', `/api/organization/${app.organizationId}/entities?query=${name}`);
    if (found === undefined) throw new Error(`nothing is called ${name}`);
    return found;
  }
  const around = (ids: readonly string[]): string => `around=${encodeURIComponent(JSON.stringify(ids))}`;
  /** The map is drawn: the window has a place. */
  const drawn = (page: Page): Promise<void> => page.waitForURL(/view=/, { timeout: 60_000 });
  const said = (page: Page, text: RegExp): Promise<void> => page.getByTestId('announcer').filter({ hasText: text }).waitFor({ state: 'attached' });

  it('shows what lies around an entity, deeper step by step, and its state is its address', async () => {
    const page = await browser.enter(app, `/map?${around([accounts.id])}&at=${accounts.id}`);
    await drawn(page);
    const panel = page.getByRole('complementary', { name: 'What is looked at' });
    await panel.getByRole('heading', { name: 'accounts' }).waitFor();
    await panel.getByText('333 rows').waitFor();
    const size = async (): Promise<number> =>
      Number(/^Map of (\d+)/.exec((await page.getByRole('region', { name: /^Map of/ }).getAttribute('aria-label')) ?? '')?.[1]);
    const before = await size();
    await page.keyboard.press(']');
    await until('more to be shown', async () => ((await size()) > before ? true : undefined));
    expect(page.url()).toContain('depth=2');
    const again = await browser.enter(app, page.url().slice(page.url().indexOf('/map')));
    await again.getByRole('heading', { name: 'accounts' }).waitFor();
    await drawn(again);
    expect(problemsOf(page)).toEqual([]);
  });

  it('has every entity and edge in words, for those who do not see it, and by keys', async () => {
    const page = await browser.enter(app, `/map?${around([accounts.id])}`);
    await drawn(page);
    await page.keyboard.press('l');
    const link = page.getByRole('link', { name: /users\.account_id to accounts\.id.*suggested 0\.\d+, many to one/ });
    await link.first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await link.first().click();
    await page.waitForURL(/\/review\?/);
    expect(page.url()).toMatch(/edge=relationship\./);
  });

  it('is without violations in both themes, drawn and with something looked at', async () => {
    for (const theme of ['light', 'dark'] as const) {
      const page = await browser.enter(app, `/map?${around([accounts.id])}&at=${accounts.id}`, { theme });
      await drawn(page);
      await page.getByRole('heading', { name: 'accounts' }).waitFor();
      expect(await accessibilityProblems(page), theme).toEqual([]);
    }
  });

  it('is found by searching, with the keyboard alone', async () => {
    const page = await browser.enter(app, '/map');
    await drawn(page);
    await page.keyboard.press('/');
    await page.keyboard.type('line_adj');
    await page.getByRole('option', { name: /line_adjustments/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'line_adjustments' }).waitFor();
    expect(page.url()).toContain('around=');
  });

  it('hides and shows, and cards stay where a person put them', async () => {
    const flags = await find('feature_flags');
    const page = await browser.enter(app, `/map?${around([flags.id])}&at=${flags.id}`);
    await drawn(page);
    const card = page.getByRole('group', { name: 'feature_flags, application' });
    await card.waitFor();
    const before = await card.boundingBox();
    if (before === null) throw new Error('the card is not shown');
    await page.mouse.move(before.x + 60, before.y + 15);
    await page.mouse.down();
    await page.mouse.move(before.x + 100, before.y + 55, { steps: 4 });
    await page.mouse.move(before.x + 160, before.y + 115, { steps: 4 });
    await page.mouse.up();
    await until('the card to have moved', async () => {
      const now = await card.boundingBox();
      return now !== null && now.x > before.x + 60 ? true : undefined;
    });
    const moved = await card.boundingBox();
    await page.reload();
    await card.waitFor();
    await until('the card to be where it was put', async () => {
      const now = await card.boundingBox();
      return now !== null && Math.abs(now.x - (moved?.x ?? 0)) < 3 && Math.abs(now.y - (moved?.y ?? 0)) < 3 ? true : undefined;
    });
    await page.keyboard.press('t');
    await said(page, /where the layout puts it/);
    await page.getByRole('heading', { name: 'feature_flags' }).waitFor();
    await page.keyboard.press('h');
    await page.getByRole('button', { name: /Show 1 hidden/ }).waitFor();
    expect(page.url()).toContain('hide=');
    await page.keyboard.press('Shift+h');
    await page.getByRole('button', { name: /hidden/ }).waitFor({ state: 'detached' });
  });

  it('shows names that hold markup as text, on cards, in lists and in pictures', async () => {
    const { id } = await find(encodeURIComponent('onerror'));
    const page = await browser.enter(app, `/map?${around([id])}&at=${id}&score=0`);
    await drawn(page);
    await page.getByRole('heading', { name: markup }).waitFor();
    await page.keyboard.press('l');
    await page.getByRole('link', { name: markup, exact: true }).waitFor();
    await page.keyboard.press('l');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG' }).click()]);
    const svg = readFileSync(await download.path(), 'utf8');
    expect(svg).toContain('&lt;img src=x');
    expect(svg).not.toContain('<img');
    expect(problemsOf(page)).toEqual([]);
  });

  it('is saved as SVG, well formed, and as PNG', async () => {
    const page = await browser.enter(app, `/map?${around([accounts.id])}`);
    await drawn(page);
    const [svgFile] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'SVG' }).click()]);
    const svg = readFileSync(await svgFile.path(), 'utf8');
    const names = await page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'image/svg+xml');
      return document.querySelector('parsererror') === null ? [...document.querySelectorAll('text')].map((each) => each.textContent) : [];
    }, svg);
    expect(names).toEqual(expect.arrayContaining(['application', 'accounts', 'users', 'suggested 0.99']));
    const [pngFile] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PNG' }).click()]);
    expect(
      readFileSync(await pngFile.path())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('of 300 tables is drawn the same each time, without a node for each', async () => {
    const path = `/map?source=${encodeURIComponent(JSON.stringify([many]))}`;
    const views: string[] = [];
    for (let visit = 0; visit < 2; visit++) {
      const page = await browser.enter(app, path);
      await drawn(page);
      await page.getByText(/^300 entities, \d+ edges/).waitFor();
      views.push(new URL(page.url()).searchParams.get('view') ?? '');
      expect(await page.locator('.react-flow__node').count()).toBe(0);
      await page.context().close();
    }
    expect(views[0]).toBe(views[1]);
  });

  it('says what to do where there is nothing', async () => {
    const page = await browser.enter(app, `/map?${around(['00000000-0000-4000-8000-000000000000'])}`);
    await page.getByRole('alert').filter({ hasText: 'Entity not found' }).waitFor();
  });
});
