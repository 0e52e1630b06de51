import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { endAll, kill, newHome, pidFile, start, until } from '../../../test/support/embedded-home.ts';
import { openStore } from '../open.ts';

afterAll(endAll);

test('starts after a kill at any moment of the first start', { timeout: 180_000 }, async () => {
  const home = newHome();
  const inDraft = (file: string): boolean =>
    existsSync(home) && readdirSync(home).some((name) => name.startsWith('postgres.draft-') && existsSync(join(home, name, file)));
  const moments = [
    () => inDraft('data/base/1'),
    () => existsSync(join(home, 'postgres')),
    () => existsSync(pidFile(home)),
    () => existsSync(join(home, 'secret.key')),
  ];
  for (const moment of moments) {
    const child = start(home, 'hold');
    await until(moment);
    await kill(child);
  }
  const store = await openStore({ home });
  expect(await store.asSystem((trx) => trx.selectFrom('organizations').select('id').execute())).toEqual([]);
  await store.close();
  expect(readdirSync(home).filter((name) => name.includes('draft'))).toEqual([]);
});
