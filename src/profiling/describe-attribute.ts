import type { AttributeModel, EntityModel } from '../domain/entity.ts';
import type { AttributeProfile } from '../domain/profile.ts';
import { isSecretType, maskCounted, rank } from '../domain/sensitive.ts';
import { maskOf } from './masks.ts';
import { isNumeric, type CountedValue, type Measures } from './measure.ts';
import { roleOf } from './roles.ts';
import { detectSemanticType } from './semantic/detect.ts';

const MASKS_KEPT = 10;

/** What is known of an attribute once its values are measured: formats, meaning, role, and of its values what may be shown. */
export function describeAttribute(entity: EntityModel, attribute: AttributeModel, measures: Measures): AttributeProfile {
  const semantic = detectSemanticType(entity.path.name, attribute.name, measures);
  const role = roleOf(entity, attribute, measures, semantic.type);
  const markedBySource = attribute.isSensitive === true;
  const sensitive = markedBySource || semantic.sensitive;
  // The source does not say why: what it hides may be a secret of any kind.
  const secret = isSecretType(semantic.type) || (markedBySource && !semantic.sensitive);
  const extremes = isNumeric(measures.valueClass) && !sensitive;
  return {
    name: attribute.name,
    ordinal: attribute.ordinal,
    rows: measures.rows,
    nulls: measures.nulls,
    empties: measures.empties,
    distinct: measures.distinct,
    valueClass: measures.valueClass,
    min: sensitive ? null : measures.min,
    max: sensitive ? null : measures.max,
    minNumber: extremes && measures.min !== null ? Number(measures.min) : null,
    maxNumber: extremes && measures.max !== null ? Number(measures.max) : null,
    length: measures.length,
    entropy: measures.entropy,
    top: sensitive ? maskCounted(measures.top, secret) : measures.top,
    masks: commonMasks(measures.sample),
    semanticType: semantic.type,
    semanticTypeConfidence: semantic.confidence,
    role: role.role,
    roleConfidence: role.confidence,
    sensitive,
    sketch: measures.sketch,
  };
}

function commonMasks(sample: readonly CountedValue[]): AttributeProfile['masks'] {
  const counts = new Map<string, number>();
  for (const { value, count } of sample) {
    const mask = maskOf(value);
    counts.set(mask, (counts.get(mask) ?? 0) + count);
  }
  return rank(counts)
    .slice(0, MASKS_KEPT)
    .map(({ value, count }) => ({ mask: value, count }));
}
