/**
 * Evidence of a relationship: what the machine measured. It is stored and served as it stands, hence `snake_case`.
 * A new run adds a revision; nothing edits one in place. Counts are exact over canonical texts unless `method` is `sketch`.
 */
export interface RelationshipEvidence {
  readonly schema_version: 1;
  /** Name of the scoring model, or `declared`. */
  readonly model: string;
  readonly method: 'exact' | 'sketch';
  /** One sentence of proof for people. */
  readonly sentence: string;
  readonly band: Band;
  readonly from: EvidenceEnd;
  readonly to: EvidenceEnd;
  /** Present where the column refers to several kinds of things: the rows that this is about, as they say themselves. The rest count as `null_rows`. */
  readonly slice?: SliceEvidence;
  readonly cardinality: '1:1' | 'N:1' | 'N:M' | 'unknown';
  /** Some child rows have no reference. */
  readonly optional: boolean;
  readonly value: InclusionEvidence;
  readonly name: {
    /** The convention that both names fit, such as `{singular}_id -> {plural}.id`; null where none does. */
    readonly template: string | null;
    readonly tokens: readonly string[];
    readonly support: number;
    readonly contradictions: number;
  };
  readonly structure: {
    readonly target_key: 'primary' | 'unique' | 'inferred' | 'none';
    readonly child_indexed: boolean;
    readonly self_reference: boolean;
  };
  /** Signed parts of the log-odds, largest magnitude first. */
  readonly contributions: readonly { readonly feature: string; readonly weight: number; readonly value: number }[];
  readonly alternatives: readonly { readonly to: EvidenceEnd; readonly score: number; readonly why_not: string }[];
  /** Present on composite keys: all members share it and are reviewed together. */
  readonly key?: {
    readonly id: string;
    /** Position of this row's member, from 1. */
    readonly position: number;
    readonly columns: readonly { readonly from: string; readonly to: string }[];
  };
  /** Re-runs the counts of `value` on the source: one row whose columns are named as its fields. */
  readonly check_sql: string;
  readonly dialect: string;
}

export interface EvidenceEnd {
  readonly database: string;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/** Rows in which `column` (the referring column itself, or one beside it) begins with `value`, or equals it. */
export interface SliceEvidence {
  readonly column: string;
  readonly test: 'begins' | 'equals';
  readonly value: string;
}

/** Inclusion both ways, in distinct tuples and in rows. Tuples with a missing member are left out, as SQL does for MATCH SIMPLE. */
export interface InclusionEvidence {
  readonly rows: number;
  readonly null_rows: number;
  readonly distinct: number;
  readonly matched_distinct: number;
  readonly orphan_distinct: number;
  readonly matched_rows: number;
  readonly orphan_rows: number;
  /** matched_distinct / distinct, 0..1; 0 where there is no value. */
  readonly containment: number;
  /** matched_rows / (matched_rows + orphan_rows). */
  readonly row_containment: number;
  readonly target_rows: number;
  /** Target rows with a missing or empty member: no child row can refer to them. */
  readonly target_null_rows: number;
  readonly target_distinct: number;
  /** Every target tuple occurs once: target_distinct equals target_rows - target_null_rows, and is not 0. */
  readonly target_unique: boolean;
  /** Share of distinct target tuples that some child row uses. */
  readonly coverage: number;
  /** Orphans that stand for "none" (0, -1, N/A, …) and explain misses. */
  readonly sentinels: readonly string[];
  /** Containment with those left out. */
  readonly containment_without_sentinels: number;
  /** At most 5; masked where the attribute is sensitive. */
  readonly orphan_samples: readonly string[];
  readonly other_containing_keys: number;
}

/** The calibrated scores of each review band: from the first on, below the second. */
export const bandRanges = { auto: [0.95, Infinity], review: [0.6, 0.95], possible: [0.3, 0.6], hidden: [-Infinity, 0.3] } as const;
export type Band = keyof typeof bandRanges;

/** The review band of a calibrated score. */
export function bandOf(score: number): Band {
  if (score >= bandRanges.auto[0]) return 'auto';
  if (score >= bandRanges.review[0]) return 'review';
  return score >= bandRanges.possible[0] ? 'possible' : 'hidden';
}
