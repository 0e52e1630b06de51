import type { EntityPath } from './entity.ts';

/**
 * The class of an attribute's values, read off the canonical text of the values themselves and never off the declared type,
 * so that the same data gives the same class on every engine.
 */
export type ValueClass = 'empty' | 'integer' | 'decimal' | 'boolean' | 'date' | 'timestamp' | 'time' | 'uuid' | 'json' | 'binary' | 'text';

/** What an attribute is for: a key, a reference, a measure, … */
export type AttributeRole = 'identifier' | 'reference' | 'category' | 'measure' | 'timestamp' | 'flag' | 'text' | 'unknown';

/**
 * A bottom-k (KMV) sketch: the k smallest distinct 60-bit hashes (first 15 hex digits of MD5) of the canonical texts, ascending.
 * `complete` says that every distinct value is in it. Empty texts and nulls are left out.
 * Source: Beyer et al., "On synopses for distinct-value estimation under multiset operations", SIGMOD 2007.
 */
export interface Sketch {
  readonly hashes: BigUint64Array;
  readonly complete: boolean;
}

export interface AttributeProfile {
  readonly name: string;
  readonly ordinal: number;
  readonly rows: number;
  readonly nulls: number;
  /** Non-null values whose canonical text is empty. They count as missing in `distinct`, `min`, `max` and the sketch. */
  readonly empties: number;
  /** Exact number of distinct canonical texts. */
  readonly distinct: number;
  readonly valueClass: ValueClass;
  /** Least and greatest value: by number for numeric classes, else by code point; null for sensitive attributes and where there is none. */
  readonly min: string | null;
  readonly max: string | null;
  /** The same as numbers where the class is integer or decimal. */
  readonly minNumber: number | null;
  readonly maxNumber: number | null;
  readonly length: { readonly min: number; readonly max: number; readonly mean: number } | null;
  /** Shannon entropy of the value distribution, in bits. */
  readonly entropy: number;
  /** At most 20, most frequent first, then by text; masked for sensitive attributes. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
  /** Format masks (letters to A/a, digits to 9, runs folded), at most 10, most frequent first. */
  readonly masks: readonly { readonly mask: string; readonly count: number }[];
  readonly semanticType: string | null;
  readonly semanticTypeConfidence: number | null;
  readonly role: AttributeRole;
  readonly roleConfidence: number;
  /** Personal or secret: its raw values may not be stored, logged or returned. */
  readonly sensitive: boolean;
  readonly sketch: Sketch;
}

/** A set of columns that identifies a row: declared, or inferred from the data. */
export interface CandidateKey {
  readonly columns: readonly string[];
  readonly origin: 'primary' | 'unique' | 'inferred';
  /** Distinct tuples over rows in which no member is missing; 1 is a proper key. */
  readonly uniqueness: number;
}

interface EntityProfile {
  readonly path: EntityPath;
  readonly rows: number;
  /** In the order of the model's attributes. */
  readonly attributes: readonly AttributeProfile[];
  readonly candidateKeys: readonly CandidateKey[];
}

/** Entities in the order of the model's entities. */
export interface SourceProfile {
  readonly entities: readonly EntityProfile[];
}
