// Fits the shipped model of link discovery on the open data and the invented worlds: npm run fit:links [version]. Judge it with npm run bench:links.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { linkingData } from '../crosswalk/tasks.ts';
import { fitModel } from './fit-model.ts';
import { measureAll } from './training.ts';

const folder = linkingData();
if (folder === undefined) {
  console.log('The benchmark data is not here. Set COGNATE_LINKING_DATA to its folder.');
  process.exit(0);
}
const work = mkdtempSync(join(tmpdir(), 'cognate-links-fit-'));
try {
  const measured = await measureAll(folder, work);
  const candidates = measured.reduce((sum, one) => sum + one.measured.candidates.length, 0);
  const groups = [...new Set(measured.map(({ truth }) => truth.group))];
  const today = new Date().toISOString().slice(0, 10);
  const model = fitModel(measured, process.argv[2] ?? 'links-1', `${groups.join(', ')}; ${candidates} candidates; ${today}`);
  const target = fileURLToPath(new URL('../../src/links/discovery/model.json', import.meta.url));
  writeFileSync(target, `${JSON.stringify(model, null, 2)}\n`);
  console.log(`wrote ${target}: ${candidates} candidates, slope ${model.calibration.slope}`);
  for (const [name, weight] of Object.entries(model.weights)) console.log(`  ${name.padEnd(24)} ${weight.toFixed(3)}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
