import type { Action } from '../../app/actions.ts';
import type { Decisions } from './decisions.ts';
import type { Edge, Status } from './edges.ts';

/** Why an edge is rejected; the number is the key. The words go into the note of the decision. */
export const rejectionReasons = [
  'The values overlap by chance',
  'It is another target',
  'It is the other way round',
  'The data is too dirty to join on',
  'It is a copy of another edge',
  'Other',
] as const;

/** What the keys and buttons of the review act on. */
export interface ReviewTarget {
  /** Under the cursor, as fresh as the browser knows it. */
  readonly edge: Edge | undefined;
  /** The selection; without one, the edge under the cursor. */
  readonly chosen: readonly Edge[];
  readonly hasSelection: boolean;
  readonly isRejecting: boolean;
  readonly isVerifying: boolean;
  readonly decisions: Decisions;
  move(by: number, options?: { extend?: boolean }): void;
  decide(status: Status, note?: string): void;
  startRejecting(): void;
  stop(): void;
  reject(reason: number): void;
  skip(): void;
  edit(): void;
  select(): void;
  undo(): void;
  openMap(): void;
  verify(): void;
  search(): void;
}

const hasEdge = ({ edge }: ReviewTarget): boolean => edge !== undefined;
const hasChosen = ({ chosen }: ReviewTarget): boolean => chosen.length > 0;

export const approve: Action<ReviewTarget> = {
  id: 'approve',
  label: 'Approve',
  keys: ['a'],
  isEnabled: hasChosen,
  perform: ({ decide }) => decide('APPROVED'),
};
export const reject: Action<ReviewTarget> = {
  id: 'reject',
  label: 'Reject, then 1–6 for the reason',
  keys: ['r'],
  isEnabled: hasChosen,
  perform: ({ startRejecting }) => startRejecting(),
};
export const skip: Action<ReviewTarget> = { id: 'skip', label: 'Skip for now', keys: ['s'], isEnabled: hasEdge, perform: (target) => target.skip() };
export const edit: Action<ReviewTarget> = {
  id: 'edit',
  label: 'Edit: a note, the direction',
  keys: ['e'],
  isEnabled: hasEdge,
  perform: (target) => target.edit(),
};
const select: Action<ReviewTarget> = { id: 'select', label: 'Select', keys: ['x'], isEnabled: hasEdge, perform: (target) => target.select() };
export const undo: Action<ReviewTarget> = {
  id: 'undo',
  label: 'Undo the last decision',
  keys: ['u'],
  isEnabled: ({ edge, decisions }) => decisions.canUndo || (edge !== undefined && edge.decided_at !== null),
  perform: (target) => target.undo(),
};
export const verify: Action<ReviewTarget> = {
  id: 'verify',
  label: 'Verify now: run the SQL again',
  keys: ['v'],
  isEnabled: ({ edge, isVerifying }) => edge !== undefined && !isVerifying,
  perform: (target) => target.verify(),
};
export const openMap: Action<ReviewTarget> = {
  id: 'map',
  label: 'Open on the map',
  keys: ['o'],
  isEnabled: hasEdge,
  perform: (target) => target.openMap(),
};

const reasons = rejectionReasons.map((reason, i): Action<ReviewTarget> => ({
  id: `reason-${i + 1}`,
  label: `While rejecting: ${reason}`,
  keys: [String(i + 1)],
  isEnabled: ({ isRejecting }) => isRejecting,
  perform: (target) => target.reject(i),
}));

/** All of them, for the keyboard and the help. */
export const reviewActions: readonly Action<ReviewTarget>[] = [
  { id: 'next', label: 'Next edge', keys: ['j'], perform: ({ move }) => move(1) },
  { id: 'previous', label: 'Previous edge', keys: ['k'], perform: ({ move }) => move(-1) },
  { id: 'extend-next', label: 'Select on to the next', keys: ['Shift+j'], perform: ({ move }) => move(1, { extend: true }) },
  { id: 'extend-previous', label: 'Select on to the previous', keys: ['Shift+k'], perform: ({ move }) => move(-1, { extend: true }) },
  approve,
  reject,
  ...reasons,
  skip,
  edit,
  select,
  undo,
  verify,
  openMap,
  { id: 'search', label: 'Search', keys: ['/'], perform: (target) => target.search() },
  {
    id: 'stop',
    label: 'Leave off: the reason, the selection',
    keys: ['Escape'],
    isEnabled: ({ isRejecting, hasSelection }) => isRejecting || hasSelection,
    perform: (target) => target.stop(),
  },
];
