// Crosswalks over the open data: npm run bench:crosswalk [part of a task's name …]. Data: COGNATE_LINKING_DATA, else ../shared/data/linking.
import { resolveTask, type Resolved } from './resolve.ts';
import { linkingData, pairsOf, tasksIn, type Task } from './tasks.ts';

interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

const folder = linkingData();
if (folder === undefined) {
  console.log('The benchmark data is not here. Set COGNATE_LINKING_DATA to its folder.');
  process.exit(0);
}
const wanted = process.argv.slice(2);
/** Pairs that are said to be so likely, in ten bins: how many, the sum of their probabilities, and how many are true. */
const bins = Array.from({ length: 10 }, () => ({ pairs: 0, said: 0, hits: 0 }));
const groups = new Map<string, Score[]>();
console.log(`${'task'.padEnd(58)} precision  recall     F1   pairs found in blocks  best F1   seconds`);
for (const task of tasksIn(folder)) {
  if (wanted.length > 0 && !wanted.some((name) => task.id.includes(name))) continue;
  const resolved = await resolveTask(task);
  const taken = takenOf(task, resolved);
  const result = score(taken, task.truth);
  groups.set(task.group, [...(groups.get(task.group) ?? []), result]);
  const blocked = score(
    resolved.pairs.map(({ key }) => key),
    task.truth,
  ).recall;
  console.log(
    `${task.id.padEnd(58)} ${f(result.precision)}     ${f(result.recall)}  ${f(result.f1)}   ${f(blocked)}                ${f(oracle(task, resolved))}   ${resolved.seconds.toFixed(1)}${bCubed(task, resolved)}`,
  );
  calibrate(task, resolved);
  if (process.env.DETAIL !== undefined) detail(resolved);
}
console.log('');
for (const [group, scores] of groups) {
  const mean = (of: (one: Score) => number) => scores.reduce((sum, one) => sum + of(one), 0) / scores.length;
  console.log(
    `${group}: ${scores.length} tasks, mean precision ${f(mean((one) => one.precision))}, recall ${f(mean((one) => one.recall))}, F1 ${f(mean((one) => one.f1))}`,
  );
}

const judged = bins.reduce((sum, bin) => sum + bin.pairs, 0);
const error = bins.reduce((sum, bin) => sum + Math.abs(bin.said - bin.hits), 0) / Math.max(1, judged);
console.log(`expected calibration error of the ${judged} pairs between two tables with a probability of at least 0.01: ${f(error)}`);

/** The pairs that the crosswalk takes at its own threshold. */
function takenOf(task: Task, { pairs, clusters }: Resolved): string[] {
  if (clusters !== null) return [...pairsOf(clusters)];
  return pairs.filter(({ key, probability }) => probability >= 0.5 && (task.judged?.has(key) ?? true)).map(({ key }) => key);
}

/** Counts the pairs between two tables that are not all but excluded. */
function calibrate(task: Task, { pairs, clusters }: Resolved): void {
  if (clusters !== null) return;
  for (const { key, probability } of pairs) {
    const bin = bins[Math.min(9, Math.floor(probability * 10))];
    if (bin === undefined || probability < 0.01 || task.judged?.has(key) === false) continue;
    bin.pairs += 1;
    bin.said += probability;
    if (task.truth.has(key)) bin.hits += 1;
  }
}

function score(taken: readonly string[], truth: ReadonlySet<string>): Score {
  const hits = taken.filter((key) => truth.has(key)).length;
  const precision = taken.length === 0 ? 0 : hits / taken.length;
  const recall = truth.size === 0 ? 0 : hits / truth.size;
  return { precision, recall, f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** The best F1 that any threshold on the weights of each record's likeliest pairs could reach: an upper bound, chosen with the truth. */
function oracle(task: Task, { pairs, clusters }: Resolved): number {
  const ordered = pairs.toSorted((a, b) => b.weight - a.weight);
  const [left, right] = [new Set<string>(), new Set<string>()];
  let [hits, taken, best] = [0, 0, 0];
  for (const pair of ordered) {
    if (task.judged !== null && !task.judged.has(pair.key)) continue;
    if (clusters === null && (left.has(pair.left) || right.has(pair.right))) continue;
    left.add(pair.left);
    right.add(pair.right);
    taken += 1;
    if (task.truth.has(pair.key)) hits += 1;
    best = Math.max(best, (2 * hits) / (taken + task.truth.size));
  }
  return best;
}

/** Cluster figures (B-cubed), told apart from the pairwise ones. */
function bCubed({ clusters: truth }: Task, { clusters }: Resolved): string {
  if (truth === null || clusters === null) return '';
  const members = (of: ReadonlyMap<string, string>) => {
    const found = new Map<string, Set<string>>();
    for (const [record, cluster] of of) found.set(cluster, (found.get(cluster) ?? new Set()).add(record));
    return found;
  };
  const [ours, theirs] = [members(clusters), members(truth)];
  let [precision, recall] = [0, 0];
  for (const record of truth.keys()) {
    const mine = ours.get(clusters.get(record) ?? '') ?? new Set([record]);
    const real = theirs.get(truth.get(record) ?? '') ?? new Set([record]);
    const shared = [...mine].filter((other) => real.has(other)).length;
    precision += shared / mine.size / truth.size;
    recall += shared / real.size / truth.size;
  }
  return `   B-cubed ${f(precision)} ${f(recall)} ${f((2 * precision * recall) / (precision + recall))}`;
}

function detail({ crosswalk: { columns, levels, model, decided, plan, grain, pairs } }: Resolved): void {
  console.log(
    `  ${grain}, ${pairs.left.length} pairs, share of matches ${model.lambda.toFixed(4)}, even odds at ${decided.evenOdds.toFixed(1)} bits`,
  );
  for (const [i, name] of columns.entries()) {
    const row = (levels[i] ?? []).map((_, j) => `${(model.m[i]?.[j + 1] ?? 0).toFixed(3)}/${(model.u[i]?.[j + 1] ?? 0).toFixed(4)}`);
    console.log(`    ${name.slice(0, 34).padEnd(34)} ${(plan.fields[i]?.kind ?? '').padEnd(9)} ${row.join('  ')}`);
  }
}

function f(value: number): string {
  return value.toFixed(3);
}
