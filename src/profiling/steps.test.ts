import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDuckDB } from '../duckdb/engine.ts';
import { COUNTS, measuringSteps, SCRATCH, type StagedColumn } from './steps.ts';

const columnsOf = (table: string, count: number): StagedColumn[] =>
  Array.from({ length: count }, (_column, i) => ({ id: i, table, column: `c${i}` }));

test('the measuring steps have names, and run one by one', async () => {
  const home = mkdtempSync(join(tmpdir(), 'cognate-steps-'));
  const db = await openDuckDB({ memoryLimitMb: 200, threads: 2, tempDirectory: home });
  try {
    await db.run(`ATTACH ':memory:' AS ${SCRATCH}`);
    await db.run("CREATE TABLE t0 AS SELECT CAST(i AS VARCHAR) AS c0, CASE WHEN i % 2 = 0 THEN 'even' END AS c1 FROM range(10) r(i)");
    const steps = measuringSteps(columnsOf('t0', 2));
    expect(steps.map((step) => step.name)).toEqual(['value_counts', 'statistics', 'sketches', 'top_values']);
    const results = [];
    for (const step of steps) results.push(await db.rows(step.sql));
    expect(results[1]).toMatchObject([
      { id: 0, row_count: 10, nulls: 0, distinct_count: 10, min_number: 0, max_number: 9 },
      { id: 1, row_count: 10, nulls: 5, distinct_count: 1, min_text: 'even', max_number: null },
    ]);
  } finally {
    db.close();
    rmSync(home, { recursive: true, force: true });
  }
});

test('a wide table is counted in one scan, with the same result as column by column', async () => {
  const home = mkdtempSync(join(tmpdir(), 'cognate-steps-'));
  const db = await openDuckDB({ memoryLimitMb: 200, threads: 2, tempDirectory: home });
  try {
    await db.run(`ATTACH ':memory:' AS ${SCRATCH}`);
    const columns = columnsOf('t0', 70);
    const values = columns.map(({ id, column }) => `CASE WHEN i % 5 <> 0 THEN CAST(i % ${id + 1} AS VARCHAR) END AS ${column}`);
    await db.run(`CREATE TABLE t0 AS SELECT ${values.join(', ')} FROM range(200) r(i)`);
    const counted = async (part: readonly StagedColumn[]) => {
      for (const step of measuringSteps(part).slice(0, 1)) await db.run(step.sql);
      return db.rows(`SELECT id, v, n FROM ${COUNTS} ORDER BY id, v`);
    };
    const together = await counted(columns);
    const apart = [...(await counted(columns.slice(0, 35))), ...(await counted(columns.slice(35)))];
    expect(together).toEqual(apart);
  } finally {
    db.close();
    rmSync(home, { recursive: true, force: true });
  }
});
