import type { EdgeKind, EdgeStatus } from '../domain/edge.ts';
import type { LockedEdge } from '../store/edges.ts';
import type { DecisionRecord, Newest, Place } from '../store/reviews.ts';
import { audit, type Context, type Trx } from './context.ts';

/** What edges of each kind are called. */
export const names: Record<EdgeKind, string> = { relationship: 'Relationship', association: 'Association', entity_link: 'Entity link' };

/** The record of a decision. It is always later than the one before it on its edge, whatever the clocks say. */
export function recordOf(edge: LockedEdge, to: EdgeStatus, newest: ReadonlyMap<string, Newest>, at: Date): DecisionRecord {
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

/** Where records of the caller go. */
export const placeOf = (ctx: Context, kind: EdgeKind, at = new Date()): Place => ({
  organizationId: ctx.organizationId,
  kind,
  actorId: ctx.actor.userId,
  at,
});

/** One audit event per edge. */
export function note<Item extends { readonly edgeId: string }>(
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
