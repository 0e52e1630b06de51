import type { Action } from '../../app/actions.ts';

/** What keys reach on the list of sources. */
export interface SourcesTarget {
  readonly isAdmin: boolean;
  readonly search: () => void;
  readonly add: () => void;
}

export const sourcesActions: readonly Action<SourcesTarget>[] = [
  { id: 'search', label: 'Search the sources', keys: ['/'], perform: ({ search }) => search() },
  { id: 'add', label: 'Add a source', keys: ['n'], isEnabled: ({ isAdmin }) => isAdmin, perform: ({ add }) => add() },
];
