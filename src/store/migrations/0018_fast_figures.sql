-- What lists over everything need, kept as it comes.

-- Names in lower case, in the order of their letters' codes. They are stored because under row-level security an index serves only what leaks nothing,
-- which lower() is not known for.
ALTER TABLE source_tables ADD COLUMN search_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(name)) STORED;
ALTER TABLE saas_objects ADD COLUMN search_name text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(object_name)) STORED;
-- All that the search of entities looks at, without a look at their rows.
CREATE INDEX source_tables_by_name ON source_tables (organization_id, search_name, name, id) INCLUDE (schema_id, integration_source_id)
  WHERE is_active AND is_present;
CREATE INDEX saas_objects_by_name ON saas_objects (organization_id, search_name, object_name, id) INCLUDE (integration_source_id) WHERE is_active;

-- An edge of whatever kind by its id alone.
CREATE INDEX edge_queue_by_id ON edge_queue (organization_id, id);

-- How many edges of each class a source has; those between two sources count for both. Who writes edges waits for nobody: what others are changing
-- is left to them, so that a count may lie here in parts, and the sum of its parts is true.
CREATE TABLE edge_counts (
  organization_id uuid NOT NULL,
  source_id uuid NOT NULL,
  class smallint NOT NULL,
  count bigint NOT NULL
);
CREATE INDEX edge_counts_by_source ON edge_counts (organization_id, source_id, class);
ALTER TABLE edge_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE edge_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON edge_counts
  USING (organization_id = (SELECT nullif(current_setting('cognate.organization_id', true), '')::uuid)
         OR (SELECT current_setting('cognate.system', true) = 'on'));

-- The nth count changes by the nth number. Its parts become one, with the change, but for those that somebody else holds.
CREATE FUNCTION count_edges(organizations uuid[], sources uuid[], classes smallint[], changes bigint[]) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  locked tid[];
BEGIN
  locked := ARRAY(
    SELECT part.ctid
    FROM unnest(organizations, sources, classes) AS changed (organization_id, source_id, class)
    JOIN edge_counts AS part
      ON part.organization_id = changed.organization_id AND part.source_id = changed.source_id AND part.class = changed.class
    FOR UPDATE OF part SKIP LOCKED);
  WITH gone AS (
    DELETE FROM edge_counts WHERE ctid = ANY(locked) RETURNING organization_id, source_id, class, count
  )
  INSERT INTO edge_counts (organization_id, source_id, class, count)
  SELECT organization_id, source_id, class, sum(count)
  FROM (
    SELECT organization_id, source_id, class, count FROM gone
    UNION ALL
    SELECT * FROM unnest(organizations, sources, classes, changes)
  ) AS part (organization_id, source_id, class, count)
  GROUP BY organization_id, source_id, class
  HAVING sum(count) <> 0;
END $$;

-- Argument: what the statement did to the queue, as a query for the sources, classes and counts that came (1) and went (-1).
CREATE FUNCTION edges_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format($count$
    SELECT count_edges(array_agg(organization_id), array_agg(source_id), array_agg(class), array_agg(change))
    FROM (
      SELECT organization_id, source_id, class, sum(change)::bigint AS change
      FROM (%s) AS edge
      CROSS JOIN LATERAL (SELECT from_source_id UNION SELECT to_source_id) AS source (source_id)
      GROUP BY organization_id, source_id, class
      HAVING sum(change) <> 0
    ) AS changed
    HAVING count(*) > 0
  $count$, TG_ARGV[0]);
  RETURN NULL;
END $$;
CREATE TRIGGER edges_counted AFTER INSERT ON edge_queue REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION edges_counted('SELECT *, 1 AS change FROM came');
CREATE TRIGGER edges_uncounted AFTER DELETE ON edge_queue REFERENCING OLD TABLE AS went
  FOR EACH STATEMENT EXECUTE FUNCTION edges_counted('SELECT *, -1 AS change FROM went');
CREATE TRIGGER edges_recounted AFTER UPDATE ON edge_queue REFERENCING OLD TABLE AS went NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION edges_counted('SELECT *, 1 AS change FROM came UNION ALL SELECT *, -1 FROM went');

DO $$ BEGIN PERFORM set_config('cognate.system', 'on', true); END $$;
INSERT INTO edge_counts (organization_id, source_id, class, count)
SELECT organization_id, source_id, class, count(*)
FROM edge_queue CROSS JOIN LATERAL (SELECT from_source_id UNION SELECT to_source_id) AS source (source_id)
GROUP BY organization_id, source_id, class;

-- How far the log of an organization was read and found intact, so that the next reading can go on from there.
CREATE TABLE audit_readings (
  organization_id uuid PRIMARY KEY REFERENCES organizations ON DELETE CASCADE,
  position bigint NOT NULL,
  hash bytea,
  -- When its first event was last read.
  since timestamptz NOT NULL,
  -- Keyed as the hashes of events are, over all of the row.
  seal bytea NOT NULL
);
ALTER TABLE audit_readings ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_readings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_readings
  USING (organization_id = (SELECT nullif(current_setting('cognate.organization_id', true), '')::uuid)
         OR (SELECT current_setting('cognate.system', true) = 'on'));
