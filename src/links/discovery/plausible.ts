import type { Attribute } from './attributes.ts';
import { readCells } from './cells.ts';
import type { Compared } from './compared.ts';
import { codeOf, type Workspace } from './fingerprints.ts';
import { putPairs } from './overlaps.ts';

interface Pair {
  readonly a: number;
  readonly b: number;
}

/** Values of each attribute whose rows are looked at: of numbers as many of each length and first digit, so that numbers of other ranges meet some. */
const VALUES_PER_CLASS = 5;
const OTHER_VALUES = 256;
/** An attribute with fewer bits agrees by chance too often to say anything here. */
const LEAST_ENTROPY = 2.5;
const LEAST_AGREEING = 3;
const LEAST_SHARE = 0.25;
/** Agreement in fewer rows tells less than a bit per row, which confirms nothing. */
const LEAST_MENTION_SHARE = 0.125;

/** Fewer rows that two attributes have in common do not show that nothing agrees in them, where that is not to be expected. */
const ENOUGH_ROWS = 24;

/**
 * Those of the pairs whose rows agree in some other attribute, which is the least that a link needs whose values would meet by chance as often: of
 * `explained`, and of those in the table `link_counting`. Of `mentions` too few rows to tell are no reason to drop them. One join over the cells of some
 * rows of every attribute, the same values everywhere: nothing is done per pair.
 */
export async function plausiblePairs(
  space: Workspace,
  compared: readonly Compared[],
  attributes: readonly Attribute[],
  { explained, mentions }: { readonly explained: readonly Pair[]; readonly mentions: readonly Pair[] },
  counters: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<Pair[]> {
  const { db } = space;
  await putPairs(space, 'link_explained', explained, signal);
  await putPairs(space, 'link_mentions', mentions, signal);
  await db.run(
    `CREATE OR REPLACE TABLE link_asked AS SELECT a, b, false AS is_mention FROM link_counting UNION SELECT a, b, false FROM link_explained UNION ALL SELECT a, b, true FROM link_mentions`,
    signal,
  );
  const asked = await db.rows<{ id: number }>(
    `SELECT DISTINCT id FROM (SELECT a AS id FROM link_asked UNION ALL SELECT b FROM link_asked) ORDER BY id`,
    signal,
  );
  if (asked.length === 0) return [];
  const places = asked.map(({ id }) => `(${id}, ${attributes[id]?.entity ?? -1})`).join(', ');
  await db.run(
    `CREATE OR REPLACE TABLE link_anchors AS SELECT v.attribute, v.source, entity, h, first_row AS row
FROM link_values AS v JOIN (VALUES ${places}) AS places(attribute, entity) USING (attribute)
WHERE has_row AND (form = ${codeOf('code')} OR (form <> ${codeOf('raw')} AND attribute NOT IN (SELECT attribute FROM link_values WHERE form = ${codeOf('code')})))
QUALIFY row_number() OVER (PARTITION BY v.attribute, form, class ORDER BY level DESC, h) <= CASE WHEN class = 0 THEN ${OTHER_VALUES} ELSE ${VALUES_PER_CLASS} END`,
    signal,
  );
  const tells = (attribute: Attribute): boolean => attribute.profile.entropy >= LEAST_ENTROPY && !counters.has(attribute.id);
  await readCells(space, compared, attributes, 'SELECT source, entity, row FROM link_anchors', tells, signal);
  return db.rows<Pair>(
    `WITH keyed AS MATERIALIZED (
  SELECT k.attribute AS key, k.source, k.h AS value, c.attribute, space, c.h FROM link_anchors AS k
  JOIN link_cells AS c ON c.source = k.source AND c.entity = k.entity AND c.row = k.row AND c.attribute <> k.attribute),
agreed AS (
  SELECT l.key AS a, r.key AS b, l.attribute AS one, r.attribute AS other, count(DISTINCT l.value) AS n
  FROM keyed AS l JOIN keyed AS r ON r.value = l.value AND r.space = l.space AND r.h = l.h AND l.source < r.source
  GROUP BY ALL HAVING n >= ${LEAST_AGREEING}),
best AS (SELECT a, b, max(n) AS n FROM agreed SEMI JOIN link_asked USING (a, b) GROUP BY a, b),
looked AS (SELECT a, b, is_mention, n FROM link_asked LEFT JOIN best USING (a, b) WHERE is_mention OR n > 0),
joint AS (SELECT a, b, count(DISTINCT x.h) AS rows FROM looked JOIN link_anchors AS x ON x.attribute = a JOIN link_anchors AS y ON y.attribute = b AND y.h = x.h GROUP BY ALL)
SELECT a, b FROM looked LEFT JOIN joint USING (a, b)
WHERE n >= CASE WHEN is_mention THEN ${LEAST_MENTION_SHARE} ELSE ${LEAST_SHARE} END * rows OR (is_mention AND coalesce(rows, 0) < ${ENOUGH_ROWS}) ORDER BY a, b`,
    signal,
  );
}
