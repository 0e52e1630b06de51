import { mkdir, writeFile } from 'node:fs/promises';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { profiled, type TestTable } from '../../test/support/relationships.ts';
import { linkedSource, toStore, type SourceToSketch } from './source-sketch.ts';
import { openWorkDirectory } from './work-directory.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-source-sketch-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const users: TestTable = {
  name: 'users',
  columns: ['id', 'email', 'state'],
  rows: Array.from({ length: 200 }, (_, i) => [i * 37 + 4000, `Person.${i}@firm${i % 20}.example`, i % 3 === 0 ? 'open' : 'closed']),
};

/** Of the only table, in a work directory of that name: its sketch and the bytes that are stored of it. */
async function sketchOf(job: string, { threads = 2, begun = false } = {}) {
  return profiled(
    [users],
    async (staged) => {
      const work = await openWorkDirectory(home, job);
      if (begun) {
        await mkdir(work.place('app.sketch-files'));
        await writeFile(work.place('app.sketch-files/values_0.parquet'), 'half of a file');
        await writeFile(work.place('app.sketch-files/values_400.parquet'), 'half of a file');
      }
      let opened = 0;
      const source: SourceToSketch = {
        sourceId: 'app',
        name: 'app',
        linkable: async () => {
          opened += 1;
          return { kind: 'column', ...staged, unread: [], copiedFrom: null };
        },
        work,
        dataKey: Buffer.alloc(32, 7),
        signal: new AbortController().signal,
      };
      const { sketch } = await linkedSource(source);
      const stored = await toStore(source);
      const entities: { readonly entity: number; readonly bytes: string }[] = [];
      for await (const { entity, bytes } of stored.entities) entities.push({ entity, bytes: Buffer.from(bytes).toString('latin1') });
      return { names: sketch.attributes.flatMap(({ name, guard }) => (guard === null ? [name] : [])), entities, postings: stored.postings, opened };
    },
    threads,
  );
}

test('a sketch has the attributes that can be identity, holds no value, and is the same bytes whatever the number of threads', async () => {
  const { names, entities, postings } = await sketchOf('whole');
  expect(names).toEqual(['id', 'email']);
  expect(entities.map(({ entity }) => entity)).toEqual([-1, 0]);
  expect(entities[1]?.bytes).not.toMatch(/person\.1|4037|closed/i);
  expect(postings.length).toBeGreaterThan(100);
  expect(await sketchOf('one thread', { threads: 1 })).toMatchObject({ names, entities, postings });
});

test('a sketch that was begun and not ended is made anew; one that is there is not', async () => {
  const whole = await sketchOf('ended');
  expect(await sketchOf('begun', { begun: true })).toEqual(whole);
  expect((await sketchOf('ended')).opened).toBeLessThan(whole.opened);
});
