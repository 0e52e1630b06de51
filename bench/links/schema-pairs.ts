// Which columns of two tables say the same, by their names and values: npm run bench:schema-pairs [part of a task's name]. Recall among as many of the best as are true, as the data's scorer counts it.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connector } from '../../src/connectors/files/index.ts';
import { matchSchemas, type SchemaColumn } from './schema-match.ts';
import { profileSource } from '../../src/profiling/profile-source.ts';
import { openStaging } from '../../src/profiling/staging.ts';
import { linkingData } from '../crosswalk/tasks.ts';

interface Truth {
  readonly group: string;
  readonly correspondences: readonly { readonly a: string; readonly b: string }[];
}

const folder = linkingData();
if (folder === undefined) {
  console.log('The benchmark data is not here. Set COGNATE_LINKING_DATA to its folder.');
  process.exit(0);
}
const wanted = process.argv[2] ?? '';
const { signal } = new AbortController();
const work = mkdtempSync(join(tmpdir(), 'cognate-schema-pairs-'));
/** Values looked at per column. */
const VALUES = 2000;

async function columnsIn(task: string, side: 'a' | 'b', tables: readonly string[]): Promise<SchemaColumn[]> {
  const described = join(task, `${side}.json`);
  if (existsSync(described)) return metadataIn(described);
  const single = join(task, `${side}.csv.gz`);
  const parsed = connector.parseTarget(existsSync(single) ? single : join(task, side));
  if (parsed === undefined) throw new Error(`${task} has no side ${side}`);
  const session = await connector.open(parsed.config, signal);
  const model = await session.introspect(signal);
  const staging = await openStaging({ directory: join(work, side), model, memoryLimitMb: 600 });
  try {
    const profile = await profileSource(session, model, staging, { signal, sampleRows: null, onProgress: () => {} });
    const found: SchemaColumn[] = [];
    for (const [i, { path, attributes }] of model.entities.entries())
      for (const [j, { name }] of attributes.entries()) {
        const rows = await staging.rows<{ v: string; n: number }>(
          `SELECT v, n FROM (SELECT ${staging.column(j)} AS v, count(*) AS n FROM ${staging.table(i)} WHERE ${staging.column(j)} <> '' GROUP BY v) ORDER BY hash(v), v LIMIT ${VALUES}`,
        );
        const own = profile.entities[i]?.attributes[j];
        // A lone file stands for the table that the truth names.
        const table = tables.length === 1 ? (tables[0] ?? path.name) : path.name;
        if (own !== undefined) found.push({ table, name, profile: own, values: rows.map(({ v }) => v) });
      }
    return found;
  } finally {
    await session.close();
    await staging.remove();
  }
}

function metadataIn(file: string): SchemaColumn[] {
  const read = JSON.parse(readFileSync(file, 'utf8')) as unknown;
  const rows = (
    Array.isArray(read)
      ? read
      : Object.entries(read as object).flatMap(([table, columns]) =>
          (Array.isArray(columns) ? columns : Object.entries(columns as object).map(([name, description]) => ({ name, description }))).map(
            (one: object) => ({ table, ...one }),
          ),
        )
  ) as Record<string, string>[];
  return rows.map((row) => ({ table: row['table'] ?? '', name: row['column'] ?? row['name'] ?? '', profile: null, values: [] }));
}

const groups = new Map<string, number[]>();
try {
  for (const id of readdirSync(join(folder, 'schema'))
    .filter((name) => name.includes(wanted))
    .toSorted()) {
    const task = join(folder, 'schema', id);
    const truth = JSON.parse(readFileSync(join(task, 'truth.json'), 'utf8')) as Truth;
    const tables = (side: 'a' | 'b') => [...new Set(truth.correspondences.map((one) => one[side].split('.')[0] ?? ''))];
    const ranked = matchSchemas(await columnsIn(task, 'a', tables('a')), await columnsIn(task, 'b', tables('b')));
    const right = new Set(truth.correspondences.map(({ a, b }) => `${a} ~ ${b}`));
    const top = ranked.slice(0, right.size);
    const recall = top.filter(({ a, b }) => right.has(`${a.table}.${a.name} ~ ${b.table}.${b.name}`)).length / right.size;
    const group = id.startsWith('valentine_') ? (id.split('_').slice(0, 2).join(' ') ?? '') : truth.group;
    groups.set(group, [...(groups.get(group) ?? []), recall]);
    console.log(`${id.padEnd(60)} ${String(right.size).padStart(4)} true   recall@GT ${recall.toFixed(3)}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
console.log('');
for (const [group, recalls] of [...groups].toSorted(([x], [y]) => (x < y ? -1 : 1)))
  console.log(`${group.padEnd(60)} ${String(recalls.length).padStart(4)} pairs  recall@GT ${mean(recalls).toFixed(3)}`);
console.log(
  `${'all'.padEnd(60)} ${String([...groups.values()].flat().length).padStart(4)} pairs  recall@GT ${mean([...groups.values()].flat()).toFixed(3)}`,
);
