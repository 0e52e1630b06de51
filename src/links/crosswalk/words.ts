import { sides, type Plan, type SqlStep } from './records.ts';

const WORDLESS = new Set(['number', 'date', 'category', 'phone', 'hash']);

/** Which likeness of records is computed: by whole words, or also by parts of them, which finds misspelled ones at a higher price. */
export type Grain = 'words' | 'trigrams';

/**
 * The words of each record with their weights: `lw` and `rw` (id, word, records that have it, weight of the unit vector), over all fields that
 * have words; and `fw` (side, field, id, word, weight) for each field by itself. Weights are inverse document frequencies over both sides.
 * Source: TF/IDF cosine, Salton & Buckley 1988; trigrams for misspelled names as in Sparkly, PVLDB 16(6) 2023.
 */
export function wordSteps(plan: Plan, grain: Grain): SqlStep[] {
  const spoken = plan.fields.map((field, i) => ({ field, i })).filter(({ field }) => !WORDLESS.has(field.kind));
  const text = (kind: string, v: string): string =>
    kind === 'email' || kind === 'domain' ? `regexp_replace(${v}, '[^a-z0-9]+', ' ', 'g')` : kind === 'code' ? `lower(${v})` : v;
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
  const grained = (side: string): string =>
    grain === 'words'
      ? `SELECT DISTINCT id, word FROM ${side}_words`
      : `SELECT DISTINCT id, unnest(list_transform(range(1, length(word) + 1), lambda i: substr('#' || word || '#', i, 3))) AS word FROM ${side}_words`;
  return [
    ...some.map((side) => ({
      name: `words of ${side}`,
      sql: `CREATE OR REPLACE TABLE ${side}_words AS SELECT DISTINCT id, field, word FROM (${wordsOf(side)}) WHERE word <> ''`,
    })),
    ...some.map((side) => ({ name: `parts of ${side}`, sql: `CREATE OR REPLACE TABLE ${side}_parts AS ${grained(side)}` })),
    {
      name: 'rarity',
      sql: `CREATE OR REPLACE TABLE rarity AS
SELECT word, count(*) AS records, ln(1 + (${some.map((side) => `(SELECT count(*) FROM ${side})`).join(' + ')}) / count(*)) AS weight
FROM (${all((side) => `SELECT word FROM ${side}_parts`)}) GROUP BY word`,
    },
    ...some.map((side) => ({
      name: `weights of ${side}`,
      sql: `CREATE OR REPLACE TABLE ${side}w AS
SELECT id, word, records, CAST(weight / sqrt(sum(weight * weight) OVER (PARTITION BY id)) AS FLOAT) AS weight FROM ${side}_parts JOIN rarity USING (word)`,
    })),
    {
      name: 'weights by field',
      sql: `CREATE OR REPLACE TABLE fw AS
WITH spoken AS (${all((side) => `SELECT '${side}' AS side, id, field, word FROM ${side}_words`)}),
rare AS (SELECT field, word, ln(1 + (SELECT count(DISTINCT (side, id)) FROM spoken) / count(*)) AS weight FROM spoken GROUP BY ALL)
SELECT side, field, id, word, CAST(weight / sqrt(sum(weight * weight) OVER (PARTITION BY side, field, id)) AS FLOAT) AS weight FROM spoken JOIN rare USING (field, word)`,
    },
    ...(plan.right === null ? [{ name: 'weights of r', sql: 'CREATE OR REPLACE VIEW rw AS SELECT * FROM lw' }] : []),
  ];
}
