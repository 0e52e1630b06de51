import { fewSaid, rewriteStep, textSteps, type TextColumn } from './compared-texts.ts';
import type { SqlStep } from './records.ts';

/** Letters of two words that may be one: of both, and of each but for what an apostrophe parts. */
const LEAST = { both: 4, each: 2 };

/** Two words that stand side by side in a text become one where another text with most of its other words writes them so: "Air Waves" is "Airwaves", "Kan'ichi" is "Kanichi". */
export function asOneSteps(columns: readonly TextColumn[]): SqlStep[] {
  return columns.length === 0 ? [] : [...textSteps(columns), asOneStep, joinedStep, ...columns.map((one) => rewriteStep(one))];
}

const asOneStep: SqlStep = {
  name: 'words that others write as one',
  sql: `CREATE OR REPLACE TABLE as_one AS
WITH twos AS MATERIALIZED (
  SELECT id, words, place, a, b FROM (
    SELECT id, len(words) AS words, place, parts[place - 1] AS a, parts[place] AS space, parts[place + 1] AS b
    FROM (SELECT *, unnest(range(2, len(parts))) AS place FROM texts WHERE len(words) > 1))
  WHERE regexp_full_match(a || b, '\\p{L}{${LEAST.both},}') AND (least(length(a), length(b)) >= ${LEAST.each} OR space IN ('''', '’', '‘'))),
few AS MATERIALIZED (${fewSaid}),
met AS MATERIALIZED (SELECT twos.*, few.id AS other, few.words AS others FROM twos JOIN few ON few.word = a || b)
SELECT id, place FROM met WHERE words = 2 AND others = 1
UNION SELECT id, place FROM (
  SELECT met.id, place
  FROM met JOIN said AS own ON own.id = met.id AND own.word <> a AND own.word <> b JOIN said AS theirs ON theirs.id = other AND theirs.word = own.word
  GROUP BY met.id, place, other, met.words, others HAVING 2 * count(*) > greatest(met.words - 2, others - 1))`,
};

const joinedStep: SqlStep = {
  name: 'texts with words as one',
  sql: `CREATE OR REPLACE TABLE rewritten AS
SELECT text, string_agg(part, '' ORDER BY place) AS read
FROM (SELECT id, text, unnest(parts) AS part, generate_subscripts(parts, 1) AS place FROM texts SEMI JOIN as_one USING (id)) ANTI JOIN as_one USING (id, place)
GROUP BY text`,
};
