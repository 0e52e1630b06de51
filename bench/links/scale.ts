// The time and memory of link discovery after profiling, on generated sources: npm run bench:links:scale [sources] [tables] [rows].
// With COGNATE_LINKS_SCALE=FOLDER the profiled sources are kept there (10 × 50 × 100,000 rows: 20 GB), and another run begins with them.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { EntityModel, SourceModel } from '../../src/domain/entity.ts';
import type { SourceProfile } from '../../src/domain/profile.ts';
import { openDuckDB } from '../../src/duckdb/engine.ts';
import type { LinkSource } from '../../src/links/discovery/attributes.ts';
import { discoverLinks, type LinkFinding } from '../../src/links/discovery/discover.ts';
import { profileStaging } from '../../src/profiling/profile-source.ts';
import { openStaging } from '../../src/profiling/staging.ts';

const [sourceCount = 10, tableCount = 50, rowCount = 100_000] = process.argv.slice(2).map(Number);

/** The first tables are about the same things in every source, of which each has another part. */
const COMMON = 5;
/** Columns that say the same in those tables. Names do, too, but among many rows they repeat and are passed over. */
const linked = new Set(['number', 'email']);
const mayBeLinked = 'name';

/** A column by its name and what it holds in row `i` of table `t` of source `s`, as SQL. `k` numbers the things that the sources have in common. */
const columns: readonly (readonly [string, string])[] = [
  ['id', 'i + 1'],
  ['parent_id', `hash(i, 's', {s}, {t}) % greatest(1, {rows} // 10) + 1`],
  ['owner_id', `hash(i, 'o', {s}, {t}) % 500 + 1`],
  ['code', `chr(65 + {s}) || chr(65 + {t} % 26) || '-' || lpad((hash(i, {s}, {t}) % 100000000)::VARCHAR, 8, '0')`],
  ['number', `CASE WHEN {t} < ${COMMON} THEN (7000000 + k * 37)::VARCHAR ELSE (hash(i, 'n', {s}, {t}) % 1000000000)::VARCHAR END`],
  [
    'email',
    `CASE WHEN {t} < ${COMMON} THEN 'person' || k || '@firm' || k % 977 || '.example' ELSE 'p' || hash(i, 'e', {s}, {t}) || '@host' || hash(i, 'h', {s}, {t}) % 991 || '.example' END`,
  ],
  [
    'name',
    `list_extract(['Ada','Bela','Carla','Dora','Egon','Frida','Gustav','Hilde'], (hash(k, 'f') % 8)::INTEGER + 1) || ' ' || list_extract(['Ahlers','Brandt','Conradi','Detering','Eilers','Fricke'], (hash(k, 'g') % 6)::INTEGER + 1) || chr(97 + (hash(k, 'x') % 26)::INTEGER) || chr(97 + (hash(k, 'y') % 26)::INTEGER)`,
  ],
  ['status', `list_extract(['open','closed','won','lost'], (hash(i, 't', {s}, {t}) % 4)::INTEGER + 1)`],
  ['kind', `list_extract(['a','b','c'], (hash(i, 'k', {s}, {t}) % 3)::INTEGER + 1)`],
  ['country', `list_extract(['DE','FR','AT','CH','IT'], (hash(i, 'c', {s}, {t}) % 5)::INTEGER + 1)`],
  ['city', `'Town ' || hash(k, 'z') % 400`],
  ['created', `(DATE '2015-01-01' + (hash(k, 'd') % 3000)::INTEGER)::VARCHAR`],
  ['updated', `(DATE '2020-01-01' + (hash(i, 'u', {s}, {t}) % 1500)::INTEGER)::VARCHAR`],
  ['due', `(DATE '2021-01-01' + (hash(i, 'v', {s}, {t}) % 900)::INTEGER)::VARCHAR`],
  ['amount', `(hash(i, 'a', {s}, {t}) % 1000000 / 100)::DECIMAL(12,2)::VARCHAR`],
  ['quantity', `hash(i, 'q', {s}, {t}) % 90`],
  ['rate', `(hash(i, 'r', {s}, {t}) % 1000 / 1000)::DECIMAL(6,3)::VARCHAR`],
  ['is_active', `CASE WHEN hash(i, 'b', {s}, {t}) % 2 = 0 THEN 'true' ELSE 'false' END`],
  ['is_new', `CASE WHEN hash(i, 'w', {s}, {t}) % 5 = 0 THEN 'true' ELSE 'false' END`],
  ['note', `'Note on the matter of ' || hash(i, 'm', {s}, {t}) % 100000 || ' which was seen and said and done again'`],
];

const entity = (table: number): EntityModel => ({
  path: { database: 'd', schema: 's', name: `table_${String(table).padStart(3, '0')}` },
  kind: 'table',
  attributes: columns.map(([name], i) => ({ name, dataType: 'text', isNullable: true, ordinal: i + 1 })),
  keys: [],
  indexes: [],
  foreignKeys: [],
  notes: [],
});

const folder = process.env.COGNATE_LINKS_SCALE;
const work = mkdtempSync(join(tmpdir(), 'cognate-links-scale-'));
const { signal } = new AbortController();
const model: SourceModel = { databases: [], schemas: [], entities: Array.from({ length: tableCount }, (_, i) => entity(i)), notes: [] };

/** A source with its rows and its profile, as they were kept or made anew. */
async function profiledSource(source: number): Promise<LinkSource> {
  const directory = join(folder ?? work, `${sourceCount}x${tableCount}x${rowCount}_source_${source}`);
  const staging = await openStaging({ directory, model });
  const name = `source_${source}`;
  const profileFile = join(directory, 'profile.bin');
  if (staging.isReady() && existsSync(profileFile)) return { name, model, profile: deserialize(readFileSync(profileFile)) as SourceProfile, staging };
  for (let table = 0; table < tableCount; table += 1) {
    const filled = columns.map(([, sql], i) => {
      const value = sql.replaceAll('{s}', String(source)).replaceAll('{t}', String(table)).replaceAll('{rows}', String(rowCount));
      return `CAST(${value} AS VARCHAR) AS ${staging.column(i)}`;
    });
    const rows = `SELECT i, ${table < COMMON ? table : 1000 + source * tableCount + table}::BIGINT * 10_000_000 + i + ${source} * ${Math.ceil(rowCount / 10)} AS k FROM range(${rowCount}) AS r(i)`;
    await staging.run(`CREATE OR REPLACE TABLE ${staging.table(table)} AS SELECT ${filled.join(', ')} FROM (${rows})`);
  }
  const profile = await profileStaging(model, staging, signal);
  writeFileSync(profileFile, serialize(profile));
  await staging.run('CHECKPOINT');
  await staging.markReady();
  return { name, model, profile, staging };
}

/** The column that both sides are in tables about the same things, else null. */
function commonColumn({ source, target }: LinkFinding): string | null {
  if (source.entity !== target.entity || source.entity >= COMMON || source.attribute !== target.attribute) return null;
  return columns[source.attribute]?.[0] ?? null;
}

const sources: LinkSource[] = [];
const directory = join(work, 'space/');
mkdirSync(directory);
const db = await openDuckDB({ memoryLimitMb: 600, threads: 2, tempDirectory: join(work, 'spill'), allowedPaths: [directory] });
try {
  for (let source = 0; source < sourceCount; source += 1) {
    const profiled = await profiledSource(source);
    await profiled.staging.allow([]);
    sources.push(profiled);
  }
  console.log(`${sourceCount} sources of ${tableCount} tables of ${columns.length} columns of ${rowCount} rows are profiled`);
  const started = { at: performance.now(), cpu: process.cpuUsage() };
  let last = started;
  let sketched = started;
  const sinceLast = (from: typeof last): string => {
    const { user, system } = process.cpuUsage(from.cpu);
    return `${((performance.now() - from.at) / 1000).toFixed(1).padStart(7)} s, ${((user + system) / 1e6).toFixed(1).padStart(6)} s of the processors`;
  };
  const { findings } = await discoverLinks({
    space: { db, directory, key: 'c0ffee' },
    sources,
    fresh: null,
    leastConfidence: 0.3,
    signal,
    onStep(step) {
      console.log(`${sinceLast(last)}  ${step}`);
      last = { at: performance.now(), cpu: process.cpuUsage() };
      if (step.startsWith('sketches')) sketched = last;
    },
  });
  const isRight = (one: LinkFinding): boolean => linked.has(commonColumn(one) ?? '');
  const right = findings.filter(isRight).length;
  const wrong = findings.filter((one) => !isRight(one) && commonColumn(one) !== mayBeLinked);
  const expected = (COMMON * linked.size * sourceCount * (sourceCount - 1)) / 2;
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`${sinceLast(sketched)}  of these on what was sketched`);
  console.log(`${sinceLast(started)}  ${right} of ${expected} links found, ${wrong.length} wrong; ${peak.toFixed(0)} MB at most`);
  const others = new Map<string, LinkFinding[]>();
  for (const finding of wrong) {
    const pair = `${columns[finding.source.attribute]?.[0]} ~ ${columns[finding.target.attribute]?.[0]}`;
    others.set(pair, [...(others.get(pair) ?? []), finding]);
  }
  for (const [pair, some] of others)
    console.log(`          ${String(some.length).padStart(6)} ${pair}, at ${some[0]?.confidence.toFixed(2)} or less`);
} finally {
  for (const { staging } of sources) await (folder === undefined ? staging.remove() : staging.close());
  db.close();
  rmSync(work, { recursive: true, force: true });
}
