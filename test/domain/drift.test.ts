import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingOf } from '../support/scan-result.ts';
import { hasDrifted } from '../../src/domain/drift.ts';

const evidence = (score: number, more: { orphans?: number; rows?: number } = {}) =>
  findingOf('orders.customer_id', 'customers.id', score, more).evidence;

test('more of the same is no drift', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.integer({ min: 1, max: 1e6 }),
      (a, b) => !hasDrifted(evidence(0.7, { rows: a }), evidence(0.7, { rows: b })),
    ),
  );
  expect(hasDrifted(evidence(0.7), evidence(0.71))).toBe(false);
  expect(hasDrifted(evidence(0.7, { orphans: 3 }), evidence(0.7, { orphans: 4 }))).toBe(false);
});

test('what could change a mind is', () => {
  expect(hasDrifted(evidence(0.7), evidence(0.7, { orphans: 1 }))).toBe(true);
  expect(hasDrifted(evidence(0.7, { orphans: 1 }), evidence(0.7))).toBe(true);
  expect(hasDrifted(evidence(0.94), evidence(0.95))).toBe(true);
  const before = evidence(0.7);
  expect(hasDrifted(before, { ...before, cardinality: 'N:M' })).toBe(true);
  expect(hasDrifted(before, { ...before, value: { ...before.value, target_unique: false } })).toBe(true);
  expect(hasDrifted(before, { ...before, structure: { ...before.structure, target_key: 'none' } })).toBe(true);
});
