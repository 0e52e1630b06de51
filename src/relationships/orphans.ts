import type { Staging } from '../profiling/staging.ts';
import { sentinelTexts } from './candidates/sketches.ts';
import type { Pair, TupleTable } from './measure.ts';

/** Child tuples without a target, most frequent first, then by text. */
export interface Orphans {
  /** At most five; members of a tuple side by side. */
  readonly samples: readonly (readonly string[])[];
  /** Those that stand for "none" and occur often for orphans. Single columns only. */
  readonly sentinels: readonly string[];
}

const SAMPLES = 5;

/** The orphans of many pairs in one statement over the tuples that were taken for counting. */
export async function findOrphans(
  staging: Staging,
  tuples: TupleTable,
  pairs: readonly (Pair & { readonly orphanDistinct: number; readonly orphanRows: number })[],
  signal: AbortSignal,
): Promise<Orphans[]> {
  const asked = pairs.map((pair, i) => ({ pair, i })).filter(({ pair }) => pair.orphanDistinct > 0);
  const found = pairs.map((): { samples: string[][]; sentinels: string[] } => ({ samples: [], sentinels: [] }));
  if (asked.length === 0) return found;
  const values = asked.map(({ pair, i }) => `(${i}, ${tuples.set(pair.child)}, ${tuples.set(pair.target)})`).join(', ');
  const sentinels = sentinelTexts.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ');
  const rows = await staging.rows<{ pair: number; key: string; n: number; place: number }>(
    `SELECT pair, key, n, place FROM (
  SELECT p.pair, c.key, c.n, row_number() OVER (PARTITION BY p.pair ORDER BY c.n DESC, c.key) AS place
  FROM (VALUES ${values}) AS p(pair, child, target)
  JOIN ${tuples.table} c ON c."set" = p.child
  LEFT JOIN ${tuples.table} t ON t."set" = p.target AND t.key = c.key
  WHERE t.key IS NULL)
WHERE place <= ${SAMPLES} OR key IN (${sentinels})
ORDER BY pair, place`,
    signal,
  );
  for (const row of rows) {
    const pair = pairs[row.pair];
    const out = found[row.pair];
    if (pair === undefined || out === undefined) continue;
    const single = pair.child.length === 1;
    if (row.place <= SAMPLES) out.samples.push(single ? [row.key] : splitTuple(row.key));
    if (single && sentinelTexts.includes(row.key) && row.n >= pair.orphanRows / pair.orphanDistinct) out.sentinels.push(row.key);
  }
  return found;
}

/** Takes the text of a tuple apart again: `3:abc,1:x` → abc, x. Lengths count code points. */
function splitTuple(text: string): string[] {
  const letters = Array.from(text);
  const members: string[] = [];
  let at = 0;
  while (at < letters.length) {
    const colon = letters.indexOf(':', at);
    const length = Number(letters.slice(at, colon).join(''));
    members.push(letters.slice(colon + 1, colon + 1 + length).join(''));
    at = colon + 1 + length + 1;
  }
  return members;
}
