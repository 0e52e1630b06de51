import { sql } from 'kysely';
import { stableId } from '../domain/ids.ts';
import type { LandedColumn } from '../domain/landing.ts';
import type { AttributeProfile } from '../domain/profile.ts';
import type { SaasFieldModel } from '../domain/saas.ts';
import { isSensitiveType } from '../domain/sensitive.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';
import { describedBy, isRedescribed, redescribe } from './scan-descriptions.ts';
import { isMeasured, profileColumns, profileRecord, profileTypes, rejudged } from './scan-profiles.ts';
import { byStorableName, idsOf, type Known } from './scan-saas-names.ts';
import { measuredObjects } from './scan-saas-records.ts';
import type { SaasScan } from './scan-saas.ts';
import { always, exceptByHand, settingOf } from './scan-saas-upsert.ts';
import { packSketches } from './sealed-sketch.ts';

/** Sketches of so many fields take 16 MB. */
const fieldsPerStatement = 2000;

interface KnownField extends Known {
  readonly object_id: string;
  /** The semantic type that a person gave it. */
  readonly said: string | null;
}

/** The profile goes where the platform says by now that values are sensitive, and none were read to be masked. */
const keptProfile = sql`CASE WHEN ${isMeasured} THEN excluded.profile WHEN excluded.is_sensitive AND NOT old.is_sensitive THEN NULL ELSE old.profile END`;

const ofField = settingOf([
  ...exceptByHand(['field_name', 'data_type', 'is_required', 'is_unique', 'is_active']),
  ...always(['is_custom', 'reference_objects', 'landed_column', 'is_sync_column']),
  { name: 'is_sensitive', value: sql`excluded.is_sensitive OR (old.is_sensitive AND NOT ${isMeasured})` },
  ...rejudged,
  { name: 'profile', value: keptProfile },
]);

const analyzed = sql`CASE WHEN 'last_analyzed' = ANY(old.manual_fields) THEN old.last_analyzed ELSE coalesce(excluded.last_analyzed, old.last_analyzed) END`;

/**
 * Saves fields by their API identifiers, with the profiles of their values where records were read. What is there already keeps its id; what
 * a person has set stays. Those that the platform no longer has are inactive until it has them again, unless a person has said whether they are.
 */
export async function saveFields(trx: StoreTransaction, scan: SaasScan, objectIds: ReadonlyMap<string, string>): Promise<void> {
  const { organizationId, dataKey, at } = scan;
  const { fields, gone } = await fieldsOf(trx, scan, objectIds);
  for (let start = 0; start < fields.length; start += fieldsPerStatement) {
    const sketches = packSketches(dataKey);
    const given = fields.slice(start, start + fieldsPerStatement).map(({ field, profile, said, landed, ...ids }) => ({
      ...ids,
      ...fieldRecord(field),
      landed_column: landed === undefined ? null : { column: landed.column, path: landed.path },
      is_sync_column: landed?.isSyncColumn ?? false,
      is_measured: profile !== undefined,
      ...(profile === undefined ? {} : profileRecord(profile, said)),
      is_sensitive: field.isSensitive || isSensitiveType(said) || profile?.sensitive === true,
      ...(profile === undefined ? {} : sketches.add(ids.saas_object_id, ids.id, profile.sketch)),
    }));
    await sql`
      INSERT INTO saas_fields AS old
        (organization_id, id, saas_object_id, field_name, api_identifier, data_type, is_required, is_unique, is_custom, reference_objects, landed_column,
         is_sync_column, description, description_source, description_generated_at, ${profileColumns}, last_analyzed, sealed_sketch, created_at, updated_at)
      SELECT ${organizationId}::uuid, id, saas_object_id, field_name, api_identifier, data_type, is_required, is_unique, is_custom, reference_objects,
             landed_column, is_sync_column, description, ${describedBy}, CASE WHEN given.description IS NOT NULL THEN ${at}::timestamptz END,
             ${profileColumns}, CASE WHEN is_measured THEN ${at}::timestamptz END, substring(${sketches.bytes()}::bytea FROM sketch_at FOR sketch_bytes),
             ${at}::timestamptz + place * interval '1 microsecond', ${at}::timestamptz
      FROM json_to_recordset(${storableJson(given)}::json) AS given
        (id uuid, saas_object_id uuid, field_name text, api_identifier text, data_type text, is_required boolean, is_unique boolean, is_custom boolean,
         reference_objects text[], landed_column jsonb, is_sync_column boolean, description text, ${profileTypes}, is_measured boolean,
         sketch_at integer, sketch_bytes integer, place integer)
      ON CONFLICT (organization_id, saas_object_id, api_identifier) DO UPDATE SET
        ${ofField.set}, ${redescribe}, last_analyzed = ${analyzed}, sealed_sketch = coalesce(excluded.sealed_sketch, old.sealed_sketch),
        updated_at = CASE WHEN ${ofField.isChange} OR ${isRedescribed} THEN excluded.updated_at ELSE old.updated_at END
      WHERE ${ofField.isChange} OR ${isRedescribed} OR ${isMeasured}`.execute(trx);
  }
  await sql`
    UPDATE saas_fields SET is_active = false, updated_at = ${at}
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${gone}::uuid[]) AND is_active AND NOT 'is_active' = ANY(manual_fields)`.execute(
    trx,
  );
}

/** The fields of the model with what else is known of each, and the ids of those that it does not have any more. */
async function fieldsOf(trx: StoreTransaction, scan: SaasScan, objectIds: ReadonlyMap<string, string>) {
  const { rows: known } = await sql<KnownField>`
    SELECT field.id, field.api_identifier AS name, object.id AS object_id,
           CASE WHEN 'semantic_type' = ANY(field.manual_fields) THEN field.semantic_type END AS said
    FROM saas_objects AS object
    JOIN saas_fields AS field ON field.organization_id = object.organization_id AND field.saas_object_id = object.id
    WHERE object.organization_id = ${scan.organizationId}::uuid AND object.integration_source_id = ${scan.sourceId}::uuid`.execute(trx);
  const knownByObject = new Map<string, KnownField[]>();
  for (const field of known) {
    const siblings = knownByObject.get(field.object_id);
    if (siblings === undefined) knownByObject.set(field.object_id, [field]);
    else siblings.push(field);
  }
  const said = new Map(known.map((field) => [field.id, field.said]));
  const records = measuredObjects(scan.records);
  const landed = byStorableName(scan.landing?.columns);
  const fields = scan.model.objects.flatMap((object) => {
    const saas_object_id = objectIds.get(object.apiIdentifier) ?? '';
    const names = object.fields.map(({ apiIdentifier }) => apiIdentifier);
    const ids = idsOf(knownByObject.get(saas_object_id) ?? [], names, (name) => stableId('saas_field', saas_object_id, name));
    const columns = byStorableName(landed.get(object.apiIdentifier));
    const profiles = byStorableName(records.get(object.apiIdentifier)?.attributes.map((attribute) => [attribute.name, attribute] as const));
    return object.fields.map((field, i) => {
      const id = ids.get(field.apiIdentifier) ?? '';
      const more: { profile: AttributeProfile | undefined; said: string | null; landed: LandedColumn | undefined } = {
        profile: referring(profiles.get(field.apiIdentifier), field),
        said: said.get(id) ?? null,
        landed: columns.get(field.apiIdentifier),
      };
      return { id, saas_object_id, place: i + 1, field, ...more };
    });
  });
  const found = new Set(fields.map(({ id }) => id));
  return { fields, gone: known.filter(({ id }) => !found.has(id)).map(({ id }) => id) };
}

const fieldRecord = (field: SaasFieldModel) => ({
  api_identifier: field.apiIdentifier,
  field_name: field.fieldName,
  data_type: field.dataType,
  is_required: field.isRequired,
  is_unique: field.isUnique,
  is_custom: field.isCustom,
  reference_objects: field.references,
  description: field.description ?? null,
});

/** What the platform says to hold ids of other objects refers to them, whatever its values look like. */
function referring(profile: AttributeProfile | undefined, { references }: SaasFieldModel): AttributeProfile | undefined {
  if (profile === undefined || profile.distinct === 0 || references.length === 0) return profile;
  return { ...profile, role: 'reference', roleConfidence: 0.99 };
}
