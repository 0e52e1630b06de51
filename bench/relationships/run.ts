// Leave-one-database-out benchmark: npm run bench:relationships. Data: COGNATE_BENCH_DATA, else ../shared/data/relationships.
import { benchmarkFolder, workFolder } from './database.ts';
import { report } from './report.ts';
import { allRuns, leaveOneOut } from './training.ts';

const data = benchmarkFolder();
if (data === undefined) {
  console.log('The benchmark data is not here. Set COGNATE_BENCH_DATA to its folder.');
  process.exit(0);
}
const work = await workFolder();
try {
  const runs = await allRuns(data.folder, data.names, work.path);
  await report(data.folder, work.path, runs, leaveOneOut(runs));
} finally {
  await work.remove();
}
