/** A thing to be placed, and its place. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}
export interface Spot {
  readonly x: number;
  readonly y: number;
}
export interface Block {
  readonly spots: ReadonlyMap<string, Spot>;
  readonly width: number;
  readonly height: number;
}

export type Line = readonly [from: string, to: string];

/** The room between boxes: beside each other, where lines run, and below each other. */
export interface Gap {
  readonly x: number;
  readonly y: number;
}

/** About as wide and high as windows are. */
const aspect = 1.7;
const sweeps = 12;

/**
 * Places the boxes of one big component in columns: what is referred to stands right of what refers to it (longest paths, cycles cut where they are met),
 * layers are broken into columns of one height so that the whole is about as wide as a screen, and each column is ordered by the mean height of what its
 * boxes are linked to (the barycentre of Sugiyama, Tagawa, Toda 1981). Linear in boxes and lines: for graphs that a full layout takes seconds for.
 */
export function columnLayout(boxes: readonly Box[], lines: readonly Line[], gap: Gap): Block {
  const layers = layersOf(boxes, lines);
  const area = boxes.reduce((sum, box) => sum + (box.width + gap.x) * (box.height + gap.y), 0);
  const tallest = Math.max(Math.sqrt(area / aspect), ...boxes.map(({ height }) => height));
  const ordered = boxes.toSorted((a, b) => (layers.get(a.id) ?? 0) - (layers.get(b.id) ?? 0));
  const columns = columnsOf(ordered, tallest, gap);
  const neighbours = neighboursOf(boxes, lines);
  let spots = placed(columns, gap);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const column of columns) {
      const middle = new Map(column.map((box) => [box.id, meanHeight(box, neighbours.get(box.id) ?? [], spots)]));
      column.sort((a, b) => (middle.get(a.id) ?? 0) - (middle.get(b.id) ?? 0));
    }
    spots = placed(columns, gap);
  }
  return blockOf(boxes, spots);
}

/** Boxes on shelves as wide as makes the whole fit a window best. */
export function packed(boxes: readonly Box[], space: number): Block {
  const area = boxes.reduce((sum, box) => sum + (box.width + space) * (box.height + space), 0);
  const least = Math.max(...boxes.map(({ width }) => width));
  const tries = [0.7, 0.85, 1, 1.15, 1.3, 1.5, 1.75, 2].map((factor) => shelves(boxes, Math.max(least, factor * Math.sqrt(area * aspect)), space));
  return tries.reduce((best, one) => (sizeOf(one) < sizeOf(best) ? one : best));
}

const sizeOf = ({ width, height }: Block): number => Math.max(width / aspect, height);

/** Boxes side by side, on a new shelf where one is full. */
function shelves(boxes: readonly Box[], widest: number, space: number): Block {
  const spots = new Map<string, Spot>();
  let [x, y, depth] = [0, 0, 0];
  for (const box of boxes) {
    if (x > 0 && x + box.width > widest) {
      y += depth + space;
      [x, depth] = [0, 0];
    }
    spots.set(box.id, { x, y });
    x += box.width + space;
    depth = Math.max(depth, box.height);
  }
  return blockOf(boxes, spots);
}

export function blockOf(boxes: readonly Box[], spots: ReadonlyMap<string, Spot>): Block {
  let [width, height] = [0, 0];
  for (const box of boxes) {
    const { x, y } = spots.get(box.id) ?? { x: 0, y: 0 };
    width = Math.max(width, x + box.width);
    height = Math.max(height, y + box.height);
  }
  return { spots, width, height };
}

/** Ids of the boxes of each connected part, in the order of its first box; those of the biggest part first. */
export function components(boxes: readonly Box[], lines: readonly Line[]): readonly (readonly Box[])[] {
  const neighbours = neighboursOf(boxes, lines);
  const byId = new Map(boxes.map((box) => [box.id, box]));
  const seen = new Set<string>();
  const parts: Box[][] = [];
  for (const { id } of boxes) {
    if (seen.has(id)) continue;
    const part: Box[] = [];
    const open = [id];
    seen.add(id);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const box = byId.get(next);
      if (box !== undefined) part.push(box);
      for (const other of neighbours.get(next) ?? []) {
        if (seen.has(other)) continue;
        seen.add(other);
        open.push(other);
      }
    }
    parts.push(part);
  }
  return parts.toSorted((a, b) => b.length - a.length);
}

function neighboursOf(boxes: readonly Box[], lines: readonly Line[]): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, string[]>(boxes.map(({ id }) => [id, []]));
  for (const [from, to] of lines) {
    if (from === to || !neighbours.has(from) || !neighbours.has(to)) continue;
    neighbours.get(from)?.push(to);
    neighbours.get(to)?.push(from);
  }
  return neighbours;
}

/** How many steps lead to each box at most, along the lines that close no cycle. */
function layersOf(boxes: readonly Box[], lines: readonly Line[]): ReadonlyMap<string, number> {
  const targets = new Map<string, string[]>(boxes.map(({ id }) => [id, []]));
  for (const [from, to] of lines) if (from !== to && targets.has(to)) targets.get(from)?.push(to);
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const forward: Line[] = [];
  for (const { id } of boxes) {
    if (state.has(id)) continue;
    const stack = [{ id, next: 0 }];
    state.set(id, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const target = targets.get(top.id)?.[top.next++];
      if (target === undefined) {
        state.set(top.id, 'done');
        order.push(top.id);
        stack.pop();
      } else if (state.get(target) !== 'open') {
        forward.push([top.id, target]);
        if (!state.has(target)) {
          state.set(target, 'open');
          stack.push({ id: target, next: 0 });
        }
      }
    }
  }
  const layers = new Map<string, number>();
  const outgoing = new Map<string, string[]>();
  for (const [from, to] of forward) outgoing.set(from, [...(outgoing.get(from) ?? []), to]);
  for (const id of order.toReversed()) {
    const layer = layers.get(id) ?? 0;
    layers.set(id, layer);
    for (const to of outgoing.get(id) ?? []) layers.set(to, Math.max(layers.get(to) ?? 0, layer + 1));
  }
  return layers;
}

function columnsOf(boxes: readonly Box[], tallest: number, gap: Gap): Box[][] {
  const columns: Box[][] = [];
  let height = Infinity;
  for (const box of boxes) {
    if (height + box.height > tallest) {
      columns.push([]);
      height = 0;
    }
    columns.at(-1)?.push(box);
    height += box.height + gap.y;
  }
  return columns;
}

function placed(columns: readonly (readonly Box[])[], gap: Gap): Map<string, Spot> {
  const spots = new Map<string, Spot>();
  let x = 0;
  const heights = columns.map((column) => column.reduce((sum, box) => sum + box.height + gap.y, -gap.y));
  const highest = Math.max(...heights);
  for (const [i, column] of columns.entries()) {
    let y = (highest - (heights[i] ?? 0)) / 2;
    for (const box of column) {
      spots.set(box.id, { x, y });
      y += box.height + gap.y;
    }
    x += Math.max(...column.map(({ width }) => width)) + gap.x;
  }
  return spots;
}

function meanHeight(box: Box, neighbours: readonly string[], spots: ReadonlyMap<string, Spot>): number {
  const own = spots.get(box.id)?.y ?? 0;
  if (neighbours.length === 0) return own;
  return neighbours.reduce((sum, id) => sum + (spots.get(id)?.y ?? own), 0) / neighbours.length;
}
