import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDuckDB, quoteText, type DuckDB } from '../duckdb/engine.ts';
import { canonicalMacros, canonicalSql, needsSql, suspectSql } from './canonical.ts';

const home = mkdtempSync(join(tmpdir(), 'cognate-canonical-'));
let db: DuckDB;
beforeAll(async () => {
  db = await openDuckDB({ memoryLimitMb: 200, threads: 2, tempDirectory: home });
  await db.run(canonicalMacros.join(';\n'));
});
afterAll(() => {
  db.close();
  rmSync(home, { recursive: true, force: true });
});

async function canonical(values: readonly (string | null)[], needs?: number): Promise<(string | null)[]> {
  const rows = values.map((value, i) => `(${i}, ${value === null ? 'NULL' : quoteText(value)})`).join(', ');
  const result = await db.rows<{ text: string | null }>(`SELECT ${canonicalSql('v', needs)} AS text FROM (VALUES ${rows}) AS t(i, v) ORDER BY i`);
  return result.map((row) => row.text);
}

test.each([
  [
    'plain integers stay, leading zeros too',
    { '3': '3', '0': '0', '-7': '-7', '007': '007', '-0': '0', '9007199254740993': '9007199254740993', '+5': '+5' },
  ],
  [
    'decimals lose trailing zeros',
    { '3.0': '3', '3.00': '3', '0.50': '0.5', '.5': '0.5', '-.50': '-0.5', '-0.0': '0', '.0': '0', '1000.10': '1000.1' },
  ],
  ['what is no plain decimal stays', { '007.10': '007.10', '1.2.3': '1.2.3', '1,50': '1,50', '5.': '5.', '-': '-', '.': '.' }],
  ['huge decimals keep their digits', { '99999999999999999999999999.50': '99999999999999999999999999.5' }],
  [
    'scientific notation is written out, codes stay',
    { '1.5e3': '1500', '1e+20': '100000000000000000000', '1.5E-3': '0.0015', '-2.50e+2': '-250', '1e5': '1e5' },
  ],
  ['midnight is the date', { '2020-01-01 00:00:00': '2020-01-01', '2020-01-01T00:00:00.000': '2020-01-01', '2020-01-01': '2020-01-01' }],
  [
    'fractions of seconds lose trailing zeros',
    { '2020-01-01 10:20:30.500': '2020-01-01 10:20:30.5', '10:20:30.000': '10:20:30', '10:20:30.010': '10:20:30.01' },
  ],
  [
    'timestamps become UTC',
    {
      '2020-01-01T00:00:00+02:00': '2019-12-31 22:00:00',
      '2020-01-01 10:00:00Z': '2020-01-01 10:00:00',
      '2006-12-10 18:10:10 +01:00': '2006-12-10 17:10:10',
    },
  ],
  ['impossible timestamps stay', { '2020-13-45 99:99:99Z': '2020-13-45 99:99:99Z' }],
  ['UUIDs are lower case', { 'ABCDEF12-1234-1234-1234-1234567890AB': 'abcdef12-1234-1234-1234-1234567890ab' }],
  ['padding goes, other space stays', { 'abc  ': 'abc', '  ': '', '': '', ' a': ' a', 'a\n': 'a\n', '12.50   ': '12.5' }],
  ['Unicode is composed', { 'e\u0301': '\u00e9', '\u00e9': '\u00e9' }],
  ['booleans are not merged', { true: 'true', t: 't', TRUE: 'TRUE', '1': '1' }],
])('%s', async (_name, cases) => {
  expect(await canonical(Object.keys(cases))).toEqual(Object.values(cases));
});

test('null stays null', async () => {
  expect(await canonical([null, 'null', ''])).toEqual([null, 'null', '']);
});

const likely = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.tuple(fc.integer(), fc.nat(99_999)).map(([whole, part]) => `${whole}.${part}0`),
  fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2100-01-01') }).map((date) => date.toISOString()),
  fc.uuid().map((uuid) => uuid.toUpperCase()),
  fc.stringMatching(/^[-+.:0-9eETZ ]{0,24}$/),
  fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', '')),
);

test('property: canonical texts are canonical already', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(likely, { minLength: 1, maxLength: 50 }), async (values) => {
      const once = await canonical(values);
      expect(await canonical(once)).toEqual(once);
    }),
    { numRuns: 60 },
  );
});

test('property: leaving out the rules that no value needs changes nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(likely, { minLength: 1, maxLength: 8 }), async (values) => {
      const rows = values.map((value) => `(${quoteText(value)})`).join(', ');
      const [row] = await db.rows<{ needs: number; suspect: boolean }>(
        `SELECT ${needsSql('v')} AS needs, ${suspectSql('v')} AS suspect FROM (VALUES ${rows}) AS t(v)`,
      );
      expect(await canonical(values, row?.suspect === true ? row.needs : 0)).toEqual(await canonical(values));
    }),
    { numRuns: 100 },
  );
});

test('property: a decimal is the same text however many zeros follow', async () => {
  await fc.assert(
    fc.asyncProperty(fc.bigInt(), fc.stringMatching(/^[0-9]{0,12}$/), fc.nat(6), async (whole, part, zeros) => {
      const fraction = part + '0'.repeat(zeros);
      const [plain, padded] = await canonical([`${whole}.${part}0`, `${whole}.${fraction}0`]);
      expect(padded).toBe(plain);
      expect(plain?.endsWith('.') || /\.\d*0$/.test(plain ?? '')).toBe(false);
    }),
    { numRuns: 60 },
  );
});
