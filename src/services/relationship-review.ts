import { isDeepStrictEqual } from 'node:util';
import type { EdgeStatus } from '../domain/edge.ts';
import { newId } from '../domain/ids.ts';
import { decide, type Decision } from '../domain/review.ts';
import { updateRelationships, type RelationshipRow } from '../store/relationships.ts';
import { addDecisions, addManualRevisions, newestRevisions } from '../store/reviews.ts';
import { audit, type Context, type Trx } from './context.ts';

interface Review {
  readonly status?: EdgeStatus | null | undefined;
  readonly score?: number | null | undefined;
  readonly evidence?: Record<string, unknown> | null | undefined;
}

/**
 * Writes one review over locked edges: a decision where it says something new, a manual revision where score or evidence differ. Status and score
 * hold for all members of a key, evidence for the edges named. Returns the ids of what changed; where nothing did, nothing is written.
 */
export async function reviewRelationships(
  trx: Trx,
  ctx: Context,
  rows: readonly RelationshipRow[],
  named: ReadonlySet<string>,
  body: Review,
): Promise<Set<string>> {
  const at = new Date();
  const reviewed = rows.map((row) => reviewOf(row, named.has(row.id) ? body : { ...body, evidence: undefined })).filter((edge) => edge.changes);
  if (reviewed.length === 0) return new Set();
  const revisions = reviewed.flatMap(({ said }) => said ?? []);
  await addManualRevisions(trx, placeOfRevisions(ctx, at), revisions);
  const batchId = reviewed.length > 1 ? newId(at.getTime()) : null;
  const decisions = reviewed.flatMap(({ row, decision }) => (decision === undefined ? [] : [{ edgeId: row.id, decision }]));
  await recordDecisions(trx, ctx, decisions, { batchId, at });
  audit(
    trx,
    ctx,
    revisions.map(({ edgeId: id }) => ({ action: 'relationship.revised', kind: 'relationship', id, at, details: { batch_id: batchId } })),
  );
  await updateRelationships(
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
export async function recordDecisions(
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
  audit(
    trx,
    ctx,
    decisions.map(({ edgeId: id, decision }) => ({
      action: 'relationship.decided',
      kind: 'relationship',
      id,
      at,
      details: { from: decision.from, to: decision.to, batch_id: batchId },
    })),
  );
}

/** Where the manual revisions of the actor go. */
export function placeOfRevisions(ctx: Context, at: Date) {
  return { organizationId: ctx.organizationId, edgeKind: 'relationship' as const, actorId: ctx.actor.userId, at };
}
