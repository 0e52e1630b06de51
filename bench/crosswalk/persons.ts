// A generated person link of two tables of N rows, half of them in common: npm run bench:crosswalk:persons [N] [memory of DuckDB in MB].
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCrosswalk } from '../../src/workflows/crosswalk.ts';
import { writePersons } from './people.ts';
import { tableOf } from './resolve.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const memoryLimitMb = process.argv[3] === undefined ? undefined : Number(process.argv[3]);
const directory = mkdtempSync(join(tmpdir(), 'cognate-persons-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));

const { left, right, matches, isSame } = await writePersons(directory, rows);
let largest = 0;
const watch = setInterval(() => (largest = Math.max(largest, process.memoryUsage.rss())), 200);
const [started, cpu] = [performance.now(), process.cpuUsage()];
const seconds = (): string => ((performance.now() - started) / 1000).toFixed(1).padStart(6);
const open = await openCrosswalk({
  left: tableOf(left, 'id'),
  right: tableOf(right, 'id'),
  directory: join(directory, 'work'),
  ...(memoryLimitMb === undefined ? {} : { memoryLimitMb }),
  signal: new AbortController().signal,
  onStep: (step) => console.log(`${seconds()} s  ${step}`),
  onPairs: (most) => console.log(`${seconds()} s  at most ${most} pairs will be compared`),
});
clearInterval(watch);
const { pairs, decided } = open.crosswalk;
const spent = process.cpuUsage(cpu);
const keys = await open.readKeys();
let [taken, hits] = [0, 0];
for (const [i, probability] of decided.probability.entries()) {
  if (probability < 0.5) continue;
  taken += 1;
  if (isSame(keys.left[pairs.left[i] as number] ?? '', keys.right[pairs.right[i] as number] ?? '')) hits += 1;
}
await open.close();
console.log(
  `${rows} × ${rows} persons: ${seconds().trim()} s, ${((spent.user + spent.system) / 1e6).toFixed(0)} s of CPU, ${Math.round(largest / 1048576)} MB at most`,
);
console.log(
  `${pairs.left.length} pairs compared, precision ${(hits / taken).toFixed(4)}, recall ${(hits / matches).toFixed(4)}, F1 ${((2 * hits) / (taken + matches)).toFixed(4)}`,
);
