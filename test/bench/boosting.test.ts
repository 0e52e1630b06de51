import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logOdds } from '../../src/relationships/model/trees.ts';
import { boost, type BoostingOptions } from '../../bench/relationships/boosting.ts';
import { generator } from '../../bench/relationships/random.ts';

const options = (monotone: readonly number[]): BoostingOptions => ({ trees: 15, depth: 3, rate: 0.3, l2: 1, minLeaf: 1, features: 1, monotone });

function data(seed: number, label: (x: Float64Array) => number) {
  const random = generator(seed);
  const rows = Array.from({ length: 200 }, () => Float64Array.from([random(), random() < 0.2 ? Number.NaN : random()]));
  return { rows, labels: rows.map(label), weights: rows.map(() => 1) };
}

test('learns what separates the classes, the same every time', () => {
  const set = data(1, (x) => ((x[0] ?? 0) > 0.5 ? 1 : 0));
  const model = boost(set, ['a', 'b'], options([0, 0]));
  const right = set.rows.filter((row, i) => logOdds(model, row) > 0 === (set.labels[i] === 1)).length;
  expect(right).toBeGreaterThan(195);
  expect(JSON.stringify(boost(set, ['a', 'b'], options([0, 0])))).toBe(JSON.stringify(model));
});

test('a rising feature never lowers the score, whatever the labels say', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (seed, low, high) => {
        const noise = generator(seed + 1);
        const model = boost(
          data(seed, (x) => (noise() < 0.3 ? 1 : (x[0] ?? 0) < 0.4 ? 1 : 0)),
          ['a', 'b'],
          options([1, 0]),
        );
        const at = (value: number) => logOdds(model, Float64Array.from([value, 0.5]));
        expect(at(Math.max(low, high))).toBeGreaterThanOrEqual(at(Math.min(low, high)) - 1e-9);
      },
    ),
    { numRuns: 20 },
  );
});
