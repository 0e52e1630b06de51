// Leave-one-database-out benchmark: npm run bench:relationships. Data: COGNATE_BENCH_DATA, else ../shared/data/relationships.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbDialect } from '../../src/dialects/duckdb.ts';
import { inferRelationships } from '../../src/relationships/infer.ts';
import type { RelationshipModel } from '../../src/relationships/model/model.ts';
import { baselines } from './baselines.ts';
import { benchmarkFolder, profileOf, stageDatabase, workFolder } from './database.ts';
import { allRuns, databasesOf, leaveOneOut, leftOutModel, say } from './training.ts';

const data = benchmarkFolder();
if (data === undefined) {
  console.log('The benchmark data is not here. Set COGNATE_BENCH_DATA to its folder.');
  process.exit(0);
}
const work = await workFolder();
try {
  const runs = await allRuns(data.folder, data.names, work.path);
  const left = leaveOneOut(runs);
  const times: string[] = [];
  for (const name of databasesOf(runs)) times.push(await predict(name, leftOutModel(left, name)));
  for (const keyed of [true, false]) {
    console.log(`\n${keyed ? 'With primary keys' : 'Without keys'}, each database scored by a model that never saw it\n`);
    const table = spawnSync('python3', [join(data.folder, 'evaluate.py'), predictionFolder(keyed), 'open'], { encoding: 'utf8' });
    console.log(table.stdout + table.stderr);
  }
  console.log(baselines(runs));
  console.log(`\nInference alone: ${times.join(', ')}`);
} finally {
  await work.remove();
}

function predictionFolder(keyed: boolean): string {
  return join(work.path, keyed ? 'predictions-keys' : 'predictions-bare');
}

/** Scores one database through the product's own entry, and writes the predictions. */
async function predict(name: string, relationshipModel: RelationshipModel): Promise<string> {
  const database = await stageDatabase(data?.folder ?? '', name, work.path, '-predict');
  let spent = 0;
  for (const keyed of [true, false]) {
    const model = keyed ? database.keyed : database.model;
    const profile = await profileOf(model, database.staging);
    const started = Date.now();
    const signal = new AbortController().signal;
    const findings = await inferRelationships({
      model,
      profile,
      staging: database.staging,
      dialect: duckdbDialect,
      signal,
      onProgress: () => {},
      relationshipModel,
    });
    spent = Date.now() - started;
    const predictions = findings.map(({ from, to, score }) => ({
      from_table: from.path.name,
      from_columns: from.columns,
      to_table: to.path.name,
      to_columns: to.columns,
      score,
    }));
    mkdirSync(predictionFolder(keyed), { recursive: true });
    writeFileSync(join(predictionFolder(keyed), `${name}.json`), JSON.stringify(predictions));
  }
  await database.staging.remove();
  say(`predicted ${name}`);
  return `${name} ${spent} ms`;
}
