/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schemas } from '../../src/client/index.ts';
import type { App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, colleague, eventually, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, startDemo } from '../e2e/demo.ts';

type Edge = Schemas['Edge'];

describe.skipIf(!hasBrowser)('the review queue', () => {
  const browser = browsing();
  let app: App;
  let edges: string;
  beforeAll(async () => {
    app = await startDemo();
    edges = `/api/organization/${app.organizationId}/edges`;
  }, demoPatienceMs);
  afterAll(() => app.stop());

  const listed = (query: string) => app.call<Edge[]>('GET', `${edges}?${query}`);
  const detailOf = ({ kind, id }: Pick<Edge, 'kind' | 'id'>) => app.call<Schemas['EdgeDetail']>('GET', `${edges}/${kind}/${id}`);
  const said = (page: Page) => page.getByTestId('announcer').textContent();
  const cursorOf = (page: Page) => page.getByTestId('panel').getAttribute('data-edge');

  /** Waits until the evidence of the edge under the cursor is there. */
  async function settled(page: Page): Promise<void> {
    await page.locator('[data-testid=panel][data-ready=true]').waitFor();
  }

  it('reviews fifty edges with the keyboard alone, and says to a screen reader what happens', async () => {
    const page = await browser.enter(app, '/review');
    await settled(page);
    const before = (await listed('status=SUGGESTED&limit=1000')).length;
    expect(before).toBeGreaterThan(60);
    const times: number[] = [];
    for (let i = 0; i < 50; i++) {
      const edge = await cursorOf(page);
      times.push(await timeToNext(page, i % 5 === 4 ? ['r', String((i % 6) + 1)] : ['a']));
      expect(await cursorOf(page)).not.toBe(edge);
    }
    await eventually(async () => (await listed('status=SUGGESTED&limit=1000')).length).toBe(before - 50);
    expect(await said(page)).toMatch(/^rejected\. Next: .* to .*, score 0\.\d\d, suggested, \d+ of \d+$/);
    const rejected = await listed('status=REJECTED');
    expect(rejected).toHaveLength(10);
    const notes = await Promise.all(rejected.map(async (edge) => (await detailOf(edge)).history.decisions.at(-1)?.note));
    expect(new Set(notes).size).toBeGreaterThan(3);
    expect(notes).toContain('It is another target');
    console.log(`time to the next edge with its evidence: ${summary(times)}`);
    for (let i = 0; i < 50; i++) await page.keyboard.press('u');
    await eventually(async () => (await listed('status=SUGGESTED&limit=1000')).length, { timeout: 30_000 }).toBe(before);
    expect(problemsOf(page)).toEqual([]);
  }, 180_000);

  it('selects several, decides on them as one, and takes it back as one', async () => {
    const page = await browser.enter(app, '/review?kind=%5B%22relationship%22%5D');
    await settled(page);
    await page.keyboard.press('x');
    await page.keyboard.press('Shift+J');
    await page.keyboard.press('Shift+J');
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Approve 3' }).waitFor();
    await page.keyboard.press('a');
    await eventually(async () => (await listed('status=APPROVED&kind=relationship&type=INFERRED')).length).toBe(3);
    const decided = await Promise.all(
      (await listed('status=APPROVED&type=INFERRED')).map(async (edge) => (await detailOf(edge)).history.decisions.at(-1)?.batch_id),
    );
    expect(new Set(decided).size).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await eventually(async () => (await listed('status=APPROVED&type=INFERRED')).length).toBe(0);
  });

  it('shows the proof: a sentence, both inclusions with counts, the parts of the score, both profiles, rivals, history and the SQL', async () => {
    const [edge] = await listed('query=tasks.assignee_id&kind=relationship&status=SUGGESTED');
    const page = await browser.enter(app, `/review?edge=${edge?.kind}.${edge?.id}`);
    await settled(page);
    const panel = page.getByRole('region', { name: 'Evidence' });
    expect(await panel.getByTestId('sentence').textContent()).toContain('assignee_id');
    for (const words of ['Distinct values found in the target', 'Rows whose value is found', 'Target values are unique', 'orphaned'])
      await panel.getByText(words).first().waitFor();
    expect(await panel.getByRole('list', { name: 'Parts of the score' }).getByRole('listitem').count()).toBeGreaterThan(3);
    await panel.getByRole('region', { name: /Profile of tasks.assignee_id in application/ }).waitFor();
    await panel.getByText('A scan measured it (revision 1').waitFor();
    await panel.getByText(/SQL for sqlite/).click();
    expect(await panel.getByRole('region', { name: 'SQL of the evidence' }).textContent()).toContain('SELECT');
    await page.keyboard.press('v');
    await panel.getByText('The source still says what the evidence says').waitFor({ timeout: 30_000 });
    expect(await said(page)).toContain('Verified');
  });

  it('keeps filters, order, search and the edge in the address', async () => {
    const page = await browser.enter(app, '/review');
    await settled(page);
    await page.getByLabel('Sort by').selectOption('uncertainty');
    await page.keyboard.press('/');
    await page.keyboard.type('user_id');
    await eventually(() => page.url()).toContain('q=user_id');
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await eventually(() => page.url()).toMatch(/edge=\w+\.[0-9a-f-]{36}/);
    const [total, cursor] = [await page.getByTestId('total').textContent(), await cursorOf(page)];
    await page.reload();
    await settled(page);
    await eventually(() => page.getByTestId('total').textContent()).toBe(total);
    expect(await cursorOf(page)).toBe(cursor);
    expect(await page.getByLabel('Sort by').inputValue()).toBe('uncertainty');
    await page.getByRole('searchbox').fill('no such name anywhere');
    await page.getByText('No edge fits these filters').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).last().click();
    await page.getByRole('listbox').getByRole('option').first().waitFor();
  });

  it('tells the second of two people what the first decided, and keeps what the second wrote', async () => {
    const token = await colleague(app, 'Grace');
    const [edge] = await listed('query=user_id&status=SUGGESTED&sort=uncertainty');
    const path = `/review?edge=${edge?.kind}.${edge?.id}`;
    const [ada, grace] = [await browser.enter(app, path), await browser.enter(app, path, { token })];
    await settled(ada);
    await settled(grace);
    await grace.keyboard.press('a');
    await eventually(async () => (edge === undefined ? '' : (await detailOf(edge)).edge.status)).toBe('APPROVED');
    await ada.keyboard.press('r');
    await ada.getByLabel('Note on the rejection').fill('The team says no.');
    await ada.keyboard.press('Enter');
    await ada
      .getByText(/Grace approved it meanwhile/)
      .first()
      .waitFor();
    expect((edge === undefined ? undefined : await detailOf(edge))?.edge.status).toBe('APPROVED');
    await ada.getByRole('button', { name: 'Show', exact: true }).click();
    const conflict = ada.getByTestId('conflict');
    await conflict.getByText(/Grace approved it/).waitFor();
    expect(await conflict.textContent()).toContain('The team says no.');
    await conflict.getByRole('button', { name: 'Reject all the same' }).click();
    await eventually(async () => (edge === undefined ? '' : (await detailOf(edge)).edge.status)).toBe('REJECTED');
    const history = (edge === undefined ? undefined : await detailOf(edge))?.history.decisions ?? [];
    expect(history.slice(-2).map(({ actor_name: name, to_status: to }) => [name, to])).toEqual([
      ['Grace', 'APPROVED'],
      ['Administrator', 'REJECTED'],
    ]);
    expect(history.at(-1)?.note).toContain('The team says no.');
    await ada.keyboard.press('u');
    await eventually(async () => (edge === undefined ? '' : (await detailOf(edge)).edge.status)).toBe('APPROVED');
  });

  it('says that the connection is lost, and sends what was decided when it is back', async () => {
    const page = await browser.enter(app, '/review?sort=impact');
    await settled(page);
    const [kind, id] = ((await cursorOf(page)) ?? '').split('.') as [Edge['kind'], string];
    await page.context().setOffline(true);
    await page.keyboard.press('a');
    await page.getByTestId('connection-lost').waitFor();
    await page.getByText('Sending').first().waitFor();
    expect((await detailOf({ kind, id })).edge.status).toBe('SUGGESTED');
    await page.context().setOffline(false);
    await eventually(async () => (await detailOf({ kind, id })).edge.status, { timeout: 30_000 }).toBe('APPROVED');
    await page.getByTestId('connection-lost').waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await eventually(async () => (await detailOf({ kind, id })).edge.status).toBe('SUGGESTED');
  });

  it('has nothing that axe finds wrong, on wide and narrow screens, in both themes', async () => {
    for (const look of [{ width: 1440 }, { width: 390, height: 844, theme: 'dark' as const }, { width: 1024 }]) {
      const page = await browser.enter(app, '/review?status=%5B%5D', look);
      await page.getByRole('listbox').getByRole('option').first().waitFor();
      expect(await accessibilityProblems(page), `list at ${look.width}`).toEqual([]);
      await page.getByRole('listbox').getByRole('option').nth(2).click();
      await settled(page);
      await page.keyboard.press('r');
      await page.getByTestId('reject-bar').waitFor();
      expect(await accessibilityProblems(page), `panel at ${look.width}`).toEqual([]);
      await page.keyboard.press('Escape');
      await page.keyboard.press('e');
      await page.getByRole('form', { name: 'Edit' }).waitFor();
      expect(await accessibilityProblems(page), `editing at ${look.width}`).toEqual([]);
      expect(problemsOf(page)).toEqual([]);
      await page.context().close();
    }
  });

  it('is a list, then the panel as a second view, where there is room for one only', async () => {
    const page = await browser.enter(app, '/review', { width: 390, height: 844 });
    await page.getByRole('listbox').getByRole('option').first().click();
    await settled(page);
    expect(await page.getByRole('listbox').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('listbox').waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });
});

/** Presses the keys and waits until the next edge is shown with its evidence; milliseconds from the last key to that, on the page's own clock. */
async function timeToNext(page: Page, keys: readonly string[]): Promise<number> {
  for (const key of keys.slice(0, -1)) await page.keyboard.press(key);
  await page.evaluate(() => {
    const shown = () => document.querySelector('[data-testid=panel]');
    const before = shown()?.getAttribute('data-edge');
    const state = globalThis as unknown as { timeToNext?: Promise<number> };
    state.timeToNext = new Promise((resolve) => {
      document.addEventListener(
        'keydown',
        () => {
          const startedAt = performance.now();
          const look = (): void => {
            const panel = shown();
            if (panel?.getAttribute('data-edge') !== before && panel?.getAttribute('data-ready') === 'true') resolve(performance.now() - startedAt);
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    });
  });
  await page.keyboard.press(keys.at(-1) ?? '');
  return page.evaluate(() => (globalThis as unknown as { timeToNext: Promise<number> }).timeToNext);
}

function summary(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => `${(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(0)} ms`;
  return `median ${at(0.5)}, p95 ${at(0.95)}, most ${at(1)}`;
}
