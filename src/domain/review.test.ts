import { expect, test } from 'vitest';
import { edgeStatuses, edgeTypes } from './edge.ts';
import { decide } from './review.ts';

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
