import type { StoredCrosswalkModel } from '../domain/crosswalk.ts';
import { bits } from '../links/crosswalk/mixture.ts';

/** What a pair came to, as it is kept. */
interface ScoredPair {
  readonly weight_bits: number;
  readonly probability: number;
  readonly pattern: readonly number[];
}

export interface ExplainedPart {
  readonly name: string;
  readonly level: number | null;
  /** Null where a value is missing, or where it is no comparison of values. */
  readonly levelName: string | null;
  readonly bits: number;
}

/** Why a pair has its weight: prior and parts add up to it. `rivalBits` more, and it is the logarithm of the odds of its probability. */
export interface ExplainedPair {
  readonly priorBits: number;
  readonly parts: readonly ExplainedPart[];
  readonly rivalBits: number;
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Takes the weight of a pair apart, field by field. What the levels do not say, such as how alike both are within a level, is a part of its own. */
export function explainPair(
  { weight_bits: weight, probability, pattern }: ScoredPair,
  { learned, columns, levels }: StoredCrosswalkModel,
): ExplainedPair {
  const isByNames = learned.decides === 'by names';
  const priorBits = isByNames ? 0 : rounded(Math.log2(learned.lambda / (1 - learned.lambda)) - learned.evenOdds);
  const parts = columns.map((name, column): ExplainedPart => {
    const level = pattern[column] ?? 0;
    return {
      name,
      level,
      levelName: level === 0 ? null : (levels[column]?.[level - 1] ?? null),
      bits: isByNames ? 0 : rounded(bits(learned, column, level)),
    };
  });
  const rest = rounded(weight - priorBits - parts.reduce((sum, part) => sum + part.bits, 0));
  const name = isByNames ? 'likeness of the names, less that of the next' : 'likeness within its level';
  const odds = Math.log2(probability / (1 - probability));
  return {
    priorBits,
    parts: Math.abs(rest) < 1e-3 ? parts : [...parts, { name, level: null, levelName: null, bits: rest }],
    rivalBits: Number.isFinite(odds) && odds < weight - 0.01 ? rounded(odds - weight) : 0,
  };
}
