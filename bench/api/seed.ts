// Makes the catalog that the API is measured on, by itself or for run.ts: tsx bench/api/seed.ts [--home DIRECTORY] [--scale 1]
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import pg from 'pg';
import { generateDemo } from '../../src/demo/generate.ts';
import { newId } from '../../src/domain/ids.ts';
import { ensureFirstOrganization } from '../../src/services/first-organization.ts';
import { verifyAuditLog } from '../../src/services/audit-verification.ts';
import { saveAirbyteAccount } from '../../src/store/airbyte-accounts.ts';
import { recordAudit } from '../../src/store/audit.ts';
import { readMigrations } from '../../src/store/migrate.ts';
import { openStore, type Store } from '../../src/store/open.ts';

export interface Seeded {
  readonly home: string;
  /** The organization that has nearly everything, and a token of its administrator. */
  readonly organizationId: string;
  readonly userId: string;
  readonly token: string;
}

const organizations = 10;
const auditEvents = 100_000;
const script = fileURLToPath(new URL('./catalog.sql', import.meta.url));

/** The seeded catalog of `home`: the one that is there where it was made by the same script and schema, else a new one. */
export async function seed(home: string, scale: number): Promise<Seeded> {
  const version = createHash('sha256')
    .update(JSON.stringify([scale, readFileSync(script, 'utf8'), readMigrations()]))
    .digest('hex');
  const marker = join(home, 'seeded.json');
  if (existsSync(marker)) {
    const known = JSON.parse(readFileSync(marker, 'utf8')) as Seeded & { version: string };
    if (known.version === version) return known;
  }
  if (existsSync(home) && !existsSync(marker)) throw new Error(`${home} is not a home that this script made; give another`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(marker, '{}');
  const started = Date.now();
  await scanDemo(home);
  const seeded = await fill(home, scale);
  writeFileSync(marker, JSON.stringify({ ...seeded, version }), { mode: 0o600 });
  console.log(`seeded ${home} in ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return seeded;
}

/** A real scan: its rows are what the big catalog is made of. */
async function scanDemo(home: string): Promise<void> {
  const sources = await generateDemo(join(home, 'demo'));
  const bin = fileURLToPath(new URL('../../bin/cognate.mjs', import.meta.url));
  await promisify(execFile)(process.execPath, [bin, 'scan', ...sources.map(({ target }) => target)], { env: { ...process.env, COGNATE_HOME: home } });
}

async function fill(home: string, scale: number): Promise<Seeded> {
  const token = `pat_bench_${createHash('sha256').update(home).digest('base64url')}`;
  const store = await openStore({ home });
  try {
    const scanned = await ensureFirstOrganization(store, { issueToken: false });
    const ids = await makeOrganizations(store, scanned.userId, token);
    await runScript(store, { scale: String(scale), scanned: scanned.organizationId, organizations: `{${ids.join()}}`, person: scanned.userId });
    const organizationId = ids[0] ?? '';
    await addAirbyteAccount(store, organizationId);
    await writeAudit(store, organizationId, scanned.userId, Math.ceil(auditEvents * scale));
    await store.pool.query('VACUUM ANALYZE');
    await printCounts(store);
    return { home, organizationId, userId: scanned.userId, token };
  } finally {
    await store.close();
  }
}

/** The first of them has the token. */
async function makeOrganizations(store: Store, userId: string, token: string): Promise<string[]> {
  return store.asSystem(async (trx) => {
    const ids = Array.from({ length: organizations }, () => newId());
    for (const [i, id] of ids.entries()) {
      await trx
        .insertInto('organizations')
        .values({ id, name: `Organization ${i}`, data_key: store.sealer.newDataKey(id).wrapped })
        .execute();
      await trx.insertInto('members').values({ organization_id: id, id: newId(), user_id: userId, role: 'SYSTEM_ADMIN' }).execute();
    }
    const hash = createHash('sha256').update(token).digest();
    const row = { organization_id: ids[0] ?? '', id: newId(), user_id: userId, name: 'bench', token_hash: hash, role: 'SYSTEM_ADMIN' as const };
    await trx.insertInto('tokens').values(row).execute();
    return ids;
  });
}

async function runScript(store: Store, parameters: Readonly<Record<string, string>>): Promise<void> {
  const client = new pg.Client(store.connection);
  await client.connect();
  try {
    for (const [name, value] of Object.entries({ 'cognate.system': 'on', ...prefixed(parameters) })) {
      await client.query('SELECT set_config($1, $2, false)', [name, value]);
    }
    for (const statement of readFileSync(script, 'utf8').split(/;\n/)) {
      const at = Date.now();
      await client.query(statement);
      const ms = Date.now() - at;
      const what = /^(INSERT INTO \w+)/m.exec(statement)?.[1];
      if (what !== undefined && ms > 2000) console.log(`  ${what}: ${(ms / 1000).toFixed(1)} s`);
    }
  } finally {
    await client.end();
  }
}

const prefixed = (parameters: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [`bench.${name}`, value]));

/** One that the worker takes for checked: it asks nobody. */
async function addAirbyteAccount(store: Store, organizationId: string): Promise<void> {
  const settings = { apiUrl: 'https://airbyte.example.org/api/public/v1', workspaceId: newId(), clientId: newId(), clientSecret: newId() };
  await store.inOrganization(organizationId, async (trx) => {
    await saveAirbyteAccount(trx, organizationId, settings, await store.dataKey(trx, organizationId));
    await trx
      .updateTable('airbyte_accounts')
      .set({ checked_at: new Date('9999-01-01') })
      .where('organization_id', '=', organizationId)
      .execute();
  });
}

/** As the product writes them: the log is a chain, and was read once. */
async function writeAudit(store: Store, organizationId: string, actorId: string, count: number): Promise<void> {
  for (let start = 0; start < count; start += 5000) {
    await store.inOrganization(organizationId, async (trx) => {
      const at = new Date(Date.UTC(2026, 2, 1) + start * 1000);
      const event = { organizationId, actorId, source: 'api', action: 'relationship.decided', objectKind: 'relationship', at } as const;
      const events = Array.from({ length: Math.min(5000, count - start) }, () => ({
        ...event,
        objectId: newId(),
        details: { from: 'SUGGESTED', to: 'APPROVED', batch_id: null },
      }));
      await recordAudit(store, trx, events);
    });
  }
  for await (const { problem } of verifyAuditLog(store, organizationId)) if (problem !== undefined) throw new Error(problem.what);
}

async function printCounts(store: Store): Promise<void> {
  const tables = [
    'organizations',
    'integration_sources',
    'source_tables',
    'source_columns',
    'relationships',
    'saas_fields',
    'saas_associations',
    'entity_links',
  ] as const;
  await store.asSystem(async (trx) => {
    for (const table of tables) {
      const row = await trx
        .selectFrom(table)
        .select((expression) => expression.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      console.log(`  ${row.count.toLocaleString('en')} ${table.replaceAll('_', ' ')}`);
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { home: { type: 'string', default: join(tmpdir(), 'cognate-bench-api') }, scale: { type: 'string', default: '1' } },
  });
  await seed(values.home, Number(values.scale));
}
