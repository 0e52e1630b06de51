-- Verifications: jobs that run the SQL of an edge's evidence again.

ALTER TABLE jobs DROP CONSTRAINT jobs_kind_check, ADD CONSTRAINT jobs_kind_check CHECK (kind IN ('scan', 'sync', 'crosswalk', 'verify'));
ALTER TABLE jobs
  -- Of a verification: the edge, a composite key by its first member, and what came of it.
  ADD COLUMN edge_kind text,
  ADD COLUMN edge_id uuid,
  ADD COLUMN result jsonb,
  ADD CONSTRAINT jobs_edge_check CHECK ((kind = 'verify') = (edge_kind IS NOT NULL AND edge_id IS NOT NULL));
CREATE INDEX jobs_by_edge ON jobs (organization_id, edge_kind, edge_id, created_at, id) WHERE edge_id IS NOT NULL;

-- Edges that were measured more than once, for their health.
CREATE INDEX evidence_revisions_again ON evidence_revisions (organization_id, edge_kind, edge_id) WHERE revision > 1 AND origin = 'machine';
