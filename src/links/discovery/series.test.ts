import { expect, test } from 'vitest';
import { discover } from '../../../test/support/links.ts';
import type { TestTable } from '../../../test/support/relationships.ts';

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const at = (list: readonly string[], i: number): string => list[i % list.length] ?? '';
const family = ['Ahlers', 'Brandt', 'Conradi', 'Detering', 'Eilers', 'Fricke', 'Grote', 'Harms', 'Ihde', 'Janssen', 'Kruse', 'Lohse', 'Menke'];
const name = (i: number): string => `${at(family, i * 5)}${at(family, Math.floor(i / 13)).toLowerCase()}`;
const padded = (i: number, length: number): string => String(i).padStart(length, '0');
const table = (title: string, columns: readonly string[], rows: TestTable['rows']): TestTable => ({ name: title, columns, rows });
const mixed = (i: number): number => (i * 7919 + 104_729) % 1_000_003;

test.each([
  ['names of files', (i: number) => `IMG_${padded(i + 1, 4)}.JPG`],
  ['addresses of test accounts', (i: number) => `user${i + 1}@example.com`],
  ['hosts', (i: number) => `node-${i + 100}.local.lan`],
  ['numbers of each year', (i: number) => `INV-${2023 + (i % 3)}-${padded(Math.floor(i / 3) + 1, 4)}`],
  ['numbers of each year that a slash follows', (i: number) => `${2023 + (i % 3)}/${padded(Math.floor(i / 3) + 1, 4)}`],
])('trap: %s that count upwards in unrelated systems are no identity', async (_, value) => {
  const made = (title: string, count: number, shift: number): TestTable =>
    table(
      title,
      [`${title}_ref`, 'label', 'size'],
      range(count).map((i) => [value(i + shift), name(mixed(i + 500 * shift)), mixed(i * 31 + shift)]),
    );
  const { findings } = await discover({ lab: [made('samples', 700, 0)], hotel: [made('guests', 500, 40)] });
  expect(findings).toEqual([]);
});

test('the same files in two systems are linked where their rows agree', async () => {
  const made = (title: string, columns: readonly string[]): TestTable =>
    table(
      title,
      columns,
      range(300).map((i) => [`IMG_${padded(i + 1, 4)}.JPG`, name(mixed(i)), mixed(i * 31)]),
    );
  const { links } = await discover({ shop: [made('images', ['file', 'title', 'bytes'])], backup: [made('blobs', ['key', 'caption', 'length'])] });
  expect(links).toContain('shop.images.file = backup.blobs.key');
});

test.each(['', 'A'])('trap: numbers from the same dense ranges, far apart, are no identity: %j before them', async (prefix) => {
  const made = (title: string, count: number, step: number): TestTable =>
    table(
      title,
      [`${title}_no`, 'label'],
      range(count).map((i) => [`${prefix}${400_000 + (i % 3) * 91_000 + ((Math.floor(i / 3) * step) % 997)}`, name(mixed(i * step))]),
    );
  expect((await discover({ trade: [made('parts', 900, 3)], clinic: [made('beds', 2970, 11)] })).findings).toEqual([]);
});

const staff = table(
  'staff',
  ['staff_no', 'surname', 'joined'],
  range(400).map((i) => [4000 + i * 3, name(i), `20${10 + (i % 14)}-0${(i % 9) + 1}-1${i % 9}`]),
);

test('a number that repeats refers to the key of another system', async () => {
  const badges = table(
    'openings',
    ['opening', 'holder', 'holder_name', 'door'],
    range(900).map((i) => [i + 1, 4000 + ((i * 7) % 400) * 3, name((i * 7) % 400), `D${i % 12}`]),
  );
  const { find } = await discover({ hr: [staff], doors: [badges] });
  expect(find('hr.staff.staff_no = doors.openings.holder')).toMatchObject({
    linkType: 'DETERMINISTIC',
    evidence: { overlap: { cardinality: '1:N' } },
  });
});

test('trap: amounts and counts that repeat and that nothing confirms are no reference', async () => {
  const sales = table(
    'sales',
    ['sale', 'cents', 'grams'],
    range(900).map((i) => [i + 1, 1000 + ((i * 37) % 700) * 5, 4000 + ((i * 7) % 400) * 3]),
  );
  expect((await discover({ hr: [staff], shop: [sales] })).links).toEqual([]);
});
