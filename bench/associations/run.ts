// Lands the fake accounts as a sync would, withholds their metadata, and holds the associations found to what is true: npm run bench:associations.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inferAssociations } from '../../src/associations/infer.ts';
import { connector } from '../../src/connectors/duckdb/index.ts';
import { streamAccounts } from '../../src/demo/landed/accounts.ts';
import { landInDuckDB } from '../../src/demo/landed/duckdb.ts';
import type { AssociationFinding } from '../../src/domain/saas-records.ts';
import { openLanding } from '../../src/landing/index.ts';
import { profileSource } from '../../src/profiling/profile-source.ts';
import { openStaging } from '../../src/profiling/staging.ts';
import { borneOut, defined, textOf, undefinedButTrue, type AccountName } from './truth.ts';

interface Score {
  readonly true: number;
  readonly found: number;
  readonly right: number;
  /** Found, in the records, and not in the platform's metadata. */
  readonly untold: number;
}

/** Records of each object that are read; null: all, as of landed tables. Fewer are what an API gives of a large account. */
const limits = [null, 100];

const work = mkdtempSync(join(tmpdir(), 'cognate-associations-'));
try {
  for (const limit of limits) await compareAll(limit);
  console.log('untold: in the records, though the platform does not define it; right in precision, wrong in strict, not asked for in recall.');
} finally {
  rmSync(work, { recursive: true });
}

async function compareAll(limit: number | null): Promise<void> {
  console.log(limit === null ? 'All records, landed' : `\nAt most ${limit} records of each object, sampled`);
  const scores: Score[] = [];
  for (const name of Object.keys(streamAccounts) as AccountName[]) {
    const started = Date.now();
    const findings = await inferWithoutMetadata(name, limit);
    const truth = borneOut(name, defined[name]);
    const untold = new Set([...borneOut(name, undefinedButTrue[name])].filter((text) => !truth.has(text)));
    const found = new Map(findings.map((finding) => [textOf(finding), finding.score]));
    const texts = [...found.keys()];
    scores.push({
      true: truth.size,
      found: found.size,
      right: texts.filter((text) => truth.has(text)).length,
      untold: texts.filter((text) => untold.has(text)).length,
    });
    console.log(`${lineOf(name, scores.at(-1))}  (${Date.now() - started} ms)`);
    if (limit !== null) continue;
    for (const text of texts) if (untold.has(text)) console.log(`  untold  ${found.get(text)?.toFixed(2)}  ${text}`);
    for (const text of texts) if (!truth.has(text) && !untold.has(text)) console.log(`  wrong   ${found.get(text)?.toFixed(2)}  ${text}`);
    for (const text of truth) if (!found.has(text)) console.log(`  missed        ${text}`);
  }
  const sum = (part: keyof Score) => scores.reduce((total, score) => total + score[part], 0);
  console.log(lineOf('all', { true: sum('true'), found: sum('found'), right: sum('right'), untold: sum('untold') }));
}

/** The product's own way, with nothing but the landed tables. Objects are named as the account names them. */
async function inferWithoutMetadata(name: AccountName, limit: number | null): Promise<readonly AssociationFinding[]> {
  const signal = new AbortController().signal;
  const path = join(work, `${name}.duckdb`);
  const account = streamAccounts[name];
  const landed = await landInDuckDB(path, account, { schema: 'synced', streams: account.streams.map((stream) => stream.name) });
  const session = await connector.open(connector.configSchema.parse({ path }), signal);
  const { saas, model, reader, dialect } = await openLanding({ session, connections: null, selectedStreams: null, described: null, signal });
  const staging = await openStaging({ directory: join(work, name), model });
  try {
    const profile = await profileSource(reader, model, staging, { signal, sampleRows: limit, onProgress: () => {} });
    const records = { origin: limit === null ? 'landed' : 'sample', model, profile, limit, unread: new Map<string, string>() } as const;
    const findings = await inferAssociations({ saas, records, staging, dialect, signal, onProgress: () => {} });
    const objects = new Map(landed.map(({ table, stream }) => [table, account.streams.find((one) => one.name === stream)?.object ?? '']));
    const objectOf = (table: string) => objects.get(table) ?? table;
    // This sync calls the properties of a record `properties_…`.
    const fieldOf = (field: string) => field.replace(/^properties_/, '');
    return findings.map(({ from, field, to, ...rest }) => ({ ...rest, from: objectOf(from), field: fieldOf(field), to: objectOf(to) }));
  } finally {
    await staging.remove();
    await session.close();
  }
}

function lineOf(name: string, score: Score | undefined): string {
  if (score === undefined) return name;
  const precision = (score.right + score.untold) / score.found;
  const recall = score.right / score.true;
  const figures = { precision, recall, F1: (2 * precision * recall) / (precision + recall), strict: score.right / score.found };
  const text = Object.entries(figures).map(([figure, value]) => `${figure} ${value.toFixed(3)}`);
  return `${name}: ${score.true} true, ${score.found} found, ${score.right} right, ${score.untold} untold: ${text.join(', ')}`;
}
