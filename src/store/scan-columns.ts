import type { AttributeModel, EntityModel } from '../domain/entity.ts';
import type { AttributeProfile } from '../domain/profile.ts';
import { profileRecord } from './scan-profiles.ts';

/** A row of `source_columns` as a scan knows it, for JSON; `said` is the semantic type that a person gave the column. */
export function columnRecord(entity: EntityModel, attribute: AttributeModel, profile: AttributeProfile, tableId: string, said: string | null) {
  return {
    table_id: tableId,
    name: attribute.name,
    description: attribute.description ?? null,
    data_type: attribute.dataType,
    is_primary_key: entity.keys.some((key) => key.kind === 'primary' && key.columns.includes(attribute.name)),
    is_nullable: attribute.isNullable,
    ordinal_position: attribute.ordinal,
    ...profileRecord(profile, said),
  };
}
