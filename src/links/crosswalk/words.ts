import { severalText } from '../several.ts';
import { sides, type Plan, type SqlStep } from './records.ts';

const WORDLESS = new Set(['number', 'date', 'category', 'phone', 'hash']);

/**
 * By what records are looked at as a whole: by parts of their words, which finds misspelled ones at the highest price; by whole words; or not at
 * all, and only by the values of their fields.
 */
export type Grain = 'values' | 'words' | 'trigrams';

/** Weights in whole units add up the same in whatever order, and fast. */
const WEIGHT_UNITS = 100_000;

/** The same sum in whatever order it is taken: of billionths. */
export const exactSum = (of: string): string => `CAST(sum(CAST(round((${of}) * 1e9) AS BIGINT)) AS DOUBLE) / 1e9`;
/** The length of a vector of numbers, the same in whatever order. */
export const exactLength = (of: string, partition: string): string =>
  `sqrt(CAST(sum(CAST(round(${of} * ${of} * 1e6) AS BIGINT)) OVER (PARTITION BY ${partition}) AS DOUBLE) / 1e6)`;

const spokenIn = ({ fields }: Plan) => fields.map((field, i) => ({ field, i })).filter(({ field }) => !WORDLESS.has(field.kind));

/** The fields by whose words records are found that may be alike: all but prose. */
function searchedIn(plan: Plan) {
  const spoken = spokenIn(plan);
  const names = spoken.filter(({ field }) => !field.isProse);
  return names.length === 0 ? spoken : names;
}

/** The fields whose words say how alike two records are: where there are names, addresses would only say them again. */
export function tellingIn(plan: Plan): number[] {
  const searched = searchedIn(plan);
  const isNamed = searched.some(({ field }) => field.kind === 'person' || field.kind === 'company');
  return (isNamed ? searched.filter(({ field }) => field.kind !== 'email') : searched).map(({ i }) => i);
}

/**
 * The words of each record with their weights: `lw` and `rw` (id, word, records that have it, weight in the unit vector of the words that say how
 * alike records are, and in that of all words, the latter in whole units), in the grain asked for; `lv` and `rv` (id, word, weight in nats), the former by whole words;
 * and `fw` (side, field, id, word, weight) for each field by itself. Weights are inverse document frequencies over both sides.
 * Source: TF/IDF cosine, Salton & Buckley 1988; trigrams for misspelled names as in Sparkly, PVLDB 16(6) 2023.
 */
export function wordSteps(plan: Plan, grain: 'words' | 'trigrams'): SqlStep[] {
  const spoken = spokenIn(plan);
  const telling = tellingIn(plan);
  const text = (kind: string, v: string): string =>
    kind === 'email' || kind === 'domain' ? `regexp_replace(${v}, '[^a-z0-9]+', ' ', 'g')` : kind === 'code' ? severalText(`lower(${v})`) : v;
  const wordsOf = (side: string): string =>
    spoken.length === 0
      ? `SELECT CAST(NULL AS INTEGER) AS id, 0 AS field, CAST(NULL AS VARCHAR) AS word WHERE false`
      : spoken
          .map(
            ({ field, i }) =>
              `SELECT id, ${i} AS field, unnest(string_split(${text(field.kind, `f${i}`)}, ' ')) AS word FROM ${side} WHERE f${i} IS NOT NULL`,
          )
          .join('\n  UNION ALL ');
  const some = sides(plan);
  const all = (of: (side: string) => string): string => some.map(of).join(' UNION ALL ');
  const records = some.map((side) => `(SELECT count(*) FROM ${side})`).join(' + ');
  const isIn = (fields: readonly number[]): string => (fields.length === 0 ? 'false' : `field IN (${fields.join(', ')})`);
  const searched = (side: string): string =>
    `SELECT id, word, bool_or(${isIn(telling)}) AS telling FROM ${side}_words WHERE ${isIn(searchedIn(plan).map(({ i }) => i))} GROUP BY id, word`;
  const parts = (side: string): string =>
    `SELECT id, unnest(list_transform(range(1, length(word) + 1), lambda i: substr('#' || word || '#', i, 3))) AS word, telling FROM (${searched(side)})`;
  const grained = (side: string): string =>
    grain === 'words' ? searched(side) : `SELECT id, word, bool_or(telling) AS telling FROM (${parts(side)}) GROUP BY id, word`;
  const distinct = (side: string): string => `SELECT DISTINCT id, word FROM ${side}_words WHERE ${isIn(telling)}`;
  return [
    ...some.map((side) => ({
      name: `words of ${side}`,
      sql: `CREATE OR REPLACE TABLE ${side}_words AS SELECT DISTINCT id, field, word FROM (${wordsOf(side)}) WHERE word <> ''`,
    })),
    ...some.map((side) => ({ name: `parts of ${side}`, sql: `CREATE OR REPLACE TABLE ${side}_parts AS ${grained(side)}` })),
    {
      name: 'rarity',
      sql: `CREATE OR REPLACE TABLE rarity AS
SELECT word, count(*) AS records, ln(1 + (${records}) / count(*)) AS weight FROM (${all((side) => `SELECT word FROM ${side}_parts`)}) GROUP BY word`,
    },
    ...some.map((side) => ({
      name: `weights of ${side}`,
      sql: `CREATE OR REPLACE TABLE ${side}w AS
SELECT id, word, records, weight, CAST(round(${WEIGHT_UNITS} * share) AS BIGINT) AS units
FROM (
  SELECT id, word, records, CAST(CASE WHEN telling THEN weight / ${exactLength('weight', 'id, telling')} ELSE 0 END AS FLOAT) AS weight,
    CAST(weight / ${exactLength('weight', 'id')} AS FLOAT) AS share
  FROM ${side}_parts JOIN rarity USING (word))`,
    })),
    ...(grain === 'words'
      ? []
      : [
          {
            name: 'rarity of words',
            sql: `CREATE OR REPLACE TABLE word_rarity AS
SELECT word, ln(1 + (${records}) / count(*)) AS weight FROM (${all((side) => distinct(side))}) GROUP BY word`,
          },
          ...some.map((side) => ({
            name: `weights of the words of ${side}`,
            sql: `CREATE OR REPLACE TABLE ${side}v AS SELECT id, word, weight FROM (${distinct(side)}) JOIN word_rarity USING (word)`,
          })),
        ]),
    {
      name: 'weights by field',
      sql: `CREATE OR REPLACE TABLE fw AS
WITH spoken AS (${all((side) => `SELECT '${side}' AS side, id, field, word FROM ${side}_words`)}),
rare AS (SELECT field, word, ln(1 + (SELECT count(DISTINCT (side, id)) FROM spoken) / count(*)) AS weight FROM spoken GROUP BY ALL)
SELECT side, field, id, word, CAST(weight / ${exactLength('weight', 'side, field, id')} AS FLOAT) AS weight FROM spoken JOIN rare USING (field, word)`,
    },
    ...(plan.right === null
      ? [
          {
            name: 'weights of r',
            sql: `CREATE OR REPLACE VIEW rw AS SELECT * FROM lw${grain === 'words' ? '' : '; CREATE OR REPLACE VIEW rv AS SELECT * FROM lv'}`,
          },
        ]
      : []),
  ];
}
