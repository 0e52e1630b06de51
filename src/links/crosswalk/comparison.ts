import { alignmentSteps } from './alignment.ts';
import type { Plan, SqlStep } from './records.ts';
import { exactSum, tellingIn, type Grain } from './words.ts';

/** Levels of the likeness of all words of two records, as cosines; below the first the level is 1. */
const LIKENESS = [0.2, 0.35, 0.5, 0.65, 0.8, 0.92];
/** Where a name is equal, a lower likeness says again that other fields differ. */
const LIKE = 0.65;

/** Highest level of each column of a pattern: the fields in order, then the likeness of the records' words. */
export function levelsOf({ fields }: Plan): number[] {
  return [...fields.map(({ levels }) => levels.length), LIKENESS.length + 1];
}

/** What the columns of a pattern are about. */
export function columnNames({ fields }: Plan): string[] {
  return [...fields.map(({ name }) => name), 'all words'];
}

/** Names of the levels of each column, worst first. */
export function levelNames({ fields }: Plan): string[][] {
  return [...fields.map(({ levels }) => levels.map(({ name }) => name)), ['unlike', ...LIKENESS.map((least) => `likeness from ${least}`)]];
}

/** The likeness of the words of every pair. The words of its left record come first, lest all records with a common word be joined. */
const cosineOf = (
  left: string,
  right: string,
): string => `WITH said AS MATERIALIZED (SELECT l, r, word, weight FROM pairs JOIN ${left} AS a ON a.id = l)
SELECT l, r, ${exactSum('a.weight * b.weight')} AS likeness FROM said AS a JOIN ${right} AS b ON b.id = r AND b.word = a.word GROUP BY l, r`;

/** Words that both texts have, twice, over the words of both. Source: Dice 1945. */
const dice = (a: string, b: string): string =>
  `2 * len(list_intersect(string_split(${a}, ' '), string_split(${b}, ' '))) / (len(string_split(${a}, ' ')) + len(string_split(${b}, ' ')))`;

/** Compares every pair on every field: `compared` (l, r, chosen, by_chance, likeness of all words, and levels `g0`, `g1`, …). */
export function comparisonSteps(plan: Plan, grain: Grain): SqlStep[] {
  return grain === 'values' ? [comparedStep(plan, grain)] : [...likenessSteps(plan, grain), comparedStep(plan, grain)];
}

/** Fields that a field is made of: where one of them is equal, the whole says nothing new; where none is, they may have changed places. */
const partsOf = ({ fields }: Plan, whole: number): number[] =>
  fields.flatMap(({ attributes }, i) => {
    const all = fields[whole]?.attributes ?? [];
    return attributes.length < all.length && attributes.every((name) => all.includes(name)) ? [i] : [];
  });

const textsOf = ({ fields }: Plan): number[] => fields.flatMap(({ isText }, i) => (isText ? [i] : []));

function likenessSteps(plan: Plan, grain: Grain): SqlStep[] {
  const right = plan.right === null ? 'l' : 'r';
  return [
    {
      name: 'cosine of all words',
      sql: `CREATE OR REPLACE TABLE ${grain === 'words' ? 'words' : 'parts'} AS
${cosineOf('lw', 'rw')}`,
    },
    ...(grain === 'words' ? [] : alignmentSteps),
    ...textsOf(plan).map((i) => ({
      name: `cosine of ${plan.fields[i]?.name ?? ''}`,
      sql: `CREATE OR REPLACE TABLE cosine${i} AS
${cosineOf(`(SELECT * FROM fw WHERE side = 'l' AND field = ${i})`, `(SELECT * FROM fw WHERE side = '${right}' AND field = ${i})`)}`,
    })),
  ];
}

/** Where the words of records are not looked at as a whole, their likeness is the mean of that of the fields. */
function comparedStep(plan: Plan, grain: Grain): SqlStep {
  const texts = textsOf(plan);
  const isByValues = grain === 'values';
  const isKnown = (i: number): string =>
    partsOf(plan, i)
      .map((part) => `WHEN a.f${part} = b.f${part} THEN 0 `)
      .join('');
  const differs = (i: number, likeness: string): string => `CASE ${isKnown(i)}WHEN a.f${i} = b.f${i} THEN 1 ${likeness} END`;
  const forms = plan.fields.map((_, i) => `a.f${i} AS a${i}, b.f${i} AS b${i}`);
  const likenesses = texts.flatMap((i) => [
    `${isByValues ? differs(i, `WHEN contains(a.f${i}, ' ') OR contains(b.f${i}, ' ') THEN ${dice(`a.f${i}`, `b.f${i}`)} ELSE 0`) : `coalesce(cosine${i}.likeness, 0)`} AS words${i}`,
    `${differs(i, `ELSE jaro_winkler_similarity(a.f${i}, b.f${i})`)} AS spelling${i}`,
  ]);
  const commonness = plan.fields.flatMap(({ weighsCommonness }, i) => (weighsCommonness ? [`k${i}`] : []));
  const columns = plan.fields.map(({ levels }, i) => {
    const best = levels
      .map(({ test }, level) => `WHEN ${test(`a${i}`, `b${i}`, `words${i}`, `spelling${i}`, `k${i}`)} THEN ${level + 1}`)
      .toReversed();
    const known = partsOf(plan, i).map((part) => ` OR a${part} = b${part}`);
    return `CAST(CASE WHEN a${i} IS NULL OR b${i} IS NULL${known.join('')} THEN 0 ${best.join(' ')} END AS UTINYINT) AS g${i}`;
  });
  const means = texts.filter((i) => partsOf(plan, i).length === 0).map((i) => `coalesce(greatest(words${i}, spelling${i}), 0.5)`);
  const mean = means.length === 0 ? '0' : `(${means.join(' + ')}) / ${means.length}`;
  const levels = LIKENESS.map((least, i) => `WHEN likeness >= ${least} THEN ${i + 2}`).toReversed();
  const telling = tellingIn(plan);
  // The words of a single code or address would say again what its own levels say.
  const isSpoken = !isByValues && (telling.length > 1 || texts.length > 0);
  const wordless = (side: string): string => `(${telling.map((i) => `${side}${i} IS NULL`).join(' AND ')})`;
  const isSaid = `likeness < ${LIKE} AND (${['false', ...texts.map((i) => `a${i} = b${i}`)].join(' OR ')})`;
  const likeness = isSpoken ? `CASE WHEN ${wordless('a')} OR ${wordless('b')} OR (${isSaid}) THEN 0 ${levels.join(' ')} ELSE 1 END` : '0';
  const joins = isByValues
    ? []
    : ['words', ...texts.map((i) => `cosine${i}`)].map((table) => `LEFT JOIN ${table} ON ${table}.l = pairs.l AND ${table}.r = pairs.r`);
  return {
    name: 'compared',
    sql: `CREATE OR REPLACE TABLE compared AS
SELECT l, r, chosen, by_chance, CAST(${isByValues ? mean : 'likeness'} AS FLOAT) AS likeness,
  ${[...columns, `CAST(${likeness} AS UTINYINT) AS g${plan.fields.length}`].join(',\n  ')}
FROM (
  SELECT ${['pairs.l AS l', 'pairs.r AS r', 'chosen', 'by_chance', ...(isByValues ? [] : ['coalesce(words.likeness, 0) AS likeness']), ...forms, ...likenesses, ...commonness].join(',\n    ')}
  FROM pairs JOIN l AS a ON a.id = pairs.l JOIN r AS b ON b.id = pairs.r
${[...(commonness.length === 0 ? [] : ['JOIN commonness ON commonness.id = pairs.l']), ...joins].join('\n')})`,
  };
}

/** The distinct patterns of levels, numbered, and every chosen pair with its pattern: `patterns` and `scored`. */
export function patternSteps(plan: Plan): SqlStep[] {
  const columns = levelsOf(plan).map((_, i) => `g${i}`);
  return [
    {
      name: 'patterns',
      sql: `CREATE OR REPLACE TABLE patterns AS
SELECT CAST(row_number() OVER (ORDER BY ${columns.join(', ')}) - 1 AS INTEGER) AS pattern, * FROM (SELECT ${columns.join(', ')}, count(*) AS pairs FROM compared WHERE chosen GROUP BY ALL)`,
    },
    {
      name: 'pairs with their patterns',
      sql: `CREATE OR REPLACE TABLE scored AS
SELECT l, r, pattern, likeness FROM (SELECT l, r, likeness, hash(${columns.join(', ')}) AS k FROM compared WHERE chosen)
JOIN (SELECT pattern, hash(${columns.join(', ')}) AS k FROM patterns) USING (k)`,
    },
  ];
}
