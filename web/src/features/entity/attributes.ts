import type { Schemas } from '../../api/client.ts';
import type { Described } from './described.ts';

/** A column or a field, as the page shows it. */
export interface Attribute extends Described {
  readonly name: string;
  readonly dataType: string | null;
  readonly isPrimaryKey: boolean;
  readonly isUnique: boolean;
  readonly isRequired: boolean;
  readonly semanticType: string | null;
  readonly semanticConfidence: number | null;
  readonly role: string | null;
  readonly nullShare: number | null;
  readonly distinctShare: number | null;
  readonly distinct: number | null;
  readonly samples: readonly string[];
  /** Shapes of the values, the commonest first. */
  readonly masks: readonly { readonly mask: string; readonly count: number }[];
  readonly length: { readonly min: number; readonly max: number; readonly mean: number } | null;
  readonly entropy: number | null;
  readonly analyzedAt: string | null;
}

type Column = Schemas['Column'];
type Field = Schemas['SaasField'];

export const ofColumn = (column: Column): Attribute => ({
  ...shared(column),
  name: column.name,
  isPrimaryKey: column.is_primary_key ?? false,
  isUnique: false,
  isRequired: !(column.is_nullable ?? true),
  description_version: column.description_version,
});

export const ofField = (field: Field): Attribute => ({
  ...shared(field),
  name: field.field_name,
  isPrimaryKey: false,
  isUnique: field.is_unique ?? false,
  isRequired: field.is_required ?? false,
});

function shared(attribute: Column | Field): Omit<Attribute, 'name' | 'isPrimaryKey' | 'isUnique' | 'isRequired'> {
  return {
    id: attribute.id,
    description: attribute.description ?? null,
    description_source: attribute.description_source ?? null,
    description_generated_at: attribute.description_generated_at ?? null,
    dataType: attribute.data_type ?? null,
    semanticType: attribute.semantic_type ?? null,
    semanticConfidence: attribute.semantic_type_confidence ?? null,
    role: attribute.role ?? null,
    nullShare: attribute.null_pct ?? null,
    distinctShare: attribute.distinct_pct ?? null,
    distinct: attribute.approx_distinct_count ?? null,
    samples: (attribute.sample_values ?? []).map(textOf),
    masks: masksOf(attribute.format_signature?.['masks']),
    length: lengthOf(attribute.length_stats),
    entropy: attribute.entropy ?? null,
    analyzedAt: attribute.last_analyzed ?? null,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** People may have set anything. */
function masksOf(masks: unknown): Attribute['masks'] {
  if (!Array.isArray(masks)) return [];
  return masks.flatMap((one: unknown) => {
    const { mask, count } = (one ?? {}) as { mask?: unknown; count?: unknown };
    return typeof mask === 'string' && typeof count === 'number' ? [{ mask, count }] : [];
  });
}

function lengthOf(stats: Readonly<Record<string, unknown>> | null | undefined): Attribute['length'] {
  const { min, max, mean } = stats ?? {};
  return typeof min === 'number' && typeof max === 'number' && typeof mean === 'number' ? { min, max, mean } : null;
}
