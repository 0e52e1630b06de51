import type { Attribute } from './attributes.ts';
import { codeOf, type Workspace } from './fingerprints.ts';
import { LEAST_CONTAINMENT, LEAST_SHARED } from './overlaps.ts';
import { inBothRanges, isOfBlock, isOfNumbers, isOfNumbersInText } from './shapes.ts';

/** Numbers so dense, among those of as many digits, that they are given one after the other. */
const DENSE = 5;
const MOSTLY = 0.9;

/** The attributes whose values count upwards, as they stand or as codes. Needs `gatherShapes`. */
export async function countersOf({ db }: Workspace, signal: AbortSignal): Promise<Set<number>> {
  const rows = await db.rows<{ attribute: number }>(
    `SELECT DISTINCT attribute FROM (SELECT attribute FROM link_shapes WHERE form IN (${codeOf('raw')}, ${codeOf('code')}) GROUP BY attribute, form
HAVING sum(n) FILTER (${isOfNumbers('shape')} AND greatest - least + 1 <= ${DENSE} * n) >= ${MOSTLY} * sum(n) FILTER (NOT ${isOfBlock('shape')}))
ORDER BY attribute`,
    signal,
  );
  return new Set(rows.map(({ attribute }) => attribute));
}

/**
 * Pairs of attributes of two sources that both count upwards through the same numbers: the table `link_counting` (a, b); how many. That they do says nothing,
 * so what they share is reckoned from least and greatest number, and as there are many, they are not read. `fresh`: only pairs with one of these sources.
 */
export async function countingPairs(
  { db }: Workspace,
  attributes: readonly Attribute[],
  counters: ReadonlySet<number>,
  fresh: readonly number[] | null,
  signal: AbortSignal,
): Promise<number> {
  if (counters.size === 0) {
    await db.run('CREATE OR REPLACE TABLE link_counting (a INTEGER, b INTEGER)', signal);
    return 0;
  }
  const places = [...counters].map((id) => `(${id}, ${attributes[id]?.source ?? -1})`).join(', ');
  const among = fresh === null ? '' : `AND (l.source IN (${fresh.join(', ')}) OR r.source IN (${fresh.join(', ')}))`;
  await db.run(
    `CREATE OR REPLACE TABLE link_counting AS WITH places(attribute, source) AS (VALUES ${places}),
s AS (SELECT *, sum(n) OVER (PARTITION BY attribute, form) AS total FROM link_shapes JOIN places USING (attribute)
  WHERE (form = ${codeOf('code')} AND ${isOfNumbers('shape')}) OR (form = ${codeOf('raw')} AND ${isOfNumbersInText('shape')}))
SELECT DISTINCT l.attribute AS a, r.attribute AS b FROM s AS l JOIN s AS r ON l.form = r.form AND l.shape = r.shape AND l.source < r.source ${among}
GROUP BY l.attribute, r.attribute, l.form
HAVING sum(${inBothRanges})
  >= greatest(${LEAST_SHARED}, ${LEAST_CONTAINMENT} * least(any_value(l.total), any_value(r.total)))`,
    signal,
  );
  const [counted] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM link_counting', signal);
  return counted?.n ?? 0;
}
