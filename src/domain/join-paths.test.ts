import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bestPaths, edgesBetween, endOf, type PathEdge, type PathStep } from './join-paths.ts';

interface Weighed extends PathEdge {
  readonly there: number;
  readonly back: number;
}

const costOf = ({ edge, forward }: PathStep<Weighed>): number => (forward ? edge.there : edge.back);
const node = fc.integer({ min: 0, max: 6 }).map((n) => `n${n}`);
const graphs = fc
  .array(fc.record({ from: node, to: node, there: fc.integer({ min: 0, max: 9 }), back: fc.integer({ min: 0, max: 9 }) }), { maxLength: 14 })
  .map((edges) => edges.map((edge, i): Weighed => ({ ...edge, id: `e${i}` })));

/** All paths that meet no entity twice, by walking every way. */
function everyPath(edges: readonly Weighed[], from: string, to: string, maxSteps: number): PathStep<Weighed>[][] {
  const walk = (at: string, met: readonly string[], steps: readonly PathStep<Weighed>[]): PathStep<Weighed>[][] => {
    if (at === to) return [[...steps]];
    if (steps.length === maxSteps) return [];
    return edges
      .filter((edge) => edge.from !== edge.to)
      .flatMap((edge) => [...(edge.from === at ? [{ edge, forward: true }] : []), ...(edge.to === at ? [{ edge, forward: false }] : [])])
      .filter((step) => !met.includes(endOf(step)))
      .flatMap((step) => walk(endOf(step), [...met, endOf(step)], [...steps, step]));
  };
  return walk(from, [from], []);
}

const cost = (path: readonly PathStep<Weighed>[]): number => path.reduce((sum, step) => sum + costOf(step), 0);
const idsOf = (path: readonly PathStep<Weighed>[]): string => path.map(({ edge }) => edge.id).join(' ');

describe('the best paths', () => {
  test('are the cheapest of all that meet no entity twice, in their order', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 8 }), (edges, maxSteps, limit) => {
        const all = everyPath(edges, 'n0', 'n1', maxSteps);
        const { paths, isComplete } = bestPaths(edges, { from: 'n0', to: 'n1', limit, maxSteps, costOf });
        expect(isComplete).toBe(true);
        expect(paths.map(cost)).toEqual(
          all
            .map(cost)
            .toSorted((a, b) => a - b)
            .slice(0, limit),
        );
        const known = new Set(all.map(idsOf));
        expect(paths.filter((path) => !known.has(idsOf(path)))).toEqual([]);
        expect(new Set(paths.map(idsOf)).size).toBe(paths.length);
      }),
      { numRuns: 300 },
    );
  });

  test('are the same whatever the order of the edges', () => {
    fc.assert(
      fc.property(
        graphs.chain((edges) => fc.tuple(fc.constant(edges), fc.shuffledSubarray(edges, { minLength: edges.length }))),
        ([edges, shuffled]) => {
          const search = { from: 'n0', to: 'n1', limit: 6, maxSteps: 5, costOf };
          expect(bestPaths(shuffled, search).paths.map(idsOf)).toEqual(bestPaths(edges, search).paths.map(idsOf));
        },
      ),
      { numRuns: 200 },
    );
  });

  test('need no edge but those that lie between the two', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 5 }), (edges, maxSteps) => {
        const between = edgesBetween(edges, 'n0', 'n1', maxSteps);
        expect(everyPath(between, 'n0', 'n1', maxSteps).map(idsOf)).toEqual(everyPath(edges, 'n0', 'n1', maxSteps).map(idsOf));
      }),
      { numRuns: 200 },
    );
  });

  test('of two edges between the same entities are two', () => {
    const edge = { from: 'orders', to: 'addresses', there: 1, back: 1 };
    const { paths } = bestPaths(
      [
        { ...edge, id: 'shipping' },
        { ...edge, id: 'billing' },
      ],
      { from: 'orders', to: 'addresses', limit: 5, maxSteps: 3, costOf },
    );
    expect(paths.map(idsOf)).toEqual(['billing', 'shipping']);
  });

  test('lead nowhere from an entity to itself, or where there is no way', () => {
    const edges: Weighed[] = [{ id: 'loop', from: 'n0', to: 'n0', there: 0, back: 0 }];
    for (const to of ['n0', 'n1']) expect(bestPaths(edges, { from: 'n0', to, limit: 5, maxSteps: 5, costOf }).paths).toEqual([]);
  });
});
