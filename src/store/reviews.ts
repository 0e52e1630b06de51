import { sql, type Selectable, type Transaction } from 'kysely';
import type { EdgeKind, EdgeStatus } from '../domain/edge.ts';
import { newId } from '../domain/ids.ts';
import type { Said } from './edges.ts';
import type { Reader } from './open.ts';
import type { Tables } from './tables.ts';

export type RevisionRow = Selectable<Tables['evidence_revisions']>;
export type DecisionRow = Selectable<Tables['decisions']>;
type Trx = Transaction<Tables>;

/** Whose records, about edges of which kind, made when. */
export interface Place {
  readonly organizationId: string;
  readonly kind: EdgeKind;
  readonly actorId: string | null;
  readonly at: Date;
}

/** What was last said and decided about an edge; null where nothing was. */
export interface Newest {
  readonly revision: number | null;
  readonly decisionAt: Date | null;
}

/** The newest records of edges, which must be locked: what is to follow them does not change meanwhile. */
export async function newestRecords(trx: Trx, { organizationId, kind }: Place, edgeIds: readonly string[]): Promise<Map<string, Newest>> {
  if (edgeIds.length === 0) return new Map();
  const { rows } = await sql<Newest & { id: string }>`
    SELECT edge.id,
           (SELECT max(said.revision) FROM evidence_revisions AS said
            WHERE said.organization_id = ${organizationId}::uuid AND said.edge_kind = ${kind} AND said.edge_id = edge.id) AS revision,
           (SELECT max(made.created_at) FROM decisions AS made
            WHERE made.organization_id = ${organizationId}::uuid AND made.edge_kind = ${kind} AND made.edge_id = edge.id) AS "decisionAt"
    FROM unnest(${[...edgeIds]}::uuid[]) AS edge (id)`.execute(trx);
  return new Map(rows.map(({ id, ...newest }) => [id, newest]));
}

/** What a person said about the evidence of an edge; what they said nothing about, or took away, is null in the record. */
export interface ManualRevision {
  readonly edgeId: string;
  readonly revision: number;
  readonly saysScore: boolean;
  readonly saysEvidence: boolean;
}

/** Appends a manual revision to each edge, all of the same words. */
export async function addManualRevisions(trx: Trx, place: Place, revisions: readonly ManualRevision[], said: Said): Promise<void> {
  if (revisions.length === 0) return;
  const evidence = said.evidence === undefined || said.evidence === null ? null : JSON.stringify(said.evidence);
  await sql`
    INSERT INTO evidence_revisions (organization_id, edge_kind, edge_id, revision, origin, actor_id, score, evidence, created_at)
    SELECT ${place.organizationId}::uuid, ${place.kind}, said."edgeId", said.revision, 'manual', ${place.actorId}::uuid,
           CASE WHEN said."saysScore" THEN ${said.score ?? null}::double precision END, CASE WHEN said."saysEvidence" THEN ${evidence}::json END,
           ${place.at}
    FROM json_to_recordset(${JSON.stringify(revisions)}::json)
      AS said ("edgeId" uuid, revision integer, "saysScore" boolean, "saysEvidence" boolean)`.execute(trx);
}

/** A change of an edge's status, to be kept. */
export interface DecisionRecord {
  readonly edgeId: string;
  readonly from: EdgeStatus;
  readonly to: EdgeStatus;
  readonly fromDecidedAt: Date | null;
  readonly fromChanged: boolean;
  /** The newest evidence. */
  readonly revision: number | null;
  readonly at: Date;
  /** The decision that this one takes back. */
  readonly undoes?: string | undefined;
}

/** How a decision was made; the same for all that are made at once. */
export interface Circumstances {
  readonly source: DecisionRow['source'];
  readonly note: string | null;
  readonly batchId: string | null;
}

/** Appends decisions. */
export async function addDecisions(trx: Trx, place: Place, decisions: readonly DecisionRecord[], how: Circumstances): Promise<void> {
  if (decisions.length === 0) return;
  const given = decisions.map((decision) => ({ ...decision, id: newId(place.at.getTime()) }));
  await sql`
    INSERT INTO decisions (organization_id, id, edge_kind, edge_id, actor_id, from_status, to_status, from_decided_at, from_changed, undoes,
                           note, batch_id, source, evidence_revision, created_at)
    SELECT ${place.organizationId}::uuid, made.id, ${place.kind}, made."edgeId", ${place.actorId}::uuid, made."from", made."to",
           made."fromDecidedAt", made."fromChanged", made.undoes, ${how.note}, ${how.batchId}::uuid, ${how.source}, made.revision, made.at
    FROM json_to_recordset(${JSON.stringify(given)}::json)
      AS made (id uuid, "edgeId" uuid, "from" text, "to" text, "fromDecidedAt" timestamptz, "fromChanged" boolean, undoes uuid, revision integer,
               at timestamptz)`.execute(trx);
}

/**
 * The newest decision of each edge that was not taken back; edges without one are left out. Decisions on an edge that was deleted are
 * none on the one that a scan found in its place.
 */
export async function standingDecisions(
  trx: Trx,
  organizationId: string,
  kind: EdgeKind,
  edges: readonly { readonly id: string; readonly createdAt: Date }[],
): Promise<DecisionRow[]> {
  const ids = edges.map((edge) => edge.id);
  const times = edges.map((edge) => edge.createdAt.toISOString());
  const { rows } = await sql<DecisionRow>`
    SELECT decision.*
    FROM unnest(${ids}::uuid[], ${times}::timestamptz[]) AS edge (id, created_at)
    CROSS JOIN LATERAL (
      SELECT * FROM decisions AS made
      WHERE made.organization_id = ${organizationId}::uuid AND made.edge_kind = ${kind} AND made.edge_id = edge.id AND made.undoes IS NULL
        AND made.created_at >= edge.created_at
        AND NOT EXISTS (SELECT FROM decisions AS undo WHERE undo.organization_id = ${organizationId}::uuid AND undo.undoes = made.id)
      ORDER BY made.created_at DESC, made.id DESC
      LIMIT 1
    ) AS decision`.execute(trx);
  return rows;
}

/** What was decided at once. */
export async function decisionsOfBatch(
  db: Reader,
  organizationId: string,
  batchId: string,
): Promise<Pick<DecisionRow, 'edge_kind' | 'edge_id' | 'actor_id'>[]> {
  return db
    .selectFrom('decisions')
    .select(['edge_kind', 'edge_id', 'actor_id'])
    .where('organization_id', '=', organizationId)
    .where('batch_id', '=', batchId)
    .orderBy('edge_kind')
    .orderBy('edge_id')
    .execute();
}

export async function revisionsOf(db: Reader, organizationId: string, kind: EdgeKind, edgeId: string): Promise<RevisionRow[]> {
  return db
    .selectFrom('evidence_revisions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('edge_kind', '=', kind)
    .where('edge_id', '=', edgeId)
    .orderBy('revision')
    .execute();
}

/** Oldest first. */
export async function decisionsOf(db: Reader, organizationId: string, kind: EdgeKind, edgeId: string): Promise<DecisionRow[]> {
  return db
    .selectFrom('decisions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('edge_kind', '=', kind)
    .where('edge_id', '=', edgeId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}
