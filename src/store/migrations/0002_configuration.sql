-- The rest of the configuration API: organizations, people, ontology, edges of all three kinds under review.

ALTER TABLE organizations
  ADD COLUMN customer_s3_bucket text,
  ADD COLUMN customer_s3_region text,
  ADD COLUMN customer_aws_access_key_id text,
  -- Sealed with the organization's data key; never served.
  ADD COLUMN sealed_aws_secret_access_key bytea,
  ADD COLUMN customer_iam_role_arn text,
  ADD COLUMN context_modules_config jsonb,
  ADD COLUMN entity_definitions_config jsonb,
  ADD COLUMN agent_lab_config jsonb,
  DROP COLUMN settings;

-- Whom an identity provider's bearer tokens stand for.
ALTER TABLE users
  ADD COLUMN oidc_issuer text,
  ADD COLUMN oidc_subject text,
  ADD CHECK ((oidc_issuer IS NULL) = (oidc_subject IS NULL)),
  ADD UNIQUE (oidc_issuer, oidc_subject);
CREATE INDEX members_order ON members (organization_id, created_at, id);
CREATE INDEX members_by_user ON members (user_id);

-- People are seen by the organizations that they are members of.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
ALTER TABLE users FORCE ROW LEVEL SECURITY;
CREATE POLICY member ON users
  USING (current_setting('cognate.system', true) = 'on'
         OR EXISTS (SELECT FROM members WHERE members.user_id = users.id
                    AND members.organization_id = nullif(current_setting('cognate.organization_id', true), '')::uuid));

-- A system administrator is who is an active member with that role somewhere.
CREATE FUNCTION keep_system_admin() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  was text := coalesce(current_setting('cognate.system', true), '');
  person uuid := CASE TG_OP WHEN 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
BEGIN
  PERFORM set_config('cognate.system', 'on', true);
  -- Whoever changes another membership of the same person waits here, and then sees this change.
  PERFORM FROM users WHERE id = person FOR UPDATE;
  UPDATE users SET is_system_admin = NOT is_system_admin
  WHERE id = person
    AND is_system_admin <> EXISTS (SELECT FROM members WHERE user_id = person AND role = 'SYSTEM_ADMIN' AND membership_state = 'active');
  PERFORM set_config('cognate.system', was, true);
  RETURN NULL;
END $$;
CREATE TRIGGER system_admin AFTER INSERT OR DELETE OR UPDATE OF role, membership_state ON members
  FOR EACH ROW EXECUTE FUNCTION keep_system_admin();

ALTER TABLE tokens ADD COLUMN created_by uuid;
CREATE INDEX tokens_order ON tokens (organization_id, created_at, id);

-- A token with what decides whether its bearer may come in, in one statement: whoever knows the hash may see this.
CREATE FUNCTION token_owner(hash bytea)
RETURNS TABLE (organization_id uuid, id uuid, user_id uuid, role text, expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz,
               created_by uuid, organization_active boolean, member_role text, membership_state text, is_system_admin boolean)
LANGUAGE plpgsql AS $$
DECLARE was text := coalesce(current_setting('cognate.system', true), '');
BEGIN
  PERFORM set_config('cognate.system', 'on', true);
  RETURN QUERY
    SELECT tokens.organization_id, tokens.id, tokens.user_id, tokens.role, tokens.expires_at, tokens.last_used_at, tokens.revoked_at,
           tokens.created_by, organizations.is_active, members.role, members.membership_state, users.is_system_admin
    FROM tokens
    JOIN organizations ON organizations.id = tokens.organization_id
    JOIN users ON users.id = tokens.user_id
    LEFT JOIN members ON members.organization_id = tokens.organization_id AND members.user_id = tokens.user_id
    WHERE tokens.token_hash = hash;
  PERFORM set_config('cognate.system', was, true);
END $$;

-- A person's id inside a connected system.
CREATE TABLE user_identifiers (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  user_id uuid NOT NULL,
  integration_source_id uuid NOT NULL,
  identifier_key text NOT NULL,
  identifier_value text NOT NULL,
  discovery_method text NOT NULL CHECK (discovery_method IN ('mcp_tool', 'llm_discovery', 'manual')),
  confidence_score double precision CHECK (confidence_score BETWEEN 0 AND 1),
  discovery_metadata jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, user_id, integration_source_id, identifier_key),
  FOREIGN KEY (organization_id, user_id) REFERENCES members (organization_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE
);

-- Every version of an organization's ontology; organizations.business_ontology is the newest.
CREATE TABLE ontology_versions (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  version integer NOT NULL,
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  -- Not jsonb: keys stay in the order that people gave them.
  ontology json NOT NULL,
  change_log text,
  actor_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, version)
);
CREATE INDEX ontology_versions_order ON ontology_versions (organization_id, created_at, id);

-- Columns are listed by source: without the join over its tables.
ALTER TABLE source_columns ADD COLUMN integration_source_id uuid;
DO $$ BEGIN PERFORM set_config('cognate.system', 'on', true); END $$;
UPDATE source_columns AS col SET integration_source_id = tab.integration_source_id
FROM source_tables AS tab WHERE tab.organization_id = col.organization_id AND tab.id = col.table_id;
ALTER TABLE source_columns ALTER COLUMN integration_source_id SET NOT NULL;
CREATE INDEX source_columns_by_source ON source_columns (organization_id, integration_source_id, created_at, id);
CREATE INDEX source_columns_by_table ON source_columns (organization_id, table_id, created_at, id);
CREATE INDEX source_tables_by_schema ON source_tables (organization_id, schema_id, created_at, id);
CREATE INDEX source_databases_by_source ON source_databases (organization_id, integration_source_id, created_at, id);
CREATE INDEX source_schemas_by_database ON source_schemas (organization_id, database_id, created_at, id);

-- What a person wrote stays: scans leave these columns of the row as they are.
ALTER TABLE source_columns ADD COLUMN manual_fields text[] NOT NULL DEFAULT '{}';
ALTER TABLE saas_fields ADD COLUMN manual_fields text[] NOT NULL DEFAULT '{}';
ALTER TABLE saas_objects ADD COLUMN manual_fields text[] NOT NULL DEFAULT '{}';
ALTER TABLE saas_associations ADD COLUMN manual_fields text[] NOT NULL DEFAULT '{}';

-- The quality of a table's data, in the words that SaaS objects have for it.
ALTER TABLE source_tables
  ADD COLUMN null_pct_overall double precision,
  ADD COLUMN column_null_pct jsonb,
  ADD COLUMN column_distinct_pct jsonb,
  ADD COLUMN earliest_timestamp timestamptz,
  ADD COLUMN latest_timestamp timestamptz,
  ADD COLUMN date_grain text,
  ADD COLUMN last_load_timestamp timestamptz,
  ADD COLUMN load_frequency text,
  ADD COLUMN data_latency_minutes double precision,
  ADD COLUMN is_staging_table boolean NOT NULL DEFAULT false;

CREATE INDEX saas_objects_by_source ON saas_objects (organization_id, integration_source_id, created_at, id);
CREATE INDEX saas_fields_by_object ON saas_fields (organization_id, saas_object_id, created_at, id);

-- Edges of all kinds are reviewed alike.
ALTER TABLE saas_associations
  ADD COLUMN job_id uuid,
  ADD COLUMN decided_at timestamptz,
  ADD COLUMN changed_since_decision boolean NOT NULL DEFAULT false;
CREATE INDEX saas_associations_by_source ON saas_associations (organization_id, integration_source_id, created_at, id);
CREATE INDEX saas_associations_to ON saas_associations (organization_id, to_object_id);
-- Categories and types are whatever the platform calls them, of any length.
ALTER TABLE saas_associations DROP CONSTRAINT saas_associations_organization_id_from_object_id_to_object__key;
CREATE UNIQUE INDEX saas_associations_ends ON saas_associations
  (organization_id, from_object_id, to_object_id, (md5(association_category)), (md5(association_type_id)));

ALTER TABLE entity_links
  ADD COLUMN job_id uuid,
  ADD COLUMN decided_at timestamptz,
  ADD COLUMN changed_since_decision boolean NOT NULL DEFAULT false,
  ADD CHECK ((source_table_id IS NULL) = (source_column_id IS NULL) AND (source_saas_object_id IS NULL) = (source_field_id IS NULL)),
  ADD CHECK ((target_table_id IS NULL) = (target_column_id IS NULL) AND (target_saas_object_id IS NULL) = (target_field_id IS NULL));
-- Two attributes have one link, whichever way round.
CREATE UNIQUE INDEX entity_links_ends ON entity_links
  (organization_id,
   (least(coalesce(source_column_id, source_field_id), coalesce(target_column_id, target_field_id))),
   (greatest(coalesce(source_column_id, source_field_id), coalesce(target_column_id, target_field_id))));
CREATE INDEX entity_links_order ON entity_links (organization_id, created_at, id);
CREATE INDEX entity_links_by_source ON entity_links (organization_id, source_integration_source_id, created_at, id);
CREATE INDEX entity_links_by_target ON entity_links (organization_id, target_integration_source_id, created_at, id);
-- For what goes with its ends.
CREATE INDEX entity_links_source_table ON entity_links (organization_id, source_table_id) WHERE source_table_id IS NOT NULL;
CREATE INDEX entity_links_source_column ON entity_links (organization_id, source_column_id) WHERE source_column_id IS NOT NULL;
CREATE INDEX entity_links_source_object ON entity_links (organization_id, source_saas_object_id) WHERE source_saas_object_id IS NOT NULL;
CREATE INDEX entity_links_source_field ON entity_links (organization_id, source_field_id) WHERE source_field_id IS NOT NULL;
CREATE INDEX entity_links_target_table ON entity_links (organization_id, target_table_id) WHERE target_table_id IS NOT NULL;
CREATE INDEX entity_links_target_column ON entity_links (organization_id, target_column_id) WHERE target_column_id IS NOT NULL;
CREATE INDEX entity_links_target_object ON entity_links (organization_id, target_saas_object_id) WHERE target_saas_object_id IS NOT NULL;
CREATE INDEX entity_links_target_field ON entity_links (organization_id, target_field_id) WHERE target_field_id IS NOT NULL;

-- An edge's evidence goes with it, also where the edge goes with one of its ends. Decisions and audit events stay.
CREATE FUNCTION forget_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM evidence_revisions AS revision USING gone
  WHERE revision.organization_id = gone.organization_id AND revision.edge_kind = TG_ARGV[0] AND revision.edge_id = gone.id;
  RETURN NULL;
END $$;
CREATE TRIGGER evidence AFTER DELETE ON relationships
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_evidence('relationship');
CREATE TRIGGER evidence AFTER DELETE ON saas_associations
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_evidence('association');
CREATE TRIGGER evidence AFTER DELETE ON entity_links
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_evidence('entity_link');

ALTER TABLE decisions
  -- Where the change came from.
  ADD COLUMN source text NOT NULL DEFAULT 'api' CHECK (source IN ('api', 'cli', 'mcp', 'web')),
  -- What the decision took the place of: so that it can be taken back.
  ADD COLUMN from_decided_at timestamptz,
  ADD COLUMN from_changed boolean NOT NULL DEFAULT false,
  -- The decision that this one takes back.
  ADD COLUMN undoes uuid;
CREATE INDEX decisions_by_batch ON decisions (organization_id, batch_id) WHERE batch_id IS NOT NULL;
CREATE UNIQUE INDEX decisions_undone ON decisions (organization_id, undoes) WHERE undoes IS NOT NULL;

ALTER TABLE audit_events ADD COLUMN source text NOT NULL DEFAULT 'api' CHECK (source IN ('api', 'cli', 'mcp', 'web', 'system'));

CREATE INDEX jobs_by_source ON jobs USING gin (source_ids);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['user_identifiers', 'ontology_versions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('CREATE POLICY tenant ON %I USING (may_see(organization_id)) WITH CHECK (may_see(organization_id))', tenant_table);
  END LOOP;
END $$;
