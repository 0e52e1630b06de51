import type { EdgeKind, EdgeStatus, EdgeType } from '../domain/edge.ts';
import { newId } from '../domain/ids.ts';
import type { JsonText } from '../domain/json-text.ts';
import { begin, decide } from '../domain/review.ts';
import { namesOfPeople } from '../store/edge-detail.ts';
import * as edges from '../store/edges.ts';
import { addDecisions, addManualRevisions, decisionsOf, newestRecords, revisionsOf, type DecisionRow, type RevisionRow } from '../store/reviews.ts';
import { audit, found, reading, type Context, type Services, type Trx } from './context.ts';
import { names, note, placeOf, recordOf } from './edge-records.ts';

/** The review of edges: one for all three kinds, whatever the number of edges a handful of statements. */

/** What a person says about edges; null for `status` says nothing. */
export interface Review {
  readonly status?: EdgeStatus | null | undefined;
  readonly score?: number | null | undefined;
  readonly evidence?: Record<string, unknown> | null | undefined;
  /** Why. */
  readonly note?: string | null | undefined;
  /** The same status again is a decision too: on the evidence there is now. */
  readonly renews?: boolean | undefined;
}

export interface ReviewResult {
  /** What changed: of the edges named, and of the other members of their composite keys. */
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  /** Of those named with a time: left as they are, since they have changed after it. */
  readonly changed: readonly string[];
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
  options: { readonly batchId?: string; readonly sourceId?: string; readonly seenAt?: ReadonlyMap<string, Date>; readonly at?: Date } = {},
): Promise<ReviewResult> {
  const named = new Set(ids);
  const there = await edges.lockEdges(
    trx,
    { organizationId: ctx.organizationId, kind, ids: [...named], sourceId: options.sourceId },
    review.evidence,
  );
  const place = placeOf(ctx, kind, options.at);
  const status = review.status ?? undefined;
  const stale = new Set(there.filter((edge) => isStale(edge, options.seenAt)).map(({ id, keyId }) => keyId ?? id));
  const locked = there.filter(({ id, keyId }) => !stale.has(keyId ?? id));
  const reviewed = locked
    .map((edge) => ({
      edge,
      decision: status === undefined ? undefined : decide(edge, status, review.renews),
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

  const known = new Map(there.map((edge) => [edge.id, edge]));
  const updated = new Set(reviewed.map(({ edge }) => edge.id));
  const isChanged = (id: string): boolean => stale.has(known.get(id)?.keyId ?? id);
  return {
    updated: [...updated],
    unchanged: [...named].filter((id) => known.has(id) && !updated.has(id) && !isChanged(id)),
    changed: [...named].filter(isChanged),
    notFound: [...named].filter((id) => !known.has(id)),
    batchId: decisions.length === 0 ? null : batchId,
  };
}

/** Times on the wire are in milliseconds. */
const isStale = ({ id, updatedAt }: edges.LockedEdge, seenAt: ReadonlyMap<string, Date> | undefined): boolean => {
  const seen = seenAt?.get(id);
  return seen !== undefined && seen.getTime() !== updatedAt.getTime();
};

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
  /** What the people in it are called, by id. */
  readonly people: ReadonlyMap<string, string>;
}

/** Every evidence revision and every decision about an edge, oldest first. */
export async function edgeHistory(
  services: Services,
  ctx: Context,
  kind: EdgeKind,
  id: string,
  options: { readonly sourceId?: string } = {},
): Promise<EdgeHistory> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const changedSinceDecision = found(
      await edges.findChanged(db, { organizationId: ctx.organizationId, kind, ids: [id], sourceId: options.sourceId }),
      names[kind],
    );
    const revisions = await revisionsOf(db, ctx.organizationId, kind, id);
    const decisions = await decisionsOf(db, ctx.organizationId, kind, id);
    const people = await namesOfPeople(db, actorsOf([...revisions, ...decisions]));
    return { changedSinceDecision, revisions, decisions, people };
  });
}

/** Who said or decided something, each once. */
export function actorsOf(records: readonly { readonly actor_id: string | null }[]): string[] {
  return [...new Set(records.flatMap(({ actor_id: actor }) => actor ?? []))];
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
