import type { Measures } from '../measure.ts';
import { contactRules } from './contact.ts';
import { placeRules } from './place.ts';
import { quantityRules } from './quantity.ts';
import { subjectOf, type SemanticRule } from './rule.ts';
import { secretRules } from './secret.ts';
import { textRules } from './text.ts';

export interface SemanticType {
  readonly type: string | null;
  /** 0.5..1, two decimals. */
  readonly confidence: number | null;
  /** Personal or secret: of a sensitive type, or a text in which email addresses occur. */
  readonly sensitive: boolean;
}

/** Every rule, in order: on equal confidence the earlier one wins. */
export const semanticRules: readonly SemanticRule[] = [...secretRules, ...contactRules, ...placeRules, ...quantityRules, ...textRules];

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
  return {
    type: best?.rule.type ?? null,
    confidence: best === undefined ? null : Math.round(best.confidence * 100) / 100,
    sensitive: best?.rule.sensitive === true || measures.emailValues > 0,
  };
}
