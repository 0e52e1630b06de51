import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schemas } from '../../src/client/index.ts';
import { until } from '../e2e/cli.ts';
import type { App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, startDemo } from '../e2e/demo.ts';

describe.skipIf(!hasBrowser)('crosswalks', () => {
  const browser = browsing();
  let app: App;
  beforeAll(async () => {
    app = await startDemo();
  }, demoPatienceMs);
  afterAll(() => app.stop());

  const summary = (page: Page) => page.getByTestId('crosswalk-summary');
  const options = (page: Page) => page.getByRole('listbox', { name: 'Pairs' }).getByRole('option');

  it('says what a crosswalk rests on where there is nothing to make one of', async () => {
    const page = await browser.enter(app, '/crosswalks');
    await page.getByRole('heading', { name: 'There is nothing to make a crosswalk of yet' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
  });

  it('is made of an approved link, and followed to its end', async () => {
    const edges = `/api/organization/${app.organizationId}/edges`;
    const links = await app.call<Schemas['Edge'][]>('GET', `${edges}?kind=entity_link&query=users.email`);
    const link = links.find(({ from, to }) => from.integration_source_name === 'application' && to.integration_source_name === 'crm');
    await app.call('POST', `${edges}/decisions`, { edges: [{ kind: 'entity_link', id: link?.id }], status: 'APPROVED' });
    const page = await browser.enter(app, '/crosswalks');
    await page.getByRole('button', { name: 'Make the crosswalk' }).first().click();
    await summary(page).waitFor({ timeout: 60_000 });
    expect(await summary(page).innerText()).toMatch(/application: users\s+\d+(\.\d+)?%/);
    await options(page).first().waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
    for (const [width, height] of [
      [1440, 900],
      [390, 844],
    ] as const) {
      for (const theme of ['light', 'dark'] as const) {
        const other = await browser.enter(app, `/crosswalks/${new URL(page.url()).pathname.split('/').at(-1) ?? ''}`, { width, height, theme });
        await options(other).first().waitFor();
        await other.waitForLoadState('networkidle');
        if (width === 390) {
          await options(other).first().click();
          await other.getByTestId('pair-panel').getByText('Why, in bits').waitFor();
          expect(await accessibilityProblems(other)).toEqual([]);
        } else {
          await other.getByRole('tab', { name: 'Figures' }).click();
          await other.getByTestId('threshold-precision').waitFor();
          expect(await accessibilityProblems(other)).toEqual([]);
          await other.goto(`${app.url}/o/${app.organizationId}/crosswalks`);
          await other.getByRole('list', { name: 'Crosswalks' }).waitFor();
          expect(await accessibilityProblems(other)).toEqual([]);
        }
      }
    }
  }, 240_000);

  const opened = async (query = ''): Promise<Page> => {
    const [first] = await app.call<{ id: string }[]>('GET', `/api/organization/${app.organizationId}/crosswalks`);
    const page = await browser.enter(app, `/crosswalks/${first?.id ?? ''}${query}`);
    await options(page).first().waitFor();
    return page;
  };

  it('shows two records side by side, masked, with the waterfall of why', async () => {
    const page = await opened('?view=taken');
    const panel = page.getByTestId('pair-panel');
    await panel.getByText('Why, in bits').waitFor();
    await panel.getByText('its parts are compared').waitFor();
    const text = await panel.innerText();
    expect(text).toMatch(/agrees? exactly\. The probability that both are one is (100|> 99\.9|9\d\.\d)%/);
    expect(text).toMatch(/\w\*+@\w\*+/);
    expect(text).not.toMatch(/\.example\b/);
    const bars = panel.getByRole('list', { name: 'What each field adds to the weight, in bits' }).getByRole('listitem');
    expect(await bars.count()).toBeGreaterThan(2);
    expect(problemsOf(page)).toEqual([]);
  });

  it('is decided on by keys, each decision said and undone', async () => {
    const page = await opened('?view=taken&order=asc');
    const said = (words: RegExp) => page.getByTestId('announcer').filter({ hasText: words }).waitFor({ state: 'attached' });
    const first = await options(page).first().locator('span.font-mono').first().innerText();
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    await said(/probability 0\.\d\d, Taken, 1 of/);
    await page.keyboard.press('d');
    await said(/: different/);
    await options(page).first().getByText('Different, as decided').waitFor();
    await until('the summary to say so', async () => ((await summary(page).innerText()).includes('1 different') ? true : undefined));
    await page.keyboard.press('k');
    await page.keyboard.press('u');
    await said(/Taken back/);
    await options(page).first().getByText('Taken', { exact: true }).waitFor();
    await until('the summary to say so', async () => ((await summary(page).innerText()).includes('0 different') ? true : undefined));
    expect(await options(page).first().locator('span.font-mono').first().innerText()).toBe(first);
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.getByRole('button', { name: 'Same: 2 pairs' }).click();
    await until('both to be decided', async () => ((await summary(page).innerText()).includes('2 same') ? true : undefined));
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await until('both to be undecided', async () => ((await summary(page).innerText()).includes('0 same') ? true : undefined));
    await page.getByRole('tab', { name: /^Decided/ }).click();
    await page.getByRole('heading', { name: 'No pairs here' }).waitFor();
    expect(problemsOf(page)).toEqual([]);
  });

  it('shows what a threshold would do, what is unmatched, and keeps its state in the address', async () => {
    const page = await opened();
    await page.getByRole('tab', { name: 'Figures' }).click();
    const slider = page.getByRole('slider', { name: /Take pairs from probability/ });
    const pairs = async () => Number((await page.getByTestId('threshold-pairs').innerText()).replaceAll(',', ''));
    const before = await pairs();
    await slider.fill('0.01');
    expect(await pairs()).toBeGreaterThan(before);
    expect(new URL(page.url()).searchParams.get('threshold')).toBe('0.01');
    await page.getByRole('button', { name: 'Run with 0.01' }).waitFor();
    await page.getByRole('tab', { name: /^Unmatched/ }).click();
    await options(page).first().getByText('Not taken').waitFor();
    await page.reload();
    await page.getByRole('tab', { name: /^Unmatched/, selected: true }).waitFor();
    expect(new URL(page.url()).searchParams.get('threshold')).toBe('0.01');
    expect(problemsOf(page)).toEqual([]);
  });

  it('is downloaded, and read as SQL', async () => {
    const page = await opened();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByRole('menuitem', { name: 'CSV', exact: true }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('users-to-contacts.csv');
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toMatch(/^left_key,right_key,weight_bits,probability,band,decision,cluster_id\n\d+,\w+,/);
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByRole('menuitem', { name: 'SQL of the deterministic part' }).click();
    await page
      .getByRole('dialog')
      .getByText(/HAVING COUNT\(\*\) = 1/)
      .first()
      .waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(problemsOf(page)).toEqual([]);
  });

  it('runs again without leaving the page', async () => {
    const page = await opened();
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('menuitem', { name: 'Learn anew and compare all' }).click();
    await page.getByTestId('job-progress').waitFor();
    await page.getByTestId('announcer').filter({ hasText: 'Crosswalk: Succeeded.' }).waitFor({ state: 'attached', timeout: 60_000 });
    await options(page).first().waitFor();
    expect(problemsOf(page)).toEqual([]);
  });
});
