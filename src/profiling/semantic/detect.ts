import type { Measures } from '../measure.ts';
import { contactRules } from './contact.ts';
import { personRules } from './person.ts';
import { placeRules } from './place.ts';
import { quantityRules } from './quantity.ts';
import { subjectOf, type SemanticRule } from './rule.ts';
import { secretRules } from './secret.ts';
import { isPersonal } from './sensitive.ts';
import { textRules } from './text.ts';

export interface SemanticType {
  readonly type: string | null;
  /** 0.5..1, two decimals. */
  readonly confidence: number | null;
  /** Personal or secret. */
  readonly sensitive: boolean;
}

/** Every rule, in order: on equal confidence the earlier one wins. */
const semanticRules: readonly SemanticRule[] = [...secretRules, ...personRules, ...contactRules, ...placeRules, ...quantityRules, ...textRules];

const LEAST_CONFIDENCE = 0.5;

/** What the values of an attribute mean, from the values themselves with the names as a hint. */
export function detectSemanticType(entityName: string, attributeName: string, measures: Measures): SemanticType {
  const subject = subjectOf(entityName, attributeName, measures);
  let best: { rule: SemanticRule; confidence: number } | undefined;
  if (measures.distinct > 0) {
    for (const rule of semanticRules) {
      const confidence = rule.confidence(subject);
      if (confidence >= LEAST_CONFIDENCE && confidence > (best?.confidence ?? 0)) best = { rule, confidence };
    }
  }
  const type = best?.rule.type ?? null;
  return {
    type,
    confidence: best === undefined ? null : Math.round(best.confidence * 100) / 100,
    sensitive: best?.rule.sensitive === true || (measures.distinct > 0 && isPersonal(subject, type, measures.emailValues)),
  };
}
