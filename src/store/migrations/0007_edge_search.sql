-- The search of the edge queue. Under row-level security no index serves LIKE, but schemas use the same names over and over: the text is
-- looked for in the few different names, and the edges that show those are looked up by equality.

CREATE FUNCTION edge_name_id(name text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$ SELECT hashtextextended(name, 0) $$;

-- Every name of an entity or attribute that edges show, in lower case. Who adds edges waits for nobody: names that two add at the same
-- moment are here twice.
CREATE TABLE edge_names (
  organization_id uuid NOT NULL,
  id bigint NOT NULL GENERATED ALWAYS AS (edge_name_id(name)) STORED,
  name text NOT NULL
);
CREATE INDEX edge_names_by_id ON edge_names (organization_id, id);

CREATE TABLE edges_by_name (
  organization_id uuid NOT NULL,
  name_id bigint NOT NULL,
  from_source_id uuid NOT NULL,
  edge_id uuid NOT NULL,
  PRIMARY KEY (organization_id, name_id, from_source_id, edge_id)
);

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['edge_names', 'edges_by_name'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format($policy$
      CREATE POLICY tenant ON %I
        USING (organization_id = (SELECT nullif(current_setting('cognate.organization_id', true), '')::uuid)
               OR (SELECT current_setting('cognate.system', true) = 'on'))
    $policy$, tenant_table);
  END LOOP;
END $$;

CREATE FUNCTION names_of_edge(from_entity text, from_attributes text[], to_entity text, to_attributes text[]) RETURNS SETOF text
LANGUAGE sql IMMUTABLE AS $$
  SELECT DISTINCT lower(name) FROM unnest(from_attributes || to_attributes || ARRAY[from_entity, to_entity]) AS name
$$;

-- These edges show these names from now on: the nth edge the nth name.
CREATE FUNCTION show_edge_names(organizations uuid[], sources uuid[], edges uuid[], names text[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  INSERT INTO edges_by_name (organization_id, name_id, from_source_id, edge_id)
  SELECT DISTINCT organization_id, edge_name_id(name), from_source_id, edge_id
  FROM unnest(organizations, sources, edges, names) AS shown (organization_id, from_source_id, edge_id, name);
  -- A lock keeps the name until these edges are there for all to see; one that is being deleted is added again.
  INSERT INTO edge_names (organization_id, name)
  SELECT shown.organization_id, shown.name
  FROM (SELECT DISTINCT organization_id, name FROM unnest(organizations, names) AS shown (organization_id, name)) AS shown
  WHERE NOT EXISTS (SELECT FROM edge_names AS known
                    WHERE known.organization_id = shown.organization_id AND known.id = edge_name_id(shown.name) AND known.name = shown.name
                    FOR KEY SHARE SKIP LOCKED);
END $$;

-- These edges no longer show these names. Names that no edge shows go, unless somebody is about to show them.
CREATE FUNCTION hide_edge_names(organizations uuid[], sources uuid[], edges uuid[], name_ids bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  locked tid[];
BEGIN
  DELETE FROM edges_by_name AS shown
  USING unnest(organizations, sources, edges, name_ids) AS gone (organization_id, from_source_id, edge_id, name_id)
  WHERE shown.organization_id = gone.organization_id AND shown.name_id = gone.name_id
    AND shown.from_source_id = gone.from_source_id AND shown.edge_id = gone.edge_id;
  -- Two statements: the second sees what was shown until the first had the locks.
  locked := ARRAY(
    SELECT known.ctid
    FROM (SELECT DISTINCT organization_id, id FROM unnest(organizations, name_ids) AS gone (organization_id, id)) AS gone
    JOIN edge_names AS known ON known.organization_id = gone.organization_id AND known.id = gone.id
    WHERE NOT EXISTS (SELECT FROM edges_by_name AS shown WHERE shown.organization_id = known.organization_id AND shown.name_id = known.id)
    FOR UPDATE OF known SKIP LOCKED);
  DELETE FROM edge_names AS known
  WHERE known.ctid = ANY(locked)
    AND NOT EXISTS (SELECT FROM edges_by_name AS shown WHERE shown.organization_id = known.organization_id AND shown.name_id = known.id);
END $$;

CREATE FUNCTION edge_names_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM show_edge_names(array_agg(edge.organization_id), array_agg(edge.from_source_id), array_agg(edge.id), array_agg(name))
  FROM touched AS edge CROSS JOIN LATERAL names_of_edge(edge.from_entity, edge.from_attributes, edge.to_entity, edge.to_attributes) AS name;
  RETURN NULL;
END $$;
CREATE TRIGGER edge_names_added AFTER INSERT ON edge_queue REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION edge_names_added();

CREATE FUNCTION edge_names_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hide_edge_names(array_agg(edge.organization_id), array_agg(edge.from_source_id), array_agg(edge.id), array_agg(edge_name_id(name)))
  FROM touched AS edge CROSS JOIN LATERAL names_of_edge(edge.from_entity, edge.from_attributes, edge.to_entity, edge.to_attributes) AS name;
  RETURN NULL;
END $$;
CREATE TRIGGER edge_names_removed AFTER DELETE ON edge_queue REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION edge_names_removed();

-- Decisions change many rows at once, and no name: one row at a time costs them nothing.
CREATE FUNCTION edge_names_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM hide_edge_names(array_agg(OLD.organization_id), array_agg(OLD.from_source_id), array_agg(OLD.id), array_agg(edge_name_id(name)))
  FROM names_of_edge(OLD.from_entity, OLD.from_attributes, OLD.to_entity, OLD.to_attributes) AS name;
  PERFORM show_edge_names(array_agg(NEW.organization_id), array_agg(NEW.from_source_id), array_agg(NEW.id), array_agg(name))
  FROM names_of_edge(NEW.from_entity, NEW.from_attributes, NEW.to_entity, NEW.to_attributes) AS name;
  RETURN NULL;
END $$;
CREATE TRIGGER edge_names_changed AFTER UPDATE OF search_text ON edge_queue
  FOR EACH ROW WHEN (OLD.search_text <> NEW.search_text) EXECUTE FUNCTION edge_names_changed();

DO $$ BEGIN PERFORM set_config('cognate.system', 'on', true); END $$;
INSERT INTO edges_by_name (organization_id, name_id, from_source_id, edge_id)
SELECT DISTINCT edge.organization_id, edge_name_id(name), edge.from_source_id, edge.id
FROM edge_queue AS edge CROSS JOIN LATERAL names_of_edge(edge.from_entity, edge.from_attributes, edge.to_entity, edge.to_attributes) AS name;
INSERT INTO edge_names (organization_id, name)
SELECT DISTINCT edge.organization_id, name
FROM edge_queue AS edge CROSS JOIN LATERAL names_of_edge(edge.from_entity, edge.from_attributes, edge.to_entity, edge.to_attributes) AS name;
