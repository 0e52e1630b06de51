// Scans every benchmark database from four engines (CSV folder, SQLite, PostgreSQL and, where it is installed, MariaDB), as a user would, and
// compares what they find: without keys on all; with declared primary keys on those that can declare them. Re-runs the SQL of all evidence on its
// source. Prints differences and seconds per scan.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import type { RelationshipEvidence } from '../../src/domain/evidence.ts';
import { attachEmbedded } from '../../src/store/embedded/attach.ts';
import { hasMariadb, startMariadb } from '../../test/support/mariadb.ts';
import { readDatabase } from './copies.ts';
import { writeMysql } from './mysql-copy.ts';
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

interface Scan {
  readonly findings: readonly string[];
  readonly evidences: readonly RelationshipEvidence[];
  readonly seconds: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const data = process.env['COGNATE_BENCH_DATA'] ?? join(root, '../shared/data/relationships');
if (!existsSync(data)) {
  console.log(`No benchmark data at ${data}: set COGNATE_BENCH_DATA.`);
  process.exit(0);
}

const scratch = mkdtempSync(join(tmpdir(), 'cognate-engines-'));
const postgresql = await attachEmbedded(join(scratch, 'postgres'), { transport: 'loopback', settings: { fsync: 'off' } });
const mariadb = hasMariadb ? await startMariadb() : undefined;
const only = process.argv.slice(2);
let different = 0;
console.log('| database | findings without keys | with keys | seconds per scan | same findings and scores, check_sql gives the stored counts |');
console.log('|---|---|---|---|---|');
for (const name of databases().filter((one) => only.length === 0 || only.includes(one))) {
  const lines: string[] = [];
  const seconds: string[] = [];
  const first: { bare?: Scan; keyed?: Scan } = {};
  for (const [engine, target] of Object.entries(await copiesOf(name))) {
    const bare = await scan(target, '--ignore-keys');
    first.bare ??= bare;
    seconds.push(`${engine} ${bare.seconds.toFixed(1)}`);
    lines.push(...differences(engine, first.bare, bare), ...(await verify(target, bare.evidences)).map((line) => `${engine}: ${line}`));
    if (engine === 'csv') continue;
    const keyed = await scan(target);
    first.keyed ??= keyed;
    lines.push(...differences(`${engine} with keys`, first.keyed, keyed));
  }
  const cells = [
    name,
    first.bare?.findings.length,
    first.keyed?.findings.length,
    seconds.join(', '),
    lines.length === 0 ? 'yes' : `no (${lines.length})`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
  for (const line of lines.slice(0, 12)) console.log(`    ${line}`);
  if (lines.length > 0) different += 1;
}
await mariadb?.stop();
await postgresql.release();
rmSync(scratch, { recursive: true, force: true });
console.log(different === 0 ? 'Same findings and scores on every engine.' : `${different} databases differ.`);
process.exit(different === 0 ? 0 : 1);

function databases(): string[] {
  const folders = readdirSync(data, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map((entry) => entry.name).toSorted();
}

/** The targets of one database, by engine; all but the CSV files declare its primary keys. */
async function copiesOf(name: string): Promise<Record<string, string>> {
  const tables = await readDatabase(join(data, name));
  const sqlite = join(scratch, `${name}.sqlite`);
  writeSqlite(sqlite, tables, true);

  const { host, port, user, password } = postgresql.admin;
  const admin = new pg.Client(postgresql.admin);
  await admin.connect();
  await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  await admin.end();
  const url = `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${name}`;
  await writePostgresql(url, tables, true);

  const targets = { csv: join(data, name, '*.csv.gz'), sqlite, postgresql: url };
  if (mariadb === undefined) return targets;
  const database = await mariadb.database();
  const { admin: owner, app } = mariadb;
  await writeMysql({ ...owner, database }, tables, true);
  return { ...targets, mariadb: `mysql://${app.user}:${encodeURIComponent(app.password)}@${app.host}:${app.port}/${database}` };
}

async function scan(target: string, ...options: string[]): Promise<Scan> {
  const started = performance.now();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'bin/cognate.mjs'), 'scan', target, '--json', '-', '--min-score', '0', ...options],
    { env: { ...process.env, COGNATE_HOME: join(scratch, 'home') }, maxBuffer: 2 ** 30 },
  );
  const { relationships } = JSON.parse(stdout) as { relationships: Finding[] };
  const findings = relationships.map((found) =>
    JSON.stringify([found.from_table, found.from_columns, found.to_table, found.to_columns, found.score]),
  );
  return { findings: findings.toSorted(), evidences: relationships.map(({ evidence }) => evidence), seconds: (performance.now() - started) / 1000 };
}

function differences(engine: string, expected: Scan, found: Scan): string[] {
  const missing = expected.findings.filter((line) => !found.findings.includes(line)).map((line) => `${engine} lacks ${line}`);
  const extra = found.findings.filter((line) => !expected.findings.includes(line)).map((line) => `${engine} has ${line}`);
  return [...missing, ...extra];
}
