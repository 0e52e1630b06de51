import type { Attribute } from './attributes.ts';
import type { FormName, Workspace } from './fingerprints.ts';

/** What two attributes share in one normal form. Counts are of distinct values, of the compared sample where it is one. */
export interface Overlap {
  readonly a: number;
  readonly b: number;
  readonly formA: FormName;
  readonly formB: FormName;
  readonly shared: number;
  /** Distinct values that were compared. */
  readonly valuesA: number;
  readonly valuesB: number;
  /** Every value was compared. */
  readonly exact: boolean;
  /** Shared values that stand in one row on both sides, on side a, on side b. */
  readonly oneToOne: number;
  readonly singleA: number;
  readonly singleB: number;
  readonly maxFanout: number;
  readonly joinedRows: number;
  /** Values that unrelated attributes with values of these shapes would share. */
  readonly byChance: number;
  /** Shared values before any normalisation. */
  readonly sharedRaw: number;
}

/** Attributes that share fewer values have nothing in common that could be measured. */
const LEAST_SHARED = 5;
const LEAST_CONTAINMENT = 0.04;
/** Codes whose normal form tells fewer of them apart are not made of a prefix and a number. */
const LEAST_KEPT = 0.7;
/** A hash that more attributes have is of a word that everybody uses. */
const MANY_ATTRIBUTES = 400;

interface Row {
  readonly a: number;
  readonly b: number;
  readonly form_a: FormName;
  readonly form_b: FormName;
  readonly shared: number;
  readonly values_a: number;
  readonly values_b: number;
  readonly step: number;
  readonly one_to_one: number;
  readonly single_a: number;
  readonly single_b: number;
  readonly max_fanout: number;
  readonly joined_rows: number;
  readonly by_chance: number | null;
  readonly shared_raw: number | null;
}

/**
 * Containment of all attributes of all sources in one another, from their hashes: one join over everything, so that the work grows with the values that
 * occur and not with the pairs of attributes. `fresh`: only pairs with an attribute of these sources, or null for all.
 */
function overlapSql(fresh: readonly number[] | null): string {
  const among = fresh === null ? '' : `AND (l.source IN (${fresh.join(', ')}) OR r.source IN (${fresh.join(', ')}))`;
  return `WITH common AS (SELECT space, h FROM link_values GROUP BY ALL HAVING count(DISTINCT source) > 1 AND count(DISTINCT attribute) <= ${MANY_ATTRIBUTES}),
v AS (SELECT link_values.* FROM link_values SEMI JOIN common USING (space, h)),
met AS (
  SELECT l.attribute AS a, r.attribute AS b, l.form AS form_a, r.form AS form_b, greatest(l.step, r.step) AS step, count(*) AS shared,
    count(*) FILTER (l.n = 1 AND r.n = 1) AS one_to_one, count(*) FILTER (l.n = 1) AS single_a, count(*) FILTER (r.n = 1) AS single_b,
    max(greatest(l.n, r.n)) AS max_fanout, sum(l.n * r.n)::DOUBLE AS joined_rows
  FROM v AS l JOIN v AS r ON l.space = r.space AND l.h = r.h AND l.source < r.source AND l.h % r.step = 0 AND r.h % l.step = 0 ${among}
  GROUP BY ALL),
steps AS (SELECT DISTINCT step FROM link_values),
counts AS (SELECT attribute, form, steps.step, count(*) AS n FROM link_values JOIN steps ON steps.step >= link_values.step AND h % steps.step = 0 GROUP BY ALL),
chance AS (
  SELECT l.attribute AS a, r.attribute AS b, l.form AS form,
    sum(least(l.n, r.n, CASE WHEN l.shape LIKE 'integer%' THEN l.n::DOUBLE * r.n / (greatest(l.greatest, r.greatest) - least(l.least, r.least) + 1)
      WHEN l.shape = 'long' THEN 0
      ELSE l.n::DOUBLE * r.n / pow(26, length(replace(l.shape, '9', ''))) / pow(10, length(replace(l.shape, 'A', ''))) END)) AS by_chance
  FROM link_shapes AS l JOIN link_shapes AS r USING (form, shape) SEMI JOIN met ON met.a = l.attribute AND met.b = r.attribute GROUP BY ALL)
SELECT met.*, ca.n AS values_a, cb.n AS values_b, chance.by_chance / met.step AS by_chance, raw.shared AS shared_raw
FROM met JOIN counts AS ca ON ca.attribute = met.a AND ca.form = met.form_a AND ca.step = met.step
JOIN counts AS cb ON cb.attribute = met.b AND cb.form = met.form_b AND cb.step = met.step
JOIN counts AS ra ON ra.attribute = met.a AND ra.form = 'raw' AND ra.step = met.step
JOIN counts AS rb ON rb.attribute = met.b AND rb.form = 'raw' AND rb.step = met.step
LEFT JOIN chance ON chance.a = met.a AND chance.b = met.b AND chance.form = met.form_a
LEFT JOIN met AS raw ON raw.a = met.a AND raw.b = met.b AND raw.form_a = 'raw' AND raw.form_b = 'raw'
WHERE (met.form_a <> 'code' OR (ca.n >= ${LEAST_KEPT} * ra.n AND cb.n >= ${LEAST_KEPT} * rb.n)) AND met.shared >= ${LEAST_SHARED} AND met.shared >= ${LEAST_CONTAINMENT} * least(ca.n, cb.n)
ORDER BY met.a, met.b, met.form_a, met.form_b`;
}

/** What a pair shows where several forms meet equally well: the more specific first. */
const SPECIFIC: readonly FormName[] = [
  'email',
  'mailbox',
  'phone',
  'domain',
  'md5_of_email',
  'sha1_of_email',
  'sha256_of_email',
  'date',
  'number',
  'raw',
  'exact',
  'code',
  'text',
  'company',
  'person',
];
/** A form has to share so much more of the values to be preferred to a more specific one. */
const CLEARLY = 1.05;

/** The overlaps of all pairs of attributes, each in the form that shares most. */
export async function overlaps(
  space: Workspace,
  attributes: readonly Attribute[],
  fresh: readonly number[] | null,
  signal: AbortSignal,
): Promise<Overlap[]> {
  const isPhone = (id: number): boolean => attributes[id]?.forms.kind === 'phone';
  const rows = (await space.db.rows<Row>(overlapSql(fresh), signal)).filter(({ a, b, form_a }) => form_a !== 'phone' || isPhone(a) || isPhone(b));
  const best = new Map<string, Overlap>();
  for (const row of rows) {
    const overlap = parse(row);
    const key = `${row.a} ${row.b}`;
    const known = best.get(key);
    if (known === undefined || isBetter(overlap, known)) best.set(key, overlap);
  }
  return [...best.values()];
}

function isBetter(one: Overlap, other: Overlap): boolean {
  const [mine, theirs] = [one.shared / one.valuesA + one.shared / one.valuesB, other.shared / other.valuesA + other.shared / other.valuesB];
  const isFirst = SPECIFIC.indexOf(one.formA) < SPECIFIC.indexOf(other.formA);
  return isFirst ? mine * CLEARLY >= theirs : mine > theirs * CLEARLY;
}

function parse(row: Row): Overlap {
  const byChance = row.by_chance ?? 0;
  return {
    a: row.a,
    b: row.b,
    formA: row.form_a,
    formB: row.form_b,
    shared: row.shared,
    valuesA: row.values_a,
    valuesB: row.values_b,
    exact: row.step === 1,
    oneToOne: row.one_to_one / row.shared,
    singleA: row.single_a / row.shared,
    singleB: row.single_b / row.shared,
    maxFanout: row.max_fanout,
    joinedRows: row.joined_rows,
    byChance: Math.min(byChance, row.values_a, row.values_b),
    sharedRaw: row.shared_raw ?? 0,
  };
}
