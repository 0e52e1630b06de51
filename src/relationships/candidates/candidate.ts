import type { NameMatch } from '../names/match.ts';
import type { ParentKey } from '../parents.ts';
import type { Column } from '../schema.ts';
import type { Inclusion } from './sketches.ts';

/** A child column set that may refer to a key; `child[i]` goes with `key.columns[i]`. */
export interface Candidate {
  readonly child: readonly Column[];
  readonly key: ParentKey;
  /** By member. */
  readonly names: readonly NameMatch[];
  /** Of the column, or of the tuples. */
  readonly inclusion: Inclusion;
  /** Distinct child tuples, and rows with all members. */
  readonly distinct: number;
  readonly filled: number;
}

/** What the candidates of one child have in common. */
export interface ChildContext {
  /** How many tables have a main key that contains the child's values. */
  readonly containingTables: number;
  /** Best and second-best name over all tables whose key shares a word. */
  readonly bestName: number;
  readonly secondName: number;
}

export interface CandidateSet {
  readonly candidates: readonly Candidate[];
  /** By column id. */
  readonly contexts: ReadonlyMap<number, ChildContext>;
}
