import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterRecords } from './clusters.ts';
import { bits, maximise, weights, type Patterns } from './mixture.ts';

const patterns: fc.Arbitrary<{ patterns: Patterns; shares: number[] }> = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
  .chain((highest) =>
    fc
      .array(
        fc.record({
          levels: fc.tuple(...highest.map((top) => fc.integer({ min: 0, max: top }))),
          pairs: fc.integer({ min: 1, max: 10_000 }),
          share: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        { minLength: 1, maxLength: 20 },
      )
      .map((rows) => ({
        patterns: {
          levels: rows.map(({ levels }) => levels),
          pairs: rows.map(({ pairs }) => pairs),
          highest,
          chance: highest.map((top) => Array.from({ length: top + 1 }, (_, level) => (level === 0 ? 0 : 1 / top))),
          population: null,
          identities: [0],
          innate: [],
        },
        shares: rows.map(({ share }) => share),
      })),
  );

test('better agreement never says less, and a missing value says nothing', () => {
  fc.assert(
    fc.property(patterns, ({ patterns, shares }) => {
      const model = maximise(patterns, shares, 0.6);
      for (const [column, top] of patterns.highest.entries()) {
        expect(bits(model, column, 0)).toBe(0);
        for (let level = 2; level <= top; level += 1)
          expect(bits(model, column, level)).toBeGreaterThanOrEqual(bits(model, column, level - 1) - 1e-9);
      }
    }),
  );
});

test('levels of matches and of non-matches are probabilities, and every weight is finite', () => {
  fc.assert(
    fc.property(patterns, ({ patterns, shares }) => {
      const model = maximise(patterns, shares, 0.6);
      for (const column of [...model.m, ...model.u]) expect(column.slice(1).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
      expect(model.lambda).toBeGreaterThan(0);
      expect(model.lambda).toBeLessThanOrEqual(0.6);
      for (const weight of weights(patterns, model)) expect(Number.isFinite(weight)).toBe(true);
    }),
  );
});

const weighted = fc.array(
  fc.record({ a: fc.integer({ min: 0, max: 14 }), b: fc.integer({ min: 15, max: 29 }), weight: fc.double({ min: -30, max: 30, noNaN: true }) }),
  { maxLength: 60 },
);

test('a cluster is called after its least record, and no record joins one without a likely pair', () => {
  fc.assert(
    fc.property(weighted, (pairs) => {
      const clusters = clusterRecords(30, pairs);
      const likely = new Set(pairs.filter(({ weight }) => weight > 0).flatMap(({ a, b }) => [a, b]));
      for (const [record, root] of clusters.entries()) {
        expect(root).toBeLessThanOrEqual(record);
        expect(clusters[root]).toBe(root);
        if (root !== record) expect(likely.has(record)).toBe(true);
      }
    }),
  );
});

test('a doubtful pair does not join two clusters whose other records differ', () => {
  const clusters = clusterRecords(4, [
    { a: 0, b: 1, weight: 15 },
    { a: 2, b: 3, weight: 15 },
    { a: 1, b: 2, weight: 3 },
    { a: 0, b: 3, weight: -10 },
  ]);
  expect([...clusters]).toEqual([0, 0, 2, 2]);
});
