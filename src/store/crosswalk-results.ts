import { sql } from 'kysely';
import { pairId, recordId, sides, type CrosswalkFigures, type SideFigures } from '../domain/crosswalk.ts';
import { settle, type SettledPairs, type SettledRecords } from '../domain/crosswalk-settle.ts';
import { stableId } from '../domain/ids.ts';
import type { Copying } from './copying.ts';
import { standingPairDecisions } from './crosswalk-decisions.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';

/** What a run found, records by number on each side. */
export interface FoundCrosswalk {
  readonly keys: { readonly left: readonly string[]; readonly right: readonly string[] };
  /** Hexadecimal digits, by record. */
  readonly fingerprints: { readonly left: readonly string[]; readonly right: readonly string[] };
  readonly pairs: {
    readonly left: Int32Array;
    readonly right: Int32Array;
    readonly weight: Float64Array;
    readonly probability: Float64Array;
    /** By place in `patterns`. */
    readonly pattern: Int32Array;
  };
  readonly patterns: readonly (readonly number[])[];
}

export interface ResultPlace {
  readonly organizationId: string;
  readonly crosswalkId: string;
  readonly runId: string;
  readonly threshold: number;
  readonly at: Date;
  /**
   * Where the pairs were scored with what an earlier run learned: when that run, or the last one since, looked at the decisions. What has nothing to
   * do with a record or a decision that changed since stays as it is. Null: everything is replaced.
   */
  readonly since: Date | null;
}

type Counted = Pick<CrosswalkFigures, 'left' | 'right' | 'match_rate' | 'pairs_kept' | 'pairs_taken' | 'clusters' | 'decided' | 'changes'>;

/**
 * Puts what a run found in the place of what the crosswalk had, which must be locked: rows that stay the same are not touched. What people decided
 * holds, whenever they did.
 */
export async function replaceResults(trx: StoreTransaction, copying: Copying, place: ResultPlace, found: FoundCrosswalk): Promise<Counted> {
  await copyFound(trx, copying, place, found);
  if (place.since !== null) await keepUntouched(trx, place);
  await addDecided(trx, place);
  await sql`CREATE TEMP TABLE final_pairs ON COMMIT DROP AS
    SELECT CAST(row_number() OVER (ORDER BY l, r) - 1 AS integer) AS n, * FROM found_pairs`.execute(trx);
  await sql`ANALYZE final_pairs`.execute(trx);
  const records = await readRecords(trx, copying, place, found);
  const pairs = await readPairs(trx, copying);
  const settled = settle(records, pairs, place.threshold);
  await copying.into('settled_pairs', ['n', 'is_taken', 'is_conflicting'], columns(settled.isTaken, settled.isConflicting));
  await copying.into('settled_records', ['number', 'state', 'cluster_id'], columns(settled.states, settled.clusters));
  await sql`ANALYZE settled_pairs, settled_records`.execute(trx);
  const changes = { ...(await writeRecords(trx, place)), ...(await writePairs(trx, place)) };
  return { ...countsOf(found.keys.left.length, settled, pairs), changes };
}

function* columns<A, B>(first: readonly A[], second: readonly B[]): Generator<[number, A, B]> {
  for (const [i, value] of first.entries()) yield [i, value, second[i] as B];
}

async function copyFound(trx: StoreTransaction, copying: Copying, { crosswalkId }: ResultPlace, found: FoundCrosswalk): Promise<void> {
  for (const table of [
    sql`found_records (number integer PRIMARY KEY, side text, key text, fingerprint bytea, id uuid)`,
    sql`found_pairs (l integer, r integer, id uuid, left_key text, right_key text, weight double precision, probability double precision,
                     pattern smallint[], verdict smallint, decided_by uuid, decided_at timestamptz, UNIQUE (l, r))`,
    sql`settled_pairs (n integer, is_taken boolean, is_conflicting boolean)`,
    sql`settled_records (number integer, state text, cluster_id uuid)`,
  ]) {
    await sql`CREATE TEMP TABLE ${table} ON COMMIT DROP`.execute(trx);
  }
  const { keys, fingerprints, pairs, patterns } = found;
  const second = keys.left.length;
  function* records(): Generator<(string | number)[]> {
    for (const side of sides) {
      for (const [i, key] of keys[side].entries()) {
        yield [side === 'left' ? i : second + i, side, key, `\\x${fingerprints[side][i] ?? ''}`, recordId(crosswalkId, side, key)];
      }
    }
  }
  const texts = patterns.map((levels) => `{${levels.join(',')}}`);
  function* rows(): Generator<(string | number)[]> {
    for (let i = 0; i < pairs.left.length; i += 1) {
      const [l, r] = [pairs.left[i] as number, pairs.right[i] as number];
      const [leftKey, rightKey] = [keys.left[l] as string, keys.right[r] as string];
      const [weight, probability] = [pairs.weight[i] as number, pairs.probability[i] as number];
      yield [
        l,
        second + r,
        pairId(crosswalkId, leftKey, rightKey),
        leftKey,
        rightKey,
        weight,
        probability,
        texts[pairs.pattern[i] as number] ?? '{}',
        0,
      ];
    }
  }
  await copying.into('found_records', ['number', 'side', 'key', 'fingerprint', 'id'], records());
  await copying.into('found_pairs', ['l', 'r', 'id', 'left_key', 'right_key', 'weight', 'probability', 'pattern', 'verdict'], rows());
  await sql`ANALYZE found_records, found_pairs`.execute(trx);
}

/** Of pairs whose records, and what those could have been, are as they were, what was said of them stands. */
async function keepUntouched(trx: StoreTransaction, { organizationId, crosswalkId, since }: ResultPlace): Promise<void> {
  const own = sql`organization_id = ${organizationId}::uuid AND crosswalk_id = ${crosswalkId}::uuid`;
  await sql`CREATE TEMP TABLE known_pairs (l integer, r integer, id uuid, left_key text, right_key text, weight double precision,
    probability double precision, pattern smallint[]) ON COMMIT DROP`.execute(trx);
  await sql`
    INSERT INTO known_pairs
    SELECT l.number, r.number, known.id, known.left_key, known.right_key, known.weight_bits, known.probability, known.pattern
    FROM (SELECT * FROM crosswalk_pairs WHERE ${own} AND weight_bits IS NOT NULL) AS known
    LEFT JOIN found_records AS l ON l.side = 'left' AND l.key = known.left_key
    LEFT JOIN found_records AS r ON r.side = 'right' AND r.key = known.right_key`.execute(trx);
  await sql`ANALYZE known_pairs`.execute(trx);
  await sql`CREATE TEMP TABLE changed (number integer PRIMARY KEY) ON COMMIT DROP`.execute(trx);
  await sql`
    INSERT INTO changed
    SELECT now.number FROM found_records AS now
    LEFT JOIN (SELECT side, key, fingerprint FROM crosswalk_records WHERE ${own}) AS known USING (side, key)
    WHERE known.fingerprint IS DISTINCT FROM now.fingerprint
    UNION SELECT coalesce(l, r) FROM known_pairs WHERE num_nulls(l, r) = 1
    UNION SELECT now.number FROM found_records AS now
    JOIN (SELECT left_key, right_key FROM crosswalk_decisions WHERE ${own} AND greatest(created_at, coalesce(undone_at, created_at)) >= ${since}) AS said
      ON now.key = CASE now.side WHEN 'left' THEN said.left_key ELSE said.right_key END`.execute(trx);
  await sql`CREATE TEMP TABLE touched (number integer PRIMARY KEY) ON COMMIT DROP`.execute(trx);
  await sql`
    INSERT INTO touched
    SELECT number FROM changed
    UNION SELECT unnest(ARRAY[l, r]) FROM (SELECT l, r FROM found_pairs UNION SELECT l, r FROM known_pairs WHERE num_nulls(l, r) = 0) AS met
    WHERE l IN (SELECT number FROM changed) OR r IN (SELECT number FROM changed)`.execute(trx);
  await sql`ANALYZE touched`.execute(trx);
  const untouched = sql`l NOT IN (SELECT number FROM touched) AND r NOT IN (SELECT number FROM touched)`;
  await sql`DELETE FROM found_pairs WHERE ${untouched}`.execute(trx);
  await sql`
    INSERT INTO found_pairs (l, r, id, left_key, right_key, weight, probability, pattern, verdict)
    SELECT l, r, id, left_key, right_key, weight, probability, pattern, 0 FROM known_pairs WHERE num_nulls(l, r) = 0 AND ${untouched}`.execute(trx);
}

async function addDecided(trx: StoreTransaction, { organizationId, crosswalkId }: ResultPlace): Promise<void> {
  const standing = await standingPairDecisions(trx, organizationId, crosswalkId);
  await sql`
    INSERT INTO found_pairs AS pair (l, r, id, left_key, right_key, verdict, decided_by, decided_at)
    SELECT l.number, r.number, said.pair_id, said.left_key, said.right_key, CASE said.verdict WHEN 'same' THEN 1 ELSE -1 END, said.actor_id, said.created_at
    FROM json_to_recordset(${storableJson(standing)}::json)
      AS said (pair_id uuid, left_key text, right_key text, verdict text, actor_id uuid, created_at timestamptz)
    JOIN found_records AS l ON l.side = 'left' AND l.key = said.left_key
    JOIN found_records AS r ON r.side = 'right' AND r.key = said.right_key
    ON CONFLICT (l, r) DO UPDATE SET verdict = excluded.verdict, decided_by = excluded.decided_by, decided_at = excluded.decided_at`.execute(trx);
}

async function readRecords(trx: StoreTransaction, copying: Copying, place: ResultPlace, { keys }: FoundCrosswalk): Promise<SettledRecords> {
  const { organizationId, crosswalkId, runId } = place;
  const count = keys.left.length + keys.right.length;
  const since = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const cluster = Array.from({ length: count }, (): string | null => null);
  await sql`CREATE TEMP TABLE known_records (number integer, since double precision, cluster_id uuid) ON COMMIT DROP`.execute(trx);
  await sql`
    INSERT INTO known_records
    SELECT now.number, extract(epoch FROM known.created_at) * 1000, known.cluster_id
    FROM found_records AS now
    JOIN crosswalk_records AS known ON known.organization_id = ${organizationId}::uuid AND known.crosswalk_id = ${crosswalkId}::uuid
      AND known.side = now.side AND known.key = now.key`.execute(trx);
  await sql`ANALYZE known_records`.execute(trx);
  for await (const [number, milliseconds, id] of copying.from('known_records', ['number', 'since', 'cluster_id'], 'number')) {
    since[Number(number)] = Number(milliseconds);
    cluster[Number(number)] = id ?? null;
  }
  const ownId = (record: number): string => {
    const place = record - keys.left.length;
    return place < 0 ? recordId(crosswalkId, 'left', keys.left[record] as string) : recordId(crosswalkId, 'right', keys.right[place] as string);
  };
  return { count, since, cluster, ownId, freshId: (record) => stableId('crosswalk cluster', runId, ownId(record)) };
}

async function readPairs(trx: StoreTransaction, copying: Copying): Promise<SettledPairs> {
  const { rows } = await sql<{ count: number }>`SELECT count(*) AS count FROM final_pairs`.execute(trx);
  const count = rows[0]?.count ?? 0;
  const pairs = {
    left: new Int32Array(count),
    right: new Int32Array(count),
    weight: new Float64Array(count),
    probability: new Float64Array(count),
    verdict: new Int8Array(count),
  };
  for await (const [n, l, r, weight, probability, verdict] of copying.from('final_pairs', ['n', 'l', 'r', 'weight', 'probability', 'verdict'], 'n')) {
    const i = Number(n);
    pairs.left[i] = Number(l);
    pairs.right[i] = Number(r);
    pairs.weight[i] = weight === null ? Number.NaN : Number(weight);
    pairs.probability[i] = Number(probability ?? 0);
    pairs.verdict[i] = Number(verdict);
  }
  return pairs;
}

const affected = ({ numAffectedRows }: { readonly numAffectedRows?: bigint }): number => Number(numAffectedRows ?? 0n);

async function writeRecords(trx: StoreTransaction, { organizationId, crosswalkId, at }: ResultPlace) {
  const own = sql`known.organization_id = ${organizationId}::uuid AND known.crosswalk_id = ${crosswalkId}::uuid`;
  const removed = await sql`
    DELETE FROM crosswalk_records AS known
    WHERE ${own} AND NOT EXISTS (SELECT FROM found_records AS now WHERE now.side = known.side AND now.key = known.key)`.execute(trx);
  const changed = await sql`
    SELECT FROM crosswalk_records AS known JOIN found_records AS now ON now.side = known.side AND now.key = known.key
    WHERE ${own} AND known.fingerprint <> now.fingerprint`.execute(trx);
  await sql`
    UPDATE crosswalk_records AS known
    SET fingerprint = now.fingerprint, state = settled.state, cluster_id = settled.cluster_id, updated_at = ${at}
    FROM found_records AS now JOIN settled_records AS settled USING (number)
    WHERE ${own} AND known.side = now.side AND known.key = now.key
      AND (known.fingerprint, known.state, known.cluster_id) IS DISTINCT FROM (now.fingerprint, settled.state, settled.cluster_id)`.execute(trx);
  const added = await sql`
    INSERT INTO crosswalk_records (organization_id, crosswalk_id, side, key, id, fingerprint, state, cluster_id, created_at, updated_at)
    SELECT ${organizationId}::uuid, ${crosswalkId}::uuid, now.side, now.key, now.id, now.fingerprint, settled.state, settled.cluster_id, ${at}, ${at}
    FROM found_records AS now JOIN settled_records AS settled USING (number)
    WHERE NOT EXISTS (SELECT FROM known_records AS known WHERE known.number = now.number)
    ORDER BY now.side, now.key`.execute(trx);
  return { records_added: affected(added), records_changed: changed.rows.length, records_removed: affected(removed) };
}

async function writePairs(trx: StoreTransaction, { organizationId, crosswalkId, runId, at }: ResultPlace) {
  const own = sql`known.organization_id = ${organizationId}::uuid AND known.crosswalk_id = ${crosswalkId}::uuid`;
  const decision = sql`CASE now.verdict WHEN 1 THEN 'same' WHEN -1 THEN 'different' END`;
  const removed = await sql`
    DELETE FROM crosswalk_pairs AS known WHERE ${own} AND NOT EXISTS (SELECT FROM final_pairs AS now WHERE now.id = known.id)`.execute(trx);
  const changed = await sql`
    UPDATE crosswalk_pairs AS known
    SET weight_bits = now.weight, probability = now.probability, pattern = now.pattern, decision = ${decision}, decided_by = now.decided_by,
        decided_at = now.decided_at, is_taken = settled.is_taken, is_conflicting = settled.is_conflicting, run_id = ${runId}::uuid, updated_at = ${at}
    FROM final_pairs AS now JOIN settled_pairs AS settled USING (n)
    WHERE ${own} AND known.id = now.id
      AND (known.weight_bits, known.probability, known.pattern, known.decision, known.decided_by, known.decided_at, known.is_taken, known.is_conflicting)
        IS DISTINCT FROM (now.weight, now.probability, now.pattern, ${decision}, now.decided_by, now.decided_at, settled.is_taken, settled.is_conflicting)`.execute(
    trx,
  );
  const added = await sql`
    INSERT INTO crosswalk_pairs (organization_id, crosswalk_id, id, run_id, left_key, right_key, weight_bits, probability, pattern, decision, decided_by,
                                 decided_at, is_taken, is_conflicting, created_at, updated_at)
    SELECT ${organizationId}::uuid, ${crosswalkId}::uuid, now.id, ${runId}::uuid, now.left_key, now.right_key, now.weight, now.probability, now.pattern,
           ${decision}, now.decided_by, now.decided_at, settled.is_taken, settled.is_conflicting, ${at}, ${at}
    FROM final_pairs AS now JOIN settled_pairs AS settled USING (n)
    WHERE NOT EXISTS (SELECT FROM crosswalk_pairs AS known WHERE ${own} AND known.id = now.id)
    ORDER BY now.id`.execute(trx);
  return { pairs_added: affected(added), pairs_changed: affected(changed), pairs_removed: affected(removed) };
}

function countsOf(leftRecords: number, { isTaken, states, clusters }: ReturnType<typeof settle>, pairs: SettledPairs): Omit<Counted, 'changes'> {
  const sideOf = (from: number, to: number): SideFigures => {
    const counts = { matched: 0, unmatched: 0, conflicting: 0 };
    for (let i = from; i < to; i += 1) counts[states[i] as keyof typeof counts] += 1;
    return { records: to - from, ...counts };
  };
  const [left, right] = [sideOf(0, leftRecords), sideOf(leftRecords, states.length)];
  const hasPair = new Uint8Array(states.length);
  for (const [i, taken] of isTaken.entries()) if (taken) hasPair[pairs.left[i] as number] = hasPair[pairs.right[i] as number] = 1;
  const smaller = left.records <= right.records ? hasPair.subarray(0, leftRecords) : hasPair.subarray(leftRecords);
  const sizes = new Map<string, number>();
  for (const id of clusters) sizes.set(id, (sizes.get(id) ?? 0) + 1);
  let merged = 0;
  for (const size of sizes.values()) if (size > 1) merged += 1;
  return {
    left,
    right,
    match_rate: smaller.length === 0 ? 0 : Math.round((1e6 * smaller.filter(Boolean).length) / smaller.length) / 1e6,
    pairs_kept: isTaken.length,
    pairs_taken: isTaken.filter(Boolean).length,
    clusters: merged,
    decided: { same: pairs.verdict.filter((said) => said === 1).length, different: pairs.verdict.filter((said) => said === -1).length },
  };
}
