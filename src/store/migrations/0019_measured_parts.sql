-- What the health of edges compares, apart from the evidence, which is long.
CREATE FUNCTION measured_part(evidence json) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'value', coalesce(said #> '{value}', said #> '{measured,value}'),
    'overlap', jsonb_build_object('norm_containment', said #> '{overlap,norm_containment}')))
  FROM (SELECT evidence::jsonb OFFSET 0) AS whole (said)
$$;
ALTER TABLE evidence_revisions
  ADD COLUMN measured jsonb GENERATED ALWAYS AS (CASE WHEN origin = 'machine' THEN measured_part(evidence) END) STORED;

-- The order of their lists, whatever their state.
CREATE INDEX crosswalk_records_by_time ON crosswalk_records (organization_id, crosswalk_id, created_at, id);
