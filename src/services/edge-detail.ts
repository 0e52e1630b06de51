import type { EdgeKind } from '../domain/edge.ts';
import { findAttributes, findEdgeRecord, findRivals, namesOfPeople, type AttributeRecord } from '../store/edge-detail.ts';
import { queueRowsNamed, type QueueRow } from '../store/edge-queue.ts';
import type { JsonText } from '../domain/json-text.ts';
import { decisionsOf, revisionsOf, type DecisionRow } from '../store/reviews.ts';
import { verificationsOf, type EdgeVerifications } from '../store/verifications.ts';
import { found, reading, type Context, type Services } from './context.ts';
import { names } from './edge-records.ts';
import { actorsOf, type EdgeHistory } from './edge-review.ts';

export type { AttributeRecord };

/** An edge with all that a reviewer looks at. */
export interface EdgeDetail {
  readonly edge: QueueRow;
  readonly evidence: JsonText | null;
  /** Attributes of both ends, in step. */
  readonly from: readonly AttributeRecord[];
  readonly to: readonly AttributeRecord[];
  readonly competing: readonly QueueRow[];
  readonly history: EdgeHistory;
  /** The revision that the newest standing decision was made on. */
  readonly decidedOnRevision: number | null;
  readonly verifications: EdgeVerifications;
}

/** One edge by the id of any of its members, in two round trips. */
export async function edgeDetail(services: Services, ctx: Context, kind: EdgeKind, id: string): Promise<EdgeDetail> {
  return reading(services, ctx, 'edges.read', async (db) => {
    const { organizationId } = ctx;
    const record = found(await findEdgeRecord(db, organizationId, kind, id), names[kind]);
    const [rows, attributes, competing, revisions, decisions, verifications] = await Promise.all([
      queueRowsNamed(db, organizationId, [record]),
      findAttributes(db, organizationId, [...record.from_ids, ...record.to_ids]),
      findRivals(db, organizationId, kind, record),
      revisionsOf(db, organizationId, kind, record.id),
      decisionsOf(db, organizationId, kind, record.id),
      verificationsOf(db, organizationId, kind, record.id),
    ]);
    // An association that its source no longer has is in no queue.
    const edge = found(rows[0], names[kind]);
    const attributeOf = new Map(attributes.map((attribute) => [attribute.id, attribute]));
    const inOrder = (ids: readonly string[]) => ids.flatMap((attribute) => attributeOf.get(attribute) ?? []);
    const people = await namesOfPeople(db, actorsOf([...revisions, ...decisions]));
    return {
      edge,
      evidence: record.evidence,
      from: inOrder(record.from_ids),
      to: inOrder(record.to_ids),
      competing,
      history: { changedSinceDecision: edge.changed_since_decision, revisions, decisions, people },
      decidedOnRevision: standing(decisions, record.created_at)?.evidence_revision ?? null,
      verifications,
    };
  });
}

/** Of decisions from the oldest to the newest, the last that was not taken back. */
function standing(decisions: readonly DecisionRow[], createdAt: Date): DecisionRow | undefined {
  const undone = new Set(decisions.flatMap(({ undoes }) => undoes ?? []));
  return decisions.findLast(({ id, undoes, created_at: at }) => undoes === null && !undone.has(id) && at >= createdAt);
}
