import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Schemas } from '../../src/client/index.ts';
import { startApp, type App } from './app.ts';
import { temporary } from './cli.ts';
import { writeLinkedFolders } from './linked-folders.ts';

const folders = writeLinkedFolders(join(temporary('verify-link'), 'data'));
let app: App;
let edges: string;
let link: string;
beforeAll(async () => {
  app = await startApp();
  edges = `/api/organization/${app.organizationId}/edges`;
  await app.scan('CRM', 'files', { path: folders.crm });
  await app.scan('App', 'files', { path: folders.app });
  const links = await app.call<Schemas['Edge'][]>('GET', `${edges}?kind=entity_link&type=DETERMINISTIC`);
  link = `${edges}/entity_link/${links[0]?.id}`;
}, 120_000);
afterAll(() => app.stop());

/** Verifies, and waits for the end. */
async function verify(): Promise<Schemas['Job']> {
  const { id } = await app.call<Schemas['Job']>('POST', `${link}/verify`);
  return app.ended(id);
}

test('an entity link whose sources stayed the same is counted as its evidence says', async () => {
  const { result, state, error } = await verify();
  expect({ state, error }).toEqual({ state: 'succeeded', error: null });
  const [statement] = result?.statements ?? [];
  expect(statement?.source.split(' and ').toSorted()).toEqual(['App', 'CRM']);
  expect(statement?.now).toEqual(statement?.stored);
  expect(statement?.stored['shared_distinct']).toBeGreaterThan(100);
  expect(result?.agrees).toBe(true);
  expect((await app.call<Schemas['EdgeDetail']>('GET', link)).verification).toEqual(result);
});

test('one whose values have changed says something else', async () => {
  const file = join(folders.app, 'users.csv');
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  writeFileSync(file, `${lines.slice(0, -20).join('\n')}\n`);
  const { result } = await verify();
  const [statement] = result?.statements ?? [];
  expect(result?.agrees).toBe(false);
  expect(statement?.now?.['shared_distinct']).toBeLessThan(statement?.stored['shared_distinct'] ?? 0);
});

test('one whose table is gone, or cannot be read, says which', async () => {
  renameSync(join(folders.app, 'users.csv'), join(folders.app, 'people.csv'));
  expect(await verify()).toMatchObject({ state: 'failed', error: expect.stringContaining('App has no users any more') });
  writeFileSync(join(folders.app, 'people.csv'), '');
  expect(await verify()).toMatchObject({ state: 'failed', error: expect.stringMatching(/^App: Every file of .* is empty/) });
});
