import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edgeStatuses, edgeTypes } from './edge.ts';
import { begin, decide, takeBack, type Replaced, type ReviewState } from './review.ts';

test('every status may follow every other; the same again says nothing unless the evidence changed', () => {
  for (const type of edgeTypes) {
    for (const status of edgeStatuses) {
      for (const to of edgeStatuses) {
        const plain = decide({ type, status, changedSinceDecision: false }, to);
        expect(plain === undefined).toBe(status === to);
        expect(decide({ type, status, changedSinceDecision: true }, to)).toMatchObject({ from: status, to });
      }
    }
  }
});

test('going back to SUGGESTED leaves an edge undecided, but for a declared key, which a scan would approve', () => {
  expect(decide({ type: 'INFERRED', status: 'REJECTED', changedSinceDecision: false }, 'SUGGESTED')?.decided).toBe(false);
  expect(decide({ type: 'FOREIGN_KEY', status: 'APPROVED', changedSinceDecision: false }, 'SUGGESTED')?.decided).toBe(true);
  expect(decide({ type: 'INFERRED', status: 'SUGGESTED', changedSinceDecision: false }, 'REJECTED')?.decided).toBe(true);
});

test('declared keys and what people add begin approved; only the latter as a decision', () => {
  expect(begin('INFERRED')).toEqual({ status: 'SUGGESTED', decided: false });
  expect(begin('FOREIGN_KEY')).toEqual({ status: 'APPROVED', decided: false });
  expect(begin('MANUAL')).toEqual({ status: 'APPROVED', decided: true });
});

test('taking back every decision, in the order from the newest, leads through the same states to the first', () => {
  const steps = fc.array(fc.constantFrom(...edgeStatuses, 'undo' as const), { maxLength: 30 });
  fc.assert(
    fc.property(fc.constantFrom(...edgeTypes), steps, (type, choices) => {
      const { status, decided } = begin(type);
      const before: Replaced[] = [];
      let edge: ReviewState = { type, status, decidedAt: decided ? new Date(0) : null, changedSinceDecision: false };
      const undo = () => {
        const replaced = before.pop();
        if (replaced === undefined) return;
        edge = { type, ...takeBack(edge, replaced) };
        expect(edge).toEqual({ type, ...replaced });
      };
      for (const [step, choice] of choices.entries()) {
        if (choice === 'undo') {
          undo();
          continue;
        }
        const decision = decide(edge, choice);
        if (decision === undefined) continue;
        before.push({ status: edge.status, decidedAt: edge.decidedAt, changedSinceDecision: edge.changedSinceDecision });
        edge = { type, status: decision.to, decidedAt: decision.decided ? new Date(step + 1) : null, changedSinceDecision: false };
      }
      while (before.length > 0) undo();
      expect(edge.status).toBe(status);
      expect(edge.decidedAt).toEqual(decided ? new Date(0) : null);
    }),
  );
});

test('evidence that changed after a decision still counts as changed once the decision is taken back', () => {
  const edge: ReviewState = { type: 'INFERRED', status: 'REJECTED', decidedAt: new Date(2), changedSinceDecision: true };
  const approved = { status: 'APPROVED', decidedAt: new Date(1), changedSinceDecision: false } as const;
  expect(takeBack(edge, approved).changedSinceDecision).toBe(true);
  const suggested = { status: 'SUGGESTED', decidedAt: null, changedSinceDecision: false } as const;
  expect(takeBack(edge, suggested).changedSinceDecision).toBe(false);
});
