// The speed of the API over a big catalog: npm run bench:api [-- --home DIRECTORY --scale 1 --seconds 60 --pause 0 --only load|bulk|ratio].
// Twenty clients read every list and everything single while two write; then a decision over 10,000 edges; then lists beside a bare route.
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openStore } from '../../src/store/open.ts';
import type { Measurement, Question } from './load.ts';
import { findPlaces, type Places } from './places.ts';
import { databaseCpuSeconds, runLoad, startBare, startServer, type Running } from './processes.ts';
import { readsOf } from './requests.ts';
import { seed, type Seeded } from './seed.ts';

const bar = { p50: 25, p99: 100, bulkSeconds: 3, ratio: 0.6 };
const momentMs = 250;
const readers = 20;
const writers = 2;
const ports = { server: 7520, bare: 7521 };

const { values: flags } = parseArgs({
  options: {
    home: { type: 'string', default: join(tmpdir(), 'cognate-bench-api') },
    scale: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '60' },
    pause: { type: 'string', default: '0' },
    rounds: { type: 'string', default: '7' },
    only: { type: 'string' },
    profile: { type: 'boolean', default: false },
  },
});
const wanted = (part: 'load' | 'bulk' | 'ratio'): boolean => flags.only === undefined || flags.only === part;

const seeded = await seed(flags.home, Number(flags.scale));
const { places, edges, connection } = await look(seeded);
const server = await startServer(seeded.home, ports.server, flags.profile ? ['--cpu-prof', `--cpu-prof-dir=${seeded.home}`] : []);
const verdicts: boolean[] = [];
try {
  console.log(`${availableParallelism()} processors, Node.js ${process.version}; server, database and load share them`);
  if (wanted('load')) verdicts.push(await measureLoad(server));
  if (wanted('bulk')) verdicts.push(await measureBulk());
  if (wanted('ratio')) verdicts.push(await measureRatios(server));
} finally {
  await server.stop();
}
if (verdicts.includes(false)) process.exitCode = 1;

async function look(seeded: Seeded) {
  const store = await openStore({ home: seeded.home });
  try {
    const places = await findPlaces(store, seeded);
    const rows = await store.inOrganization(seeded.organizationId, (trx) =>
      trx.selectFrom('relationships').select('id').where('key_id', '=', '').where('type', '=', 'INFERRED').orderBy('id').limit(20_000).execute(),
    );
    return { places, edges: rows.map(({ id }) => id), connection: store.connection };
  } finally {
    await store.close();
  }
}

async function call(path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${seeded.token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${server.origin}${path}`, { ...init, headers });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${init.method ?? 'GET'} ${path} answers ${answer.status}: ${text.slice(0, 300)}`);
  return { status: answer.status, text, next: /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] };
}

async function measureLoad({ origin, cpuSeconds }: Running): Promise<boolean> {
  const document = JSON.parse((await call('/openapi.json')).text) as Parameters<typeof readsOf>[0];
  const reads = await readsOf(document, places, call);
  const seconds = Number(flags.seconds);
  const before = { server: cpuSeconds(), database: databaseCpuSeconds(seeded.home) };
  const result = await runLoad({
    origin,
    token: seeded.token,
    seconds,
    warmupSeconds: Math.min(5, seconds / 4),
    pauseMs: Number(flags.pause),
    kinds: [
      { clients: readers, questions: reads.map(({ name, paths }) => ({ name: `GET ${name}`, method: 'GET', paths })) },
      { clients: writers, questions: writesTo(places) },
    ],
  });
  const rows = Object.entries(result.latencies).map(([name, latencies]) => ({ name, count: latencies.length, ...quantiles(latencies) }));
  const isRead = (name: string): boolean => name.startsWith('GET');
  const good = rows.filter(({ name, p50, p99 }) => !isRead(name) || (p50 < bar.p50 && p99 < bar.p99));
  console.log(
    `\n${readers} clients read, ${writers} write, each asks again ${flags.pause === '0' ? 'at once' : `after ${flags.pause} ms`}; ${seconds} s; milliseconds; bar: p50 ${bar.p50}, p99 ${bar.p99}\n`,
  );
  console.log('  requests     p50     p99     max');
  for (const { name, count, p50, p99, max } of rows.toSorted((a, b) => b.p99 - a.p99)) {
    const verdict = !isRead(name) ? '    ' : p50 < bar.p50 && p99 < bar.p99 ? 'ok  ' : 'SLOW';
    console.log(`${String(count).padStart(10)} ${[p50, p99, max].map((ms) => ms.toFixed(1).padStart(7)).join(' ')}  ${verdict} ${name}`);
  }
  console.log(`\n${momentsOf(result, isRead)}`);
  const all = quantiles(rows.filter(({ name }) => isRead(name)).flatMap(({ name }) => result.latencies[name] ?? []));
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const perRequest = (cpu: number): string => ((cpu * 1000) / result.asked).toFixed(2);
  console.log(
    `\n${(total / seconds).toFixed(0)} requests/s, ${(result.bytes / seconds / 1e6).toFixed(0)} MB/s; all reads p50 ${all.p50.toFixed(1)}, p99 ${all.p99.toFixed(1)} ms; ` +
      `processor ms a request: server ${perRequest(cpuSeconds() - before.server)}, ` +
      `database ${perRequest(databaseCpuSeconds(seeded.home) - before.database)}, load ${perRequest(result.cpuSeconds)}`,
  );
  for (const failure of result.failures) console.log(`  failed: ${failure}`);
  const missing = reads.filter(({ name }) => result.latencies[`GET ${name}`] === undefined);
  for (const { name } of missing) console.log(`  not measured: ${name}`);
  return good.length === rows.length && result.failures.length === 0;
}

/** Whether slow answers come together, as when everything waits for one thing, or each by itself. */
function momentsOf({ latencies, times }: Measurement, isMeasured: (name: string) => boolean): string {
  const asked = Object.entries(latencies).flatMap(([name, taken]) =>
    isMeasured(name) ? taken.map((ms, i) => ({ ms, at: times[name]?.[i] ?? 0 })) : [],
  );
  const slow = asked.filter(({ ms }) => ms > bar.p99);
  const moments = new Map<number, number>();
  for (const { at } of slow) moments.set(Math.floor(at / momentMs), (moments.get(Math.floor(at / momentMs)) ?? 0) + 1);
  const busiest = [...moments].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 10);
  const told = busiest.map(([moment, count]) => `${((moment * momentMs) / 1000).toFixed(2)} s: ${count}`);
  return `${slow.length} of ${asked.length} reads took more than ${bar.p99} ms, asked in ${moments.size} quarters of a second (${told.join(', ')})`;
}

/** Descriptions, decisions one by one, and fifty decisions at once. */
function writesTo({ database }: Places): Question[] {
  const statuses = ['APPROVED', 'REJECTED', 'SUGGESTED'];
  const batches = Array.from({ length: 20 }, (_, i) => part((i * 0.05) / 20, ((i + 1) * 0.05) / 20).slice(0, 50));
  return [
    {
      name: 'PUT column description',
      method: 'PUT',
      paths: database.map((at) => `/api/integration-sources/${at['source_id']}/columns/${at['column_id']}`),
      bodies: Array.from({ length: 50 }, (_, i) => JSON.stringify({ description: `As its owner describes it, ${i}.` })),
    },
    {
      name: 'PUT relationship status',
      method: 'PUT',
      paths: part(0.05, 0.1).map((id) => `/api/integration-sources/relationships/${id}`),
      bodies: statuses.map((status) => JSON.stringify({ status })),
    },
    {
      name: 'POST bulk-status of 50',
      method: 'POST',
      paths: ['/api/integration-sources/relationships/bulk-status'],
      bodies: batches.flatMap((ids) => statuses.map((status) => JSON.stringify({ relationship_ids: ids, status }))),
    },
  ];
}

/** Every write has edges of its own: 20,000 at full scale. */
function part(from: number, to: number): string[] {
  return edges.slice(Math.floor(from * edges.length), Math.ceil(to * edges.length));
}

async function measureBulk(): Promise<boolean> {
  const ids = part(0.5, 1);
  const seconds: number[] = [];
  for (const status of ['APPROVED', 'REJECTED', 'SUGGESTED']) {
    const started = performance.now();
    const { text } = await call('/api/integration-sources/relationships/bulk-status', {
      method: 'POST',
      body: JSON.stringify({ relationship_ids: ids, status }),
    });
    seconds.push((performance.now() - started) / 1000);
    const { updated } = JSON.parse(text) as { updated: string[] };
    console.log(`bulk-status of ${ids.length} edges to ${status}: ${updated.length} updated in ${(seconds.at(-1) ?? 0).toFixed(2)} s`);
  }
  return Math.max(...seconds) < bar.bulkSeconds;
}

interface Rate {
  readonly perSecond: number;
  readonly cpuMs: number;
}

/** Lists of 100 rows beside a bare Fastify route that answers the same bytes by one plain query. */
async function measureRatios(server: Running): Promise<boolean> {
  const { source_id: source = '' } = places.database[0] ?? {};
  const lists = [
    { path: '/api/integration-sources', table: 'integration_sources', where: 'true', values: [] },
    {
      path: `/api/integration-sources/${source}/columns`,
      query: 'active_only=false&',
      table: 'source_columns',
      where: 'integration_source_id = $2',
      values: [source],
    },
    { path: `/api/integration-sources/${source}/relationships`, table: 'relationships', where: 'integration_source_id = $2', values: [source] },
  ];
  const verdicts: boolean[] = [];
  for (const { path, query = '', table, where, values } of lists) {
    const url = `${path}?${query}limit=100`;
    const { text } = await call(url);
    const rows = JSON.parse(text) as object[];
    const fields = Object.keys(rows[0] ?? {});
    const plain = `SELECT ${fields.join(', ')} FROM ${table} WHERE organization_id = $1 AND ${where} ORDER BY created_at, id LIMIT 100`;
    const bare = await startBare({
      connection,
      connections: 10,
      port: ports.bare,
      organizationId: seeded.organizationId,
      query: plain,
      values: [seeded.organizationId, ...values],
    });
    try {
      const same = (await (await fetch(bare.origin)).text()) === text;
      verdicts.push(await compare({ path: path.replace(/[0-9a-f-]{36}/, '…'), rows: rows.length, bytes: text.length, same }, { server, url }, bare));
    } finally {
      await bare.stop();
    }
  }
  return !verdicts.includes(false);
}

async function compare(
  list: { readonly path: string; readonly rows: number; readonly bytes: number; readonly same: boolean },
  ours: { readonly server: Running; readonly url: string },
  bare: Running,
): Promise<boolean> {
  const throughput = async ({ origin, cpuSeconds }: Running, url: string): Promise<Rate> => {
    const before = cpuSeconds();
    const questions: Question[] = [{ name: 'list', method: 'GET', paths: [url] }];
    const { latencies, seconds } = await runLoad({
      origin,
      token: seeded.token,
      seconds: 3,
      warmupSeconds: 0.5,
      pauseMs: 0,
      kinds: [{ clients: readers, questions }],
    });
    const count = latencies['list']?.length ?? 0;
    return { perSecond: count / seconds, cpuMs: ((cpuSeconds() - before) / (count * (3.5 / 3))) * 1000 };
  };
  const rounds: { api: Rate; plain: Rate; ratio: number }[] = [];
  for (let round = 0; round < Number(flags.rounds); round += 1) {
    const [api, plain] = [await throughput(ours.server, ours.url), await throughput(bare, '/')];
    rounds.push({ api, plain, ratio: api.perSecond / plain.perSecond });
  }
  const ratios = quantiles(rounds.map(({ ratio }) => ratio));
  const median = (of: (round: (typeof rounds)[number]) => number): number => quantiles(rounds.map(of)).p50;
  console.log(
    `\n${list.path}: ${list.rows} rows, ${(list.bytes / 1000).toFixed(0)} KB, ${list.same ? 'the same bytes' : 'NOT THE SAME BYTES'}\n` +
      `  API ${median(({ api }) => api.perSecond).toFixed(0)}/s (${median(({ api }) => api.cpuMs).toFixed(2)} ms of the server's processor), ` +
      `bare ${median(({ plain }) => plain.perSecond).toFixed(0)}/s (${median(({ plain }) => plain.cpuMs).toFixed(2)} ms)\n` +
      `  ratio ${ratios.p50.toFixed(2)} (${ratios.min.toFixed(2)} to ${ratios.max.toFixed(2)} in ${rounds.length} rounds); bar ${bar.ratio}`,
  );
  return ratios.p50 >= bar.ratio;
}

function quantiles(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { min: at(0), p50: at(0.5), p99: at(0.99), max: at(1) };
}
