import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/cli/text.ts';
import { openStore } from '../../src/store/open.ts';
import { testDatabase } from '../support/store.ts';
import { run, temporary } from './cli.ts';
import { shop, writeCsv, writeSqlite } from './shop.ts';

const directory = temporary('scan');
const csv = writeCsv(join(directory, 'shop'), shop());
const sqlite = writeSqlite(join(directory, 'shop.sqlite'), shop());
const home = join(directory, 'home');

interface Report {
  sources: { name: string; connector_type: string; tables: number; columns: number; rows: number }[];
  relationships: {
    from_table: string;
    from_columns: string[];
    to_table: string;
    to_columns: string[];
    score: number;
    status: string;
    type: string;
  }[];
  entity_links: unknown[];
  timings?: Record<string, number>;
}

const withoutTimings = (text: string): string => {
  const report = JSON.parse(text) as Report;
  delete report.timings;
  return JSON.stringify(report);
};

const edges = (report: Report): string[] =>
  report.relationships.map((edge) => `${edge.from_table}.${edge.from_columns.join('+')} -> ${edge.to_table}.${edge.to_columns.join('+')}`);

describe('cognate scan', () => {
  test('prints findings of a SQLite file at 80 columns, and what to do next', async () => {
    const { code, stdout, stderr } = await run(['scan', sqlite], { COGNATE_HOME: home });
    expect(stderr).toContain('relationships,');
    expect(code).toBe(0);
    expect(stdout).toContain('shop: 5 tables, 18 columns, 3,792 rows');
    expect(stdout).toMatch(/orders\.customer_id -> customers\.id +\d\.\d\d/);
    for (const line of stdout.split('\n')) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  });

  test('--json - prints the documented object and nothing else; two homes give the same bytes', async () => {
    const args = ['scan', csv, '--name', 'the shop', '--json', '-', '--min-score', '0'];
    const first = await run(args, { COGNATE_HOME: home });
    const again = await run(args, { COGNATE_HOME: home });
    const elsewhere = await run(args, { COGNATE_HOME: join(directory, 'other') });
    const report = JSON.parse(first.stdout) as Report;
    expect(Object.keys(report)).toEqual(['sources', 'relationships', 'entity_links', 'timings']);
    expect(report.sources).toEqual([{ name: 'the shop', connector_type: 'files', tables: 5, columns: 18, rows: 3792 }]);
    expect(Object.keys(report.timings ?? {})).toEqual(['introspect_ms', 'profile_ms', 'infer_ms', 'link_ms', 'total_ms']);
    expect(edges(report)).toEqual(
      expect.arrayContaining(['orders.customer_id -> customers.id', 'order_lines.order_id -> orders.id', 'order_lines.sku -> products.sku']),
    );
    expect(withoutTimings(again.stdout)).toBe(withoutTimings(first.stdout));
    expect(withoutTimings(elsewhere.stdout)).toBe(withoutTimings(first.stdout));
  });

  test('--json FILE keeps the table on standard output; --sample and --ignore-keys are obeyed', async () => {
    const file = join(directory, 'out.json');
    const { code, stdout } = await run(['scan', sqlite, '--json', file, '--sample', '50', '--ignore-keys'], { COGNATE_HOME: home });
    expect(code).toBe(0);
    expect(stdout).toContain('columns');
    const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
    expect(report.sources[0]?.rows).toBe(50 * 4 + 12);
  });

  test('scans several sources as one job and keeps nothing of it where one fails', async () => {
    const both = await run(['scan', csv, sqlite, '--json', '-'], { COGNATE_HOME: home });
    expect((JSON.parse(both.stdout) as Report).sources).toMatchObject([
      { name: 'shop', connector_type: 'sqlite' },
      { name: 'the shop', connector_type: 'files' },
    ]);
    const failing = await run(['scan', csv, 'postgres://nobody:wrong@127.0.0.1:1/none', '--json', '-'], { COGNATE_HOME: home });
    expect(failing.code).toBe(3);
    expect(failing.stdout).toBe('');
    expect(failing.stderr).toContain('(stage: connect)');
  });
});

describe('bad input ends in a clear message', () => {
  const cases: [string, () => Promise<string[]> | string[], number, RegExp][] = [
    ['a missing file', () => [join(directory, 'nowhere.sqlite')], 3, /nowhere\.sqlite.*stage: resolve/],
    ['an empty folder', () => [(mkdirSync(join(directory, 'void'), { recursive: true }), join(directory, 'void'))], 3, /void/],
    ['an unknown scheme', () => ['gopher://example.org'], 2, /gopher/],
    ['an unreachable host', () => ['postgres://me:secret-word@127.0.0.1:1/db'], 3, /127\.0\.0\.1/],
    ['a wrong password', async () => [(await testDatabase()).replace(/:[^:@]*@/, ':secret-word@')], 3, /stage: authenticate/],
    [
      'a file that is no database',
      () => [(writeFileSync(join(directory, 'x.sqlite'), 'not a database at all, but long enough'), join(directory, 'x.sqlite'))],
      3,
      /x\.sqlite/,
    ],
    [
      'a row of too many fields',
      () => {
        mkdirSync(join(directory, 'ragged'), { recursive: true });
        writeFileSync(join(directory, 'ragged', 'people.csv'), 'id,name\n1,a\n2,b,c\n');
        return [join(directory, 'ragged')];
      },
      3,
      /people\.csv, line 3: 3 fields/,
    ],
    ['a bad score', () => [csv, '--min-score', 'two'], 2, /--min-score/],
    ['too few names', () => [csv, sqlite, '--name', 'one'], 2, /names/],
    ['an unknown option', () => [csv, '--frobnicate'], 2, /frobnicate/],
    ['a report in no folder', () => [csv, '--json', join(directory, 'no', 'where.json')], 2, /no folder/],
  ];
  test.each(cases)('%s', async (_name, args, code, message) => {
    const result = await run(['scan', ...(await args())], { COGNATE_HOME: home });
    expect(result.stderr).toMatch(message);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe('');
    expect(result.stderr).not.toMatch(/\n\s+at |secret-word/);
  });
});

test('a target that could not be read leaves no source behind; one that was scanned before stays', async () => {
  await run(['scan', sqlite], { COGNATE_HOME: home });
  await run(['scan', sqlite, 'postgres://nobody@127.0.0.1:1/none'], { COGNATE_HOME: home });
  const store = await openStore({ home });
  const names = await store.asSystem((trx) => trx.selectFrom('integration_sources').select(['name', 'connector_type']).orderBy('name').execute());
  await store.close();
  expect(names).toContainEqual({ name: 'shop', connector_type: 'sqlite' });
  expect(names.filter(({ connector_type: type, name }) => type === 'postgresql' || name === 'nowhere' || name === 'ragged')).toEqual([]);
});

describe('awkward input ends in a correct result', () => {
  test('a table without rows, 2,000 columns, odd names and a table without a key', async () => {
    const folder = join(directory, 'odd');
    mkdirSync(folder, { recursive: true });
    const columns = Array.from({ length: 2000 }, (_, i) => `c${i}`);
    writeFileSync(
      join(folder, 'wide.csv'),
      [columns, columns.map((_, i) => i), columns.map((_, i) => i + 1)].map((row) => `${row.join(',')}\n`).join(''),
    );
    writeFileSync(join(folder, 'empty.csv'), 'id,name\n');
    writeFileSync(join(folder, `it's "quoted" – übergröße.csv`), '"a ""b""","línea\nuno",数\n1,2,3\n2,3,4\n');
    writeFileSync(join(folder, 'keyless.csv'), 'a,b\n1,1\n1,1\n1,1\n');
    const { code, stdout, stderr } = await run(['scan', folder, '--json', '-', '--min-score', '0'], { COGNATE_HOME: home });
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(report.sources[0]).toMatchObject({ tables: 4, columns: 2007 });
  });
});

test('--help and --version answer at once and name the exit codes', async () => {
  const help = await run(['--help'], {});
  expect(help.code).toBe(0);
  expect(help.stdout).toMatch(/Exit codes: 0 ok, 1 failure, 2 .*, 3 .*, 130 interrupted/s);
  const version = await run(['--version'], {});
  expect(version.stdout).toBe(`${(JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version}\n`);
  expect(existsSync(join(directory, '.cognate'))).toBe(false);
});
