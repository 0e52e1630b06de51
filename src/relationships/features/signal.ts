import type { Candidate, CandidateSet } from '../candidates/candidate.ts';
import type { ParentKey } from '../parents.ts';
import type { Schema } from '../schema.ts';

/** What a signal may look at besides the candidate itself. */
export interface Surroundings {
  readonly schema: Schema;
  readonly keys: readonly ParentKey[];
  readonly set: CandidateSet;
  /** Candidates by child column set (`childId`), in order. */
  readonly byChild: ReadonlyMap<string, readonly Candidate[]>;
  /** The main key of each table, by table. */
  readonly mainKeys: ReadonlyMap<number, ParentKey>;
  /** All keys of each table, by table. */
  readonly keysOf: ReadonlyMap<number, readonly ParentKey[]>;
  /** Facts of the whole schema, 0..1. */
  readonly database: DatabaseFacts;
}

export interface DatabaseFacts {
  /** Share of main single-column keys that are integers without gaps. */
  readonly denseKeys: number;
  /** Share of tables with a declared key. */
  readonly declaredKeys: number;
  /** How well names of key-like columns fit some key, on average: about 0 where names say nothing. */
  readonly namesFit: number;
  /** Mean share of tables whose key contains a candidate child. */
  readonly ambiguity: number;
}

/** One kind of evidence: a few closely related numbers about a candidate. NaN where it cannot say. */
export interface Signal {
  readonly name: string;
  readonly features: readonly string[];
  measure(candidate: Candidate, around: Surroundings): readonly number[];
}

/** The identity of a child column set. */
export function childId(candidate: Candidate): string {
  return candidate.child.map((column) => column.id).join(',');
}

export const mean = (values: readonly number[]): number => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
