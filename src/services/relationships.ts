import type { RelationshipBulkStatus, RelationshipCreate, RelationshipFilter, RelationshipUpdate } from '../contract/relationship.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { begin } from '../domain/review.ts';
import { findColumn, findTable, listColumns } from '../store/catalog.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import * as store from '../store/relationships.ts';
import type { RelationshipRow } from '../store/relationships.ts';
import { findSource } from '../store/sources.ts';
import { current, found, inTenant, reading, type Context, type Services } from './context.ts';
import { deleteEdge, lockEdge, recordCreation, reviewEdges, type ReviewResult } from './edge-review.ts';
import { undoDecision } from './edge-undo.ts';

export type { RelationshipRow };

const what = 'Relationship';

export async function listRelationships(
  services: Services,
  ctx: Context,
  sourceId: string,
  filter: RelationshipFilter,
  page: PageRequest,
): Promise<PageOf<RelationshipRow>> {
  return reading(services, ctx, 'edges.read', async (db) => {
    found(await findSource(db, ctx.organizationId, sourceId), 'Integration source');
    const { status, type, changed_since_decision: changed } = filter;
    return store.listRelationships(
      db,
      ctx.organizationId,
      sourceId,
      { status: status ?? undefined, type: type ?? undefined, changedSinceDecision: changed ?? undefined },
      page,
    );
  });
}

export async function getRelationship(services: Services, ctx: Context, id: string): Promise<RelationshipRow> {
  return reading(services, ctx, 'edges.read', async (db) => found(await store.findRelationship(db, ctx.organizationId, id), what));
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
      status: begin('MANUAL').status,
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
    await recordCreation(trx, ctx, 'relationship', row, at);
    return row;
  });
}

export async function updateRelationship(services: Services, ctx: Context, id: string, body: RelationshipUpdate): Promise<RelationshipRow> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    await lockEdge(trx, ctx, 'relationship', id);
    current(ctx, await store.findRelationship(trx, ctx.organizationId, id), what);
    await reviewEdges(trx, ctx, 'relationship', [id], body);
    return found(await store.findRelationship(trx, ctx.organizationId, id), what);
  });
}

/** The same review of many edges, all in one transaction. */
export async function bulkReview(services: Services, ctx: Context, body: RelationshipBulkStatus): Promise<ReviewResult> {
  return inTenant(services, ctx, 'edges.review', (trx) => reviewEdges(trx, ctx, 'relationship', body.relationship_ids, body, { batchId: newId() }));
}

/** Takes back the last decision, and returns the edge as it is then. */
export async function undoRelationship(services: Services, ctx: Context, id: string): Promise<RelationshipRow> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    await undoDecision(trx, ctx, 'relationship', id);
    return found(await store.findRelationship(trx, ctx.organizationId, id), what);
  });
}

/** Deletes an edge with the other members of its composite key, and returns it as it was. A scan may find it again; rejecting it is what sticks. */
export async function deleteRelationship(services: Services, ctx: Context, id: string): Promise<RelationshipRow> {
  return inTenant(services, ctx, 'edges.delete', async (trx) => {
    await lockEdge(trx, ctx, 'relationship', id);
    const row = current(ctx, await store.findRelationship(trx, ctx.organizationId, id), what);
    await deleteEdge(trx, ctx, 'relationship', id);
    return row;
  });
}
