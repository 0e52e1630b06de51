import type { EdgeStatus, EdgeType } from './edge.ts';

/** What review sees of an edge of any kind. */
export interface ReviewState {
  readonly type: EdgeType;
  readonly status: EdgeStatus;
  /** Newer evidence differs from what the person saw who decided. */
  readonly changedSinceDecision: boolean;
}

/** What a decision does to an edge. */
export interface Decision {
  readonly from: EdgeStatus;
  readonly to: EdgeStatus;
  /** Going back to SUGGESTED reopens the question: the edge counts as undecided again. Only of a declared key it is an opinion, as a scan would approve it. */
  readonly decided: boolean;
}

/**
 * A person sets the status of an edge; every status may follow every other. Undefined where that says nothing new:
 * the same status again, unless the evidence has changed since, which makes it a renewed decision.
 */
export function decide(edge: ReviewState, to: EdgeStatus): Decision | undefined {
  if (edge.status === to && !edge.changedSinceDecision) return undefined;
  return { from: edge.status, to, decided: to !== 'SUGGESTED' || edge.type === 'FOREIGN_KEY' };
}
