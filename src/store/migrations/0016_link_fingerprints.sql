-- What is kept of a source that was scanned, so that sources that are scanned later can be compared with it.

CREATE TABLE link_fingerprints (
  organization_id uuid NOT NULL,
  integration_source_id uuid NOT NULL,
  -- Which of the entities of the source as it was last scanned.
  entity integer NOT NULL,
  -- Keyed hashes of values, counts and shapes, sealed.
  sealed bytea NOT NULL,
  PRIMARY KEY (organization_id, integration_source_id, entity),
  FOREIGN KEY (organization_id, integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE
);
-- Sealed bytes do not shrink.
ALTER TABLE link_fingerprints ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- By which hashes an entity is found. Only the key of the organization can make them again.
CREATE TABLE link_postings (
  organization_id uuid NOT NULL,
  hash bigint NOT NULL,
  integration_source_id uuid NOT NULL,
  entity integer NOT NULL,
  PRIMARY KEY (organization_id, hash, integration_source_id, entity),
  FOREIGN KEY (organization_id, integration_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX link_postings_by_source ON link_postings (organization_id, integration_source_id);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['link_fingerprints', 'link_postings'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format($policy$CREATE POLICY tenant ON %I
      USING (organization_id = (SELECT nullif(current_setting('cognate.organization_id', true), '')::uuid)
             OR (SELECT current_setting('cognate.system', true) = 'on'))$policy$, tenant_table);
  END LOOP;
END $$;
