-- Columns and fields that a scan no longer finds, or finds again, are counted at once: one after the other, thousands of them would also change the counts of
-- their source thousands of times.
CREATE FUNCTION columns_recounted() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  UPDATE source_tables AS entity SET attribute_count = entity.attribute_count + changed.count
  FROM (
    SELECT organization_id, table_id, sum(change)::integer AS count
    FROM (SELECT organization_id, table_id, 1 AS change FROM came WHERE is_present
          UNION ALL SELECT organization_id, table_id, -1 FROM went WHERE is_present) AS attribute
    GROUP BY organization_id, table_id HAVING sum(change) <> 0
  ) AS changed
  WHERE entity.organization_id = changed.organization_id AND entity.id = changed.table_id;
  RETURN NULL;
END $$;
CREATE FUNCTION fields_recounted() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
BEGIN
  UPDATE saas_objects AS entity SET attribute_count = entity.attribute_count + changed.count
  FROM (
    SELECT organization_id, saas_object_id, sum(change)::integer AS count
    FROM (SELECT organization_id, saas_object_id, 1 AS change FROM came WHERE is_active
          UNION ALL SELECT organization_id, saas_object_id, -1 FROM went WHERE is_active) AS attribute
    GROUP BY organization_id, saas_object_id HAVING sum(change) <> 0
  ) AS changed
  WHERE entity.organization_id = changed.organization_id AND entity.id = changed.saas_object_id;
  RETURN NULL;
END $$;
DROP TRIGGER attribute_changed ON source_columns;
DROP TRIGGER attribute_changed ON saas_fields;
DROP FUNCTION column_presence_changed();
DROP FUNCTION field_activity_changed();
CREATE TRIGGER attributes_changed AFTER UPDATE ON source_columns REFERENCING OLD TABLE AS went NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION columns_recounted();
CREATE TRIGGER attributes_changed AFTER UPDATE ON saas_fields REFERENCING OLD TABLE AS went NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION fields_recounted();
