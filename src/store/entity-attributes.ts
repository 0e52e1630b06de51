import { sql } from 'kysely';
import type { Reader } from './open.ts';

/** An attribute that a map shows. */
export interface AttributeRow {
  readonly name: string;
  /** Of a field. */
  readonly api_identifier: string | null;
  readonly data_type: string | null;
  readonly is_primary_key: boolean;
}

export interface EntityAttributes {
  readonly entity_id: string;
  /** All that are usable and still there. */
  readonly count: number;
  /** Those that were asked for, and the members of primary keys, in their order. */
  readonly named: readonly AttributeRow[];
}

/** Columns and fields of entities: how many, and those that were asked for by name (of a field, its own or its API identifier). */
export async function readAttributes(
  db: Reader,
  organizationId: string,
  entityIds: readonly string[],
  named: readonly { readonly entityId: string; readonly name: string }[],
): Promise<EntityAttributes[]> {
  const ids = sql`ANY(${[...entityIds]}::uuid[])`;
  const asked = sql`(SELECT DISTINCT entity_id, name FROM unnest(${named.map(({ entityId }) => entityId)}::uuid[], ${named.map(({ name }) => name)}::text[]) AS asked (entity_id, name))`;
  const { rows } = await sql<EntityAttributes>`
    SELECT attribute.table_id AS entity_id, count(*) AS count,
           coalesce(jsonb_agg(jsonb_build_object('name', attribute.name, 'api_identifier', NULL, 'data_type', attribute.data_type, 'is_primary_key', attribute.is_primary_key)
                              ORDER BY attribute.ordinal_position, attribute.name)
                    FILTER (WHERE attribute.is_primary_key OR asked.name IS NOT NULL), '[]') AS named
    FROM source_columns AS attribute
    LEFT JOIN ${asked} AS asked ON asked.entity_id = attribute.table_id AND asked.name = attribute.name
    WHERE attribute.organization_id = ${organizationId}::uuid AND attribute.table_id = ${ids} AND attribute.is_active AND attribute.is_present
    GROUP BY attribute.table_id
    UNION ALL
    SELECT attribute.saas_object_id, count(*),
           coalesce(jsonb_agg(jsonb_build_object('name', attribute.field_name, 'api_identifier', attribute.api_identifier, 'data_type', attribute.data_type, 'is_primary_key', false)
                              ORDER BY attribute.created_at, attribute.id)
                    FILTER (WHERE EXISTS (SELECT FROM ${asked} AS asked WHERE asked.entity_id = attribute.saas_object_id
                                            AND asked.name IN (attribute.field_name, attribute.api_identifier))), '[]')
    FROM saas_fields AS attribute
    WHERE attribute.organization_id = ${organizationId}::uuid AND attribute.saas_object_id = ${ids} AND attribute.is_active
    GROUP BY attribute.saas_object_id`.execute(db);
  return rows;
}
