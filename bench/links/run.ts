// Link discovery over the open data, every case judged by a model that was fitted without it: npm run bench:links [part of a case's name …].
// Data: COGNATE_LINKING_DATA, else ../shared/data/linking. The types, precision and calibration are those of the data's scorer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LinkModel } from '../../src/links/discovery/model.ts';
import { linkingData } from '../crosswalk/tasks.ts';
import { casesIn } from './cases.ts';
import { fitModel } from './fit-model.ts';
import { predict } from './measure.ts';
import { calibrationOf, f1, pooled, precision, recall, scoreCase, typeAccuracy, type LinkScore } from './score.ts';
import { measureAll } from './training.ts';

const folder = linkingData();
if (folder === undefined) {
  console.log('The benchmark data is not here. Set COGNATE_LINKING_DATA to its folder.');
  process.exit(0);
}
const LEAST_CONFIDENCE = 0.5;
const SURE = 0.7;
const wanted = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'cognate-links-bench-'));
try {
  const measured = await measureAll(folder, work);
  const open = new Set(casesIn(folder).map(({ group }) => group));
  const models = new Map<string, LinkModel>();
  const modelWithout = (group: string): LinkModel => {
    const known =
      models.get(group) ??
      fitModel(
        measured.filter(({ truth }) => truth.group !== group),
        'left-out',
        group,
      );
    models.set(group, known);
    return known;
  };
  const readable: LinkScore[] = [];
  const obscure: LinkScore[] = [];
  console.log(`${'case'.padEnd(34)} links found  right  precision  recall     F1   type    ECE   seconds`);
  for (const one of measured) {
    if (!open.has(one.truth.group)) continue;
    if (wanted.length > 0 && !wanted.some((name) => one.truth.id.includes(name))) continue;
    const model = modelWithout(one.truth.group);
    const predictions = predict(one, model, LEAST_CONFIDENCE);
    const score = scoreCase(one, predictions);
    (one.truth.id === one.truth.group ? readable : obscure).push(score);
    print(one.truth.id, score, one.seconds);
    for (const { pair, finding } of score.wrong) console.log(`    wrong   ${finding.confidence.toFixed(2)} ${pair}`);
    for (const { pair, finding } of score.mistyped) console.log(`    type    ${finding.linkType} ${pair}`);
    for (const pair of score.missed) console.log(`    missed       ${pair}`);
    if (one.truth.links.size === 0) console.log(`    at ${SURE} or more: ${score.wrong.filter(({ finding }) => finding.confidence >= SURE).length}`);
  }
  console.log('');
  print('all, as they are', pooled(readable), null);
  print('all, without names', pooled(obscure), null);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function print(name: string, score: LinkScore, seconds: number | null): void {
  const cells = [precision(score), recall(score), f1(score), typeAccuracy(score), calibrationOf(score).ece].map((value) => value.toFixed(3));
  console.log(
    `${name.padEnd(34)} ${String(score.truth).padStart(5)} ${String(score.predicted).padStart(5)}  ${String(score.hits).padStart(5)}      ${cells[0]}   ${cells[1]}  ${cells[2]}  ${cells[3]}  ${cells[4]}   ${seconds === null ? '' : seconds.toFixed(1)}`,
  );
}
