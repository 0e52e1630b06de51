import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/domain/ids.ts';
import { maxRecoveries } from '../../src/workflows/durable.ts';
import { holdLiveness } from '../../src/workflows/liveness.ts';
import { testDatabase } from '../support/store.ts';

const child = fileURLToPath(new URL('./engine-child.ts', import.meta.url));

async function work(url: string, executor: string, deadlyStep: string, jobId: string, watch = jobId): Promise<string> {
  const process_ = spawn(process.execPath, ['--import', 'tsx', child, url, executor, deadlyStep, jobId], {
    env: { ...process.env, WATCH: watch },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = (await once(process_, 'exit')) as [number | null, string | null];
  return signal ?? String(code);
}

describe('the durable engine', () => {
  let url: string;
  let pool: pg.Pool;

  beforeAll(async () => {
    url = await testDatabase();
    pool = new pg.Pool({ connectionString: url, max: 2 });
    await pool.query('CREATE TABLE trace (at serial, executor text, note text)');
  });
  afterAll(() => pool.end());

  const notes = async (): Promise<string[]> => {
    const { rows } = await pool.query<{ executor: string; note: string }>('SELECT executor, note FROM trace ORDER BY at');
    await pool.query('TRUNCATE trace');
    return rows.map((row) => `${row.executor}: ${row.note}`);
  };

  test('resumes the workflow of a killed executor at the step it was in, once', async () => {
    const jobId = newId();
    expect(await work(url, 'one', 'second', jobId)).toBe('SIGKILL');
    expect(await work(url, 'two', 'none', '', jobId)).toBe('0');
    const name = jobId.slice(0, 4);
    expect(await notes()).toEqual([
      `one: first of ${name}`,
      `one: second of ${name}`,
      'two: took over from one',
      `two: second of ${name}`,
      'two: end',
      'two: over',
    ]);
  }, 30_000);

  test('gives up a workflow that keeps killing its worker', async () => {
    const jobId = newId();
    const exits: string[] = [];
    for (let i = 0; i < maxRecoveries + 3 && exits.at(-1) !== '0'; i += 1) exits.push(await work(url, `w${i}`, 'first', i === 0 ? jobId : '', jobId));
    expect(exits).toEqual([...Array.from({ length: maxRecoveries + 1 }, () => 'SIGKILL'), '0']);
    expect((await notes()).at(-1)).toBe(`w${maxRecoveries + 1}: given up`);
  }, 60_000);

  test('starts on an empty database from several processes at once', async () => {
    const fresh = await testDatabase();
    const client = new pg.Client({ connectionString: fresh });
    await client.connect();
    await client.query('CREATE TABLE trace (at serial, executor text, note text)');
    const jobId = newId();
    const exits = await Promise.all(['a', 'b', 'c'].map((executor) => work(fresh, executor, 'none', executor === 'a' ? jobId : '', jobId)));
    expect(exits).toEqual(['0', '0', '0']);
    const { rows } = await client.query<{ note: string }>("SELECT note FROM trace WHERE note <> 'over' ORDER BY at");
    expect(rows.map(({ note }) => note)).toEqual([`first of ${jobId.slice(0, 4)}`, `second of ${jobId.slice(0, 4)}`, 'end']);
    await client.end();
  }, 60_000);

  test('tells the living from the dead by the lock of their connection', async () => {
    const lost: unknown[] = [];
    const one = await holdLiveness({ connectionString: url }, 'alive', (error) => lost.push(error));
    const two = await holdLiveness({ connectionString: url }, 'other', (error) => lost.push(error));
    let acted = 0;
    const act = async (): Promise<void> => void (acted += 1);
    expect(await two.ifDead('alive', act)).toBe(false);
    expect(await two.ifDead('other', act)).toBe(false);
    await one.close();
    await expect.poll(() => two.ifDead('alive', act)).toBe(true);
    expect(acted).toBe(1);
    await pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'cognate worker'`,
    );
    await expect.poll(() => lost.length).toBeGreaterThan(0);
  });
});
