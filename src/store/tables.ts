import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { CrosswalkFigures, CrosswalkRunSettings, PairVerdict, RecordState, Side, StoredCrosswalkModel } from '../domain/crosswalk.ts';
import type { EdgeKind, EdgeStatus, EdgeType, LinkType } from '../domain/edge.ts';
import type { IndexModel } from '../domain/entity.ts';
import type { ErrorCode } from '../domain/errors.ts';
import type { JobKind, JobProgress, JobState, ScanOptions, ScanTimings } from '../domain/job.ts';
import type { CandidateKey } from '../domain/profile.ts';
import type { JsonText } from '../domain/json-text.ts';
import type { ScanChanges } from '../domain/scan-changes.ts';
import type { ConnectionLanding, LandedColumn, LandedTable, Reconciliation } from '../domain/landing.ts';
import type { ConnectionStatus, DescriptionSource, SourceType } from '../domain/source.ts';
import type { ConnectionSync } from '../domain/sync.ts';
import type { Verification } from '../domain/verification.ts';

/** jsonb columns are read as values and written as JSON text. */
type NullableJson<T> = ColumnType<T | null, string | null, string | null>;
type DefaultJson<T> = ColumnType<T, string | undefined, string>;
/** json columns keep the text that was written. */
type StoredJson = ColumnType<JsonText | null, string | null, string | null>;

type JsonObject = Record<string, unknown>;
type MemberRole = 'SYSTEM_ADMIN' | 'ORGANIZATION_ADMIN' | 'ANALYST';

interface OrganizationsTable {
  id: string;
  name: string;
  description: string | null;
  is_active: Generated<boolean>;
  default_thread_sharing: Generated<'private' | 'organization'>;
  business_ontology: NullableJson<JsonObject>;
  ontology_version: number | null;
  ontology_updated_at: Date | null;
  data_storage_mode: Generated<'humm_hosted' | 'customer_hosted'>;
  customer_s3_bucket: string | null;
  customer_s3_region: string | null;
  customer_aws_access_key_id: string | null;
  sealed_aws_secret_access_key: Buffer | null;
  customer_iam_role_arn: string | null;
  context_modules_config: NullableJson<JsonObject>;
  entity_definitions_config: NullableJson<JsonObject>;
  agent_lab_config: NullableJson<JsonObject>;
  data_key: Buffer;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface UsersTable {
  id: string;
  email: string;
  given_name: string | null;
  family_name: string | null;
  nickname: string | null;
  name: string | null;
  picture: string | null;
  is_system_admin: Generated<boolean>;
  oidc_issuer: string | null;
  oidc_subject: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface MembersTable {
  organization_id: string;
  id: string;
  user_id: string;
  role: Generated<MemberRole>;
  membership_state: Generated<'active' | 'pending' | 'suspended'>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface TokensTable {
  organization_id: string;
  id: string;
  user_id: string;
  name: string;
  token_hash: Buffer;
  role: MemberRole;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
  created_by: string | null;
  created_at: Generated<Date>;
}

interface IntegrationSourcesTable {
  organization_id: string;
  id: string;
  name: string;
  source_type: SourceType;
  connector_type: string;
  description: string | null;
  description_version: Generated<number>;
  description_source: DescriptionSource | null;
  description_generated_at: Date | null;
  is_system: Generated<boolean>;
  is_sync: Generated<boolean>;
  configuration: DefaultJson<JsonObject>;
  sealed_secrets: Buffer | null;
  location: string | null;
  capabilities: Generated<string[]>;
  is_active: Generated<boolean>;
  connection_status: Generated<ConnectionStatus>;
  last_connection_test: Date | null;
  legacy_data_source_id: string | null;
  system_source_id: string | null;
  instance_label: string | null;
  airbyte_source_id: string | null;
  airbyte_connection_id: string | null;
  airbyte_connection_ids: string[] | null;
  airbyte_destination_id: string | null;
  last_sync_at: Date | null;
  last_sync_status: string | null;
  last_sync_row_count: number | null;
  selected_streams: string[] | null;
  landing: NullableJson<readonly ConnectionLanding[]>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface SourceDatabasesTable {
  organization_id: string;
  id: string;
  integration_source_id: string;
  name: string;
  description: string | null;
  description_version: Generated<number>;
  description_source: DescriptionSource | null;
  description_generated_at: Date | null;
  is_active: Generated<boolean>;
  priority: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface SourceSchemasTable {
  organization_id: string;
  id: string;
  database_id: string;
  name: string;
  description: string | null;
  description_version: Generated<number>;
  description_source: DescriptionSource | null;
  description_generated_at: Date | null;
  is_active: Generated<boolean>;
  priority: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

/** What tables and SaaS objects share. */
interface QualityColumns {
  null_pct_overall: number | null;
  earliest_timestamp: Date | null;
  latest_timestamp: Date | null;
  date_grain: string | null;
  last_load_timestamp: Date | null;
  load_frequency: string | null;
  data_latency_minutes: number | null;
  is_staging_table: Generated<boolean>;
}

interface SourceTablesTable extends QualityColumns {
  organization_id: string;
  id: string;
  schema_id: string;
  integration_source_id: string;
  name: string;
  kind: Generated<'table' | 'view' | 'file'>;
  description: string | null;
  description_version: Generated<number>;
  description_source: DescriptionSource | null;
  description_generated_at: Date | null;
  is_active: Generated<boolean>;
  is_present: Generated<boolean>;
  row_count: number | null;
  row_estimate: number | null;
  candidate_keys: DefaultJson<readonly CandidateKey[]>;
  indexes: DefaultJson<readonly IndexModel[]>;
  notes: Generated<string[]>;
  last_analyzed: Date | null;
  column_null_pct: NullableJson<Record<string, number>>;
  column_distinct_pct: NullableJson<Record<string, number>>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  /** Columns or fields that the last scan found. Written by triggers. */
  attribute_count: Generated<number>;
}

/** What columns and SaaS fields share. */
interface ProfileColumns {
  semantic_type: string | null;
  semantic_type_confidence: number | null;
  sample_values: NullableJson<readonly unknown[]>;
  enum_cardinality: number | null;
  null_pct: number | null;
  distinct_pct: number | null;
  last_analyzed: Date | null;
  approx_distinct_count: number | null;
  minhash_signature: NullableJson<readonly number[]>;
  format_signature: NullableJson<JsonObject>;
  length_stats: NullableJson<JsonObject>;
  entropy: number | null;
  role: string | null;
  role_confidence: number | null;
}

interface SourceColumnsTable extends ProfileColumns {
  organization_id: string;
  id: string;
  table_id: string;
  integration_source_id: string;
  name: string;
  description: string | null;
  description_version: Generated<number>;
  description_source: DescriptionSource | null;
  description_generated_at: Date | null;
  data_type: string | null;
  is_primary_key: Generated<boolean>;
  is_nullable: Generated<boolean>;
  ordinal_position: number | null;
  is_active: Generated<boolean>;
  is_present: Generated<boolean>;
  is_sensitive: Generated<boolean>;
  profile: NullableJson<JsonObject>;
  sealed_sketch: Buffer | null;
  manual_fields: Generated<string[]>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface JobSourcesTable {
  organization_id: string;
  source_id: string;
  job_id: string;
}

interface JobsTable {
  organization_id: string;
  id: string;
  kind: JobKind;
  state: Generated<JobState>;
  source_ids: string[];
  registered_source_ids: Generated<string[]>;
  /** Of a scan; other jobs have none. */
  options: DefaultJson<ScanOptions>;
  progress: NullableJson<JobProgress>;
  timings: NullableJson<ScanTimings>;
  /** Of a scan that succeeded. */
  changes: NullableJson<ScanChanges>;
  error: string | null;
  error_code: ErrorCode | null;
  /** Of a verification. */
  edge_kind: EdgeKind | null;
  edge_id: string | null;
  result: NullableJson<Verification>;
  cancel_requested_at: Date | null;
  created_by: string | null;
  started_at: Date | null;
  finished_at: Date | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface RelationshipsTable {
  organization_id: string;
  id: string;
  integration_source_id: string;
  from_column_id: string;
  to_table_id: string;
  to_column_name: string;
  key_id: Generated<string>;
  key_position: Generated<number>;
  type: Generated<EdgeType>;
  status: Generated<EdgeStatus>;
  score: number | null;
  evidence: StoredJson;
  /** Rows of the referencing side that it joins, as its evidence counts them. */
  impact: GeneratedAlways<number>;
  job_id: string | null;
  decided_at: Date | null;
  changed_since_decision: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface EvidenceRevisionsTable {
  organization_id: string;
  edge_kind: EdgeKind;
  edge_id: string;
  revision: number;
  origin: 'machine' | 'manual';
  job_id: string | null;
  actor_id: string | null;
  score: number | null;
  evidence: StoredJson;
  created_at: Generated<Date>;
}

interface DecisionsTable {
  organization_id: string;
  id: string;
  edge_kind: EdgeKind;
  edge_id: string;
  actor_id: string | null;
  from_status: string;
  to_status: string;
  note: string | null;
  batch_id: string | null;
  evidence_revision: number | null;
  source: Generated<'api' | 'cli' | 'mcp' | 'web'>;
  from_decided_at: Date | null;
  from_changed: Generated<boolean>;
  undoes: string | null;
  created_at: Generated<Date>;
}

interface SaasObjectsTable extends QualityColumns {
  organization_id: string;
  id: string;
  integration_source_id: string;
  object_name: string;
  api_identifier: string;
  description: string | null;
  description_source: DescriptionSource | null;
  description_generated_at: Date | null;
  field_null_pct: NullableJson<Record<string, number>>;
  field_distinct_pct: NullableJson<Record<string, number>>;
  is_active: Generated<boolean>;
  is_custom: Generated<boolean>;
  record_count: number | null;
  record_origin: 'sample' | 'landed' | null;
  candidate_keys: DefaultJson<readonly CandidateKey[]>;
  landed_table: NullableJson<LandedTable>;
  notes: Generated<string[]>;
  last_analyzed: Date | null;
  manual_fields: Generated<string[]>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
  /** Columns or fields that the last scan found. Written by triggers. */
  attribute_count: Generated<number>;
}

interface SaasFieldsTable extends ProfileColumns {
  organization_id: string;
  id: string;
  saas_object_id: string;
  field_name: string;
  api_identifier: string;
  data_type: string | null;
  description: string | null;
  description_source: DescriptionSource | null;
  description_generated_at: Date | null;
  is_required: Generated<boolean>;
  is_unique: Generated<boolean>;
  is_active: Generated<boolean>;
  is_custom: Generated<boolean>;
  is_sensitive: Generated<boolean>;
  reference_objects: Generated<string[]>;
  profile: NullableJson<JsonObject>;
  sealed_sketch: Buffer | null;
  landed_column: NullableJson<Omit<LandedColumn, 'isSyncColumn'>>;
  is_sync_column: Generated<boolean>;
  manual_fields: Generated<string[]>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface SaasAssociationsTable {
  organization_id: string;
  id: string;
  integration_source_id: string;
  from_object_id: string;
  to_object_id: string;
  association_type_id: string;
  association_label: string;
  association_category: Generated<string>;
  metadata: NullableJson<JsonObject>;
  relationship_type: Generated<EdgeType>;
  status: Generated<EdgeStatus>;
  score: number | null;
  evidence: StoredJson;
  /** Rows of the referencing side that it joins, as its evidence counts them. */
  impact: GeneratedAlways<number>;
  reconciliation: NullableJson<Reconciliation>;
  is_active: Generated<boolean>;
  job_id: string | null;
  decided_at: Date | null;
  changed_since_decision: Generated<boolean>;
  manual_fields: Generated<string[]>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface EntityLinksTable {
  organization_id: string;
  id: string;
  source_integration_source_id: string;
  target_integration_source_id: string;
  source_table_id: string | null;
  source_column_id: string | null;
  source_saas_object_id: string | null;
  source_field_id: string | null;
  target_table_id: string | null;
  target_column_id: string | null;
  target_saas_object_id: string | null;
  target_field_id: string | null;
  link_type: Generated<LinkType>;
  status: Generated<EdgeStatus>;
  confidence_score: number | null;
  evidence: StoredJson;
  /** Rows of the referencing side that it joins, as its evidence counts them. */
  impact: GeneratedAlways<number>;
  job_id: string | null;
  decided_at: Date | null;
  changed_since_decision: Generated<boolean>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface AuditEventsTable {
  organization_id: string;
  id: string;
  actor_id: string | null;
  action: string;
  object_kind: string;
  object_id: string | null;
  details: DefaultJson<JsonObject>;
  source: Generated<'api' | 'cli' | 'mcp' | 'web' | 'system'>;
  created_at: Generated<Date>;
  position: number;
  previous_hash: Buffer | null;
  hash: Buffer | null;
}

interface AuditHeadsTable {
  organization_id: string;
  position: Generated<number>;
  hash: Buffer | null;
  unhashed: Generated<number>;
  at: Generated<Date>;
  seal: Buffer | null;
}

interface UserIdentifiersTable {
  organization_id: string;
  id: string;
  user_id: string;
  integration_source_id: string;
  identifier_key: string;
  identifier_value: string;
  discovery_method: 'mcp_tool' | 'llm_discovery' | 'manual';
  confidence_score: number | null;
  discovery_metadata: NullableJson<JsonObject>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface OntologyVersionsTable {
  organization_id: string;
  version: number;
  id: Generated<string>;
  ontology: ColumnType<JsonObject, string, string>;
  change_log: string | null;
  actor_id: string | null;
  created_at: Generated<Date>;
}

interface AirbyteAccountsTable {
  organization_id: string;
  api_url: string;
  workspace_id: string;
  client_id: string;
  sealed_client_secret: Buffer;
  checked_at: Date | null;
  problem: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface SourceSyncsTable {
  organization_id: string;
  integration_source_id: string;
  connections: DefaultJson<readonly ConnectionSync[]>;
  checked_at: Date;
  problem: string | null;
}

interface SyncRunsTable {
  organization_id: string;
  job_id: string;
  connection_id: string;
  newest_before: number;
  airbyte_job_id: number | null;
}

interface CrosswalksTable {
  organization_id: string;
  id: string;
  left_source_id: string;
  left_table_id: string | null;
  left_saas_object_id: string | null;
  right_source_id: string;
  right_table_id: string | null;
  right_saas_object_id: string | null;
  left_key: string[] | null;
  right_key: string[] | null;
  threshold: Generated<number>;
  run_id: string | null;
  created_by: string | null;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface CrosswalkLinksTable {
  organization_id: string;
  crosswalk_id: string;
  entity_link_id: string;
}

interface CrosswalkRunsTable {
  organization_id: string;
  id: string;
  crosswalk_id: string;
  job_id: string;
  settings: ColumnType<CrosswalkRunSettings, string, string>;
  model: NullableJson<StoredCrosswalkModel>;
  figures: NullableJson<CrosswalkFigures>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}

interface CrosswalkRecordsTable {
  organization_id: string;
  crosswalk_id: string;
  side: Side;
  key: string;
  id: string;
  fingerprint: Buffer;
  state: RecordState;
  cluster_id: string;
  created_at: Date;
  updated_at: Date;
}

interface CrosswalkPairsTable {
  organization_id: string;
  crosswalk_id: string;
  id: string;
  run_id: string | null;
  left_key: string;
  right_key: string;
  weight_bits: number | null;
  probability: number | null;
  pattern: number[] | null;
  decision: PairVerdict | null;
  decided_by: string | null;
  decided_at: Date | null;
  is_taken: boolean;
  is_conflicting: boolean;
  created_at: Date;
  updated_at: Date;
}

interface CrosswalkDecisionsTable {
  organization_id: string;
  id: string;
  crosswalk_id: string;
  left_key: string;
  right_key: string;
  verdict: PairVerdict;
  note: string | null;
  batch_id: string;
  actor_id: string | null;
  source: 'api' | 'cli' | 'mcp' | 'web';
  undone_at: Date | null;
  undone_by: string | null;
  created_at: Generated<Date>;
}

/** The catalog, as its migrations make it. */
export interface Tables {
  airbyte_accounts: AirbyteAccountsTable;
  source_syncs: SourceSyncsTable;
  sync_runs: SyncRunsTable;
  organizations: OrganizationsTable;
  users: UsersTable;
  members: MembersTable;
  tokens: TokensTable;
  integration_sources: IntegrationSourcesTable;
  source_databases: SourceDatabasesTable;
  source_schemas: SourceSchemasTable;
  source_tables: SourceTablesTable;
  source_columns: SourceColumnsTable;
  jobs: JobsTable;
  /** Written by a trigger. */
  job_sources: JobSourcesTable;
  relationships: RelationshipsTable;
  evidence_revisions: EvidenceRevisionsTable;
  decisions: DecisionsTable;
  saas_objects: SaasObjectsTable;
  saas_fields: SaasFieldsTable;
  saas_associations: SaasAssociationsTable;
  entity_links: EntityLinksTable;
  audit_events: AuditEventsTable;
  audit_heads: AuditHeadsTable;
  user_identifiers: UserIdentifiersTable;
  ontology_versions: OntologyVersionsTable;
  crosswalks: CrosswalksTable;
  crosswalk_links: CrosswalkLinksTable;
  crosswalk_runs: CrosswalkRunsTable;
  crosswalk_records: CrosswalkRecordsTable;
  crosswalk_pairs: CrosswalkPairsTable;
  crosswalk_decisions: CrosswalkDecisionsTable;
}
