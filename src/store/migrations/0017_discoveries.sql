-- Discoveries: jobs that look for links among what is kept of sources.

ALTER TABLE jobs DROP CONSTRAINT jobs_kind_check,
  ADD CONSTRAINT jobs_kind_check CHECK (kind IN ('scan', 'sync', 'crosswalk', 'verify', 'discover'));
