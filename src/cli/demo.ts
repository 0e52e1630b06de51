import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { type DemoAccount, startDemoAccounts } from '../demo/accounts.ts';
import { generateDemo } from '../demo/generate.ts';
import { AppError } from '../domain/errors.ts';
import { type Application, ensureListenable } from '../main.ts';
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
  const { accounts, close } = await startDemoAccounts(firstPort);
  try {
    const directory = join(config.home, 'demo');
    process.stderr.write(`Writing the demo company to ${directory}\n`);
    const databases = await generateDemo(directory);
    for (const { name, description } of databases) process.stderr.write(`  ${name}: ${description}\n`);
    process.stderr.write('Starting the SaaS platforms that it uses\n');
    for (const { name, url } of accounts) process.stderr.write(`  ${name}: ${url}\n`);
    const sources = [
      ...planScan(
        databases.map(({ target }) => target),
        databases.map(({ name }) => name),
      ).sources.map(({ connector, config: configuration, name }) => ({ connectorType: connector.type, name, configuration })),
      ...accounts,
    ];
    const found = await runScan(
      config,
      (application) => startDemoScan(application, sources),
      async ({ scans }, job) => ({ report: await scans.report(job, minScore), summaries: await scans.accounts(job, minScore) }),
    );
    const width = Math.min(Math.max(process.stdout.columns ?? 80, 60), 140);
    process.stdout.write(`${renderFindings(found.report, width)}\n${renderAccounts(found.summaries)}\n`);
    process.stderr.write(renderSummary(found.report));
    await serveUntilEnd(config, invitation(accounts));
  } finally {
    await close();
  }
}

/** Registers what is not registered yet, and scans it all. */
async function startDemoScan(
  { services, owner }: Application,
  sources: readonly Pick<DemoAccount, 'connectorType' | 'name' | 'configuration'>[],
): Promise<ScanJob> {
  const ctx = await owner();
  const ids: string[] = [];
  for (const { connectorType, name, configuration } of sources) {
    ids.push((await ensureSource(services, ctx, { connector_type: connectorType, name, configuration })).id);
  }
  const { id } = await startScans(services, ctx, { source_ids: ids });
  return { organizationId: ctx.organizationId, id };
}

/** How to register a source of one's own against the platforms. */
function invitation(accounts: readonly DemoAccount[]): string {
  const lines = accounts.map(({ connectorType, configuration }) => `  ${connectorType}  ${JSON.stringify(configuration)}`);
  return `\nThe SaaS platforms of the demo go on answering. To register a source yourself, POST one of these as the configuration:\n${lines.join('\n')}\n`;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_000) return port;
  throw new AppError('invalid', `--platforms-port takes a number from 0 to 65000, not "${text}".`);
}
