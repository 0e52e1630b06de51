import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp, type App } from './app.ts';
import { temporary, until } from './cli.ts';

let app: App;
const folder = join(temporary('changes'), 'shop');
beforeAll(async () => {
  app = await startApp();
  mkdirSync(folder);
});
afterAll(() => app.stop());

interface Job {
  readonly id: string;
  readonly state: string;
  readonly changes: { readonly sources: readonly object[]; readonly entity_links: object | null } | null;
}

const rows = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => `${line(i + 1)}\n`).join('');
const put = (name: string, header: string, lines: string): void => writeFileSync(join(folder, `${name}.csv`), `${header}\n${lines}`);
const lastJob = async (sourceId: string) => (await app.call<Job[]>('GET', `/api/jobs?source_id=${sourceId}&order=newest_first&limit=1`))[0];

test('a scan tells what it found otherwise than the one before', async () => {
  put(
    'customers',
    'customer_id,name',
    rows(50, (i) => `${i},Customer ${i}`),
  );
  put(
    'orders',
    'order_id,customer_id,placed_at',
    rows(200, (i) => `${1000 + i},${(i % 50) + 1},2026-01-${String((i % 28) + 1).padStart(2, '0')}`),
  );
  put(
    'notes',
    'note_id,text',
    rows(20, (i) => `${i},Note ${i}`),
  );
  const sourceId = await app.scan('Shop', 'files', { path: folder });
  const first = await lastJob(sourceId);
  const edges = first?.changes?.sources[0] as { edges: { added: number } };
  expect(first?.changes).toMatchObject({
    sources: [
      {
        source_id: sourceId,
        entities: { added: 3, changed: 0, gone: 0 },
        attributes: { added: 7, changed: 0, gone: 0 },
        edges: { changed: 0, gone: 0, worse: 0 },
      },
    ],
    entity_links: null,
  });
  expect(edges.edges.added).toBeGreaterThan(0);

  const again = async (): Promise<Job | undefined> => {
    const { id } = await app.call<Job>('POST', `/api/integration-sources/${sourceId}/scan`);
    await until('the scan', async () => ((await app.call<Job>('GET', `/api/jobs/${id}`)).state === 'succeeded' ? true : undefined));
    return lastJob(sourceId);
  };
  const nothing = { added: 0, changed: 0, gone: 0 };
  expect((await again())?.changes?.sources).toEqual([
    { source_id: sourceId, entities: nothing, attributes: nothing, edges: { ...nothing, worse: 0 } },
  ]);

  // A table goes, another comes, a column becomes text, one is new, and a fifth of the orders lose their customer.
  rmSync(join(folder, 'notes.csv'));
  put(
    'regions',
    'region_id,title',
    rows(5, (i) => `${i},Region ${i}`),
  );
  put(
    'customers',
    'customer_id,name,city',
    rows(50, (i) => `${i},Customer ${i},City ${i}`),
  );
  put(
    'orders',
    'order_id,customer_id,placed_at',
    rows(200, (i) => `${1000 + i},${i % 5 === 0 ? 900 + i : (i % 50) + 1},somewhen ${i}`),
  );
  const changed = await again();
  expect(changed?.changes?.sources).toMatchObject([
    { entities: { added: 1, changed: 2, gone: 1 }, attributes: { added: 3, changed: 1, gone: 2 }, edges: { worse: 1 } },
  ]);
});

test('a job that did not succeed tells nothing', async () => {
  const source = await app.call<{ id: string }>('POST', '/api/integration-sources', {
    name: 'Gone',
    connector_type: 'sqlite',
    configuration: { path: join(folder, 'none.sqlite') },
  });
  const job = await app.call<Job>('POST', `/api/integration-sources/${source.id}/scan`);
  await until('its end', async () => ((await app.call<Job>('GET', `/api/jobs/${job.id}`)).state === 'failed' ? true : undefined));
  expect((await app.call<Job>('GET', `/api/jobs/${job.id}`)).changes).toBeNull();
});
