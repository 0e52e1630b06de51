/** A crosswalk says which record of one entity (`left`) is which of another (`right`). Records are called by their keys. */

export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

export const pairVerdicts = ['same', 'different'] as const;
/** What a person says of two records. */
export type PairVerdict = (typeof pairVerdicts)[number];

export const recordStates = ['matched', 'unmatched', 'conflicting'] as const;
/**
 * `conflicting`: several pairs of the record would each be taken by themselves, so that at most one of them, or none, is right.
 * Else `matched` where one of its pairs is taken.
 */
export type RecordState = (typeof recordStates)[number];

/** The probability from which a pair is taken where nobody says another: the odds at which the crosswalk's own threshold lies. */
export const AUTOMATIC_THRESHOLD = 0.5;

/** What a run was asked to do; kept with it. */
export interface CrosswalkRunSettings {
  /** Learn what agreement says anew, instead of scoring what changed with what the last run learned. */
  readonly retrain: boolean;
}

/** What a run learned, so that later ones can score with it, and pairs can be explained. Stored as it stands. */
export interface StoredCrosswalkModel {
  readonly lambda: number;
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  readonly columns: readonly string[];
  readonly evenOdds: number;
  /** Names of the levels of each column, worst first. */
  readonly levels: readonly (readonly string[])[];
  /** What is compared: the attributes of both sides, by column; the last column, the likeness of all words, has none. */
  readonly fields: readonly { readonly left: readonly string[]; readonly right: readonly string[] }[];
}

/** Counts of one side. */
export interface SideFigures {
  readonly records: number;
  readonly matched: number;
  readonly unmatched: number;
  readonly conflicting: number;
}

/** A row of the pattern table: what was compared agreed like this in so many pairs. */
export interface PatternFigures {
  readonly levels: readonly number[];
  readonly pairs: number;
  readonly weight_bits: number;
}

/** What is expected at a threshold: estimated from the probabilities of the compared pairs, not counted against a truth. */
export interface ThresholdFigures {
  readonly threshold: number;
  readonly pairs: number;
  readonly precision: number | null;
  readonly recall: number | null;
}

/** What a run came to. Stored and served as it stands, hence `snake_case`. */
export interface CrosswalkFigures {
  readonly left: SideFigures;
  readonly right: SideFigures;
  /** Share of the records of the smaller side that have a pair. */
  readonly match_rate: number;
  /** The most pairs that there could be, said before they were compared. */
  readonly pairs_stated: number;
  readonly pairs_compared: number;
  readonly pairs_kept: number;
  readonly pairs_taken: number;
  readonly clusters: number;
  readonly bands: { readonly auto: number; readonly review: number; readonly possible: number; readonly hidden: number };
  readonly decided: { readonly same: number; readonly different: number };
  /** At the threshold of the crosswalk. */
  readonly estimated_precision: number | null;
  readonly estimated_recall: number | null;
  readonly thresholds: readonly ThresholdFigures[];
  /** Whether what agreement says was learned by this run. */
  readonly is_trained: boolean;
  readonly fields: readonly { readonly name: string; readonly levels: readonly { readonly name: string; readonly bits: number }[] }[];
  /** The most frequent ones. */
  readonly patterns: readonly PatternFigures[];
  readonly pattern_count: number;
  /** Against the run before. */
  readonly changes: {
    readonly records_added: number;
    readonly records_changed: number;
    readonly records_removed: number;
    readonly pairs_added: number;
    readonly pairs_changed: number;
    readonly pairs_removed: number;
  };
  readonly notes: readonly string[];
}
