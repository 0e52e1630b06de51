-- What fast reads need.

-- Evidence is served as it was written: as text, in the order of its fields, which nothing parses on its way.
ALTER TABLE relationships ALTER COLUMN evidence TYPE json;
ALTER TABLE saas_associations ALTER COLUMN evidence TYPE json;
ALTER TABLE entity_links ALTER COLUMN evidence TYPE json;
ALTER TABLE evidence_revisions ALTER COLUMN evidence TYPE json;
CREATE FUNCTION edge_impact(evidence json) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$ SELECT edge_impact(evidence::jsonb) $$;

-- The settings that policies depend on are looked up once a statement instead of once a row.
DO $$
DECLARE tenant_table text;
BEGIN
  FOR tenant_table IN SELECT tablename FROM pg_policies WHERE schemaname = current_schema() AND policyname = 'tenant' AND tablename <> 'organizations' LOOP
    EXECUTE format($policy$
      ALTER POLICY tenant ON %I
        USING (organization_id = (SELECT nullif(current_setting('cognate.organization_id', true), '')::uuid)
               OR (SELECT current_setting('cognate.system', true) = 'on'))
    $policy$, tenant_table);
  END LOOP;
END $$;
