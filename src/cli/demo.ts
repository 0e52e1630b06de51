import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { type DemoAccount, type DemoPlatforms, startDemoPlatforms } from '../demo/accounts.ts';
import { type DemoSource, generateDemo } from '../demo/generate.ts';
import { airbyteSourceId, warehouseFile } from '../demo/warehouse.ts';
import { AppError } from '../domain/errors.ts';
import { type Application, ensureListenable } from '../main.ts';
import { ensureAirbyteAccount } from '../services/airbyte-account.ts';
import { startScans } from '../services/jobs.ts';
import { ensureSource } from '../services/located-source.ts';
import { planScan, type ScanJob } from '../services/scans.ts';
import { renderAccounts } from './accounts.ts';
import { renderFindings, renderSummary } from './findings.ts';
import type { DemoFlags } from './flags.ts';
import { runScan } from './scan.ts';
import { serveUntilEnd } from './serve.ts';

const minScore = 0.5;

/**
 * `cognate demo`: writes the data of an invented company below the home, starts the SaaS platforms that it uses, scans all of it, and serves
 * what was found with the platforms beside.
 */
export async function demo(flags: DemoFlags): Promise<void> {
  const config = { ...readConfig(flags, process.env, 'warn'), allowsInternalAddresses: true };
  const firstPort = parsePort(flags.platformsPort);
  await ensureListenable(config);
  const directory = join(config.home, 'demo');
  await mkdir(directory, { recursive: true });
  process.stderr.write(`Starting the SaaS platforms of the demo company, and a warehouse that one of them is synced to\n`);
  const platforms = await startDemoPlatforms(firstPort, directory);
  try {
    for (const { name, url } of platforms.addresses) process.stderr.write(`  ${name}: ${url}\n`);
    process.stderr.write(`Writing its databases to ${directory}\n`);
    const databases = await generateDemo(directory);
    for (const { name, description } of databases) process.stderr.write(`  ${name}: ${description}\n`);
    const found = await runScan(
      config,
      (application) => startDemoScan(application, databases, platforms, directory),
      async ({ scans }, job) => ({ report: await scans.report(job, minScore), accounts: await scans.accounts(job, minScore) }),
    );
    const width = Math.min(Math.max(process.stdout.columns ?? 80, 60), 140);
    process.stdout.write(`${renderFindings(found.report, width)}\n${renderAccounts(found.accounts)}\n`);
    process.stderr.write(renderSummary(found.report));
    await serveUntilEnd(config, invitation(platforms.accounts));
  } finally {
    await platforms.close();
  }
}

/** Registers what is not registered yet, and scans all of it but the warehouse, which is read as far as HubSpot landed there. */
async function startDemoScan(
  { services, owner }: Application,
  databases: readonly DemoSource[],
  { accounts, synced, airbyte }: DemoPlatforms,
  directory: string,
): Promise<ScanJob> {
  const ctx = await owner();
  const ensure = async ({ connectorType, name, configuration }: DemoAccount, sync: object = {}): Promise<string> =>
    (await ensureSource(services, ctx, { connector_type: connectorType, name, configuration, ...sync })).id;

  const { sources } = planScan(
    databases.map(({ target }) => target),
    databases.map(({ name }) => name),
  );
  const ids: string[] = [];
  for (const { connector, name, config: configuration } of sources) ids.push(await ensure({ connectorType: connector.type, name, configuration }));
  for (const account of accounts) ids.push(await ensure(account));
  const warehouse = await ensure({ connectorType: 'duckdb', name: 'warehouse', configuration: { path: warehouseFile(directory) } });
  const isDemoAirbyte = await ensureAirbyteAccount(services, ctx, airbyte);
  const link = isDemoAirbyte ? { airbyte_source_id: airbyteSourceId } : {};
  ids.push(await ensure(synced, { is_sync: true, system_source_id: warehouse, ...link }));
  const { id } = await startScans(services, ctx, { source_ids: ids });
  return { organizationId: ctx.organizationId, id };
}

/** How to register a source of one's own against the platforms. */
function invitation(accounts: readonly DemoAccount[]): string {
  const width = Math.max(...accounts.map(({ connectorType }) => connectorType.length));
  const lines = accounts.map(({ connectorType, configuration }) => `  ${connectorType.padEnd(width)}  ${JSON.stringify(configuration)}\n`);
  return `\nIts SaaS platforms answer as long as it runs. To register a source of your own there, take one of these configurations:\n${lines.join('')}`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_000) return port;
  throw new AppError('invalid', `--platforms-port takes a number from 0 to 65000, not "${text}".`);
}
