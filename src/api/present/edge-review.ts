import type { Answer } from '../../contract/common.ts';
import type { batchUndone, bulkResult, edgeHistory } from '../../contract/edge-review.ts';
import type { EdgeStatus } from '../../domain/edge.ts';
import type { EdgeHistory, ReviewResult } from '../../services/edge-review.ts';
import type { BatchUndone } from '../../services/edge-undo.ts';
import { storedJson } from './stored-json.ts';
import { time } from './time.ts';

export function presentHistory({ changedSinceDecision, revisions, decisions, people }: EdgeHistory): Answer<typeof edgeHistory> {
  const nameOf = (id: string | null): string | null => (id === null ? null : (people.get(id) ?? null));
  return {
    changed_since_decision: changedSinceDecision,
    revisions: revisions.map((revision) => ({
      revision: revision.revision,
      origin: revision.origin,
      job_id: revision.job_id,
      actor_id: revision.actor_id,
      actor_name: nameOf(revision.actor_id),
      score: revision.score,
      evidence: storedJson(revision.evidence),
      created_at: time(revision.created_at),
    })),
    decisions: decisions.map((decision) => ({
      id: decision.id,
      actor_id: decision.actor_id,
      actor_name: nameOf(decision.actor_id),
      from_status: decision.from_status as EdgeStatus,
      to_status: decision.to_status as EdgeStatus,
      note: decision.note,
      batch_id: decision.batch_id,
      evidence_revision: decision.evidence_revision,
      source: decision.source,
      undoes: decision.undoes,
      created_at: time(decision.created_at),
    })),
  };
}

export function presentBulk({ updated, unchanged, notFound, batchId }: ReviewResult): Answer<typeof bulkResult> {
  return { updated: [...updated], unchanged: [...unchanged], not_found: [...notFound], batch_id: batchId };
}

export function presentBatchUndone({ updated, unchanged, notFound, batchId, at }: BatchUndone): Answer<typeof batchUndone> {
  return { updated: [...updated], unchanged: [...unchanged], not_found: [...notFound], batch_id: batchId, undone_at: time(at) };
}
