import { sql, type Selectable, type Transaction } from 'kysely';
import { pairId, type PairVerdict } from '../domain/crosswalk.ts';
import { storableJson } from './json.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Reader } from './readers.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;
export type CrosswalkDecisionRow = Selectable<Tables['crosswalk_decisions']>;

export async function listCrosswalkDecisions(
  db: Reader,
  organizationId: string,
  crosswalkId: string,
  page: PageRequest,
): Promise<PageOf<CrosswalkDecisionRow>> {
  const query = db
    .selectFrom('crosswalk_decisions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('crosswalk_id', '=', crosswalkId);
  return readPage(query, 'crosswalk_decisions', page);
}

/** What holds of a pair: the newest decision on it that was not taken back. */
export type StandingDecision = Pick<CrosswalkDecisionRow, 'id' | 'left_key' | 'right_key' | 'verdict' | 'actor_id' | 'created_at'> & {
  /** Of the pair. */
  readonly pair_id: string;
};

/** Every pair that people decided on; only the named ones where some are. */
export async function standingPairDecisions(
  db: Reader,
  organizationId: string,
  crosswalkId: string,
  pairs?: readonly { readonly left: string; readonly right: string }[],
): Promise<StandingDecision[]> {
  const named =
    pairs === undefined
      ? sql``
      : sql`AND (left_key, right_key) IN (SELECT "left", "right" FROM json_to_recordset(${storableJson(pairs)}::json) AS named ("left" text, "right" text))`;
  const { rows } = await sql<Omit<StandingDecision, 'pair_id'>>`
    SELECT DISTINCT ON (left_key, right_key) id, left_key, right_key, verdict, actor_id, created_at
    FROM crosswalk_decisions
    WHERE organization_id = ${organizationId}::uuid AND crosswalk_id = ${crosswalkId}::uuid AND undone_at IS NULL ${named}
    ORDER BY left_key, right_key, created_at DESC, id DESC`.execute(db);
  return rows.map((row) => ({ ...row, pair_id: pairId(crosswalkId, row.left_key, row.right_key) }));
}

export interface NewPairDecision {
  readonly id: string;
  readonly left: string;
  readonly right: string;
  readonly verdict: PairVerdict;
}

/** How decisions were made; the same for all that are made at once. */
export interface PairCircumstances {
  readonly organizationId: string;
  readonly crosswalkId: string;
  readonly actorId: string | null;
  readonly source: CrosswalkDecisionRow['source'];
  readonly note: string | null;
  readonly batchId: string;
  readonly at: Date;
}

export async function addPairDecisions(trx: Trx, how: PairCircumstances, decisions: readonly NewPairDecision[]): Promise<void> {
  await sql`
    INSERT INTO crosswalk_decisions (organization_id, id, crosswalk_id, left_key, right_key, verdict, note, batch_id, actor_id, source, created_at)
    SELECT ${how.organizationId}::uuid, made.id, ${how.crosswalkId}::uuid, made."left", made."right", made.verdict, ${how.note}, ${how.batchId}::uuid,
           ${how.actorId}::uuid, ${how.source}, ${how.at}
    FROM json_to_recordset(${storableJson(decisions)}::json) AS made (id uuid, "left" text, "right" text, verdict text)`.execute(trx);
}

/** Every decision of a batch, also those that were taken back, in the order of their ids. */
export async function decisionsOfPairBatch(trx: Trx, organizationId: string, crosswalkId: string, batchId: string): Promise<CrosswalkDecisionRow[]> {
  return trx
    .selectFrom('crosswalk_decisions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('crosswalk_id', '=', crosswalkId)
    .where('batch_id', '=', batchId)
    .orderBy('id')
    .execute();
}

export async function undoPairDecisions(trx: Trx, organizationId: string, ids: readonly string[], actorId: string | null, at: Date): Promise<void> {
  await trx
    .updateTable('crosswalk_decisions')
    .set({ undone_at: at, undone_by: actorId })
    .where('organization_id', '=', organizationId)
    .where('id', '=', sql<string>`ANY (${[...ids]}::uuid[])`)
    .execute();
}
