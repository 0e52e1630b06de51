import type { Attribute } from './attributes.ts';
import { readCells } from './cells.ts';
import type { Compared } from './compared.ts';
import { codeOf, type Workspace } from './fingerprints.ts';
import type { Overlap } from './overlaps.ts';

/** How far another pair of columns agrees in rows that a candidate joins, and in rows joined at random. */
interface Support {
  readonly a: number;
  readonly b: number;
  /** Joined rows in which both have a value. */
  readonly rows: number;
  /** Shares of those rows, 0..1. */
  readonly agree: number;
  readonly byChance: number;
  /** What a row's agreement tells, in bits, less what chance tells. */
  readonly bits: number;
}

/** What the other columns of the rows joined by a candidate say. */
export interface Corroboration {
  readonly joined: number;
  /** Strongest first, each column once. */
  readonly supports: readonly Support[];
  /** Of the other candidates between the same entities, and whatever agrees: `a b` to the share of rows in which they agree. */
  readonly agreement: ReadonlyMap<string, number>;
}

const JOINED_ROWS = 240;
const LEAST_ROWS = 8;
const LEAST_DEVIATIONS = 3;
/** Of agreement that chance alone would not give once: what it can prove is bounded by the rows that were seen. */
const LEAST_CHANCE = 1 / (2 * JOINED_ROWS);
const CANDIDATES_PER_BATCH = 400;
/** Columns of an entity that are compared with those of others: those that have most values in common with any of them, if they have as many. */
const COLUMNS_PER_ENTITY = 32;
const LEAST_DIFFERENT = 3;
/** Columns that agree in fewer of the rows are not looked at closer. */
const LEAST_AGREEING = 2;

interface Row {
  readonly pair: number;
  readonly a: number;
  readonly b: number;
  readonly agree: number;
  readonly rows: number;
  readonly by_chance: number;
}

/**
 * Joins rows by each candidate, shared values that stand in few rows first, and measures which other columns agree in them far more often than in
 * rows joined at random. What chance gives follows from how often each value occurs on each side. Aligned with the candidates. `counters`: attributes
 * that count upwards; where they join the rows, others of their kind confirm nothing.
 */
export async function corroborate(
  space: Workspace,
  compared: readonly Compared[],
  attributes: readonly Attribute[],
  candidates: readonly Overlap[],
  counters: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<Corroboration[]> {
  if (candidates.length === 0) return [];
  const { db } = space;
  await joinRows(space, attributes, candidates, counters, signal);
  const rows = ['a', 'b'].map((side) => `SELECT source_${side} AS source, entity_${side} AS entity, row_${side} AS row FROM link_rows`);
  await readCells(space, compared, attributes, rows.join(' UNION ALL '), () => true, signal);
  const counting = counters.size === 0 ? 'false' : `attribute IN (${[...counters].join(', ')})`;
  await db.run(
    `CREATE OR REPLACE TABLE link_shared AS WITH common AS MATERIALIZED (
  SELECT * FROM link_cells SEMI JOIN (SELECT space, h FROM link_cells GROUP BY ALL HAVING min(source) < max(source)) AS met USING (space, h)),
useful AS (
  SELECT attribute FROM (SELECT attribute, source, entity, max(n) AS n FROM (SELECT attribute, source, entity, space, count(DISTINCT h) AS n FROM common GROUP BY ALL) GROUP BY ALL)
  WHERE n >= ${LEAST_DIFFERENT} QUALIFY row_number() OVER (PARTITION BY source, entity ORDER BY n DESC, attribute) <= ${COLUMNS_PER_ENTITY}
  UNION SELECT a FROM link_pairs UNION SELECT b FROM link_pairs)
SELECT *, ${counting} AS counts FROM common SEMI JOIN useful USING (attribute);
CREATE OR REPLACE TABLE link_there AS SELECT DISTINCT attribute, row, space FROM link_cells SEMI JOIN (SELECT DISTINCT attribute FROM link_shared) AS useful USING (attribute)`,
    signal,
  );
  const joined = new Map(
    (await db.rows<{ pair: number; n: number }>('SELECT pair, count(*) AS n FROM link_rows GROUP BY pair', signal)).map(({ pair, n }) => [pair, n]),
  );
  const found: Corroboration[] = [];
  for (let start = 0; start < candidates.length; start += CANDIDATES_PER_BATCH) {
    const end = Math.min(start + CANDIDATES_PER_BATCH, candidates.length);
    const supports = new Map<number, Row[]>();
    for (const step of agreementSteps(start, end)) await db.run(step, signal);
    for (const row of await db.rows<Row>(agreementSql, signal)) supports.set(row.pair, [...(supports.get(row.pair) ?? []), row]);
    for (let pair = start; pair < end; pair += 1) {
      const isOther = ({ a, b }: Row): boolean =>
        !shareColumns(attributes[a], attributes[candidates[pair]?.a ?? -1]) && !shareColumns(attributes[b], attributes[candidates[pair]?.b ?? -1]);
      found.push(corroborationOf((supports.get(pair) ?? []).filter(isOther).map(supportOf), joined.get(pair) ?? 0));
    }
  }
  return found;
}

/** A full name and the parts that it is made of say the same once. */
function shareColumns(one: Attribute | undefined, other: Attribute | undefined): boolean {
  const names = other?.forms.attribute.names ?? [];
  return (
    one !== other &&
    one?.source === other?.source &&
    one?.entity === other?.entity &&
    one?.forms.attribute.names.some((name) => names.includes(name)) === true
  );
}

function corroborationOf(all: readonly Support[], joined: number): Corroboration {
  const agreement = new Map<string, number>();
  for (const { a, b, agree } of all) agreement.set(`${a} ${b}`, Math.max(agree, agreement.get(`${a} ${b}`) ?? 0));
  return { joined, supports: strongest(all), agreement };
}

/** The rows that each candidate joins: the table `link_rows` (pair, both places, both rows, k). */
async function joinRows(
  { db }: Workspace,
  attributes: readonly Attribute[],
  candidates: readonly Overlap[],
  counters: ReadonlySet<number>,
  signal: AbortSignal,
): Promise<void> {
  const placeOf = (attribute: number): string => `${attributes[attribute]?.source}, ${attributes[attribute]?.entity}`;
  const pairs = candidates.map(
    (c, i) =>
      `(${i}, ${c.a}, ${c.b}, ${codeOf(c.formA)}, ${codeOf(c.formB)}, ${placeOf(c.a)}, ${placeOf(c.b)}, ${counters.has(c.a) && counters.has(c.b)})`,
  );
  await db.run(
    `CREATE OR REPLACE TABLE link_pairs AS SELECT * FROM (VALUES ${pairs.join(', ')}) AS p(pair, a, b, form_a, form_b, source_a, entity_a, source_b, entity_b, is_counted);
CREATE OR REPLACE TABLE link_rows AS ${joinedRowsSql('false')}`,
    signal,
  );
  for (let start = 0; start < candidates.length; start += CANDIDATES_PER_BATCH)
    await db.run(`INSERT INTO link_rows ${joinedRowsSql(`pair >= ${start} AND pair < ${start + CANDIDATES_PER_BATCH}`)}`, signal);
}

const joinedRowsSql = (pairs: string): string => `SELECT p.*, l.first_row AS row_a, r.first_row AS row_b,
  row_number() OVER (PARTITION BY pair ORDER BY least(l.n::BIGINT * r.n, 9), l.h) AS k
FROM (SELECT * FROM link_pairs WHERE ${pairs}) AS p
JOIN link_values AS l ON l.attribute = p.a AND l.form = p.form_a JOIN link_values AS r ON r.attribute = p.b AND r.form = p.form_b AND r.h = l.h
WHERE l.has_row AND r.has_row
QUALIFY k <= ${JOINED_ROWS}`;

/**
 * Of the columns that agree, and of other candidates between the same entities: in how many rows, and in how many of those joined at random. Steps of their
 * own, as one statement over all of them is planned badly.
 */
const agreementSteps = (from: number, to: number): readonly string[] =>
  Object.entries({
    m: `SELECT * FROM link_rows WHERE pair >= ${from} AND pair < ${to}`,
    ca: `SELECT pair, k, c.attribute, space, c.h FROM agree_m AS m JOIN link_shared AS c ON c.source = m.source_a AND c.entity = m.entity_a AND c.row = m.row_a
  WHERE c.attribute <> m.a AND NOT (m.is_counted AND c.counts)`,
    cb: `SELECT pair, k, c.attribute, space, c.h FROM agree_m AS m JOIN link_shared AS c ON c.source = m.source_b AND c.entity = m.entity_b AND c.row = m.row_b
  WHERE c.attribute <> m.b AND NOT (m.is_counted AND c.counts)`,
    agreed: `SELECT ca.pair, ca.attribute AS a, cb.attribute AS b, ca.space, count(DISTINCT ca.k) AS n
  FROM agree_ca AS ca JOIN agree_cb AS cb ON cb.pair = ca.pair AND cb.k = ca.k AND cb.space = ca.space AND cb.h = ca.h GROUP BY ALL HAVING n >= ${LEAST_AGREEING}`,
    others: `SELECT DISTINCT p.pair, o.a, o.b, ta.space FROM link_pairs AS p
  JOIN link_pairs AS o ON o.source_a = p.source_a AND o.entity_a = p.entity_a AND o.source_b = p.source_b AND o.entity_b = p.entity_b AND o.a <> p.a AND o.b <> p.b
  JOIN (SELECT DISTINCT attribute, space FROM link_there) AS ta ON ta.attribute = o.a JOIN (SELECT DISTINCT attribute, space FROM link_there) AS tb ON tb.attribute = o.b AND tb.space = ta.space
  WHERE p.pair >= ${from} AND p.pair < ${to}`,
    looked: `SELECT pair, a, b, space FROM agree_agreed AS agreed UNION SELECT pair, a, b, space FROM agree_others AS others`,
    both: `SELECT looked.pair, looked.a, looked.b, looked.space, count(*) AS n
  FROM agree_looked AS looked JOIN agree_m AS m ON m.pair = looked.pair
  JOIN link_there AS ta ON ta.attribute = looked.a AND ta.row = m.row_a AND ta.space = looked.space
  JOIN link_there AS tb ON tb.attribute = looked.b AND tb.row = m.row_b AND tb.space = looked.space
  GROUP BY ALL HAVING n >= ${LEAST_ROWS}`,
    va: `SELECT pair, attribute, space, h, count(*) AS n FROM agree_ca AS ca GROUP BY ALL`,
    vb: `SELECT pair, attribute, space, h, count(*) AS n FROM agree_cb AS cb GROUP BY ALL`,
    na: `SELECT asked.pair, asked.attribute, asked.space, count(*) AS n FROM (SELECT DISTINCT pair, a AS attribute, space FROM agree_both AS both_there) AS asked(pair, attribute, space)
  JOIN agree_m AS m ON m.pair = asked.pair JOIN link_there AS t ON t.attribute = asked.attribute AND t.row = m.row_a AND t.space = asked.space GROUP BY ALL`,
    nb: `SELECT asked.pair, asked.attribute, asked.space, count(*) AS n FROM (SELECT DISTINCT pair, b AS attribute, space FROM agree_both AS both_there) AS asked(pair, attribute, space)
  JOIN agree_m AS m ON m.pair = asked.pair JOIN link_there AS t ON t.attribute = asked.attribute AND t.row = m.row_b AND t.space = asked.space GROUP BY ALL`,
    random: `SELECT t.pair, t.a, t.b, t.space, sum(va.n::DOUBLE * vb.n) AS n
  FROM agree_both AS t JOIN agree_va AS va ON va.pair = t.pair AND va.attribute = t.a AND va.space = t.space
  JOIN agree_vb AS vb ON vb.pair = t.pair AND vb.attribute = t.b AND vb.space = t.space AND vb.h = va.h GROUP BY ALL`,
  }).map(([name, sql]) => `CREATE OR REPLACE TABLE agree_${name} AS ${sql}`);

const agreementSql = `SELECT t.pair, t.a, t.b, t.n AS rows, coalesce(agreed.n, 0) / t.n AS agree, least(1, coalesce(random.n, 0) / na.n / nb.n) AS by_chance
FROM agree_both AS t LEFT JOIN agree_agreed AS agreed USING (pair, a, b, space) LEFT JOIN agree_random AS random USING (pair, a, b, space)
JOIN agree_na AS na ON na.pair = t.pair AND na.attribute = t.a AND na.space = t.space
JOIN agree_nb AS nb ON nb.pair = t.pair AND nb.attribute = t.b AND nb.space = t.space
ORDER BY t.pair, t.a, t.b, t.space`;

function supportOf({ a, b, rows, agree, by_chance: byChance }: Row): Support {
  const expected = Math.max(byChance, LEAST_CHANCE);
  const deviations = (agree - expected) / Math.sqrt((expected * (1 - expected) + 1e-9) / rows + 1 / (rows * rows));
  const bits = deviations < LEAST_DEVIATIONS ? 0 : agree * Math.log2(agree / expected) + rest(agree, expected);
  return { a, b, rows, agree, byChance, bits: Math.max(0, bits) };
}

function rest(agree: number, expected: number): number {
  return agree >= 1 || expected >= 1 ? 0 : (1 - agree) * Math.log2((1 - agree) / (1 - expected));
}

/** The supports that tell most, each column once. */
function strongest(supports: readonly Support[]): Support[] {
  const used = new Set<number>();
  return supports
    .toSorted((x, y) => y.bits - x.bits || y.agree - x.agree || x.a - y.a || x.b - y.b)
    .filter(({ a, b }) => {
      if (used.has(a) || used.has(b)) return false;
      used.add(a).add(b);
      return true;
    });
}
