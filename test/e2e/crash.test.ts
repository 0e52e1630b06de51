import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../support/store.ts';
import { childrenOf, run, start, temporary, until, type Running } from './cli.ts';
import { shop, writeSqlite } from './shop.ts';

const directory = temporary('crash');
const sqlite = writeSqlite(join(directory, 'shop.sqlite'), shop());
const pools: pg.Pool[] = [];
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

interface Catalog {
  readonly env: Record<string, string>;
  readonly home: string;
  readonly workDirectories: () => string[];
  query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]>;
}

/** A database and a home of its own; the test looks into it as superuser. */
async function catalog(name: string): Promise<Catalog> {
  const url = await testDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pools.push(pool);
  const home = join(directory, name);
  return {
    env: { DATABASE_URL: url, COGNATE_HOME: home },
    home,
    workDirectories: () => (existsSync(join(home, 'work')) ? readdirSync(join(home, 'work')) : []),
    query: async <Row extends pg.QueryResultRow>(sql: string) => (await pool.query<Row>(sql)).rows,
  };
}

const jobs = ({ query }: Catalog) =>
  query<{ state: string; error: string | null; phase: string | null }>(
    `SELECT state, error, progress->>'phase' AS phase FROM jobs ORDER BY created_at`,
  ).catch(() => []);
const states = async (of: Catalog): Promise<string> => (await jobs(of)).map(({ state }) => state).join();

/** What a scan leaves in the catalog, without ids and times. */
async function results({ query }: Catalog): Promise<unknown> {
  return {
    edges: await query(`
      SELECT t.name AS from_table, c.name AS from_column, p.name AS to_table, r.to_column_name, r.type, r.status, r.score, r.evidence,
        (SELECT count(*) FROM evidence_revisions e WHERE e.edge_id = r.id) AS revisions
      FROM relationships r JOIN source_columns c ON c.id = r.from_column_id JOIN source_tables t ON t.id = c.table_id
      JOIN source_tables p ON p.id = r.to_table_id ORDER BY 1, 2, 3, 4, r.key_id, r.key_position`),
    columns: await query(`
      SELECT t.name AS entity, c.name, c.data_type, c.profile, c.role, c.approx_distinct_count FROM source_columns c
      JOIN source_tables t ON t.id = c.table_id ORDER BY 1, 2`),
    sources: await query('SELECT name, connection_status FROM integration_sources'),
  };
}

async function reached(of: Catalog, phase: string): Promise<void> {
  await until(`phase ${phase}`, async () => ((await jobs(of)).at(-1)?.phase === phase ? true : undefined));
}

/** Kills the command and everything it started. */
function killAll(running: Running): void {
  const pid = running.process.pid ?? 0;
  for (const child of childrenOf(pid)) process.kill(child, 'SIGKILL');
  running.process.kill('SIGKILL');
}

/** Runs a worker until every job is over, then asks it to end. */
async function finish(of: Catalog): Promise<void> {
  const worker = start(['worker'], of.env);
  await until('the worker', () => (worker.output().includes('ready') ? true : undefined));
  await until('the end of all jobs', async () => (/queued|running/.test(await states(of)) ? undefined : true));
  await until('the work directory to be empty', () => (of.workDirectories().length === 0 ? true : undefined));
  worker.process.kill('SIGTERM');
  expect((await worker.done).code).toBe(0);
}

describe('a scan that is killed', async () => {
  const whole = await catalog('whole');
  const { code } = await run(['scan', sqlite], whole.env);
  const expected = await results(whole);

  test('is compared with one that was not', () => {
    expect(code).toBe(0);
    expect((expected as { edges: unknown[] }).edges.length).toBeGreaterThan(0);
  });

  test.each(['introspect', 'profile', 'sketch', 'infer', 'store'])(
    'in phase %s ends once after the next start, with the same result',
    async (phase) => {
      const of = await catalog(phase);
      const scan = start(['scan', sqlite], { ...of.env, COGNATE_TEST_FAULT: `pause:${phase}` });
      await reached(of, phase);
      killAll(scan);
      await scan.done;
      expect(await states(of)).toBe('running');
      expect(await of.query('SELECT 1 FROM relationships')).toEqual([]);
      await finish(of);
      expect(await states(of)).toBe('succeeded');
      expect(await results(of)).toEqual(expected);
    },
  );

  test('loses only its worker and goes on with another one', async () => {
    const of = await catalog('worker');
    const scan = start(['scan', sqlite], { ...of.env, COGNATE_TEST_FAULT: 'pause-once:profile' });
    await until('the pause', () => (of.workDirectories().some((id) => existsSync(join(of.home, 'work', id, 'paused'))) ? true : undefined));
    for (const child of childrenOf(scan.process.pid ?? 0)) process.kill(child, 'SIGKILL');
    expect((await scan.done).code).toBe(0);
    expect(await states(of)).toBe('succeeded');
    expect(await results(of)).toEqual(expected);
  });

  test('is handed back by a worker that is told to stop, which counts as no crash', async () => {
    const of = await catalog('stopped');
    const env = { ...of.env, COGNATE_TEST_FAULT: 'pause:profile' };
    const workflow = async () =>
      (await of.query<{ status: string; recovery_attempts: string }>('SELECT status, recovery_attempts FROM dbos.workflow_status'))[0];
    const scan = start(['scan', sqlite], env);
    await reached(of, 'profile');
    killAll(scan);
    const worker = start(['worker'], env);
    await until('the worker to take over', async () => ((await workflow())?.recovery_attempts === '2' ? true : undefined));
    worker.process.kill('SIGTERM');
    expect((await worker.done).code).toBe(0);
    expect(await workflow()).toEqual({ status: 'ENQUEUED', recovery_attempts: '0' });
    await finish(of);
    expect(await states(of)).toBe('succeeded');
    expect(await results(of)).toEqual(expected);
  });

  test('loses only its parent: the worker ends too, and the next scan of the source ends both', async () => {
    const of = await catalog('parent');
    const scan = start(['scan', sqlite], { ...of.env, COGNATE_TEST_FAULT: 'pause:infer' });
    await reached(of, 'infer');
    const children = childrenOf(scan.process.pid ?? 0);
    scan.process.kill('SIGKILL');
    await until('the end of the worker', () => (children.every((pid) => !existsSync(`/proc/${pid}`)) ? true : undefined));
    expect(await states(of)).toBe('running');
    expect((await run(['scan', sqlite], of.env)).code).toBe(0);
    expect(await states(of)).toBe('succeeded,succeeded');
    expect(await results(of)).toEqual(expected);
  });

  test('is given up where it kills every worker', async () => {
    const of = await catalog('deadly');
    const { code, stderr } = await run(['scan', sqlite], { ...of.env, COGNATE_TEST_FAULT: 'crash:infer' });
    expect(stderr).toContain('given up');
    expect(code).toBe(1);
    expect(await states(of)).toBe('failed');
    await finish(of);
  });
});

test('Ctrl-C cancels a scan and leaves nothing behind', async () => {
  const of = await catalog('interrupted');
  const scan = start(['scan', sqlite, '--json', '-'], { ...of.env, COGNATE_TEST_FAULT: 'pause:profile' });
  await reached(of, 'profile');
  scan.process.kill('SIGINT');
  const { code, stdout, stderr } = await scan.done;
  expect(code).toBe(130);
  expect(stdout).toBe('');
  expect(stderr).toContain('cancelled');
  expect(await states(of)).toBe('cancelled');
  expect(of.workDirectories()).toEqual([]);
  expect(await of.query('SELECT 1 FROM source_tables')).toEqual([]);
});

test('a second Ctrl-C ends at once; the next worker cancels what was left', async () => {
  const of = await catalog('twice');
  const scan = start(['scan', sqlite], { ...of.env, COGNATE_TEST_FAULT: 'pause:profile' });
  await reached(of, 'profile');
  for (const child of childrenOf(scan.process.pid ?? 0)) process.kill(child, 'SIGSTOP');
  scan.process.kill('SIGINT');
  await until('the first answer', () => (scan.output().includes('Cancelling') ? true : undefined));
  const children = childrenOf(scan.process.pid ?? 0);
  // Sooner, it would count as the same Ctrl-C, passed on by npm.
  await delay(600);
  scan.process.kill('SIGINT');
  await until('the end of the command', () => (scan.process.exitCode === null ? undefined : true));
  expect(scan.process.exitCode).toBe(130);
  for (const child of children) process.kill(child, 'SIGKILL');
  await finish(of);
  expect(await states(of)).toBe('cancelled');
});
