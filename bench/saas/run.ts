// Scans large accounts of the fake platforms: one object of 5,000 fields more, and 300 objects more. Prints what that costs the platform and the
// worker, and how long a scan takes to be cancelled: npm run bench:saas [platform …]. HubSpot's limit makes its scan one of many minutes.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultKind } from '../../src/demo/platforms/faults.ts';
import { startHubspot } from '../../src/demo/platforms/hubspot.ts';
import { startSalesforce } from '../../src/demo/platforms/salesforce.ts';
import type { Platform } from '../../src/demo/platforms/server.ts';
import { startStripe } from '../../src/demo/platforms/stripe.ts';
import { startServer, type Job, type Server } from './server.ts';

const size = { manyObjects: 300, manyFields: 5000 };

interface Bench {
  readonly start: () => Promise<Platform & { readonly config: Readonly<Record<string, string>> }>;
  /** What the platform's documents allow. */
  readonly limit: string;
  /** Where records are read. */
  readonly records: RegExp;
}

const benches: Readonly<Record<string, Bench>> = {
  // The limit of a private app in the smallest subscription: https://developers.hubspot.com/docs/guides/apps/api-usage/usage-details
  hubspot: { start: () => startHubspot({ ...size, limit: 10 }), limit: '100 in 10 seconds', records: /^\/crm\/v3\/objects/ },
  // Long calls alone are limited; a scan is to be a small part of the calls of a day.
  salesforce: { start: () => startSalesforce(size), limit: '25 long ones at once, 100,000 a day', records: /\/query/ },
  // https://docs.stripe.com/rate-limits
  stripe: { start: () => startStripe({ ...size, limit: 25 }), limit: '25 a second (test mode)', records: /^\/v1\/(?!account)/ },
};

let server: Server;
const chosen = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  // The most memory is that of a worker's whole life.
  server = await startServer();
  const platform = await bench.start();
  try {
    const source = await server.call<{ id: string }>('POST', '/integration-sources', { name, connector_type: name, configuration: platform.config });
    await scan(name, bench, platform, source.id);
    await cancel(
      platform,
      source.id,
      'while fields are described',
      undefined,
      (job) => job.progress?.phase === 'introspect' && job.progress.done > 0,
    );
    await cancel(platform, source.id, 'in a body that never ends', { kind: 'slow-body' });
    await cancel(platform, source.id, 'in a Retry-After of a minute', { kind: 'rate-limited-for-a-minute' });
    if (name !== 'hubspot') await cancel(platform, source.id, 'while records are read', { kind: 'slow-body', path: bench.records });
  } finally {
    await platform.close();
    await server.stop();
  }
}

async function scan(name: string, bench: Bench, platform: Platform, sourceId: string): Promise<void> {
  const { id } = await server.call<Job>('POST', `/integration-sources/${sourceId}/scan`, {});
  const seen = new Set<string>();
  const job = await ended(id, (now) => seen.add(JSON.stringify(now.progress)));
  if (job.state !== 'succeeded') throw new Error(`the scan of ${name} ${job.state}: ${job.error}`);
  const { requests, mostAtOnce } = platform;
  const describing = requests.filter(({ path }) => !bench.records.test(path)).length;
  const refused = requests.filter(({ status }) => status === 429).length;
  const { introspect_ms: introspect = 0, profile_ms: profile = 0, total_ms: total = 0 } = job.timings ?? {};
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const objects = await server.count(`/integration-sources/${sourceId}/saas-objects`);
  console.log(`${name}: ${objects} objects, ${await server.count(`/integration-sources/${sourceId}/saas-associations`)} associations`);
  console.log(`  time        ${seconds(total)}: introspect ${seconds(introspect)}, profile ${seconds(profile)}`);
  console.log(`  requests    ${requests.length}: ${describing} describe (${(describing / objects).toFixed(1)} an object), the rest read records`);
  console.log(
    `  pace        ${most(requests, 1000)} in a second, ${most(requests, 10_000)} in ten, ${mostAtOnce} at once; ${refused} refused; may be ${bench.limit}`,
  );
  console.log(`  memory      ${server.workerPeak().toFixed(0)} MB at most in the worker`);
  console.log(`  progress    ${seen.size} updates seen`);
}

/** How long it takes from asking for the end of a scan to its end. */
async function cancel(
  platform: Platform,
  sourceId: string,
  where: string,
  fault?: { readonly kind: FaultKind; readonly path?: RegExp },
  isThere?: (job: Job) => boolean,
): Promise<void> {
  platform.reset();
  const hits = fault === undefined ? undefined : platform.fault(fault.kind, { times: Infinity, skip: 2, ...(fault.path && { path: fault.path }) });
  const { id } = await server.call<Job>('POST', `/integration-sources/${sourceId}/scan`, {});
  for (;;) {
    const job = await server.call<Job>('GET', `/jobs/${id}`);
    if (!/queued|running/.test(job.state)) {
      console.log(`  cancel      ${where}: it was over before`);
      return;
    }
    if (hits === undefined ? isThere?.(job) === true : hits.hits > 0) break;
    await sleep(5);
  }
  const asked = performance.now();
  await server.call('POST', `/jobs/${id}/cancel`);
  const job = await ended(id);
  console.log(`  cancel      ${where}: ${job.state} after ${Math.round(performance.now() - asked)} ms`);
}

async function ended(id: string, look: (job: Job) => void = () => undefined): Promise<Job> {
  for (;;) {
    const job = await server.call<Job>('GET', `/jobs/${id}`);
    look(job);
    if (!/queued|running/.test(job.state)) return job;
    await sleep(20);
  }
}

/** The most requests in any such span of time. */
function most(requests: Platform['requests'], spanMs: number): number {
  let first = 0;
  return requests.reduce((highest, { at }, i) => {
    while ((requests[first]?.at ?? at) <= at - spanMs) first += 1;
    return Math.max(highest, i - first + 1);
  }, 0);
}
