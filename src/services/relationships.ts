import { isDeepStrictEqual } from 'node:util';
import type { RelationshipBulkStatus, RelationshipCreate, RelationshipFilter, RelationshipUpdate } from '../contract/relationship.ts';
import type { EdgeStatus } from '../domain/edge.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import { decide, type Decision } from '../domain/review.ts';
import { recordAudit } from '../store/audit.ts';
import { findColumn, findTable, listColumns } from '../store/catalog.ts';
import type { PageOf, PageRequest } from '../store/paging.ts';
import * as store from '../store/relationships.ts';
import type { RelationshipRow } from '../store/relationships.ts';
import { addDecisions, addManualRevisions, decisionsOf, newestRevisions, revisionsOf, type DecisionRow, type RevisionRow } from '../store/reviews.ts';
import { findSource } from '../store/sources.ts';
import { audit, found, inTenant, type Context, type Services, type Trx } from './context.ts';

export type { DecisionRow, RelationshipRow, RevisionRow };

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
    await audit(trx, ctx, { action: 'relationship.created', kind: 'relationship', id: row.id, at });
    if (row.score !== null || row.evidence !== null) {
      await addManualRevisions(trx, revisionPlace(ctx, at), [{ edgeId: row.id, score: row.score, evidence: row.evidence }]);
    }
    await writeDecisions(trx, ctx, [{ edgeId: row.id, decision: { from: 'SUGGESTED', to: 'APPROVED', decided: true } }], { batchId: null, at });
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
    await review(trx, ctx, rows, new Set([id]), body);
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
    const updated = await review(trx, ctx, rows, named, body);
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
    await audit(trx, ctx, { action: 'relationship.deleted', kind: 'relationship', id, at: new Date(), details: { ids, type: row.type } });
    return row;
  });
}

interface Review {
  readonly status?: EdgeStatus | null | undefined;
  readonly score?: number | null | undefined;
  readonly evidence?: Record<string, unknown> | null | undefined;
}

/**
 * Writes one review over locked edges: a decision where it says something new, a manual revision where score or evidence differ. Status and score
 * hold for all members of a key, evidence for the edges named. Returns the ids of what changed; where nothing did, nothing is written.
 */
async function review(trx: Trx, ctx: Context, rows: readonly RelationshipRow[], named: ReadonlySet<string>, body: Review): Promise<Set<string>> {
  const at = new Date();
  const reviewed = rows.map((row) => reviewOf(row, named.has(row.id) ? body : { ...body, evidence: undefined })).filter((edge) => edge.changes);
  if (reviewed.length === 0) return new Set();
  const revisions = reviewed.flatMap(({ said }) => said ?? []);
  await addManualRevisions(trx, revisionPlace(ctx, at), revisions);
  const batchId = reviewed.length > 1 ? newId(at.getTime()) : null;
  const decisions = reviewed.flatMap(({ row, decision }) => (decision === undefined ? [] : [{ edgeId: row.id, decision }]));
  await writeDecisions(trx, ctx, decisions, { batchId, at });
  await recordAudit(
    trx,
    revisions.map(({ edgeId }) => ({ ...auditPlace(ctx, at), action: 'relationship.revised', objectId: edgeId, details: { batch_id: batchId } })),
  );
  await store.updateRelationships(
    trx,
    ctx.organizationId,
    reviewed.map(({ row, decision, score, evidence }) => ({
      id: row.id,
      status: decision?.to ?? row.status,
      score,
      evidence,
      decidedAt: decision === undefined ? row.decided_at : decision.decided ? at : null,
      changedSinceDecision: decision === undefined && row.changed_since_decision,
    })),
    at,
  );
  return new Set(reviewed.map(({ row }) => row.id));
}

function reviewOf(row: RelationshipRow, body: Review) {
  const status = body.status ?? undefined;
  const decision =
    status === undefined ? undefined : decide({ type: row.type, status: row.status, changedSinceDecision: row.changed_since_decision }, status);
  const score = body.score === undefined ? row.score : body.score;
  const evidence = body.evidence === undefined ? row.evidence : body.evidence;
  const newScore = score !== row.score;
  const newEvidence = !isDeepStrictEqual(evidence, row.evidence);
  const said = newScore || newEvidence ? { edgeId: row.id, score: newScore ? score : null, evidence: newEvidence ? evidence : null } : undefined;
  return { row, decision, score, evidence, said, changes: said !== undefined || decision !== undefined };
}

/** Appends the decisions, each with the evidence revision it was made on, and their audit events. */
async function writeDecisions(
  trx: Trx,
  ctx: Context,
  decisions: readonly { readonly edgeId: string; readonly decision: Decision }[],
  { batchId, at }: { readonly batchId: string | null; readonly at: Date },
): Promise<void> {
  const ids = decisions.map(({ edgeId }) => edgeId);
  const newest = await newestRevisions(trx, ctx.organizationId, 'relationship', ids);
  await addDecisions(
    trx,
    decisions.map(({ edgeId, decision }) => ({
      organization_id: ctx.organizationId,
      id: newId(at.getTime()),
      edge_kind: 'relationship' as const,
      edge_id: edgeId,
      actor_id: ctx.actor.userId,
      from_status: decision.from,
      to_status: decision.to,
      batch_id: batchId,
      evidence_revision: newest.get(edgeId) ?? null,
      created_at: at,
    })),
  );
  await recordAudit(
    trx,
    decisions.map(({ edgeId, decision }) => ({
      ...auditPlace(ctx, at),
      action: 'relationship.decided',
      objectId: edgeId,
      details: { from: decision.from, to: decision.to, batch_id: batchId },
    })),
  );
}

function revisionPlace(ctx: Context, at: Date) {
  return { organizationId: ctx.organizationId, edgeKind: 'relationship' as const, actorId: ctx.actor.userId, at };
}

function auditPlace(ctx: Context, at: Date) {
  return { organizationId: ctx.organizationId, actorId: ctx.actor.userId, objectKind: 'relationship', at };
}
