import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { generator } from '../relationships/random.ts';

/** Two generated tables of persons, half of each in both. */
export interface PersonTables {
  readonly left: string;
  readonly right: string;
  /** Records of one that are in the other. */
  readonly matches: number;
  isSame(leftKey: string, rightKey: string): boolean;
}

const syllables = 'ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si so ta te ti to va ve vi vo'.split(
  ' ',
);
/** The name of a rank, of two to four syllables. */
function nameOf(rank: number): string {
  let [name, rest] = ['', rank + 41];
  for (; rest > 0; rest = Math.floor(rest / syllables.length)) name += syllables[rest % syllables.length] ?? '';
  return name;
}

/** Person `i`: names follow a long-tailed distribution. */
function person(i: number) {
  const next = generator(i * 2 + 1);
  const ranked = (most: number): number => Math.floor(most ** next()) - 1;
  const [given, family] = [nameOf(ranked(3000)), `${nameOf(ranked(60_000))}n`];
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    given,
    family,
    born: `${1935 + Math.floor(next() * 70)}-${two(1 + Math.floor(next() * 12))}-${two(1 + Math.floor(next() * 28))}`,
    email: `${given}.${family}${Math.floor(next() * 1000)}@mail${ranked(400)}.example`,
    phone: `+49 30 ${String(Math.floor(next() * 1e8)).padStart(8, '0')}`,
    city: `${nameOf(ranked(2000))}stadt`,
  };
}

/** What another system has of the person: a third of the values are gone, misspelled or older. */
function noisy(i: number) {
  const known = person(i);
  const next = generator(i * 2 + 2);
  const misspelled = (text: string): string => {
    const at = 1 + Math.floor(next() * (text.length - 2));
    return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  };
  return {
    given: next() < 0.1 ? misspelled(known.given) : known.given,
    family: next() < 0.1 ? misspelled(known.family) : known.family,
    born: next() < 0.15 ? '' : known.born,
    email: next() < 0.3 ? '' : next() < 0.1 ? misspelled(known.email) : known.email,
    phone: next() < 0.3 ? '' : known.phone.replaceAll(' ', ''),
    city: next() < 0.15 ? `${nameOf(Math.floor(next() * 2000))}stadt` : known.city,
  };
}

/** An id that says nothing of the person, other than in the other table. */
const idOf = (i: number, by: number): bigint => (BigInt(i + 1) * BigInt(by)) % 2_147_483_647n;

async function write(file: string, rows: number, line: (i: number) => string): Promise<string> {
  const stream = createWriteStream(file);
  stream.write('id,given_name,family_name,birth_date,email,phone,city\n');
  for (let from = 0; from < rows; from += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - from) }, (_, i) => line(from + i)).join('\n');
    if (!stream.write(`${lines}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
  return file;
}

/** Writes two CSV files of so many rows. */
export async function writePersons(directory: string, rows: number): Promise<PersonTables> {
  const half = Math.floor(rows / 2);
  const [ofLeft, ofRight] = [48_271, 69_621];
  const left = await write(join(directory, 'left.csv'), rows, (i) => [`L${idOf(i, ofLeft)}`, ...Object.values(person(i))].join(','));
  const right = await write(join(directory, 'right.csv'), rows, (i) => [`R${idOf(i + half, ofRight)}`, ...Object.values(noisy(i + half))].join(','));
  let personOf: Map<string, number> | undefined;
  const known = (): Map<string, number> => {
    const found = new Map<string, number>();
    for (let i = 0; i < rows; i += 1) found.set(`L${idOf(i, ofLeft)}`, i).set(`R${idOf(i + half, ofRight)}`, i + half);
    return found;
  };
  return {
    left,
    right,
    matches: rows - half,
    isSame(a, b) {
      personOf ??= known();
      return personOf.has(a) && personOf.get(a) === personOf.get(b);
    },
  };
}
