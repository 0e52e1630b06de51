/**
 * Evidence of an entity link: what was measured of two attributes of two sources. Numbers and masked shapes only, no value. It is stored and
 * served as it stands, hence `snake_case`. A new run adds a revision; nothing edits one in place.
 */
export interface LinkEvidence {
  readonly schema_version: 1;
  readonly method: LinkMethod;
  /** One sentence of proof for people. */
  readonly sentence: string;
  /** The normal form in which the values of each side meet, as `name/version`; `raw` for the values as they are. */
  readonly normaliser: { readonly source: string; readonly target: string };
  readonly model_version: string;
  readonly columns: { readonly source: LinkColumn; readonly target: LinkColumn };
  readonly overlap: LinkOverlap;
  /** Other columns of the joined rows, those that tell most first. */
  readonly corroboration: readonly LinkCorroboration[];
  readonly name: { readonly similarity: number };
  /** Contributions add up to `raw_score` less `base_score`. */
  readonly features: readonly { readonly name: string; readonly value: number; readonly contribution: number }[];
  readonly base_score: number;
  readonly raw_score: number;
  /** The probability that a reviewer approves; capped for names that no other column confirms. */
  readonly confidence: number;
  /** The raw score times the slope is the log odds of the confidence. */
  readonly calibration: { readonly slope: number };
  readonly warnings: readonly string[];
  /** Less likely links of the same two entities that share a column with this one. */
  readonly alternatives: readonly LinkAlternative[];
  /** SQL that joins the two sources where one engine reads both, in DuckDB's dialect. */
  readonly execution_sql: string;
}

/** An exact key, as it stands or after normalisation; a key of which one side holds the hash; or a likely one, as names are. */
type LinkMethod = 'deterministic-key' | 'deterministic-hash' | 'probabilistic-name';

export interface LinkColumn {
  readonly rows: number;
  /** Share of the rows that have a value. */
  readonly fill: number;
  readonly distinct: number;
  /** Distinct values per value. */
  readonly distinctness: number;
  /** The commonest format mask of the values. */
  readonly pattern: string | null;
}

export interface LinkOverlap {
  /** Share of the distinct values of the smaller side that the other has before normalisation. */
  readonly raw_containment: number;
  readonly norm_containment: { readonly s_in_t: number; readonly t_in_s: number };
  /** Distinct values that both have, in the compared sample; null where they are so few that they could be told. */
  readonly intersection: number | null;
  /** Every value was compared, and not a sample of them. */
  readonly exact: boolean;
  /** Distinct values of the smaller side that were compared. */
  readonly support: number;
  /** Share of the shared values that stand in one row on both sides. */
  readonly one_to_one: number;
  readonly cardinality: '1:1' | 'N:1' | '1:N' | 'N:M';
  readonly max_fanout: number;
  /** Values that unrelated columns with values of these shapes would share. */
  readonly expected_by_chance: number;
}

interface LinkCorroboration {
  readonly source_column: string;
  readonly target_column: string;
  /** Share of the joined rows in which both agree, and of rows joined at random. */
  readonly agree: number;
  readonly agree_shuffled: number;
  /** Joined rows in which both have a value. */
  readonly n: number;
  readonly bits: number;
}

interface LinkAlternative {
  readonly source: string;
  readonly target: string;
  readonly confidence: number;
}
