import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { generateDemo } from '../demo/generate.ts';
import { ensureListenable } from '../main.ts';
import { planScan } from '../services/scans.ts';
import { renderFindings, renderSummary } from './findings.ts';
import type { ServeFlags } from './flags.ts';
import { runScan } from './scan.ts';
import { serve } from './serve.ts';

/** `cognate demo`: writes the data of an invented company below the home, scans its four systems, and serves what was found. */
export async function demo(flags: ServeFlags): Promise<void> {
  const config = readConfig(flags, process.env, 'warn');
  await ensureListenable(config);
  const directory = join(config.home, 'demo');
  process.stderr.write(`Writing the demo company to ${directory}\n`);
  const sources = await generateDemo(directory);
  for (const { name, description } of sources) process.stderr.write(`  ${name}: ${description}\n`);
  const plan = planScan(
    sources.map(({ target }) => target),
    sources.map(({ name }) => name),
  );
  const report = await runScan(config, plan, { ignoreDeclared: false, ignoreKeys: false, sampleRows: null }, 0.5);
  process.stdout.write(`${renderFindings(report, Math.min(Math.max(process.stdout.columns ?? 80, 60), 140))}\n`);
  process.stderr.write(renderSummary(report));
  await serve(flags);
}
