import { stableId } from './ids.ts';

/** A crosswalk says which record of one entity (`left`) is which of another (`right`). Records are called by their keys. */

export const sides = ['left', 'right'] as const;
export type Side = (typeof sides)[number];

export const pairVerdicts = ['same', 'different'] as const;
/** What a person says of two records. */
export type PairVerdict = (typeof pairVerdicts)[number];

export const crosswalkStates = ['active', 'ended'] as const;
/** One rests on at least one approved link, or is of no use any more. */
export type CrosswalkState = (typeof crosswalkStates)[number];

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

/** What a run learned, so that later ones can score with it, and pairs can be explained. Stored as it stands; holds names, no values. */
export interface StoredCrosswalkModel {
  readonly learned: LearnedAgreement;
  /** What is compared: the fields of `learned`, then the likeness of all words. */
  readonly columns: readonly string[];
  /** Names of the levels of each column, worst first. */
  readonly levels: readonly (readonly string[])[];
  /** How many records there were when it was learned. */
  readonly records: { readonly left: number; readonly right: number };
}

/** How levels of agreement are distributed among matches and others, column by column. */
export interface LearnedAgreement {
  readonly lambda: number;
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  readonly evenOdds: number;
  readonly decides: string;
  readonly fields: readonly {
    readonly left: readonly string[];
    readonly right: readonly string[];
    readonly leftForm: string;
    readonly rightForm: string;
  }[];
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
  /** When the decisions of people were read that the run heeded. */
  readonly decisions_read_at: string;
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

/** The id of a record of a crosswalk, and of the cluster that it brings. */
export const recordId = (crosswalkId: string, side: Side, key: string): string => stableId('crosswalk record', crosswalkId, side, key);

/** The id of a pair: the same in every run. */
export const pairId = (crosswalkId: string, leftKey: string, rightKey: string): string => stableId('crosswalk pair', crosswalkId, leftKey, rightKey);
