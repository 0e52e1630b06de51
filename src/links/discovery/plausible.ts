import type { Attribute, LinkSource } from './attributes.ts';
import { readCells } from './cells.ts';
import { codeOf, type Workspace } from './fingerprints.ts';

interface Pair {
  readonly a: number;
  readonly b: number;
}

/** Values of each attribute whose rows are looked at: of numbers as many of each length and first digit, so that numbers of other ranges meet some. */
const VALUES_PER_CLASS = 5;
const OTHER_VALUES = 64;
/** An attribute with fewer bits agrees by chance too often to say anything here. */
const LEAST_ENTROPY = 2.5;
const LEAST_AGREEING = 3;
const LEAST_SHARE = 0.25;

/**
 * Those of the pairs whose rows agree in some other attribute, which is the least that a link needs whose values would meet by chance as often. One
 * join over the cells of some rows of every attribute, the same values everywhere: nothing is done per pair.
 */
export async function plausiblePairs(
  space: Workspace,
  sources: readonly LinkSource[],
  attributes: readonly Attribute[],
  pairs: readonly Pair[],
  counters: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<Pair[]> {
  if (pairs.length === 0) return [];
  const { db } = space;
  const asked = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].toSorted((x, y) => x - y);
  const places = asked.map((id) => `(${id}, ${attributes[id]?.entity ?? -1})`).join(', ');
  await db.run(
    `CREATE OR REPLACE TABLE link_anchors AS SELECT v.attribute, v.source, entity, h, first_row AS row
FROM link_values AS v JOIN (VALUES ${places}) AS places(attribute, entity) USING (attribute)
WHERE has_row AND (form = ${codeOf('code')} OR (form <> ${codeOf('raw')} AND attribute NOT IN (SELECT attribute FROM link_values WHERE form = ${codeOf('code')})))
QUALIFY row_number() OVER (PARTITION BY v.attribute, form, class ORDER BY level DESC, h) <= CASE WHEN class = 0 THEN ${OTHER_VALUES} ELSE ${VALUES_PER_CLASS} END;
CREATE OR REPLACE TABLE link_asked AS FROM (VALUES ${pairs.map(({ a, b }) => `(${a}, ${b})`).join(', ')}) AS p(a, b)`,
    signal,
  );
  const tells = (attribute: Attribute): boolean => attribute.profile.entropy >= LEAST_ENTROPY && !counters.has(attribute.id);
  await readCells(space, sources, attributes, 'SELECT source, entity, row FROM link_anchors', tells, signal);
  return db.rows<Pair>(
    `WITH keyed AS MATERIALIZED (
  SELECT k.attribute AS key, k.source, k.h AS value, c.attribute, space, c.h FROM link_anchors AS k
  JOIN link_cells AS c ON c.source = k.source AND c.entity = k.entity AND c.row = k.row AND c.attribute <> k.attribute),
agreed AS (
  SELECT l.key AS a, r.key AS b, l.attribute AS one, r.attribute AS other, count(DISTINCT l.value) AS n
  FROM keyed AS l JOIN keyed AS r ON r.value = l.value AND r.space = l.space AND r.h = l.h AND l.source < r.source
  GROUP BY ALL HAVING n >= ${LEAST_AGREEING}),
best AS (SELECT a, b, max(n) AS n FROM agreed SEMI JOIN link_asked USING (a, b) GROUP BY a, b),
joint AS (SELECT best.a, best.b, count(*) AS rows FROM best JOIN link_anchors AS x ON x.attribute = best.a JOIN link_anchors AS y ON y.attribute = best.b AND y.h = x.h GROUP BY ALL)
SELECT a, b FROM best JOIN joint USING (a, b) WHERE n >= ${LEAST_SHARE} * rows ORDER BY a, b`,
    signal,
  );
}
