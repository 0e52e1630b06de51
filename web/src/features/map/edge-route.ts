import { anchorOf, cardWidth, type Card } from './cards.ts';
import { labelOf, lookOf } from './edge-words.ts';
import type { GraphEdge } from './queries.ts';
import { shortened, type Bounds, type Shape } from './shapes.ts';
import type { Spot } from './block-layout.ts';

/** A line from card to card, ready to be drawn. */
export interface Route {
  readonly d: string;
  readonly bounds: Bounds;
  readonly points: readonly Spot[];
  readonly marks: readonly Shape[];
  readonly label: readonly Shape[];
  readonly isLink: boolean;
}

interface End {
  readonly x: number;
  readonly y: number;
  /** Which way the line leaves the card. */
  readonly way: 1 | -1;
}

/** The line of an edge between the cards where they are. */
export function routeOf(edge: GraphEdge, from: Card, to: Card, at: { readonly from: Spot; readonly to: Spot }): Route {
  const [start, end] = endsOf(edge, from, to, at);
  const reach = Math.min(260, Math.max(46, Math.abs(end.x - start.x) / 2));
  const [c1, c2] = [start.x + start.way * reach, end.x + end.way * reach];
  const d = `M${start.x} ${start.y}C${c1} ${start.y} ${c2} ${end.y} ${end.x} ${end.y}`;
  const points = [0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875].map((t) => bezier(t, start, c1, c2, end));
  const middle = points[3] ?? start;
  return {
    d,
    points: [start, ...points, end],
    bounds: {
      left: Math.min(start.x, end.x, c1, c2) - 12,
      right: Math.max(start.x, end.x, c1, c2) + 12,
      top: Math.min(start.y, end.y) - 14,
      bottom: Math.max(start.y, end.y) + 14,
    },
    marks: [...endMarks(edge, start, 'from'), ...endMarks(edge, end, 'to'), ...strikes(edge, points)],
    label: labelShapes(edge, middle),
    isLink: edge.kind === 'entity_link',
  };
}

function endsOf(edge: GraphEdge, from: Card, to: Card, at: { readonly from: Spot; readonly to: Spot }): [End, End] {
  const fromY = at.from.y + anchorOf(from, edge.from_attributes);
  const toY = at.to.y + anchorOf(to, edge.to_attributes);
  const [fromRight, toRight] = [at.from.x + cardWidth, at.to.x + cardWidth];
  if (edge.from_entity_id !== edge.to_entity_id) {
    if (at.to.x >= fromRight)
      return [
        { x: fromRight, y: fromY, way: 1 },
        { x: at.to.x, y: toY, way: -1 },
      ];
    if (toRight <= at.from.x)
      return [
        { x: at.from.x, y: fromY, way: -1 },
        { x: toRight, y: toY, way: 1 },
      ];
  }
  return [
    { x: fromRight, y: fromY, way: 1 },
    { x: toRight, y: fromY === toY && edge.from_entity_id === edge.to_entity_id ? toY + 10 : toY, way: 1 },
  ];
}

function bezier(t: number, start: End, c1: number, c2: number, end: End): Spot {
  const s = 1 - t;
  const mix = (a: number, b: number, c: number, d: number): number => s ** 3 * a + 3 * s * s * t * b + 3 * s * t * t * c + t ** 3 * d;
  return { x: mix(start.x, c1, c2, end.x), y: mix(start.y, start.y, end.y, end.y) };
}

/** Crow's feet where the cardinality is proven; else what says which kind of edge it is, and where it leads. */
function endMarks(edge: GraphEdge, { x, y, way }: End, side: 'from' | 'to'): Shape[] {
  const { colour } = lookOf(edge);
  const stroke = (d: string, fill?: 'surface'): Shape => ({ kind: 'stroke', d, colour, width: 1.5, ...(fill === undefined ? {} : { fill }) });
  if (edge.cardinality !== null) {
    const many = (side === 'from' ? edge.cardinality[0] : edge.cardinality[2]) !== '1';
    const foot = many
      ? stroke(`M${x + way * 13} ${y}L${x} ${y - 7}M${x + way * 13} ${y}L${x} ${y + 7}`)
      : stroke(`M${x + way * 7} ${y - 6}L${x + way * 7} ${y + 6}`);
    const isOptional = side === 'to' && edge.optional === true;
    return isOptional ? [foot, stroke(circle(x + way * (many ? 18 : 13), y, 4), 'surface')] : [foot];
  }
  if (edge.kind === 'entity_link') return [stroke(`M${x} ${y}L${x + way * 6} ${y - 5}L${x + way * 12} ${y}L${x + way * 6} ${y + 5}Z`, 'surface')];
  if (edge.kind === 'association') return [stroke(circle(x + way * 4, y, 4), 'surface')];
  return side === 'to' ? [stroke(`M${x + way * 9} ${y - 5}L${x} ${y}L${x + way * 9} ${y + 5}`)] : [];
}

const circle = (x: number, y: number, r: number): string => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;

/** A rejected line is struck through. */
function strikes(edge: GraphEdge, points: readonly Spot[]): Shape[] {
  if (edge.status !== 'REJECTED') return [];
  return points
    .filter((_, i) => i % 2 === 1)
    .map(({ x, y }): Shape => ({
      kind: 'stroke',
      d: `M${x - 5} ${y - 5}L${x + 5} ${y + 5}M${x + 5} ${y - 5}L${x - 5} ${y + 5}`,
      colour: 'bad',
      width: 1.5,
    }));
}

const labelSize = 11;

function labelShapes(edge: GraphEdge, { x, y }: Spot): Shape[] {
  const text = shortened(labelOf(edge), 200, labelSize);
  const width = text.length * labelSize * 0.54 + 10;
  return [
    { kind: 'rectangle', x: x - width / 2, y: y - 9, width, height: 18, radius: 4, fill: 'surface', colour: 'line', lineWidth: 1 },
    { kind: 'text', x, y, text, size: labelSize, colour: 'ink', weight: 400, anchor: 'middle' },
  ];
}
