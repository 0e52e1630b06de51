-- What a scan that succeeded found otherwise than the one before: counts, by source.
ALTER TABLE jobs ADD COLUMN changes jsonb;
