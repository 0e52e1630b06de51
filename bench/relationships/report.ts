import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbDialect } from '../../src/dialects/duckdb.ts';
import { inferRelationships } from '../../src/relationships/infer.ts';
import type { RelationshipModel } from '../../src/relationships/model/model.ts';
import { baselines } from './baselines.ts';
import { profileOf, stageDatabase } from './database.ts';
import type { Run } from './runs.ts';
import { databasesOf, leftOutModel, say, type LeftOut } from './training.ts';

/** Scores every database by its left-out model through the product's own entry, and prints the scorer's table for both runs. */
export async function report(folder: string, work: string, runs: readonly Run[], left: readonly LeftOut[]): Promise<void> {
  const times: string[] = [];
  for (const name of databasesOf(runs)) times.push(await predict(folder, work, name, leftOutModel(left, name)));
  for (const keyed of [true, false]) {
    console.log(`\n${keyed ? 'With primary keys' : 'Without keys'}, each database scored by a model that never saw it\n`);
    const table = spawnSync('python3', [join(folder, 'evaluate.py'), predictionFolder(work, keyed), 'open'], { encoding: 'utf8' });
    console.log(table.stdout + table.stderr);
  }
  console.log(baselines(runs));
  console.log(`\nInference alone: ${times.join(', ')}`);
}

function predictionFolder(work: string, keyed: boolean): string {
  return join(work, keyed ? 'predictions-keys' : 'predictions-bare');
}

async function predict(folder: string, work: string, name: string, relationshipModel: RelationshipModel): Promise<string> {
  const database = await stageDatabase(folder, name, work, '-predict');
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
    mkdirSync(predictionFolder(work, keyed), { recursive: true });
    writeFileSync(join(predictionFolder(work, keyed), `${name}.json`), JSON.stringify(predictions));
  }
  await database.staging.remove();
  say(`predicted ${name}`);
  return `${name} ${spent} ms`;
}
