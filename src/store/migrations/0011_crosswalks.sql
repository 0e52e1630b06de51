-- Crosswalks: which record of one table or SaaS object is which of another, as approved entity links say that their records can be.

ALTER TABLE jobs DROP CONSTRAINT jobs_kind_check, ADD CONSTRAINT jobs_kind_check CHECK (kind IN ('scan', 'sync', 'crosswalk'));

CREATE TABLE crosswalks (
  organization_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  id uuid NOT NULL,
  left_source_id uuid NOT NULL,
  left_table_id uuid,
  left_saas_object_id uuid,
  right_source_id uuid NOT NULL,
  right_table_id uuid,
  right_saas_object_id uuid,
  -- Attributes that tell the records of a side apart; null until the first run has chosen them, empty: the number of the row.
  left_key text[],
  right_key text[],
  -- Pairs are taken from this probability on.
  threshold double precision NOT NULL DEFAULT 0.5 CHECK (threshold BETWEEN 0 AND 1),
  -- The run whose results these are; null while none has ended well.
  run_id uuid,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  CHECK (num_nonnulls(left_table_id, left_saas_object_id) = 1 AND num_nonnulls(right_table_id, right_saas_object_id) = 1),
  FOREIGN KEY (organization_id, left_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, right_source_id) REFERENCES integration_sources (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, left_table_id) REFERENCES source_tables (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, right_table_id) REFERENCES source_tables (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, left_saas_object_id) REFERENCES saas_objects (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, right_saas_object_id) REFERENCES saas_objects (organization_id, id) ON DELETE CASCADE
);
-- Two entities have one crosswalk, whichever way round.
CREATE UNIQUE INDEX crosswalks_ends ON crosswalks
  (organization_id,
   (least(coalesce(left_table_id, left_saas_object_id), coalesce(right_table_id, right_saas_object_id))),
   (greatest(coalesce(left_table_id, left_saas_object_id), coalesce(right_table_id, right_saas_object_id))));
CREATE INDEX crosswalks_order ON crosswalks (organization_id, created_at, id);
-- For what goes with its ends.
CREATE INDEX crosswalks_left_source ON crosswalks (organization_id, left_source_id);
CREATE INDEX crosswalks_right_source ON crosswalks (organization_id, right_source_id);
CREATE INDEX crosswalks_left_table ON crosswalks (organization_id, left_table_id) WHERE left_table_id IS NOT NULL;
CREATE INDEX crosswalks_right_table ON crosswalks (organization_id, right_table_id) WHERE right_table_id IS NOT NULL;
CREATE INDEX crosswalks_left_object ON crosswalks (organization_id, left_saas_object_id) WHERE left_saas_object_id IS NOT NULL;
CREATE INDEX crosswalks_right_object ON crosswalks (organization_id, right_saas_object_id) WHERE right_saas_object_id IS NOT NULL;

-- The entity links that a crosswalk rests on. One that none of them approves any more is of no use.
CREATE TABLE crosswalk_links (
  organization_id uuid NOT NULL,
  crosswalk_id uuid NOT NULL,
  entity_link_id uuid NOT NULL,
  PRIMARY KEY (organization_id, crosswalk_id, entity_link_id),
  FOREIGN KEY (organization_id, crosswalk_id) REFERENCES crosswalks (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, entity_link_id) REFERENCES entity_links (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX crosswalk_links_by_link ON crosswalk_links (organization_id, entity_link_id);

CREATE TABLE crosswalk_runs (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  crosswalk_id uuid NOT NULL,
  job_id uuid NOT NULL,
  -- What it was asked to do: the threshold, whether to learn anew.
  settings jsonb NOT NULL,
  -- What agreement says, level by level; null until the run has ended well.
  model jsonb,
  figures jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, job_id),
  FOREIGN KEY (organization_id, crosswalk_id) REFERENCES crosswalks (organization_id, id) ON DELETE CASCADE,
  FOREIGN KEY (organization_id, job_id) REFERENCES jobs (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX crosswalk_runs_order ON crosswalk_runs (organization_id, crosswalk_id, created_at, id);

-- The records of both sides, by their keys. No value of theirs is kept, but a hash that only the organization's key can make again.
CREATE TABLE crosswalk_records (
  organization_id uuid NOT NULL,
  crosswalk_id uuid NOT NULL,
  side text NOT NULL CHECK (side IN ('left', 'right')),
  key text NOT NULL,
  id uuid NOT NULL,
  -- Of what was compared: one that differs is another record as far as its pairs go.
  fingerprint bytea NOT NULL,
  state text NOT NULL CHECK (state IN ('matched', 'unmatched', 'conflicting')),
  -- Records of one thing share it: the cluster's oldest member brought it.
  cluster_id uuid NOT NULL,
  -- When it was first met.
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, crosswalk_id, side, key),
  FOREIGN KEY (organization_id, crosswalk_id) REFERENCES crosswalks (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX crosswalk_records_order ON crosswalk_records (organization_id, crosswalk_id, state, id);
CREATE INDEX crosswalk_records_by_cluster ON crosswalk_records (organization_id, crosswalk_id, cluster_id);

-- The pairs worth keeping: those that may be one, those that people decided on, and the likeliest of each record.
CREATE TABLE crosswalk_pairs (
  organization_id uuid NOT NULL,
  crosswalk_id uuid NOT NULL,
  id uuid NOT NULL,
  -- The run that last said something new of it.
  run_id uuid,
  left_key text NOT NULL,
  right_key text NOT NULL,
  -- As the model says, whatever people decided; null where it never compared them.
  weight_bits double precision,
  probability double precision CHECK (probability BETWEEN 0 AND 1),
  -- The level of agreement on each field, 0 where a value is missing.
  pattern smallint[],
  -- Of people.
  decision text CHECK (decision IN ('same', 'different')),
  decided_by uuid,
  decided_at timestamptz,
  -- Whether the crosswalk says that both are one.
  is_taken boolean NOT NULL,
  -- One of its records has another pair that would be as good.
  is_conflicting boolean NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (organization_id, crosswalk_id, id),
  UNIQUE (organization_id, crosswalk_id, left_key, right_key),
  FOREIGN KEY (organization_id, crosswalk_id) REFERENCES crosswalks (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX crosswalk_pairs_order ON crosswalk_pairs (organization_id, crosswalk_id, (coalesce(probability, 0)) DESC, id);
CREATE INDEX crosswalk_pairs_by_right ON crosswalk_pairs (organization_id, crosswalk_id, right_key);
CREATE INDEX crosswalk_pairs_decided ON crosswalk_pairs (organization_id, crosswalk_id, id) WHERE decision IS NOT NULL;
CREATE INDEX crosswalk_pairs_conflicting ON crosswalk_pairs (organization_id, crosswalk_id, (coalesce(probability, 0)) DESC, id) WHERE is_conflicting;

-- What people said of pairs: the newest that was not taken back holds, whatever later runs find.
CREATE TABLE crosswalk_decisions (
  organization_id uuid NOT NULL,
  id uuid NOT NULL,
  crosswalk_id uuid NOT NULL,
  left_key text NOT NULL,
  right_key text NOT NULL,
  verdict text NOT NULL CHECK (verdict IN ('same', 'different')),
  note text,
  batch_id uuid NOT NULL,
  actor_id uuid,
  source text NOT NULL CHECK (source IN ('api', 'cli', 'mcp', 'web')),
  undone_at timestamptz,
  undone_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, crosswalk_id) REFERENCES crosswalks (organization_id, id) ON DELETE CASCADE
);
CREATE INDEX crosswalk_decisions_order ON crosswalk_decisions (organization_id, crosswalk_id, created_at, id);
CREATE INDEX crosswalk_decisions_by_pair ON crosswalk_decisions (organization_id, crosswalk_id, left_key, right_key, created_at) WHERE undone_at IS NULL;
CREATE INDEX crosswalk_decisions_by_batch ON crosswalk_decisions (organization_id, crosswalk_id, batch_id);

DO $$
DECLARE tenant_table text;
BEGIN
  FOREACH tenant_table IN ARRAY ARRAY['crosswalks', 'crosswalk_links', 'crosswalk_runs', 'crosswalk_records', 'crosswalk_pairs', 'crosswalk_decisions'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant_table);
    EXECUTE format($policy$CREATE POLICY tenant ON %I
      USING (organization_id = (SELECT nullif(current_setting('cognate.organization_id', true), '')::uuid)
             OR (SELECT current_setting('cognate.system', true) = 'on'))$policy$, tenant_table);
  END LOOP;
END $$;
