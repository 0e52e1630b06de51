import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../e2e/app.ts';
import { accessibilityProblems, browsing, problemsOf } from './browser.ts';
import { hasBrowser } from './chromium.ts';
import { demoPatienceMs, startDemo } from '../e2e/demo.ts';

const pages = ['Review', 'Sources', 'Map', 'Paths', 'Crosswalks', 'Health', 'Audit', 'Settings'];

describe.skipIf(!hasBrowser)('around every page', () => {
  const browser = browsing();
  let app: App;
  beforeAll(async () => {
    app = await startDemo();
  }, demoPatienceMs);
  afterAll(() => app.stop());

  it('serves one document under a policy that knows no inline script', async () => {
    for (const path of ['/', `/o/${app.organizationId}/review`]) {
      const response = await fetch(`${app.url}${path}`);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(response.status).toBe(200);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      const html = await response.text();
      expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\bstyle=|\bon\w+=|https?:\/\//);
    }
  });

  it('leads to every page by its name, without an error and without a violation of the policy', async () => {
    const page = await browser.enter(app, '/');
    for (const name of pages) {
      await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      expect(await page.title()).toContain('Cognate');
      expect(await accessibilityProblems(page), name).toEqual([]);
    }
    expect(problemsOf(page)).toEqual([]);
  });

  it('asks nothing of any other server', async () => {
    const page = await browser.signedIn(app);
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    for (const path of ['review', 'map', 'sources']) {
      await page.goto(`${app.url}/o/${app.organizationId}/${path}`);
      await page.waitForLoadState('networkidle');
    }
    expect([...asked].filter((origin) => origin !== 'null')).toEqual([app.url]);
  });

  it('shows its keys, and lets a person turn the single-letter ones off', async () => {
    const page = await browser.enter(app, '/settings');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await help.getByText('Show the keys').waitFor();
    await help.getByLabel('Single-letter keys act').uncheck();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    expect(await help.count()).toBe(0);
  });

  it('keeps the theme that was chosen', async () => {
    const page = await browser.enter(app, '/audit', { theme: 'light' });
    await page.getByLabel('Theme').first().selectOption('dark');
    await page.reload();
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  it('says that the line is lost, and that it is back', async () => {
    const line = await lineTo(app.url);
    const page = await browser.enter({ ...app, url: line.url }, '/audit');
    await page.getByRole('heading', { level: 1 }).waitFor();
    line.cut();
    await page.getByRole('link', { name: 'Review', exact: true }).click();
    await page.getByTestId('connection-lost').waitFor();
    line.mend();
    await page.getByTestId('connection-lost').waitFor({ state: 'detached' });
    await expect.poll(() => page.getByTestId('announcer').textContent()).toContain('back');
    await line.close();
  });
});

/** A line to the server that can be cut. */
async function lineTo(url: string): Promise<{ url: string; cut(): void; mend(): void; close(): Promise<void> }> {
  let isCut = false;
  const server: Server = createServer((incoming, outgoing) => {
    if (isCut) {
      incoming.socket.destroy();
      return;
    }
    const onward = forward(
      `${url}${incoming.url ?? '/'}`,
      { method: incoming.method, headers: { ...incoming.headers, host: new URL(url).host } },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      server.closeAllConnections();
    },
    mend: () => {
      isCut = false;
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}
