import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnLayout, components, packed, type Block, type Box, type Line } from '../../web/src/features/map/block-layout.ts';
import { layOut } from '../../web/src/features/map/layout.ts';

const gap = { x: 100, y: 26 };
const graphs = fc.integer({ min: 1, max: 60 }).chain((size) =>
  fc.record({
    boxes: fc
      .array(fc.integer({ min: 40, max: 400 }), { minLength: size, maxLength: size })
      .map((heights) => heights.map((height, i): Box => ({ id: `b${i}`, width: 240, height }))),
    lines: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 120 }).map((pairs) => pairs.map(([a, b]): Line => [`b${a}`, `b${b}`])),
  }),
);

/** Pairs of boxes that lie on each other. */
function overlaps(boxes: readonly Box[], spots: Block['spots']): string[] {
  const placed = boxes.map((box) => ({ ...box, ...(spots.get(box.id) ?? { x: NaN, y: NaN }) }));
  return placed.flatMap((a, i) =>
    placed
      .slice(i + 1)
      .filter((b) => !(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y))
      .map((b) => `${a.id} ${b.id}`),
  );
}

describe('the layout of the map', () => {
  it('lays no card on another, in columns, on shelves, and over several sources', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ boxes, lines }) => {
        expect(overlaps(boxes, columnLayout(boxes, lines, gap).spots)).toEqual([]);
        expect(overlaps(boxes, packed(boxes, gap.y).spots)).toEqual([]);
        const half = boxes.length >> 1;
        const groups = [
          { id: 'a', name: 'A', boxes: boxes.slice(0, half) },
          { id: 'b', name: 'B', boxes: boxes.slice(half) },
        ].filter((group) => group.boxes.length > 0);
        const layout = await layOut(groups, lines, gap, async (part, own) => columnLayout(part, own, gap));
        expect(overlaps(boxes, layout.spots)).toEqual([]);
        expect(layout.spots.size).toBe(boxes.length);
      }),
      { numRuns: 150 },
    );
  });

  it('is the same for the same graph', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ boxes, lines }) => {
        const once = columnLayout(boxes, lines, gap);
        expect([...columnLayout(boxes, lines, gap).spots]).toEqual([...once.spots]);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps together what is linked, and puts what is referred to on the right', () => {
    const boxes = ['order', 'customer', 'line', 'alone'].map((id): Box => ({ id, width: 240, height: 60 }));
    const lines: Line[] = [
      ['order', 'customer'],
      ['line', 'order'],
    ];
    expect(components(boxes, lines).map((part) => part.map(({ id }) => id).toSorted())).toEqual([['customer', 'line', 'order'], ['alone']]);
    const { spots } = columnLayout(boxes.slice(0, 3), lines, gap);
    expect(spots.get('line')?.x).toBeLessThanOrEqual(spots.get('order')?.x ?? 0);
    expect(spots.get('order')?.x).toBeLessThanOrEqual(spots.get('customer')?.x ?? 0);
  });
});
