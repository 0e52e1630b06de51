import { nameTokens } from '../names.ts';
import type { CountedValue, Measures } from '../measure.ts';

/** What a semantic rule sees of an attribute. */
export interface Subject {
  readonly measures: Measures;
  /** Distinct values, a uniform sample of them. */
  readonly values: readonly string[];
  /** Words of the attribute's name, with spaces between them. */
  readonly name: string;
  /** Words of the entity's name. */
  readonly entityName: string;
}

/** Confidence that an attribute is of a type: from its values, its name, or both. 0 where it is not. */
export interface SemanticRule {
  readonly type: string;
  /** Values of the type are personal or secret. */
  readonly sensitive: boolean;
  confidence(subject: Subject): number;
}

export function subjectOf(entityName: string, attributeName: string, measures: Measures): Subject {
  return {
    measures,
    values: measures.sample.map(({ value }: CountedValue) => value),
    name: nameTokens(attributeName).join(' '),
    entityName: nameTokens(entityName).join(' '),
  };
}

/** Share of the sampled values that pass a test, 0..1. */
export function share(values: readonly string[], test: (value: string) => boolean): number {
  if (values.length === 0) return 0;
  let hits = 0;
  for (const value of values) if (test(value)) hits += 1;
  return hits / values.length;
}

export interface PatternRule {
  readonly type: string;
  readonly sensitive?: boolean;
  readonly value: (value: string) => boolean;
  /** Share of values that must pass. Default 0.9. */
  readonly least?: number;
  /** Confidence when the values pass and the name says nothing; absent: the name has to agree. */
  readonly alone?: number;
  readonly names?: RegExp;
  /** Confidence when values and name agree. */
  readonly named?: number;
}

/** A rule on the form of single values, with the name as a hint. */
export function patternRule(rule: PatternRule): SemanticRule {
  return {
    type: rule.type,
    sensitive: rule.sensitive ?? false,
    confidence(subject) {
      const named = rule.names?.test(subject.name) === true;
      const base = named ? (rule.named ?? rule.alone ?? 0) : (rule.alone ?? 0);
      if (base === 0) return 0;
      const passed = share(subject.values, rule.value);
      return passed >= (rule.least ?? 0.9) ? base * passed : 0;
    },
  };
}
