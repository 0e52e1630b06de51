-- What lists say of sources and entities in numbers.

-- Edges of an entity.
CREATE INDEX edge_queue_from_entity ON edge_queue (organization_id, from_entity_id);
CREATE INDEX edge_queue_to_entity ON edge_queue (organization_id, to_entity_id);

-- How many columns or fields the last scan found: counted as they come and go, for there may be hundreds of thousands in a source.
ALTER TABLE source_tables ADD COLUMN attribute_count integer NOT NULL DEFAULT 0;
ALTER TABLE saas_objects ADD COLUMN attribute_count integer NOT NULL DEFAULT 0;

DO $$ BEGIN PERFORM set_config('cognate.system', 'on', true); END $$;
UPDATE source_tables AS entity SET attribute_count = counted.count
FROM (SELECT organization_id, table_id, count(*) FROM source_columns WHERE is_present GROUP BY organization_id, table_id) AS counted
WHERE entity.organization_id = counted.organization_id AND entity.id = counted.table_id;
UPDATE saas_objects AS entity SET attribute_count = counted.count
FROM (SELECT organization_id, saas_object_id, count(*) FROM saas_fields WHERE is_active GROUP BY organization_id, saas_object_id) AS counted
WHERE entity.organization_id = counted.organization_id AND entity.id = counted.saas_object_id;

-- Arguments: the table of entities, the column that names one, the column that says whether an attribute counts, and 1 or -1.
CREATE FUNCTION attributes_counted() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  EXECUTE format($count$
    UPDATE %1$I AS entity SET attribute_count = entity.attribute_count + %4$s * counted.count
    FROM (SELECT organization_id, %2$I AS entity_id, count(*)::integer AS count FROM touched WHERE %3$I GROUP BY organization_id, %2$I) AS counted
    WHERE entity.organization_id = counted.organization_id AND entity.id = counted.entity_id
  $count$, TG_ARGV[0], TG_ARGV[1], TG_ARGV[2], TG_ARGV[3]);
  RETURN NULL;
END $$;

CREATE FUNCTION column_presence_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE source_tables SET attribute_count = attribute_count + NEW.is_present::integer - OLD.is_present::integer
  WHERE organization_id = NEW.organization_id AND id = NEW.table_id;
  RETURN NULL;
END $$;
CREATE FUNCTION field_activity_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE saas_objects SET attribute_count = attribute_count + NEW.is_active::integer - OLD.is_active::integer
  WHERE organization_id = NEW.organization_id AND id = NEW.saas_object_id;
  RETURN NULL;
END $$;

CREATE TRIGGER attributes_added AFTER INSERT ON source_columns REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION attributes_counted('source_tables', 'table_id', 'is_present', '1');
CREATE TRIGGER attributes_removed AFTER DELETE ON source_columns REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION attributes_counted('source_tables', 'table_id', 'is_present', '-1');
CREATE TRIGGER attribute_changed AFTER UPDATE OF is_present ON source_columns
  FOR EACH ROW WHEN (OLD.is_present <> NEW.is_present) EXECUTE FUNCTION column_presence_changed();
CREATE TRIGGER attributes_added AFTER INSERT ON saas_fields REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION attributes_counted('saas_objects', 'saas_object_id', 'is_active', '1');
CREATE TRIGGER attributes_removed AFTER DELETE ON saas_fields REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION attributes_counted('saas_objects', 'saas_object_id', 'is_active', '-1');
CREATE TRIGGER attribute_changed AFTER UPDATE OF is_active ON saas_fields
  FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active) EXECUTE FUNCTION field_activity_changed();

-- All that is summed of the entities of a source, without a look at their rows.
CREATE INDEX source_tables_figures ON source_tables (organization_id, integration_source_id) INCLUDE (attribute_count, latest_timestamp, last_analyzed)
  WHERE is_present;
CREATE INDEX saas_objects_figures ON saas_objects (organization_id, integration_source_id) INCLUDE (attribute_count, latest_timestamp, last_analyzed)
  WHERE is_active;
