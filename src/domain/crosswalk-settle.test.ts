import { describe, expect, test } from 'vitest';
import { settle } from './crosswalk-settle.ts';

type Pair = readonly [left: string, right: string, probability: number, said?: 'same' | 'different'];

/** Records are called `l1`, `r1`, …; the weight of a pair is that of its probability without rivals, unless told. */
function settled(
  pairs: readonly Pair[],
  {
    before = {},
    weights = {},
    records = [],
  }: { before?: Record<string, [since: number, cluster: string]>; weights?: Record<string, number>; records?: string[] } = {},
) {
  const names = [...new Set([...pairs.flatMap(([l, r]) => [l, r]), ...records])].toSorted();
  const number = (name: string): number => names.indexOf(name);
  const made = settle(
    {
      count: names.length,
      since: Float64Array.from(names, (name) => before[name]?.[0] ?? Number.POSITIVE_INFINITY),
      cluster: names.map((name) => before[name]?.[1] ?? null),
      ownId: (record) => `of ${names[record] ?? ''}`,
      freshId: (record) => `new of ${names[record] ?? ''}`,
    },
    {
      left: Int32Array.from(pairs, ([l]) => number(l)),
      right: Int32Array.from(pairs, ([, r]) => number(r)),
      weight: Float64Array.from(pairs, ([l, r, p]) => weights[`${l} ${r}`] ?? Math.log2(p / (1 - p))),
      probability: Float64Array.from(pairs, ([, , p]) => p),
      verdict: Int8Array.from(pairs, ([, , , said]) => (said === undefined ? 0 : said === 'same' ? 1 : -1)),
    },
    0.5,
  );
  return {
    taken: pairs.filter((_, i) => made.isTaken[i]).map(([l, r]) => `${l} ${r}`),
    conflicting: pairs.filter((_, i) => made.isConflicting[i]).map(([l, r]) => `${l} ${r}`),
    states: Object.fromEntries(names.map((name, i) => [name, made.states[i]])),
    clusters: Object.fromEntries(names.map((name, i) => [name, made.clusters[i]])),
  };
}

test('pairs from the threshold on are taken; the rest is unmatched', () => {
  const { taken, states, clusters } = settled([
    ['l1', 'r1', 0.9],
    ['l2', 'r2', 0.4],
  ]);
  expect(taken).toEqual(['l1 r1']);
  expect(states).toEqual({ l1: 'matched', r1: 'matched', l2: 'unmatched', r2: 'unmatched' });
  expect(clusters).toEqual({ l1: 'of l1', r1: 'of l1', l2: 'of l2', r2: 'of r2' });
});

describe('what people said', () => {
  test('holds against what the values say', () => {
    const { taken } = settled([
      ['l1', 'r1', 0.99, 'different'],
      ['l1', 'r2', 0.01, 'same'],
    ]);
    expect(taken).toEqual(['l1 r2']);
  });

  test('keeps two records apart that other pairs would bring together', () => {
    const { taken, clusters, states } = settled([
      ['l1', 'r1', 0.9],
      ['l2', 'r1', 0.8],
      ['l2', 'r2', 0.95],
      ['l1', 'r2', 0.2, 'different'],
    ]);
    expect(taken).toEqual(['l1 r1', 'l2 r2']);
    expect(clusters['l1']).not.toBe(clusters['r2']);
    expect(states['l2']).toBe('conflicting');
  });

  test('that contradicts itself over several pairs is a conflict, and what differs stays apart', () => {
    const { taken, conflicting } = settled([
      ['l1', 'r1', 0.5, 'same'],
      ['l2', 'r1', 0.5, 'same'],
      ['l2', 'r2', 0.5, 'same'],
      ['l1', 'r2', 0.5, 'different'],
    ]);
    expect(taken).toEqual(['l1 r1', 'l2 r1']);
    expect(conflicting).toEqual(['l2 r2']);
  });
});

test('a rival that would be taken by itself is a conflict, until somebody says which is right', () => {
  const pairs: Pair[] = [
    ['l1', 'r1', 0.8],
    ['l1', 'r2', 0.3],
  ];
  const weights = { 'l1 r2': 1 };
  const open = settled(pairs, { weights });
  expect(open.conflicting).toEqual(['l1 r1', 'l1 r2']);
  expect(open.states).toEqual({ l1: 'conflicting', r1: 'matched', r2: 'conflicting' });
  expect(settled([['l1', 'r1', 0.8, 'same'], pairs[1] as Pair], { weights })).toMatchObject({
    conflicting: [],
    states: { l1: 'matched', r2: 'unmatched' },
  });
  expect(settled([pairs[0] as Pair, ['l1', 'r2', 0.3, 'different']], { weights })).toMatchObject({ conflicting: [], states: { l1: 'matched' } });
});

describe('the id of a cluster', () => {
  test('is that of its oldest member', () => {
    const { clusters } = settled([['l1', 'r1', 0.9]], { before: { r1: [1, 'c1'] } });
    expect(clusters).toEqual({ l1: 'c1', r1: 'c1' });
    expect(settled([['l1', 'r1', 0.9]], { before: { l1: [2, 'c2'], r1: [1, 'c1'] } }).clusters).toEqual({ l1: 'c1', r1: 'c1' });
  });

  test('stays where its oldest member has gone', () => {
    expect(settled([], { records: ['r1'], before: { r1: [2, 'of l1'] } }).clusters).toEqual({ r1: 'of l1' });
  });

  test('is another one for what is split off, and the old one again where that is undone', () => {
    const before: Record<string, [number, string]> = { l1: [1, 'of l1'], r1: [1, 'of l1'] };
    const split = settled([['l1', 'r1', 0.9, 'different']], { before });
    expect(split.clusters).toEqual({ l1: 'of l1', r1: 'of r1' });
    const again = settled([['l1', 'r1', 0.9]], { before: { l1: [1, 'of l1'], r1: [1, 'of r1'] } });
    expect(again.clusters).toEqual({ l1: 'of l1', r1: 'of l1' });
  });

  test('is never that of another cluster', () => {
    const { clusters } = settled([], { records: ['l1', 'r1'], before: { r1: [1, 'of l1'] } });
    expect(clusters).toEqual({ l1: 'new of l1', r1: 'of l1' });
  });
});

test('pairs of one record that are all taken are no conflict, and one cluster', () => {
  const { conflicting, states, clusters } = settled([
    ['l1', 'r1', 0.9],
    ['l1', 'r2', 0.8],
  ]);
  expect(conflicting).toEqual([]);
  expect(states).toEqual({ l1: 'matched', r1: 'matched', r2: 'matched' });
  expect(new Set(Object.values(clusters)).size).toBe(1);
});
