import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connector } from '../../src/connectors/files/index.ts';
import { openCrosswalk } from '../../src/workflows/crosswalk.ts';

const directory = mkdtempSync(join(tmpdir(), 'cognate-names-test-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
let runs = 0;

const towns =
  'Alvesta Borgholm Dalsjo Eksund Falkoping Gislaved Hedemora Jokkmokk Karlshamn Lysekil Mariestad Norrtalje Oskarshamn Pajala Ronneby'.split(' ');
const festivals = towns.flatMap((town) => Array.from({ length: 8 }, (_, i) => `${2001 + i} ${town} Film Festival`));

function file(column: string, names: readonly string[]) {
  const path = join(directory, `names${(runs += 1)}.csv`);
  writeFileSync(path, `id,${column}\n${names.map((name, i) => `${i + 1},"${name}"`).join('\n')}\n`);
  return { connector, config: connector.parseTarget(path)?.config ?? {}, name: path, table: null, key: ['id'] };
}

/** What each name joins in the list; names that join nothing are left out. */
async function joined(list: readonly string[], names: readonly string[], isListLeft = true): Promise<Record<string, string>> {
  const work = join(directory, `work${(runs += 1)}`);
  mkdirSync(work);
  const [left, right] = isListLeft ? [list, names] : [names, list];
  const open = await openCrosswalk({
    left: file('name', left),
    right: file('name', right),
    directory: work,
    signal: new AbortController().signal,
    onStep: () => {},
  });
  const { pairs, decided } = open.crosswalk;
  const keys = await open.readKeys();
  const found: Record<string, string> = {};
  for (const [i, probability] of decided.probability.entries()) {
    if (probability < 0.5) continue;
    const a = left[Number(keys.left[pairs.left[i] as number]) - 1] ?? '';
    const b = right[Number(keys.right[pairs.right[i] as number]) - 1] ?? '';
    found[isListLeft ? b : a] = isListLeft ? a : b;
  }
  await open.close();
  return found;
}

test.each([true, false])(
  'names that differ in a year are of two things, however much else is equal (the list is the left table: %s)',
  async (isListLeft) => {
    const found = await joined(
      festivals,
      ['2003 Lysekil Filmfestival', '2004 Film Festival of Pajala', '1997 Ronneby Film Festival', 'Winter market'],
      isListLeft,
    );
    expect(found).toEqual({
      '2003 Lysekil Filmfestival': '2003 Lysekil Film Festival',
      '2004 Film Festival of Pajala': '2004 Pajala Film Festival',
    });
  },
);

test('two words join the one that they make', async () => {
  const list = [...towns.map((town) => `${town} Museum`), 'Beachhead Theatre', 'Harbour Theatre', 'Beacon Hill Theatre'];
  expect(await joined(list, ['Beach Head Theatre', 'Lyse Kil Museum'])).toEqual({
    'Beach Head Theatre': 'Beachhead Theatre',
    'Lyse Kil Museum': 'Lysekil Museum',
  });
});

test('a name between two of the list joins neither', async () => {
  const list = towns.flatMap((town) => [`North ${town} Hall`, `South ${town} Hall`]);
  expect(await joined(list, ['Pajala Hall', 'North Hedemora Hall', 'East Eksund Hall'])).toEqual({ 'North Hedemora Hall': 'North Hedemora Hall' });
});

test('several names may join one of the list', async () => {
  const list = [...towns.map((town) => `${town} Museum`), 'Royal Opera House'];
  expect(await joined(list, ['The Royal Opera House', 'Royal Opera-House', 'Royal Opera House.'])).toEqual({
    'The Royal Opera House': 'Royal Opera House',
    'Royal Opera-House': 'Royal Opera House',
    'Royal Opera House.': 'Royal Opera House',
  });
});

test('a word that stands for another in several names joins these, one that does so in a single name does not', async () => {
  const arts = 'Acting Cooking Dancing Fencing Gaming Juggling Painting Rowing Sailing Writing'.split(' ');
  const list = arts.flatMap((art) => [`Apsara Honour for ${art}`, `Kodak Medal for ${art}`, `Ordway Trophy for ${art}`]);
  const renamed = arts.slice(0, 8).map((art) => `Star Guild Honour for ${art}`);
  expect(await joined(list, [...renamed, 'Moon Order Honour for Sailing'])).toEqual(
    Object.fromEntries(renamed.map((name) => [name, name.replace('Star Guild', 'Apsara')])),
  );
});

test('words that tell names of the list apart: the women of a town do not join its men', async () => {
  const list = [...towns.slice(0, 12).flatMap((town) => [`${town} Hockey Club Men`, `${town} Hockey Club Women`]), 'Pajala Hockey Club Men'];
  expect(await joined(list, ['Pajala Hockey Club Women', 'Eksund Hockeyclub Women'])).toEqual({
    'Eksund Hockeyclub Women': 'Eksund Hockey Club Women',
  });
});

test('names that are numbered one after the other do not all join the one without a number', async () => {
  const list = [...towns.map((town) => `${town} Literature Prize`), 'Royal Opera House'];
  expect(await joined(list, ['7th Pajala Literature Prize', '8th Pajala Literature Prize', 'The Ronneby Literature Prize'])).toEqual({
    'The Ronneby Literature Prize': 'Ronneby Literature Prize',
  });
});
