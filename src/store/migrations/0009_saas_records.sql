-- What reading records tells of SaaS objects and fields, and where a sync landed them.

ALTER TABLE saas_objects
  ADD COLUMN is_custom boolean NOT NULL DEFAULT false,
  -- Records that were profiled; all of them where they landed, else a sample.
  ADD COLUMN record_count bigint,
  ADD COLUMN record_origin text CHECK (record_origin IN ('sample', 'landed')),
  ADD COLUMN candidate_keys jsonb NOT NULL DEFAULT '[]',
  -- The landed table (database, schema, name); null where the sync brings none.
  ADD COLUMN landed_table jsonb,
  -- What a reader should know, such as why records could not be read.
  ADD COLUMN notes text[] NOT NULL DEFAULT '{}',
  ADD COLUMN last_analyzed timestamptz;

ALTER TABLE saas_fields
  ADD COLUMN is_custom boolean NOT NULL DEFAULT false,
  ADD COLUMN is_sensitive boolean NOT NULL DEFAULT false,
  -- API identifiers of the objects whose ids it holds, as the platform says.
  ADD COLUMN reference_objects text[] NOT NULL DEFAULT '{}',
  ADD COLUMN profile jsonb,
  ADD COLUMN sealed_sketch bytea,
  -- The landed column, and the path into it where it holds JSON; null where the sync does not bring the field.
  ADD COLUMN landed_column jsonb,
  -- Written by the sync service about itself (extraction time, raw id, …), not by the platform.
  ADD COLUMN is_sync_column boolean NOT NULL DEFAULT false;

-- Which landed column or join table carries the association, or why none does; null where the source is not synced.
ALTER TABLE saas_associations ADD COLUMN reconciliation jsonb;

-- How the sync lands this source's streams, as the sync service last said: one entry per connection.
ALTER TABLE integration_sources ADD COLUMN landing jsonb;
