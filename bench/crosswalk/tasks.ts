import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One table to be resolved with another, or with itself, and the true pairs of keys (`left right`; within one table in order). */
export interface Task {
  readonly id: string;
  readonly group: 'cases' | 'records' | 'fuzzy joins' | 'given pairs';
  readonly left: string;
  readonly right: string | null;
  readonly leftKey: string;
  readonly rightKey: string;
  readonly truth: ReadonlySet<string>;
  /** Only these pairs are judged, where they are given. */
  readonly judged: ReadonlySet<string> | null;
  /** True cluster of each record, where one table is resolved with itself. */
  readonly clusters: ReadonlyMap<string, string> | null;
}

/** The folder of the benchmark data, or undefined where it is absent. */
export function linkingData(): string | undefined {
  const folder = resolve(process.env.COGNATE_LINKING_DATA ?? '../shared/data/linking');
  return existsSync(join(folder, 'manifest.json')) ? folder : undefined;
}

export const pairKey = (left: string, right: string): string => `${left} ${right}`;
export const orderedKey = (a: string, b: string): string => (a < b ? pairKey(a, b) : pairKey(b, a));

export function tasksIn(folder: string): Task[] {
  return [
    ...readdirSync(join(folder, 'records'))
      .toSorted()
      .map((name) => recordTask(join(folder, 'records', name), name)),
    ...readdirSync(join(folder, 'cases'))
      .toSorted()
      .flatMap((name) => caseTasks(join(folder, 'cases', name), name)),
  ];
}

function recordTask(folder: string, id: string): Task {
  const { kind } = JSON.parse(readFileSync(join(folder, 'meta.json'), 'utf8')) as { kind: string };
  const keys = { leftKey: '_id', rightKey: '_id' };
  if (kind === 'dedupe') {
    const clusters = new Map(lines(join(folder, 'clusters.csv.gz')).map(([record = '', cluster = '']) => [record, cluster]));
    return { id, group: 'records', left: join(folder, 'records.csv.gz'), right: null, ...keys, truth: pairsOf(clusters), judged: null, clusters };
  }
  const tables = { left: join(folder, 'left.csv.gz'), right: join(folder, 'right.csv.gz'), ...keys, clusters: null };
  if (kind === 'pairs') {
    const given = lines(join(folder, 'pairs.csv.gz'));
    const key = ([left = '', right = '']: readonly string[]) => pairKey(left, right);
    return {
      id,
      group: 'given pairs',
      ...tables,
      truth: new Set(given.filter(([, , label]) => label === '1').map(key)),
      judged: new Set(given.map(key)),
    };
  }
  const truth = new Set(lines(join(folder, 'matches.csv')).map(([left = '', right = '']) => pairKey(left, right)));
  return { id, group: kind === 'fuzzyjoin' ? 'fuzzy joins' : 'records', ...tables, truth, judged: null };
}

interface RecordLink {
  readonly a: string;
  readonly a_key: string;
  readonly b: string;
  readonly b_key: string;
  readonly file: string;
}

function caseTasks(folder: string, name: string): Task[] {
  const { record_links: links } = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as { record_links: RecordLink[] };
  const file = (table: string): string => join(folder, `${table.replace('.', '/')}.csv.gz`);
  return links.map((link) => ({
    id: `${name}: ${link.a} ~ ${link.b}`,
    group: 'cases',
    left: file(link.a),
    right: file(link.b),
    leftKey: link.a_key,
    rightKey: link.b_key,
    truth: new Set(lines(join(folder, link.file)).map(([left = '', right = '']) => pairKey(left, right))),
    judged: null,
    clusters: null,
  }));
}

/** The rows of a small CSV file of ids, without its header. */
export function lines(path: string): string[][] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  return text
    .split(/\r?\n/)
    .slice(1)
    .filter((line) => line !== '')
    .map((line) => line.split(','));
}

/** All pairs within the clusters. */
export function pairsOf(clusters: ReadonlyMap<string, string>): Set<string> {
  const members = new Map<string, string[]>();
  for (const [record, cluster] of clusters) members.set(cluster, [...(members.get(cluster) ?? []), record]);
  const pairs = new Set<string>();
  for (const records of members.values()) for (const [i, a] of records.entries()) for (const b of records.slice(i + 1)) pairs.add(orderedKey(a, b));
  return pairs;
}
