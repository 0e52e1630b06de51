-- A big catalog, made of copies of what a real scan stored: its columns with their profiles, its edges with their evidence.
-- Parameters: bench.scale (1 makes 2,000 sources, 1,000,000 columns, 100,000 edges), bench.scanned (the organization that was scanned),
-- bench.organizations (those to fill; the first gets nine sources of ten), bench.person (who did it all).

-- The ids of stored things are hashes of what they are of: places in an index that say nothing of their age.
CREATE FUNCTION pg_temp.id_of(kind text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT overlay(overlay(md5(kind || n) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid
$$;

CREATE TEMP TABLE organization AS
SELECT id, place - 1 AS n FROM unnest(current_setting('bench.organizations')::uuid[]) WITH ORDINALITY AS given (id, place);

CREATE TEMP TABLE column_template AS
SELECT row_number() OVER (ORDER BY created_at, id) - 1 AS n, source_columns.*
FROM source_columns WHERE organization_id = current_setting('bench.scanned')::uuid;

CREATE TEMP TABLE table_template AS
SELECT row_number() OVER (ORDER BY created_at, id) - 1 AS n, source_tables.*
FROM source_tables WHERE organization_id = current_setting('bench.scanned')::uuid;

CREATE TEMP TABLE edge_template AS
SELECT row_number() OVER (ORDER BY created_at, id) - 1 AS n, relationships.*
FROM relationships WHERE organization_id = current_setting('bench.scanned')::uuid;

CREATE TEMP TABLE template AS
SELECT (SELECT count(*) FROM column_template) AS columns, (SELECT count(*) FROM table_template) AS tables,
       (SELECT count(*) FROM edge_template) AS edges;

-- Four sources of five are databases. Few are big and many are small: the nth has 1/(n+2) of the first's tables, or objects.
CREATE TEMP TABLE source AS
SELECT i AS n, pg_temp.id_of('source', i) AS id, organization.id AS organization_id, i % 5 = 0 AS is_saas,
       row_number() OVER (PARTITION BY i % 5 = 0 ORDER BY i) AS size_rank, timestamptz '2026-01-01' + i * interval '61 seconds' AS at
FROM generate_series(1, ceil(2000 * current_setting('bench.scale')::float8)::integer) AS i
JOIN organization ON organization.n = CASE WHEN i % 10 = 3 THEN 1 + i / 10 % 9 ELSE 0 END;

CREATE TEMP TABLE size AS
SELECT source.*, ceil(CASE WHEN is_saas THEN 4000 ELSE 50000 END * current_setting('bench.scale')::float8 / (size_rank + 2)
                      / sum(1.0 / (size_rank + 2)) OVER (PARTITION BY is_saas))::integer AS count
FROM source;

CREATE TEMP TABLE tab AS
SELECT row_number() OVER (ORDER BY size.n, place) AS n, size.organization_id, size.id AS source_id, size.n AS source_n, place, count, at
FROM size, generate_series(1, count) AS place WHERE NOT is_saas;
CREATE INDEX ON tab (n);

CREATE TEMP TABLE object AS
SELECT row_number() OVER (ORDER BY size.n, place) AS n, size.organization_id, size.id AS source_id, size.n AS source_n, place, count, at
FROM size, generate_series(1, count) AS place WHERE is_saas;
CREATE INDEX ON object (n);
ANALYZE;

INSERT INTO integration_sources
  (organization_id, id, name, source_type, connector_type, description, description_source, description_generated_at, configuration, location,
   capabilities, is_active, connection_status, instance_label, last_sync_at, last_sync_status, last_sync_row_count, created_at, updated_at)
SELECT organization_id, id, kind || ' ' || n, CASE WHEN is_saas THEN 'saas' ELSE 'database' END, kind,
       'The ' || kind || ' of unit ' || n || ', registered for its reports.', 'manual_edit', at,
       jsonb_build_object('host', 'db-' || n || '.example.org', 'port', 5432, 'database', 'unit_' || n, 'user', 'reader'),
       kind || '://db-' || n || '.example.org', '{introspect,profile,query}', n % 50 <> 0,
       (ARRAY['connected', 'connected', 'connected', 'error', 'unknown'])[1 + n / 7 % 5], 'UNIT ' || n, at, 'success', n * 1000, at, at
FROM source, LATERAL (SELECT CASE WHEN is_saas THEN (ARRAY['hubspot', 'salesforce', 'stripe'])[1 + n / 5 % 3]
                                  ELSE (ARRAY['postgresql', 'mysql', 'sqlite', 'duckdb'])[1 + n % 4] END AS kind) AS chosen;

INSERT INTO source_databases (organization_id, id, integration_source_id, name, created_at, updated_at)
SELECT organization_id, pg_temp.id_of('database', n * 1000 + k), id, 'database_' || k, at + k * interval '1 microsecond', at
FROM size, generate_series(1, CASE WHEN size_rank = 1 THEN 150 ELSE 1 END) AS k WHERE NOT is_saas;

INSERT INTO source_schemas (organization_id, id, database_id, name, created_at, updated_at)
SELECT organization_id, pg_temp.id_of('schema', n * 1000 + k), pg_temp.id_of('database', n * 1000 + 1), 'schema_' || k, at + k * interval '1 microsecond', at
FROM size, generate_series(1, CASE WHEN size_rank = 1 THEN 150 ELSE 2 END) AS k WHERE NOT is_saas;

INSERT INTO source_tables
  (organization_id, id, schema_id, integration_source_id, name, kind, is_active, row_count, row_estimate, candidate_keys, indexes, notes, last_analyzed,
   created_at, updated_at)
SELECT tab.organization_id, pg_temp.id_of('table', tab.n), pg_temp.id_of('schema', source_n * 1000 + 1 + place % 2), source_id, name || '_' || place, kind,
       place % 40 <> 0, row_count, row_estimate, candidate_keys, indexes, notes, at, at + place * interval '1 microsecond', at
FROM tab JOIN table_template ON table_template.n = tab.n % (SELECT tables FROM template);

-- Twenty columns a table. Their sketches are left out: no answer reads them.
INSERT INTO source_columns
  (organization_id, id, table_id, integration_source_id, name, description, description_source, description_generated_at, data_type, is_primary_key,
   is_nullable, ordinal_position, semantic_type, semantic_type_confidence, sample_values, enum_cardinality, null_pct, distinct_pct, last_analyzed,
   approx_distinct_count, format_signature, length_stats, entropy, role, role_confidence, is_active, is_sensitive, profile, created_at, updated_at)
SELECT tab.organization_id, pg_temp.id_of('column', tab.n * 20 + k), pg_temp.id_of('table', tab.n), source_id, name || '_' || k, description,
       description_source, description_generated_at, data_type, k = 0, is_nullable, k + 1, semantic_type, semantic_type_confidence, sample_values,
       enum_cardinality, null_pct, distinct_pct, at, approx_distinct_count, format_signature, length_stats, entropy, role, role_confidence,
       k % 19 <> 18, is_sensitive, profile, at + (place * 20 + k) * interval '1 microsecond', at
FROM tab CROSS JOIN generate_series(0, 19) AS k
JOIN column_template ON column_template.n = (tab.n * 20 + k) % (SELECT columns FROM template);

ANALYZE;

-- Eight edges for five tables; both of every 25th table are one composite key.
INSERT INTO relationships
  (organization_id, id, integration_source_id, from_column_id, to_table_id, to_column_name, key_id, key_position, type, status, score, evidence, job_id,
   decided_at, created_at, updated_at)
SELECT tab.organization_id, pg_temp.id_of('relationship', edge_n), source_id, pg_temp.id_of('column', tab.n * 20 + k),
       pg_temp.id_of('table', tab.n - place + 1 + (place * 31 + CASE WHEN is_composite THEN 0 ELSE k END) % count),
       'id_' || k, CASE WHEN is_composite THEN pg_temp.id_of('key', tab.n)::text ELSE '' END, CASE WHEN is_composite THEN k ELSE 1 END, kind, verdict,
       CASE WHEN kind = 'FOREIGN_KEY' THEN 1 ELSE score END, evidence, pg_temp.id_of('job', source_n),
       CASE WHEN verdict <> 'SUGGESTED' AND kind <> 'FOREIGN_KEY' THEN at + interval '1 day' END,
       at + (place * 2 + k) * interval '1 microsecond', at
FROM tab CROSS JOIN LATERAL generate_series(1, CASE WHEN tab.n % 5 < 3 THEN 2 ELSE 1 END) AS k
CROSS JOIN LATERAL (SELECT tab.n * 2 + k AS edge_n, tab.n % 25 = 0 AS is_composite) AS edge
CROSS JOIN LATERAL (SELECT CASE WHEN edge_n % 10 = 1 THEN 'FOREIGN_KEY' WHEN edge_n % 50 = 2 THEN 'MANUAL' ELSE 'INFERRED' END AS kind) AS chosen
CROSS JOIN LATERAL (SELECT CASE WHEN kind <> 'INFERRED' OR tab.n % 7 < 2 THEN 'APPROVED' WHEN tab.n % 7 = 2 THEN 'REJECTED' ELSE 'SUGGESTED' END AS verdict) AS decided
JOIN edge_template ON edge_template.n = edge_n % (SELECT edges FROM template);

INSERT INTO saas_objects
  (organization_id, id, integration_source_id, object_name, api_identifier, description, description_source, null_pct_overall, field_null_pct, field_distinct_pct,
   earliest_timestamp, latest_timestamp, date_grain, load_frequency, created_at, updated_at)
SELECT organization_id, pg_temp.id_of('object', n), source_id, 'Object ' || place, 'object_' || place, 'What the platform knows as object ' || place || '.',
       'imported', 0.125, shares, shares, at - interval '1 year', at, 'day', 'daily', at + place * interval '1 microsecond', at
FROM object, (SELECT jsonb_object_agg('field_' || k, round(k / 17.0, 6)) AS shares FROM generate_series(1, 15) AS k) AS measured;

-- Fifteen fields an object.
INSERT INTO saas_fields
  (organization_id, id, saas_object_id, field_name, api_identifier, data_type, description, description_source, is_required, is_unique, is_active,
   semantic_type, semantic_type_confidence, sample_values, enum_cardinality, null_pct, distinct_pct, last_analyzed, approx_distinct_count,
   format_signature, length_stats, entropy, role, role_confidence, created_at, updated_at)
SELECT object.organization_id, pg_temp.id_of('field', object.n * 15 + k), pg_temp.id_of('object', object.n), name || ' ' || k, name || '_' || k, data_type,
       'Field ' || k || ' of the object.', 'imported', k = 0, k = 0, k % 14 <> 13, semantic_type, semantic_type_confidence, sample_values,
       enum_cardinality, null_pct, distinct_pct, at, approx_distinct_count, format_signature, length_stats, entropy, role, role_confidence,
       at + (place * 15 + k) * interval '1 microsecond', at
FROM object CROSS JOIN generate_series(0, 14) AS k
JOIN column_template ON column_template.n = (object.n * 15 + k) % (SELECT columns FROM template);

ANALYZE;

-- Five associations for two objects.
INSERT INTO saas_associations
  (organization_id, id, integration_source_id, from_object_id, to_object_id, association_type_id, association_label, association_category, metadata,
   relationship_type, status, score, evidence, decided_at, created_at, updated_at)
SELECT object.organization_id, pg_temp.id_of('association', object.n * 3 + k), source_id, pg_temp.id_of('object', object.n),
       pg_temp.id_of('object', object.n - place + 1 + (place * 31 + k) % count), k::text, 'is related to, in way ' || k, 'PLATFORM_DEFINED',
       '{"cardinality": "MANY_TO_ONE", "inverse_label": "has"}', CASE WHEN is_defined THEN 'FOREIGN_KEY' ELSE 'INFERRED' END,
       CASE WHEN is_defined THEN 'APPROVED' ELSE 'SUGGESTED' END, CASE WHEN is_defined THEN 1 ELSE score END, evidence, NULL,
       at + (place * 3 + k) * interval '1 microsecond', at
FROM object CROSS JOIN LATERAL generate_series(1, CASE WHEN object.n % 2 = 0 THEN 3 ELSE 2 END) AS k
CROSS JOIN LATERAL (SELECT k = 1 AS is_defined) AS chosen
JOIN edge_template ON edge_template.n = (object.n * 3 + k) % (SELECT edges FROM template);

ANALYZE;

-- One link for every fourth table: to a column of another source, or to a field.
INSERT INTO entity_links
  (organization_id, id, source_integration_source_id, target_integration_source_id, source_table_id, source_column_id,
   target_table_id, target_column_id, target_saas_object_id, target_field_id, link_type, status, confidence_score, evidence, decided_at, created_at, updated_at)
SELECT from_tab.organization_id, pg_temp.id_of('link', from_tab.n), from_tab.source_id, coalesce(to_tab.source_id, to_object.source_id),
       pg_temp.id_of('table', from_tab.n), pg_temp.id_of('column', from_tab.n * 20 + 1),
       CASE WHEN to_tab IS NOT NULL THEN pg_temp.id_of('table', to_tab.n) END, CASE WHEN to_tab IS NOT NULL THEN pg_temp.id_of('column', to_tab.n * 20 + 2) END,
       CASE WHEN to_tab IS NULL THEN pg_temp.id_of('object', to_object.n) END, CASE WHEN to_tab IS NULL THEN pg_temp.id_of('field', to_object.n * 15 + 1) END,
       CASE WHEN from_tab.n % 3 = 0 THEN 'DETERMINISTIC' ELSE 'PROBABILISTIC' END,
       (ARRAY['SUGGESTED', 'SUGGESTED', 'APPROVED', 'REJECTED'])[1 + from_tab.n / 4 % 4], score, evidence,
       CASE WHEN from_tab.n / 4 % 4 > 1 THEN from_tab.at + interval '1 day' END, from_tab.at + from_tab.place * interval '1 microsecond', from_tab.at
FROM tab AS from_tab
LEFT JOIN tab AS to_tab ON from_tab.n % 8 = 0 AND to_tab.n = 1 + (from_tab.n + 20011) % (SELECT count(*) FROM tab)
  AND to_tab.organization_id = from_tab.organization_id AND to_tab.source_id <> from_tab.source_id
LEFT JOIN object AS to_object ON to_object.n = 1 + from_tab.n % (SELECT count(*) FROM object) AND to_object.organization_id = from_tab.organization_id
JOIN edge_template ON edge_template.n = from_tab.n % (SELECT edges FROM template)
WHERE from_tab.n % 4 = 0 AND (to_tab.n IS NOT NULL OR to_object.n IS NOT NULL);

-- What each run said, and what people did.
INSERT INTO evidence_revisions (organization_id, edge_kind, edge_id, revision, origin, job_id, score, evidence, created_at)
SELECT organization_id, 'relationship', id, 1, 'machine', job_id, score, evidence, created_at FROM relationships
WHERE organization_id IN (SELECT id FROM organization);

-- One edge of 200 was measured again by a later scan, and holds a little less.
INSERT INTO evidence_revisions (organization_id, edge_kind, edge_id, revision, origin, job_id, score, evidence, created_at)
SELECT organization_id, 'relationship', id, 2, 'machine', job_id, score * 0.9,
       jsonb_set(evidence::jsonb, '{value,containment}', '0.9')::json, created_at + interval '2 days'
FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM relationships WHERE organization_id IN (SELECT id FROM organization)) AS edge
WHERE n % 200 = 0 AND score IS NOT NULL AND evidence IS NOT NULL;

INSERT INTO decisions (organization_id, id, edge_kind, edge_id, actor_id, from_status, to_status, note, evidence_revision, created_at)
SELECT organization_id, pg_temp.id_of('decision', row_number() OVER ()), 'relationship', id, current_setting('bench.person')::uuid, 'SUGGESTED', status,
       'Looked at with the owner.', 1, decided_at FROM relationships
WHERE organization_id IN (SELECT id FROM organization) AND decided_at IS NOT NULL;

INSERT INTO jobs (organization_id, id, kind, state, source_ids, options, progress, timings, created_by, started_at, finished_at, created_at, updated_at)
SELECT organization_id, pg_temp.id_of('job', n), 'scan', CASE WHEN n % 30 = 0 THEN 'failed' ELSE 'succeeded' END, ARRAY[id],
       '{"ignoreDeclared": false, "ignoreKeys": false, "sampleRows": null}',
       '{"phase": "store", "source": "unit", "done": 129, "total": 129, "unit": "edges", "rows": 58000}',
       '{"introspect_ms": 80, "profile_ms": 900, "infer_ms": 700, "link_ms": 0, "total_ms": 1700}', current_setting('bench.person')::uuid,
       at, at + interval '2 seconds', at, at + interval '2 seconds' FROM source;

-- Twenty crosswalks of approved links, of 2,000 records on each side: three of four are matched.
CREATE TEMP TABLE crosswalk AS
SELECT row_number() OVER (ORDER BY link.id) AS n, link.* FROM entity_links AS link JOIN organization ON organization.id = link.organization_id AND organization.n = 0
WHERE link.status = 'APPROVED' ORDER BY link.id LIMIT 20;

INSERT INTO jobs (organization_id, id, kind, state, source_ids, options, created_by, started_at, finished_at, created_at, updated_at)
SELECT organization_id, pg_temp.id_of('crosswalk job', n), 'crosswalk', 'succeeded', ARRAY[source_integration_source_id, target_integration_source_id], '{}',
       current_setting('bench.person')::uuid, at, at + interval '9 seconds', at, at + interval '9 seconds'
FROM crosswalk, LATERAL (SELECT timestamptz '2026-02-01' + n * interval '1 hour' AS at) AS made;

INSERT INTO crosswalks
  (organization_id, id, left_source_id, left_table_id, right_source_id, right_table_id, right_saas_object_id, left_key, right_key, threshold, run_id, created_by,
   created_at, updated_at)
SELECT organization_id, pg_temp.id_of('crosswalk', n), source_integration_source_id, source_table_id, target_integration_source_id, target_table_id,
       target_saas_object_id, '{id}', '{id}', 0.9, pg_temp.id_of('crosswalk run', n), current_setting('bench.person')::uuid, at, at
FROM crosswalk, LATERAL (SELECT timestamptz '2026-02-01' + n * interval '1 hour' AS at) AS made;

INSERT INTO crosswalk_links (organization_id, crosswalk_id, entity_link_id) SELECT organization_id, pg_temp.id_of('crosswalk', n), id FROM crosswalk;

INSERT INTO crosswalk_runs (organization_id, id, crosswalk_id, job_id, settings, figures, created_at, updated_at)
SELECT organization_id, pg_temp.id_of('crosswalk run', n), pg_temp.id_of('crosswalk', n), pg_temp.id_of('crosswalk job', n), '{"retrain": false}', figures, at, at
FROM crosswalk, LATERAL (SELECT timestamptz '2026-02-01' + n * interval '1 hour' AS at) AS made, (
  SELECT jsonb_build_object(
    'left', side, 'right', side, 'match_rate', 0.75, 'pairs_stated', 4000000, 'pairs_compared', 40000, 'pairs_kept', 2000, 'pairs_taken', 1500, 'clusters', 2500,
    'bands', '{"auto": 1500, "review": 300, "possible": 200, "hidden": 0}'::jsonb, 'decided', '{"same": 50, "different": 50}'::jsonb,
    'estimated_precision', 0.99, 'estimated_recall', 0.95, 'thresholds', (SELECT jsonb_agg(jsonb_build_object(
      'threshold', t / 100.0, 'pairs', 2000 - 5 * t, 'precision', 0.99, 'recall', 0.95)) FROM generate_series(50, 99) AS t),
    'is_trained', true, 'decisions_read_at', '2026-02-01T00:00:00.000Z',
    'fields', '[{"name": "email", "levels": [{"name": "other", "bits": -4}, {"name": "exact", "bits": 12}]}]'::jsonb,
    'patterns', (SELECT jsonb_agg(jsonb_build_object('levels', jsonb_build_array(p % 3), 'pairs', 100 - p, 'weight_bits', p / 4.0)) FROM generate_series(1, 50) AS p),
    'pattern_count', 50, 'changes', jsonb_build_object('records_added', 0, 'records_changed', 0, 'records_removed', 0, 'pairs_added', 0, 'pairs_changed', 0,
                                                       'pairs_removed', 0), 'notes', '[]'::jsonb) AS figures
  FROM (SELECT '{"records": 2000, "matched": 1500, "unmatched": 500, "conflicting": 0}'::jsonb AS side) AS of
) AS said;

INSERT INTO crosswalk_records (organization_id, crosswalk_id, side, key, id, fingerprint, state, cluster_id, created_at, updated_at)
SELECT organization_id, pg_temp.id_of('crosswalk', n), side, k::text, pg_temp.id_of('record ' || side, n * 2000 + k), sha256((side || k)::bytea),
       CASE WHEN is_alone THEN 'unmatched' ELSE 'matched' END, pg_temp.id_of('record ' || CASE WHEN is_alone THEN side ELSE 'left' END, n * 2000 + k), at, at
FROM crosswalk, generate_series(1, 2000) AS k, unnest('{left,right}'::text[]) AS side, (SELECT timestamptz '2026-02-01' AS at) AS made,
     LATERAL (SELECT k % 4 = 0 AS is_alone) AS matched;

INSERT INTO crosswalk_pairs
  (organization_id, crosswalk_id, id, run_id, left_key, right_key, weight_bits, probability, pattern, decision, decided_by, decided_at, is_taken, is_conflicting,
   created_at, updated_at)
SELECT organization_id, pg_temp.id_of('crosswalk', n), pg_temp.id_of('pair', n * 2000 + k), pg_temp.id_of('crosswalk run', n), k::text, k::text, k / 100.0,
       CASE WHEN is_alone THEN 0.3 ELSE 0.9 + k / 20001.0 END, '{1}', verdict, CASE WHEN verdict IS NOT NULL THEN current_setting('bench.person')::uuid END,
       CASE WHEN verdict IS NOT NULL THEN at END, NOT is_alone, false, at, at
FROM crosswalk, generate_series(1, 2000) AS k, (SELECT timestamptz '2026-02-01' AS at) AS made,
     LATERAL (SELECT k % 4 = 0 AS is_alone, CASE k % 40 WHEN 0 THEN 'different' WHEN 1 THEN 'same' END AS verdict) AS matched;

INSERT INTO crosswalk_decisions (organization_id, id, crosswalk_id, left_key, right_key, verdict, batch_id, actor_id, source, created_at)
SELECT organization_id, pg_temp.id_of('pair decision', row_number() OVER ()), crosswalk_id, left_key, right_key, decision, id, decided_by, 'web', decided_at
FROM crosswalk_pairs WHERE decision IS NOT NULL AND organization_id IN (SELECT id FROM organization);

-- People: 500 members of the first organization, with two tokens each, and their ids in connected systems.
INSERT INTO users (id, email, given_name, family_name, name, created_at, updated_at)
SELECT pg_temp.id_of('user', n), 'person-' || n || '@example.org', 'Given ' || n, 'Family ' || n, 'Given ' || n || ' Family ' || n, at, at
FROM generate_series(1, 500) AS n, (SELECT timestamptz '2026-01-01' AS at) AS made;

INSERT INTO members (organization_id, id, user_id, role, membership_state, created_at, updated_at)
SELECT organization.id, pg_temp.id_of('member', i), pg_temp.id_of('user', i), CASE WHEN i % 20 = 0 THEN 'ORGANIZATION_ADMIN' ELSE 'ANALYST' END,
       CASE WHEN i % 25 = 0 THEN 'suspended' ELSE 'active' END, timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-01-01'
FROM generate_series(1, 500) AS i, organization WHERE organization.n = 0;

INSERT INTO tokens (organization_id, id, user_id, name, token_hash, role, created_at)
SELECT organization.id, pg_temp.id_of('token', i), pg_temp.id_of('user', 1 + i % 500), 'Notebook ' || i, sha256(md5(i::text)::bytea), 'ANALYST',
       timestamptz '2026-01-01' + i * interval '1 minute'
FROM generate_series(1, 1000) AS i, organization WHERE organization.n = 0;

INSERT INTO user_identifiers
  (organization_id, id, user_id, integration_source_id, identifier_key, identifier_value, discovery_method, confidence_score, created_at, updated_at)
SELECT size.organization_id, pg_temp.id_of('identifier', size.n * 1000 + k), pg_temp.id_of('user', k), size.id, 'owner_id', 'owner-' || k, 'llm_discovery', 0.9,
       at + k * interval '1 microsecond', at
FROM size, generate_series(1, 300) AS k, organization
WHERE is_saas AND size_rank <= 20 AND organization.n = 0 AND size.organization_id = organization.id;

-- Every ontology version of the first organization, of some 20 KB.
INSERT INTO ontology_versions (organization_id, version, ontology, change_log, actor_id, created_at)
SELECT organization.id, version, jsonb_build_object('entities', entities), 'Entities reworked, step ' || version, current_setting('bench.person')::uuid,
       timestamptz '2026-02-01' + version * interval '1 hour'
FROM organization, generate_series(1, 200) AS version,
     (SELECT jsonb_agg(jsonb_build_object('name', 'Entity ' || k, 'description', repeat('What it means to the people who work with it. ', 4),
                                          'metrics', jsonb_build_array('count', 'growth'))) AS entities FROM generate_series(1, 80) AS k) AS made
WHERE organization.n = 0;
UPDATE organizations SET business_ontology = ontology, ontology_version = version, ontology_updated_at = ontology_versions.created_at
FROM ontology_versions WHERE ontology_versions.organization_id = organizations.id AND version = 200;
