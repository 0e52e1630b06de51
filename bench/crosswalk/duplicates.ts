// Duplicates in one generated table of N persons, a third of them there twice, with names that many share: npm run bench:crosswalk:duplicates [N].
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCrosswalk } from '../../src/workflows/crosswalk.ts';
import { writePersons } from './people.ts';
import { tableOf } from './resolve.ts';
import { pairsOf } from './tasks.ts';

const rows = Number(process.argv[2] ?? 20_000);
const directory = mkdtempSync(join(tmpdir(), 'cognate-duplicates-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));

const { left, right, matches, isSame } = await writePersons(directory, Math.floor(rows / 2));
const both = join(directory, 'persons.csv');
const second = readFileSync(right, 'utf8');
writeFileSync(both, readFileSync(left, 'utf8') + second.slice(second.indexOf('\n') + 1));
const [started, cpu] = [performance.now(), process.cpuUsage()];
const open = await openCrosswalk({
  left: tableOf(both, 'id'),
  right: null,
  directory: join(directory, 'work'),
  signal: new AbortController().signal,
  onStep: () => {},
});
const seconds = (performance.now() - started) / 1000;
const spent = process.cpuUsage(cpu);
const { left: keys } = await open.readKeys();
const taken = pairsOf(new Map(Array.from(open.crosswalk.clusters ?? [], (root, i) => [keys[i] ?? '', `${root}`])));
const compared = open.crosswalk.pairs.left.length;
await open.close();
const hits = [...taken].filter((pair) => {
  const [a = '', b = ''] = pair.split(' ').toSorted();
  return a.startsWith('L') && b.startsWith('R') && isSame(a, b);
}).length;
console.log(`${rows} persons: ${seconds.toFixed(1)} s, ${((spent.user + spent.system) / 1e6).toFixed(0)} s of CPU, ${compared} pairs compared`);
console.log(
  `precision ${(hits / taken.size).toFixed(4)}, recall ${(hits / matches).toFixed(4)}, F1 ${((2 * hits) / (taken.size + matches)).toFixed(4)}, of pairs in one cluster`,
);
