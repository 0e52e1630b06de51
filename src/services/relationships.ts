import type { RelationshipBulkStatus, RelationshipCreate, RelationshipFilter, RelationshipUpdate } from '../contract/relationship.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { findColumn, findTable, listColumns } from '../store/catalog.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import * as store from '../store/relationships.ts';
import type { RelationshipRow } from '../store/relationships.ts';
import { addManualRevisions, decisionsOf, revisionsOf, type DecisionRow, type RevisionRow } from '../store/reviews.ts';
import { findSource } from '../store/sources.ts';
import { audit, found, inTenant, type Context, type Services } from './context.ts';
import { placeOfRevisions, recordDecisions, reviewRelationships } from './relationship-review.ts';

export type { RelationshipRow };

const what = 'Relationship';

export async function listRelationships(
  services: Services,
  ctx: Context,
  sourceId: string,
  filter: RelationshipFilter,
  page: PageRequest,
): Promise<PageOf<RelationshipRow>> {
  return inTenant(services, ctx, 'edges.read', async (trx) => {
    found(await findSource(trx, ctx.organizationId, sourceId), 'Integration source');
    const { status, type, changed_since_decision: changed } = filter;
    return store.listRelationships(
      trx,
      ctx.organizationId,
      sourceId,
      { status: status ?? undefined, type: type ?? undefined, changedSinceDecision: changed ?? undefined },
      page,
    );
  });
}

export async function getRelationship(services: Services, ctx: Context, id: string): Promise<RelationshipRow> {
  return inTenant(services, ctx, 'edges.read', async (trx) => found(await store.findRelationship(trx, ctx.organizationId, id), what));
}

export interface RelationshipHistory {
  readonly row: RelationshipRow;
  readonly revisions: readonly RevisionRow[];
  readonly decisions: readonly DecisionRow[];
}

/** Every evidence revision and every decision about an edge, oldest first. */
export async function relationshipHistory(services: Services, ctx: Context, id: string): Promise<RelationshipHistory> {
  return inTenant(services, ctx, 'edges.read', async (trx) => ({
    row: found(await store.findRelationship(trx, ctx.organizationId, id), what),
    revisions: await revisionsOf(trx, ctx.organizationId, 'relationship', id),
    decisions: await decisionsOf(trx, ctx.organizationId, 'relationship', id),
  }));
}

/** Adds an edge that a person knows of: MANUAL, and APPROVED by adding it. */
export async function createRelationship(services: Services, ctx: Context, sourceId: string, body: RelationshipCreate): Promise<RelationshipRow> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    found(await findSource(trx, ctx.organizationId, sourceId), 'Integration source');
    const place = { organizationId: ctx.organizationId, sourceId };
    found(await findColumn(trx, place, body.from_column_id), 'Column from_column_id of this source');
    found(await findTable(trx, place, body.to_table_id), 'Table to_table_id of this source');
    const targets = await listColumns(trx, place, { tableId: body.to_table_id, activeOnly: false }, {});
    if (!targets.rows.some((column) => column.name === body.to_column_name)) {
      const msg = 'The target table has no such column.';
      throw new AppError('invalid', msg, { problems: [{ loc: ['body', 'to_column_name'], msg, type: 'value_error' }] });
    }
    const ends = { fromColumnId: body.from_column_id, toTableId: body.to_table_id, toColumnName: body.to_column_name };
    const at = new Date();
    const row = await store.insertRelationship(trx, {
      organization_id: ctx.organizationId,
      id: newId(at.getTime()),
      integration_source_id: sourceId,
      from_column_id: body.from_column_id,
      to_table_id: body.to_table_id,
      to_column_name: body.to_column_name,
      type: 'MANUAL',
      status: 'APPROVED',
      score: body.score ?? null,
      evidence: typeof body.evidence === 'object' && body.evidence !== null ? JSON.stringify(body.evidence) : null,
      decided_at: at,
      created_at: at,
      updated_at: at,
    });
    if (row === undefined) {
      const known = await store.findUnaryEdge(trx, ctx.organizationId, ends);
      throw new AppError(
        'conflict',
        `This relationship exists already${known === undefined ? '' : `: ${known.id}, ${known.type}, ${known.status}`}.`,
      );
    }
    audit(trx, ctx, { action: 'relationship.created', kind: 'relationship', id: row.id, at });
    if (row.score !== null || row.evidence !== null) {
      await addManualRevisions(trx, placeOfRevisions(ctx, at), [{ edgeId: row.id, score: row.score, evidence: row.evidence }]);
    }
    await recordDecisions(trx, ctx, [{ edgeId: row.id, decision: { from: 'SUGGESTED', to: 'APPROVED', decided: true } }], { batchId: null, at });
    return row;
  });
}

export async function updateRelationship(services: Services, ctx: Context, id: string, body: RelationshipUpdate): Promise<RelationshipRow> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const rows = await store.lockWithKeyMembers(trx, ctx.organizationId, [id]);
    found(
      rows.find((row) => row.id === id),
      what,
    );
    await reviewRelationships(trx, ctx, rows, new Set([id]), body);
    return found(await store.findRelationship(trx, ctx.organizationId, id), what);
  });
}

export interface BulkResult {
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  readonly notFound: readonly string[];
}

/** The same review of many edges, all in one transaction. Members of composite keys that were not named are reviewed with those that were. */
export async function bulkReview(services: Services, ctx: Context, body: RelationshipBulkStatus): Promise<BulkResult> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const named = new Set(body.relationship_ids);
    const rows = await store.lockWithKeyMembers(trx, ctx.organizationId, [...named]);
    const updated = await reviewRelationships(trx, ctx, rows, named, body);
    const there = new Set(rows.map((row) => row.id));
    return {
      updated: rows.map((row) => row.id).filter((id) => updated.has(id)),
      unchanged: [...named].filter((id) => there.has(id) && !updated.has(id)),
      notFound: [...named].filter((id) => !there.has(id)),
    };
  });
}

/** Deletes an edge with the other members of its composite key, and returns it as it was. A scan may find it again; rejecting it is what sticks. */
export async function deleteRelationship(services: Services, ctx: Context, id: string): Promise<RelationshipRow> {
  return inTenant(services, ctx, 'edges.delete', async (trx) => {
    const rows = await store.lockWithKeyMembers(trx, ctx.organizationId, [id]);
    const row = found(
      rows.find((candidate) => candidate.id === id),
      what,
    );
    const ids = rows.map((member) => member.id);
    await store.deleteRelationships(trx, ctx.organizationId, ids);
    audit(trx, ctx, { action: 'relationship.deleted', kind: 'relationship', id, at: new Date(), details: { ids, type: row.type } });
    return row;
  });
}
