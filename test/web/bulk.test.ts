import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schemas } from '../../src/client/index.ts';
import type { App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, eventually, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, startDemo } from '../e2e/demo.ts';

describe.skipIf(!hasBrowser)('approving many', () => {
  const browser = browsing();
  let app: App;
  let edges: string;
  beforeAll(async () => {
    app = await startDemo();
    edges = `/api/organization/${app.organizationId}/edges`;
  }, demoPatienceMs);
  afterAll(() => app.stop());

  const listed = (query: string) => app.call<Schemas['Edge'][]>('GET', `${edges}?limit=1000&${query}`);
  const shown = async (page: Page, what: string) => Number((await page.getByTestId(what).textContent())?.replaceAll(/[^\d.]/g, ''));

  async function check(page: Page, verdicts: readonly ('a' | 'r')[]): Promise<void> {
    await page.getByLabel('Look at').selectOption('5');
    await page.getByRole('button', { name: 'Begin the spot check' }).click();
    for (const [i, verdict] of verdicts.entries()) {
      await page.getByRole('region', { name: `Edge ${i + 1} of 5` }).waitFor();
      await page.keyboard.press(verdict);
    }
  }

  it('shows for every score how many there are, and how many of them are wrong, without asking again', async () => {
    const page = await browser.enter(app, '/bulk');
    const slider = page.getByRole('slider');
    await slider.waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    for (const [keys, from] of [
      ['Home', 0],
      ['End', 1],
      ['ArrowLeft', 0.99],
    ] as const) {
      await slider.press(keys);
      const there = await listed(`status=SUGGESTED&min_score=${from}`);
      await eventually(() => shown(page, 'approve-count')).toBe(there.length);
      const wrong = there.reduce((sum, { score }) => sum + 1 - (score ?? 0), 0);
      if (wrong >= 0.1) expect(await shown(page, 'expected-wrong')).toBeCloseTo(wrong, wrong >= 10 ? -0.3 : 1);
    }
    expect(asked.filter((url) => url.includes('/threshold'))).toEqual([]);
    expect(page.url()).toContain('from=0.99');
  });

  it('unlocks after a spot check, approves as one, and takes it back with one undo', async () => {
    const page = await browser.enter(app, '/bulk?from=0.95');
    const there = await listed('status=SUGGESTED&min_score=0.95');
    const before = (await listed('status=APPROVED')).length;
    expect(there.length).toBeGreaterThan(10);
    await check(page, []);
    const button = page.getByRole('button', { name: /^Approve \d+$/ });
    expect(await button.isDisabled()).toBe(true);
    expect(await accessibilityProblems(page)).toEqual([]);
    for (let i = 0; i < 5; i++) {
      await page.getByRole('region', { name: `Edge ${i + 1} of 5` }).waitFor();
      expect(await button.isDisabled()).toBe(true);
      await page.keyboard.press('a');
    }
    await page.getByText('Spot check: 5 of 5 right').waitFor();
    const leaveOut = page.getByRole('region', { name: 'Edges that would be approved' }).getByRole('checkbox').first();
    await leaveOut.uncheck();
    await page.getByRole('button', { name: `Approve ${there.length - 1}`, exact: true }).click();
    await page.getByText(`${there.length - 1} edges approved, as one decision.`).waitFor();
    expect((await listed('status=APPROVED')).length - before).toBe(there.length - 1);
    await page.getByRole('button', { name: 'Undo all of it' }).click();
    await eventually(async () => (await listed('status=APPROVED')).length, { timeout: 30_000 }).toBe(before);
    expect((await listed('status=SUGGESTED&min_score=0.95')).length).toBe(there.length);
    expect(problemsOf(page)).toEqual([]);
  });

  it('leaves out what the spot check found wrong, and asks before it approves the others', async () => {
    const page = await browser.enter(app, '/bulk?from=0.9');
    const there = (await listed('status=SUGGESTED&min_score=0.9')).length;
    await check(page, ['a', 'r', 'a', 'a', 'a']);
    await page.getByText('1 edge was wrong').waitFor();
    const button = page.getByRole('button', { name: `Approve ${there - 1}`, exact: true });
    expect(await button.isDisabled()).toBe(true);
    await page.getByLabel('Approve the others all the same').check();
    expect(await button.isEnabled()).toBe(true);
    await page.getByRole('button', { name: 'Reject it' }).click();
    await eventually(async () => (await listed('status=REJECTED')).length).toBe(1);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  it('says why there is nothing to approve', async () => {
    const page = await browser.enter(app, '/bulk?q=nothing-has-this-name');
    await page.getByText('There is nothing to approve here').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
  });
});
