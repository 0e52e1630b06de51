import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { AppError } from '../domain/errors.ts';
import { automaticThreshold, openCrosswalk, parseTable, summaryOf, writeCrosswalk, type CrosswalkSummary } from '../services/crosswalk.ts';
import type { CrosswalkFlags } from './flags.ts';
import { endOfProcess } from './signals.ts';
import { fit } from './text.ts';

/** `cognate crosswalk`: says which record of one table is which of another, or which records of one table are the same. */
export async function crosswalk(leftTable: string, rightTable: string | undefined, flags: CrosswalkFlags): Promise<void> {
  const minProbability = flags.minProbability === undefined ? automaticThreshold : parseProbability(flags.minProbability);
  const out = flags.out === undefined ? undefined : resolve(flags.out);
  if (out !== undefined && !/\.(csv|parquet)$/.test(out))
    throw new AppError('invalid', `--out takes a file that ends in .csv or .parquet, not ${flags.out ?? ''}.`);
  const left = parseTable(leftTable, flags.leftKey);
  const right = rightTable === undefined ? null : parseTable(rightTable, flags.rightKey);
  if (right === null && flags.rightKey !== undefined) throw new AppError('invalid', '--right-key is for two tables.');
  const interruption = new AbortController();
  void endOfProcess().then(() => interruption.abort());
  const { signal } = interruption;
  const directory = await mkdtemp(join(tmpdir(), 'cognate-crosswalk-'));
  try {
    const open = await openCrosswalk({
      left,
      right,
      directory,
      signal,
      onStep: (step) => flags.verbose && process.stderr.write(`${step}\n`),
      onPairs: (most) => process.stderr.write(`Comparing at most ${most} pairs\n`),
    });
    try {
      if (flags.printSql) for (const { name, sql } of open.crosswalk.steps) process.stdout.write(`-- ${name}\n${sql};\n\n`);
      process.stdout.write(`${render(summaryOf(open, minProbability), minProbability, open.crosswalk.decided.evenOdds)}\n`);
      if (out !== undefined) {
        await writeCrosswalk(open, out, minProbability, signal);
        process.stderr.write(`Written to ${out}\n`);
      }
    } finally {
      await open.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function parseProbability(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new AppError('invalid', `--min-probability takes a number from 0 to 1, not ${text}.`);
  return value;
}

function render(summary: CrosswalkSummary, minProbability: number, evenOdds: number): string {
  const { left, right, clusters } = summary;
  const keyOf = (key: readonly string[]): string => (key.length === 0 ? 'the number of the row' : key.join(', '));
  const share = (part: number, whole: number): string => `${part} of ${whole} (${whole === 0 ? 0 : Math.round((1000 * part) / whole) / 10} %)`;
  const said = ({ name, levels }: CrosswalkSummary['fields'][number]): string =>
    `  ${fit(name, 36).padEnd(36)} ${levels.map(({ bits }) => bits.toFixed(1).padStart(6)).join(' ')}`;
  const lines = [
    right === null
      ? `${left.records} records, by ${keyOf(left.key)}`
      : `${left.records} records by ${keyOf(left.key)}, ${right.records} records by ${keyOf(right.key)}`,
    `${summary.compared} pairs compared, ${summary.patterns} patterns of agreement; even odds at ${evenOdds.toFixed(1)} bits; threshold ${minProbability}`,
    '',
    'What agreement says, in bits, from the worst level to equal:',
    ...summary.fields.map(said),
    ...(summary.related === null
      ? []
      : ['', 'And against related records, as of one household, of which the lesser sum counts:', ...summary.related.map(said)]),
    '',
    right === null
      ? `${share(left.matched, left.records)} records have a duplicate: ${clusters ?? 0} clusters`
      : `${summary.pairs} pairs: ${share(left.matched, left.records)} left, ${share(right.matched, right.records)} right`,
    ...summary.notes,
  ];
  return lines.join('\n');
}
