import { sql } from 'kysely';
import { stableId } from '../domain/ids.ts';
import type { SaasObjectModel } from '../domain/saas.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';
import { describedBy, isRedescribed, redescribe } from './scan-descriptions.ts';
import { isMeasured } from './scan-profiles.ts';
import { byStorableName, idsOf, type Known } from './scan-saas-names.ts';
import { measuredObjects, type MeasuredObject } from './scan-saas-records.ts';
import type { SaasScan } from './scan-saas.ts';
import { always, exceptByHand, settingOf, type Taken } from './scan-saas-upsert.ts';
import { tableQuality } from './table-quality.ts';

const quality = ['null_pct_overall', 'field_null_pct', 'field_distinct_pct', 'earliest_timestamp', 'latest_timestamp', 'is_staging_table'];
const counts = ['record_count', 'record_origin', 'candidate_keys'];

/** What only records tell stays as it was where none were read. */
const measured = (taken: readonly Taken[]): readonly Taken[] =>
  taken.map(({ name, value }) => ({ name, value: sql`CASE WHEN ${isMeasured} THEN ${value} ELSE ${sql.ref(`old.${name}`)} END` }));

const ofObject = settingOf([
  ...exceptByHand(['object_name', 'is_active']),
  ...always(['is_custom', 'landed_table', 'notes']),
  ...measured([...exceptByHand(quality), ...always(counts)]),
]);

/**
 * Saves objects by their API identifiers. What is there already keeps its id; what a person has set stays. Those that the platform no
 * longer has are inactive until it has them again, unless a person has said whether they are. Returns the ids of the objects.
 */
export async function saveObjects(trx: StoreTransaction, scan: SaasScan): Promise<ReadonlyMap<string, string>> {
  const { organizationId, sourceId, model, at } = scan;
  const { rows: known } = await sql<Known>`
    SELECT id, api_identifier AS name FROM saas_objects
    WHERE organization_id = ${organizationId}::uuid AND integration_source_id = ${sourceId}::uuid ORDER BY id FOR NO KEY UPDATE`.execute(trx);
  const names = model.objects.map(({ apiIdentifier }) => apiIdentifier);
  const ids = idsOf(known, names, (name) => stableId('saas_object', sourceId, name));
  const records = measuredObjects(scan.records);
  const [tables, unread] = [byStorableName(scan.landing?.tables), byStorableName(scan.records?.unread)];
  const given = model.objects.map((object) => {
    const { apiIdentifier: name } = object;
    const [read, why] = [records.get(name), unread.get(name)];
    return {
      id: ids.get(name),
      ...objectRecord(object),
      landed_table: tables.get(name) ?? null,
      notes: why === undefined ? [] : [why],
      ...recordsRecord(read, scan),
    };
  });
  await sql`
    INSERT INTO saas_objects AS old
      (organization_id, id, integration_source_id, object_name, api_identifier, is_custom, description, description_source, description_generated_at,
       landed_table, notes, record_count, record_origin, candidate_keys, null_pct_overall, field_null_pct, field_distinct_pct, earliest_timestamp,
       latest_timestamp, is_staging_table, last_analyzed, created_at, updated_at)
    SELECT ${organizationId}::uuid, given.id, ${sourceId}::uuid, object_name, api_identifier, is_custom, given.description, ${describedBy},
           CASE WHEN given.description IS NOT NULL THEN ${at}::timestamptz END,
           landed_table, notes, record_count, record_origin, candidate_keys, null_pct_overall, field_null_pct, field_distinct_pct, earliest_timestamp,
           latest_timestamp, is_staging_table, CASE WHEN record_origin IS NOT NULL THEN ${at}::timestamptz END,
           ${at}::timestamptz + given.place * interval '1 microsecond', ${at}::timestamptz
    FROM ROWS FROM (json_to_recordset(${storableJson(given)}::json)
      AS (id uuid, api_identifier text, object_name text, is_custom boolean, description text, landed_table jsonb, notes text[], record_count bigint,
          record_origin text, candidate_keys jsonb, null_pct_overall double precision, field_null_pct jsonb, field_distinct_pct jsonb,
          earliest_timestamp timestamptz, latest_timestamp timestamptz, is_staging_table boolean))
      WITH ORDINALITY AS given (id, api_identifier, object_name, is_custom, description, landed_table, notes, record_count, record_origin,
                                candidate_keys, null_pct_overall, field_null_pct, field_distinct_pct, earliest_timestamp, latest_timestamp,
                                is_staging_table, place)
    ON CONFLICT (organization_id, integration_source_id, api_identifier) DO UPDATE SET
      ${ofObject.set}, ${redescribe}, last_analyzed = coalesce(excluded.last_analyzed, old.last_analyzed),
      updated_at = CASE WHEN ${ofObject.isChange} OR ${isRedescribed} THEN excluded.updated_at ELSE old.updated_at END
    WHERE ${ofObject.isChange} OR ${isRedescribed} OR ${isMeasured}`.execute(trx);
  const gone = known.filter(({ name }) => !ids.has(name)).map(({ id }) => id);
  await sql`
    UPDATE saas_objects SET is_active = false, updated_at = ${at}
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${gone}::uuid[]) AND is_active AND NOT 'is_active' = ANY(manual_fields)`.execute(
    trx,
  );
  return ids;
}

const objectRecord = (object: SaasObjectModel) => ({
  api_identifier: object.apiIdentifier,
  object_name: object.objectName,
  is_custom: object.isCustom,
  description: object.description ?? null,
});

function recordsRecord(read: MeasuredObject | undefined, { records, at }: SaasScan) {
  if (read === undefined || records === null) return { is_staging_table: false, candidate_keys: [] };
  const { column_null_pct, column_distinct_pct, ...rest } = tableQuality(read.entity, read.attributes, at);
  return {
    record_count: read.rows,
    record_origin: records.origin,
    candidate_keys: read.candidateKeys,
    field_null_pct: column_null_pct,
    field_distinct_pct: column_distinct_pct,
    ...rest,
  };
}
