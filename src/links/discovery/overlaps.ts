import type { TextRows } from '../../duckdb/engine.ts';
import type { Attribute } from './attributes.ts';
import { filesOf, rowsSql, type Compared } from './compared.ts';
import { codeOf, formOfCode, type FormName, type Workspace } from './fingerprints.ts';
import { isOfBlock, sharedByChance } from './shapes.ts';

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
export const LEAST_SHARED = 5;
export const LEAST_CONTAINMENT = 0.04;
/** Codes whose normal form tells fewer of them apart are not made of a prefix and a number. */
const LEAST_KEPT = 0.7;
/** A hash that more attributes have is of a word that everybody uses. */
const MANY_ATTRIBUTES = 400;
/** Hashes that are looked through at once. */
const HASHES_AT_ONCE = 8_000_000;

interface Row {
  readonly a: number;
  readonly b: number;
  readonly form_a: number;
  readonly form_b: number;
  readonly shared: number;
  readonly values_a: number;
  readonly values_b: number;
  readonly level: number;
  readonly one_to_one: number;
  readonly single_a: number;
  readonly single_b: number;
  readonly max_fanout: number;
  readonly joined_rows: number;
  readonly by_chance: number | null;
  readonly shared_raw: number | null;
}

/** Gathers the shapes of what the sources hashed: the table `link_shapes`. */
export async function gatherShapes(space: Workspace, compared: readonly Compared[], signal: AbortSignal): Promise<void> {
  const files = await filesOf(space, compared, () => ['shapes_*.parquet'], signal);
  await space.db.run(
    `CREATE OR REPLACE TABLE link_shapes AS SELECT * EXCLUDE (source) FROM (${rowsSql(compared, files, 'form, shape, n, least, greatest') ?? noShapes})`,
    signal,
  );
}

const noShapes = `SELECT 0 AS attribute, 0 AS source, 0::UTINYINT AS form, '' AS shape, 0::BIGINT AS n, 0::BIGINT AS least, 0::BIGINT AS greatest LIMIT 0`;

/**
 * Gathers what the sources hashed: the tables of `gatherShapes`, `link_sampled` (attribute, halvings), `link_counts` (attribute, form, level, n), and
 * `link_values` with the hashes that two sources have. `fresh`: that one of these sources has, too.
 */
export async function gather(
  space: Workspace,
  compared: readonly Compared[],
  attributes: readonly Attribute[],
  fresh: readonly number[] | null,
  signal: AbortSignal,
): Promise<void> {
  const { db } = space;
  const files = await filesOf(space, compared, () => ['values_*.parquet'], signal);
  const sampled = attributes.flatMap(({ id, guard, halvings }) => (guard === null ? [`(${id}, ${halvings})`] : []));
  await gatherShapes(space, compared, signal);
  await db.run(
    `CREATE OR REPLACE TABLE link_sampled AS FROM (VALUES ${sampled.join(', ')}) AS s(attribute, halvings);
CREATE OR REPLACE VIEW link_hashed AS SELECT hashed.* FROM (${rowsSql(compared, files, 'form, space, h, n, first_row, level, class, has_row') ?? ''}) AS hashed
JOIN link_sampled USING (attribute) WHERE level >= halvings;
CREATE OR REPLACE TABLE link_counts AS SELECT attribute, form, level, count(*) AS n FROM link_hashed GROUP BY ALL;
CREATE OR REPLACE TABLE link_values AS FROM link_hashed LIMIT 0`,
    signal,
  );
  const [total] = await db.rows<{ n: number }>('SELECT sum(n)::BIGINT AS n FROM link_counts', signal);
  const parts = Math.max(1, Math.ceil((total?.n ?? 0) / HASHES_AT_ONCE));
  // What the fresh sources do not have is dropped before anything is grouped: of the others it is the most.
  const some = (part: number, test: string): string => `SELECT * FROM link_hashed WHERE h % ${parts} = ${part} ${test}`;
  const ofFresh = (part: number): string =>
    fresh === null
      ? some(part, '')
      : `SELECT * FROM (${some(part, '')}) AS every SEMI JOIN (${some(part, `AND source IN (${fresh.join(', ')})`)}) AS fresh USING (space, h)`;
  for (let part = 0; part < parts; part += 1)
    await db.run(
      `INSERT INTO link_values WITH own AS MATERIALIZED (${ofFresh(part)})
SELECT own.* FROM own SEMI JOIN (SELECT space, h FROM own GROUP BY ALL HAVING min(source) < max(source)) AS common USING (space, h)`,
      signal,
    );
}

/** SQL of the shared values of pairs: of all of two sources without counters on both sides, or of those in the table `link_wanted`. */
function metSql(counters: readonly number[], fresh: readonly number[] | null, isWanted: boolean): string {
  const counting = counters.length === 0 ? 'false' : `attribute IN (${counters.join(', ')})`;
  const among = fresh === null ? '' : `AND (l.source IN (${fresh.join(', ')}) OR r.source IN (${fresh.join(', ')}))`;
  const from = isWanted
    ? `link_wanted JOIN sampled AS l ON l.attribute = link_wanted.a JOIN sampled AS r ON r.attribute = link_wanted.b AND r.space = l.space AND r.h = l.h`
    : `v AS l JOIN v AS r ON l.space = r.space AND l.h = r.h AND NOT l.counts AND l.source <> r.source AND (r.counts OR l.source < r.source) ${among}`;
  return `WITH sampled AS (SELECT link_values.*, halvings, ${counting} AS counts FROM link_values JOIN link_sampled USING (attribute)),
v AS (SELECT * FROM sampled SEMI JOIN (SELECT space, h FROM sampled GROUP BY ALL HAVING count(DISTINCT attribute) FILTER (NOT counts) BETWEEN 1 AND ${MANY_ATTRIBUTES}) AS usual USING (space, h))
SELECT CASE WHEN l.source < r.source THEN l.attribute ELSE r.attribute END AS a, CASE WHEN l.source < r.source THEN r.attribute ELSE l.attribute END AS b,
  CASE WHEN l.source < r.source THEN l.form ELSE r.form END AS form_a, CASE WHEN l.source < r.source THEN r.form ELSE l.form END AS form_b,
  greatest(l.halvings, r.halvings) AS level, count(*) AS shared, count(*) FILTER (l.n = 1 AND r.n = 1) AS one_to_one,
  count(*) FILTER (CASE WHEN l.source < r.source THEN l.n ELSE r.n END = 1) AS single_a, count(*) FILTER (CASE WHEN l.source < r.source THEN r.n ELSE l.n END = 1) AS single_b,
  max(greatest(l.n, r.n)) AS max_fanout, sum(l.n::DOUBLE * r.n) AS joined_rows
FROM ${from} WHERE l.level >= r.halvings AND r.level >= l.halvings
GROUP BY ALL`;
}

/** SQL of what is known of pairs in the table `link_met`, which share enough of their values. */
const overlapSql = `WITH levels AS (SELECT DISTINCT level FROM link_met),
counts AS (SELECT attribute, form, levels.level, sum(n)::BIGINT AS n FROM link_counts AS v SEMI JOIN (SELECT a AS attribute FROM link_met UNION SELECT b FROM link_met) AS met USING (attribute)
  JOIN levels ON v.level >= levels.level GROUP BY ALL),
chance AS (
  SELECT l.attribute AS a, r.attribute AS b, l.form AS form,
    greatest(sum(${sharedByChance}) FILTER (${isOfBlock('l.shape')}), sum(${sharedByChance}) FILTER (NOT ${isOfBlock('l.shape')})) AS by_chance
  FROM link_shapes AS l JOIN link_shapes AS r USING (form, shape) SEMI JOIN link_met AS met ON met.a = l.attribute AND met.b = r.attribute GROUP BY ALL)
SELECT met.*, ca.n AS values_a, cb.n AS values_b, chance.by_chance / pow(2, met.level) AS by_chance, raw.shared AS shared_raw
FROM link_met AS met JOIN counts AS ca ON ca.attribute = met.a AND ca.form = met.form_a AND ca.level = met.level
JOIN counts AS cb ON cb.attribute = met.b AND cb.form = met.form_b AND cb.level = met.level
JOIN counts AS ra ON ra.attribute = met.a AND ra.form = ${codeOf('raw')} AND ra.level = met.level
JOIN counts AS rb ON rb.attribute = met.b AND rb.form = ${codeOf('raw')} AND rb.level = met.level
LEFT JOIN chance ON chance.a = met.a AND chance.b = met.b AND chance.form = met.form_a
LEFT JOIN link_met AS raw ON raw.a = met.a AND raw.b = met.b AND raw.form_a = ${codeOf('raw')} AND raw.form_b = ${codeOf('raw')}
WHERE (met.form_a <> ${codeOf('code')} OR (ca.n >= ${LEAST_KEPT} * ra.n AND cb.n >= ${LEAST_KEPT} * rb.n))
  AND met.shared >= ${LEAST_SHARED} AND met.shared >= ${LEAST_CONTAINMENT} * least(ca.n, cb.n)
ORDER BY met.a, met.b, met.form_a, met.form_b`;

/** What a pair shows where several forms meet equally well: the more specific first. */
const SPECIFIC: readonly FormName[] = [
  'email',
  'mailbox',
  'e164',
  'phone',
  'url',
  'domain',
  'registrable_domain',
  'md5_of_email',
  'sha1_of_email',
  'sha256_of_email',
  'date',
  'number',
  'raw',
  'exact',
  'code',
  'isbn',
  'country',
  'currency',
  'text',
  'address',
  'company',
  'person',
];
/** A form has to share so much more of the values to be preferred to a more specific one. */
const CLEARLY = 1.05;

/**
 * The overlaps of all pairs of attributes of two sources, each in the form that shares most: one join over all hashes, so that the work grows with the
 * values that occur and not with the pairs of attributes. Two attributes that both count upwards are left out. `fresh`: only pairs with one of these sources.
 */
export async function overlaps(
  space: Workspace,
  attributes: readonly Attribute[],
  counters: ReadonlySet<number>,
  fresh: readonly number[] | null,
  signal: AbortSignal,
): Promise<Overlap[]> {
  await space.db.run(`CREATE OR REPLACE TABLE link_met AS ${metSql([...counters], fresh, false)}`, signal);
  return best(space, attributes, signal);
}

/** Writes pairs of attributes to a table (a, b): as rows, since a statement that lists many takes long to read. */
export async function putPairs(
  { db }: Workspace,
  table: string,
  pairs: readonly { readonly a: number; readonly b: number }[],
  signal: AbortSignal,
): Promise<void> {
  async function* batches(): AsyncGenerator<TextRows> {
    yield { rows: pairs.map(({ a, b }) => [String(a), String(b)]) };
  }
  await db.run(`CREATE OR REPLACE TABLE link_texts (a VARCHAR, b VARCHAR)`, signal);
  await db.append('link_texts', 2, batches(), signal);
  await db.run(`CREATE OR REPLACE TABLE ${table} AS SELECT a::INTEGER AS a, b::INTEGER AS b FROM link_texts; DROP TABLE link_texts`, signal);
}

/** The overlaps of these pairs alone. */
export async function overlapsOf(
  space: Workspace,
  attributes: readonly Attribute[],
  pairs: readonly { readonly a: number; readonly b: number }[],
  signal: AbortSignal,
): Promise<Overlap[]> {
  if (pairs.length === 0) return [];
  await putPairs(space, 'link_wanted', pairs, signal);
  await space.db.run(`CREATE OR REPLACE TABLE link_met AS ${metSql([], null, true)}`, signal);
  return best(space, attributes, signal);
}

async function best({ db }: Workspace, attributes: readonly Attribute[], signal: AbortSignal): Promise<Overlap[]> {
  const isPhone = (id: number): boolean => attributes[id]?.forms.kind === 'phone';
  const rows = (await db.rows<Row>(overlapSql, signal)).map(parse).filter(({ a, b, formA }) => formA !== 'phone' || isPhone(a) || isPhone(b));
  const found = new Map<string, Overlap>();
  for (const overlap of rows) {
    const key = `${overlap.a} ${overlap.b}`;
    const known = found.get(key);
    if (known === undefined || isBetter(overlap, known)) found.set(key, overlap);
  }
  return withoutTranslations([...found.values()], attributes);
}

const LISTS = new Set<FormName>(['country', 'currency']);

/** Codes and names of a list all mean the same things: those that two entities have in common need no translation, and every other pair would be one. */
function withoutTranslations(found: readonly Overlap[], attributes: readonly Attribute[]): Overlap[] {
  const endsOf = ({ a, b }: Overlap): [string, string] => {
    const [one, other] = [attributes[a], attributes[b]];
    return [`${a} ${other?.source}.${other?.entity}`, `${b} ${one?.source}.${one?.entity}`];
  };
  const direct = new Set(found.filter(({ formA }) => !LISTS.has(formA)).flatMap(endsOf));
  return found.filter((one) => !LISTS.has(one.formA) || endsOf(one).every((end) => !direct.has(end)));
}

function isBetter(one: Overlap, other: Overlap): boolean {
  if (LISTS.has(one.formA) !== LISTS.has(other.formA)) return LISTS.has(other.formA);
  const [mine, theirs] = [one.shared / one.valuesA + one.shared / one.valuesB, other.shared / other.valuesA + other.shared / other.valuesB];
  const isFirst = SPECIFIC.indexOf(one.formA) < SPECIFIC.indexOf(other.formA);
  return isFirst ? mine * CLEARLY >= theirs : mine > theirs * CLEARLY;
}

function parse(row: Row): Overlap {
  const byChance = row.by_chance ?? 0;
  return {
    a: row.a,
    b: row.b,
    formA: formOfCode(row.form_a),
    formB: formOfCode(row.form_b),
    shared: row.shared,
    valuesA: row.values_a,
    valuesB: row.values_b,
    exact: row.level === 0,
    oneToOne: row.one_to_one / row.shared,
    singleA: row.single_a / row.shared,
    singleB: row.single_b / row.shared,
    maxFanout: row.max_fanout,
    joinedRows: row.joined_rows,
    byChance: Math.min(byChance, row.values_a, row.values_b),
    sharedRaw: row.shared_raw ?? 0,
  };
}
