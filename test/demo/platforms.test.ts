import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type DemoPlatforms, startDemoPlatforms } from '../../src/demo/accounts.ts';

const directory = mkdtempSync(join(tmpdir(), 'cognate-platforms-'));
afterAll(() => rmSync(directory, { recursive: true }));

const told = ({ accounts, synced, airbyte, addresses }: DemoPlatforms) => ({ accounts, synced, airbyte, addresses });

/** Below the ports that the system hands out. */
const port = 20_000 + ((process.pid * 8) % 10_000);

it('are the same accounts with the same credentials whenever they are started at the same ports', async () => {
  const first = await startDemoPlatforms(port, directory);
  await first.close();
  const second = await startDemoPlatforms(port, directory);
  await second.close();
  expect(told(second)).toEqual(told(first));
  expect(first.addresses).toEqual(
    ['HubSpot', 'Salesforce', 'Stripe', 'Zendesk', 'Airbyte'].map((name, i) => ({ name, url: `http://127.0.0.1:${port + i}` })),
  );
});

it('say which port is taken and what to do, and leave none of theirs open', async () => {
  const running = await startDemoPlatforms(port, directory);
  try {
    // The first of them finds its port free.
    await expect(startDemoPlatforms(port - 1, directory)).rejects.toMatchObject({
      code: 'conflict',
      message: `Port ${port} of 127.0.0.1, for the Salesforce of the demo, is taken. Choose others with --platforms-port.`,
    });
  } finally {
    await running.close();
  }
  await (await startDemoPlatforms(port - 1, directory)).close();
});
