import { edgeKinds, type EdgeKind, type EdgeStatus, type EdgeType } from '../domain/edge.ts';
import { AppError } from '../domain/errors.ts';
import { newId } from '../domain/ids.ts';
import type { JsonText } from '../domain/json-text.ts';
import { begin, decide, takeBack } from '../domain/review.ts';
import * as edges from '../store/edges.ts';
import type { LockedEdge } from '../store/edges.ts';
import {
  addDecisions,
  addManualRevisions,
  decisionsOf,
  decisionsOfBatch,
  newestRecords,
  revisionsOf,
  standingDecisions,
  type DecisionRecord,
  type DecisionRow,
  type Newest,
  type Place,
  type RevisionRow,
} from '../store/reviews.ts';
import { audit, found, inTenant, reading, type Context, type Services, type Trx } from './context.ts';
import { may } from './policy.ts';

/** The review of edges: one for all three kinds, whatever the number of edges a handful of statements. */

const names: Record<EdgeKind, string> = { relationship: 'Relationship', association: 'Association', entity_link: 'Entity link' };

/** What a person says about edges; null for `status` says nothing. */
export interface Review {
  readonly status?: EdgeStatus | null | undefined;
  readonly score?: number | null | undefined;
  readonly evidence?: Record<string, unknown> | null | undefined;
  /** Why. */
  readonly note?: string | null | undefined;
}

export interface ReviewResult {
  /** What changed: of the edges named, and of the other members of their composite keys. */
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  readonly notFound: readonly string[];
  /** What the decisions can be taken back by at once; null where nothing was decided, or one edge outside a batch. */
  readonly batchId: string | null;
}

/**
 * Writes one review over edges of one kind: a decision where it says something new, a manual revision where score or evidence differ. Status and
 * score hold for all members of a composite key, evidence for the edges named. Where nothing changes, nothing is written.
 */
export async function reviewEdges(
  trx: Trx,
  ctx: Context,
  kind: EdgeKind,
  ids: readonly string[],
  review: Review,
  options: { readonly batchId?: string; readonly sourceId?: string } = {},
): Promise<ReviewResult> {
  const named = new Set(ids);
  const locked = await edges.lockEdges(
    trx,
    { organizationId: ctx.organizationId, kind, ids: [...named], sourceId: options.sourceId },
    review.evidence,
  );
  const place = placeOf(ctx, kind);
  const status = review.status ?? undefined;
  const reviewed = locked
    .map((edge) => ({
      edge,
      decision: status === undefined ? undefined : decide(edge, status),
      takesScore: review.score !== undefined && review.score !== edge.score,
      takesEvidence: edge.hasOtherEvidence && named.has(edge.id),
    }))
    .filter(({ decision, takesScore, takesEvidence }) => decision !== undefined || takesScore || takesEvidence);

  const newest = await newestRecords(
    trx,
    place,
    reviewed.map(({ edge }) => edge.id),
  );
  const revisions = reviewed
    .filter(({ takesScore, takesEvidence }) => takesScore || takesEvidence)
    .map(({ edge, takesScore, takesEvidence }) => ({
      edgeId: edge.id,
      revision: (newest.get(edge.id)?.revision ?? 0) + 1,
      saysScore: takesScore,
      saysEvidence: takesEvidence,
    }));
  await addManualRevisions(trx, place, revisions, review);
  for (const { edgeId, revision } of revisions) newest.set(edgeId, { decisionAt: null, ...newest.get(edgeId), revision });
  const decisions = reviewed.flatMap(({ edge, decision }) => (decision === undefined ? [] : [recordOf(edge, decision.to, newest, place.at)]));
  const batchId = options.batchId ?? (decisions.length > 1 ? newId(place.at.getTime()) : null);
  await addDecisions(trx, place, decisions, { source: ctx.via, note: review.note ?? null, batchId });
  await edges.writeEdges(
    trx,
    place,
    reviewed.map(({ edge, decision, takesScore, takesEvidence }) => ({
      id: edge.id,
      status: decision?.to ?? edge.status,
      decidedAt: decision === undefined ? edge.decidedAt : decision.decided ? place.at : null,
      changedSinceDecision: decision === undefined && edge.changedSinceDecision,
      takesScore,
      takesEvidence,
    })),
    review,
    place.at,
  );
  note(trx, ctx, place, 'revised', revisions, () => ({ batch_id: batchId }));
  note(trx, ctx, place, 'decided', decisions, ({ from, to }) => ({ from, to, batch_id: batchId }));

  const there = new Set(locked.map(({ id }) => id));
  const updated = new Set(reviewed.map(({ edge }) => edge.id));
  return {
    updated: [...updated],
    unchanged: [...named].filter((id) => there.has(id) && !updated.has(id)),
    notFound: [...named].filter((id) => !there.has(id)),
    batchId: decisions.length === 0 ? null : batchId,
  };
}

/**
 * Records that a person has added an edge, which its row says already: `begin` tells its status. The score and evidence they gave are a
 * manual revision, and adding a MANUAL edge is a decision; a person's entity link counts as one.
 */
export async function recordCreation(
  trx: Trx,
  ctx: Context,
  kind: EdgeKind,
  edge: { readonly id: string; readonly type: EdgeType; readonly score: number | null; readonly evidence: JsonText | null },
  at: Date,
): Promise<void> {
  const place = placeOf(ctx, kind, at);
  const created = [{ edgeId: edge.id }];
  note(trx, ctx, place, 'created', created, () => ({ type: edge.type }));
  const said = { edgeId: edge.id, revision: 1, saysScore: edge.score !== null, saysEvidence: edge.evidence !== null };
  const revisions = said.saysScore || said.saysEvidence ? [said] : [];
  await addManualRevisions(trx, place, revisions, edge);
  const { status, decided } = begin(edge.type);
  if (!decided) return;
  const evidence = { revision: revisions[0]?.revision ?? null, at };
  const decision = { edgeId: edge.id, from: 'SUGGESTED', to: status, fromDecidedAt: null, fromChanged: false, ...evidence } as const;
  await addDecisions(trx, place, [decision], { source: ctx.via, note: null, batchId: null });
  note(trx, ctx, place, 'decided', [decision], ({ from, to }) => ({ from, to, batch_id: null }));
}

export interface EdgeHistory {
  readonly changedSinceDecision: boolean;
  readonly revisions: readonly RevisionRow[];
  readonly decisions: readonly DecisionRow[];
}

/** Every evidence revision and every decision about an edge, oldest first. */
export async function edgeHistory(
  services: Services,
  ctx: Context,
  kind: EdgeKind,
  id: string,
  options: { readonly sourceId?: string } = {},
): Promise<EdgeHistory> {
  return reading(services, ctx, 'edges.read', async (db) => ({
    changedSinceDecision: found(
      await edges.findChanged(db, { organizationId: ctx.organizationId, kind, ids: [id], sourceId: options.sourceId }),
      names[kind],
    ),
    revisions: await revisionsOf(db, ctx.organizationId, kind, id),
    decisions: await decisionsOf(db, ctx.organizationId, kind, id),
  }));
}

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
  await takeBackAll(trx, ctx, kind, locked, together);
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
    const result = { updated: [] as EdgeName[], unchanged: [] as EdgeName[], notFound: [] as EdgeName[] };
    for (const kind of edgeKinds) {
      const ids = decided.filter((decision) => decision.edge_kind === kind).map((decision) => decision.edge_id);
      if (ids.length === 0) continue;
      const locked = await edges.lockEdges(trx, { organizationId: ctx.organizationId, kind, ids });
      const there = new Set(locked.map(({ id }) => id));
      const standing = await standingDecisions(trx, ctx.organizationId, kind, locked);
      const newest = standing.filter((decision) => decision.batch_id === batchId);
      await takeBackAll(trx, ctx, kind, locked, newest);
      const undone = new Set(newest.map((decision) => decision.edge_id));
      for (const id of ids) (undone.has(id) ? result.updated : there.has(id) ? result.unchanged : result.notFound).push({ kind, id });
    }
    return { batchId, ...result };
  });
}

/** Locks an edge with the other members of its composite key: for a change that depends on the state of its row. */
export async function lockEdge(trx: Trx, ctx: Context, kind: EdgeKind, id: string): Promise<void> {
  await edges.lockEdges(trx, { organizationId: ctx.organizationId, kind, ids: [id] });
}

/** Deletes an edge with the other members of its composite key. A scan may find it again; rejecting it is what sticks. */
export async function deleteEdge(trx: Trx, ctx: Context, kind: EdgeKind, id: string): Promise<void> {
  const ids = (await edges.lockEdges(trx, { organizationId: ctx.organizationId, kind, ids: [id] })).map((edge) => edge.id);
  await edges.deleteEdges(trx, { organizationId: ctx.organizationId, kind, ids });
  audit(trx, ctx, { action: `${kind}.deleted`, kind, id, at: new Date(), details: { ids } });
}

function ensureOwn(ctx: Context, actorId: string | null, whose: string): void {
  if (actorId === ctx.actor.userId || may(ctx.actor.role, 'edges.undo')) return;
  throw new AppError('conflict', `${whose}: only they or an administrator can take it back.`);
}

async function takeBackAll(trx: Trx, ctx: Context, kind: EdgeKind, locked: readonly LockedEdge[], decisions: readonly DecisionRow[]): Promise<void> {
  const place = placeOf(ctx, kind);
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

/** A decision is always later than the one before it on its edge, whatever the clocks say. */
function recordOf(edge: LockedEdge, to: EdgeStatus, newest: ReadonlyMap<string, Newest>, at: Date): DecisionRecord {
  const { revision = null, decisionAt = null } = newest.get(edge.id) ?? {};
  return {
    edgeId: edge.id,
    from: edge.status,
    to,
    fromDecidedAt: edge.decidedAt,
    fromChanged: edge.changedSinceDecision,
    revision,
    at: decisionAt === null || decisionAt < at ? at : new Date(decisionAt.getTime() + 1),
  };
}

const placeOf = (ctx: Context, kind: EdgeKind, at = new Date()): Place => ({
  organizationId: ctx.organizationId,
  kind,
  actorId: ctx.actor.userId,
  at,
});

/** One audit event per edge. */
function note<Item extends { readonly edgeId: string }>(
  trx: Trx,
  ctx: Context,
  { kind, at }: Place,
  verb: 'created' | 'decided' | 'revised' | 'undone',
  items: readonly Item[],
  details: (item: Item) => Record<string, unknown>,
): void {
  audit(
    trx,
    ctx,
    items.map((item) => ({ action: `${kind}.${verb}`, kind, id: item.edgeId, at, details: details(item) })),
  );
}
