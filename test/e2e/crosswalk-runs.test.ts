import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openDuckDB } from '../../src/duckdb/engine.ts';
import { testDatabase } from '../support/store.ts';
import { childrenOf, temporary, until } from './cli.ts';
import { writeLinkedFolders } from './linked-folders.ts';
import { startSaasServer, type Row, type SaasServer } from './saas-server.ts';

const folders = writeLinkedFolders(join(temporary('crosswalk-runs'), 'data'));
let server: SaasServer;
let links: string;
let base: string;
let link: Row;
let id: string;

beforeAll(async () => {
  server = await startSaasServer();
  const sources: string[] = [];
  for (const name of ['crm', 'app'] as const) {
    const body = { name, connector_type: 'files', instance_label: name, configuration: { path: folders[name] } };
    sources.push(String((await server.call('POST', '/integration-sources', body))['id']));
  }
  await server.ended(String((await server.call('POST', '/scans', { source_ids: sources }))['id']));
  const [organization] = await server.call<Row[]>('GET', '/organization');
  links = `/organization/${String(organization?.['id'])}/entity-links`;
  base = `/organization/${String(organization?.['id'])}/crosswalks`;
  link = (await server.call<Row[]>('GET', links)).find((one) => one['link_type'] === 'DETERMINISTIC') ?? {};
}, 120_000);
afterAll(() => server?.stop());

const of = (crosswalk: string) => `${base}/${crosswalk}`;
const approve = (status = 'APPROVED') => server.call('PUT', `${links}/${String(link['id'])}`, { status });
const pairs = (query = '') => server.call<Row[]>('GET', `${of(id)}/pairs?limit=1000${query}`);
const records = (query = '') => server.call<Row[]>('GET', `${of(id)}/records?limit=1000${query}`);
async function run(body: Row = {}): Promise<Row> {
  const started = await server.call('POST', `${of(id)}/runs`, body);
  expect(await server.ended(String(started['job_id']))).toMatchObject({ state: 'succeeded', error: null });
  return server.call('GET', `${of(id)}/runs/${String(started['id'])}`);
}
const keys = ({ left_key: left, right_key: right }: Row): string => `${String(left)} ${String(right)}`;
const nothing = { records_added: 0, records_changed: 0, records_removed: 0, pairs_added: 0, pairs_changed: 0, pairs_removed: 0 };

test('a link that nobody approved is refused', async () => {
  const asked = server.call('POST', base, { entity_link_ids: [link['id']] });
  await expect(asked).rejects.toThrow(/409 .*SUGGESTED: a crosswalk rests on links that people approved/);
});

describe('the crosswalk of an approved link', { timeout: 120_000 }, () => {
  test('is run as a job, and says which record is which', async () => {
    await approve();
    const started = await server.call('POST', base, { entity_link_ids: [link['id']] });
    id = String(started['crosswalk_id']);
    expect(await server.ended(String(started['job_id']))).toMatchObject({ kind: 'crosswalk', state: 'succeeded', error: null, options: null });
    const crosswalk = await server.call('GET', of(id));
    expect(crosswalk).toMatchObject({
      status: 'active',
      left: { entity_name: 'users', key: ['id'] },
      right: { entity_name: 'contacts', key: ['contact_ref'] },
      figures: { left: { records: 160, matched: 160 }, right: { records: 180, unmatched: 20 }, match_rate: 1, is_trained: true },
    });
    const taken = await pairs('&bucket=taken');
    expect(taken.length).toBe(160);
    expect(taken[0]).toMatchObject({ band: 'auto', decision: null, is_taken: true, is_conflicting: false });
    expect((await records('&state=unmatched')).length).toBe(20);
  });

  test('tells of a run what it compared, and of a pair why it is one, with masked values', async () => {
    const [done] = await server.call<Row[]>('GET', `${of(id)}/runs`);
    const { comparison } = await server.call<{ comparison: { fields: Row[]; patterns: Row[]; thresholds: Row[] } }>(
      'GET',
      `${of(id)}/runs/${String(done?.['id'])}`,
    );
    expect(comparison.fields.map(({ name }) => name)).toContain('login_email ~ email');
    expect(comparison.thresholds.length).toBe(101);
    expect(comparison.thresholds[50]).toMatchObject({ threshold: 0.5, pairs: 160, precision: expect.closeTo(1, 1) as number });
    const [first] = await pairs('&bucket=taken');
    const pair = await server.call<Row & { contributions: (Row & { bits: number })[] }>('GET', `${of(id)}/pairs/${String(first?.['id'])}`);
    const sum = pair.contributions.reduce((bits, one) => bits + one.bits, Number(pair['prior_bits']));
    expect(sum).toBeCloseTo(Number(pair['weight_bits']), 2);
    const email = pair.contributions.find(({ name }) => name === 'login_email ~ email');
    expect(email).toMatchObject({ level_name: 'equal', left: [expect.stringMatching(/^\w\*+\.\w\*+@\w\*+-\*+\.\w\*+$/)] });
    expect(email?.['left']).toEqual(email?.['right']);
    expect(pair).toMatchObject({ values_note: null, left_cluster_id: pair['right_cluster_id'] });
    expect(JSON.stringify(await server.rows())).not.toMatch(/@mail-\d/);
  });

  test('is a file, and SQL', async () => {
    const csv = await server.text('GET', `${of(id)}/download`);
    expect(csv.split('\n')[0]).toBe('left_key,right_key,weight_bits,probability,band,decision,cluster_id');
    expect(csv.trim().split('\n').length).toBe(161);
    expect((await server.text('GET', `${of(id)}/download?with_unmatched=true`)).trim().split('\n').length).toBe(181);
    expect((await server.text('GET', `${of(id)}/download?format=parquet`)).slice(0, 4)).toBe('PAR1');
    const { statements } = await server.call<{ statements: { dialect: string; sql: string }[] }>('GET', `${of(id)}/sql`);
    const db = await openDuckDB({
      memoryLimitMb: 200,
      threads: 1,
      tempDirectory: join(folders.crm, 'spill'),
      allowedPaths: [`${folders.crm}/`, `${folders.app}/`],
    });
    for (const { sql } of statements.slice(0, -1)) await db.run(sql);
    const rows = await db.rows(statements.at(-1)?.sql ?? '');
    db.close();
    expect(new Set(rows.map(keys))).toEqual(new Set((await pairs('&bucket=taken')).map(keys)));
  });

  test('pages through its pairs by probability, in both directions', async () => {
    const all = await pairs();
    for (const order of ['desc', 'asc']) {
      const found: Row[] = [];
      for (let url: string | undefined = `${of(id)}/pairs?limit=37&order=${order}`; url !== undefined;) {
        const page: { rows: Row[]; next: string | undefined } = await server.page(url);
        found.push(...page.rows);
        url = page.next;
      }
      expect(found).toEqual(order === 'desc' ? all : all.toReversed());
    }
    const band = await pairs('&band=hidden');
    expect(band.every((pair) => Number(pair['probability']) < 0.3)).toBe(true);
    expect(await pairs('&max_probability=0.3')).toEqual(band);
  });

  describe('keeps what people say', () => {
    let one: Row;
    let other: Row;
    beforeAll(async () => {
      [one = {}, other = {}] = (await pairs('&bucket=taken')).slice(-2);
    });
    const decide = (body: Row) => server.call<Row & { updated: Row[] }>('POST', `${of(id)}/decisions`, body);
    const recordOf = async (side: 'left' | 'right', pair: Row) =>
      (await records(`&side=${side}`)).find((record) => record['key'] === pair[`${side}_key`]) ?? {};

    test('at once: different parts both, same joins both, undo takes it back', async () => {
      const before = { left: await recordOf('left', one), right: await recordOf('right', one) };
      expect(before.left['cluster_id']).toBe(before.right['cluster_id']);
      const decided = await decide({ verdict: 'different', pair_ids: [one['id']], note: 'Father and son' });
      expect(decided.updated).toMatchObject([{ id: one['id'], decision: 'different', is_taken: false, probability: one['probability'] }]);
      expect(await recordOf('left', one)).toMatchObject({ state: 'unmatched', cluster_id: before.left['cluster_id'] });
      expect((await recordOf('right', one))['cluster_id']).not.toBe(before.left['cluster_id']);
      expect(await server.call('GET', of(id))).toMatchObject({ now: { different: 1, taken: 159 } });
      const crossed = { left_key: one['left_key'], right_key: other['right_key'] };
      const joined = await decide({ verdict: 'same', pairs: [crossed, { left_key: 'nobody', right_key: 'nobody' }] });
      expect(joined).toMatchObject({ updated: [{ ...crossed, decision: 'same', is_taken: true }], not_found: ['nobody ~ nobody'] });
      expect((await recordOf('left', one))['cluster_id']).toBe((await recordOf('left', other))['cluster_id']);
      expect(await server.call('GET', `${of(id)}/clusters/${String((await recordOf('left', one))['cluster_id'])}`)).toMatchObject({
        records: { length: 3 },
        pairs: { length: 2 },
      });
      for (const batch of [joined, decided]) await server.call('POST', `${of(id)}/decisions/undo`, { batch_id: batch['batch_id'] });
      expect({ left: await recordOf('left', one), right: await recordOf('right', one) }).toMatchObject({
        left: { state: 'matched', cluster_id: before.left['cluster_id'] },
        right: { state: 'matched', cluster_id: before.right['cluster_id'] },
      });
      const said = await server.call<Row[]>('GET', `${of(id)}/decisions`);
      expect(said).toMatchObject([{ verdict: 'different', note: 'Father and son' }, { verdict: 'same' }]);
      expect(said.every((decision) => decision['undone_at'] !== null)).toBe(true);
    });

    test('in every later run: cannot-link, must-link and unmerge', async () => {
      const crossed = { left_key: one['left_key'], right_key: other['right_key'] };
      await decide({ verdict: 'different', pair_ids: [one['id']] });
      await decide({ verdict: 'different', pair_ids: [other['id']] });
      await decide({ verdict: 'same', pairs: [crossed] });
      const parted = (await pairs('&bucket=taken'))[0] ?? {};
      const { cluster_id: cluster } = await recordOf('left', parted);
      const unmerged = await server.call<Row & { updated: Row[] }>('POST', `${of(id)}/clusters/${String(cluster)}/unmerge`, {
        records: [{ side: 'right', key: parted['right_key'] }],
      });
      expect(unmerged.updated).toMatchObject([{ id: parted['id'], decision: 'different', is_taken: false }]);
      const expected = async () => {
        const taken = new Set((await pairs('&bucket=taken')).map(keys));
        expect([one, other, parted].map((pair) => taken.has(keys(pair)))).toEqual([false, false, false]);
        expect(taken.has(keys(crossed))).toBe(true);
        expect((await recordOf('left', parted))['cluster_id']).not.toBe((await recordOf('right', parted))['cluster_id']);
      };
      await expected();
      for (const retrain of [false, true, false]) {
        expect(await run({ retrain })).toMatchObject({ figures: { is_trained: retrain, decided: { same: 1, different: 3 } } });
        await expected();
      }
      await server.call('POST', `${of(id)}/decisions/undo`, {
        pair_ids: [one['id'], other['id'], parted['id'], ...(await pairs('&decision=same')).map((pair) => pair['id'])],
      });
      expect(await run()).toMatchObject({ figures: { pairs_taken: 160, decided: { same: 0, different: 0 } } });
    });
  });

  test('changes only what a new record touches; clusters keep their ids', async () => {
    const before = { pairs: await pairs(), records: await records() };
    expect(await run()).toMatchObject({ figures: { is_trained: false, changes: nothing } });
    expect({ pairs: await pairs(), records: await records() }).toEqual(before);
    const file = join(folders.app, 'users.csv');
    // The contact of the third line of the file is nobody's until now.
    const contact = readFileSync(join(folders.crm, 'contacts.csv'), 'utf8').split('\n')[3]?.split(',') ?? [];
    const [ref, email, first, last, city] = contact;
    appendFileSync(file, `9001,${email},${first} ${last},${city},3\n`);
    const { figures } = await server.call<{ figures: Row & { changes: Row } }>('GET', `${of(id)}/runs/${String((await run())['id'])}`);
    expect(figures).toMatchObject({ is_trained: false, changes: { records_added: 1, records_changed: 0, records_removed: 0 } });
    const after = { pairs: await pairs(), records: await records() };
    expect(after.pairs.find((pair) => pair['left_key'] === '9001' && pair['is_taken'] === true)).toMatchObject({ right_key: ref });
    const touched = new Set(after.pairs.filter((pair) => pair['left_key'] === '9001').map((pair) => pair['right_key']));
    const untouched = ({ pairs: some }: typeof before) => some.filter((pair) => !touched.has(pair['right_key']));
    expect(untouched(after)).toEqual(untouched(before));
    const clusterOf = new Map(after.records.map((record) => [record['id'], record['cluster_id']]));
    const moved = before.records.filter((record) => clusterOf.get(record['id']) !== record['cluster_id']);
    expect(moved).toEqual([]);
    expect(after.records.find((record) => record['key'] === '9001')).toMatchObject({
      cluster_id: clusterOf.get(after.records.find(({ key }) => key === ref)?.['id']),
    });
  });

  test('ends with its last approved link, and is there again when that is', async () => {
    await approve('REJECTED');
    expect(await server.call('GET', of(id))).toMatchObject({ status: 'ended' });
    const refusal = /409 .*rests on entity links that people approved/;
    await expect(server.call('POST', `${of(id)}/runs`, {})).rejects.toThrow(refusal);
    await expect(server.text('GET', `${of(id)}/download`)).rejects.toThrow(refusal);
    await expect(server.call('POST', `${of(id)}/decisions`, { verdict: 'same', pairs: [] })).rejects.toThrow('422');
    await approve();
    expect(await run()).toMatchObject({ figures: { changes: nothing } });
  });

  test('goes with its source', async () => {
    const { left } = await server.call<{ left: Row }>('GET', of(id));
    await server.call('DELETE', `/integration-sources/${String(left['integration_source_id'])}`);
    await expect(server.call('GET', of(id))).rejects.toThrow('404');
  });
});

describe('a run that does not come to its end', { timeout: 180_000 }, () => {
  /** A server with two sources, whose runs stop where the fault says; asks for one. */
  async function begun(fault: string) {
    const data = writeLinkedFolders(join(temporary('crosswalk-fault'), 'data'));
    const faulty = await startSaasServer({ COGNATE_TEST_FAULT: fault });
    const sources = [];
    for (const name of ['crm', 'app'] as const) {
      const body = { name, connector_type: 'files', instance_label: name, configuration: { path: data[name] } };
      sources.push(String((await faulty.call('POST', '/integration-sources', body))['id']));
    }
    await faulty.ended(String((await faulty.call('POST', '/scans', { source_ids: sources }))['id']));
    const [organization] = await faulty.call<Row[]>('GET', '/organization');
    const path = `/organization/${String(organization?.['id'])}`;
    const [found] = (await faulty.call<Row[]>('GET', `${path}/entity-links`)).filter((one) => one['link_type'] === 'DETERMINISTIC');
    await faulty.call('PUT', `${path}/entity-links/${String(found?.['id'])}`, { status: 'APPROVED' });
    const started = await faulty.call('POST', `${path}/crosswalks`, { entity_link_ids: [found?.['id']] });
    return { faulty, job: String(started['job_id']), crosswalk: `${path}/crosswalks/${String(started['crosswalk_id'])}` };
  }

  test('because its worker was killed in the middle of keeping, is ended by another one', async () => {
    const { faulty, job, crosswalk } = await begun('pause-once:keep');
    await until('the pause', () => (existsSync(join(faulty.home, 'work', job, 'paused')) ? true : undefined), 60_000);
    expect(await faulty.call('GET', `${crosswalk}/pairs`)).toEqual([]);
    for (const child of childrenOf(faulty.running.process.pid ?? 0)) process.kill(child, 'SIGKILL');
    expect(await faulty.ended(job)).toMatchObject({ state: 'succeeded' });
    expect(await faulty.call('GET', crosswalk)).toMatchObject({ figures: { pairs_taken: 160 }, now: { taken: 160 } });
    await faulty.stop();
  });

  test('because it was cancelled, leaves nothing', async () => {
    const { faulty, job, crosswalk } = await begun('pause:compare');
    await until('the comparison', async () =>
      (await faulty.call<{ progress: Row | null }>('GET', `/jobs/${job}`)).progress?.['phase'] === 'compare' ? true : undefined,
    );
    await expect(faulty.call('POST', `${crosswalk}/runs`, {})).rejects.toThrow(/409 .*runs this crosswalk already/);
    await faulty.call('POST', `/jobs/${job}/cancel`);
    expect(await faulty.ended(job)).toMatchObject({ state: 'cancelled' });
    expect(await faulty.call('GET', crosswalk)).toMatchObject({ run_id: null, figures: null, now: { pairs: 0 } });
    await until('the work directory to go', () => (existsSync(join(faulty.home, 'work', job)) ? undefined : true));
    await faulty.stop();
  });
});

test('between a database, whose key has two columns, and files: values and SQL are those of the database', { timeout: 180_000 }, async () => {
  const data = writeLinkedFolders(join(temporary('crosswalk-database'), 'data'));
  const { host, port } = inject('postgres').admin;
  const url = await testDatabase();
  const database = new URL(url).pathname.slice(1);
  const client = new Client(url);
  await client.connect();
  await client.query('CREATE TABLE users (shop integer, nr integer, mail text, called text, PRIMARY KEY (shop, nr))');
  const rows = readFileSync(join(data.app, 'users.csv'), 'utf8').trim().split('\n').slice(1);
  const values = rows.map((row) => row.split(',')).map(([nr, mail, called]) => [Number(nr) % 3, Number(nr), mail?.toUpperCase(), called]);
  await client.query('INSERT INTO users SELECT * FROM json_to_recordset($1) AS row (shop integer, nr integer, mail text, called text)', [
    JSON.stringify(values.map(([shop, nr, mail, called]) => ({ shop, nr, mail, called }))),
  ]);
  const mixed = await startSaasServer();
  const configuration = { host, port, database, user: new URL(url).username, password: decodeURIComponent(new URL(url).password) || 'none' };
  const sources = [await mixed.register('Shop', 'postgresql', configuration), await mixed.register('CRM', 'files', { path: data.crm })];
  expect(await mixed.ended(String((await mixed.call('POST', '/scans', { source_ids: sources }))['id']))).toMatchObject({ state: 'succeeded' });
  const [organization] = await mixed.call<Row[]>('GET', '/organization');
  const path = `/organization/${String(organization?.['id'])}`;
  const [found] = (await mixed.call<Row[]>('GET', `${path}/entity-links`)).filter((one) => one['link_type'] === 'DETERMINISTIC');
  await mixed.call('PUT', `${path}/entity-links/${String(found?.['id'])}`, { status: 'APPROVED' });
  const started = await mixed.call('POST', `${path}/crosswalks`, { entity_link_ids: [found?.['id']] });
  expect(await mixed.ended(String(started['job_id']))).toMatchObject({ state: 'succeeded' });
  const at = `${path}/crosswalks/${String(started['crosswalk_id'])}`;
  const crosswalk = await mixed.call<Row & Record<'left' | 'right', Row>>('GET', at);
  const side = crosswalk.left['entity_name'] === 'users' ? 'left' : 'right';
  expect(crosswalk).toMatchObject({ [side]: { key: ['shop', 'nr'] }, now: { taken: 160 } });
  const [pair] = await mixed.call<Row[]>('GET', `${at}/pairs?limit=1`);
  const shown = await mixed.call<{ contributions: (Row & { left: string[]; right: string[] })[] }>('GET', `${at}/pairs/${String(pair?.['id'])}`);
  const mail = shown.contributions.find(({ name }) => String(name).includes('mail'));
  expect(shown).toMatchObject({ values_note: null });
  expect(mail?.[side]).toEqual([expect.stringMatching(/^\p{Lu}\*+\.\p{Lu}\*+@/u)]);
  const { statements } = await mixed.call<{ statements: Row[] }>('GET', `${at}/sql`);
  const ofDatabase = statements.find(({ dialect }) => dialect === 'postgresql');
  const { rows: keyed } = await client.query<Row>(String(ofDatabase?.['sql']));
  expect(keyed.length).toBe(160);
  expect(Object.keys(keyed[0] ?? {})).toEqual(['record_key_1', 'record_key_2', 'linked_value']);
  await client.end();
  await mixed.stop();
});
