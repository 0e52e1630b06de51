import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectorFor } from '../../src/connectors/registry.ts';
import { startHubspot } from '../../src/demo/platforms/hubspot.ts';
import { startSalesforce, type SalesforcePlatform } from '../../src/demo/platforms/salesforce.ts';
import type { Platform } from '../../src/demo/platforms/server.ts';
import { startStripe } from '../../src/demo/platforms/stripe.ts';
import type { ScanProgress } from '../../src/domain/job.ts';
import type { SaasRecords } from '../../src/domain/saas-records.ts';
import { saasRun } from '../../src/workflows/saas-run.ts';
import type { SourceRun } from '../../src/workflows/scan-run.ts';
import { openWorkDirectory } from '../../src/workflows/work-directory.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-saas-run-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Wanted {
  readonly connector: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** The work directory: the same for a run that is resumed. */
  readonly job: string;
  readonly sampleRows?: number | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ScanProgress) => void;
}

async function start({
  connector,
  config,
  job,
  sampleRows = null,
  signal = new AbortController().signal,
  onProgress = () => {},
}: Wanted): Promise<SourceRun> {
  const known = connectorFor(connector);
  if (known.sourceType !== 'saas') throw new Error(`${connector} is no SaaS connector`);
  return saasRun(known, {
    source: { id: 'source', name: 'CRM', sourceType: 'saas', connectorType: connector, config, sync: null },
    options: { ignoreDeclared: false, ignoreKeys: false, sampleRows },
    work: await openWorkDirectory(home, job),
    signal,
    onProgress,
    host: { allowsInternalAddresses: true, replaceSecrets: (replace) => replace({}) as never },
  });
}

/** What a run makes of the records, from the start. */
async function recordsOf(wanted: Wanted): Promise<SaasRecords> {
  const run = await start(wanted);
  try {
    return (await run.advance('profile')) as SaasRecords;
  } finally {
    await run.close();
  }
}

const objectOf = ({ profile }: SaasRecords, name: string) => profile.entities.find(({ path }) => path.name === name);
const fieldOf = (records: SaasRecords, object: string, name: string) => objectOf(records, object)?.attributes.find((field) => field.name === name);

describe('a scan of an account', () => {
  let hubspot: Awaited<ReturnType<typeof startHubspot>>;
  let stripe: Awaited<ReturnType<typeof startStripe>>;
  let salesforce: SalesforcePlatform;
  /** What an undisturbed scan reads of Salesforce. */
  let whole: SaasRecords;
  const platforms = (): readonly Platform[] => [hubspot, stripe, salesforce];
  beforeAll(async () => {
    [hubspot, stripe, salesforce] = await Promise.all([startHubspot(), startStripe(), startSalesforce()]);
  });
  afterAll(() => Promise.all(platforms().map((platform) => platform.close())));

  const salesforceRun = (job: string) => ({ connector: 'salesforce', config: salesforce.config, job, sampleRows: 40 });
  const hubspotRun = (job: string) => ({
    connector: 'hubspot',
    config: { ...hubspot.config, requests_per_second: 1000 },
    job,
    sampleRows: 40,
  });

  test('of HubSpot profiles its fields; what the platform calls sensitive shows no value', async () => {
    const records = await recordsOf(hubspotRun('hubspot'));
    expect(records).toMatchObject({ origin: 'sample', limit: 40, unread: new Map() });
    expect(objectOf(records, 'contacts')).toMatchObject({
      rows: 40,
      candidateKeys: expect.arrayContaining([expect.objectContaining({ columns: ['hs_object_id'] })]) as unknown,
    });
    expect(fieldOf(records, 'contacts', 'email')).toMatchObject({ semanticType: 'email', sensitive: true, distinct: 40, min: null });
    for (const name of ['national_id', 'dietary_needs']) {
      const field = fieldOf(records, 'contacts', name);
      expect(field).toMatchObject({ sensitive: true, min: null, max: null });
      expect(field?.top.length).toBeGreaterThan(0);
      for (const { value } of field?.top ?? []) expect(value).not.toMatch(/[\p{L}\p{N}]/u);
    }
  });

  test('of Stripe reads no more records than it was asked to', async () => {
    const records = await recordsOf({ connector: 'stripe', config: stripe.config, job: 'stripe', sampleRows: 10 });
    const rows = records.profile.entities.map((entity) => entity.rows);
    expect(Math.max(...rows)).toBe(10);
    expect(fieldOf(records, 'customer', 'id')).toMatchObject({ distinct: 10, role: 'identifier' });
  });

  test('of Salesforce tells how far it is, object by object, and asks for few things at a time', async () => {
    const seen: ScanProgress[] = [];
    salesforce.reset();
    const records = await recordsOf({ ...salesforceRun('whole'), onProgress: (progress) => void seen.push(progress) });
    expect(salesforce.mostAtOnce).toBeLessThanOrEqual(4);
    const profiled = seen.filter(({ phase }) => phase === 'profile');
    expect(profiled.every(({ unit, total }) => unit === 'objects' && total === records.model.entities.length)).toBe(true);
    expect(profiled.map(({ done }) => done)).toEqual(profiled.map(({ done }) => done).toSorted((a, b) => a - b));
    const read = records.profile.entities.map(({ rows }) => rows);
    expect(profiled.at(-1)).toMatchObject({ done: read.length, rows: read.reduce((sum, rows) => sum + rows, 0) });
    expect(Math.max(...read)).toBe(40);
    whole = records;
  });

  test('leaves out an object whose records are refused, and says why', async () => {
    hubspot.fault('forbidden', { path: '/crm/v3/objects/deals', times: Infinity });
    hubspot.fault('vanished', { path: '/crm/v3/objects/products', times: Infinity });
    const records = await recordsOf(hubspotRun('refused'));
    hubspot.reset();
    expect([...records.unread.keys()].toSorted()).toEqual(['deals', 'products']);
    expect(records.unread.get('deals')).toContain('the scope to read deals');
    expect(objectOf(records, 'deals')?.rows).toBe(0);
    expect(objectOf(records, 'contacts')?.rows).toBe(40);
  });

  test('fails where the platform does', async () => {
    salesforce.fault('truncated-json', { path: '/services/data/v60.0/query', skip: 3, times: Infinity });
    await expect(recordsOf(salesforceRun('fails'))).rejects.toMatchObject({ stage: 'read' });
    salesforce.reset();
  });

  test('that was interrupted reads what was read no second time, and ends the same', async () => {
    const first = await start(salesforceRun('resumed'));
    await first.advance('profile');
    await first.close();
    salesforce.fault('server-error', { times: Infinity });
    const second = await start(salesforceRun('resumed'));
    expect(await second.advance('profile')).toEqual(whole);
    expect((await second.found()).edges).toBeGreaterThan(90);
    await second.close();
    salesforce.reset();
  });

  test('that was interrupted while it read begins to read anew, of the account as it was described', async () => {
    const controller = new AbortController();
    const first = await start({ ...salesforceRun('interrupted'), signal: controller.signal });
    await first.advance('introspect');
    const slow = salesforce.fault('slow-body', { path: '/services/data/v60.0/query', skip: 5, times: Infinity });
    const broken = first.advance('profile').then(
      () => 'done',
      (error: unknown) => (error as { code?: string }).code,
    );
    await expect.poll(() => slow.hits, { timeout: 20_000 }).toBeGreaterThan(0);
    controller.abort();
    expect(await broken).toBe('cancelled');
    await first.close();
    salesforce.reset();
    expect(await recordsOf(salesforceRun('interrupted'))).toEqual(whole);
    expect(salesforce.requests.some(({ path }) => path.endsWith('/sobjects'))).toBe(false);
  });
});
