// Scans the four systems of the demo, which no model was fitted on, and holds the findings to what the generator knows: npm run bench:demo [seed].
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generateDemo } from '../../src/demo/generate.ts';
import { demoTruth } from '../../src/demo/truth.ts';

interface Finding {
  readonly source: string;
  readonly from_table: string;
  readonly from_columns: readonly string[];
  readonly to_table: string;
  readonly to_columns: readonly string[];
  readonly score: number;
}

const options = process.argv[2] === undefined ? {} : { seed: process.argv[2] };
const scratch = mkdtempSync(join(tmpdir(), 'cognate-demo-'));
const sources = await generateDemo(join(scratch, 'demo'), options);
const { stdout } = await promisify(execFile)(
  process.execPath,
  [
    fileURLToPath(new URL('../../bin/cognate.mjs', import.meta.url)),
    'scan',
    ...sources.map(({ target }) => target),
    '--name',
    sources.map(({ name }) => name).join(','),
    '--json',
    '-',
  ],
  { env: { ...process.env, COGNATE_HOME: join(scratch, 'home') }, maxBuffer: 2 ** 30 },
);
rmSync(scratch, { recursive: true });

const { relationships } = JSON.parse(stdout) as { relationships: Finding[] };
const line = (source: string, from: string, fromColumns: readonly string[], to: string, toColumns: readonly string[]) =>
  `${source}: ${from}(${fromColumns.join(', ')}) -> ${to}(${toColumns.join(', ')})`;
const found = new Map(relationships.map((one) => [line(one.source, one.from_table, one.from_columns, one.to_table, one.to_columns), one.score]));
const truth = new Set(demoTruth(options).references.map(({ source, from, to }) => line(source, from.table, from.columns, to.table, to.columns)));
const right = [...found.keys()].filter((one) => truth.has(one)).length;
console.log(
  `${truth.size} references, ${found.size} found, ${right} right: precision ${(right / found.size).toFixed(3)}, recall ${(right / truth.size).toFixed(3)}`,
);
for (const [one, score] of found) if (!truth.has(one)) console.log(`  wrong   ${score.toFixed(2)}  ${one}`);
for (const one of truth) if (!found.has(one)) console.log(`  missed        ${one}`);
