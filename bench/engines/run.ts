// Scans every benchmark database from three engines (CSV folder, SQLite, PostgreSQL), as a user would, and compares what they find:
// without keys on all three; with declared primary keys on the two that can declare them. Re-runs the SQL of all evidence on its source.
// Prints differences and seconds per scan.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import type { RelationshipEvidence } from '../../src/domain/evidence.ts';
import { attachEmbedded } from '../../src/store/embedded/attach.ts';
import { readDatabase } from './copies.ts';
import { writePostgresql } from './postgresql-copy.ts';
import { writeSqlite } from './sqlite-copy.ts';
import { verify } from './verify.ts';

interface Finding {
  readonly from_table: string;
  readonly from_columns: readonly string[];
  readonly to_table: string;
  readonly to_columns: readonly string[];
  readonly score: number;
  readonly evidence: RelationshipEvidence;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const data = process.env['COGNATE_BENCH_DATA'] ?? join(root, '../shared/data/relationships');
if (!existsSync(data)) {
  console.log(`No benchmark data at ${data}: set COGNATE_BENCH_DATA.`);
  process.exit(0);
}

const scratch = mkdtempSync(join(tmpdir(), 'cognate-engines-'));
const server = await attachEmbedded(join(scratch, 'postgres'), { transport: 'loopback', settings: { fsync: 'off' } });
const admin = new pg.Client(server.admin);
await admin.connect();

async function scan(target: string, ...options: string[]): Promise<{ findings: string[]; evidences: RelationshipEvidence[]; seconds: number }> {
  const started = performance.now();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'bin/cognate.mjs'), 'scan', target, '--json', '-', '--min-score', '0', ...options],
    { env: { ...process.env, COGNATE_HOME: join(scratch, 'home') }, maxBuffer: 2 ** 30 },
  );
  const { relationships } = JSON.parse(stdout) as { relationships: Finding[] };
  const findings = relationships
    .map((found) => JSON.stringify([found.from_table, found.from_columns, found.to_table, found.to_columns, found.score]))
    .toSorted();
  return { findings, evidences: relationships.map(({ evidence }) => evidence), seconds: (performance.now() - started) / 1000 };
}

function differences(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((x) => !b.includes(x)).map((x) => `- ${x}`), ...b.filter((x) => !a.includes(x)).map((x) => `+ ${x}`)];
}

const only = process.argv.slice(2);
let different = 0;
console.log(
  '| database | findings | csv s | sqlite s | postgresql s | csv = sqlite | csv = postgresql | with keys: sqlite = postgresql | check_sql csv, sqlite, postgresql |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
for (const name of readdirSync(data, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted()) {
  if (only.length > 0 && !only.includes(name)) continue;
  const tables = await readDatabase(join(data, name));
  const sqlite = join(scratch, `${name}.sqlite`);
  writeSqlite(sqlite, tables, true);
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  const { host, port, user, password } = server.admin;
  const url = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${name}`;
  await writePostgresql(url, tables, true);

  const csv = await scan(join(data, name, '*.csv.gz'), '--ignore-keys');
  const bySqlite = await scan(sqlite, '--ignore-keys');
  const byPostgresql = await scan(url, '--ignore-keys');
  const keyed = [await scan(sqlite), await scan(url)] as const;
  const found = [
    differences(csv.findings, bySqlite.findings),
    differences(csv.findings, byPostgresql.findings),
    differences(keyed[0].findings, keyed[1].findings),
    await verify(join(data, name, '*.csv.gz'), csv.evidences),
    await verify(sqlite, bySqlite.evidences),
    await verify(url, byPostgresql.evidences),
  ];
  const seconds = [csv, bySqlite, byPostgresql].map((one) => one.seconds.toFixed(1));
  const verdicts = found.map(({ length }) => (length === 0 ? 'yes' : `no (${length})`));
  console.log(`| ${[name, csv.findings.length, ...seconds, ...verdicts.slice(0, 3), verdicts.slice(3).join(', ')].join(' | ')} |`);
  for (const lines of found) for (const line of lines.slice(0, 6)) console.log(`    ${line}`);
  different += found.filter(({ length }) => length > 0).length;
}
await admin.end();
await server.release();
rmSync(scratch, { recursive: true, force: true });
console.log(different === 0 ? 'Same findings and scores on every engine.' : `${different} comparisons differ.`);
process.exit(different === 0 ? 0 : 1);
