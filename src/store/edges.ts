import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { EdgeKind, EdgeStatus, EdgeType } from '../domain/edge.ts';
import type { JsonText } from '../domain/json-text.ts';
import type { ReviewState } from '../domain/review.ts';
import type { Reader } from './open.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;

/** How a kind of edge is kept. What is not said here is the same for all kinds. */
interface EdgeTable {
  readonly table: 'relationships' | 'saas_associations' | 'entity_links';
  readonly score: 'score' | 'confidence_score';
  readonly type: RawBuilder<EdgeType>;
  /** Whether several edges can be members of one composite key. */
  readonly hasKeys: boolean;
}

const edgeTables: Record<EdgeKind, EdgeTable> = {
  relationship: { table: 'relationships', score: 'score', type: sql.ref('edge.type'), hasKeys: true },
  association: { table: 'saas_associations', score: 'score', type: sql.ref('edge.relationship_type'), hasKeys: false },
  entity_link: { table: 'entity_links', score: 'confidence_score', type: sql.lit('INFERRED'), hasKeys: false },
};

/** Which edges of one kind. */
export interface EdgeSet {
  readonly organizationId: string;
  readonly kind: EdgeKind;
  readonly ids: readonly string[];
  /** Only those of this source. Entity links belong to none. */
  readonly sourceId?: string | undefined;
}

/** An edge that nobody else changes before the transaction ends. */
export interface LockedEdge extends ReviewState {
  readonly id: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** What it shares with the other members of its composite key; null where it is the edge alone. */
  readonly keyId: string | null;
  readonly score: number | null;
  /** Whether its evidence is other than what was asked about. */
  readonly hasOtherEvidence: boolean;
}

/** Locks the edges and the other members of their composite keys, in the order of their ids. Tells which have other evidence than the one given. */
export async function lockEdges(trx: Trx, set: EdgeSet, evidence?: Record<string, unknown> | null): Promise<LockedEdge[]> {
  const { table, score, type, hasKeys } = edgeTables[set.kind];
  const { rows } = await sql<LockedEdge>`
    WITH wanted AS (${wanted(set)})
    SELECT edge.id, ${type} AS type, edge.status, ${sql.ref(`edge.${score}`)} AS score, edge.created_at AS "createdAt", edge.updated_at AS "updatedAt",
           ${hasKeys ? sql`nullif(edge.key_id, '')` : sql`NULL`} AS "keyId", edge.decided_at AS "decidedAt",
           edge.changed_since_decision AS "changedSinceDecision",
           ${evidence === undefined ? sql.lit(false) : sql`edge.evidence::jsonb IS DISTINCT FROM ${jsonOrNull(evidence)}::jsonb`} AS "hasOtherEvidence"
    FROM ${sql.table(table)} AS edge
    JOIN wanted ON wanted.id = edge.id
    WHERE edge.organization_id = ${set.organizationId}::uuid
    ORDER BY edge.id
    FOR UPDATE OF edge`.execute(trx);
  return rows;
}

function wanted({ organizationId, kind, ids, sourceId }: EdgeSet): RawBuilder<unknown> {
  const { table, hasKeys } = edgeTables[kind];
  const ofSource = sourceId === undefined ? sql`` : sql`AND named.integration_source_id = ${sourceId}::uuid`;
  const named = sql`FROM ${sql.table(table)} AS named WHERE named.organization_id = ${organizationId}::uuid AND named.id = ANY(${[...ids]}::uuid[]) ${ofSource}`;
  if (!hasKeys) return sql`SELECT named.id ${named}`;
  return sql`
    SELECT named.id ${named}
    UNION
    SELECT member.id
    FROM (SELECT DISTINCT named.integration_source_id, named.key_id ${named} AND named.key_id <> '') AS composite
    JOIN ${sql.table(table)} AS member ON member.organization_id = ${organizationId}::uuid
      AND member.key_id = composite.key_id AND member.key_id <> '' AND member.integration_source_id = composite.integration_source_id`;
}

/** Whether newer evidence of the edge differs from what was decided on; undefined where there is no such edge. */
export async function findChanged(db: Reader, set: EdgeSet): Promise<boolean | undefined> {
  const { rows } = await sql<{ changed: boolean }>`
    SELECT edge.changed_since_decision AS changed FROM ${sql.table(edgeTables[set.kind].table)} AS edge
    WHERE edge.organization_id = ${set.organizationId}::uuid AND edge.id = ANY(${[...set.ids]}::uuid[])
    ${set.sourceId === undefined ? sql`` : sql`AND edge.integration_source_id = ${set.sourceId}::uuid`}`.execute(db);
  return rows[0]?.changed;
}

/** What becomes of one edge. */
export interface EdgeChange {
  readonly id: string;
  readonly status: EdgeStatus;
  readonly decidedAt: Date | null;
  readonly changedSinceDecision: boolean;
  /** Whether the score and the evidence become those of the whole change. */
  readonly takesScore: boolean;
  readonly takesEvidence: boolean;
}

/** What edges can be given by all at once. */
export interface Said {
  readonly score?: number | null | undefined;
  readonly evidence?: Record<string, unknown> | JsonText | null | undefined;
}

/** Writes all changes in one statement; the edges must be locked. */
export async function writeEdges(
  trx: Trx,
  { organizationId, kind }: Pick<EdgeSet, 'organizationId' | 'kind'>,
  changes: readonly EdgeChange[],
  said: Said,
  at: Date,
): Promise<void> {
  if (changes.length === 0) return;
  const { table, score } = edgeTables[kind];
  // Evidence that a statement may change is read whole, for what the queue takes from it.
  const evidence = sql`, evidence = CASE WHEN change."takesEvidence" THEN ${jsonOrNull(said.evidence)}::json ELSE edge.evidence END`;
  await sql`
    UPDATE ${sql.table(table)} AS edge
    SET status = change.status, decided_at = change."decidedAt", changed_since_decision = change."changedSinceDecision", updated_at = ${at},
        ${sql.ref(score)} = CASE WHEN change."takesScore" THEN ${said.score ?? null}::double precision ELSE edge.${sql.ref(score)} END
        ${changes.some(({ takesEvidence }) => takesEvidence) ? evidence : sql``}
    FROM json_to_recordset(${JSON.stringify(changes)}::json)
      AS change (id uuid, status text, "decidedAt" timestamptz, "changedSinceDecision" boolean, "takesScore" boolean, "takesEvidence" boolean)
    WHERE edge.organization_id = ${organizationId}::uuid AND edge.id = change.id`.execute(trx);
}

/** Deletes edges, and with them their evidence; decisions and audit events stay. */
export async function deleteEdges(trx: Trx, { organizationId, kind, ids }: EdgeSet): Promise<void> {
  if (ids.length === 0) return;
  const { table } = edgeTables[kind];
  await sql`DELETE FROM ${sql.table(table)} WHERE organization_id = ${organizationId}::uuid AND id = ANY(${[...ids]}::uuid[])`.execute(trx);
}

/** Says of edges that a person decided on that their evidence has changed since. */
export async function flagChanged(trx: Trx, { organizationId, kind, ids }: EdgeSet, at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    UPDATE ${sql.table(edgeTables[kind].table)} SET changed_since_decision = true, updated_at = ${at}
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${[...ids]}::uuid[]) AND NOT changed_since_decision`.execute(trx);
}

const jsonOrNull = (value: object | null | undefined): string | null => (value === undefined || value === null ? null : JSON.stringify(value));
