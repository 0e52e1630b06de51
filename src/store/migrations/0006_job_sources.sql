-- The jobs of a source. An index over jobs.source_ids is of no use: under row-level security, only comparisons that leak nothing may
-- use one, and those of arrays are not among them.
DROP INDEX jobs_by_source;

CREATE TABLE job_sources (
  organization_id uuid NOT NULL,
  source_id uuid NOT NULL,
  job_id uuid NOT NULL,
  PRIMARY KEY (organization_id, source_id, job_id),
  FOREIGN KEY (organization_id, job_id) REFERENCES jobs (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX job_sources_by_job ON job_sources (organization_id, job_id);

ALTER TABLE job_sources ENABLE ROW LEVEL SECURITY;
ALTER TABLE job_sources FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON job_sources
  USING (organization_id = (SELECT nullif(current_setting('cognate.organization_id', true), '')::uuid)
         OR (SELECT current_setting('cognate.system', true) = 'on'));

-- A job's sources stay what they were when it was made.
CREATE FUNCTION note_job_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO job_sources (organization_id, source_id, job_id)
  SELECT DISTINCT made.organization_id, source_id, made.id FROM made CROSS JOIN unnest(made.source_ids) AS source_id;
  RETURN NULL;
END $$;
CREATE TRIGGER note_job_sources AFTER INSERT ON jobs REFERENCING NEW TABLE AS made FOR EACH STATEMENT EXECUTE FUNCTION note_job_sources();

DO $$ BEGIN PERFORM set_config('cognate.system', 'on', true); END $$;
INSERT INTO job_sources (organization_id, source_id, job_id)
SELECT DISTINCT jobs.organization_id, source_id, jobs.id FROM jobs CROSS JOIN unnest(jobs.source_ids) AS source_id;
