// A generated person link of two tables of N rows, half of them in common: npm run bench:crosswalk:persons [N] [memory in MB].
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connector } from '../../src/connectors/files/index.ts';
import { openCrosswalk } from '../../src/workflows/crosswalk.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const memoryLimitMb = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
const directory = mkdtempSync(join(tmpdir(), 'cognate-persons-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));

/** A repeatable stream of numbers from 0 to 1. Source: mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
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
  const next = numbers(i * 2 + 1);
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
  const next = numbers(i * 2 + 2);
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

async function write(name: string, line: (i: number) => string): Promise<string> {
  const file = join(directory, name);
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

const half = Math.floor(rows / 2);
const left = await write('left.csv', (i) => [`L${idOf(i, 48_271)}`, ...Object.values(person(i))].join(','));
const right = await write('right.csv', (i) => [`R${idOf(i + half, 69_621)}`, ...Object.values(noisy(i + half))].join(','));
const table = (file: string) => {
  const target = connector.parseTarget(file);
  if (target === undefined) throw new Error(`${file} is no file that can be read`);
  return { connector, config: target.config, name: file, table: null, key: ['id'] };
};
let largest = 0;
const watch = setInterval(() => (largest = Math.max(largest, process.memoryUsage.rss())), 200);
const [started, cpu] = [performance.now(), process.cpuUsage()];
const seconds = (): string => ((performance.now() - started) / 1000).toFixed(1).padStart(6);
const open = await openCrosswalk({
  left: table(left),
  right: table(right),
  directory: join(directory, 'work'),
  ...(memoryLimitMb === undefined ? {} : { memoryLimitMb }),
  signal: new AbortController().signal,
  onStep: (step) => console.log(`${seconds()} s  ${step}`),
  onPairs: (most) => console.log(`${seconds()} s  at most ${most} pairs will be compared`),
});
clearInterval(watch);
const { pairs, decided } = open.crosswalk;
const spent = process.cpuUsage(cpu);
const personOf = new Map(Array.from({ length: rows }, (_, i) => [`L${idOf(i, 48_271)}`, i]));
const personOfRight = new Map(Array.from({ length: rows }, (_, i) => [`R${idOf(i + half, 69_621)}`, i + half]));
let [taken, hits] = [0, 0];
for (const [i, probability] of decided.probability.entries()) {
  if (probability < 0.5) continue;
  taken += 1;
  if (personOf.get(open.keys.left[pairs.left[i] as number] ?? '') === personOfRight.get(open.keys.right[pairs.right[i] as number] ?? '')) hits += 1;
}
await open.close();
const truth = rows - half;
console.log(
  `${rows} × ${rows} persons: ${seconds().trim()} s, ${((spent.user + spent.system) / 1e6).toFixed(0)} s of CPU, ${Math.round(largest / 1048576)} MB at most`,
);
console.log(
  `${pairs.left.length} pairs compared, precision ${(hits / taken).toFixed(4)}, recall ${(hits / truth).toFixed(4)}, F1 ${((2 * hits) / (taken + truth)).toFixed(4)}`,
);
