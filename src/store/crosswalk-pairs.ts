import { sql, type RawBuilder, type Selectable, type Transaction } from 'kysely';
import { settle } from '../domain/crosswalk-settle.ts';
import { recordId, type PairVerdict, type RecordState, type Side } from '../domain/crosswalk.ts';
import { newId } from '../domain/ids.ts';
import { storableJson } from './json.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
export type CrosswalkPairRow = Selectable<Tables['crosswalk_pairs']>;
export type CrosswalkRecordRow = Omit<Selectable<Tables['crosswalk_records']>, 'fingerprint'>;

/** Whose pairs and records. */
export interface CrosswalkPlace {
  readonly organizationId: string;
  readonly crosswalkId: string;
}

export interface CrosswalkPairFilter {
  /** From the first on, below the second. */
  readonly atLeast?: number | undefined;
  readonly below?: number | undefined;
  readonly decision?: PairVerdict | 'any' | 'none' | undefined;
  readonly bucket?: 'taken' | 'conflicting' | 'unmatched' | undefined;
  readonly key?: string | undefined;
}

export interface PairPosition {
  readonly value: number;
  readonly id: string;
}

/** By probability, pairs that nothing compared as if it were 0; those of the same probability by their ids, the other way round. */
export interface PairPage {
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly after?: PairPosition | undefined;
}

const own = ({ organizationId, crosswalkId }: CrosswalkPlace) =>
  sql`pair.organization_id = ${organizationId}::uuid AND pair.crosswalk_id = ${crosswalkId}::uuid`;
const likely = sql`coalesce(pair.probability, 0)`;

export async function listCrosswalkPairs(
  db: Reader,
  place: CrosswalkPlace,
  filter: CrosswalkPairFilter,
  { order, limit, after }: PairPage,
): Promise<{ readonly rows: CrosswalkPairRow[]; readonly next: PairPosition | undefined }> {
  const conditions = [own(place), ...conditionsOf(place, filter)];
  const [turned, beyond] = order === 'desc' ? ([sql`ASC`, sql`<`] as const) : ([sql`DESC`, sql`>`] as const);
  const ordered = sql`ORDER BY ${likely} ${sql.raw(order)}, pair.id ${turned} LIMIT ${limit + 1}`;
  const page = (more: readonly RawBuilder<unknown>[]) =>
    sql`(SELECT pair.* FROM crosswalk_pairs AS pair WHERE ${sql.join([...conditions, ...more], sql` AND `)} ${ordered})`;
  let query = page([]);
  if (after !== undefined) {
    const value = sql`${String(after.value)}::double precision`;
    const same = page([sql`${likely} = ${value}`, sql`pair.id ${order === 'desc' ? sql`>` : sql`<`} ${after.id}::uuid`]);
    query = sql`SELECT pair.* FROM (${same} UNION ALL ${page([sql`${likely} ${beyond} ${value}`])}) AS pair ${ordered}`;
  }
  const { rows } = await sql<CrosswalkPairRow>`${query}`.execute(db);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last && { value: last.probability ?? 0, id: last.id } };
}

function conditionsOf({ organizationId, crosswalkId }: CrosswalkPlace, filter: CrosswalkPairFilter): RawBuilder<unknown>[] {
  const { atLeast, below, decision, bucket, key } = filter;
  const isUnmatched = (side: Side) => sql`EXISTS (
    SELECT FROM crosswalk_records AS record
    WHERE record.organization_id = ${organizationId}::uuid AND record.crosswalk_id = ${crosswalkId}::uuid AND record.side = ${side}
      AND record.key = ${sql.ref(`pair.${side}_key`)} AND record.state = 'unmatched')`;
  return [
    ...(atLeast === undefined ? [] : [sql`${likely} >= ${atLeast}`]),
    ...(below === undefined ? [] : [sql`${likely} < ${below}`]),
    ...(decision === undefined
      ? []
      : decision === 'any'
        ? [sql`pair.decision IS NOT NULL`]
        : decision === 'none'
          ? [sql`pair.decision IS NULL`]
          : [sql`pair.decision = ${decision}`]),
    ...(bucket === 'taken' ? [sql`pair.is_taken`] : []),
    ...(bucket === 'conflicting' ? [sql`pair.is_conflicting`] : []),
    ...(bucket === 'unmatched' ? [sql`NOT pair.is_taken AND (${isUnmatched('left')} OR ${isUnmatched('right')})`] : []),
    ...(key === undefined ? [] : [sql`(pair.left_key = ${key} OR pair.right_key = ${key})`]),
  ];
}

export async function findCrosswalkPair(db: Reader, place: CrosswalkPlace, id: string): Promise<CrosswalkPairRow | undefined> {
  return (await findCrosswalkPairs(db, place, [id]))[0];
}

/** In the order of their ids. */
export async function findCrosswalkPairs(db: Reader, place: CrosswalkPlace, ids: readonly string[]): Promise<CrosswalkPairRow[]> {
  const { rows } = await sql<CrosswalkPairRow>`
    SELECT pair.* FROM crosswalk_pairs AS pair WHERE ${own(place)} AND pair.id = ANY (${[...ids]}::uuid[]) ORDER BY pair.id`.execute(db);
  return rows;
}

const recordColumns = ['organization_id', 'crosswalk_id', 'side', 'key', 'id', 'state', 'cluster_id', 'created_at', 'updated_at'] as const;

export async function listCrosswalkRecords(
  db: Reader,
  { organizationId, crosswalkId }: CrosswalkPlace,
  filter: { readonly side?: Side | undefined; readonly state?: RecordState | undefined },
  page: PageRequest,
): Promise<PageOf<CrosswalkRecordRow>> {
  let query = db
    .selectFrom('crosswalk_records')
    .select(recordColumns)
    .where('organization_id', '=', organizationId)
    .where('crosswalk_id', '=', crosswalkId);
  if (filter.side !== undefined) query = query.where('side', '=', filter.side);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return readPage(query, 'crosswalk_records', page);
}

/** A record by its side and key. */
export interface RecordName {
  readonly side: Side;
  readonly key: string;
}

/** The two records of a pair. */
export const recordsOfPair = (left: string, right: string): readonly [RecordName, RecordName] => [
  { side: 'left', key: left },
  { side: 'right', key: right },
];

/** In the order of side and key. */
export async function findCrosswalkRecords(db: Reader, place: CrosswalkPlace, named: readonly RecordName[]): Promise<CrosswalkRecordRow[]> {
  return recordsWhere(
    db,
    place,
    sql`(side, key) IN (SELECT named.side, named.key FROM json_to_recordset(${storableJson(named)}::json) AS named (side text, key text))`,
  );
}

export async function recordsOfClusters(db: Reader, place: CrosswalkPlace, clusterIds: readonly string[]): Promise<CrosswalkRecordRow[]> {
  return recordsWhere(db, place, sql`cluster_id = ANY (${[...clusterIds]}::uuid[])`);
}

async function recordsWhere(
  db: Reader,
  { organizationId, crosswalkId }: CrosswalkPlace,
  condition: RawBuilder<unknown>,
): Promise<CrosswalkRecordRow[]> {
  const { rows } = await sql<CrosswalkRecordRow>`
    SELECT ${sql.raw(recordColumns.join(', '))} FROM crosswalk_records
    WHERE organization_id = ${organizationId}::uuid AND crosswalk_id = ${crosswalkId}::uuid AND ${condition}
    ORDER BY side, key COLLATE "C"`.execute(db);
  return rows;
}

/** Every pair of any of these records, in the order of their ids. */
export async function pairsTouching(db: Reader, place: CrosswalkPlace, records: readonly RecordName[]): Promise<CrosswalkPairRow[]> {
  const keysOf = (side: Side): string[] => records.filter((record) => record.side === side).map(({ key }) => key);
  const { rows } = await sql<CrosswalkPairRow>`
    SELECT pair.* FROM crosswalk_pairs AS pair WHERE ${own(place)} AND pair.left_key = ANY (${keysOf('left')}::text[])
    UNION
    SELECT pair.* FROM crosswalk_pairs AS pair WHERE ${own(place)} AND pair.right_key = ANY (${keysOf('right')}::text[])
    ORDER BY id`.execute(db);
  return rows;
}

/** Counts of the crosswalk as it is now. */
export interface CrosswalkCounts {
  readonly records: readonly { readonly side: Side; readonly state: RecordState; readonly count: number }[];
  readonly pairs: { readonly taken: number; readonly conflicting: number; readonly same: number; readonly different: number; readonly all: number };
}

export async function countCrosswalk(db: Reader, place: CrosswalkPlace): Promise<CrosswalkCounts> {
  const { rows: records } = await sql<CrosswalkCounts['records'][number]>`
    SELECT side, state, count(*) AS count FROM crosswalk_records
    WHERE organization_id = ${place.organizationId}::uuid AND crosswalk_id = ${place.crosswalkId}::uuid GROUP BY side, state ORDER BY side, state`.execute(
    db,
  );
  const { rows } = await sql<CrosswalkCounts['pairs']>`
    SELECT count(*) AS all, count(*) FILTER (WHERE is_taken) AS taken, count(*) FILTER (WHERE is_conflicting) AS conflicting,
           count(*) FILTER (WHERE decision = 'same') AS same, count(*) FILTER (WHERE decision = 'different') AS different
    FROM crosswalk_pairs AS pair WHERE ${own(place)}`.execute(db);
  return { records, pairs: rows[0] ?? { all: 0, taken: 0, conflicting: 0, same: 0, different: 0 } };
}

/** What holds of a pair, as people said it last. */
export interface SaidOfPair {
  readonly id: string;
  readonly left: string;
  readonly right: string;
  /** Null where nothing holds any more. */
  readonly verdict: PairVerdict | null;
  readonly by: string | null;
  readonly at: Date | null;
}

/** Notes what people said with the pairs; one that no run found is added. */
export async function noteDecisions(trx: Trx, { organizationId, crosswalkId }: CrosswalkPlace, said: readonly SaidOfPair[], at: Date): Promise<void> {
  await sql`
    INSERT INTO crosswalk_pairs (organization_id, crosswalk_id, id, left_key, right_key, decision, decided_by, decided_at, is_taken, is_conflicting,
                                 created_at, updated_at)
    SELECT ${organizationId}::uuid, ${crosswalkId}::uuid, said.id, said."left", said."right", said.verdict, said.by, said.at, false, false, ${at}, ${at}
    FROM json_to_recordset(${storableJson(said)}::json) AS said (id uuid, "left" text, "right" text, verdict text, by uuid, at timestamptz)
    ON CONFLICT (organization_id, crosswalk_id, id) DO UPDATE
    SET decision = excluded.decision, decided_by = excluded.decided_by, decided_at = excluded.decided_at, updated_at = excluded.updated_at`.execute(
    trx,
  );
}

/**
 * Says anew which pairs are taken, how records came out, and what their clusters are, around pairs of which people said something new. The crosswalk
 * must be locked. What a decision changes is at most as far away as the rivals of those that were in a cluster with its records.
 */
export async function resettle(
  trx: Trx,
  place: CrosswalkPlace,
  threshold: number,
  decided: readonly { readonly left: string; readonly right: string }[],
  at: Date,
): Promise<void> {
  const ends = await findCrosswalkRecords(
    trx,
    place,
    decided.flatMap(({ left, right }) => recordsOfPair(left, right)),
  );
  const inner = await withClusters(trx, place, ends);
  const innerPairs = await pairsTouching(trx, place, inner);
  const outer = await withClusters(trx, place, [...inner, ...(await endsOf(trx, place, innerPairs))]);
  // Two rings more, so that all that has to do with the outer ones is known.
  const ring = await endsOf(trx, place, await pairsTouching(trx, place, outer));
  const pairs = await pairsTouching(trx, place, [...outer, ...ring]);
  const records = unique([...outer, ...ring, ...(await endsOf(trx, place, pairs))]);
  const settled = settleRows(place, records, pairs, threshold, await clustersElsewhere(trx, place, records));
  const written = new Set(outer.map(nameOf));
  await writePairs(
    trx,
    place,
    settled.pairs.filter(({ row }) => recordsOfPair(row.left_key, row.right_key).every((record) => written.has(nameOf(record)))),
    at,
  );
  await writeRecords(
    trx,
    place,
    settled.records.filter(({ row }) => written.has(nameOf(row))),
    at,
  );
}

const nameOf = ({ side, key }: RecordName): string => `${side} ${key}`;

function unique(records: readonly CrosswalkRecordRow[]): CrosswalkRecordRow[] {
  return [...new Map(records.map((record) => [nameOf(record), record])).values()];
}

async function withClusters(trx: Trx, place: CrosswalkPlace, records: readonly CrosswalkRecordRow[]): Promise<CrosswalkRecordRow[]> {
  return recordsOfClusters(trx, place, [...new Set(records.map((record) => record.cluster_id))]);
}

async function endsOf(trx: Trx, place: CrosswalkPlace, pairs: readonly CrosswalkPairRow[]): Promise<CrosswalkRecordRow[]> {
  const named = pairs.flatMap((pair) => recordsOfPair(pair.left_key, pair.right_key));
  return findCrosswalkRecords(trx, place, [...new Map(named.map((name) => [nameOf(name), name])).values()]);
}

/** Ids that these records may bring, and that clusters of others have. */
async function clustersElsewhere(
  trx: Trx,
  { organizationId, crosswalkId }: CrosswalkPlace,
  records: readonly CrosswalkRecordRow[],
): Promise<Set<string>> {
  const ids = sql`${records.map(({ id }) => id)}::uuid[]`;
  const { rows } = await sql<{ cluster_id: string }>`
    SELECT DISTINCT cluster_id FROM crosswalk_records
    WHERE organization_id = ${organizationId}::uuid AND crosswalk_id = ${crosswalkId}::uuid AND cluster_id = ANY (${ids}) AND NOT id = ANY (${ids})`.execute(
    trx,
  );
  return new Set(rows.map((row) => row.cluster_id));
}

function settleRows(
  { crosswalkId }: CrosswalkPlace,
  given: readonly CrosswalkRecordRow[],
  pairs: readonly CrosswalkPairRow[],
  threshold: number,
  elsewhere: ReadonlySet<string>,
) {
  // Left ones first, each side in the order of its keys, as runs number them.
  const records = given.toSorted((a, b) => (a.side === b.side ? (a.key < b.key ? -1 : 1) : a.side < b.side ? -1 : 1));
  const numbers = new Map(records.map((record, i) => [nameOf(record), i]));
  const known = pairs.flatMap((row) => {
    const [left, right] = recordsOfPair(row.left_key, row.right_key).map((record) => numbers.get(nameOf(record)));
    return left === undefined || right === undefined ? [] : [{ row, left, right }];
  });
  const { isTaken, isConflicting, states, clusters } = settle(
    {
      count: records.length,
      since: Float64Array.from(records, (record) => record.created_at.getTime()),
      cluster: records.map((record) => record.cluster_id),
      ownId: (i) => recordId(crosswalkId, records[i]?.side ?? 'left', records[i]?.key ?? ''),
      freshId: () => newId(),
      taken: elsewhere,
    },
    {
      left: Int32Array.from(known, ({ left }) => left),
      right: Int32Array.from(known, ({ right }) => right),
      weight: Float64Array.from(known, ({ row }) => row.weight_bits ?? Number.NaN),
      probability: Float64Array.from(known, ({ row }) => row.probability ?? 0),
      verdict: Int8Array.from(known, ({ row }) => (row.decision === null ? 0 : row.decision === 'same' ? 1 : -1)),
    },
    threshold,
  );
  return {
    pairs: known.map(({ row }, i) => ({ row, isTaken: isTaken[i] === true, isConflicting: isConflicting[i] === true })),
    records: records.map((row, i) => ({ row, state: states[i] as RecordState, clusterId: clusters[i] as string })),
  };
}

async function writePairs(trx: Trx, place: CrosswalkPlace, settled: ReturnType<typeof settleRows>['pairs'], at: Date): Promise<void> {
  const changed = settled
    .filter(({ row, isTaken, isConflicting }) => row.is_taken !== isTaken || row.is_conflicting !== isConflicting)
    .map(({ row: { id }, isTaken, isConflicting }) => ({ id, isTaken, isConflicting }));
  await sql`
    UPDATE crosswalk_pairs AS pair SET is_taken = now."isTaken", is_conflicting = now."isConflicting", updated_at = ${at}
    FROM json_to_recordset(${JSON.stringify(changed)}::json) AS now (id uuid, "isTaken" boolean, "isConflicting" boolean)
    WHERE ${own(place)} AND pair.id = now.id`.execute(trx);
}

async function writeRecords(
  trx: Trx,
  { organizationId, crosswalkId }: CrosswalkPlace,
  settled: ReturnType<typeof settleRows>['records'],
  at: Date,
): Promise<void> {
  const changed = settled
    .filter(({ row, state, clusterId }) => row.state !== state || row.cluster_id !== clusterId)
    .map(({ row: { side, key }, state, clusterId }) => ({ side, key, state, clusterId }));
  await sql`
    UPDATE crosswalk_records AS record SET state = now.state, cluster_id = now."clusterId", updated_at = ${at}
    FROM json_to_recordset(${storableJson(changed)}::json) AS now (side text, key text, state text, "clusterId" uuid)
    WHERE record.organization_id = ${organizationId}::uuid AND record.crosswalk_id = ${crosswalkId}::uuid
      AND record.side = now.side AND record.key = now.key`.execute(trx);
}
