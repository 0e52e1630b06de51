// The time and memory that links between generated sources take: to profile and to sketch each (both are phases of its scan), to find the links between all when
// that is done, to store the sketches, and to scan one of them again: npm run bench:links:scale [sources] [tables] [rows].
// With COGNATE_LINKS_SCALE=FOLDER the profiled sources are kept there (10 × 50 × 100,000 rows: 15 GB), and another run begins with them.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { EntityLinkFinding } from '../../src/domain/edge.ts';
import type { EntityModel, SourceModel } from '../../src/domain/entity.ts';
import { newId } from '../../src/domain/ids.ts';
import type { SourceProfile } from '../../src/domain/profile.ts';
import { profileStaging } from '../../src/profiling/profile-source.ts';
import { openStaging, type Staging } from '../../src/profiling/staging.ts';
import { entitiesSharingAmong, saveFingerprints } from '../../src/store/link-fingerprints.ts';
import { openStore } from '../../src/store/open.ts';
import { keptOfOthers, openKept } from '../../src/workflows/link-fingerprints.ts';
import { findKeptLinks, findLinks } from '../../src/workflows/link-run.ts';
import { linkedSource, toStore, type SourceToSketch } from '../../src/workflows/source-sketch.ts';
import { openWorkDirectory, type WorkDirectory } from '../../src/workflows/work-directory.ts';

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
const scratch = mkdtempSync(join(tmpdir(), 'cognate-links-scale-'));
const { signal } = new AbortController();
const model: SourceModel = { databases: [], schemas: [], entities: Array.from({ length: tableCount }, (_, i) => entity(i)), notes: [] };

interface Source {
  readonly id: string;
  readonly name: string;
  readonly staging: Staging;
  readonly profile: SourceProfile;
}

/** Does it and prints what it took: seconds by the clock and of this process's processors. */
async function timed<T>(what: (made: T) => string, run: () => Promise<T>): Promise<T> {
  const started = { at: performance.now(), cpu: process.cpuUsage() };
  const made = await run();
  const { user, system } = process.cpuUsage(started.cpu);
  const seconds = (ms: number): string => (ms / 1000).toFixed(1).padStart(7);
  console.log(`${seconds(performance.now() - started.at)} s ${seconds((user + system) / 1000)} s of the processors  ${what(made)}`);
  return made;
}

/** A source with its rows and its profile, as they were kept or made anew. */
async function profiledSource(source: number): Promise<Source> {
  const directory = join(folder ?? scratch, `${sourceCount}x${tableCount}x${rowCount}_source_${source}`);
  const staging = await openStaging({ directory, model });
  const [id, name] = [newId(), `source_${source}`];
  const profileFile = join(directory, 'profile.bin');
  if (staging.isReady() && existsSync(profileFile)) return { id, name, profile: deserialize(readFileSync(profileFile)) as SourceProfile, staging };
  for (let table = 0; table < tableCount; table += 1) {
    const filled = columns.map(([, sql], i) => {
      const value = sql.replaceAll('{s}', String(source)).replaceAll('{t}', String(table)).replaceAll('{rows}', String(rowCount));
      return `CAST(${value} AS VARCHAR) AS ${staging.column(i)}`;
    });
    const rows = `SELECT i, ${table < COMMON ? table : 1000 + source * tableCount + table}::BIGINT * 10_000_000 + i + ${source} * ${Math.ceil(rowCount / 10)} AS k FROM range(${rowCount}) AS r(i)`;
    await staging.run(`CREATE OR REPLACE TABLE ${staging.table(table)} AS SELECT ${filled.join(', ')} FROM (${rows})`);
  }
  await staging.allow([]);
  const profile = await timed(
    () => `${name} is profiled`,
    () => profileStaging(model, staging, signal),
  );
  writeFileSync(profileFile, serialize(profile));
  await staging.run('CHECKPOINT');
  await staging.markReady();
  return { id, name, profile, staging };
}

/** The column that both sides are in tables about the same things, else null. */
function commonColumn({ source, target }: EntityLinkFinding): string | null {
  const isCommon = source.path.name === target.path.name && Number(source.path.name.slice(-3)) < COMMON;
  return isCommon && source.attribute === target.attribute ? source.attribute : null;
}

/** How many of the links that are there were found, and what else. */
function judged(findings: readonly EntityLinkFinding[], expected: number): string {
  const isRight = (one: EntityLinkFinding): boolean => linked.has(commonColumn(one) ?? '');
  const wrong = findings.filter((one) => !isRight(one) && commonColumn(one) !== mayBeLinked);
  const pairs = new Set(wrong.map(({ source, target }) => `${source.attribute} ~ ${target.attribute}`));
  return `${findings.filter(isRight).length} of ${expected} links found, ${wrong.length} wrong${[...pairs].map((pair) => `; ${pair}`).join('')}`;
}

const sources: Source[] = [];
mkdirSync(join(scratch, 'home'));
const store = await openStore({ home: join(scratch, 'home') });
try {
  const organizationId = newId();
  const { dataKey, wrapped } = store.sealer.newDataKey(organizationId);
  await store.asSystem((trx) => trx.insertInto('organizations').values({ id: organizationId, name: 'Scale', data_key: wrapped }).execute());
  const toSketch = ({ id, name, staging, profile }: Source, work: WorkDirectory): SourceToSketch => ({
    sourceId: id,
    name,
    linkable: async () => ({ kind: 'column', model, profile, staging, unread: [], copiedFrom: null }),
    work,
    dataKey,
    signal,
  });
  const keep = async (source: Source, work: WorkDirectory): Promise<void> =>
    store.inOrganization(organizationId, async (trx) =>
      saveFingerprints(trx, { organizationId, sourceId: source.id, dataKey, ...(await toStore(toSketch(source, work))) }),
    );
  const first = await openWorkDirectory(scratch, 'first');
  console.log(`${sourceCount} sources of ${tableCount} tables of ${columns.length} columns of ${rowCount} rows`);
  for (let source = 0; source < sourceCount; source += 1) {
    const made = await profiledSource(source);
    sources.push(made);
    await made.staging.allow([]);
    await store.inOrganization(organizationId, (trx) =>
      trx
        .insertInto('integration_sources')
        .values({ id: made.id, name: made.name, organization_id: organizationId, source_type: 'database', connector_type: 'files' })
        .execute(),
    );
    await timed(
      ({ sketch: { attributes } }) =>
        `${made.name} is sketched: ${attributes.filter(({ guard }) => guard === null).length} of ${attributes.length} attributes can be identity`,
      () => linkedSource(toSketch(made, first)),
    );
  }
  let stepped = process.cpuUsage();
  const onStep = (step: string): void => {
    const { user, system } = process.cpuUsage(stepped);
    stepped = process.cpuUsage();
    console.log(`${' '.repeat(9)} ${((user + system) / 1e6).toFixed(1).padStart(7)} s of the processors until ${step}`);
  };
  const expected = COMMON * linked.size * (sourceCount - 1);
  await timed(
    ({ findings }) => `discovery among all: ${judged(findings, (expected * sourceCount) / 2)}`,
    () =>
      findLinks({
        sources: sources.map((source) => () => linkedSource(toSketch(source, first))),
        work: first,
        dataKey,
        others: keptOfOthers(
          store,
          organizationId,
          sources.map(({ id }) => id),
        ),
        signal,
        onStep,
      }),
  );
  await timed(
    () => 'the sketches are stored',
    async () => {
      for (const source of sources) await keep(source, first);
    },
  );
  await first.remove();
  const again = sources[Math.floor(sourceCount / 2)];
  if (again !== undefined) {
    const work = await openWorkDirectory(scratch, 'again');
    console.log(`${again.name} is scanned again`);
    await timed(
      () => 'it is sketched',
      () => linkedSource(toSketch(again, work)),
    );
    await timed(
      ({ beyond }) => `discovery with what is stored of the others: ${judged(beyond, expected)}`,
      () =>
        findLinks({
          sources: [() => linkedSource(toSketch(again, work))],
          work,
          dataKey,
          others: keptOfOthers(store, organizationId, [again.id]),
          signal,
          onStep,
        }),
    );
    await timed(
      () => 'its sketch is stored',
      () => keep(again, work),
    );
  }
  await timed(
    (findings) => `discovery among all that is stored, as a job: ${judged(findings, (expected * sourceCount) / 2)}`,
    async () => {
      stepped = process.cpuUsage();
      const known = await openKept(store, organizationId, await entitiesSharingAmong(store.reader(organizationId), organizationId, null));
      return findKeptLinks({ work: await openWorkDirectory(scratch, 'discover'), dataKey, signal, onStep }, known, null);
    },
  );
  console.log(`${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`);
} finally {
  for (const { staging } of sources) await (folder === undefined ? staging.remove() : staging.close());
  await store.close();
  rmSync(scratch, { recursive: true, force: true });
}
