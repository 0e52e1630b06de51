import type { SqlStep } from './records.ts';
import { exactSum } from './words.ts';

/** Jaro-Winkler similarity from which two words may be one, misspelled. */
const ALIKE = 0.88;
/** What the wordier record has more counts this much: it may only say more. What both have that the other lacks counts whole. */
export const SAID_MORE = 0.3;

/**
 * How far the words of two records explain one another, 0..1: `words` (l, r, likeness), the mean of that and of the cosine of their trigrams in
 * `parts`. Words meet that are equal, or that have two first or three last letters in common, no digit, and a similar spelling. Words that only one of the
 * records has are forgiven; words on both sides that the other lacks, as of two models of one product, are not.
 */
export const alignmentSteps: readonly SqlStep[] = [
  {
    name: 'words spelled alike',
    sql: `CREATE OR REPLACE TABLE alike AS
WITH a AS (SELECT DISTINCT word FROM lv WHERE length(word) >= 4 AND NOT regexp_matches(word, '[0-9]')),
b AS (SELECT DISTINCT word FROM rv WHERE length(word) >= 4 AND NOT regexp_matches(word, '[0-9]'))
SELECT x, y, 2 * jaro_winkler_similarity(x, y) - 1 AS share FROM (
  SELECT a.word AS x, b.word AS y FROM a JOIN b ON left(a.word, 2) = left(b.word, 2) UNION SELECT a.word, b.word FROM a JOIN b ON right(a.word, 3) = right(b.word, 3))
WHERE x <> y AND abs(length(x) - length(y)) <= 3 AND jaro_winkler_similarity(x, y) >= ${ALIKE}
UNION ALL SELECT word, word, 1 FROM (SELECT word FROM lv INTERSECT SELECT word FROM rv)`,
  },
  {
    name: 'likeness of all words',
    sql: `CREATE OR REPLACE TABLE words AS
WITH met AS (
  SELECT pairs.l, pairs.r, x, y, share, a.weight AS wx, b.weight AS wy
  FROM pairs JOIN lv AS a ON a.id = pairs.l JOIN alike ON x = a.word JOIN rv AS b ON b.id = pairs.r AND b.word = y),
of_left AS (SELECT l, r, ${exactSum('share * weight')} AS said FROM (SELECT l, r, max(share) AS share, any_value(wx) AS weight FROM met GROUP BY l, r, x) GROUP BY l, r),
of_right AS (SELECT l, r, ${exactSum('share * weight')} AS said FROM (SELECT l, r, max(share) AS share, any_value(wy) AS weight FROM met GROUP BY l, r, y) GROUP BY l, r),
lt AS (SELECT id, ${exactSum('weight')} AS weight FROM lv GROUP BY id),
rt AS (SELECT id, ${exactSum('weight')} AS weight FROM rv GROUP BY id),
rest AS (
  SELECT of_left.l, of_left.r, (of_left.said + of_right.said) / 2 AS said, lt.weight - of_left.said AS only_left, rt.weight - of_right.said AS only_right
  FROM of_left JOIN of_right USING (l, r) JOIN lt ON lt.id = l JOIN rt ON rt.id = r)
SELECT parts.l, parts.r, 0.5 * parts.likeness
  + 0.5 * coalesce(said / (said + least(only_left, only_right) + ${SAID_MORE} * greatest(only_left, only_right)), 0) AS likeness
FROM parts LEFT JOIN rest USING (l, r)`,
  },
];
