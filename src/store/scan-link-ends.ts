import { sql } from 'kysely';
import type { LinkPlace } from '../domain/edge.ts';
import { storableJson } from './json.ts';
import type { StoreTransaction } from './open.ts';

/** An end of a link as the catalog has it. */
export interface SavedEnd {
  readonly kind: LinkPlace['kind'];
  readonly sourceId: string;
  /** The table or the object. */
  readonly entityId: string;
  readonly attributeId: string;
}

/** Finds the columns and fields at these places, aligned with them; undefined where the catalog has none there. */
export async function findLinkEnds(
  trx: StoreTransaction,
  organizationId: string,
  places: readonly LinkPlace[],
): Promise<readonly (SavedEnd | undefined)[]> {
  if (places.length === 0) return [];
  const given = places.map(({ sourceId, kind, path, attribute }, place) => ({ place, source_id: sourceId, kind, ...path, attribute }));
  const { rows } = await sql<SavedEnd & { place: number }>`
    WITH given AS MATERIALIZED (
      SELECT * FROM json_to_recordset(${storableJson(given)}::json)
        AS given (place integer, source_id uuid, kind text, database text, schema text, name text, attribute text)
    )
    SELECT given.place, given.kind, given.source_id AS "sourceId", tab.id AS "entityId", col.id AS "attributeId"
    FROM given
    JOIN source_databases AS db ON db.organization_id = ${organizationId}::uuid AND db.integration_source_id = given.source_id AND db.name = given.database
    JOIN source_schemas AS sch ON sch.organization_id = ${organizationId}::uuid AND sch.database_id = db.id AND sch.name = given.schema
    JOIN source_tables AS tab ON tab.organization_id = ${organizationId}::uuid AND tab.schema_id = sch.id AND tab.name = given.name
    JOIN source_columns AS col ON col.organization_id = ${organizationId}::uuid AND col.table_id = tab.id AND col.name = given.attribute
    WHERE given.kind = 'column'
    UNION ALL
    SELECT given.place, given.kind, given.source_id, object.id, field.id
    FROM given
    JOIN saas_objects AS object
      ON object.organization_id = ${organizationId}::uuid AND object.integration_source_id = given.source_id AND object.api_identifier = given.name
    JOIN saas_fields AS field
      ON field.organization_id = ${organizationId}::uuid AND field.saas_object_id = object.id AND field.api_identifier = given.attribute
    WHERE given.kind = 'field'`.execute(trx);
  const byPlace = new Map(rows.map(({ place, ...end }) => [place, end]));
  return places.map((_, place) => byPlace.get(place));
}
