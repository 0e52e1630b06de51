-- The audit log as a chain: each event of an organization has a position, without gaps, and a hash over itself and the hash before it,
-- keyed with what only the installation has.
ALTER TABLE audit_events
  ADD COLUMN position bigint,
  ADD COLUMN previous_hash bytea,
  ADD COLUMN hash bytea;

-- Where each chain ends. Whoever writes holds this row until their transaction ends.
CREATE TABLE audit_heads (
  organization_id uuid PRIMARY KEY REFERENCES organizations ON DELETE CASCADE,
  position bigint NOT NULL DEFAULT 0,
  hash bytea,
  -- So many events are from before there were hashes.
  unhashed bigint NOT NULL DEFAULT 0,
  -- When the newest event was; the next one is later.
  at timestamptz NOT NULL DEFAULT '-infinity',
  -- Keyed as the hashes are, over all of the row; null while nothing has a hash.
  seal bytea
);
ALTER TABLE audit_heads ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_heads FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON audit_heads USING (may_see(organization_id)) WITH CHECK (may_see(organization_id));

DO $$ BEGIN PERFORM set_config('cognate.system', 'on', true); END $$;
UPDATE audit_events AS event SET position = placed.position
FROM (SELECT organization_id, id, row_number() OVER (PARTITION BY organization_id ORDER BY created_at, id) AS position FROM audit_events) AS placed
WHERE event.organization_id = placed.organization_id AND event.id = placed.id;
INSERT INTO audit_heads (organization_id, position, unhashed, at)
SELECT organization_id, count(*), count(*), max(created_at) FROM audit_events GROUP BY organization_id;

ALTER TABLE audit_events ALTER COLUMN position SET NOT NULL, ADD UNIQUE (organization_id, position);
CREATE INDEX audit_events_by_object ON audit_events (organization_id, object_id, created_at, id) WHERE object_id IS NOT NULL;

-- Nothing in the log changes. It goes only with its organization, which is gone already where the deletion came by the foreign key.
CREATE FUNCTION keep_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM organizations WHERE id = OLD.organization_id) THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION keep_audit_event();
CREATE FUNCTION keep_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION keep_audit_log();
