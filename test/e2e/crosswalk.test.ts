import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run, temporary } from './cli.ts';

const directory = temporary('crosswalk');
const words = 'amber birch cedar delta ember fjord grove haven inlet jetty knoll ledge maple north ocean pearl quartz ridge slate tidal'.split(' ');
const company = (i: number): string => `${words[i % 20] ?? ''} ${words[(i * 7 + Math.floor(i / 20)) % 20] ?? ''} works`;
const write = (name: string, lines: readonly string[]): string => {
  const file = join(directory, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};
const numbers = Array.from({ length: 120 }, (_, i) => i);
const left = write('left.csv', ['ref,company,email', ...numbers.map((i) => `A${i},${company(i)} Inc,info@firm${i}.example`)]);
const right = write('right.csv', [
  'code,company_name,email_address',
  ...numbers.slice(60).map((i) => `B${i},${company(i).toUpperCase()},INFO@firm${i}.example`),
]);
const env = { COGNATE_HOME: join(directory, 'home') };

test('cognate crosswalk writes the pairs of two files as CSV, and says what it did', async () => {
  const out = join(directory, 'pairs.csv');
  const { code, stdout, stderr } = await run(['crosswalk', left, right, '--left-key', 'ref', '--right-key', 'code', '--out', out], env);
  expect(stderr).toContain('Comparing at most');
  expect(stdout).toContain('60 pairs');
  expect(code).toBe(0);
  const [header, ...rows] = readFileSync(out, 'utf8').trim().split('\n');
  expect(header).toBe('left_key,right_key,weight_bits,probability,band');
  expect(rows.map((row) => row.split(',').slice(0, 2).join('='))).toEqual(expect.arrayContaining(numbers.slice(60).map((i) => `A${i}=B${i}`)));
});

test('a file of one table gives its clusters, as Parquet', async () => {
  const out = join(directory, 'clusters.parquet');
  const { code, stdout } = await run(['crosswalk', left, '--left-key', 'ref', '--out', out], env);
  expect(code).toBe(0);
  expect(stdout).toContain('clusters');
  expect(readFileSync(out).subarray(0, 4).toString()).toBe('PAR1');
});

test.each([
  ['a probability above one', ['--min-probability', '1.5']],
  ['a probability that is none', ['--min-probability', 'likely']],
  ['an output of another format', ['--out', 'pairs.xlsx']],
  ['a key that is no column', ['--left-key', 'nothing']],
  ['a table that is not there', []],
])('%s is refused, and nothing is written', async (what, args) => {
  const target = what.startsWith('a table') ? `${left}#absent` : left;
  const { code, stderr } = await run(['crosswalk', target, right, ...args], env);
  expect(stderr).not.toBe('');
  expect(code).toBe(2);
  expect(existsSync(join(process.cwd(), 'pairs.xlsx'))).toBe(false);
});
