import { edgeKinds, type EdgeKind, type EdgeStatus } from '../domain/edge.ts';
import { AppError } from '../domain/errors.ts';
import { takeBack } from '../domain/review.ts';
import * as edges from '../store/edges.ts';
import type { LockedEdge } from '../store/edges.ts';
import { addDecisions, decisionsOf, decisionsOfBatch, newestRecords, standingDecisions, type DecisionRow, type Place } from '../store/reviews.ts';
import { found, inTenant, type Context, type Services, type Trx } from './context.ts';
import { names, note, placeOf, recordOf } from './edge-records.ts';
import { may } from './policy.ts';

/**
 * Takes back the newest decision on an edge that stands, with those that were made with it on the other members of its composite key.
 * AppError 'conflict' where there is none, or where it is another person's; an administrator may take back anybody's.
 */
export async function undoDecision(trx: Trx, ctx: Context, kind: EdgeKind, id: string): Promise<void> {
  const locked = await edges.lockEdges(trx, { organizationId: ctx.organizationId, kind, ids: [id] });
  const edge = found(
    locked.find((member) => member.id === id),
    names[kind],
  );
  const standing = await standingDecisions(trx, ctx.organizationId, kind, locked);
  const newest = standing.find((decision) => decision.edge_id === id);
  if (newest === undefined) throw new AppError('conflict', await whyNothingStands(trx, ctx, kind, edge));
  ensureOwn(ctx, newest.actor_id, `The last decision on this ${names[kind].toLowerCase()} is another person's`);
  const together = standing.filter((decision) => decision === newest || (newest.batch_id !== null && decision.batch_id === newest.batch_id));
  await takeBackAll(trx, ctx, placeOf(ctx, kind), locked, together);
}

async function whyNothingStands(trx: Trx, ctx: Context, kind: EdgeKind, { id, createdAt }: LockedEdge): Promise<string> {
  const decisions = await decisionsOf(trx, ctx.organizationId, kind, id);
  const edge = names[kind].toLowerCase();
  if (decisions.some((decision) => decision.created_at >= createdAt)) return `Every decision on this ${edge} has been taken back already.`;
  return `Nobody has decided on this ${edge}: there is nothing to take back.`;
}

interface EdgeName {
  readonly kind: EdgeKind;
  readonly id: string;
}

export interface BatchUndone {
  readonly batchId: string;
  /** When, in milliseconds: what the edges were changed at. */
  readonly at: Date;
  readonly updated: readonly EdgeName[];
  /** Decided again since, or taken back already. */
  readonly unchanged: readonly EdgeName[];
  /** Deleted since. */
  readonly notFound: readonly EdgeName[];
}

/** Takes back all decisions of a batch that still are the newest of their edges. The same rule of who may as for one decision. */
export async function undoBatch(services: Services, ctx: Context, batchId: string): Promise<BatchUndone> {
  return inTenant(services, ctx, 'edges.review', async (trx) => {
    const decided = await decisionsOfBatch(trx, ctx.organizationId, batchId);
    found(decided[0], 'Decision batch');
    for (const { actor_id: actorId } of decided) ensureOwn(ctx, actorId, 'The decisions of this batch are another person’s');
    const at = new Date();
    const result = { updated: [] as EdgeName[], unchanged: [] as EdgeName[], notFound: [] as EdgeName[] };
    for (const kind of edgeKinds) {
      const ids = decided.filter((decision) => decision.edge_kind === kind).map((decision) => decision.edge_id);
      if (ids.length === 0) continue;
      const locked = await edges.lockEdges(trx, { organizationId: ctx.organizationId, kind, ids });
      const there = new Set(locked.map(({ id }) => id));
      const standing = await standingDecisions(trx, ctx.organizationId, kind, locked);
      const newest = standing.filter((decision) => decision.batch_id === batchId);
      await takeBackAll(trx, ctx, placeOf(ctx, kind, at), locked, newest);
      const undone = new Set(newest.map((decision) => decision.edge_id));
      for (const id of ids) (undone.has(id) ? result.updated : there.has(id) ? result.unchanged : result.notFound).push({ kind, id });
    }
    return { batchId, at, ...result };
  });
}

function ensureOwn(ctx: Context, actorId: string | null, whose: string): void {
  if (actorId === ctx.actor.userId || may(ctx.actor.role, 'edges.undo')) return;
  throw new AppError('conflict', `${whose}: only they or an administrator can take it back.`);
}

async function takeBackAll(trx: Trx, ctx: Context, place: Place, locked: readonly LockedEdge[], decisions: readonly DecisionRow[]): Promise<void> {
  const decisionOn = new Map(decisions.map((decision) => [decision.edge_id, decision]));
  const undone = locked.flatMap((edge) => {
    const decision = decisionOn.get(edge.id);
    if (decision === undefined) return [];
    const { from_status: status, from_decided_at: decidedAt, from_changed: changedSinceDecision } = decision;
    return { edge, decision, restored: takeBack(edge, { status: status as EdgeStatus, decidedAt, changedSinceDecision }) };
  });
  const newest = await newestRecords(trx, place, [...decisionOn.keys()]);
  const records = undone.map(({ edge, decision, restored }) => ({
    ...recordOf(edge, restored.status, newest, place.at),
    undoes: decision.id,
  }));
  await addDecisions(trx, place, records, { source: ctx.via, note: null, batchId: null });
  const changes = undone.map(({ edge, restored }) => ({ id: edge.id, ...restored, takesScore: false, takesEvidence: false }));
  await edges.writeEdges(trx, place, changes, {}, place.at);
  note(trx, ctx, place, 'undone', records, ({ from, to, undoes }) => ({ from, to, decision_id: undoes }));
}
