import type { Answer } from '../../contract/common.ts';
import type { bulkResult, relationship, relationshipHistory } from '../../contract/relationship.ts';
import type { EdgeStatus } from '../../domain/edge.ts';
import { inOrder } from '../../domain/evidence.ts';
import type { BulkResult, RelationshipHistory, RelationshipRow } from '../../services/relationships.ts';
import { time } from './time.ts';

export function presentRelationship(row: RelationshipRow): Answer<typeof relationship> {
  return {
    integration_source_id: row.integration_source_id,
    from_column_id: row.from_column_id,
    to_table_id: row.to_table_id,
    to_column_name: row.to_column_name,
    id: row.id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    type: row.type,
    status: row.status,
    score: row.score,
    evidence: inOrder(row.evidence),
  };
}

export function presentHistory({ row, revisions, decisions }: RelationshipHistory): Answer<typeof relationshipHistory> {
  return {
    changed_since_decision: row.changed_since_decision,
    revisions: revisions.map((revision) => ({
      revision: revision.revision,
      origin: revision.origin,
      job_id: revision.job_id,
      actor_id: revision.actor_id,
      score: revision.score,
      evidence: inOrder(revision.evidence),
      created_at: time(revision.created_at),
    })),
    decisions: decisions.map((decision) => ({
      id: decision.id,
      actor_id: decision.actor_id,
      from_status: decision.from_status as EdgeStatus,
      to_status: decision.to_status as EdgeStatus,
      note: decision.note,
      batch_id: decision.batch_id,
      evidence_revision: decision.evidence_revision,
      created_at: time(decision.created_at),
    })),
  };
}

export function presentBulk(result: BulkResult): Answer<typeof bulkResult> {
  return { updated: [...result.updated], unchanged: [...result.unchanged], not_found: [...result.notFound] };
}
