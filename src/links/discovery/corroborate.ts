import type { Attribute, LinkSource } from './attributes.ts';
import { cellsSql, type Workspace } from './fingerprints.ts';
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
  /** Every other pair of columns that could be compared: `a b` to the share of rows in which they agree. */
  readonly agreement: ReadonlyMap<string, number>;
}

const JOINED_ROWS = 240;
const LEAST_ROWS = 8;
const LEAST_DEVIATIONS = 3;
/** Of agreement that chance alone would not give once: what it can prove is bounded by the rows that were seen. */
const LEAST_CHANCE = 1 / (2 * JOINED_ROWS);
const CANDIDATES_PER_BATCH = 400;

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
 * rows joined at random. What chance gives follows from how often each value occurs on each side. Aligned with the candidates.
 */
export async function corroborate(
  space: Workspace,
  sources: readonly LinkSource[],
  attributes: readonly Attribute[],
  candidates: readonly Overlap[],
  signal: AbortSignal,
): Promise<Corroboration[]> {
  if (candidates.length === 0) return [];
  await joinRows(space, attributes, candidates, signal);
  const cells = await cellsOfRows(space, sources, attributes, signal);
  const joined = new Map(
    (await space.db.rows<{ pair: number; n: number }>('SELECT pair, count(*) AS n FROM link_rows GROUP BY pair', signal)).map(({ pair, n }) => [
      pair,
      n,
    ]),
  );
  const places = attributes.map(({ id, source, entity }) => `(${id}, ${source}, ${entity})`);
  const found: Corroboration[] = [];
  for (let start = 0; start < candidates.length; start += CANDIDATES_PER_BATCH) {
    const end = Math.min(start + CANDIDATES_PER_BATCH, candidates.length);
    const measured = cells.length === 0 ? [] : await space.db.rows<Row>(agreementSql(cells, places, start, end), signal);
    const supports = new Map<number, Row[]>();
    for (const row of measured) supports.set(row.pair, [...(supports.get(row.pair) ?? []), row]);
    for (let pair = start; pair < end; pair += 1) found.push(corroborationOf((supports.get(pair) ?? []).map(supportOf), joined.get(pair) ?? 0));
  }
  return found;
}

function corroborationOf(all: readonly Support[], joined: number): Corroboration {
  const agreement = new Map<string, number>();
  for (const { a, b, agree } of all) agreement.set(`${a} ${b}`, Math.max(agree, agreement.get(`${a} ${b}`) ?? 0));
  return { joined, supports: strongest(all), agreement };
}

/** The rows that each candidate joins: the table `link_rows` (pair, both places, both rows, k). */
async function joinRows({ db }: Workspace, attributes: readonly Attribute[], candidates: readonly Overlap[], signal: AbortSignal): Promise<void> {
  const placeOf = (attribute: number): string => `${attributes[attribute]?.source}, ${attributes[attribute]?.entity}`;
  const pairs = candidates.map((c, i) => `(${i}, ${c.a}, ${c.b}, '${c.formA}', '${c.formB}', ${placeOf(c.a)}, ${placeOf(c.b)})`);
  await db.run(
    `CREATE OR REPLACE TABLE link_pairs AS SELECT * FROM (VALUES ${pairs.join(', ')}) AS p(pair, a, b, form_a, form_b, source_a, entity_a, source_b, entity_b);
CREATE OR REPLACE TABLE link_rows AS ${joinedRowsSql('false')}`,
    signal,
  );
  for (let start = 0; start < candidates.length; start += CANDIDATES_PER_BATCH)
    await db.run(`INSERT INTO link_rows ${joinedRowsSql(`pair >= ${start} AND pair < ${start + CANDIDATES_PER_BATCH}`)}`, signal);
}

const joinedRowsSql = (pairs: string): string => `SELECT p.*, l.first_row AS row_a, r.first_row AS row_b,
  row_number() OVER (PARTITION BY pair ORDER BY least(l.n * r.n, 9), l.h) AS k
FROM (SELECT * FROM link_pairs WHERE ${pairs}) AS p
JOIN link_values AS l ON l.attribute = p.a AND l.form = p.form_a JOIN link_values AS r ON r.attribute = p.b AND r.form = p.form_b AND r.h = l.h
QUALIFY k <= ${JOINED_ROWS}`;

/** Hashes what stands in the joined rows, once for all candidates that join them, and returns the files that hold it, as SQL texts. */
async function cellsOfRows(
  space: Workspace,
  sources: readonly LinkSource[],
  attributes: readonly Attribute[],
  signal: AbortSignal,
): Promise<string[]> {
  const { db, directory } = space;
  const hashes = attributes.some(({ forms: { kind } }) => kind === 'hash');
  const files: string[] = [];
  for (const [source, owner] of sources.entries()) {
    const mine = (side: string): string => `SELECT entity_${side} AS entity, row_${side} AS row FROM link_rows WHERE source_${side} = ${source}`;
    const needed = await db.rows<{ entity: number }>(`SELECT DISTINCT entity FROM (${mine('a')} UNION ALL ${mine('b')}) ORDER BY entity`, signal);
    const entities = new Set(needed.map(({ entity }) => entity));
    const own = attributes.filter((one) => one.source === source && entities.has(one.entity) && isSupport(one));
    if (own.length === 0) continue;
    const rows = `${directory}rows_${source}.parquet`;
    await db.run(`COPY (${mine('a')} UNION ${mine('b')}) TO '${rows}'`, signal);
    for (let start = 0; start < own.length; start += ATTRIBUTES_PER_STATEMENT) {
      const cells = `${directory}cells_${source}_${start}.parquet`;
      const some = own.slice(start, start + ATTRIBUTES_PER_STATEMENT);
      await owner.staging.run(`COPY (${cellsSql(space, owner, some, rows, hashes)}) TO '${cells}'`, signal);
      files.push(`'${cells}'`);
    }
  }
  return files;
}

/** One statement over many more takes more memory than a staging has. */
const ATTRIBUTES_PER_STATEMENT = 25;

/** Long texts and secrets are not compared; everything else may agree. */
function isSupport({ guard }: Attribute): boolean {
  return guard !== 'constant' && guard !== 'free_text' && guard !== 'document' && guard !== 'secret';
}

const agreementSql = (
  files: readonly string[],
  places: readonly string[],
  from: number,
  to: number,
): string => `WITH rows AS (SELECT * FROM link_rows WHERE pair >= ${from} AND pair < ${to}),
cells AS (FROM read_parquet([${files.join(', ')}])),
places(attribute, source, entity) AS (VALUES ${places.join(', ')}),
ca AS (
  SELECT pair, k, c.attribute, space, c.h FROM rows AS m JOIN places AS p ON p.source = m.source_a AND p.entity = m.entity_a
  JOIN cells AS c ON c.attribute = p.attribute AND c.row = m.row_a WHERE p.attribute <> m.a),
cb AS (
  SELECT pair, k, c.attribute, space, c.h FROM rows AS m JOIN places AS p ON p.source = m.source_b AND p.entity = m.entity_b
  JOIN cells AS c ON c.attribute = p.attribute AND c.row = m.row_b WHERE p.attribute <> m.b),
va AS (SELECT pair, attribute, space, h, count(*) AS n FROM ca GROUP BY ALL),
vb AS (SELECT pair, attribute, space, h, count(*) AS n FROM cb GROUP BY ALL),
na AS (SELECT pair, attribute, space, count(DISTINCT k) AS n FROM ca GROUP BY ALL),
nb AS (SELECT pair, attribute, space, count(DISTINCT k) AS n FROM cb GROUP BY ALL),
random AS (
  SELECT va.pair, va.attribute AS a, vb.attribute AS b, va.space, sum(va.n::DOUBLE * vb.n) AS n
  FROM va JOIN vb ON vb.pair = va.pair AND vb.space = va.space AND vb.h = va.h GROUP BY ALL),
agreed AS (
  SELECT ca.pair, ca.attribute AS a, cb.attribute AS b, ca.space, count(DISTINCT ca.k) AS n
  FROM ca JOIN cb ON cb.pair = ca.pair AND cb.k = ca.k AND cb.space = ca.space AND cb.h = ca.h GROUP BY ALL),
ka AS (SELECT DISTINCT pair, k, attribute, space FROM ca), kb AS (SELECT DISTINCT pair, k, attribute, space FROM cb),
both_there AS (
  SELECT random.pair, random.a, random.b, random.space, count(*) AS n
  FROM random JOIN ka ON ka.pair = random.pair AND ka.attribute = random.a AND ka.space = random.space
  JOIN kb ON kb.pair = random.pair AND kb.attribute = random.b AND kb.space = random.space AND kb.k = ka.k GROUP BY ALL)
SELECT random.pair, random.a, random.b, both_there.n AS rows, coalesce(agreed.n, 0) / both_there.n AS agree,
  least(1, random.n / na.n / nb.n) AS by_chance
FROM random JOIN both_there USING (pair, a, b, space) LEFT JOIN agreed USING (pair, a, b, space)
JOIN na ON na.pair = random.pair AND na.attribute = random.a AND na.space = random.space
JOIN nb ON nb.pair = random.pair AND nb.attribute = random.b AND nb.space = random.space
WHERE both_there.n >= ${LEAST_ROWS}
ORDER BY random.pair, random.a, random.b, random.space`;

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
