-- The catalog. Every tenant row carries organization_id in its key; row-level security is the second line behind the
-- filters of the queries: a transaction sees the organization it names in cognate.organization_id, and the system's own
-- work (migrations, token look-up, workers) says so in cognate.system.

CREATE FUNCTION may_see(organization uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT organization = nullif(current_setting('cognate.organization_id', true), '')::uuid
      OR current_setting('cognate.system', true) = 'on'
$$;

CREATE TABLE organizations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  description text,
  is_active boolean NOT NULL DEFAULT true,
  default_thread_sharing text NOT NULL DEFAULT 'private' CHECK (default_thread_sharing IN ('private', 'organization')),
  business_ontology jsonb,
  ontology_version integer,
  ontology_updated_at timestamptz,
  data_storage_mode text NOT NULL DEFAULT 'humm_hosted' CHECK (data_storage_mode IN ('humm_hosted', 'customer_hosted')),
  settings jsonb NOT NULL DEFAULT '{}',
  -- The organization's data key, wrapped by the key of the installation.
  data_key bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE users (
  id uuid PRIMARY KEY,
  email text NOT NULL UNIQUE,
  given_name text,
  family_name text,
  nickname text,
  name text,
  picture text,
  is_system_admin boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE members (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  role text NOT NULL DEFAULT 'ANALYST' CHECK (role IN ('SYSTEM_ADMIN', 'ORGANIZATION_ADMIN', 'ANALYST')),
  membership_state text NOT NULL DEFAULT 'active' CHECK (membership_state IN ('active', 'pending', 'suspended')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, user_id)
);

CREATE TABLE tokens (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  name text NOT NULL,
  token_hash bytea NOT NULL UNIQUE,
  role text NOT NULL CHECK (role IN ('SYSTEM_ADMIN', 'ORGANIZATION_ADMIN', 'ANALYST')),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE integration_sources (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL,
  name text NOT NULL,
  source_type text NOT NULL CHECK (source_type IN ('database', 'saas')),
  connector_type text NOT NULL,
  description text,
  description_version integer NOT NULL DEFAULT 1,
  description_source text CHECK (description_source IN ('ai_generated', 'manual_edit', 'imported', 'information_schema')),
  description_generated_at timestamptz,
  is_system boolean NOT NULL DEFAULT false,
  is_sync boolean NOT NULL DEFAULT false,
  -- The public part of the configuration; secrets are sealed beside it (AES-256-GCM, bound to this row).
  configuration jsonb NOT NULL DEFAULT '{}',
  sealed_secrets bytea,
  -- Where the source lies, without secrets or options: a scan of the same place finds the same source.
  location text,
  capabilities text[] NOT NULL DEFAULT '{}',
  is_active boolean NOT NULL DEFAULT true,
  connection_status text NOT NULL DEFAULT 'unknown' CHECK (connection_status IN ('connected', 'disconnected', 'error', 'unknown')),
  last_connection_test timestamptz,
  legacy_data_source_id uuid,
  system_source_id uuid,
  instance_label varchar(20),
  airbyte_source_id text,
  airbyte_connection_id text,
  airbyte_connection_ids text[],
  airbyte_destination_id text,
  last_sync_at timestamptz,
  last_sync_status text,
  last_sync_row_count bigint,
  selected_streams text[],
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, system_source_id) REFERENCES integration_sources (organization_id, id)
);
CREATE UNIQUE INDEX integration_sources_location ON integration_sources (organization_id, connector_type, location) WHERE location IS NOT NULL;
CREATE INDEX integration_sources_order ON integration_sources (organization_id, created_at, id);

CREATE TABLE source_databases (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  integration_source_id uuid NOT NULL,
  name text NOT NULL,
  description text,
  description_version integer NOT NULL DEFAULT 1,
  description_source text CHECK (description_source IN ('ai_generated', 'manual_edit', 'imported', 'information_schema')),
  description_generated_at timestamptz,
  is_active boolean NOT NULL DEFAULT true,
  priority integer NOT NULL DEFAULT 99,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, integration_source_id, name),
  FOREIGN KEY (organization_id, integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE source_schemas (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  database_id uuid NOT NULL,
  name text NOT NULL,
  description text,
  description_version integer NOT NULL DEFAULT 1,
  description_source text CHECK (description_source IN ('ai_generated', 'manual_edit', 'imported', 'information_schema')),
  description_generated_at timestamptz,
  is_active boolean NOT NULL DEFAULT true,
  priority integer NOT NULL DEFAULT 99,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, database_id, name),
  FOREIGN KEY (organization_id, database_id) REFERENCES source_databases (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE source_tables (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  schema_id uuid NOT NULL,
  integration_source_id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL DEFAULT 'table' CHECK (kind IN ('table', 'view', 'file')),
  description text,
  description_version integer NOT NULL DEFAULT 1,
  description_source text CHECK (description_source IN ('ai_generated', 'manual_edit', 'imported', 'information_schema')),
  description_generated_at timestamptz,
  is_active boolean NOT NULL DEFAULT true,
  -- False while the last scan did not find the table: decisions on its edges stay.
  is_present boolean NOT NULL DEFAULT true,
  row_count bigint,
  row_estimate bigint,
  -- Declared and inferred: [{columns, origin, uniqueness}].
  candidate_keys jsonb NOT NULL DEFAULT '[]',
  indexes jsonb NOT NULL DEFAULT '[]',
  notes text[] NOT NULL DEFAULT '{}',
  last_analyzed timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, schema_id, name),
  FOREIGN KEY (organization_id, schema_id) REFERENCES source_schemas (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX source_tables_by_source ON source_tables (organization_id, integration_source_id, created_at, id);

CREATE TABLE source_columns (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  table_id uuid NOT NULL,
  name text NOT NULL,
  description text,
  description_version integer NOT NULL DEFAULT 1,
  description_source text CHECK (description_source IN ('ai_generated', 'manual_edit', 'imported', 'information_schema')),
  description_generated_at timestamptz,
  data_type text,
  is_primary_key boolean NOT NULL DEFAULT false,
  is_nullable boolean NOT NULL DEFAULT true,
  ordinal_position integer,
  semantic_type text,
  semantic_type_confidence double precision,
  sample_values jsonb,
  enum_cardinality integer,
  -- Shares from 0 to 1.
  null_pct double precision,
  distinct_pct double precision,
  last_analyzed timestamptz,
  approx_distinct_count bigint,
  minhash_signature jsonb,
  format_signature jsonb,
  length_stats jsonb,
  entropy double precision,
  role text,
  role_confidence double precision,
  is_active boolean NOT NULL DEFAULT true,
  is_present boolean NOT NULL DEFAULT true,
  is_sensitive boolean NOT NULL DEFAULT false,
  -- The rest of the profile, for people: value class, min, max, top values, empties.
  profile jsonb,
  -- The bottom-k sketch, sealed with the organization's data key; never served.
  sealed_sketch bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, table_id, name),
  FOREIGN KEY (organization_id, table_id) REFERENCES source_tables (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE jobs (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('scan')),
  -- The durable workflow's id is the job's id.
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  source_ids uuid[] NOT NULL,
  -- Those of them that were registered for this job: they go with it where it does not succeed.
  registered_source_ids uuid[] NOT NULL DEFAULT '{}',
  options jsonb NOT NULL DEFAULT '{}',
  progress jsonb,
  timings jsonb,
  error text,
  error_code text,
  cancel_requested_at timestamptz,
  created_by uuid,
  started_at timestamptz,
  finished_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX jobs_order ON jobs (organization_id, created_at, id);

CREATE TABLE relationships (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  integration_source_id uuid NOT NULL,
  from_column_id uuid NOT NULL,
  to_table_id uuid NOT NULL,
  to_column_name varchar(255) NOT NULL,
  -- Empty for a unary key; members of one composite key share it.
  key_id text NOT NULL DEFAULT '',
  key_position integer NOT NULL DEFAULT 1,
  type text NOT NULL DEFAULT 'INFERRED' CHECK (type IN ('FOREIGN_KEY', 'INFERRED', 'MANUAL')),
  status text NOT NULL DEFAULT 'SUGGESTED' CHECK (status IN ('SUGGESTED', 'APPROVED', 'REJECTED')),
  score double precision CHECK (score BETWEEN 0 AND 1),
  evidence jsonb,
  -- The scan whose evidence this is; an edge that the last scan of its source did not find keeps the older one.
  job_id uuid,
  decided_at timestamptz,
  changed_since_decision boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, from_column_id, to_table_id, to_column_name, key_id),
  FOREIGN KEY (organization_id, integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, from_column_id) REFERENCES source_columns (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, to_table_id) REFERENCES source_tables (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX relationships_by_source ON relationships (organization_id, integration_source_id, created_at, id);
CREATE INDEX relationships_by_key ON relationships (organization_id, key_id) WHERE key_id <> '';

-- Append-only: what each run, or each person's PUT, said about an edge.
CREATE TABLE evidence_revisions (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  edge_kind text NOT NULL CHECK (edge_kind IN ('relationship', 'association', 'entity_link')),
  edge_id uuid NOT NULL,
  revision integer NOT NULL,
  origin text NOT NULL CHECK (origin IN ('machine', 'manual')),
  job_id uuid,
  actor_id uuid,
  score double precision,
  evidence jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, edge_kind, edge_id, revision)
);

CREATE TABLE decisions (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL,
  edge_kind text NOT NULL CHECK (edge_kind IN ('relationship', 'association', 'entity_link')),
  edge_id uuid NOT NULL,
  actor_id uuid,
  from_status text NOT NULL,
  to_status text NOT NULL,
  note text,
  batch_id uuid,
  evidence_revision integer,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX decisions_by_edge ON decisions (organization_id, edge_kind, edge_id, created_at, id);

CREATE TABLE saas_objects (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  integration_source_id uuid NOT NULL,
  object_name text NOT NULL,
  api_identifier text NOT NULL,
  description text,
  description_source text CHECK (description_source IN ('ai_generated', 'manual_edit', 'imported', 'information_schema')),
  description_generated_at timestamptz,
  null_pct_overall double precision,
  field_null_pct jsonb,
  field_distinct_pct jsonb,
  earliest_timestamp timestamptz,
  latest_timestamp timestamptz,
  date_grain text,
  last_load_timestamp timestamptz,
  load_frequency text,
  data_latency_minutes double precision,
  is_staging_table boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, integration_source_id, api_identifier),
  FOREIGN KEY (organization_id, integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE saas_fields (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  saas_object_id uuid NOT NULL,
  field_name text NOT NULL,
  api_identifier text NOT NULL,
  data_type text,
  description text,
  description_source text CHECK (description_source IN ('ai_generated', 'manual_edit', 'imported', 'information_schema')),
  description_generated_at timestamptz,
  is_required boolean NOT NULL DEFAULT false,
  is_unique boolean NOT NULL DEFAULT false,
  is_active boolean NOT NULL DEFAULT true,
  semantic_type text,
  semantic_type_confidence double precision,
  sample_values jsonb,
  enum_cardinality integer,
  null_pct double precision,
  distinct_pct double precision,
  last_analyzed timestamptz,
  approx_distinct_count bigint,
  minhash_signature jsonb,
  format_signature jsonb,
  length_stats jsonb,
  entropy double precision,
  role text,
  role_confidence double precision,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, saas_object_id, api_identifier),
  FOREIGN KEY (organization_id, saas_object_id) REFERENCES saas_objects (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE saas_associations (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  integration_source_id uuid NOT NULL,
  from_object_id uuid NOT NULL,
  to_object_id uuid NOT NULL,
  association_type_id text NOT NULL,
  association_label text NOT NULL,
  association_category text NOT NULL DEFAULT 'PLATFORM_DEFINED',
  metadata jsonb,
  relationship_type text NOT NULL DEFAULT 'FOREIGN_KEY' CHECK (relationship_type IN ('FOREIGN_KEY', 'INFERRED', 'MANUAL')),
  status text NOT NULL DEFAULT 'SUGGESTED' CHECK (status IN ('SUGGESTED', 'APPROVED', 'REJECTED')),
  score double precision CHECK (score BETWEEN 0 AND 1),
  evidence jsonb,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, from_object_id, to_object_id, association_category, association_type_id),
  FOREIGN KEY (organization_id, integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, from_object_id) REFERENCES saas_objects (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, to_object_id) REFERENCES saas_objects (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE entity_links (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL,
  source_integration_source_id uuid NOT NULL,
  target_integration_source_id uuid NOT NULL,
  source_table_id uuid,
  source_column_id uuid,
  source_saas_object_id uuid,
  source_field_id uuid,
  target_table_id uuid,
  target_column_id uuid,
  target_saas_object_id uuid,
  target_field_id uuid,
  link_type text NOT NULL DEFAULT 'PROBABILISTIC' CHECK (link_type IN ('DETERMINISTIC', 'PROBABILISTIC')),
  status text NOT NULL DEFAULT 'SUGGESTED' CHECK (status IN ('SUGGESTED', 'APPROVED', 'REJECTED')),
  confidence_score double precision CHECK (confidence_score BETWEEN 0 AND 1),
  evidence jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  CHECK (num_nonnulls(source_column_id, source_field_id) = 1 AND num_nonnulls(target_column_id, target_field_id) = 1),
  FOREIGN KEY (organization_id, source_integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, target_integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, source_table_id) REFERENCES source_tables (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, source_column_id) REFERENCES source_columns (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, source_saas_object_id) REFERENCES saas_objects (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, source_field_id) REFERENCES saas_fields (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, target_table_id) REFERENCES source_tables (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, target_column_id) REFERENCES source_columns (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, target_saas_object_id) REFERENCES saas_objects (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, target_field_id) REFERENCES saas_fields (organization_id, id) ON DELETE CASCADE
);

CREATE TABLE audit_events (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  object_kind text NOT NULL,
  object_id uuid,
  details jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX audit_events_order ON audit_events (organization_id, created_at, id);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY[
    'members', 'tokens', 'integration_sources', 'source_databases', 'source_schemas', 'source_tables', 'source_columns', 'jobs',
    'relationships', 'evidence_revisions', 'decisions', 'saas_objects', 'saas_fields', 'saas_associations', 'entity_links', 'audit_events'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I USING (may_see(organization_id)) WITH CHECK (may_see(organization_id))', tenant_table);
  END LOOP;
  ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
  ALTER TABLE organizations FORCE ROW LEVEL SECURITY;
  CREATE POLICY tenant ON organizations USING (may_see(id)) WITH CHECK (may_see(id));
END $$;
