// Fits the shipped model on all databases of the benchmark: npm run fit:relationships [name]. See docs/relationship-model.md.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchmarkFolder, workFolder } from './database.ts';
import { report } from './report.ts';
import { allRuns, finalModel, leaveOneOut, say } from './training.ts';

const data = benchmarkFolder();
if (data === undefined) {
  console.log('The benchmark data is not here. Set COGNATE_BENCH_DATA to its folder.');
  process.exit(0);
}
const work = await workFolder();
try {
  const runs = await allRuns(data.folder, data.names, work.path);
  const left = leaveOneOut(runs);
  const model = finalModel(runs, left, process.argv[2] ?? 'relationships-1');
  const target = fileURLToPath(new URL('../../src/relationships/model/relationships.json', import.meta.url));
  writeFileSync(target, `${JSON.stringify(model)}\n`);
  say(
    `wrote ${target}: ${model.first.trees.length} + ${model.second.trees.length} trees, slope ${model.calibration.slope}, offset ${model.calibration.offset}`,
  );
  await report(data.folder, work.path, runs, left);
} finally {
  await work.remove();
}
