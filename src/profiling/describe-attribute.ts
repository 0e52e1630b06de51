import type { AttributeModel, EntityModel } from '../domain/entity.ts';
import type { AttributeProfile } from '../domain/profile.ts';
import { maskOf } from './masks.ts';
import { isNumeric, type CountedValue, type Measures } from './measure.ts';

const MASKS_KEPT = 10;

/** What is known of an attribute once its values are measured: formats, meaning, role, and what may be shown. */
export function describeAttribute(_entity: EntityModel, attribute: AttributeModel, measures: Measures): AttributeProfile {
  const numeric = isNumeric(measures.valueClass);
  return {
    name: attribute.name,
    ordinal: attribute.ordinal,
    rows: measures.rows,
    nulls: measures.nulls,
    empties: measures.empties,
    distinct: measures.distinct,
    valueClass: measures.valueClass,
    min: measures.min,
    max: measures.max,
    minNumber: numeric && measures.min !== null ? Number(measures.min) : null,
    maxNumber: numeric && measures.max !== null ? Number(measures.max) : null,
    length: measures.length,
    entropy: measures.entropy,
    top: measures.top,
    masks: commonMasks(measures.sample),
    semanticType: null,
    semanticTypeConfidence: null,
    role: 'unknown',
    roleConfidence: 0,
    sensitive: false,
    sketch: measures.sketch,
  };
}

function commonMasks(sample: readonly CountedValue[]): AttributeProfile['masks'] {
  const counts = new Map<string, number>();
  for (const { value, count } of sample) {
    const mask = maskOf(value);
    counts.set(mask, (counts.get(mask) ?? 0) + count);
  }
  return [...counts]
    .map(([mask, count]) => ({ mask, count }))
    .toSorted((a, b) => b.count - a.count || (a.mask < b.mask ? -1 : 1))
    .slice(0, MASKS_KEPT);
}
