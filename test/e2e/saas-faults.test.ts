import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { faultKinds, type FaultKind } from '../../src/demo/platforms/faults.ts';
import { startHubspot } from '../../src/demo/platforms/hubspot.ts';
import { startSalesforce } from '../../src/demo/platforms/salesforce.ts';
import type { Platform } from '../../src/demo/platforms/server.ts';
import { startStripe } from '../../src/demo/platforms/stripe.ts';
import { startZendesk } from '../../src/demo/platforms/zendesk.ts';
import type { SourceStage } from '../../src/domain/errors.ts';
import type { Running } from './cli.ts';
import { catalogOf, rowsOf, startSaasServer, type CatalogRow, type Row, type SaasServer } from './saas-server.ts';

/** The stage by which a scan ends where every call goes wrong in this way. */
const ends: Readonly<Record<FaultKind, SourceStage>> = {
  // Where nothing renews the token.
  'unauthorized-once': 'authenticate',
  unauthorized: 'authenticate',
  forbidden: 'authenticate',
  'rate-limited': 'list',
  'rate-limited-silently': 'list',
  'rate-limited-for-a-minute': 'list',
  'rate-limited-for-a-day': 'list',
  'server-error': 'list',
  'internal-error': 'list',
  'bad-gateway': 'list',
  'page-for-people': 'list',
  'wrong-shape': 'list',
  'empty-body': 'list',
  vanished: 'list',
  'truncated-json': 'list',
  'slow-body': 'list',
  silent: 'list',
  'dripping-headers': 'list',
  'dripping-body': 'list',
  'huge-headers': 'list',
  garbled: 'list',
  'deep-json': 'list',
  dropped: 'list',
  'endless-body': 'list',
  'redirect-elsewhere': 'list',
  'redirect-in-circles': 'list',
  'gzip-bomb': 'list',
};

/** One of each sort, for what was read before it. */
const midway: readonly FaultKind[] = [
  'unauthorized-once',
  'unauthorized',
  'forbidden',
  'rate-limited',
  'server-error',
  'vanished',
  'truncated-json',
  'dropped',
  'redirect-elsewhere',
  'gzip-bomb',
];

interface Started {
  readonly platform: Platform;
  readonly config: Row;
}

const starts: Readonly<Record<string, () => Promise<Started>>> = {
  async hubspot() {
    const platform = await startHubspot({ rotates: true });
    return { platform, config: platform.oauthConfig };
  },
  async salesforce() {
    const platform = await startSalesforce({ rotates: true });
    return { platform, config: platform.config };
  },
  async stripe() {
    const platform = await startStripe();
    return { platform, config: platform.config };
  },
  async zendesk() {
    const platform = await startZendesk();
    return { platform, config: platform.oauthConfig };
  },
};

interface Source {
  readonly connector: string;
  readonly platform: Platform;
  readonly id: string;
  readonly renews: boolean;
  /** What a scan finds where nothing goes wrong. */
  readonly clean: Awaited<ReturnType<typeof catalogOf>>;
  /** How many calls that takes. */
  readonly calls: number;
}

vi.setConfig({ testTimeout: 180_000 });

let server: SaasServer;
let helper: Running;
let sources: readonly Source[] = [];

beforeAll(async () => {
  // Two minutes of a platform's silence are eight seconds.
  server = await startSaasServer({ COGNATE_TEST_HASTE: '15' });
  helper = server.worker();
  sources = await Promise.all(
    Object.entries(starts).map(async ([connector, begin]): Promise<Source> => {
      const { platform, config } = await begin();
      const id = await server.register(connector, connector, config);
      expect(await server.scan(id), connector).toMatchObject({ state: 'succeeded', error: null });
      const calls = platform.requests.filter(({ path }) => path !== platform.tokenPath).length;
      return { connector, platform, id, calls, renews: 'refresh_token' in config, clean: await catalogOf(server, id) };
    }),
  );
}, 180_000);
afterAll(async () => {
  for (const { process: one } of [server.running, helper]) one.kill('SIGKILL');
  for (const { platform } of sources) await platform.close();
});

let rows: readonly CatalogRow[] = [];

/** Scans every source while its platform goes wrong, and answers with the jobs as they ended. Those that failed have left their source as it was. */
async function scanAll(kind: FaultKind, from: (source: Source) => number) {
  const before = rows.length > 0 ? rows : await server.rows();
  const ended = await Promise.all(
    sources.map(async (source) => {
      source.platform.reset();
      // A scan begins with a new token, which would end that fault before it struck.
      if (kind === 'unauthorized-once' && source.renews) source.platform.fault('unauthorized', { skip: from(source) });
      else source.platform.fault(kind, { skip: from(source), ...(kind === 'unauthorized-once' ? {} : { times: Infinity }) });
      return { source, job: await server.scan(source.id) };
    }),
  );
  rows = await server.rows();
  for (const { source, job } of ended) {
    expect(source.platform.elsewhere).toEqual([]);
    const ids = [source.id, ...[...source.clean.objects, ...source.clean.associations].map(({ id }) => id)];
    if (job['state'] !== 'succeeded') expect(rowsOf(rows, ids), source.connector).toEqual(rowsOf(before, ids));
  }
  return ended;
}

function expectFailure({ connector }: Source, job: Row, phase: string, stages: readonly SourceStage[]): void {
  expect(job, connector).toMatchObject({ state: 'failed' });
  const error = String(job['error']);
  expect(error).toMatch(new RegExp(`^${connector}, ${phase}: .* \\(stage: (${stages.join('|')})\\)\\. .+\\.$`));
  // The bodies of the faults repeat the credentials.
  expect(error).not.toMatch(/ for Bearer|<html>/);
}

const stateOf = (source: Source) => server.call('GET', `/integration-sources/${source.id}`);

test.each(faultKinds)('a platform that is %s from the first call on ends the scan by its stage, and changes nothing in the catalog', async (kind) => {
  const stage = ends[kind];
  for (const { source, job } of await scanAll(kind, () => 0)) {
    if (kind === 'unauthorized-once' && source.renews) {
      expect(job, source.connector).toMatchObject({ state: 'succeeded', error: null });
      continue;
    }
    expectFailure(source, job, 'introspect', [stage]);
    expect(await stateOf(source)).toMatchObject({ connection_status: 'error' });
  }
});

test.each(midway)('one that is %s in the middle of a scan leaves nothing half-written', async (kind) => {
  for (const { source, job } of await scanAll(kind, ({ calls }) => Math.floor(calls / 2))) {
    if (job['state'] === 'failed') expectFailure(source, job, '(introspect|profile)', ['authenticate', 'list', 'read']);
    else expect(job, source.connector).toMatchObject({ state: 'succeeded', error: null });
  }
});

test('once it is well again, the next scan heals everything', async () => {
  for (const source of sources) source.platform.reset();
  await Promise.all(
    sources.map(async (source) => {
      expect(await server.scan(source.id), source.connector).toMatchObject({ state: 'succeeded', error: null });
      expect(await stateOf(source)).toMatchObject({ connection_status: 'connected' });
      expect(untimed(await catalogOf(server, source.id)), source.connector).toEqual(untimed(source.clean));
    }),
  );
});

const untimed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, inner: unknown) => (key === 'updated_at' || key === 'last_analyzed' ? undefined : inner));
