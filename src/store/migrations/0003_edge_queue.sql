-- One queue over all edges: what a list row shows and what lists are filtered and sorted by, one narrow row an edge. A composite key
-- is one row, its first member's. Triggers keep the queue true whoever writes edges.

-- What edges are filtered by most is their class: there are 48, and the indexes of the queue keep the edges of one together.
CREATE FUNCTION edge_class(kind text, type text, status text, changed boolean) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$
  SELECT (30 * CASE kind WHEN 'relationship' THEN 0 WHEN 'association' THEN 1 WHEN 'entity_link' THEN 2 END
          + 6 * CASE type WHEN 'FOREIGN_KEY' THEN 0 WHEN 'INFERRED' THEN 1 WHEN 'MANUAL' THEN 2 WHEN 'DETERMINISTIC' THEN 3 WHEN 'PROBABILISTIC' THEN 4 END
          + 2 * CASE status WHEN 'SUGGESTED' THEN 0 WHEN 'APPROVED' THEN 1 WHEN 'REJECTED' THEN 2 END + changed::integer)::smallint
$$;

CREATE TABLE edge_queue (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  from_source_id uuid NOT NULL,
  to_source_id uuid NOT NULL,
  from_entity_id uuid NOT NULL,
  to_entity_id uuid NOT NULL,
  -- -1 where there is none: it has a place in the order too.
  score double precision NOT NULL,
  -- 1 at a score of 0.5, 0 at scores of 0 and 1.
  uncertainty double precision NOT NULL GENERATED ALWAYS AS (CASE WHEN score < 0 THEN -1 ELSE 1 - abs(2 * score - 1) END) STORED,
  impact double precision NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  class smallint NOT NULL GENERATED ALWAYS AS (edge_class(kind, type, status, changed_since_decision)) STORED,
  changed_since_decision boolean NOT NULL,
  -- `entity.attribute` for every attribute of both ends, in lower case, one a line.
  search_text text NOT NULL,
  kind text NOT NULL,
  -- Of an entity link, its link type.
  type text NOT NULL,
  status text NOT NULL,
  from_entity text NOT NULL,
  to_entity text NOT NULL,
  from_attributes text[] NOT NULL,
  to_attributes text[] NOT NULL,
  -- Null where it is the edge alone.
  member_ids uuid[],
  decided_at timestamptz,
  PRIMARY KEY (organization_id, from_source_id, id)
);
CREATE INDEX edge_queue_by_score ON edge_queue (organization_id, class, score, id);
CREATE INDEX edge_queue_by_uncertainty ON edge_queue (organization_id, class, uncertainty, id);
CREATE INDEX edge_queue_by_impact ON edge_queue (organization_id, class, impact, id);
CREATE INDEX edge_queue_to_source ON edge_queue (organization_id, to_source_id) WHERE to_source_id <> from_source_id;

-- The policy of every tenant table, looked up once a statement instead of once a row: searches and counts read all rows of an organization.
ALTER TABLE edge_queue ENABLE ROW LEVEL SECURITY;
ALTER TABLE edge_queue FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON edge_queue
  USING (organization_id = (SELECT nullif(current_setting('cognate.organization_id', true), '')::uuid)
         OR (SELECT current_setting('cognate.system', true) = 'on'));

-- Rows of the referencing side that an edge joins, as its evidence counts them; 0 where it does not say.
CREATE FUNCTION edge_impact(evidence jsonb) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT least(coalesce(trunc(jsonb_path_query_first(evidence, '$.value.matched_rows ? (@ >= 0)')::numeric), 0), 9007199254740991)::double precision
$$;

-- What the queue holds of these edges of one kind, but of those that are going with one of their ends. Outer joins make sure that
-- edges are looked up first, whatever the statistics say.
CREATE FUNCTION queued_edges(of_kind text, of_organization uuid, edges uuid[])
RETURNS TABLE (organization_id uuid, id uuid, kind text, status text, type text, score double precision, impact double precision,
               changed_since_decision boolean, from_source_id uuid, from_entity_id uuid, from_entity text, from_attributes text[],
               to_source_id uuid, to_entity_id uuid, to_entity text, to_attributes text[], member_ids uuid[], search_text text,
               decided_at timestamptz, created_at timestamptz, updated_at timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT edge.organization_id, edge.id, of_kind, edge.status, edge.type, coalesce(edge.score, -1),
         edge_impact(edge.evidence), edge.changed_since_decision, edge.from_source_id, edge.from_entity_id, edge.from_entity, edge.from_attributes,
         edge.to_source_id, edge.to_entity_id, edge.to_entity, edge.to_attributes, edge.member_ids,
         lower(concat_ws(E'\n',
           edge.from_entity || coalesce('.' || nullif(array_to_string(edge.from_attributes, E'\n' || edge.from_entity || '.'), ''), ''),
           edge.to_entity || coalesce('.' || nullif(array_to_string(edge.to_attributes, E'\n' || edge.to_entity || '.'), ''), ''))),
         edge.decided_at, edge.created_at, edge.updated_at
  FROM (
    SELECT edge.organization_id, edge.id, edge.status, edge.type, edge.score, edge.evidence, edge.changed_since_decision,
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
    SELECT edge.organization_id, edge.id, edge.status, edge.relationship_type, edge.score, edge.evidence, edge.changed_since_decision,
           edge.integration_source_id, from_object.id, from_object.object_name, '{}',
           edge.integration_source_id, to_object.id, to_object.object_name, '{}', NULL, edge.decided_at, edge.created_at, edge.updated_at
    FROM saas_associations AS edge
    LEFT JOIN saas_objects AS from_object ON from_object.organization_id = edge.organization_id AND from_object.id = edge.from_object_id
    LEFT JOIN saas_objects AS to_object ON to_object.organization_id = edge.organization_id AND to_object.id = edge.to_object_id
    WHERE of_kind = 'association' AND edge.organization_id = of_organization AND edge.id = ANY(edges)
    UNION ALL
    SELECT edge.organization_id, edge.id, edge.status, edge.link_type, edge.confidence_score, edge.evidence, edge.changed_since_decision,
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

-- Rows of big tables are looked up one by one here and below, also where there are no statistics yet.
CREATE FUNCTION queue_edges(of_kind text, of_organization uuid, edges uuid[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  INSERT INTO edge_queue
    (organization_id, id, kind, status, type, score, impact, changed_since_decision, from_source_id, from_entity_id, from_entity, from_attributes,
     to_source_id, to_entity_id, to_entity, to_attributes, member_ids, search_text, decided_at, created_at, updated_at)
  SELECT * FROM queued_edges(of_kind, of_organization, edges)
  ON CONFLICT (organization_id, from_source_id, id) DO UPDATE SET
    from_entity = excluded.from_entity, from_attributes = excluded.from_attributes, to_entity = excluded.to_entity,
    to_attributes = excluded.to_attributes, member_ids = excluded.member_ids, search_text = excluded.search_text;
END $$;

CREATE FUNCTION queue_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  organization uuid;
  edges uuid[];
BEGIN
  FOR organization, edges IN SELECT touched.organization_id, array_agg(touched.id) FROM touched GROUP BY touched.organization_id LOOP
    -- No end gets another name meanwhile.
    IF TG_ARGV[0] <> 'relationship' THEN
      PERFORM pg_advisory_xact_lock_shared(hashtextextended('cognate-edge-names ' || organization, 0));
    END IF;
    PERFORM queue_edges(TG_ARGV[0], organization, edges);
  END LOOP;
  RETURN NULL;
END $$;

-- An edge keeps its ends; the rest is in its row.
CREATE FUNCTION queue_updated() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  EXECUTE format($update$
    UPDATE edge_queue AS queued SET
      status = edge.status, type = edge.type, score = edge.score, impact = edge.impact, changed_since_decision = edge.changed_since_decision,
      decided_at = edge.decided_at, updated_at = edge.updated_at
    FROM (
      SELECT organization_id, %I AS from_source_id, id, status, %I AS type, coalesce(%I, -1) AS score, edge_impact(evidence) AS impact,
             changed_since_decision, decided_at, updated_at
      FROM touched OFFSET 0
    ) AS edge
    WHERE queued.organization_id = edge.organization_id AND queued.from_source_id = edge.from_source_id AND queued.id = edge.id
      AND (queued.status, queued.type, queued.score, queued.impact, queued.changed_since_decision, queued.decided_at, queued.updated_at)
        IS DISTINCT FROM (edge.status, edge.type, edge.score, edge.impact, edge.changed_since_decision, edge.decided_at, edge.updated_at)
  $update$, TG_ARGV[0], TG_ARGV[1], TG_ARGV[2]);
  RETURN NULL;
END $$;

CREATE FUNCTION queue_deleted() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  EXECUTE format($delete$
    DELETE FROM edge_queue AS queued USING touched
    WHERE queued.organization_id = touched.organization_id AND queued.from_source_id = touched.%I AND queued.id = touched.id
  $delete$, TG_ARGV[0]);
  RETURN NULL;
END $$;

-- The first member of a composite key shows the others.
CREATE FUNCTION queue_member_touched() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  organization uuid;
  edges uuid[];
BEGIN
  FOR organization, edges IN
    SELECT touched.organization_id, array_agg(DISTINCT first.id)
    FROM touched
    JOIN relationships AS first ON first.organization_id = touched.organization_id AND first.key_id = touched.key_id AND first.key_id <> ''
      AND first.integration_source_id IS NOT DISTINCT FROM touched.integration_source_id AND first.key_position = 1
    WHERE touched.key_id <> '' AND touched.key_position <> 1
    GROUP BY touched.organization_id
  LOOP
    PERFORM queue_edges('relationship', organization, edges);
  END LOOP;
  RETURN NULL;
END $$;

DO $$
DECLARE
  edge text[];
BEGIN
  FOREACH edge SLICE 1 IN ARRAY ARRAY[
    ['relationships', 'relationship', 'integration_source_id', 'type', 'score'],
    ['saas_associations', 'association', 'integration_source_id', 'relationship_type', 'score'],
    ['entity_links', 'entity_link', 'source_integration_source_id', 'link_type', 'confidence_score']
  ] LOOP
    EXECUTE format('CREATE TRIGGER queue_inserted AFTER INSERT ON %I REFERENCING NEW TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION queue_inserted(%L)', edge[1], edge[2]);
    EXECUTE format('CREATE TRIGGER queue_updated AFTER UPDATE ON %I REFERENCING NEW TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION queue_updated(%L, %L, %L)', edge[1], edge[3], edge[4], edge[5]);
    EXECUTE format('CREATE TRIGGER queue_deleted AFTER DELETE ON %I REFERENCING OLD TABLE AS touched
                    FOR EACH STATEMENT EXECUTE FUNCTION queue_deleted(%L)', edge[1], edge[3]);
  END LOOP;
END $$;
CREATE TRIGGER queue_member_inserted AFTER INSERT ON relationships REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION queue_member_touched();
CREATE TRIGGER queue_member_deleted AFTER DELETE ON relationships REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION queue_member_touched();

-- Objects and fields can get other names; tables and columns of other names are others. Edges that are being added are waited for, and
-- those that are there are locked in the order of reviews.
CREATE FUNCTION queue_renamed() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  edges uuid[];
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('cognate-edge-names ' || NEW.organization_id, 0));
  IF TG_TABLE_NAME = 'saas_objects' THEN
    edges := ARRAY(SELECT id FROM saas_associations
                   WHERE organization_id = NEW.organization_id AND (from_object_id = NEW.id OR to_object_id = NEW.id) ORDER BY id FOR NO KEY UPDATE);
    PERFORM queue_edges('association', NEW.organization_id, edges);
    edges := ARRAY(SELECT id FROM entity_links
                   WHERE organization_id = NEW.organization_id AND (source_saas_object_id = NEW.id OR target_saas_object_id = NEW.id) ORDER BY id FOR NO KEY UPDATE);
  ELSE
    edges := ARRAY(SELECT id FROM entity_links
                   WHERE organization_id = NEW.organization_id AND (source_field_id = NEW.id OR target_field_id = NEW.id) ORDER BY id FOR NO KEY UPDATE);
  END IF;
  IF edges <> '{}' THEN
    PERFORM queue_edges('entity_link', NEW.organization_id, edges);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER queue_renamed AFTER UPDATE OF object_name ON saas_objects
  FOR EACH ROW WHEN (OLD.object_name <> NEW.object_name) EXECUTE FUNCTION queue_renamed();
CREATE TRIGGER queue_renamed AFTER UPDATE OF field_name ON saas_fields
  FOR EACH ROW WHEN (OLD.field_name <> NEW.field_name) EXECUTE FUNCTION queue_renamed();

DO $$ BEGIN
  PERFORM set_config('cognate.system', 'on', true);
  PERFORM queue_edges('relationship', organization_id, array_agg(id)) FROM relationships GROUP BY organization_id;
  PERFORM queue_edges('association', organization_id, array_agg(id)) FROM saas_associations GROUP BY organization_id;
  PERFORM queue_edges('entity_link', organization_id, array_agg(id)) FROM entity_links GROUP BY organization_id;
END $$;
