// Cognate and Splink on the same persons, in turn: npm run bench:crosswalk:splink [rows of the generated tables] [rounds] [part of a task's name].
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openCrosswalk, writeCrosswalk } from '../../src/workflows/crosswalk.ts';
import { writePersons } from './people.ts';
import { tableOf } from './resolve.ts';
import { lines, linkingData, orderedKey, pairsOf, tasksIn } from './tasks.ts';

const SPLINK = 'splink==5.0.0';
const [rows = '1000000', rounds = '1', part = ''] = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), 'cognate-splink-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
const { signal } = new AbortController();

interface Contest {
  readonly name: string;
  readonly left: string;
  /** Null: one table. */
  readonly right: string | null;
  readonly key: string;
  readonly matches: number;
  isSame(a: string, b: string): boolean;
}

interface Outcome {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
  readonly seconds: number;
}

const python = findPython();
const contests = [...given(), ...(`persons`.includes(part) ? [await generated()] : [])].filter(({ name }) => name.includes(part));
for (const contest of contests) {
  const walls: { readonly ours: number; readonly theirs: number }[] = [];
  for (let round = 0; round < Number(rounds); round += 1) {
    const ours = await byCognate(contest);
    print(contest.name, 'cognate', ours);
    if (python === undefined) continue;
    const theirs = bySplink(contest, python);
    print(contest.name, 'splink, at its best threshold', theirs);
    walls.push({ ours: ours.seconds, theirs: theirs.seconds });
  }
  const ratios = walls.map(({ ours, theirs }) => ours / theirs).toSorted((a, b) => a - b);
  if (ratios.length > 0) console.log(`${contest.name}: ${(ratios[Math.floor(ratios.length / 2)] as number).toFixed(2)} of its wall time`);
}

/** Python with Splink in an environment of its own, kept in the temporary directory; undefined where it cannot be had. */
function findPython(): string | undefined {
  const home = join(tmpdir(), 'cognate-splink-environment');
  const binary = join(home, 'bin', 'python');
  try {
    if (!existsSync(binary)) execFileSync('python3', ['-m', 'venv', home], { stdio: 'ignore' });
    execFileSync(binary, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', SPLINK], { stdio: 'ignore' });
    return binary;
  } catch {
    console.log(`Splink is skipped: ${SPLINK} cannot be installed (Python 3 with venv and a package index are needed).`);
    return undefined;
  }
}

function given(): Contest[] {
  const folder = linkingData();
  if (folder === undefined) {
    console.log('The open sets are skipped: set COGNATE_LINKING_DATA to their folder.');
    return [];
  }
  return tasksIn(folder)
    .filter(({ id }) => id === 'febrl3' || id === 'splink_fake_1000')
    .map(({ id, left, truth }) => {
      const file = join(directory, `${id}.csv`);
      writeFileSync(file, gunzipSync(readFileSync(left)));
      return { name: id, left: file, right: null, key: '_id', matches: truth.size, isSame: (a, b) => truth.has(orderedKey(a, b)) };
    });
}

async function generated(): Promise<Contest> {
  const tables = await writePersons(directory, Number(rows));
  return { name: 'persons', key: 'id', ...tables };
}

async function byCognate({ left, right, key, matches, isSame }: Contest): Promise<Outcome> {
  const work = join(directory, 'work');
  mkdirSync(work);
  const started = performance.now();
  const open = await openCrosswalk({
    left: tableOf(left, key),
    right: right === null ? null : tableOf(right, key),
    directory: work,
    signal,
    onStep: () => {},
  });
  const file = join(directory, 'ours.csv');
  await writeCrosswalk(open, file, 0.5, signal);
  const seconds = (performance.now() - started) / 1000;
  await open.close();
  rmSync(work, { recursive: true, force: true });
  const found = lines(file).map(([a = '', b = '']) => [a, b] as const);
  return { ...score(right === null ? inClusters(found) : found, matches, isSame), seconds };
}

function bySplink(contest: Contest, binary: string): Outcome {
  const file = join(directory, 'theirs.csv');
  const script = join(import.meta.dirname, 'with_splink.py');
  const tables = [contest.left, ...(contest.right === null ? [] : [contest.right])];
  const printed = execFileSync(binary, [script, contest.name, file, ...tables], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
  const { seconds } = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as { seconds: number };
  const pairs = lines(file).map(([a = '', b = '', probability = '']) => ({ a, b, probability: Number(probability) }));
  const scores = [0.5, 0.9, 0.95, 0.99].flatMap((least) => {
    const found = pairs.filter(({ probability }) => probability >= least).map(({ a, b }) => [a, b] as const);
    const sets = contest.right === null ? [found, connected(found)] : [found];
    return sets.map((set) => score(set, contest.matches, contest.isSame));
  });
  return { ...scores.reduce((best, one) => (one.f1 > best.f1 ? one : best)), seconds };
}

type Pair = readonly [string, string];

function score(found: readonly Pair[], matches: number, isSame: Contest['isSame']) {
  const hits = found.filter(([a, b]) => isSame(a, b)).length;
  return { precision: hits / Math.max(1, found.length), recall: hits / matches, f1: (2 * hits) / (found.length + matches) };
}

/** All pairs of the records of a cluster. */
function inClusters(clusters: readonly Pair[]): Pair[] {
  return [...pairsOf(new Map(clusters))].map((pair) => pair.split(' ') as [string, string]);
}

/** All pairs of records that are connected by pairs. */
function connected(pairs: readonly Pair[]): Pair[] {
  const above = new Map<string, string>();
  const root = (record: string): string => {
    let at = record;
    for (let next = above.get(at); next !== undefined; next = above.get(at)) at = next;
    return at;
  };
  for (const [a, b] of pairs) {
    const [from, to] = [root(a), root(b)];
    if (from !== to) above.set(from, to);
  }
  return inClusters([...new Set(pairs.flat())].map((record) => [record, root(record)]));
}

function print(task: string, who: string, { precision, recall, f1, seconds }: Outcome): void {
  console.log(
    `${task.padEnd(18)} ${who.padEnd(30)} precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)}, ${seconds.toFixed(1)} s`,
  );
}
