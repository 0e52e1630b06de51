import type { Answer } from '../../contract/common.ts';
import type { organization, organizationSummary } from '../../contract/organization.ts';
import type { OrganizationRow, OrganizationSummaryRow } from '../../services/organizations.ts';
import { time, timeOrNull } from './time.ts';

export function presentOrganizationSummary(row: OrganizationSummaryRow): Answer<typeof organizationSummary> {
  return {
    name: row.name,
    id: row.id,
    created_at: time(row.created_at),
    updated_at: time(row.updated_at),
    description: row.description,
    is_active: row.is_active,
  };
}

export function presentOrganization(row: OrganizationRow): Answer<typeof organization> {
  return {
    ...presentOrganizationSummary(row),
    default_thread_sharing: row.default_thread_sharing,
    business_ontology: row.business_ontology,
    ontology_version: row.ontology_version,
    ontology_updated_at: timeOrNull(row.ontology_updated_at),
    context_modules_config: row.context_modules_config,
    data_storage_mode: row.data_storage_mode,
    customer_s3_bucket: row.customer_s3_bucket,
    customer_s3_region: row.customer_s3_region,
    customer_aws_access_key_id: row.customer_aws_access_key_id,
    has_customer_aws_secret_access_key: row.has_customer_aws_secret_access_key,
    customer_iam_role_arn: row.customer_iam_role_arn,
    entity_definitions_config: row.entity_definitions_config,
    agent_lab_config: row.agent_lab_config,
  };
}
