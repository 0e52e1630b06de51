// Fits the shipped model on all databases of the benchmark: npm run fit:relationships [name]. See docs/relationship-model.md.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { benchmarkFolder, workFolder } from './database.ts';
import { allRuns, finalModel, leaveOneOut, say } from './training.ts';

const data = benchmarkFolder();
if (data === undefined) {
  console.log('The benchmark data is not here. Set COGNATE_BENCH_DATA to its folder.');
  process.exit(0);
}
const work = await workFolder();
try {
  const runs = await allRuns(data.folder, data.names, work.path);
  const model = finalModel(runs, leaveOneOut(runs), process.argv[2] ?? 'relationships-1');
  const target = fileURLToPath(new URL('../../src/relationships/model/relationships.json', import.meta.url));
  writeFileSync(target, `${JSON.stringify(model)}\n`);
  say(
    `wrote ${target}: ${model.first.trees.length} + ${model.second.trees.length} trees, slope ${model.calibration.slope}, offset ${model.calibration.offset}`,
  );
} finally {
  await work.remove();
}
