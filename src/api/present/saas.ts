import type { Answer } from '../../contract/common.ts';
import type { saasAssociation } from '../../contract/saas-association.ts';
import type { saasField } from '../../contract/saas-field.ts';
import type { saasObject } from '../../contract/saas-object.ts';
import type { AssociationRow } from '../../services/associations.ts';
import type { SaasFieldRow } from '../../services/saas-fields.ts';
import type { SaasObjectRow } from '../../services/saas-objects.ts';
import { storedJson } from './stored-json.ts';
import { presentProfile } from './profile.ts';
import { time, timeOrNull } from './time.ts';

export function presentSaasObject(row: SaasObjectRow): Answer<typeof saasObject> {
  return {
    integration_source_id: row.integration_source_id,
    object_name: row.object_name,
    api_identifier: row.api_identifier,
    id: row.id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    description: row.description,
    null_pct_overall: row.null_pct_overall,
    field_null_pct: row.field_null_pct,
    field_distinct_pct: row.field_distinct_pct,
    earliest_timestamp: timeOrNull(row.earliest_timestamp),
    latest_timestamp: timeOrNull(row.latest_timestamp),
    date_grain: row.date_grain,
    last_load_timestamp: timeOrNull(row.last_load_timestamp),
    load_frequency: row.load_frequency,
    data_latency_minutes: row.data_latency_minutes,
    is_staging_table: row.is_staging_table,
    is_active: row.is_active,
    description_source: row.description_source,
    description_generated_at: timeOrNull(row.description_generated_at),
  };
}

export function presentSaasField(row: SaasFieldRow): Answer<typeof saasField> {
  return {
    saas_object_id: row.saas_object_id,
    field_name: row.field_name,
    api_identifier: row.api_identifier,
    data_type: row.data_type,
    id: row.id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    description: row.description,
    is_required: row.is_required,
    is_unique: row.is_unique,
    ...presentProfile(row),
    is_active: row.is_active,
    description_source: row.description_source,
    description_generated_at: timeOrNull(row.description_generated_at),
  };
}

export function presentAssociation(row: AssociationRow): Answer<typeof saasAssociation> {
  return {
    integration_source_id: row.integration_source_id,
    from_object_id: row.from_object_id,
    to_object_id: row.to_object_id,
    association_type_id: row.association_type_id,
    association_label: row.association_label,
    id: row.id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    association_category: row.association_category,
    metadata_: row.metadata,
    relationship_type: row.relationship_type,
    status: row.status,
    score: row.score,
    evidence: storedJson(row.evidence),
    is_active: row.is_active,
  };
}
