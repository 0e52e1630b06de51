import type { EdgeKind, EdgeStatus, EdgeType, LinkType } from './edge.ts';
import type { Crossing, EdgeMeasure } from './edge-measure.ts';

/** A step of a join path, with what it says of the result. */
export interface JoinStep {
  readonly kind: EdgeKind;
  readonly status: EdgeStatus;
  readonly type: EdgeType | LinkType;
  readonly score: number | null;
  readonly changedSinceDecision: boolean;
  /** Along the edge's direction, or against it. */
  readonly forward: boolean;
  readonly crossesSources: boolean;
  readonly measure: EdgeMeasure;
}

export const joinWarnings = [
  'many_to_many',
  'fan_trap',
  'chasm_trap',
  'loses_rows',
  'unknown_fan_out',
  'undecided',
  'changed_since_decision',
  'crosses_sources',
  'normalisation',
  'probabilistic',
  'sampled',
] as const;
export type JoinWarning = (typeof joinWarnings)[number];

/** What is to be expected of a join along all steps. */
export interface JoinOutlook {
  /** Product of the trusts of its steps. */
  readonly trust: number;
  /** Rows of the result for a row of the start that has any: the product over the steps. Null where one of them is not known. */
  readonly rowsPerRow: number | null;
  /** Some rows of the start may have none in the result. Null where that is not known of a step, and true of no other. */
  readonly optional: boolean | null;
  /** Those that hold, in the order of `joinWarnings`. */
  readonly warnings: readonly JoinWarning[];
}

/** The probability that the edge of a step is right: its score. A person's word is 1 where there is none, a suggestion without one is even. */
const trustOf = ({ score, status }: Pick<JoinStep, 'score' | 'status'>): number => score ?? (status === 'APPROVED' ? 1 : 0.5);

/** What the rows meet on this step. */
export const crossingOf = ({ measure, forward }: Pick<JoinStep, 'measure' | 'forward'>): Crossing => (forward ? measure.forward : measure.backward);

/** Trust never weighs more than ten joins. */
const leastTrust = 2 ** -10;
/** Where nothing says how rows multiply: as if they doubled. */
const assumedRowsPerRow = 2;

/** What a step costs a path, in joins: one for itself, one each time the trust halves or the rows double, one to move rows from one source to another. */
export function costOfStep(step: Pick<JoinStep, 'score' | 'status' | 'measure' | 'forward' | 'crossesSources'>): number {
  const trust = Math.max(leastTrust, trustOf(step));
  const rowsPerRow = crossingOf(step).rowsPerRow ?? assumedRowsPerRow;
  return 1 - Math.log2(trust) + Math.log2(rowsPerRow) + (step.crossesSources ? 1 : 0);
}

/** Judges a path by its steps. */
export function outlookOf(steps: readonly JoinStep[]): JoinOutlook {
  const crossings = steps.map(crossingOf);
  const rowsPerRow = crossings.reduce<number | null>((product, crossing) => multiplied(product, crossing.rowsPerRow), 1);
  const optional =
    crossings.some(({ matched }) => matched !== null && matched < 1) || (crossings.some(({ matched }) => matched === null) ? null : false);
  return {
    trust: steps.reduce((product, step) => product * trustOf(step), 1),
    rowsPerRow,
    optional,
    warnings: warningsOf(steps, crossings, optional),
  };
}

function warningsOf(steps: readonly JoinStep[], crossings: readonly Crossing[], optional: boolean | null): JoinWarning[] {
  const many = crossings.map(({ rowsPerRow }) => rowsPerRow !== null && rowsPerRow > 1);
  const backMany = steps.map((step) => (crossingOf({ ...step, forward: !step.forward }).rowsPerRow ?? 1) > 1);
  const firstToOne = many.findIndex((isMany, i) => !isMany && backMany[i] === true);
  const holds: Record<JoinWarning, boolean> = {
    many_to_many: many.some((isMany, i) => isMany && backMany[i] === true),
    fan_trap: many.filter(Boolean).length > 1,
    chasm_trap: firstToOne !== -1 && many.lastIndexOf(true) > firstToOne,
    loses_rows: optional === true,
    unknown_fan_out: crossings.some((crossing) => crossing.rowsPerRow === null),
    undecided: steps.some(({ status }) => status !== 'APPROVED'),
    changed_since_decision: steps.some((step) => step.changedSinceDecision),
    crosses_sources: steps.some((step) => step.crossesSources),
    normalisation: steps.some(({ measure }) => measure.isNormalised),
    probabilistic: steps.some(({ type }) => type === 'PROBABILISTIC'),
    sampled: steps.some(({ measure }) => measure.isSample),
  };
  return joinWarnings.filter((warning) => holds[warning]);
}

const multiplied = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a * b);
