import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { afterAll, beforeAll, expect } from 'vitest';
import type { App } from '../e2e/app.ts';

/** Makes a person a member of the app's organization; answers with a token of theirs. */
export async function colleague(app: App, name: string): Promise<string> {
  const at = `/api/organization/${app.organizationId}`;
  const user = await app.call<{ id: string }>('POST', `${at}/user`, { email: `${name.toLowerCase()}@example.org`, given_name: name, name });
  await app.call('POST', `${at}/member`, { user_id: user.id, role: 'ANALYST' });
  const made = await app.call<{ token: string }>('POST', '/api/tokens', { name, user_id: user.id, role: 'ANALYST' });
  return made.token;
}

/** As `expect.poll`, with the patience that a busy machine takes. */
export const eventually: typeof expect.poll = (read, options) => expect.poll(read, { timeout: 30_000, ...options });

interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly theme?: 'light' | 'dark';
}

export interface Browsing {
  /** A page of a window of its own: no cookie of another one. */
  open(look?: Look): Promise<Page>;
  /** As `open`, signed in with the token, but nowhere yet. */
  signedIn(app: App, look?: Look & { token?: string }): Promise<Page>;
  /** The same, at a path of its organization: `/review`. Throws what the page's scripts threw when the test ends. */
  enter(app: App, path: string, look?: Look & { token?: string; organizationId?: string }): Promise<Page>;
}

/** One Chromium for a test file; what a page logs as an error or throws fails the test that asks `problemsOf`. */
export function browsing(): Browsing {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  const open = async ({ width = 1440, height = 900, theme = 'light' }: Look = {}): Promise<Page> => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
    const page = await context.newPage();
    const problems: string[] = [];
    problemsOfPages.set(page, problems);
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    return page;
  };
  const signedIn = async (app: App, { token = app.token, ...look }: Look & { token?: string } = {}): Promise<Page> => {
    const page = await open(look);
    await page.request.post(`${app.url}/api/session`, { data: { token }, headers: { 'x-cognate-request': 'web' } });
    return page;
  };
  return {
    open,
    signedIn,
    async enter(app, path, { organizationId = app.organizationId, ...look } = {}) {
      const page = await signedIn(app, look);
      await page.goto(`${app.url}/o/${organizationId}${path}`);
      return page;
    },
  };
}

const problemsOfPages = new WeakMap<Page, string[]>();

/** Errors that the page threw or logged so far, violations of the content security policy among them. */
export function problemsOf(page: Page): readonly string[] {
  return problemsOfPages.get(page) ?? [];
}

/** What axe finds wrong on the page (WCAG 2.2 A and AA), a line each. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { run } = (globalThis as unknown as { axe: typeof axe }).axe;
    const found = await run({ runOnly: { type: 'tag', values: tags } });
    return found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map(({ html }) => html) }));
  });
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.join(' | ')}`);
}
