import type { AttributeModel, EntityModel } from '../domain/entity.ts';
import type { AttributeProfile } from '../domain/profile.ts';

const sampleCount = 10;

/** A row of `source_columns` as a scan knows it, for JSON. The profile's values come masked where the attribute is sensitive. */
export function columnRecord(entity: EntityModel, attribute: AttributeModel, profile: AttributeProfile, tableId: string) {
  const present = profile.rows - profile.nulls - profile.empties;
  return {
    table_id: tableId,
    name: attribute.name,
    description: attribute.description ?? null,
    data_type: attribute.dataType,
    is_primary_key: entity.keys.some((key) => key.kind === 'primary' && key.columns.includes(attribute.name)),
    is_nullable: attribute.isNullable,
    ordinal_position: attribute.ordinal,
    semantic_type: profile.semanticType,
    semantic_type_confidence: profile.semanticTypeConfidence,
    sample_values: profile.top.slice(0, sampleCount).map(({ value }) => value),
    enum_cardinality: profile.role === 'category' ? profile.distinct : null,
    null_pct: share(profile.nulls, profile.rows),
    distinct_pct: share(profile.distinct, present),
    approx_distinct_count: profile.distinct,
    format_signature: { masks: profile.masks },
    length_stats: profile.length,
    entropy: profile.entropy,
    role: profile.role,
    role_confidence: profile.roleConfidence,
    is_sensitive: profile.sensitive,
    profile: {
      rows: profile.rows,
      nulls: profile.nulls,
      empties: profile.empties,
      distinct: profile.distinct,
      value_class: profile.valueClass,
      min: profile.min,
      max: profile.max,
      top: profile.top,
    },
  };
}

export const share = (part: number, whole: number): number | null => (whole > 0 ? Math.round((part / whole) * 1e6) / 1e6 : null);
