import { sql } from 'kysely';
import type { Structure } from '../domain/scan-changes.ts';
import type { StoreTransaction } from './open.ts';

/** What a source is made of, as the catalog has it now: tables and columns that are present, SaaS objects and fields that are active. */
export async function structureOf(trx: StoreTransaction, organizationId: string, sourceId: string): Promise<Structure> {
  const { rows } = await sql<{ id: string; self: string; attributes: Record<string, string> | null }>`
    SELECT entity.id, entity.kind AS self,
           jsonb_object_agg(attribute.id, concat_ws(' ', attribute.data_type, attribute.is_nullable, attribute.is_primary_key))
             FILTER (WHERE attribute.id IS NOT NULL) AS attributes
    FROM source_tables AS entity
    LEFT JOIN source_columns AS attribute
      ON attribute.organization_id = entity.organization_id AND attribute.table_id = entity.id AND attribute.is_present
    WHERE entity.organization_id = ${organizationId}::uuid AND entity.integration_source_id = ${sourceId}::uuid AND entity.is_present
    GROUP BY entity.organization_id, entity.id
    UNION ALL
    SELECT entity.id, '' AS self,
           jsonb_object_agg(attribute.id, concat_ws(' ', attribute.data_type, attribute.is_required, attribute.is_unique, attribute.reference_objects))
             FILTER (WHERE attribute.id IS NOT NULL) AS attributes
    FROM saas_objects AS entity
    LEFT JOIN saas_fields AS attribute
      ON attribute.organization_id = entity.organization_id AND attribute.saas_object_id = entity.id AND attribute.is_active
    WHERE entity.organization_id = ${organizationId}::uuid AND entity.integration_source_id = ${sourceId}::uuid AND entity.is_active
    GROUP BY entity.organization_id, entity.id`.execute(trx);
  return new Map(rows.map(({ id, self, attributes }) => [id, { self, attributes: attributes ?? {} }]));
}
