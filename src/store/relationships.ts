import { sql, type Insertable, type Selectable, type Transaction } from 'kysely';
import type { EdgeStatus, EdgeType } from '../domain/edge.ts';
import { readPage, type PageOf, type PageRequest } from './paging.ts';
import type { Tables } from './tables.ts';

export type RelationshipRow = Selectable<Tables['relationships']>;
type Trx = Transaction<Tables>;

export interface RelationshipFilter {
  readonly status?: EdgeStatus | undefined;
  readonly type?: EdgeType | undefined;
  readonly changedSinceDecision?: boolean | undefined;
}

const relationships = (trx: Trx, organizationId: string) => trx.selectFrom('relationships').selectAll().where('organization_id', '=', organizationId);

export async function listRelationships(
  trx: Trx,
  organizationId: string,
  sourceId: string,
  filter: RelationshipFilter,
  page: PageRequest,
): Promise<PageOf<RelationshipRow>> {
  let query = relationships(trx, organizationId).where('integration_source_id', '=', sourceId);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.type !== undefined) query = query.where('type', '=', filter.type);
  if (filter.changedSinceDecision !== undefined) query = query.where('changed_since_decision', '=', filter.changedSinceDecision);
  return readPage(query, 'relationships', page);
}

export async function findRelationship(trx: Trx, organizationId: string, id: string): Promise<RelationshipRow | undefined> {
  return relationships(trx, organizationId).where('id', '=', id).executeTakeFirst();
}

/** The edges named and the other members of their composite keys, in the order of their ids; nobody else changes them before the transaction ends. */
export async function lockWithKeyMembers(trx: Trx, organizationId: string, ids: readonly string[]): Promise<RelationshipRow[]> {
  const named = sql<string>`ANY(${[...ids]}::uuid[])`;
  const keys = trx
    .selectFrom('relationships as member')
    .select(['member.integration_source_id', 'member.key_id'])
    .where('member.organization_id', '=', organizationId)
    .where('member.id', '=', named)
    .where('member.key_id', '<>', '');
  return relationships(trx, organizationId)
    .where((where) => where.or([where('id', '=', named), where(sql`(integration_source_id, key_id)`, 'in', keys)]))
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The edge between two columns, but for members of composite keys. */
export async function findUnaryEdge(
  trx: Trx,
  organizationId: string,
  ends: { readonly fromColumnId: string; readonly toTableId: string; readonly toColumnName: string },
): Promise<RelationshipRow | undefined> {
  return relationships(trx, organizationId)
    .where('from_column_id', '=', ends.fromColumnId)
    .where('to_table_id', '=', ends.toTableId)
    .where('to_column_name', '=', ends.toColumnName)
    .where('key_id', '=', '')
    .executeTakeFirst();
}

/** Undefined where there is such an edge. */
export async function insertRelationship(trx: Trx, row: Insertable<Tables['relationships']>): Promise<RelationshipRow | undefined> {
  return trx
    .insertInto('relationships')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organization_id', 'from_column_id', 'to_table_id', 'to_column_name', 'key_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

/** One edge as it shall be. */
export interface RelationshipChange {
  readonly id: string;
  readonly status: EdgeStatus;
  readonly score: number | null;
  readonly evidence: Record<string, unknown> | null;
  readonly decidedAt: Date | null;
  readonly changedSinceDecision: boolean;
}

/** Writes all changes in one statement. */
export async function updateRelationships(trx: Trx, organizationId: string, changes: readonly RelationshipChange[], at: Date): Promise<void> {
  await sql`
    UPDATE relationships AS edge
    SET status = change.status, score = change.score, evidence = nullif(change.evidence, 'null'::jsonb), decided_at = change.decided_at,
        changed_since_decision = change.changed_since_decision, updated_at = ${at}
    FROM jsonb_to_recordset(${JSON.stringify(
      changes.map((change) => ({
        id: change.id,
        status: change.status,
        score: change.score,
        evidence: change.evidence,
        decided_at: change.decidedAt,
        changed_since_decision: change.changedSinceDecision,
      })),
    )}::jsonb) AS change (id uuid, status text, score double precision, evidence jsonb, decided_at timestamptz, changed_since_decision boolean)
    WHERE edge.organization_id = ${organizationId}::uuid AND edge.id = change.id`.execute(trx);
}

/** Deletes an edge, the other members of its composite key, and their evidence; decisions and audit events stay. */
export async function deleteRelationships(trx: Trx, organizationId: string, ids: readonly string[]): Promise<void> {
  const edges = sql<string>`ANY(${[...ids]}::uuid[])`;
  await trx
    .deleteFrom('evidence_revisions')
    .where('organization_id', '=', organizationId)
    .where('edge_kind', '=', 'relationship')
    .where('edge_id', '=', edges)
    .execute();
  await trx.deleteFrom('relationships').where('organization_id', '=', organizationId).where('id', '=', edges).execute();
}
