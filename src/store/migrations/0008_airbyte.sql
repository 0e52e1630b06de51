-- Airbyte: an organization's account, what it last said of each synced source, and the syncs that Cognate starts.

CREATE TABLE airbyte_accounts (
  organization_id uuid PRIMARY KEY REFERENCES organizations ON DELETE CASCADE,
  api_url text NOT NULL,
  workspace_id text NOT NULL,
  client_id text NOT NULL,
  -- Sealed with the organization's data key; never served.
  sealed_client_secret bytea NOT NULL,
  -- When the statuses of its syncs were last asked for, and why that failed where it did.
  checked_at timestamptz,
  problem text,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- What stands behind last_sync_at, last_sync_status and last_sync_row_count of a source: its connections, one by one.
CREATE TABLE source_syncs (
  organization_id uuid NOT NULL,
  integration_source_id uuid NOT NULL,
  connections jsonb NOT NULL DEFAULT '[]',
  -- When Airbyte was asked: an answer to an older question does not take the place of a newer one.
  checked_at timestamptz NOT NULL,
  -- Why asking last failed; null where it did not.
  problem text,
  PRIMARY KEY (organization_id, integration_source_id),
  FOREIGN KEY (organization_id, integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE
);

ALTER TABLE jobs DROP CONSTRAINT jobs_kind_check, ADD CONSTRAINT jobs_kind_check CHECK (kind IN ('scan', 'sync'));

-- The Airbyte jobs that a job of kind sync follows, one for each connection. A row is there before its Airbyte job is started.
CREATE TABLE sync_runs (
  organization_id uuid NOT NULL,
  job_id uuid NOT NULL,
  connection_id text NOT NULL,
  -- The newest job that the connection had before: whatever is newer was started for this run, or runs in its place.
  newest_before bigint NOT NULL,
  airbyte_job_id bigint,
  PRIMARY KEY (organization_id, job_id, connection_id),
  FOREIGN KEY (organization_id, job_id) REFERENCES jobs (organization_id, id) ON DELETE CASCADE
);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['airbyte_accounts', 'source_syncs', 'sync_runs'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I USING (may_see(organization_id)) WITH CHECK (may_see(organization_id))', tenant_table);
  END LOOP;
END $$;
