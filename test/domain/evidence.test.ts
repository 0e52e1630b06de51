import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inOrder } from '../../src/domain/evidence.ts';
import { findingOf } from '../support/scan-result.ts';

/** As jsonb gives it back: shorter names first. */
function asStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asStored);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => a.length - b.length || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, asStored(inner)]));
}

describe('the order of evidence', () => {
  it('is that of its type, however it was stored', () => {
    const { evidence } = findingOf('lines.order_id+shop_id', 'orders.id+shop_id', 0.9, { orphans: 3 });
    const whole = { ...evidence, alternatives: [{ to: evidence.to, score: 0.2, why_not: 'holds fewer of the values' }] };
    const stored = asStored(whole);
    expect(JSON.stringify(stored)).not.toBe(JSON.stringify(inOrder(stored)));
    expect(Object.keys(inOrder(stored) as object).join(' ')).toBe(
      'schema_version model method sentence band from to cardinality optional value name structure contributions alternatives key check_sql dialect',
    );
    const { check_sql, dialect, key, ...before } = whole;
    expect(JSON.stringify(inOrder(stored))).toBe(JSON.stringify({ ...before, key, check_sql, dialect }));
  });

  it('puts what people add last, by name, and leaves values as they are', () => {
    expect(JSON.stringify(inOrder({ ticket: 7, to: { table: 'b', note: null }, because: [{ z: 1, a: 2 }], from: 'a' }))).toBe(
      '{"from":"a","to":{"table":"b","note":null},"because":[{"a":2,"z":1}],"ticket":7}',
    );
    expect(inOrder(null)).toBeNull();
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(inOrder(value)).toEqual(value);
        expect(JSON.stringify(inOrder(asStored(value)))).toBe(JSON.stringify(inOrder(value)));
      }),
    );
  });
});
