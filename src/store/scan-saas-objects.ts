import { sql } from 'kysely';
import { newId, stableId } from '../domain/ids.ts';
import type { SaasFieldModel } from '../domain/saas.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';
import { describedBy, isRedescribed, redescribe } from './scan-descriptions.ts';
import type { SaasScan } from './scan-saas.ts';
import { unlessByHand } from './scan-saas-upsert.ts';

const fieldsPerStatement = 5000;

const ofObject = unlessByHand(['object_name', 'is_active']);
const ofField = unlessByHand(['field_name', 'data_type', 'is_required', 'is_unique', 'is_active']);

interface Known {
  readonly id: string;
  readonly name: string;
}

/**
 * Saves objects and fields by their API identifiers. What is there already keeps its id; what a person has set stays. Those that the
 * platform no longer has are inactive until it has them again, unless a person has said whether they are. Returns the ids of the objects.
 */
export async function saveObjectsAndFields(trx: StoreTransaction, scan: SaasScan): Promise<ReadonlyMap<string, string>> {
  const objectIds = await saveObjects(trx, scan);
  await saveFields(trx, scan, objectIds);
  return objectIds;
}

async function saveObjects(trx: StoreTransaction, { organizationId, sourceId, model, at }: SaasScan): Promise<ReadonlyMap<string, string>> {
  const { rows: known } = await sql<Known>`
    SELECT id, api_identifier AS name FROM saas_objects
    WHERE organization_id = ${organizationId}::uuid AND integration_source_id = ${sourceId}::uuid ORDER BY id FOR NO KEY UPDATE`.execute(trx);
  const names = model.objects.map(({ apiIdentifier }) => apiIdentifier);
  const ids = idsOf(known, names, (name) => stableId('saas_object', sourceId, name));
  const given = model.objects.map(({ apiIdentifier, objectName, description }) => ({
    id: ids.get(apiIdentifier),
    api_identifier: apiIdentifier,
    object_name: objectName,
    description: description ?? null,
  }));
  await sql`
    INSERT INTO saas_objects AS old
      (organization_id, id, integration_source_id, object_name, api_identifier, description, description_source, description_generated_at,
       created_at, updated_at)
    SELECT ${organizationId}::uuid, given.id, ${sourceId}::uuid, given.object_name, given.api_identifier, given.description, ${describedBy},
           CASE WHEN given.description IS NOT NULL THEN ${at}::timestamptz END, ${at}::timestamptz + given.place * interval '1 microsecond', ${at}::timestamptz
    FROM ROWS FROM (json_to_recordset(${storableJson(given)}::json) AS (id uuid, api_identifier text, object_name text, description text))
      WITH ORDINALITY AS given (id, api_identifier, object_name, description, place)
    ON CONFLICT (organization_id, integration_source_id, api_identifier) DO UPDATE SET
      ${ofObject.set}, ${redescribe}, updated_at = excluded.updated_at
    WHERE ${ofObject.isChange} OR ${isRedescribed}`.execute(trx);
  const gone = known.filter(({ name }) => !ids.has(name)).map(({ id }) => id);
  await sql`
    UPDATE saas_objects SET is_active = false, updated_at = ${at}
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${gone}::uuid[]) AND is_active AND NOT 'is_active' = ANY(manual_fields)`.execute(
    trx,
  );
  return ids;
}

async function saveFields(
  trx: StoreTransaction,
  { organizationId, sourceId, model, at }: SaasScan,
  objectIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { rows: known } = await sql<Known & { object_id: string }>`
    SELECT field.id, field.api_identifier AS name, object.id AS object_id
    FROM saas_objects AS object
    JOIN saas_fields AS field ON field.organization_id = object.organization_id AND field.saas_object_id = object.id
    WHERE object.organization_id = ${organizationId}::uuid AND object.integration_source_id = ${sourceId}::uuid`.execute(trx);
  const knownByObject = new Map<string, Known[]>();
  for (const field of known) {
    const fields = knownByObject.get(field.object_id);
    if (fields === undefined) knownByObject.set(field.object_id, [field]);
    else fields.push(field);
  }
  const found = new Set<string>();
  const given = model.objects.flatMap((object) => {
    const objectId = objectIds.get(object.apiIdentifier) ?? '';
    const names = object.fields.map(({ apiIdentifier }) => apiIdentifier);
    const ids = idsOf(knownByObject.get(objectId) ?? [], names, (name) => stableId('saas_field', objectId, name));
    for (const id of ids.values()) found.add(id);
    return object.fields.map((field, i) => ({ id: ids.get(field.apiIdentifier), saas_object_id: objectId, ...fieldRecord(field), place: i + 1 }));
  });
  for (let start = 0; start < given.length; start += fieldsPerStatement) {
    await sql`
      INSERT INTO saas_fields AS old
        (organization_id, id, saas_object_id, field_name, api_identifier, data_type, is_required, is_unique, description, description_source,
         description_generated_at, created_at, updated_at)
      SELECT ${organizationId}::uuid, id, saas_object_id, field_name, api_identifier, data_type, is_required, is_unique, description, ${describedBy},
             CASE WHEN given.description IS NOT NULL THEN ${at}::timestamptz END, ${at}::timestamptz + place * interval '1 microsecond', ${at}::timestamptz
      FROM json_to_recordset(${storableJson(given.slice(start, start + fieldsPerStatement))}::json) AS given
        (id uuid, saas_object_id uuid, field_name text, api_identifier text, data_type text, is_required boolean, is_unique boolean,
         description text, place integer)
      ON CONFLICT (organization_id, saas_object_id, api_identifier) DO UPDATE SET
        ${ofField.set}, ${redescribe}, updated_at = excluded.updated_at
      WHERE ${ofField.isChange} OR ${isRedescribed}`.execute(trx);
  }
  const gone = known.filter(({ id }) => !found.has(id)).map(({ id }) => id);
  await sql`
    UPDATE saas_fields SET is_active = false, updated_at = ${at}
    WHERE organization_id = ${organizationId}::uuid AND id = ANY(${gone}::uuid[]) AND is_active AND NOT 'is_active' = ANY(manual_fields)`.execute(
    trx,
  );
}

const fieldRecord = (field: SaasFieldModel) => ({
  api_identifier: field.apiIdentifier,
  field_name: field.fieldName,
  data_type: field.dataType,
  is_required: field.isRequired,
  is_unique: field.isUnique,
  description: field.description ?? null,
});

/** New ids follow from the name; where a person has given what was made so another name since, it is a random one. */
function idsOf(known: readonly Known[], names: readonly string[], idOf: (name: string) => string): ReadonlyMap<string, string> {
  const idByName = new Map(known.map(({ id, name }) => [name, id]));
  const taken = new Set(known.map(({ id }) => id));
  const newOne = (name: string): string => {
    const id = idOf(name);
    return taken.has(id) ? newId() : id;
  };
  return new Map(names.map((name) => [name, idByName.get(name) ?? newOne(name)]));
}
