import type { ElkNode } from 'elkjs/lib/elk-api.js';
import { blockOf, columnLayout, components, packed, type Block, type Box, type Gap, type Line, type Spot } from './block-layout.ts';

/** Where everything is. */
export interface Layout {
  readonly spots: ReadonlyMap<string, Spot>;
  readonly frames: readonly Frame[];
}

/** Around the entities of a source. */
export interface Frame {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly boxes: readonly Box[];
}

/** Lays out connected parts that are small enough to wait for. */
export type LayOutPart = (boxes: readonly Box[], lines: readonly Line[], gap: Gap) => Promise<Block>;

/** Parts with more boxes than this stand in columns. */
const mostForElk = 120;
const inset = { x: 28, top: 56, bottom: 28 };

/** Places each source by itself, its connected parts side by side, and the sources beside each other. The same input gives the same places. */
export async function layOut(groups: readonly Group[], lines: readonly Line[], gap: Gap, layOutPart: LayOutPart): Promise<Layout> {
  const blocks = await Promise.all(groups.map((group) => layOutGroup(group.boxes, lines, gap, layOutPart)));
  const frames = groups.map((group, i) => {
    const { width = 0, height = 0 } = blocks[i] ?? {};
    return { id: group.id, width: width + 2 * inset.x, height: height + inset.top + inset.bottom };
  });
  const around = packed(
    frames.toSorted((a, b) => b.height - a.height),
    gap.x,
  );
  const spots = new Map<string, Spot>();
  for (const [i, { id }] of groups.entries()) {
    const { x, y } = around.spots.get(id) ?? { x: 0, y: 0 };
    for (const [box, spot] of blocks[i]?.spots ?? []) spots.set(box, { x: Math.round(x + inset.x + spot.x), y: Math.round(y + inset.top + spot.y) });
  }
  return {
    spots,
    frames: frames.map(({ id, width, height }, i) => ({
      id,
      name: groups[i]?.name ?? '',
      width,
      height,
      ...(around.spots.get(id) ?? { x: 0, y: 0 }),
    })),
  };
}

async function layOutGroup(boxes: readonly Box[], lines: readonly Line[], gap: Gap, layOutPart: LayOutPart): Promise<Block> {
  const parts = components(boxes, lines);
  const alone = parts.filter((part) => part.length === 1).flat();
  const blocks = await Promise.all(
    parts
      .filter((part) => part.length > 1)
      .map(async (part) => {
        const ids = new Set(part.map(({ id }) => id));
        const own = once(lines.filter(([from, to]) => ids.has(from) && ids.has(to) && from !== to));
        // Boxes in the order in which they came: what the walk through the part met first says nothing.
        const sorted = boxes.filter(({ id }) => ids.has(id));
        return part.length > mostForElk ? columnLayout(sorted, own, gap) : layOutPart(sorted, own, gap);
      }),
  );
  if (alone.length > 0) blocks.push(packed(alone, gap.y));
  return sideBySide(boxes, blocks, gap);
}

/** Several lines between two boxes are one. */
const once = (lines: readonly Line[]): Line[] => [...new Map(lines.map((line) => [line.join(), line])).values()];

/** Blocks side by side, the higher ones first. */
function sideBySide(boxes: readonly Box[], blocks: readonly Block[], gap: Gap): Block {
  const order = blocks.map((block, i) => ({ id: String(i), block, width: block.width, height: block.height }));
  order.sort((a, b) => b.height - a.height || Number(a.id) - Number(b.id));
  const places = packed(order, gap.x / 2);
  const spots = new Map<string, Spot>();
  for (const { id, block } of order) {
    const at = places.spots.get(id) ?? { x: 0, y: 0 };
    for (const [box, { x, y }] of block.spots) spots.set(box, { x: at.x + x, y: at.y + y });
  }
  return blockOf(boxes, spots);
}

const elkOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'POLYLINE',
  'elk.randomSeed': '1',
};

/** What ELK is asked for one part: what is referred to stands right of what refers to it. */
export function elkGraphOf(boxes: readonly Box[], lines: readonly Line[], gap: Gap): ElkNode {
  return {
    id: 'part',
    layoutOptions: { ...elkOptions, 'elk.spacing.nodeNode': String(gap.y), 'elk.layered.spacing.nodeNodeBetweenLayers': String(gap.x) },
    children: boxes.map(({ id, width, height }) => ({ id, width, height })),
    edges: lines.map(([from, to], i) => ({ id: `e${i}`, sources: [from], targets: [to] })),
  };
}

/** Where ELK put the boxes. */
export function blockOfElk(boxes: readonly Box[], answer: ElkNode): Block {
  const spots = new Map((answer.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
  const least = { x: Math.min(...[...spots.values()].map(({ x }) => x)), y: Math.min(...[...spots.values()].map(({ y }) => y)) };
  return blockOf(boxes, new Map([...spots].map(([id, { x, y }]) => [id, { x: x - least.x, y: y - least.y }])));
}
