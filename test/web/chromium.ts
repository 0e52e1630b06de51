import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));

/** Whether there is a browser: `npm test` installs one where it can. */
export const hasBrowser = executable !== undefined;

/** The Chromium of this machine, which asks nobody for anything; the one of Playwright where there is none. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    ...(executable === undefined ? {} : { executablePath: executable }),
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
}
