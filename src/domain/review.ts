import type { EdgeStatus, EdgeType } from './edge.ts';

/** What review sees of an edge of any kind. */
export interface ReviewState {
  readonly type: EdgeType;
  readonly status: EdgeStatus;
  /** When a person last decided; null while nobody has. */
  readonly decidedAt: Date | null;
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

/** What a decision took the place of. */
export interface Replaced {
  readonly status: EdgeStatus;
  readonly decidedAt: Date | null;
  readonly changedSinceDecision: boolean;
}

/** How an edge begins: what a person adds is approved by adding it, a declared key is approved until a person says otherwise, all else is a suggestion. */
export function begin(type: EdgeType): { readonly status: EdgeStatus; readonly decided: boolean } {
  return { status: type === 'INFERRED' ? 'SUGGESTED' : 'APPROVED', decided: type === 'MANUAL' };
}

/**
 * A person sets the status of an edge; every status may follow every other. Undefined where that says nothing new:
 * the same status again, unless the evidence has changed since, or the person means to confirm it, which makes it a renewed decision.
 */
export function decide(edge: Pick<ReviewState, 'type' | 'status' | 'changedSinceDecision'>, to: EdgeStatus, renews = false): Decision | undefined {
  if (edge.status === to && !edge.changedSinceDecision && !renews) return undefined;
  return { from: edge.status, to, decided: to !== 'SUGGESTED' || edge.type === 'FOREIGN_KEY' };
}

/**
 * Takes back the newest decision that stands: the edge is again as that decision found it. Evidence that has changed since the decision
 * has also changed since the one before.
 */
export function takeBack(edge: ReviewState, replaced: Replaced): Replaced {
  const changed = edge.changedSinceDecision && (replaced.decidedAt !== null || edge.type === 'MANUAL');
  return { ...replaced, changedSinceDecision: replaced.changedSinceDecision || changed };
}
