import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type QueryResultRow } from 'pg';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { displayWidth } from '../../src/cli/text.ts';
import { testCatalog, testDatabase } from '../support/store.ts';
import { childrenOf, run, start, temporary, until, type Env, type Run } from './cli.ts';
import { writeLinkedFolders } from './linked-folders.ts';
import { startSaasServer, type Row, type SaasServer } from './saas-server.ts';

const directory = temporary('entity-links');
const folders = writeLinkedFolders(directory);
const targets = [folders.crm, folders.app, folders.billing];
const catalogOf = async (name: string) => ({ COGNATE_HOME: join(directory, name), DATABASE_URL: await testDatabase() });

interface End {
  readonly source: string;
  readonly entity: string;
  readonly attribute: string;
}

interface Report {
  readonly entity_links: readonly { readonly source: End; readonly target: End; readonly confidence_score: number; readonly evidence: Row }[];
  readonly timings: { readonly link_ms: number };
}

const textOf = ({ source, target }: { source: End; target: End }): string =>
  [source, target].map(({ source: name, entity, attribute }) => `${name}.${entity}.${attribute}`).join(' = ');
const same = 'app.users.login_email = crm.contacts.email';
const inCapitals = 'billing.customers.invoice_email = crm.contacts.email';

describe('cognate scan of three folders', { timeout: 180_000 }, () => {
  const args = ['--json', '-', '--min-score', '0.5'];
  const linksIn = ({ stdout }: Run) => (JSON.parse(stdout) as Report).entity_links;
  let env: Env;
  let first: Run;
  beforeAll(async () => {
    env = await catalogOf('one');
    first = await run(['scan', ...targets, ...args], env);
  });

  test('finds the attributes that are the same, and shows no value of them', () => {
    expect(first.code, first.stderr).toBe(0);
    const links = linksIn(first);
    expect(links.map(textOf)).toEqual(expect.arrayContaining([same, inCapitals]));
    expect(links.map(textOf)).toEqual(links.map(textOf).toSorted());
    const found = links.find((link) => textOf(link) === same);
    expect(Object.keys(found ?? {})).toEqual(['source', 'target', 'link_type', 'status', 'confidence_score', 'evidence']);
    expect(found).toMatchObject({
      link_type: 'DETERMINISTIC',
      status: 'SUGGESTED',
      evidence: { method: 'deterministic-key', columns: { source: { rows: 160 }, target: { rows: 180 } } },
    });
    expect((JSON.parse(first.stdout) as Report).timings.link_ms).toBeGreaterThan(0);
    expect(first.stdout).not.toMatch(/@mail-/);
    expect(first.stderr).toContain('linking 3 sources');
  });

  test('gives the same again, and elsewhere in another order of the targets', async () => {
    expect(linksIn(await run(['scan', ...targets, ...args], env))).toEqual(linksIn(first));
    expect(linksIn(await run(['scan', ...targets.toReversed(), ...args], await catalogOf('two')))).toEqual(linksIn(first));
  });

  test('goes on with another worker where it loses its own while it links', async () => {
    const of = await catalogOf('killed');
    const scan = start(['scan', ...targets, ...args], { ...of, COGNATE_TEST_FAULT: 'pause-once:link' });
    const work = join(of.COGNATE_HOME, 'work');
    await until(
      'the pause',
      () => (existsSync(work) && readdirSync(work).some((id) => existsSync(join(work, id, 'paused'))) ? true : undefined),
      120_000,
    );
    for (const child of childrenOf(scan.process.pid ?? 0)) process.kill(child, 'SIGKILL');
    const done = await scan.done;
    expect(done.code, done.stderr).toBe(0);
    expect(linksIn(done)).toEqual(linksIn(first));
  });

  test('compares a source that is scanned alone with those that were scanned before, by what was kept of them', async () => {
    const alone = await catalogOf('alone');
    const scanned = async (folder: string): Promise<readonly (readonly [string, Row])[]> => {
      const answer = await run(['scan', folder, ...args], alone);
      expect(linksIn(answer), answer.stderr).toEqual([]);
      return linksKept(alone.DATABASE_URL);
    };
    expect(await scanned(folders.app)).toEqual([]);
    const kept = new Map(await scanned(folders.crm));
    const read = linksIn(first).find((link) => textOf(link) === same)?.evidence;
    expect(kept.get(same)?.['overlap']).toEqual(read?.['overlap']);
    expect(kept.get(same)?.['corroboration']).toEqual(read?.['corroboration']);
    const all = await scanned(folders.billing);
    expect(all.map(([name]) => name)).toContain(inCapitals);
    expect(await scanned(folders.crm)).toEqual(all);
  });

  test('prints each with a sentence, under the names that --name gives; one source alone brings no news', async () => {
    const alone = await run(['scan', folders.crm, ...args], env);
    expect(JSON.parse(alone.stdout)).toMatchObject({ entity_links: [] });
    const { stdout, stderr } = await run(['scan', ...targets, '--name', 'sales,product,money'], env);
    expect(stdout).toMatch(/Links between sources, almost certain \(\d\)/);
    expect(stdout).toMatch(/product: users\.login_email = sales: contacts\.email +(0\.9\d|1\.00)\n {4}\d/);
    expect(stderr).toMatch(/and \d entity links, \d to decide on/);
    for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });
});

/** The links of a catalog by their ends, each with its newest evidence: those with sources of earlier scans are in no report, but in the queue. */
async function linksKept(databaseUrl: string): Promise<readonly (readonly [string, Row])[]> {
  const end = (side: string) => `(SELECT concat_ws('.', source.name, tab.name, col.name) FROM source_columns AS col
      JOIN source_tables AS tab ON tab.id = links.${side}_table_id JOIN integration_sources AS source ON source.id = links.${side}_integration_source_id
      WHERE col.id = links.${side}_column_id)`;
  const rows = await query<{ name: string; evidence: Row }>(
    databaseUrl,
    `SELECT ${end('source')} || ' = ' || ${end('target')} AS name, (SELECT evidence FROM evidence_revisions WHERE edge_id = links.id ORDER BY revision DESC LIMIT 1)
     FROM entity_links AS links ORDER BY 1`,
  );
  return rows.map(({ name, evidence }) => [name, evidence] as const);
}

/** Asks a catalog as superuser. */
async function query<T extends QueryResultRow>(databaseUrl: string, sql: string): Promise<T[]> {
  const client = new Client({ ...inject('postgres').admin, database: new URL(databaseUrl).pathname.slice(1) });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a scan of several sources over the API', { timeout: 180_000 }, () => {
  const register = async ({ call }: SaasServer, name: string, path: string): Promise<string> =>
    String((await call('POST', '/integration-sources', { name, connector_type: 'files', instance_label: name, configuration: { path } }))['id']);

  test('makes suggestions; decisions survive rescans, and what changed since is told', async () => {
    const data = join(directory, 'reviewed');
    const paths = writeLinkedFolders(data);
    const databaseUrl = await testCatalog();
    const server = await startSaasServer({ DATABASE_URL: databaseUrl });
    const sources: string[] = [];
    for (const [name, path] of Object.entries(paths)) sources.push(await register(server, name, path));
    const scan = async () => server.ended(String((await server.call('POST', '/scans', { source_ids: sources }))['id']));
    expect(await scan()).toMatchObject({ state: 'succeeded', progress: { phase: 'store' } });
    const [{ organization_id: organization } = {}] = await server.call<Row[]>('GET', '/integration-sources');
    const url = `/organization/${String(organization)}/entity-links`;
    const links = async () => new Map((await server.call<Row[]>('GET', url)).map((link) => [String(link['id']), link]));
    const suggested = await links();
    expect(suggested.size).toBeGreaterThan(2);
    for (const link of suggested.values()) expect(link).toMatchObject({ status: 'SUGGESTED', evidence: { schema_version: 1 } });
    const ofBilling = [...suggested.values()].filter((link) =>
      [link['source_integration_source_id'], link['target_integration_source_id']].includes(sources[2]),
    );
    const approved = [...suggested.values()].find((link) => !ofBilling.includes(link)) ?? {};
    const [rejected = {}, undecided = {}] = ofBilling;
    await server.call('PUT', `${url}/${String(approved['id'])}`, { status: 'APPROVED' });
    await server.call('PUT', `${url}/${String(rejected['id'])}`, { status: 'REJECTED' });

    const decided = await links();
    expect(await scan()).toMatchObject({ state: 'succeeded' });
    expect(await links()).toEqual(decided);

    const statuses = async () => new Map([...(await links())].map(([id, { status }]) => [id, status]));
    const before = await statuses();
    const ofOne = `/integration-sources/${sources[2]}/entity-links`;
    const discover = async (place = url, state = 'succeeded'): Promise<void> => {
      const { id } = await server.call('POST', `${place}/discover`);
      expect(await server.ended(String(id))).toMatchObject({ kind: 'discover', state });
    };
    const forget = async (ids: readonly string[]): Promise<unknown> =>
      query(
        databaseUrl,
        ['link_postings', 'link_fingerprints']
          .map((table) => `DELETE FROM ${table} WHERE integration_source_id IN ('${ids.join("', '")}')`)
          .join(';'),
      );
    // As after an upgrade: sketches that are not there are made where they are needed.
    await forget(sources);
    await server.call('DELETE', `${url}/${String(undecided['id'])}`);
    await discover();
    expect(await statuses()).toEqual(before);
    // From here to the next scan nothing can be read: what was sketched is all that there is.
    rmSync(data, { recursive: true });
    await server.call('DELETE', `${url}/${String(undecided['id'])}`);
    await discover(ofOne);
    expect(await statuses()).toEqual(before);
    // A source that would have to be read, but cannot be, is left out, unless it is the one that was asked for.
    await forget(sources.slice(2));
    await discover(url);
    await discover(ofOne, 'failed');
    expect(await statuses()).toEqual(before);

    writeLinkedFolders(data, { withBilling: false });
    expect(await scan()).toMatchObject({ state: 'succeeded' });
    const after = await links();
    expect(after.get(String(approved['id']))).toMatchObject({ status: 'APPROVED' });
    expect(after.get(String(rejected['id']))).toMatchObject({ status: 'REJECTED' });
    expect(after.has(String(undecided['id']))).toBe(false);
    await discover();
    expect([...(await links()).keys()]).toEqual([...after.keys()]);
    const historyOf = async (link: Row) => server.call(`GET`, `${url}/${String(link['id'])}/history`);
    expect(await historyOf(approved)).toMatchObject({ changed_since_decision: false });
    expect(await historyOf(rejected)).toMatchObject({ changed_since_decision: true });
    await server.stop();
  });

  test('is cancelled while it links, and leaves nothing behind', async () => {
    const server = await startSaasServer({ COGNATE_TEST_FAULT: 'pause:link' });
    const sources = [await register(server, 'crm', folders.crm), await register(server, 'app', folders.app)];
    const before = await server.rows();
    const job = String((await server.call('POST', '/scans', { source_ids: sources }))['id']);
    await until('the link phase', async () =>
      (await server.call<{ progress: Row | null }>('GET', `/jobs/${job}`)).progress?.['phase'] === 'link' ? true : undefined,
    );
    await server.call('POST', `/jobs/${job}/cancel`);
    expect(await server.ended(job)).toMatchObject({ state: 'cancelled', progress: { phase: 'link' } });
    expect(await server.rows()).toEqual(before);
    await server.stop();
  });
});
