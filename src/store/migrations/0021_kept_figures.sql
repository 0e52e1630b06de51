-- What lists and decisions over everything still added up row by row, kept as it comes.

-- How many tables or objects a source has, and columns or fields in them, as the last scan found them. As with the counts of edges, who writes waits for
-- nobody: a count may lie here in parts, and the sum of its parts is true.
CREATE TABLE entity_counts (
  organization_id uuid NOT NULL,
  source_id uuid NOT NULL,
  entities bigint NOT NULL,
  attributes bigint NOT NULL
);
CREATE INDEX entity_counts_by_source ON entity_counts (organization_id, source_id);

-- Every name of a table or object, in lower case, and how many have it: schemas use the same names over and over, so that a text is looked for in fewer
-- names than there are entities. In parts likewise.
CREATE TABLE entity_names (
  organization_id uuid NOT NULL,
  name text COLLATE "C" NOT NULL,
  count bigint NOT NULL
);
CREATE INDEX entity_names_by_name ON entity_names (organization_id, name);

DO $$
DECLARE
  tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['entity_counts', 'entity_names'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format($policy$
      CREATE POLICY tenant ON %I
        USING (organization_id = (SELECT nullif(current_setting('cognate.organization_id', true), '')::uuid)
               OR (SELECT current_setting('cognate.system', true) = 'on'))
    $policy$, tenant_table);
  END LOOP;
END $$;

-- The nth source changes by the nth numbers. Its parts become one, with the change, but for those that somebody else holds.
CREATE FUNCTION count_entities(organizations uuid[], sources uuid[], entity_changes bigint[], attribute_changes bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  locked tid[];
BEGIN
  locked := ARRAY(
    SELECT part.ctid
    FROM unnest(organizations, sources) AS changed (organization_id, source_id)
    JOIN entity_counts AS part ON part.organization_id = changed.organization_id AND part.source_id = changed.source_id
    FOR UPDATE OF part SKIP LOCKED);
  WITH gone AS (
    DELETE FROM entity_counts WHERE ctid = ANY(locked) RETURNING organization_id, source_id, entities, attributes
  )
  INSERT INTO entity_counts (organization_id, source_id, entities, attributes)
  SELECT organization_id, source_id, sum(entities), sum(attributes)
  FROM (
    SELECT organization_id, source_id, entities, attributes FROM gone
    UNION ALL
    SELECT * FROM unnest(organizations, sources, entity_changes, attribute_changes)
  ) AS part (organization_id, source_id, entities, attributes)
  GROUP BY organization_id, source_id
  HAVING sum(entities) <> 0 OR sum(attributes) <> 0;
END $$;

-- The same of names.
CREATE FUNCTION count_entity_names(organizations uuid[], names text[], changes bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  locked tid[];
BEGIN
  locked := ARRAY(
    SELECT part.ctid
    FROM unnest(organizations, names) AS changed (organization_id, name)
    JOIN entity_names AS part ON part.organization_id = changed.organization_id AND part.name = changed.name COLLATE "C"
    FOR UPDATE OF part SKIP LOCKED);
  WITH gone AS (
    DELETE FROM entity_names WHERE ctid = ANY(locked) RETURNING organization_id, name, count
  )
  INSERT INTO entity_names (organization_id, name, count)
  SELECT organization_id, name, sum(count)
  FROM (
    SELECT organization_id, name, count FROM gone
    UNION ALL
    SELECT * FROM unnest(organizations, names, changes)
  ) AS part (organization_id, name, count)
  GROUP BY organization_id, name
  HAVING sum(count) <> 0;
END $$;

-- Arguments: what the statement did to entities, as a query for those that came (change 1) and went (-1), and the column that says whether one counts.
CREATE FUNCTION entities_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($count$
    SELECT count_entities(array_agg(organization_id), array_agg(source_id), array_agg(entities), array_agg(attributes))
    FROM (
      SELECT organization_id, integration_source_id AS source_id, sum(change)::bigint AS entities, sum(change * attribute_count)::bigint AS attributes
      FROM (%s) AS entity WHERE %I
      GROUP BY organization_id, integration_source_id
      HAVING sum(change) <> 0 OR sum(change * attribute_count) <> 0
    ) AS changed
    HAVING count(*) > 0
  $count$, TG_ARGV[0], TG_ARGV[1]);
  RETURN NULL;
END $$;

-- Argument: 1 where the entities came, -1 where they went.
CREATE FUNCTION entity_names_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_entity_names(array_agg(organization_id), array_agg(search_name), array_agg(change))
  FROM (
    SELECT organization_id, search_name, TG_ARGV[0]::integer * count(*) AS change FROM touched GROUP BY organization_id, search_name
  ) AS changed
  HAVING count(*) > 0;
  RETURN NULL;
END $$;

-- Few entities get another name, and many are updated.
CREATE FUNCTION entity_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM count_entity_names(ARRAY[OLD.organization_id, NEW.organization_id], ARRAY[OLD.search_name, NEW.search_name], '{-1,1}');
  RETURN NULL;
END $$;

DO $$
DECLARE
  entities text;
  counts text;
BEGIN
  PERFORM set_config('cognate.system', 'on', true);
  FOR entities, counts IN VALUES ('source_tables', 'is_present'), ('saas_objects', 'is_active') LOOP
    EXECUTE format('CREATE TRIGGER entities_counted AFTER INSERT ON %I REFERENCING NEW TABLE AS came
                    FOR EACH STATEMENT EXECUTE FUNCTION entities_counted(%L, %L)', entities, 'SELECT *, 1 AS change FROM came', counts);
    EXECUTE format('CREATE TRIGGER entities_uncounted AFTER DELETE ON %I REFERENCING OLD TABLE AS went
                    FOR EACH STATEMENT EXECUTE FUNCTION entities_counted(%L, %L)', entities, 'SELECT *, -1 AS change FROM went', counts);
    EXECUTE format('CREATE TRIGGER entities_recounted AFTER UPDATE ON %I REFERENCING OLD TABLE AS went NEW TABLE AS came
                    FOR EACH STATEMENT EXECUTE FUNCTION entities_counted(%L, %L)',
                   entities, 'SELECT *, 1 AS change FROM came UNION ALL SELECT *, -1 FROM went', counts);
    EXECUTE format('CREATE TRIGGER entity_names_added AFTER INSERT ON %I REFERENCING NEW TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION entity_names_counted(''1'')', entities);
    EXECUTE format('CREATE TRIGGER entity_names_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION entity_names_counted(''-1'')', entities);
    EXECUTE format('CREATE TRIGGER entity_renamed AFTER UPDATE ON %I
                    FOR EACH ROW WHEN (OLD.search_name <> NEW.search_name) EXECUTE FUNCTION entity_renamed()', entities);
    EXECUTE format('INSERT INTO entity_counts (organization_id, source_id, entities, attributes)
                    SELECT organization_id, integration_source_id, count(*), sum(attribute_count) FROM %I WHERE %I
                    GROUP BY organization_id, integration_source_id', entities, counts);
    EXECUTE format('INSERT INTO entity_names (organization_id, name, count)
                    SELECT organization_id, search_name, count(*) FROM %I GROUP BY organization_id, search_name', entities);
  END LOOP;
END $$;

-- Of the figures of a source only the newest time is left to look up.
DROP INDEX source_tables_figures;
DROP INDEX saas_objects_figures;
CREATE INDEX source_tables_newest ON source_tables (organization_id, integration_source_id, latest_timestamp)
  WHERE is_present AND latest_timestamp <= last_analyzed;
CREATE INDEX saas_objects_newest ON saas_objects (organization_id, integration_source_id, latest_timestamp)
  WHERE is_active AND latest_timestamp <= last_analyzed;

-- The impact of an edge is read from its evidence when that is written, and not at each decision. Rows of edges leave room beside them, so that a decision
-- puts the new row next to the old one and no index has to know.
ALTER TABLE relationships SET (fillfactor = 50);
ALTER TABLE saas_associations SET (fillfactor = 50);
ALTER TABLE entity_links SET (fillfactor = 50);
ALTER TABLE relationships ADD COLUMN impact double precision NOT NULL GENERATED ALWAYS AS (edge_impact(evidence)) STORED;
ALTER TABLE saas_associations ADD COLUMN impact double precision NOT NULL GENERATED ALWAYS AS (edge_impact(evidence)) STORED;
ALTER TABLE entity_links ADD COLUMN impact double precision NOT NULL GENERATED ALWAYS AS (edge_impact(evidence)) STORED;

CREATE OR REPLACE FUNCTION queued_edges(of_kind text, of_organization uuid, edges uuid[])
RETURNS TABLE (organization_id uuid, id uuid, kind text, status text, type text, score double precision, impact double precision,
               changed_since_decision boolean, from_source_id uuid, from_entity_id uuid, from_entity text, from_attributes text[],
               to_source_id uuid, to_entity_id uuid, to_entity text, to_attributes text[], member_ids uuid[], search_text text,
               decided_at timestamptz, created_at timestamptz, updated_at timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT edge.organization_id, edge.id, of_kind, edge.status, edge.type, coalesce(edge.score, -1),
         edge.impact, edge.changed_since_decision, edge.from_source_id, edge.from_entity_id, edge.from_entity, edge.from_attributes,
         edge.to_source_id, edge.to_entity_id, edge.to_entity, edge.to_attributes, edge.member_ids,
         lower(concat_ws(E'\n',
           edge.from_entity || coalesce('.' || nullif(array_to_string(edge.from_attributes, E'\n' || edge.from_entity || '.'), ''), ''),
           edge.to_entity || coalesce('.' || nullif(array_to_string(edge.to_attributes, E'\n' || edge.to_entity || '.'), ''), ''))),
         edge.decided_at, edge.created_at, edge.updated_at
  FROM (
    SELECT edge.organization_id, edge.id, edge.status, edge.type, edge.score, edge.impact, edge.changed_since_decision,
           edge.integration_source_id AS from_source_id, from_table.id AS from_entity_id, from_table.name AS from_entity,
           coalesce(member.from_names, ARRAY[from_column.name]) AS from_attributes,
           edge.integration_source_id AS to_source_id, to_table.id AS to_entity_id, to_table.name AS to_entity,
           coalesce(member.to_names, ARRAY[edge.to_column_name::text]) AS to_attributes,
           member.ids AS member_ids, edge.decided_at, edge.created_at, edge.updated_at
    FROM relationships AS edge
    LEFT JOIN source_columns AS from_column ON from_column.organization_id = edge.organization_id AND from_column.id = edge.from_column_id
    LEFT JOIN source_tables AS from_table ON from_table.organization_id = edge.organization_id AND from_table.id = from_column.table_id
    LEFT JOIN source_tables AS to_table ON to_table.organization_id = edge.organization_id AND to_table.id = edge.to_table_id
    CROSS JOIN LATERAL (
      SELECT array_agg(member.id ORDER BY member.key_position) AS ids, array_agg(member_column.name ORDER BY member.key_position) AS from_names,
             array_agg(member.to_column_name::text ORDER BY member.key_position) AS to_names
      FROM relationships AS member
      LEFT JOIN source_columns AS member_column ON member_column.organization_id = member.organization_id AND member_column.id = member.from_column_id
      WHERE edge.key_id <> '' AND member.key_id <> '' AND member.organization_id = edge.organization_id AND member.key_id = edge.key_id
        AND member.integration_source_id IS NOT DISTINCT FROM edge.integration_source_id
    ) AS member
    WHERE of_kind = 'relationship' AND edge.organization_id = of_organization AND edge.id = ANY(edges) AND edge.key_position = 1
    UNION ALL
    SELECT edge.organization_id, edge.id, edge.status, edge.relationship_type, edge.score, edge.impact, edge.changed_since_decision,
           edge.integration_source_id, from_object.id, from_object.object_name, '{}',
           edge.integration_source_id, to_object.id, to_object.object_name, '{}', NULL, edge.decided_at, edge.created_at, edge.updated_at
    FROM saas_associations AS edge
    LEFT JOIN saas_objects AS from_object ON from_object.organization_id = edge.organization_id AND from_object.id = edge.from_object_id
    LEFT JOIN saas_objects AS to_object ON to_object.organization_id = edge.organization_id AND to_object.id = edge.to_object_id
    WHERE of_kind = 'association' AND edge.organization_id = of_organization AND edge.id = ANY(edges)
      AND (edge.is_active OR edge.changed_since_decision)
    UNION ALL
    SELECT edge.organization_id, edge.id, edge.status, edge.link_type, edge.confidence_score, edge.impact, edge.changed_since_decision,
           edge.source_integration_source_id, coalesce(from_table.id, from_object.id), coalesce(from_table.name, from_object.object_name),
           ARRAY[coalesce(from_column.name, from_field.field_name)],
           edge.target_integration_source_id, coalesce(to_table.id, to_object.id), coalesce(to_table.name, to_object.object_name),
           ARRAY[coalesce(to_column.name, to_field.field_name)], NULL, edge.decided_at, edge.created_at, edge.updated_at
    FROM entity_links AS edge
    LEFT JOIN source_tables AS from_table ON from_table.organization_id = edge.organization_id AND from_table.id = edge.source_table_id
    LEFT JOIN source_columns AS from_column ON from_column.organization_id = edge.organization_id AND from_column.id = edge.source_column_id
    LEFT JOIN saas_objects AS from_object ON from_object.organization_id = edge.organization_id AND from_object.id = edge.source_saas_object_id
    LEFT JOIN saas_fields AS from_field ON from_field.organization_id = edge.organization_id AND from_field.id = edge.source_field_id
    LEFT JOIN source_tables AS to_table ON to_table.organization_id = edge.organization_id AND to_table.id = edge.target_table_id
    LEFT JOIN source_columns AS to_column ON to_column.organization_id = edge.organization_id AND to_column.id = edge.target_column_id
    LEFT JOIN saas_objects AS to_object ON to_object.organization_id = edge.organization_id AND to_object.id = edge.target_saas_object_id
    LEFT JOIN saas_fields AS to_field ON to_field.organization_id = edge.organization_id AND to_field.id = edge.target_field_id
    WHERE of_kind = 'entity_link' AND edge.organization_id = of_organization AND edge.id = ANY(edges)
  ) AS edge
  WHERE num_nulls(edge.from_entity_id, edge.to_entity_id) = 0
$$;

CREATE OR REPLACE FUNCTION queue_updated() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  EXECUTE format($update$
    UPDATE edge_queue AS queued SET
      status = edge.status, type = edge.type, score = edge.score, impact = edge.impact, changed_since_decision = edge.changed_since_decision,
      decided_at = edge.decided_at, updated_at = edge.updated_at
    FROM (
      SELECT organization_id, %I AS from_source_id, id, status, %I AS type, coalesce(%I, -1) AS score, impact,
             changed_since_decision, decided_at, updated_at
      FROM touched OFFSET 0
    ) AS edge
    WHERE queued.organization_id = edge.organization_id AND queued.from_source_id = edge.from_source_id AND queued.id = edge.id
      AND (queued.status, queued.type, queued.score, queued.impact, queued.changed_since_decision, queued.decided_at, queued.updated_at)
        IS DISTINCT FROM (edge.status, edge.type, edge.score, edge.impact, edge.changed_since_decision, edge.decided_at, edge.updated_at)
  $update$, TG_ARGV[0], TG_ARGV[1], TG_ARGV[2]);
  RETURN NULL;
END $$;

-- Each source is taken from the edges by itself, which costs less than to tell the two ends of each edge apart.
CREATE OR REPLACE FUNCTION edges_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($count$
    WITH edge AS NOT MATERIALIZED (%s)
    SELECT count_edges(array_agg(organization_id), array_agg(source_id), array_agg(class), array_agg(change))
    FROM (
      SELECT organization_id, source_id, class, sum(change)::bigint AS change
      FROM (
        SELECT organization_id, from_source_id AS source_id, class, change FROM edge
        UNION ALL
        SELECT organization_id, to_source_id, class, change FROM edge WHERE to_source_id <> from_source_id
      ) AS ended
      GROUP BY organization_id, source_id, class
      HAVING sum(change) <> 0
    ) AS changed
    HAVING count(*) > 0
  $count$, TG_ARGV[0]);
  RETURN NULL;
END $$;
