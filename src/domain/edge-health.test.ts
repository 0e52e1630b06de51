import { expect, test } from 'vitest';
import { declineOf, healthOf } from './edge-health.ts';

const relationship = (orphans: number, matched: number, score = 0.9) =>
  healthOf(score, {
    value: { orphan_rows: orphans, matched_rows: matched, containment: 0.9999, target_rows: 10, target_null_rows: 2, target_distinct: 8 },
  });

test('orphans that grew with the rows are no decline; more than that are one, however small the share', () => {
  expect(declineOf(relationship(10, 990), relationship(20, 1980))).toBeUndefined();
  expect(declineOf(relationship(0, 50_000_000), relationship(7335, 60_000_000))?.reasons).toEqual(['orphan_rows']);
  expect(declineOf(relationship(7335, 60_000_000), relationship(0, 60_000_000))).toBeUndefined();
});

test('what repeats in a target that did not is a decline', () => {
  const before = healthOf(1, { measured: { value: { target_rows: 8, target_null_rows: 0, target_distinct: 8 } } });
  const after = healthOf(1, { measured: { value: { target_rows: 8, target_null_rows: 0, target_distinct: 7 } } });
  expect(declineOf(before, after)).toEqual({ reasons: ['target_not_unique'], severity: 0.125 });
});

test('a link holds as well as the side that is contained more', () => {
  const link = (inTarget: number) => healthOf(0.8, { overlap: { norm_containment: { s_in_t: inTarget, t_in_s: 0.2 } } });
  expect(link(0.75).containment).toBe(0.75);
  expect(declineOf(link(0.75), link(0.5))).toEqual({ reasons: ['containment'], severity: 0.25 });
});

test('evidence of any other shape says nothing', () => {
  for (const evidence of [null, 'x', [], { value: 'x' }, { overlap: { norm_containment: { s_in_t: '1' } } }]) {
    expect(declineOf(healthOf(null, evidence), healthOf(null, evidence))).toBeUndefined();
  }
});
