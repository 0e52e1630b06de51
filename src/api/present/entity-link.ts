import type { Answer } from '../../contract/common.ts';
import type { entityLink } from '../../contract/entity-link.ts';
import type { EntityLinkRow } from '../../services/entity-links.ts';
import { storedJson } from './stored-json.ts';
import { time } from './time.ts';

export function presentEntityLink(row: EntityLinkRow): Answer<typeof entityLink> {
  return {
    organization_id: row.organization_id,
    source_integration_source_id: row.source_integration_source_id,
    target_integration_source_id: row.target_integration_source_id,
    id: row.id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    source_table_id: row.source_table_id,
    source_saas_object_id: row.source_saas_object_id,
    source_column_id: row.source_column_id,
    source_field_id: row.source_field_id,
    target_table_id: row.target_table_id,
    target_saas_object_id: row.target_saas_object_id,
    target_column_id: row.target_column_id,
    target_field_id: row.target_field_id,
    link_type: row.link_type,
    status: row.status,
    confidence_score: row.confidence_score,
    evidence: storedJson(row.evidence),
  };
}
