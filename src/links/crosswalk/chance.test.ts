import { expect, test } from 'vitest';
import { beyondChance } from './chance.ts';

type Counts = readonly (readonly [count: number, score: number])[];

const scores = (...counts: Counts): Float64Array => Float64Array.from(counts.flatMap(([count, score]) => Array.from({ length: count }, () => score)));
const sides = [1000, 1000] as const;
const of = (...counts: Counts) => ({ scores: scores(...counts), records: 1000 });

test('all are taken where few strangers are as alike', () => {
  expect(beyondChance(scores([200, 12], [100, 6]), sides, [of([20, 6]), of([30, 6])])).toBe(300);
});

test('none is taken where as many strangers are as alike', () => {
  expect(beyondChance(scores([10, 12], [100, 6]), sides, [of([4, 12], [50, 6]), of([6, 12], [55, 6])])).toBe(0);
});

test('those are taken that are more alike than strangers', () => {
  expect(beyondChance(scores([20, 12], [200, 6]), sides, [of([110, 6]), of([95, 6])])).toBe(20);
});

test('a side that says things twice is not believed', () => {
  expect(beyondChance(scores([200, 12]), sides, [of([500, 12]), of([2, 12])])).toBe(200);
});

test('a few pairs more than strangers may be an accident', () => {
  expect(beyondChance(scores([3, 12], [100, 6]), sides, [of([60, 6]), of([60, 6])])).toBe(0);
});
