import { expect, test } from 'vitest';
import { infer, runCheck, type TestTable } from '../../../test/support/relationships.ts';

const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
const tables: TestTable[] = ['articles', 'photo_albums', 'customers'].map((name, k) => ({
  name,
  columns: ['id', 'label'],
  rows: range(60 + 20 * k).map((i) => [i + 1, `${name} ${i % 9}`]),
}));
const comments = (type: (i: number) => string): TestTable => ({
  name: 'comments',
  columns: ['id', 'subject_type', 'subject_id', 'body'],
  rows: range(150).map((i) => [i + 1, type(i), ((i * 7) % 50) + 1, `text ${i % 40}`]),
});
const types = ['Article', 'PhotoAlbum'];

test('what each row refers to is what its type says', async () => {
  const all = [...tables, comments((i) => types[i % 2] ?? '')];
  const { chosen, find } = await infer(all, { severalTypes: true });
  expect(chosen.toSorted()).toEqual(['comments.subject_id -> articles.id', 'comments.subject_id -> photo_albums.id']);
  const album = find('comments.subject_id -> photo_albums.id');
  expect(album?.evidence).toMatchObject({
    slice: { column: 'subject_type', test: 'equals', value: 'PhotoAlbum' },
    sentence: expect.stringContaining("of rows whose subject_type is 'PhotoAlbum' exist in photo_albums.id") as string,
    value: { rows: 150, null_rows: 75, matched_rows: 75 },
  });
  if (album !== undefined) expect(album.evidence.value).toMatchObject(await runCheck(all, album));
});

test('several types are no foreign key, and no reference of the table to itself', async () => {
  expect((await infer([...tables, comments((i) => types[i % 2] ?? '')])).chosen).toEqual([]);
});

test('one type of all rows is one', async () => {
  expect((await infer([...tables, comments(() => 'Article')])).chosen).toEqual(['comments.subject_id -> articles.id']);
});

test('a type that names no table changes nothing', async () => {
  const sessions: TestTable = {
    name: 'sessions',
    columns: ['id', 'customer_type', 'customer_id'],
    rows: range(150).map((i) => [i + 1, ['new', 'regular'][i % 2] ?? '', ((i * 7) % 90) + 1]),
  };
  const { find, chosen } = await infer([...tables, sessions]);
  expect(chosen).toEqual(['sessions.customer_id -> customers.id']);
  expect(find('sessions.customer_id -> customers.id')?.evidence.slice).toBeUndefined();
});
