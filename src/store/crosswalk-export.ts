import { sql } from 'kysely';
import type { CrosswalkPlace } from './crosswalk-pairs.ts';
import type { Reader } from './readers.ts';

/** A row of a download. */
export interface ExportedPair {
  readonly left_key: string | null;
  readonly right_key: string | null;
  readonly weight_bits: number | null;
  readonly probability: number | null;
  readonly decision: string | null;
  /** Shared by all records that are one. */
  readonly cluster_id: string | null;
}

const PER_PAGE = 20_000;

/**
 * Streams pairs in the order of their keys: those that the crosswalk takes, or where a probability is named, those from it on and what people said is
 * the same.
 */
export async function* exportPairs(
  db: Reader,
  { organizationId, crosswalkId }: CrosswalkPlace,
  minProbability: number | null,
): AsyncGenerator<ExportedPair[]> {
  const isWanted =
    minProbability === null
      ? sql`pair.is_taken`
      : sql`(pair.decision = 'same' AND pair.is_taken OR pair.decision IS NULL AND pair.probability >= ${minProbability})`;
  let after: ExportedPair | undefined;
  for (;;) {
    const beyond = after === undefined ? sql`true` : sql`(pair.left_key, pair.right_key) > (${after.left_key}, ${after.right_key})`;
    const { rows } = await sql<ExportedPair>`
      SELECT pair.left_key, pair.right_key, pair.weight_bits, pair.probability, pair.decision, record.cluster_id
      FROM crosswalk_pairs AS pair
      LEFT JOIN crosswalk_records AS record ON record.organization_id = pair.organization_id AND record.crosswalk_id = pair.crosswalk_id
        AND record.side = 'left' AND record.key = pair.left_key
      WHERE pair.organization_id = ${organizationId}::uuid AND pair.crosswalk_id = ${crosswalkId}::uuid AND ${isWanted} AND ${beyond}
      ORDER BY pair.left_key, pair.right_key LIMIT ${PER_PAGE}`.execute(db);
    if (rows.length > 0) yield rows;
    after = rows.at(-1);
    if (rows.length < PER_PAGE) return;
  }
}

/** Streams the records without a pair, one row each, in the order of side and key. */
export async function* exportUnmatched(db: Reader, { organizationId, crosswalkId }: CrosswalkPlace): AsyncGenerator<ExportedPair[]> {
  for (const side of ['left', 'right'] as const) {
    let after: string | undefined;
    for (;;) {
      const { rows } = await sql<{ key: string; cluster_id: string }>`
        SELECT key, cluster_id FROM crosswalk_records
        WHERE organization_id = ${organizationId}::uuid AND crosswalk_id = ${crosswalkId}::uuid AND side = ${side} AND state = 'unmatched'
          AND ${after === undefined ? sql`true` : sql`key > ${after}`}
        ORDER BY key LIMIT ${PER_PAGE}`.execute(db);
      const empty = { weight_bits: null, probability: null, decision: null };
      const none = side === 'left' ? { right_key: null } : { left_key: null };
      if (rows.length > 0) yield rows.map(({ key, cluster_id }) => ({ left_key: key, right_key: key, ...none, ...empty, cluster_id }));
      after = rows.at(-1)?.key;
      if (rows.length < PER_PAGE) break;
    }
  }
}
