import type { Action } from '../../app/actions.ts';
import type { Pair } from './queries.ts';

/** What the keys and buttons of a crosswalk act on. */
export interface PairTarget {
  /** Under the cursor. */
  readonly pair: Pair | undefined;
  /** The selection; without one, the pair under the cursor. */
  readonly chosen: readonly Pair[];
  readonly canUndo: boolean;
  readonly isActive: boolean;
  move(by: number): void;
  decide(verdict: 'same' | 'different'): void;
  select(): void;
  undo(): void;
  search(): void;
}

const canDecide = ({ chosen, isActive }: PairTarget): boolean => isActive && chosen.length > 0;

export const same: Action<PairTarget> = {
  id: 'same',
  label: 'They are the same',
  keys: ['s'],
  isEnabled: canDecide,
  perform: ({ decide }) => decide('same'),
};
export const different: Action<PairTarget> = {
  id: 'different',
  label: 'They are different',
  keys: ['d'],
  isEnabled: canDecide,
  perform: ({ decide }) => decide('different'),
};
export const undo: Action<PairTarget> = {
  id: 'undo',
  label: 'Undo: what was decided on it, else the last decision',
  keys: ['u'],
  isEnabled: ({ canUndo, isActive }) => isActive && canUndo,
  perform: (target) => target.undo(),
};

/** All of them, for the keyboard and the help. */
export const pairActions: readonly Action<PairTarget>[] = [
  { id: 'next', label: 'Next pair', keys: ['j'], perform: ({ move }) => move(1) },
  { id: 'previous', label: 'Previous pair', keys: ['k'], perform: ({ move }) => move(-1) },
  same,
  different,
  undo,
  { id: 'select', label: 'Select', keys: ['x'], isEnabled: ({ pair }) => pair !== undefined, perform: (target) => target.select() },
  { id: 'search', label: 'Search by key', keys: ['/'], perform: (target) => target.search() },
];
