import type { Answer } from '../../contract/common.ts';
import type { relationship } from '../../contract/relationship.ts';
import type { RelationshipRow } from '../../services/relationships.ts';
import { storedJson } from './stored-json.ts';
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
    evidence: storedJson(row.evidence),
  };
}
