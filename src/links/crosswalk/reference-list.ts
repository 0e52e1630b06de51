import type { Staging } from '../../profiling/staging.ts';
import { SAID_MORE } from './alignment.ts';
import { nameOf, type Name, type NameWords } from './name-words.ts';
import type { SqlStep } from './records.ts';
import { exactLength, exactSum } from './words.ts';

/** How near the next name of a list usually is, where it is not looked for. */
export const MIDDLE_BALL = 0.65;

/** Numbers that differ on both sides take this much away: two names that differ in a year or a number are of two things, however much else is equal. */
const OTHER_NUMBER = 0.1;
const isNumber = (word: string): string => `regexp_matches(${word}, '[0-9]')`;

/** The parts of three letters of a whole name, written as one word: `l_run` and `r_run` (id, part, weight of the unit vector). */
const runSteps: readonly SqlStep[] = [
  ...(['l', 'r'] as const).map((side) => ({
    name: `parts of the names of ${side}`,
    sql: `CREATE OR REPLACE TABLE ${side}_run_parts AS
SELECT DISTINCT id, unnest(list_transform(range(1, length(v) + 1), lambda i: substr('#' || v || '#', i, 3))) AS part
FROM (SELECT id, replace(f0, ' ', '') AS v FROM ${side} WHERE f0 IS NOT NULL)`,
  })),
  ...(['l', 'r'] as const).map((side) => ({
    name: `weights of the names of ${side}`,
    sql: `CREATE OR REPLACE TABLE ${side}_run AS
WITH rare AS (
  SELECT part, ln(1 + (SELECT count(*) FROM (SELECT id FROM l UNION ALL SELECT id FROM r)) / count(*)) AS weight
  FROM (SELECT part FROM l_run_parts UNION ALL SELECT part FROM r_run_parts) GROUP BY part)
SELECT id, part, CAST(weight / ${exactLength('weight', 'id')} AS FLOAT) AS weight FROM ${side}_run_parts JOIN rare USING (part)`,
  })),
];

/** Two words in a row that are one word on the other side: `l_joined` and `r_joined` (id, whole, one, other). */
const joinedSteps: readonly SqlStep[] = (['l', 'r'] as const).map((side) => ({
  name: `words of ${side} that are written as one`,
  sql: `CREATE OR REPLACE TABLE ${side}_joined AS
SELECT id, one || other AS whole, one, other
FROM (
  SELECT id, words[i] AS one, words[i + 1] AS other
  FROM (SELECT id, words, unnest(range(1, len(words))) AS i FROM (SELECT id, string_split(f0, ' ') AS words FROM ${side})))
WHERE one || other IN (SELECT word FROM ${side === 'l' ? 'rv' : 'lv'})`,
}));

/** Of each pair and side: the weight of the words that the other explains, of those that it does not, and whether a number is among these. */
const explained = (
  side: 'l' | 'r',
  place: 'x' | 'y',
): string => `SELECT l, r, ${exactSum('share * weight')} AS said, ${exactSum('(1 - share) * weight')} AS alone,
    bool_or(${isNumber('word')} AND share = 0) AS has_other_number
  FROM (
    SELECT pairs.l, pairs.r, own.word, CASE WHEN ${isNumber('own.word')} THEN (SELECT rarest FROM rarest) ELSE own.weight END AS weight, coalesce(share, 0) AS share
    FROM pairs JOIN ${side}v AS own ON own.id = pairs.${side}
    LEFT JOIN (SELECT l, r, ${place} AS word, max(share) AS share FROM met GROUP BY ALL) AS said ON said.l = pairs.l AND said.r = pairs.r AND said.word = own.word)
  GROUP BY l, r`;

/**
 * How alike the names of every pair are: `named` (l, r, likeness 0..1, parts, runs), the mean of how far their words explain one another, and of the
 * cosines of their trigrams, word by word (parts) and as one word (runs). Numbers weigh as much as the rarest word; two words meet the one that they make together.
 */
const namedStep: SqlStep = {
  name: 'likeness of the names',
  sql: `CREATE OR REPLACE TABLE named AS
WITH rarest AS (SELECT max(weight) AS rarest FROM word_rarity),
met AS (
  SELECT pairs.l, pairs.r, x, y, share FROM pairs JOIN lv ON lv.id = pairs.l JOIN alike ON x = lv.word JOIN rv ON rv.id = pairs.r AND rv.word = y
  UNION ALL
  SELECT pairs.l, pairs.r, whole, unnest([one, other]), 1 FROM pairs JOIN r_joined AS joined ON joined.id = pairs.r JOIN lv ON lv.id = pairs.l AND lv.word = whole
  UNION ALL
  SELECT pairs.l, pairs.r, unnest([one, other]), whole, 1 FROM pairs JOIN l_joined AS joined ON joined.id = pairs.l JOIN rv ON rv.id = pairs.r AND rv.word = whole),
of_left AS (${explained('l', 'x')}),
of_right AS (${explained('r', 'y')}),
said AS MATERIALIZED (SELECT pairs.l, pairs.r, part, weight FROM pairs JOIN l_run ON id = pairs.l),
runs AS (SELECT said.l, said.r, ${exactSum('said.weight * b.weight')} AS likeness FROM said JOIN r_run AS b ON b.id = said.r AND b.part = said.part GROUP BY ALL)
SELECT pairs.l, pairs.r,
  0.25 * coalesce(parts.likeness, 0) + 0.25 * coalesce(runs.likeness, 0)
  + 0.5 * coalesce((of_left.said + of_right.said) / 2
    / nullif((of_left.said + of_right.said) / 2 + least(of_left.alone, of_right.alone) + ${SAID_MORE} * greatest(of_left.alone, of_right.alone), 0), 0)
  - CASE WHEN of_left.has_other_number AND of_right.has_other_number THEN ${OTHER_NUMBER} ELSE 0 END AS likeness,
  coalesce(parts.likeness, 0) AS parts, coalesce(runs.likeness, 0) AS runs
FROM pairs LEFT JOIN of_left USING (l, r) LEFT JOIN of_right USING (l, r) LEFT JOIN parts USING (l, r) LEFT JOIN runs USING (l, r)
WHERE chosen`,
};

/**
 * How near another name of the list is, by their words, to each that is `asked_for`: `balls` (id, ball 0..1). Words are looked at
 * from the rarest up, until they bring `meetings` pairs of names.
 */
const ballStep = (list: 'l' | 'r', meetings: number): SqlStep => ({
  name: 'balls around the names of the list',
  sql: `CREATE OR REPLACE TABLE balls AS
WITH likeliest AS (SELECT DISTINCT CAST(id AS INTEGER) AS id FROM asked_for),
listed AS (SELECT id, word, weight FROM fw WHERE side = '${list}'),
looked_at AS (
  SELECT word FROM (SELECT word, count(*) AS names FROM listed GROUP BY word) JOIN (SELECT word, count(*) AS asked FROM likeliest JOIN listed USING (id) GROUP BY word) USING (word)
  QUALIFY sum(names * asked) OVER (ORDER BY names, word) <= ${meetings})
SELECT id, max(likeness) AS ball
FROM (
  SELECT a.id, b.id AS other, ${exactSum('a.weight * b.weight')} AS likeness
  FROM likeliest JOIN listed AS a USING (id) JOIN looked_at USING (word) JOIN listed AS b USING (word) WHERE a.id <> b.id GROUP BY ALL)
GROUP BY id;
DROP TABLE asked_for`,
});

/** The steps that compare names with those of a list, after the records were compared by their trigrams. */
export const nameSteps: readonly SqlStep[] = [...runSteps, ...joinedSteps, namedStep];

/** What the steps made of each pair, in the order of the pairs. */
export interface NamedPairs {
  readonly likeness: Float32Array;
  readonly parts: Float32Array;
  readonly runs: Float32Array;
}

export async function readNamed(staging: Staging, pairs: number, signal: AbortSignal): Promise<NamedPairs> {
  const [likeness, parts, runs] = [new Float32Array(pairs), new Float32Array(pairs), new Float32Array(pairs)];
  let at = 0;
  for await (const [some = [], ofParts = [], ofRuns = []] of staging.db.chunks(
    'SELECT CAST(likeness AS FLOAT), CAST(parts AS FLOAT), CAST(runs AS FLOAT) FROM named ORDER BY l, r',
    signal,
  )) {
    likeness.set(some as number[], at);
    parts.set(ofParts as number[], at);
    runs.set(ofRuns as number[], at);
    at += some.length;
  }
  return { likeness, parts, runs };
}

/** The names of both sides, with the weights of their words, and which may be one. */
export async function readNameWords(list: 'l' | 'r', staging: Staging, signal: AbortSignal): Promise<NameWords> {
  const names = async (side: 'l' | 'r') => {
    const found: Name[] = [];
    for await (const [some = []] of staging.db.chunks(`SELECT f0 FROM ${side} ORDER BY id`, signal))
      for (const text of some) found.push(nameOf(text as string | null));
    return found;
  };
  const weights = new Map<string, number>();
  for await (const [words = [], some = []] of staging.db.chunks(
    'SELECT word, CAST(weight / (SELECT max(weight) FROM word_rarity) AS DOUBLE) FROM word_rarity',
    signal,
  ))
    for (const [i, word] of words.entries()) weights.set(word as string, some[i] as number);
  const alike = new Map<string, number>();
  const [listed, asked] = list === 'l' ? ['x', 'y'] : ['y', 'x'];
  for await (const [ofList = [], others = [], shares = []] of staging.db.chunks(
    `SELECT ${listed}, ${asked}, CAST(share AS DOUBLE) FROM alike WHERE x <> y`,
    signal,
  ))
    for (const [i, word] of ofList.entries()) alike.set(`${word as string} ${others[i] as string}`, shares[i] as number);
  return {
    listed: await names(list),
    asked: await names(list === 'l' ? 'r' : 'l'),
    weight: (word) => weights.get(word) ?? 0,
    alike: (word, other) => alike.get(`${word} ${other}`) ?? 0,
  };
}

/** How near each of these names of the list has another one, 0..1; `meetings` bounds the pairs of names looked at. `records` is the number of names. */
export async function ballsAround(
  entries: Iterable<number>,
  list: 'l' | 'r',
  { records, meetings }: { readonly records: number; readonly meetings: number },
  run: (step: SqlStep) => Promise<void>,
  staging: Staging,
  signal: AbortSignal,
): Promise<Float32Array> {
  await staging.run('CREATE OR REPLACE TABLE asked_for (id VARCHAR)', signal);
  await staging.db.append('asked_for', 1, oneBatch(entries), signal);
  await run(ballStep(list, meetings));
  const balls = new Float32Array(records);
  for await (const [ids = [], nearest = []] of staging.db.chunks('SELECT id, CAST(ball AS FLOAT) FROM balls', signal)) {
    for (const [i, id] of ids.entries()) balls[id as number] = nearest[i] as number;
  }
  return balls;
}

async function* oneBatch(entries: Iterable<number>) {
  yield { rows: Array.from(entries, (entry) => [String(entry)]) };
}
