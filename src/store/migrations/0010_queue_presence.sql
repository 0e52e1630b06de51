-- The queue asks about what is there: an association that its source no longer has goes, unless a person decided on it and is to look again.
CREATE OR REPLACE FUNCTION queued_edges(of_kind text, of_organization uuid, edges uuid[])
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
      AND (edge.is_active OR edge.changed_since_decision)
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

CREATE FUNCTION queue_presence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.is_active OR NEW.changed_since_decision THEN
    PERFORM queue_edges('association', NEW.organization_id, ARRAY[NEW.id]);
  ELSE
    DELETE FROM edge_queue
    WHERE organization_id = NEW.organization_id AND from_source_id = NEW.integration_source_id AND id = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER queue_presence AFTER UPDATE OF is_active, changed_since_decision ON saas_associations
  FOR EACH ROW WHEN (OLD.is_active <> NEW.is_active OR NOT NEW.is_active AND OLD.changed_since_decision <> NEW.changed_since_decision)
  EXECUTE FUNCTION queue_presence();

-- Of an edge that the source defines, what was measured beside the definition.
CREATE OR REPLACE FUNCTION edge_impact(evidence json) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN json_typeof(counted) = 'number' THEN least(greatest(trunc((counted #>> '{}')::numeric), 0), 9007199254740991)::double precision ELSE 0 END
  FROM (SELECT coalesce(evidence #> '{value,matched_rows}', evidence #> '{measured,value,matched_rows}') OFFSET 0) AS measured (counted)
$$;

DO $$ BEGIN PERFORM set_config('cognate.system', 'on', true); END $$;
DELETE FROM edge_queue AS queued USING saas_associations AS edge
WHERE queued.kind = 'association' AND queued.organization_id = edge.organization_id AND queued.id = edge.id
  AND NOT edge.is_active AND NOT edge.changed_since_decision;
